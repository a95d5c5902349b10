package org.steelyard.effect.internal;

import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;

/** What was done, in the words of the field. */
final class Wording {

    private static final String RARE = " without the rare indicators that one arm alone has; ";

    private Wording() {}

    static String method(Analysis a, Outcome o, Measure m) {
        return switch (a.adjustment()) {
            case NONE -> "unadjusted, " + unadjusted(o, m);
            case WEIGHTING -> weights(a.target()) + ", " + weighted(o, m);
            case MATCHING -> "1:1 nearest-neighbour matching on the logit of the propensity score, " + matched(o, m);
            case AUGMENTED_WEIGHTING ->
                "augmented inverse-probability weighting (" + (o.type() == OutcomeType.BINARY ? "logistic" : "linear")
                        + " outcome model), influence-function variance";
            case REGRESSION -> regression(o, m);
        };
    }

    private static String unadjusted(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE -> "Wald interval with unpooled variance";
            case RISK_RATIO, ODDS_RATIO -> "delta method on the logarithm";
            case MEAN_DIFFERENCE -> "Welch's t interval";
            case HAZARD_RATIO -> "Cox model";
            case SURVIVAL_DIFFERENCE -> "Kaplan-Meier, Greenwood variance";
            case RMST_DIFFERENCE -> "area under the Kaplan-Meier curve";
        };
    }

    private static String weights(Target target) {
        return switch (target) {
            case ATE, ATT, ATC -> "inverse-probability weighting (" + target + ")";
            case ATO -> "overlap weighting";
        };
    }

    private static String weighted(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, RISK_RATIO, ODDS_RATIO, MEAN_DIFFERENCE -> "Hajek means, M-estimation variance";
            case HAZARD_RATIO -> "weighted Cox model, robust variance";
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                "weighted Kaplan-Meier, bootstrap variance with the score refitted";
        };
    }

    private static String matched(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, MEAN_DIFFERENCE -> "paired difference";
            case RISK_RATIO, ODDS_RATIO -> "marginal ratio, variance clustered on pairs";
            case HAZARD_RATIO -> "Cox model, robust variance clustered on pairs";
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> "Kaplan-Meier in the pairs, bootstrap of pairs";
        };
    }

    private static String regression(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, RISK_RATIO ->
                "logistic outcome model, standardised (g-computation), delta-method variance";
            case ODDS_RATIO -> "logistic outcome model, conditional odds ratio";
            case MEAN_DIFFERENCE -> "linear outcome model, robust (HC1) variance";
            case HAZARD_RATIO -> "Cox model adjusted for covariates, conditional hazard ratio";
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> "not available";
        };
    }

    static String estimand(Analysis a, Measure m) {
        return switch (a.adjustment()) {
            case NONE -> "association";
            case WEIGHTING, AUGMENTED_WEIGHTING -> a.target().name();
            case MATCHING -> "ATT (matched)";
            case REGRESSION ->
                switch (m) {
                    case ODDS_RATIO, HAZARD_RATIO, MEAN_DIFFERENCE -> "conditional";
                    case RISK_DIFFERENCE, RISK_RATIO, SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                        a.target().name();
                };
        };
    }

    /** Population of the whole analysis. */
    static String population(Analysis a) {
        return switch (a.adjustment()) {
            case MATCHING -> "matched";
            case WEIGHTING -> a.target() == Target.ATO ? "overlap" : "all";
            case NONE, AUGMENTED_WEIGHTING, REGRESSION -> "all";
        };
    }

    /** @param group the whole analysis, or a level, whose models are its own */
    static String convention(Analysis a, Outcome o, Measure m, Group group, Missing missing) {
        StringBuilder out = new StringBuilder();
        if (!group.whole()) {
            out.append(ofLevel(a));
        }
        if (m == Measure.HAZARD_RATIO) {
            out.append("ties: Efron; ");
        }
        if (Measures.needsHorizon(m)) {
            out.append("horizon ")
                    .append(plain(o.horizon().orElse(Double.NaN)))
                    .append(' ')
                    .append(unitOfTime(o))
                    .append("; ");
        }
        if (Measures.scored(a.adjustment())) {
            out.append("propensity score: logistic regression, main effects; ");
        }
        a.trim()
                .ifPresent(t -> out.append("scores outside [" + plain(t.lower()) + ", " + plain(t.upper())
                        + "] trimmed, score not refitted; "));
        a.matching()
                .filter(x -> a.adjustment() == org.steelyard.protocol.AnalysisPlan.Adjustment.MATCHING)
                .ifPresent(x -> out.append(matching(x)));
        out.append(
                switch (missing.method()) {
                    case COMPLETE_CASE -> "complete cases";
                    case MULTIPLE_IMPUTATION -> missing.imputations() + " imputations, Rubin's rules";
                });
        return out.toString();
    }

    private static String ofLevel(Analysis a) {
        return switch (a.adjustment()) {
            case NONE -> "";
            case WEIGHTING -> "score and weights fitted within the level" + RARE;
            case AUGMENTED_WEIGHTING -> "score and outcome model fitted within the level" + RARE;
            case MATCHING -> "score fitted and pairs made within the level" + RARE;
            case REGRESSION -> "model fitted within the level; ";
        };
    }

    private static String matching(org.steelyard.protocol.AnalysisPlan.Matching x) {
        String caliper =
                x.caliper().map(c -> "caliper " + plain(c) + " SD of the logit").orElse("no caliper");
        return "greedy, " + x.order().name().toLowerCase(java.util.Locale.ROOT) + " order, " + caliper + ", "
                + (x.replacement() ? "with" : "without") + " replacement; ";
    }

    static String unit(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, SURVIVAL_DIFFERENCE -> "proportion";
            case RISK_RATIO, ODDS_RATIO, HAZARD_RATIO -> "ratio";
            case MEAN_DIFFERENCE -> o.unit().map(u -> u.en()).orElse("");
            case RMST_DIFFERENCE -> unitOfTime(o);
        };
    }

    static String unitOfTime(Outcome o) {
        return o.timeUnit().map(TimeUnit::label).map(t -> t.en()).orElse("");
    }

    /** A number without a needless decimal point. */
    static String plain(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
    }
}
