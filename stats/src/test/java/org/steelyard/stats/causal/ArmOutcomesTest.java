package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.causal.OutcomeRegression.Form;
import org.steelyard.stats.causal.OutcomeRegression.Kind;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.weighting.MultiArmWeights.Target;
import org.steelyard.stats.weighting.TargetPopulation;

class ArmOutcomesTest {

    private static final String R =
            "R 4.2.2: glm, lm, nnet::multinom, stacked equations by hand; formula data in three arms";
    private static final Offset<Double> SAME = within(1e-9);

    private final FormulaData data = new FormulaData();
    private final int[] arm = new int[FormulaData.N];

    ArmOutcomesTest() {
        for (int i = 0; i < arm.length; i++) {
            double x = data.covariates[0][i];
            double u = ((i + 1) * 611953L % 1009 + 0.5) / 1009;
            arm[i] = data.treated[i] ? (u < 1 / (1 + Math.exp(-x)) ? 2 : 1) : 0;
        }
    }

    private ArmOutcomes.Input input(Kind kind, Form form) {
        double[] y = kind == Kind.BINARY ? data.binary : data.continuous;
        return new ArmOutcomes.Input(
                y, arm, data.design(), OutcomeRegression.Options.of(kind).with(form));
    }

    private static MultinomialFit score(DesignMatrix design, int[] arm, int arms) {
        return MultinomialRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(1e-12))
                .fit(design, arm, arms);
    }

    private static void means(String what, double[] expected, ArmMeans actual) {
        for (int a = 0; a < 3; a++) {
            Oracle.check(
                    "Several arms by a model", R, what + ": mean of arm " + a, expected[a], actual.mean()[a], 1e-7);
        }
        Oracle.check(
                "Several arms by a model",
                R,
                what + ": error of arm 2 less arm 0",
                expected[3],
                actual.difference(2, 0, 0.95).se(),
                1e-6);
    }

    @Test
    void agreesWithR() {
        Target everybody = new Target.Everybody();
        Target reference = new Target.Arm(0);
        MultinomialFit score = score(data.design(), arm, 3);
        ArmOutcomes pooled = ArmOutcomes.fit(input(Kind.BINARY, Form.POOLED));
        means(
                "one logistic model, standardised",
                new double[] {0.3830447321955, 0.4668569725394, 0.4895927333974, 0.0587456973511},
                pooled.standardised(everybody));
        means(
                "one logistic model, augmented",
                new double[] {0.3855652477942, 0.4603670998016, 0.4606586401769, 0.0726726694662},
                pooled.augmented(score, everybody));
        means(
                "one logistic model, augmented, people of arm 0",
                new double[] {0.3452914798206, 0.4128466410868, 0.4065841857979, 0.0902248118671},
                pooled.augmented(score, reference));
        ArmOutcomes perArm = ArmOutcomes.fit(input(Kind.BINARY, Form.PER_ARM));
        means(
                "a logistic model for each arm, standardised",
                new double[] {0.3801841870484, 0.4577007115634, 0.4721847947982, 0.0620404969139},
                perArm.standardised(everybody));
        means(
                "a logistic model for each arm, augmented",
                new double[] {0.3855864691113, 0.4601396805916, 0.4551467410897, 0.0720594783683},
                perArm.augmented(score, everybody));
        ArmOutcomes linear = ArmOutcomes.fit(input(Kind.CONTINUOUS, Form.POOLED));
        means(
                "one linear model, standardised",
                new double[] {2.93322816508, 4.14718469948, 4.35212991461, 0.13014543443},
                linear.standardised(everybody));
        means(
                "one linear model, augmented",
                new double[] {2.921862142761, 4.109953380737, 4.311138127161, 0.201635578789},
                linear.augmented(score, everybody));
        means(
                "one linear model, augmented, people of arm 0",
                new double[] {2.669365555699, 3.865902942630, 4.041551185658, 0.273031169365},
                linear.augmented(score, reference));
    }

    @Test
    void twoArmsAreStandardisationAndAugmentedWeighting() {
        int[] two = new int[arm.length];
        Arrays.setAll(two, i -> data.treated[i] ? 1 : 0);
        for (Form form : Form.values()) {
            OutcomeRegression.Options options =
                    OutcomeRegression.Options.of(Kind.BINARY).with(form);
            ArmOutcomes arms = ArmOutcomes.fit(new ArmOutcomes.Input(data.binary, two, data.design(), options));
            OutcomeRegression known = OutcomeRegression.fit(data.binary, data.treated, data.design(), options);
            same(
                    Standardisation.estimate(known, data.treated, TargetPopulation.ATE)
                            .difference(0.95),
                    arms.standardised(new Target.Everybody()).difference(1, 0, 0.95));
            same(
                    Standardisation.estimate(known, data.treated, TargetPopulation.ATC)
                            .difference(0.95),
                    arms.standardised(new Target.Arm(0)).difference(1, 0, 0.95));
            MultinomialFit score = score(data.design(), two, 2);
            double[] p = MultinomialRegression.predict(score, data.design())[1];
            AugmentedIpw.Input in = new AugmentedIpw.Input(data.binary, data.treated, p, known.predictions());
            same(
                    AugmentedIpw.estimate(in, TargetPopulation.ATE).difference(0.95),
                    arms.augmented(score, new Target.Everybody()).difference(1, 0, 0.95));
            same(
                    AugmentedIpw.estimate(in, TargetPopulation.ATC).difference(0.95),
                    arms.augmented(score, new Target.Arm(0)).difference(1, 0, 0.95));
        }
    }

    private static void same(Estimate expected, Estimate actual) {
        assertThat(actual.value()).isCloseTo(expected.value(), SAME);
        assertThat(actual.se()).isCloseTo(expected.se(), SAME);
    }

    /** Six people, one binary covariate: models per arm and stratum are the strata's own means, and everybody is half and half. */
    @Test
    void sixPeopleByHand() {
        double[] x = {0, 1, 0, 1, 0, 1};
        int[] three = {0, 0, 1, 1, 2, 2};
        double[] y = {1, 3, 2, 6, 5, 5};
        DesignMatrix design = DesignMatrix.withIntercept(List.of("x"), new double[][] {x});
        OutcomeRegression.Options options =
                OutcomeRegression.Options.of(Kind.CONTINUOUS).with(Form.PER_ARM);
        ArmOutcomes model = ArmOutcomes.fit(new ArmOutcomes.Input(y, three, design, options));
        assertThat(model.standardised(new Target.Everybody()).mean()).containsExactly(new double[] {2, 4, 5}, SAME);
        // A model that fits everybody leaves the weights nothing to correct.
        assertThat(model.augmented(score(design, three, 3), new Target.Everybody())
                        .mean())
                .containsExactly(new double[] {2, 4, 5}, SAME);
    }

    @Test
    void changingTheNumbersOfTheArmsChangesNoMean() {
        int[] turned = Arrays.stream(arm).map(a -> 2 - a).toArray();
        ArmMeans one = ArmOutcomes.fit(input(Kind.BINARY, Form.POOLED)).standardised(new Target.Everybody());
        ArmMeans other = ArmOutcomes.fit(new ArmOutcomes.Input(
                        data.binary, turned, data.design(), OutcomeRegression.Options.of(Kind.BINARY)))
                .standardised(new Target.Everybody());
        for (int a = 0; a < 3; a++) {
            assertThat(other.mean()[2 - a]).isCloseTo(one.mean()[a], SAME);
        }
    }

    @Test
    void populationsOfWeightsAndArmsWithoutPeopleAreRefused() {
        ArmOutcomes model = ArmOutcomes.fit(input(Kind.BINARY, Form.POOLED));
        refused(EstimationError.NOT_SUPPORTED, () -> model.standardised(new Target.Overlap()));
        refused(EstimationError.NOT_SUPPORTED, () -> model.standardised(new Target.Matching()));
        int[] gap = Arrays.stream(arm).map(a -> a == 1 ? 2 : a).toArray();
        refused(
                EstimationError.EMPTY_ARM,
                () -> ArmOutcomes.fit(new ArmOutcomes.Input(
                        data.binary, gap, data.design(), OutcomeRegression.Options.of(Kind.BINARY))));
    }

    private static void refused(EstimationError code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(code));
    }
}
