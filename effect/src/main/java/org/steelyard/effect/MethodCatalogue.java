package org.steelyard.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.steelyard.effect.internal.Sentences;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Matching.Distance;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.AnalysisPlan.Trim.TrimMethod;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.method.Availability;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CrossFit;
import org.steelyard.protocol.method.OutcomeModelRule;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;
import org.steelyard.protocol.method.WeightRule;

/**
 * Every sentence by which an estimate can name its method and its conventions, whatever the plan: for those who put them into another language, and for the test that nothing was
 * forgotten. Made from the plan's own lists of methods, so that a new method has its sentence here at once.
 */
public final class MethodCatalogue {

    private static final String VARIABLE = "site";

    private MethodCatalogue() {}

    /** @param variable as it stands where a convention names a variable of the plan */
    public record Sentence(String method, String convention, String variable) {}

    public static List<Sentence> all() {
        Set<List<String>> out = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (Outcome outcome : outcomes()) {
            for (Analysis analysis : analyses(outcome)) {
                for (Measure measure : Availability.of(outcome.type())) {
                    if (Availability.impossible(measure, analysis, outcome).isEmpty()) {
                        missing(analysis, outcome)
                                .forEach(m -> Sentences.of(analysis, outcome, measure, m)
                                        .forEach(s -> out.add(List.of(s.method(), s.convention()))));
                    }
                }
            }
        }
        return out.stream().map(s -> new Sentence(s.get(0), s.get(1), VARIABLE)).toList();
    }

    private static List<Missing> missing(Analysis analysis, Outcome outcome) {
        List<Missing> out = new ArrayList<>();
        out.add(new Missing(Missing.Method.COMPLETE_CASE, 1, 1, Text.EMPTY));
        out.add(new Missing(Missing.Method.MULTIPLE_IMPUTATION, 20, 10, Text.EMPTY));
        if (Availability.unweighable(analysis, outcome).isEmpty()) {
            out.add(new Missing(Missing.Method.INVERSE_PROBABILITY, 1, 1, List.of(VARIABLE), Text.EMPTY));
        }
        return out;
    }

    private static List<Outcome> outcomes() {
        List<Outcome> out = new ArrayList<>();
        for (OutcomeType type : OutcomeType.values()) {
            for (TimeUnit unit : TimeUnit.values()) {
                out.add(new Outcome(
                        "outcome",
                        Text.EMPTY,
                        type,
                        Optional.of(VARIABLE),
                        Optional.of(VARIABLE),
                        Optional.of(VARIABLE),
                        Optional.of(unit),
                        Optional.of(365.0),
                        Optional.empty(),
                        true,
                        Text.EMPTY));
            }
        }
        return out;
    }

    private static List<Analysis> analyses(Outcome outcome) {
        List<Analysis> out = new ArrayList<>();
        for (Adjustment adjustment : Adjustment.values()) {
            for (Target target : Target.values()) {
                Draft plain = Draft.of(adjustment, target);
                out.add(plain.build());
                switch (adjustment) {
                    case NONE -> {}
                    case WEIGHTING -> weighted(plain, out);
                    case MATCHING -> matched(plain, out);
                    case AUGMENTED_WEIGHTING, TMLE -> robust(plain, out);
                    case REGRESSION, G_COMPUTATION -> modelled(plain, out);
                }
            }
        }
        if (outcome.type() == OutcomeType.TIME_TO_EVENT || outcome.type() == OutcomeType.COMPETING) {
            cox(out);
        }
        return out;
    }

    private static void weighted(Draft plain, List<Analysis> out) {
        for (ScoreModel model : ScoreModel.values()) {
            boolean balances = model == ScoreModel.COVARIATE_BALANCING || model == ScoreModel.ENTROPY_BALANCING;
            if (balances && !Availability.averages(plain.target())) {
                continue;
            }
            for (boolean flag : new boolean[] {true, false}) {
                out.add(plain.with(new ScoreRule(model, 10, flag)).build());
            }
        }
        out.add(plain.with(new ScoreRule(ScoreModel.LOGISTIC, 10, false, ScoreRule.RareIndicators.MERGE))
                .build());
        out.add(plain.with(new WeightRule(true, List.of())).build());
        out.add(plain.with(new WeightRule(false, List.of(0.01, 0.99))).build());
        for (TrimMethod method : TrimMethod.values()) {
            out.add(plain.with(new Trim(method, Optional.of(0.05), Optional.of(0.95), Optional.of(0.05)))
                    .build());
        }
    }

