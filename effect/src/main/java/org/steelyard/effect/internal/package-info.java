/** How the plan is run: design, propensity score, dispatch to estimators, diagnostics, assembly. Not for other modules. */
@NullMarked
package org.steelyard.effect.internal;

import org.jspecify.annotations.NullMarked;
