/**
 * Evaluations to look at on a new platform: made by the same acts as real ones, through the same rules.
 */
@NullMarked
package org.steelyard.platform.demo;

import org.jspecify.annotations.NullMarked;
