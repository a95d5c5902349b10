package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.method.Availability;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** Weights for being complete: values and variances of R, a case by hand, and what must hold whatever the data. */
class CompletenessTest {

    private static final String R =
            "R 4.2.2 glm, survival 3.5-3, stacked estimating equations: RHC with years of education deleted by rule";

    private static EffectResults run(AnalysisTable table, Plans plan) {
        return EffectEngine.run(table, Optional.empty(), plan.build(), Plans.settings());
    }

    private static EffectEstimate estimate(EffectResults results, String id) {
        return results.estimates().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among the estimates; " + results.notEstimated()));
    }

    /** Whether a person's education is deleted depends on the severity of illness and on treatment. */
    private static AnalysisTable withMissingEducation() {
        AnalysisTable full = Rhc.table();
        double[] aps = full.numbers("aps1");
        double[] arm = full.numbers("rhc");
        double[] edu = full.numbers("edu").clone();
        for (int i = 0; i < edu.length; i++) {
            double u = (i * 7919L % 1000 + 0.5) / 1000;
            if (u < 1 / (1 + Math.exp(2.5 - 0.03 * aps[i] - 0.5 * arm[i]))) {
                edu[i] = Double.NaN;
            }
        }
        return Synthetic.with(full, new Column.Numeric("edu", edu));
    }

    private static Plans plan() {
        return new Plans()
                .exposure("rhc")
                .covariates("age", "female", "edu", "meanbp1")
                .binary("dth30")
                .survival("death", "t3d30", "dth30", Optional.of(20.0))
                .weighingForMissing("aps1", "female", "rhc");
    }

    private static void check(String what, double expected, double actual, double tolerance) {
        Oracle.check("Weights for missing values", R, what + " through the plan", expected, actual, tolerance);
    }

    @Test
    void weightedMeansAndTheirVarianceAgreeWithStackedEquations() {
        Plans plan = plan();
        plan.analysis(Spec.primary("ate", "dth30", Adjustment.WEIGHTING, Target.ATE)
                .with(Measure.RISK_DIFFERENCE, Measure.RISK_RATIO));
        plan.analysis(Spec.sensitivity("ato", "dth30", Adjustment.WEIGHTING, Target.ATO)
                .with(Measure.RISK_DIFFERENCE, Measure.RISK_RATIO));
        plan.analysis(Spec.sensitivity("none", "dth30", Adjustment.NONE, Target.ATE)
                .with(Measure.RISK_DIFFERENCE, Measure.RISK_RATIO));
        EffectResults r = run(withMissingEducation(), plan);

        assertThat(estimate(r, "ate/risk-difference").n()).isEqualTo(3731);
        check(
                "ATE risk difference",
                0.0576472260252,
                estimate(r, "ate/risk-difference").value(),
                1e-9);
        check(
                "ATO risk difference",
                0.0581721988408,
                estimate(r, "ato/risk-difference").value(),
                1e-9);
        check(
                "ATE SE of the difference",
                0.0179403365996,
                estimate(r, "ate/risk-difference").se(),
                1e-7);
        check(
                "ATE SE of the log ratio",
                0.0511084341325,
                estimate(r, "ate/risk-ratio").se(),
                1e-7);
        check(
                "ATO SE of the difference",
                0.0177152224224,
                estimate(r, "ato/risk-difference").se(),
                1e-7);
        check(
                "ATO SE of the log ratio",
                0.0502552936644,
                estimate(r, "ato/risk-ratio").se(),
                1e-7);
        // Unadjusted analyses need no covariate, so that nobody is incomplete and nobody is weighted.
        assertThat(estimate(r, "none/risk-difference").n()).isEqualTo(5735);
        assertThat(estimate(r, "none/risk-difference").convention()).contains("complete cases");
        assertThat(estimate(r, "ate/risk-difference").convention())
                .contains("inverse probability of being complete (logistic, 3 predictors)");
        assertThat(r.diagnostics())
                .anyMatch(d -> d.id().equals("ate/completeness-share") && Math.abs(d.value() - 3731 / 5735.0) < 1e-12)
                .anyMatch(d -> d.id().equals("ate/completeness-balance") && d.passed())
                .anyMatch(d -> d.id().equals("ate/completeness-weights") && d.value() < 1)
                .anyMatch(d -> d.id().equals("ate/completeness-events-per-variable"))
                .anyMatch(d -> d.id().equals("ato/overlap-exact-balance") && d.passed())
                .noneMatch(d -> d.id().equals("none/completeness-share"));
    }

