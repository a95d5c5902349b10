/** One chain of imputations and its models. */
@NullMarked
package org.steelyard.stats.imputation.internal;

import org.jspecify.annotations.NullMarked;
