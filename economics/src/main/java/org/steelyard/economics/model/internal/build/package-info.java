/** Puts a model together: every section checked and compiled, all problems collected. */
@NullMarked
package org.steelyard.economics.model.internal.build;

import org.jspecify.annotations.NullMarked;