    private static void matched(Draft plain, List<Analysis> out) {
        for (MatchingMethod method : MatchingMethod.values()) {
            for (Distance distance : Distance.values()) {
                for (int ratio : new int[] {1, 3}) {
                    for (boolean flag : new boolean[] {true, false}) {
                        if (method == MatchingMethod.EXACT && !flag) {
                            continue;
                        }
                        out.add(plain.with(new Matching(
                                        flag ? Optional.of(0.2) : Optional.empty(),
                                        Matching.Order.DESCENDING,
                                        false,
                                        method,
                                        ratio,
                                        distance,
                                        flag ? List.of(VARIABLE) : List.of(),
                                        List.of(),
                                        flag))
                                .build());
                    }
                }
            }
        }
        for (Matching.Order order : Matching.Order.values()) {
            out.add(plain.with(new Matching(Optional.of(0.2), order, true)).build());
        }
    }

    private static void robust(Draft plain, List<Analysis> out) {
        for (CrossFit.LearnerKind kind : CrossFit.LearnerKind.values()) {
            out.add(plain.with(new CrossFit(1, List.of(kind), 1, 0.01)).build());
        }
        out.add(plain.with(new CrossFit(5, List.of(CrossFit.LearnerKind.values()), 3, 0.01))
                .build());
    }

    private static void modelled(Draft plain, List<Analysis> out) {
        for (OutcomeModelRule.Form form : OutcomeModelRule.Form.values()) {
            for (OutcomeModelRule.OutcomeFamily family : OutcomeModelRule.OutcomeFamily.values()) {
                out.add(plain.with(new OutcomeModelRule(form, family)).build());
            }
        }
    }

    private static void cox(List<Analysis> out) {
        for (CoxRule.TieRule ties : CoxRule.TieRule.values()) {
            out.add(Draft.of(Adjustment.REGRESSION, Target.ATE)
                    .with(new CoxRule(ties, List.of(VARIABLE), Optional.of(VARIABLE)))
                    .build());
        }
    }

    /** An analysis of which one part at a time is said. */
    private record Draft(
            Adjustment adjustment,
            Target target,
            Optional<Matching> matching,
            Optional<Trim> trim,
            Optional<ScoreRule> score,
            Optional<WeightRule> weights,
            Optional<CrossFit> crossFit,
            Optional<OutcomeModelRule> model,
            Optional<CoxRule> cox) {

        static Draft of(Adjustment adjustment, Target target) {
            return new Draft(
                    adjustment,
                    target,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        Draft with(Matching x) {
            return new Draft(adjustment, target, Optional.of(x), trim, score, weights, crossFit, model, cox);
        }

        Draft with(Trim x) {
            return new Draft(adjustment, target, matching, Optional.of(x), score, weights, crossFit, model, cox);
        }

        Draft with(ScoreRule x) {
            return new Draft(adjustment, target, matching, trim, Optional.of(x), weights, crossFit, model, cox);
        }

        Draft with(WeightRule x) {
            return new Draft(adjustment, target, matching, trim, score, Optional.of(x), crossFit, model, cox);
        }

        Draft with(CrossFit x) {
            return new Draft(adjustment, target, matching, trim, score, weights, Optional.of(x), model, cox);
        }

        Draft with(OutcomeModelRule x) {
            return new Draft(adjustment, target, matching, trim, score, weights, crossFit, Optional.of(x), cox);
        }

        Draft with(CoxRule x) {
            return new Draft(adjustment, target, matching, trim, score, weights, crossFit, model, Optional.of(x));
        }

        Analysis build() {
            return new Analysis(
                    "analysis",
                    AnalysisRole.SENSITIVITY,
                    "outcome",
                    adjustment,
                    target,
                    List.of(),
                    List.of(),
                    matching,
                    trim,
                    Text.EMPTY,
                    List.of(),
                    false,
                    score,
                    weights,
                    crossFit,
                    model,
                    cox,
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
