/** Regression for the value of information. */
@NullMarked
package org.steelyard.economics.decision.internal;

import org.jspecify.annotations.NullMarked;
