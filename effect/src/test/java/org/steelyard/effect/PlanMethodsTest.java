package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.steelyard.effect.PlanMethods.estimate;
import static org.steelyard.effect.PlanMethods.outcome;
import static org.steelyard.effect.PlanMethods.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim.TrimMethod;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.method.CrossFit.LearnerKind;
import org.steelyard.protocol.method.OutcomeModelRule.Form;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** Every method that a plan names finds what was planted; rates and costs by hand. */
class PlanMethodsTest {

    /** Two by two by hand: 4 events in 10 years against 3 in 15. */
    @Test
    void ratesByHand() {
        boolean[] treated = {true, true, true, false, false, false};
        AnalysisTable table = Plans.table(
                Plans.binary("treated", treated),
                new Column.Numeric("falls", new double[] {1, 3, 0, 0, 2, 1}),
                new Column.Numeric("years", new double[] {2, 4, 4, 5, 5, 5}));
        Outcome rate = new Outcome(
                "falls",
                Text.same("falls"),
                OutcomeType.COUNT,
                Optional.of("falls"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TimeUnit.YEAR),
                Optional.empty(),
                Optional.empty(),
                true,
                Text.same("-"),
                Optional.of("years"),
                Optional.empty(),
                List.of(),
                List.of());
        Plans plan = new Plans().outcome(rate);
        plan.analysis(Parts.none().of(Spec.primary("crude", "falls", Adjustment.NONE, Target.ATE)));
        EffectResults r = run(table, plan);
        assertThat(estimate(r, "crude/rate-ratio").value()).isCloseTo(0.4 / 0.2, within(1e-12));
        assertThat(estimate(r, "crude/rate-difference").value()).isCloseTo(0.2, within(1e-12));
        // Residuals y - 0.4 t: 0.2, 1.4, -1.6; variance of their mean with n(n-1), over the mean time 10/3 squared.
        double treatedVariance = (0.04 + 1.96 + 2.56) / 6 / (100.0 / 9);
        double controlVariance = (1 + 1 + 0) / 6.0 / 25;
        assertThat(estimate(r, "crude/rate-difference").se())
                .isCloseTo(Math.sqrt(treatedVariance + controlVariance), within(1e-12));
        assertThat(estimate(r, "crude/rate-ratio").events()).isEqualTo(7);
    }

    @Test
    void aNegativeCostAndOnePersonWhoDecidesTheMeanAreSaid() {
        double[] usual = {100, 120, 90, 110, 105, 95, 100, 120, 90, 110};
        assertThat(costWarnings(usual)).isEmpty();

        double[] slipped = usual.clone();
        slipped[2] = 9000;
        slipped[7] = -50;
        assertThat(costWarnings(slipped)).containsExactly("cost-negative", "cost-dominated");
    }

    private static List<String> costWarnings(double[] costs) {
        AnalysisTable table = Plans.table(
                Plans.binary(
                        "treated", new boolean[] {true, true, true, true, true, false, false, false, false, false}),
                new Column.Numeric("cost", costs));
        Plans plan = new Plans().outcome(outcome("cost", OutcomeType.COST));
        plan.analysis(Parts.none().of(Spec.primary("crude", "cost", Adjustment.NONE, Target.ATE)));
        return run(table, plan).diagnostics().stream()
                .filter(d -> d.kind().startsWith("cost-") && !d.passed())
                .map(Diagnostic::kind)
                .toList();
    }

    @Test
    void aCovariateIsDescribedWhateverItsRole() {
        Plans plan = new Plans().covariates("x1").baseline("x2").continuous("y");
        plan.analysis(Parts.none().of(Spec.primary("w", "y", Adjustment.WEIGHTING, Target.ATE)));
        EffectResults r = run(PlanMethodsData.drawn(200, 20261128).table(), plan);

        assertThat(r.baseline()).extracting(EffectResults.BaselineRow::variable).containsExactly("x1", "x2");
    }

