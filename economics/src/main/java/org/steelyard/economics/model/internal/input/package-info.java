/** Parameters of a model: base values, distributions, joint draws. */
@NullMarked
package org.steelyard.economics.model.internal.input;

import org.jspecify.annotations.NullMarked;
