package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.causal.TargetedLearning.Fluctuation;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.weighting.TargetPopulation;

/** Against the tutorial of Smith, Mansournia and Luque-Fernandez (Stat Med 2022) as rerun in R, and R's tmle on RHC. */
class TargetedLearningTest {

    private static final String TUTORIAL = "R 4.2.2, rhc_tutorial.R (Smith et al. 2022)";
    private static final double LEVEL = 0.95;

    private static void check(String method, String quantity, double expected, double actual, double tolerance) {
        Oracle.check(method, TUTORIAL, "RHC tutorial: " + quantity, expected, actual, tolerance);
    }

    private static boolean[] flags(double[] values) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] == 1;
        }
        return flags;
    }

    /** Sex, age, education, race and cancer of the tutorial. */
    private static Covariates tutorial(Csv csv) {
        List<String> names = new ArrayList<>(List.of("male", "age", "edu"));
        List<double[]> columns =
                new ArrayList<>(List.of(csv.indicator("sex", "Male"), csv.numbers("age"), csv.numbers("edu")));
        for (String column : List.of("race", "ca")) {
            csv.levels(column).stream().skip(1).forEach(level -> {
                names.add(column + level);
                columns.add(csv.indicator(column, level));
            });
        }
        return new Covariates(names, columns.toArray(double[][]::new));
    }

    /**
     * Twice: against the tutorial, whose copy of the data is rounded a little differently, and against its code run on the copy that is read here
     * (src/test/r/rhc_tutorial.R).
     */
    @Test
    void numbersOfTheTutorial() {
        Rhc rhc = Rhc.load();
        boolean[] treated = flags(rhc.treated);
        DesignMatrix design = tutorial(rhc.csv).design();
        double[] y = rhc.died;
        PropensityModel model = PropensityModel.fit(design, treated, Numerics.plain());
        OutcomeRegression.Options logistic = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
        OutcomeRegression perArm =
                OutcomeRegression.fit(y, treated, design, logistic.with(OutcomeRegression.Form.PER_ARM));
        double[] w = org.steelyard.stats.weighting.BalancingWeights.of(TargetPopulation.ATE, treated, model.score())
                .weight();
        AugmentedIpw.Input input = new AugmentedIpw.Input(
                y,
                treated,
                model.score(),
                OutcomeRegression.fit(y, treated, design, logistic).predictions());
        TargetedLearning.Result two = TargetedLearning.estimate(input, TargetPopulation.ATE, Fluctuation.COVARIATE);
        TargetedLearning.Result one = TargetedLearning.estimate(input, TargetPopulation.ATE, Fluctuation.SINGLE);
        both("Propensity score", "log-likelihood", -3789.116126, model.fit().logLikelihood());
        both(
                "Standardisation",
                "regression adjustment, ATE",
                0.0839286208,
                Standardisation.estimate(perArm, treated, TargetPopulation.ATE)
                        .difference(LEVEL)
                        .value());
        both(
                "Standardisation",
                "regression adjustment, ATT",
                0.08147382065,
                Standardisation.estimate(perArm, treated, TargetPopulation.ATT)
                        .difference(LEVEL)
                        .value());
        Estimate hajek = WeightedMeans.robust(y, treated, w).difference(LEVEL);
        both("Hájek weighting, HC0", "weighted difference", 0.08329374999, hajek.value());
        both("Hájek weighting, HC0", "weighted difference, se", 0.01304641564, hajek.se());
        Estimate augmented = AugmentedIpw.estimate(input, TargetPopulation.ATE).difference(LEVEL);
        both("Augmented weighting", "AIPW difference", 0.08374772897, augmented.value());
        both("Augmented weighting", "AIPW se", 0.01288600491, augmented.se());
        both("Targeted learning", "epsilon of the controls", 0.001275017186, two.epsilonControl());
        both("Targeted learning", "epsilon of the treated", 0.001596959181, two.epsilonTreated());
        both(
                "Targeted learning",
                "TMLE difference",
                0.08374630766,
                two.means().difference(LEVEL).value());
        both(
                "Targeted learning",
                "TMLE se",
                0.01288595824,
                two.means().difference(LEVEL).se());
        both(
                "Targeted learning",
                "TMLE risk ratio",
                1.276059357,
                two.means().riskRatio(LEVEL).value());
        both(
                "Targeted learning",
                "TMLE risk under treatment",
                0.3871097167,
                two.means().treated());
        both(
                "Targeted learning",
                "TMLE risk under control",
                0.303363409,
                two.means().control());
        both(
                "Targeted learning",
                "TMLE difference, one epsilon",
                0.08374749572,
                one.means().difference(LEVEL).value());
    }

    private static void both(String method, String quantity, double published, double actual) {
        check(method, quantity, published, actual, quantity.startsWith("epsilon") ? 2e-3 : 2e-5);
        double rerun = Reference.of("rhc_tutorial").value(quantity.replace(",", ""));
        Oracle.check(
                method,
                "R 4.2.2, rhc_tutorial.R on the same file",
                "RHC: " + quantity,
                rerun,
                actual,
                quantity.startsWith("epsilon") ? 1e-5 : 1e-8);
    }

    @Test
    void rightHeartCatheterisationAsTheTmlePackageHasIt() {
        Rhc rhc = Rhc.load();
        boolean[] treated = flags(rhc.treated);
        PropensityModel model = PropensityModel.fit(rhc.propensityDesign(), treated, Numerics.plain());
        AugmentedIpw.Predictions q = OutcomeRegression.fit(
                        rhc.died,
                        treated,
                        rhc.propensityDesign(),
                        OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY))
                .predictions();
        AugmentedIpw.Input input = new AugmentedIpw.Input(rhc.died, treated, model.score(), q);
        Estimate d = TargetedLearning.estimate(input, TargetPopulation.ATE, Fluctuation.WEIGHTS)
                .means()
                .difference(LEVEL);
        Oracle.check(
                "Targeted learning",
                "R 4.2.2 tmle, 10_rhc.R",
                "RHC 30-day mortality: difference",
                0.0573419213,
                d.value(),
                1e-6);
        Oracle.check(
                "Targeted learning", "R 4.2.2 tmle, 10_rhc.R", "RHC 30-day mortality: se", 0.01482101844, d.se(), 1e-6);
    }

    /** Predictions that already solve the equation are not moved: arm means with equal scores. */
    @Test
    void plugInWhenNothingIsToBeMovedByHand() {
        boolean[] treated = {true, true, false, false};
        double[] y = {1, 0, 0, 1};
        double[] half = {0.5, 0.5, 0.5, 0.5};
        TargetedLearning.Result r = TargetedLearning.estimate(
                new AugmentedIpw.Input(y, treated, half, new AugmentedIpw.Predictions(half, half)),
                TargetPopulation.ATE,
                Fluctuation.COVARIATE);
        Oracle.check("Targeted learning", "by hand", "four people: epsilon", 0, r.epsilonTreated(), 1e-12);
        double[] off = {0.2, 0.2, 0.2, 0.2};
        TargetedLearning.Result moved = TargetedLearning.estimate(
                new AugmentedIpw.Input(y, treated, half, new AugmentedIpw.Predictions(off, half)),
                TargetPopulation.ATE,
                Fluctuation.WEIGHTS);
        Oracle.check(
                "Targeted learning",
                "by hand",
                "four people: logit 0.2 is moved to 0",
                Math.log(4),
                moved.epsilonTreated(),
                1e-10);
        assertThat(moved.means().treated()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aContinuousOutcomeStaysWithinItsRangeAndScalesAlong() {
        FormulaData data = new FormulaData();
        PropensityModel model = PropensityModel.fit(data.design(), data.treated, Numerics.plain());
        AugmentedIpw.Predictions q = OutcomeRegression.fit(
                        data.continuous,
                        data.treated,
                        data.design(),
                        OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS))
                .predictions();
        double[] big = Arrays.stream(data.continuous).map(v -> 1000 * v - 7).toArray();
        AugmentedIpw.Predictions bigQ = new AugmentedIpw.Predictions(
                Arrays.stream(q.treated()).map(v -> 1000 * v - 7).toArray(),
                Arrays.stream(q.control()).map(v -> 1000 * v - 7).toArray());
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT, TargetPopulation.ATC)) {
            for (Fluctuation f : Fluctuation.values()) {
                Estimate one = TargetedLearning.estimate(
                                new AugmentedIpw.Input(data.continuous, data.treated, model.score(), q), target, f)
                        .means()
                        .difference(LEVEL);
                Estimate two = TargetedLearning.estimate(
                                new AugmentedIpw.Input(big, data.treated, model.score(), bigQ), target, f)
                        .means()
                        .difference(LEVEL);
                assertThat(two.value()).isCloseTo(1000 * one.value(), within(1e-5));
                Estimate augmented = AugmentedIpw.estimate(
                                new AugmentedIpw.Input(data.continuous, data.treated, model.score(), q), target)
                        .difference(LEVEL);
                assertThat(one.value()).isCloseTo(augmented.value(), within(0.02));
            }
        }
        assertThatThrownBy(() -> TargetedLearning.estimate(
                        new AugmentedIpw.Input(big, data.treated, model.score(), bigQ),
                        TargetPopulation.ATM,
                        Fluctuation.WEIGHTS))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(EstimationError.NOT_SUPPORTED));
    }

    private static Nuisance.Plan plan(Learner learner) {
        return Nuisance.Plan.of(learner, learner, new Seed(5)).withBound(1e-6);
    }

    /** One fold and main effects are the ordinary estimator. */
    @Test
    void oneFoldOfMainEffectsIsAugmentedWeighting() {
        FormulaData data = new FormulaData();
        PropensityModel model = PropensityModel.fit(data.design(), data.treated, Numerics.plain());
        OutcomeRegression.Options options =
                OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS).with(OutcomeRegression.Form.PER_ARM);
        Estimate expected = AugmentedIpw.estimate(data.continuous, data.treated, model, options)
                .difference(LEVEL);
        Covariates x = new Covariates(List.of("x1", "x2"), data.covariates);
        DoublyRobust.Question question =
                new DoublyRobust.Question(DoublyRobust.Estimator.AUGMENTED, TargetPopulation.ATE, 1);
        Estimate actual = DoublyRobust.estimate(
                        x,
                        data.treated,
                        new Outcome.Continuous(data.continuous),
                        plan(new Learner.MainEffects()).withFolds(1),
                        question)
                .difference(LEVEL);
        assertThat(actual.value()).isCloseTo(expected.value(), within(1e-9));
        assertThat(actual.se()).isCloseTo(expected.se(), within(1e-9));
    }

    @Test
    void crossFittingDoesNotDependOnThreadsAndRepetitionsSettleIt() {
        CausalSample s = CausalSample.draw(Seeds.of("cross-fitting").generator(), 400);
        Covariates x = new Covariates(List.of("x1", "x2"), s.covariates());
        Learner learner = new Learner.Stack(
                List.of(new Learner.Mean(), new Learner.MainEffects(), new Learner.BoostedTrees(30, 2, 0.1, 10, 1)), 2);
        DoublyRobust.Question question =
                new DoublyRobust.Question(DoublyRobust.Estimator.TARGETED, TargetPopulation.ATE, 2);
        Outcome y = new Outcome.Binary(s.binary());
        PotentialMeans one =
                DoublyRobust.estimate(x, s.treated(), y, plan(learner).withFolds(2), question);
        PotentialMeans two = DoublyRobust.estimate(
                x, s.treated(), y, plan(learner).withFolds(2).withThreads(2), question);
        assertThat(two).isEqualTo(one);
        assertThat(one.difference(LEVEL).value())
                .isCloseTo(
                        CausalSample.RISK_DIFFERENCE,
                        within(5 * one.difference(LEVEL).se()));
    }

    @Test
    void bootstrapAndInfluenceFunctionAgree() {
        CausalSample s = CausalSample.draw(Seeds.of("bootstrap of AIPW").generator(), 600);
        Covariates x = new Covariates(List.of("x1", "x2"), s.covariates());
        DoublyRobust.Question question =
                new DoublyRobust.Question(DoublyRobust.Estimator.AUGMENTED, TargetPopulation.ATE, 1);
        Outcome y = new Outcome.Continuous(s.continuous());
        Nuisance.Plan plan = plan(new Learner.MainEffects()).withFolds(1);
        double se = DoublyRobust.estimate(x, s.treated(), y, plan, question)
                .difference(LEVEL)
                .se();
        double bootstrap = DoublyRobust.bootstrap(
                        new DoublyRobust.Data(x, s.treated(), y),
                        plan,
                        question,
                        Bootstrap.Plan.of(100, new Seed(4), 2))
                .standardError(0);
        assertThat(bootstrap / se).isBetween(0.75, 1.33);
        DoublyRobust.Question plugIn =
                new DoublyRobust.Question(DoublyRobust.Estimator.PLUG_IN, TargetPopulation.ATT, 1);
        PotentialMeans standardised = DoublyRobust.estimate(x, s.treated(), y, plan, plugIn);
        OutcomeRegression regression = OutcomeRegression.fit(
                s.continuous(),
                s.treated(),
                s.design(),
                OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS).with(OutcomeRegression.Form.PER_ARM));
        assertThat(standardised.control())
                .isCloseTo(
                        Standardisation.estimate(regression, s.treated(), TargetPopulation.ATT)
                                .control(),
                        within(1e-9));
        assertThat(standardised.difference(LEVEL).se()).isNaN();
    }
}
