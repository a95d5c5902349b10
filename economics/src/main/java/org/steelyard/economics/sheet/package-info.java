/**
 * Economic calculations beside the models, as one readable file: censored costs, cost regressions, burden of disease, activity-based costing, who pays, prices of other years, QALYs, DALYs, distributional analysis, several criteria, trial statistics, value of
 * information of any draws.
 *
 * <p>In: a YAML sheet (schema {@code sheet-1}) and the tables it names. Out: tables of results. Invariants: a sheet is checked before it runs and all its problems are told at once; files are read by the caller, through {@link
 * org.steelyard.economics.sheet.TableSource}; no message holds a patient's value.
 */
@NullMarked
package org.steelyard.economics.sheet;

import org.jspecify.annotations.NullMarked;
