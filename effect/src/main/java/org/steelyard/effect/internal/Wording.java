package org.steelyard.effect.internal;

import java.util.Locale;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** What was done, in the words of the field. */
final class Wording {

    private static final String RARE = " without the rare indicators that one arm alone has; ";

    private Wording() {}

    /** What is said of the variance of an analysis: all between commas that has the word. */
    private static final String VARIANCE =
            ", [^,]*(variance|interval|delta method)[^,]*|, in the pairs, bootstrap[^,]*";

    static String method(Assembly.Described d, Measure m) {
        String plain = method(d.analysis(), d.outcome(), m);
        if (d.missing().method() != Missing.Method.INVERSE_PROBABILITY) {
            return plain;
        }
        if (!Completeness.stacked(d.analysis(), d.outcome())) {
            return plain.replaceAll(VARIANCE, "") + ", bootstrap variance with every model refitted";
        }
        return d.analysis().adjustment() == Adjustment.NONE
                ? "unadjusted, " + (d.outcome().type() == OutcomeType.COUNT ? "weighted rates" : "Hajek means")
                        + ", M-estimation variance"
                : plain;
    }

    static String method(Analysis a, Outcome o, Measure m) {
        return switch (a.adjustment()) {
            case NONE -> "unadjusted, " + unadjusted(o, m);
            case WEIGHTING -> weights(a) + ", " + weighted(a, o, m);
            case MATCHING -> matching(a) + ", " + matched(a, m);
            case AUGMENTED_WEIGHTING ->
                a.crossFit().isPresent()
                        ? "augmented inverse-probability weighting, " + learned(a) + ", influence-function variance"
                        : "augmented inverse-probability weighting ("
                                + (o.type() == OutcomeType.BINARY ? "logistic" : "linear")
                                + " outcome model), influence-function variance";
            case TMLE ->
                "targeted maximum likelihood, "
                        + (a.crossFit().isPresent()
                                ? learned(a) + ", weighted fluctuation"
                                : (o.type() == OutcomeType.BINARY ? "logistic" : "linear")
                                        + " outcome model, two-parameter fluctuation")
                        + ", influence-function variance";
            case REGRESSION -> regression(a, o, m);
            case G_COMPUTATION -> standardised(a, o, m);
        };
    }

    private static String learned(Analysis a) {
        return a.crossFit()
                .map(c -> String.join(
                                " + ", c.learners().stream().map(Wording::word).toList())
                        + ", "
                        + (c.folds() == 1 ? "not cross-fitted" : c.folds() + "-fold cross-fitting")
                        + (c.repetitions() > 1 ? ", median of " + c.repetitions() + " repetitions" : ""))
                .orElse("");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String standardised(Analysis a, Outcome o, Measure m) {
        String model = switch (o.type()) {
            case BINARY -> "logistic outcome model, influence-function variance";
            case CONTINUOUS -> "linear outcome model, influence-function variance";
            case COUNT, COST -> family(a, o) + " outcome model, bootstrap variance";
            case TIME_TO_EVENT -> "Cox outcome model, bootstrap variance";
            case ORDINAL, COMPETING, RECURRENT, REPEATED -> "not available";
        };
        boolean perArm = a.outcomeModel()
                .filter(x -> x.form() == org.steelyard.protocol.method.OutcomeModelRule.Form.PER_ARM)
                .isPresent();
        return "g-computation (standardisation), " + (perArm ? "one " : "") + model
                + (perArm ? ", models per arm" : "");
    }

    private static String family(Analysis a, Outcome o) {
        OutcomeFamily asked = a.outcomeModel().map(x -> x.family()).orElse(OutcomeFamily.USUAL);
        return switch (asked) {
            case USUAL -> o.type() == OutcomeType.COST ? "gamma" : "Poisson";
            case POISSON -> "Poisson";
            case NEGATIVE_BINOMIAL -> "negative binomial";
            case GAMMA -> "gamma";
        };
    }

    private static String unadjusted(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE -> "Wald interval with unpooled variance";
            case RISK_RATIO, ODDS_RATIO, MEAN_RATIO -> "delta method on the logarithm";
            case MEAN_DIFFERENCE ->
                o.type() == OutcomeType.REPEATED ? "generalised estimating equations" : "Welch's t interval";
            case HAZARD_RATIO -> o.type() == OutcomeType.COMPETING ? "cause-specific Cox model" : "Cox model";
            case SURVIVAL_DIFFERENCE -> "Kaplan-Meier, Greenwood variance";
            case RMST_DIFFERENCE -> "area under the Kaplan-Meier curve";
            case RATE_RATIO ->
                o.type() == OutcomeType.RECURRENT
                        ? "Andersen-Gill model, robust variance"
                        : "ratio of rates, robust variance";
            case RATE_DIFFERENCE -> "difference of rates, robust variance";
            case COMMON_ODDS_RATIO -> "proportional-odds model";
            case SUBDISTRIBUTION_HAZARD_RATIO -> "Fine-Gray model, robust variance";
            case CUMULATIVE_INCIDENCE_DIFFERENCE, CUMULATIVE_INCIDENCE_RATIO ->
                "Aalen-Johansen, counting-process variance";
            case MEAN_COUNT_DIFFERENCE -> "Nelson's mean cumulative count, bootstrap variance";
            case CHANGE_DIFFERENCE -> "generalised estimating equations, exchangeable, robust variance";
        };
    }

