package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.weighting.CovariateBalancing;
import org.steelyard.stats.weighting.EntropyBalancing;
import org.steelyard.stats.weighting.MultiArmWeights;
import org.steelyard.stats.weighting.TargetPopulation;
import org.steelyard.stats.weighting.Trimming;

/** Weights that balance, against src/test/r/balancing.R (general optimisers and numerical derivatives) and WeightIt on RHC. */
class BalancingOracleTest {

    private static final String R = "R 4.2.2, balancing.R";
    private static final double LEVEL = 0.95;

    private final FormulaData data = new FormulaData();
    private final Reference r = Reference.of("balancing");

    private static void check(String method, String quantity, double expected, double actual) {
        Oracle.check(method, R, "400 by formula: " + quantity, expected, actual, 1e-7);
    }

    private void means(String method, String name, PotentialMeans means) {
        Estimate d = means.difference(LEVEL);
        check(method, name + ", treated", r.value(name, 1), means.treated());
        check(method, name + ", control", r.value(name, 2), means.control());
        check(method, name + ", difference", r.value(name, 3), d.value());
        check(method, name + ", se", r.value(name, 4), d.se());
    }

    @Test
    void justIdentifiedScores() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT, TargetPopulation.ATC)) {
            CovariateBalancing score = CovariateBalancing.justIdentified(data.design(), data.treated, target);
            for (int j = 0; j < 3; j++) {
                check(
                        "Covariate balancing, just-identified",
                        target + " coefficient " + j,
                        r.value("cbps." + target, j + 1),
                        score.coefficients()[j]);
            }
            means(
                    "Covariate balancing, just-identified",
                    "cbps.means." + target,
                    WeightedMeans.estimate(
                            data.continuous, data.treated, score.weights(data.treated), score.influence()));
        }
    }

    @Test
    void overIdentifiedScores() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT)) {
            CovariateBalancing score = CovariateBalancing.overIdentified(data.design(), data.treated, target);
            String method = "Covariate balancing, over-identified";
            for (int j = 0; j < 3; j++) {
                check(method, target + " coefficient " + j, r.value("over." + target, j + 1), score.coefficients()[j]);
            }
            check(
                    method,
                    target + " J",
                    r.value("over." + target, 4),
                    score.overIdentification().statistic());
            Estimate d = WeightedMeans.estimate(
                            data.continuous, data.treated, score.weights(data.treated), score.influence())
                    .difference(LEVEL);
            check(method, target + " difference", r.value("over.means." + target, 1), d.value());
            check(method, target + " se", r.value("over.means." + target, 2), d.se());
        }
    }

    @Test
    void continuouslyUpdatedScoresAreTheMinimumThatGeneralOptimisersFind() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT)) {
            CovariateBalancing score = CovariateBalancing.overIdentified(
                    data.design(), data.treated, target, CovariateBalancing.MomentWeight.CONTINUOUS);
            String method = "Covariate balancing, continuously updated";
            for (int j = 0; j < 3; j++) {
                check(
                        method,
                        target + " coefficient " + j,
                        r.value("updated." + target, j + 1),
                        score.coefficients()[j]);
            }
            double statistic = score.overIdentification().statistic();
            check(method, target + " J", r.value("updated." + target, 4), statistic);
        }
    }

    /** Moments in other units are the same moments: people keep their scores, and the test its statistic. */
    @Test
    void continuouslyUpdatedScoresDoNotDependOnUnits() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT)) {
            CovariateBalancing score = CovariateBalancing.overIdentified(
                    data.design(), data.treated, target, CovariateBalancing.MomentWeight.CONTINUOUS);
            double[][] other = new double[data.covariates.length][];
            for (int j = 0; j < other.length; j++) {
                int at = j;
                other[j] = java.util.Arrays.stream(data.covariates[j])
                        .map(v -> 1000 * v + 5 * at)
                        .toArray();
            }
            CovariateBalancing same = CovariateBalancing.overIdentified(
                    DesignMatrix.withIntercept(
                            data.design()
                                    .terms()
                                    .subList(1, data.design().terms().size()),
                            other),
                    data.treated,
                    target,
                    CovariateBalancing.MomentWeight.CONTINUOUS);
            assertThat(same.score()).containsExactly(score.score(), within(1e-6));
            assertThat(same.overIdentification().statistic())
                    .isCloseTo(score.overIdentification().statistic(), within(1e-6));
            CovariateBalancing twoStep = CovariateBalancing.overIdentified(data.design(), data.treated, target);
            assertThat(score.score()).isNotEqualTo(twoStep.score());
        }
    }

    @Test
    void entropyBalancing() {
        EntropyBalancing ate = EntropyBalancing.of(data.design(), data.treated, TargetPopulation.ATE);
        for (int j = 0; j < 3; j++) {
            check("Entropy balancing", "ATE treated " + j, r.value("entropy.ATE", j + 1), ate.treatedCoefficients()[j]);
            check("Entropy balancing", "ATE control " + j, r.value("entropy.ATE", j + 4), ate.controlCoefficients()[j]);
        }
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT, TargetPopulation.ATC)) {
            EntropyBalancing balanced = EntropyBalancing.of(data.design(), data.treated, target);
            means(
                    "Entropy balancing",
                    "entropy.means." + target,
                    WeightedMeans.estimate(data.continuous, data.treated, balanced));
            assertThat(balanced.largestImbalance()).isLessThan(1e-9);
        }
    }

    @Test
    void entropyBalancingOfRightHeartCatheterisation() {
        Rhc rhc = Rhc.load();
        boolean[] treated = new boolean[rhc.treated.length];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = rhc.treated[i] == 1;
        }
        EntropyBalancing balanced = EntropyBalancing.of(rhc.propensityDesign(), treated, TargetPopulation.ATT);
        Estimate known =
                WeightedMeans.robust(rhc.died, treated, balanced.weight()).difference(LEVEL);
        String source = "R 4.2.2 WeightIt, 10_rhc.R";
        Oracle.check("Entropy balancing", source, "RHC: ATT risk difference", 0.07466975818, known.value(), 1e-6);
        Oracle.check("Entropy balancing", source, "RHC: its se, weights known", 0.01802142487, known.se(), 1e-6);
        assertThat(balanced.largestImbalance()).isLessThan(1e-9);
    }

    /** The same equations under two names. */
    @Test
    void entropyBalancingForTheTreatedIsTheJustIdentifiedScore() {
        EntropyBalancing entropy = EntropyBalancing.of(data.design(), data.treated, TargetPopulation.ATT);
        double[] score = CovariateBalancing.justIdentified(data.design(), data.treated, TargetPopulation.ATT)
                .weights(data.treated)
                .weight();
        assertThat(entropy.weight()).containsExactly(score, within(1e-9));
    }

    /** Two controls at 0 and 1, one treated pair with mean 3/4: weights 1/4 and 3/4 of the treated's number, whatever the tilt. */
    @Test
    void entropyBalancingByHand() {
        DesignMatrix x = DesignMatrix.withIntercept(List.of("x"), new double[][] {{0, 1, 0.5, 1}});
        EntropyBalancing balanced =
                EntropyBalancing.of(x, new boolean[] {false, false, true, true}, TargetPopulation.ATT);
        Oracle.check("Entropy balancing", "by hand", "weight of the first control", 0.5, balanced.weight()[0], 1e-10);
        Oracle.check("Entropy balancing", "by hand", "weight of the second control", 1.5, balanced.weight()[1], 1e-10);
        Oracle.check(
                "Entropy balancing", "by hand", "slope log 3", Math.log(3), balanced.controlCoefficients()[1], 1e-9);
    }

    @Test
    void meansOutsideWhatControlsCanGiveAreRefused() {
        DesignMatrix x = DesignMatrix.withIntercept(List.of("x"), new double[][] {{0, 1, 2, 3}});
        assertThatThrownBy(() -> EntropyBalancing.of(x, new boolean[] {false, false, true, true}, TargetPopulation.ATT))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(NumericError.NOT_CONVERGED));
        assertThatThrownBy(() -> EntropyBalancing.of(x, new boolean[] {false, true, false, true}, TargetPopulation.ATO))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(EstimationError.NOT_SUPPORTED));
        assertThatThrownBy(() -> CovariateBalancing.overIdentified(data.design(), data.treated, TargetPopulation.ATM))
                .isInstanceOf(SteelyardException.class);
    }

    private int[] arms() {
        int[] arm = new int[FormulaData.N];
        for (int i = 0; i < arm.length; i++) {
            double v = ((i + 1) * 1299709L % 991 + 0.5) / 991;
            arm[i] = data.treated[i] ? 1 + (v > 0.5 + 0.2 * data.covariates[1][i] ? 1 : 0) : 0;
        }
        return arm;
    }

    @Test
    void threeArms() {
        int[] arm = arms();
        double[] outcome = IntStream.range(0, arm.length)
                .mapToDouble(i -> data.continuous[i] + (arm[i] == 2 ? 0.5 : 0))
                .toArray();
        MultinomialFit score = MultinomialRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(1e-14))
                .fit(data.design(), arm, 3);
        for (int j = 0; j < 6; j++) {
            check(
                    "Multinomial score",
                    "coefficient " + j,
                    r.value("multinomial", j + 1),
                    score.coefficients().toArray()[j]);
        }
        List<MultiArmWeights.Target> targets = List.of(
                new MultiArmWeights.Target.Everybody(), new MultiArmWeights.Target.Arm(1),
                new MultiArmWeights.Target.Overlap(), new MultiArmWeights.Target.Matching());
        List<String> names = List.of("everybody", "arm1", "overlap", "matching");
        for (int t = 0; t < names.size(); t++) {
            ArmMeans means = ArmMeans.estimate(new ArmMeans.Input(outcome, arm, data.design(), score, targets.get(t)));
            for (int a = 0; a < 3; a++) {
                check(
                        "Weighted means of several arms",
                        names.get(t) + " mean " + a,
                        r.value("arms." + names.get(t), a + 1),
                        means.mean()[a]);
            }
            double tolerance = names.get(t).equals("matching") ? 1e-4 : 1e-7;
            Oracle.check(
                    "Weighted means of several arms",
                    R,
                    names.get(t) + " se of arm 1 - 0",
                    r.value("arms." + names.get(t), 4),
                    means.difference(1, 0, LEVEL).se(),
                    tolerance);
            Oracle.check(
                    "Weighted means of several arms",
                    R,
                    names.get(t) + " se of arm 2 - 1",
                    r.value("arms." + names.get(t), 5),
                    means.difference(2, 1, LEVEL).se(),
                    tolerance);
        }
    }

    @Test
    void twoArmsAreTheUsualWeights() {
        PropensityModel model = PropensityModel.fit(data.design(), data.treated, Numerics.plain());
        int[] arm = new int[FormulaData.N];
        double[][] p = new double[2][FormulaData.N];
        for (int i = 0; i < arm.length; i++) {
            arm[i] = data.treated[i] ? 1 : 0;
            p[1][i] = model.score()[i];
            p[0][i] = 1 - p[1][i];
        }
        double[] overlap =
                MultiArmWeights.of(new MultiArmWeights.Target.Overlap(), arm, p).weight();
        double[] matching = MultiArmWeights.of(new MultiArmWeights.Target.Matching(), arm, p)
                .weight();
        for (int i = 0; i < arm.length; i++) {
            assertThat(overlap[i]).isCloseTo(p[1 - arm[i]][i], within(1e-14));
            assertThat(matching[i]).isCloseTo(Math.min(p[0][i], p[1][i]) / p[arm[i]][i], within(1e-14));
        }
    }

    @Test
    void trimmingByPercentileAndPreference() {
        double[] score = PropensityModel.fit(data.design(), data.treated, Numerics.plain())
                .score();
        boolean[] keep = Trimming.percentile(data.treated, score, 0.05);
        check(
                "Trimming",
                "kept between percentiles",
                r.value("percentile"),
                IntStream.range(0, keep.length).filter(i -> keep[i]).count());
        double[] preference = Trimming.preferenceScore(data.treated, score);
        check("Preference score", "first person", r.value("preference", 1), preference[0]);
        check("Preference score", "equipoise", r.value("preference", 2), Trimming.equipoise(preference));
    }
}
