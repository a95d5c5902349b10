/** From formulas of a model file to the nodes of a graph: names, units, curves, distributions; every fault noted with its place. */
@NullMarked
package org.steelyard.economics.model.internal.compile;

import org.jspecify.annotations.NullMarked;
