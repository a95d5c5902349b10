package org.steelyard.effect.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectResults.Overlap;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.effect.Further.IncidenceCurves;

/**
 * What one analysis gave on one table.
 *
 * @param spread standard deviation of a continuous outcome (root of the mean of both arms' variances), NaN otherwise
 * @param pairDifferences outcome of the treated less that of the control, by pair; empty when there are no pairs
 * @param crudeCounts of a binary outcome: treated with and without it, controls with and without it; empty otherwise
 * @param eventShare share of people with the event, NaN when the outcome has none
 */
record Ran(
        List<Cell> cells,
        List<Diagnostic> diagnostics,
        List<BalanceTable.Row> balance,
        Optional<Overlap> overlap,
        Optional<SurvivalCurves> curves,
        Optional<IncidenceCurves> incidence,
        double spread,
        double eventShare,
        double[] pairDifferences,
        double[] crudeCounts) {}