    @Test
    void everyMethodOfOnePlanFindsThePlantedEffectAndNothingIsSilent() {
        PlanMethodsData data = PlanMethodsData.drawn(1200, 20261122);
        Plans plan = new Plans().covariates("x1", "x2", "site").bootstrap(60).continuous("y");
        plan.outcome(outcome("count", OutcomeType.COUNT));
        plan.outcome(outcome("cost", OutcomeType.COST));
        plan.outcome(outcome("grade", OutcomeType.ORDINAL));
        plan.analysis(Parts.none().of(Spec.primary("plain", "y", Adjustment.WEIGHTING, Target.ATE)));
        List<String> methods = new ArrayList<>();
        for (ScoreModel model : ScoreModel.values()) {
            methods.add("score-" + model);
            plan.analysis(Parts.none()
                    .score(model)
                    .of(Spec.sensitivity("score-" + model, "y", Adjustment.WEIGHTING, Target.ATE)));
        }
        for (TrimMethod method :
                List.of(TrimMethod.CRUMP, TrimMethod.PERCENTILE, TrimMethod.PREFERENCE, TrimMethod.COMMON_SUPPORT)) {
            methods.add("trim-" + method);
            plan.analysis(Parts.none()
                    .trim(method)
                    .of(Spec.sensitivity("trim-" + method, "y", Adjustment.WEIGHTING, Target.ATE)));
        }
        for (MatchingMethod method :
                List.of(MatchingMethod.OPTIMAL, MatchingMethod.FULL, MatchingMethod.ABADIE_IMBENS)) {
            methods.add("match-" + method);
            plan.analysis(Parts.none()
                    .matching(method, 1)
                    .of(Spec.sensitivity("match-" + method, "y", Adjustment.MATCHING, Target.ATT)));
        }
        methods.add("match-2");
        plan.analysis(Parts.none()
                .matching(MatchingMethod.NEAREST, 2, "site")
                .of(Spec.sensitivity("match-2", "y", Adjustment.MATCHING, Target.ATT)));
        methods.add("coarsened");
        plan.analysis(Parts.none()
                .matching(MatchingMethod.COARSENED, 1)
                .of(Spec.sensitivity("coarsened", "y", Adjustment.MATCHING, Target.ATT)));
        methods.add("atm");
        plan.analysis(Parts.none().stabilised().of(Spec.sensitivity("atm", "y", Adjustment.WEIGHTING, Target.ATM)));
        methods.add("truncated");
        plan.analysis(Parts.none()
                .truncate(0.01, 0.99)
                .of(Spec.sensitivity("truncated", "y", Adjustment.WEIGHTING, Target.ATE)));
        methods.add("cross-fitted");
        plan.analysis(Parts.none()
                .crossFit(2, LearnerKind.GLM, LearnerKind.LASSO)
                .of(Spec.sensitivity("cross-fitted", "y", Adjustment.TMLE, Target.ATE)));
        methods.add("g");
        plan.analysis(Parts.none().of(Spec.sensitivity("g", "y", Adjustment.G_COMPUTATION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("count-w", "count", Adjustment.WEIGHTING, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("count-g", "count", Adjustment.G_COMPUTATION, Target.ATE)));
        plan.analysis(Parts.none()
                .model(Form.POOLED, OutcomeFamily.NEGATIVE_BINOMIAL)
                .of(Spec.sensitivity("count-nb", "count", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .of(Spec.sensitivity("cost-r", "cost", Adjustment.REGRESSION, Target.ATE), Measure.MEAN_RATIO));
        plan.analysis(Parts.none().of(Spec.sensitivity("cost-w", "cost", Adjustment.WEIGHTING, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("grade-r", "grade", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("grade-w", "grade", Adjustment.WEIGHTING, Target.ATE)));
        plan.analysis(Parts.none()
                .matching(MatchingMethod.FULL, 1)
                .of(Spec.sensitivity("grade-full", "grade", Adjustment.MATCHING, Target.ATT)));
        EffectResults r = run(data.table(), plan);
        assertThat(r.notEstimated()).isEmpty();
        for (String id : methods) {
            EffectEstimate e = estimate(r, id + "/mean-difference");
            assertThat(Math.abs(e.value() - PlanMethodsData.EFFECT) / e.se())
                    .as(id + " " + e.value())
                    .isLessThan(4);
            assertThat(e.se()).as(id).isBetween(0.03, 0.3);
        }
        for (String id : List.of("count-w", "count-g", "count-nb")) {
            EffectEstimate e = estimate(r, id + "/rate-ratio");
            assertThat(Math.abs(Math.log(e.value()) - PlanMethodsData.LOG_RATE) / e.se())
                    .as(id)
                    .isLessThan(4);
        }
        assertThat(estimate(r, "cost-r/mean-ratio").value()).isBetween(1.1, 1.7);
        assertThat(estimate(r, "cost-w/mean-ratio").value()).isBetween(1.1, 1.8);
        for (String id : List.of("grade-r", "grade-w", "grade-full")) {
            assertThat(estimate(r, id + "/common-odds-ratio").value()).as(id).isBetween(1.3, 3.2);
        }
        assertThat(r.diagnostics()).allMatch(d -> !d.kind().endsWith("exact-balance") || d.passed());
    }
}
