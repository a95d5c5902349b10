/** Random numbers that are functions of seed, name and number, and distributions that use them. */
@NullMarked
package org.steelyard.economics.model.internal.random;

import org.jspecify.annotations.NullMarked;
