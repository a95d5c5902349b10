/** From the tree of a YAML file to {@link org.steelyard.economics.model.ModelSpec}. */
@NullMarked
package org.steelyard.economics.model.internal.read;

import org.jspecify.annotations.NullMarked;