    @Tag("slow")
    @Test
    void modelsAreFittedWithTheWeightsAndTheirSpreadIsThatOfABootstrapOfEverybody() {
        Plans plan = plan().bootstrap(300);
        plan.analysis(Spec.primary("cox", "death", Adjustment.WEIGHTING, Target.ATE)
                .with(Measure.HAZARD_RATIO, Measure.SURVIVAL_DIFFERENCE));
        plan.analysis(Spec.sensitivity("adjusted", "death", Adjustment.REGRESSION, Target.ATE)
                .with(Measure.HAZARD_RATIO));
        plan.analysis(Spec.sensitivity("logit", "dth30", Adjustment.REGRESSION, Target.ATE)
                .with(Measure.ODDS_RATIO));
        plan.analysis(Spec.sensitivity("g", "dth30", Adjustment.G_COMPUTATION, Target.ATE)
                .with(Measure.RISK_DIFFERENCE));
        EffectResults r = run(withMissingEducation(), plan);

        check(
                "Cox log HR, ATE",
                0.20350773837,
                Math.log(estimate(r, "cox/hazard-ratio").value()),
                1e-6);
        check(
                "survival difference at 20 days",
                -0.0535314145473,
                estimate(r, "cox/survival-difference").value(),
                1e-9);
        check(
                "Cox adjusted log HR",
                0.215629253192,
                Math.log(estimate(r, "adjusted/hazard-ratio").value()),
                1e-6);
        check(
                "logistic log OR",
                0.267747776803,
                Math.log(estimate(r, "logit/odds-ratio").value()),
                1e-6);
        check(
                "standardised risk difference",
                0.0590372715194,
                estimate(r, "g/risk-difference").value(),
                1e-7);
        // 1500 replicates of R and 300 of ours: three Monte Carlo errors of their ratio are 14 %.
        assertThat(estimate(r, "cox/hazard-ratio").se() / 0.0654195967647).isCloseTo(1, within(0.14));
        assertThat(estimate(r, "logit/odds-ratio").se() / 0.0821027878567).isCloseTo(1, within(0.14));
        assertThat(r.estimates())
                .allSatisfy(e -> assertThat(e.method()).endsWith("bootstrap variance with every model refitted"));
        assertThat(estimate(r, "cox/hazard-ratio").method())
                .isEqualTo(
                        "inverse-probability weighting (ATE), weighted Cox model, bootstrap variance with every model refitted");
    }

    /**
     * Eight people by hand. Of the four with z = 0 three are complete, of the four with z = 1 two: weights 4/3 and 2. Treated and complete: z = 0 with y = 1, z = 0 with y = 0,
     * z = 1 with y = 1; mean (4/3 + 2)/(4/3 + 4/3 + 2) = 5/7. Controls: z = 0 with y = 0, z = 1 with y = 1; mean 2/(4/3 + 2) = 3/5. Difference 4/35.
     */
    @Test
    void eightPeopleByHand() {
        double nan = Double.NaN;
        double[] y = {1, 0, 0, nan, 1, 1, nan, nan};
        AnalysisTable table = Plans.table(
                Plans.binary("treated", new boolean[] {true, true, false, false, true, false, true, false}),
                new Column.Numeric("z", new double[] {0, 0, 0, 0, 1, 1, 1, 1}),
                new Column.Numeric("y", y));
        Plans plan = new Plans().covariates("z").continuous("y").weighingForMissing("z");
        plan.analysis(Spec.primary("main", "y", Adjustment.NONE, Target.ATE).with(Measure.MEAN_DIFFERENCE));

        EffectEstimate e = estimate(run(table, plan), "main/mean-difference");

        Oracle.check("Weights for missing values", "by hand", "eight people", 4 / 35.0, e.value(), 1e-12);
        assertThat(e.method()).isEqualTo("unadjusted, Hajek means, M-estimation variance");
    }

    /** The outcome depends on z, and so does being complete: complete cases alone are wrong, and weighting mends them. */
    @Test
    void weightingMendsWhatCompleteCasesGetWrong() {
        long seed = Long.getLong("seed", 20261123);
        System.out.println("seed " + seed);
        AnalysisTable table = drawn(20_000, seed);
        Plans plan = new Plans().covariates("z").binary("y").weighingForMissing("w", "treated");
        plan.analysis(
                Spec.primary("main", "y", Adjustment.WEIGHTING, Target.ATE).with(Measure.RISK_DIFFERENCE));
        Plans complete = new Plans().covariates("z").binary("y");
        complete.analysis(
                Spec.primary("main", "y", Adjustment.WEIGHTING, Target.ATE).with(Measure.RISK_DIFFERENCE));

        EffectEstimate weighted = estimate(run(table, plan), "main/risk-difference");
        EffectEstimate plain = estimate(run(table, complete), "main/risk-difference");

        assertThat(weighted.value()).isCloseTo(TRUE_DIFFERENCE, within(4 * weighted.se()));
        assertThat(Math.abs(plain.value() - TRUE_DIFFERENCE)).isGreaterThan(4 * plain.se());
    }

