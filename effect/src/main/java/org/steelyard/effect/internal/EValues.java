package org.steelyard.effect.internal;

import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectResults;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.Outcome;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.sensitivity.EValue;

/**
 * The E-value of an analysis: from the risk ratio of a binary outcome (its odds ratio when there is none), the hazard ratio of a time to
 * event, the difference in standard deviations of a continuous outcome.
 */
final class EValues {

    private EValues() {}

    static Optional<EffectResults.EValue> of(Analysis analysis, Outcome outcome, Ran ran, double rare) {
        try {
            return switch (outcome.type()) {
                case BINARY -> binary(analysis, ran, rare);
                case CONTINUOUS, COST ->
                    found(ran, Measure.MEAN_DIFFERENCE)
                            .filter(e -> ran.spread() > 0)
                            .map(e -> value(
                                    analysis,
                                    Measure.MEAN_DIFFERENCE,
                                    EValue.ofStandardisedDifference(e.value() / ran.spread(), e.se() / ran.spread())));
                case TIME_TO_EVENT ->
                    found(ran, Measure.HAZARD_RATIO)
                            .map(e -> value(
                                    analysis, Measure.HAZARD_RATIO, EValue.ofHazardRatio(e, frequency(ran, rare))));
                case COUNT, RECURRENT ->
                    found(ran, Measure.RATE_RATIO).map(e -> value(analysis, Measure.RATE_RATIO, EValue.ofRiskRatio(e)));
                case COMPETING ->
                    found(ran, Measure.CUMULATIVE_INCIDENCE_RATIO)
                            .map(e -> value(analysis, Measure.CUMULATIVE_INCIDENCE_RATIO, EValue.ofRiskRatio(e)));
                case ORDINAL, REPEATED -> Optional.empty();
            };
        } catch (SteelyardException e) {
            Failure.passOn(e);
            return Optional.empty();
        }
    }

    private static Optional<EffectResults.EValue> binary(Analysis analysis, Ran ran, double rare) {
        Optional<Estimate> ratio = found(ran, Measure.RISK_RATIO);
        return ratio.isPresent()
                ? ratio.map(e -> value(analysis, Measure.RISK_RATIO, EValue.ofRiskRatio(e)))
                : found(ran, Measure.ODDS_RATIO)
                        .map(e -> value(analysis, Measure.ODDS_RATIO, EValue.ofOddsRatio(e, frequency(ran, rare))));
    }

    private static EValue.Outcome frequency(Ran ran, double rare) {
        return ran.eventShare() < rare ? EValue.Outcome.RARE : EValue.Outcome.COMMON;
    }

    private static Optional<Estimate> found(Ran ran, Measure measure) {
        for (Cell cell : ran.cells()) {
            if (cell instanceof Cell.Found f && f.group().whole() && f.measure() == measure) {
                return Optional.of(f.estimate());
            }
        }
        return Optional.empty();
    }

    private static EffectResults.EValue value(Analysis analysis, Measure measure, EValue e) {
        return new EffectResults.EValue(analysis.id(), measure.id(), e.riskRatio(), e.point(), e.limit());
    }

    static Diagnostic diagnostic(EffectResults.EValue e) {
        return Checks.diagnostic(
                e.analysis(),
                "e-value",
                e.point(),
                Double.NaN,
                true,
                Text.of(
                        "未测混杂与处理、结局的关联（风险比）均须达到 " + Checks.number(e.point()) + " 才能完全解释该估计，使区间触及无效值则须达到 "
                                + Checks.number(e.limit()),
                        "an unmeasured confounder would need risk ratios of " + Checks.number(e.point())
                                + " with both treatment and outcome to explain the estimate away, and of "
                                + Checks.number(e.limit()) + " to move the interval to no effect"));
    }
}
