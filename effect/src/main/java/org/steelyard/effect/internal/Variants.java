package org.steelyard.effect.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.method.ScoreRule;

/** An analysis with one choice made otherwise; what belongs to the replaced choice goes with it. */
final class Variants {

    private static final double CALIPER = 0.2;

    private Variants() {}

    /** The same for another outcome. */
    static Analysis of(Analysis a, String outcome) {
        return copy(a, outcome, new Choice(a.adjustment(), a.score(), a.covariates(), a.trim()));
    }

    record Choice(Adjustment adjustment, Optional<ScoreRule> score, List<String> covariates, Optional<Trim> trim) {}

    static Analysis of(Analysis a, Choice choice) {
        return copy(a, a.outcome(), choice);
    }

    private static Analysis copy(Analysis a, String outcome, Choice c) {
        boolean scored = Measures.scored(c.adjustment());
        boolean same = c.adjustment() == a.adjustment();
        Optional<Matching> matching = c.adjustment() != Adjustment.MATCHING
                ? Optional.empty()
                : Optional.of(a.matching()
                        .orElseGet(() -> new Matching(Optional.of(CALIPER), Matching.Order.DESCENDING, false)));
        Target target = c.adjustment() == Adjustment.MATCHING && !same ? Target.ATT : a.target();
        return new Analysis(
                a.id(),
                a.role(),
                outcome,
                c.adjustment(),
                target,
                a.measures(),
                c.covariates(),
                matching,
                scored ? c.trim() : Optional.empty(),
                a.estimand(),
                a.intercurrentEvents(),
                false,
                scored ? c.score() : Optional.empty(),
                c.adjustment() == Adjustment.WEIGHTING ? a.weights() : Optional.empty(),
                same ? a.crossFit() : Optional.empty(),
                same ? a.outcomeModel() : Optional.empty(),
                a.cox(),
                Optional.empty(),
                Optional.empty());
    }
}