    private static final double TRUE_DIFFERENCE = 0.25;

    /** Treatment adds 0.5 to the risk where w is 1 and nothing elsewhere; w is known of everybody, z is missing mostly where w is 1. */
    private static AnalysisTable drawn(int n, long seed) {
        Random random = new Random(seed);
        boolean[] treated = new boolean[n];
        boolean[] y = new boolean[n];
        double[] w = new double[n];
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = random.nextBoolean() ? 1 : 0;
            double known = random.nextGaussian();
            treated[i] = random.nextDouble() < 1 / (1 + Math.exp(-0.4 * known));
            y[i] = random.nextDouble() < 0.3 + (treated[i] ? 0.5 * w[i] : 0);
            z[i] = random.nextDouble() < (w[i] == 1 ? 0.6 : 0.1) ? Double.NaN : known;
        }
        return Plans.table(
                Plans.binary("treated", treated),
                Plans.binary("y", y),
                new Column.Numeric("w", w),
                new Column.Numeric("z", z));
    }

    @Test
    void whatCannotTakeTheWeightsIsSaidAndNotDoneWithoutThem() {
        List<Adjustment> refused = List.of(Adjustment.MATCHING, Adjustment.AUGMENTED_WEIGHTING, Adjustment.TMLE);
        Plans plan = plan();
        plan.analysis(
                Spec.primary("ate", "dth30", Adjustment.WEIGHTING, Target.ATE).with(Measure.RISK_DIFFERENCE));
        for (Adjustment a : refused) {
            plan.analysis(Spec.sensitivity(a.name(), "dth30", a, Target.ATT).with(Measure.RISK_DIFFERENCE));
        }
        EffectResults r = run(withMissingEducation(), plan);

        for (Adjustment a : refused) {
            assertThat(r.notEstimated()).anySatisfy(n -> {
                assertThat(n.analysis()).isEqualTo(a.name());
                assertThat(n.reason().zh()).contains("完整性权重不能与匹配或双重稳健方法合用");
                assertThat(n.reason().en()).contains("cannot be joined to matching or doubly robust");
            });
        }
    }

    @Test
    void theWeightsGoWithALogisticScoreWithoutClustersAndNotWithRepeatedOutcomes() {
        Outcome survival = outcome(OutcomeType.TIME_TO_EVENT);
        Spec weighting = Spec.sensitivity("w", "y", Adjustment.WEIGHTING, Target.ATE);
        CoxRule clustered = new CoxRule(CoxRule.TieRule.EFRON, List.of(), Optional.of("site"));

        assertThat(Availability.unweighable(Parts.none().of(weighting), survival))
                .isEmpty();
        assertThat(Availability.unweighable(Parts.none().score(ScoreModel.LASSO).of(weighting), survival))
                .hasValueSatisfying(t -> assertThat(t.en()).contains("logistic"));
        assertThat(Availability.unweighable(Parts.none().cox(clustered).of(weighting), survival))
                .hasValueSatisfying(t -> assertThat(t.en()).contains("clusters"));
        assertThat(Availability.unweighable(Parts.none().of(weighting), outcome(OutcomeType.REPEATED)))
                .hasValueSatisfying(t -> assertThat(t.en()).contains("repeated outcomes"));
    }

    private static Outcome outcome(OutcomeType type) {
        return new Outcome(
                "y",
                Text.same("y"),
                type,
                Optional.of("y"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Text.same("y"));
    }

    @Test
    void sameBytesOnOneAndTwoThreads() {
        AnalysisTable table = withMissingEducation();
        List<String> all = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            Plans plan = plan().bootstrap(20);
            plan.analysis(Spec.primary("cox", "death", Adjustment.WEIGHTING, Target.ATE)
                    .with(Measure.HAZARD_RATIO));
            all.add(EffectEngine.run(
                            table,
                            Optional.empty(),
                            plan.build(),
                            Plans.settings().withThreads(threads))
                    .estimates()
                    .toString());
        }
        assertThat(all.get(0)).isEqualTo(all.get(1));
    }
}