    private static String weights(Analysis a) {
        String base = switch (a.target()) {
            case ATE, ATT, ATC -> "inverse-probability weighting (" + a.target() + ")";
            case ATO -> "overlap weighting";
            case ATM -> "matching weights";
        };
        if (a.score().filter(s -> s.model() == ScoreModel.ENTROPY_BALANCING).isPresent()) {
            base = "entropy balancing (" + a.target() + ")";
        }
        if (a.score().filter(s -> s.model() == ScoreModel.COVARIATE_BALANCING).isPresent()) {
            base = "covariate-balancing propensity score (" + a.target() + ")";
        }
        return base
                + a.weights()
                        .map(w -> (w.stabilised() ? ", stabilised" : "")
                                + (w.truncate().isEmpty()
                                        ? ""
                                        : ", truncated to quantiles "
                                                + plain(w.truncate().get(0)) + " and "
                                                + plain(w.truncate().get(1))))
                        .orElse("");
    }

    private static String weighted(Analysis a, Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, RISK_RATIO, ODDS_RATIO, MEAN_DIFFERENCE, MEAN_RATIO -> "Hajek means, " + variance(a);
            case RATE_RATIO, RATE_DIFFERENCE ->
                o.type() == OutcomeType.RECURRENT
                        ? "weighted Andersen-Gill model, robust variance"
                        : "weighted rates, " + variance(a);
            case HAZARD_RATIO ->
                (o.type() == OutcomeType.COMPETING ? "weighted cause-specific Cox model" : "weighted Cox model")
                        + ", robust variance";
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                "weighted Kaplan-Meier, bootstrap variance with the score refitted";
            case COMMON_ODDS_RATIO -> "weighted proportional-odds model, bootstrap variance with the score refitted";
            case SUBDISTRIBUTION_HAZARD_RATIO -> "weighted Fine-Gray model, robust variance";
            case CUMULATIVE_INCIDENCE_DIFFERENCE, CUMULATIVE_INCIDENCE_RATIO ->
                "weighted Aalen-Johansen, bootstrap variance with the score refitted";
            case MEAN_COUNT_DIFFERENCE -> "weighted mean cumulative count, bootstrap variance with the score refitted";
            case CHANGE_DIFFERENCE -> "not available";
        };
    }

    private static String variance(Analysis a) {
        boolean known = a.score()
                .map(s -> s.model() == ScoreModel.LASSO || s.model() == ScoreModel.BOOSTED_TREES)
                .orElse(false);
        return known ? "robust variance with the weights as given" : "M-estimation variance";
    }

    private static String matching(Analysis a) {
        org.steelyard.protocol.AnalysisPlan.Matching rule = SetMatching.rule(a);
        if (rule.plain()) {
            return "1:1 nearest-neighbour matching on the logit of the propensity score";
        }
        String on = rule.distance() == org.steelyard.protocol.AnalysisPlan.Matching.Distance.MAHALANOBIS
                ? "Mahalanobis distance"
                : "the logit of the propensity score";
        return switch (rule.method()) {
            case NEAREST -> "1:" + rule.ratio() + " nearest-neighbour matching on " + on;
            case OPTIMAL -> "1:" + rule.ratio() + " optimal matching on " + on;
            case FULL -> "full matching on " + on;
            case EXACT -> "exact matching";
            case COARSENED -> "coarsened exact matching";
            case ABADIE_IMBENS ->
                "Abadie-Imbens matching estimator, " + rule.ratio() + " matches with replacement"
                        + (rule.biasAdjusted() ? ", bias-adjusted" : "");
        };
    }

    private static String matched(Analysis a, Measure m) {
        org.steelyard.protocol.AnalysisPlan.Matching rule = SetMatching.rule(a);
        if (!rule.plain()) {
            return inSets(rule, m);
        }
        return switch (m) {
            case RISK_DIFFERENCE, MEAN_DIFFERENCE -> "paired difference";
            case RISK_RATIO, ODDS_RATIO, MEAN_RATIO -> "marginal ratio, variance clustered on pairs";
            case HAZARD_RATIO -> "Cox model, robust variance clustered on pairs";
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> "Kaplan-Meier in the pairs, bootstrap of pairs";
            case RATE_RATIO, RATE_DIFFERENCE -> "rates in the pairs, variance clustered on pairs";
            case SUBDISTRIBUTION_HAZARD_RATIO -> "Fine-Gray model, robust variance clustered on pairs";
            case COMMON_ODDS_RATIO,
                    CUMULATIVE_INCIDENCE_DIFFERENCE,
                    CUMULATIVE_INCIDENCE_RATIO,
                    MEAN_COUNT_DIFFERENCE -> "in the pairs, bootstrap of pairs";
            case CHANGE_DIFFERENCE -> "not available";
        };
    }

    private static String inSets(org.steelyard.protocol.AnalysisPlan.Matching rule, Measure m) {
        if (rule.method() == org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod.ABADIE_IMBENS) {
            return "Abadie-Imbens variance";
        }
        return switch (m) {
            case SURVIVAL_DIFFERENCE,
                    RMST_DIFFERENCE,
                    COMMON_ODDS_RATIO,
                    CUMULATIVE_INCIDENCE_DIFFERENCE,
                    CUMULATIVE_INCIDENCE_RATIO,
                    MEAN_COUNT_DIFFERENCE -> "weighted in the sets, bootstrap of sets";
            case HAZARD_RATIO, SUBDISTRIBUTION_HAZARD_RATIO, RATE_RATIO ->
                "weighted in the sets, variance clustered on sets";
            case RISK_DIFFERENCE,
                    RISK_RATIO,
                    ODDS_RATIO,
                    MEAN_DIFFERENCE,
                    MEAN_RATIO,
                    RATE_DIFFERENCE,
                    CHANGE_DIFFERENCE -> "weighted means in the sets, variance clustered on sets";
        };
    }

    private static String regression(Analysis a, Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, RISK_RATIO ->
                "logistic outcome model, standardised (g-computation), delta-method variance";
            case ODDS_RATIO -> "logistic outcome model, conditional odds ratio";
            case MEAN_DIFFERENCE ->
                o.type() == OutcomeType.REPEATED
                        ? "generalised estimating equations, exchangeable, robust variance"
                        : "linear outcome model, robust (HC1) variance";
            case HAZARD_RATIO ->
                (o.type() == OutcomeType.COMPETING ? "cause-specific Cox model" : "Cox model")
                        + " adjusted for covariates, conditional hazard ratio";
            case MEAN_RATIO, RATE_RATIO ->
                o.type() == OutcomeType.RECURRENT
                        ? "Andersen-Gill model adjusted for covariates, robust variance"
                        : family(a, o) + " outcome model, conditional ratio"
                                + (family(a, o).startsWith("neg") ? "" : ", robust (HC0) variance");
            case COMMON_ODDS_RATIO -> "proportional-odds model adjusted for covariates";
            case SUBDISTRIBUTION_HAZARD_RATIO -> "Fine-Gray model adjusted for covariates, robust variance";
            case CHANGE_DIFFERENCE -> "generalised estimating equations, exchangeable, robust variance";
            case SURVIVAL_DIFFERENCE,
                    RMST_DIFFERENCE,
                    RATE_DIFFERENCE,
                    CUMULATIVE_INCIDENCE_DIFFERENCE,
                    CUMULATIVE_INCIDENCE_RATIO,
                    MEAN_COUNT_DIFFERENCE -> "not available";
        };
    }

    static String estimand(Analysis a, Measure m) {
        return switch (a.adjustment()) {
            case NONE -> "association";
            case WEIGHTING, AUGMENTED_WEIGHTING, TMLE, G_COMPUTATION ->
                a.target().name();
            case MATCHING -> a.target().name() + " (matched)";
            case REGRESSION ->
                switch (m) {
                    case RISK_DIFFERENCE, RISK_RATIO, SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                        a.target().name();
                    default -> "conditional";
                };
        };
    }

    /** Population of the whole analysis. */
    static String population(Analysis a) {
        return switch (a.adjustment()) {
            case MATCHING -> "matched";
            case WEIGHTING -> a.target() == Target.ATO || a.target() == Target.ATM ? "overlap" : "all";
            case NONE, AUGMENTED_WEIGHTING, REGRESSION, TMLE, G_COMPUTATION -> "all";
        };
    }

    /** @param group the whole analysis, or a level, whose models are its own */
    static String convention(Assembly.Described described, Measure m, Group group) {
        Analysis a = described.analysis();
        Outcome o = described.outcome();
        Missing missing = described.missing();
        StringBuilder out = new StringBuilder();
        if (!group.whole()) {
            out.append(ofLevel(a));
        }
        if (m == Measure.HAZARD_RATIO) {
            out.append(cox(a));
        }
        if (m == Measure.COMMON_ODDS_RATIO) {
            out.append("odds of a higher level; ");
        }
        if (Measures.needsHorizon(m)) {
            out.append("horizon ")
                    .append(plain(o.horizon().orElse(Double.NaN)))
                    .append(' ')
                    .append(unitOfTime(o))
                    .append("; ");
        }
        if (Measures.scored(a.adjustment())) {
            out.append(score(a));
        }
        a.trim().ifPresent(t -> out.append(trim(t)));
        a.matching()
                .filter(x -> a.adjustment() == org.steelyard.protocol.AnalysisPlan.Adjustment.MATCHING)
                .ifPresent(x -> out.append(matching(x)));
        out.append(
                switch (missing.method()) {
                    case COMPLETE_CASE -> "complete cases";
                    case MULTIPLE_IMPUTATION -> missing.imputations() + " imputations, Rubin's rules";
                    case INVERSE_PROBABILITY ->
                        "complete cases weighted by the inverse probability of being complete (logistic, "
                                + missing.predictors().size() + " predictors)";
                });
        return out.toString();
    }

    private static String ofLevel(Analysis a) {
        return switch (a.adjustment()) {
            case NONE -> "";
            case WEIGHTING -> "score and weights fitted within the level" + RARE;
            case AUGMENTED_WEIGHTING -> "score and outcome model fitted within the level" + RARE;
            case MATCHING -> "score fitted and pairs made within the level" + RARE;
            case REGRESSION, G_COMPUTATION -> "model fitted within the level; ";
            case TMLE -> "score and outcome model fitted within the level" + RARE;
        };
    }

    private static String cox(Analysis a) {
        return a.cox()
                .map(c -> "ties: "
                        + switch (c.ties()) {
                            case EFRON -> "Efron";
                            case BRESLOW -> "Breslow";
                            case EXACT -> "exact";
                        }
                        + "; "
                        + (c.strata().isEmpty() ? "" : "strata: " + String.join(", ", c.strata()) + "; ")
                        + c.cluster()
                                .map(x -> "variance clustered on " + x + "; ")
                                .orElse(""))
                .orElse("ties: Efron; ");
    }

    private static String score(Analysis a) {
        if (a.crossFit().isPresent()) {
            return "propensity score learned as the outcome, bounded at "
                    + plain(a.crossFit().get().bound()) + "; ";
        }
        if (a.matching().filter(x -> scoreless(x)).isPresent()) {
            return "";
        }
        if (a.score().isEmpty()) {
            return "propensity score: logistic regression, main effects; ";
        }
        return scoreModel(a)
                + (a.score().get().rareIndicators() == ScoreRule.RareIndicators.MERGE
                        ? "indicators that one arm alone has are merged with their reference; "
                        : "");
    }

    private static String scoreModel(Analysis a) {
        return switch (a.score().get().model()) {
            case LOGISTIC -> "propensity score: logistic regression, main effects; ";
            case LASSO ->
                "propensity score: L1-penalised logistic regression, "
                        + a.score().get().folds() + "-fold cross-validation, columns standardised; ";
            case COVARIATE_BALANCING ->
                a.score().get().overIdentified()
                        ? "propensity score: over-identified (balance and likelihood, weight continuously updated), main effects; "
                        : "propensity score: just-identified (balance alone), main effects; ";
            case ENTROPY_BALANCING -> "no propensity score: first moments balanced exactly; ";
            case BOOSTED_TREES ->
                "propensity score: gradient-boosted trees, " + a.score().get().folds()
                        + "-fold cross-fitting, bounded at " + plain(ScoreTask.BOUND) + "; ";
        };
    }

    private static boolean scoreless(org.steelyard.protocol.AnalysisPlan.Matching x) {
        return switch (x.method()) {
            case EXACT, COARSENED, ABADIE_IMBENS -> true;
            case NEAREST, OPTIMAL, FULL -> false;
        };
    }

    private static String trim(org.steelyard.protocol.AnalysisPlan.Trim t) {
        return switch (t.method()) {
            case RANGE ->
                "scores outside [" + plain(t.lower().orElse(0.0)) + ", "
                        + plain(t.upper().orElse(1.0)) + "] trimmed, score not refitted; ";
            case CRUMP -> "scores outside Crump's optimal range trimmed, score not refitted; ";
            case PERCENTILE ->
                "scores below the " + plain(t.share().orElse(0.0))
                        + " quantile of the treated and above the 1 minus it quantile of the controls trimmed, score not refitted; ";
            case PREFERENCE ->
                "preference scores outside [" + plain(t.lower().orElse(0.3)) + ", "
                        + plain(t.upper().orElse(0.7)) + "] trimmed, score not refitted; ";
            case COMMON_SUPPORT -> "scores that one arm alone has trimmed, score not refitted; ";
        };
    }

    private static String matching(org.steelyard.protocol.AnalysisPlan.Matching x) {
        if (scoreless(x)) {
            return switch (x.method()) {
                case EXACT -> "equal in " + String.join(", ", x.exact()) + "; ";
                case COARSENED -> "numbers cut by Sturges' rule unless the plan cuts them; ";
                default -> "ties share a match's weight; ";
            };
        }
        if (!x.plain()) {
            String within = x.caliper()
                    .map(c -> "caliper " + plain(c) + " SD of the logit")
                    .orElse("no caliper");
            return within
                    + (x.exact().isEmpty() ? "" : ", equal in " + String.join(", ", x.exact()))
                    + ", without replacement; ";
        }
        String caliper =
                x.caliper().map(c -> "caliper " + plain(c) + " SD of the logit").orElse("no caliper");
        return "greedy, " + x.order().name().toLowerCase(java.util.Locale.ROOT) + " order, " + caliper + ", "
                + (x.replacement() ? "with" : "without") + " replacement; ";
    }

    static String unit(Outcome o, Measure m) {
        return switch (m) {
            case RISK_DIFFERENCE, SURVIVAL_DIFFERENCE, CUMULATIVE_INCIDENCE_DIFFERENCE -> "proportion";
            case RISK_RATIO,
                    ODDS_RATIO,
                    HAZARD_RATIO,
                    MEAN_RATIO,
                    RATE_RATIO,
                    COMMON_ODDS_RATIO,
                    SUBDISTRIBUTION_HAZARD_RATIO,
                    CUMULATIVE_INCIDENCE_RATIO -> "ratio";
            case MEAN_DIFFERENCE, CHANGE_DIFFERENCE -> o.unit().map(u -> u.en()).orElse("");
            case RMST_DIFFERENCE -> unitOfTime(o);
            case RATE_DIFFERENCE ->
                "events per " + (unitOfTime(o).isEmpty() ? "person" : "unit of time (" + unitOfTime(o) + ")");
            case MEAN_COUNT_DIFFERENCE -> "events per person";
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
