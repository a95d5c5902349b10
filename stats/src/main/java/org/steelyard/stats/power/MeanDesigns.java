package org.steelyard.stats.power;

import org.apache.commons.statistics.distribution.TDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Roots;
import org.steelyard.stats.power.internal.NoncentralT;

/**
 * Power of comparisons of means by t-tests, through the noncentral t distribution.
 *
 * <p>Two arms of sizes n and rn: noncentrality δ/(σ√(1/n + 1/(rn))), ν = n + rn − 2; paired: δ√n/σ_d, ν = n − 1. Non-inferiority moves δ by the margin; equivalence
 * needs both one-sided tests and is given by P(T₁ &gt; t) + P(T₂ &lt; −t) − 1, not below 0 (slightly low where both tests are near failing). Difference-in-differences of means before
 * and after with correlation ρ: variance 2σ²(1 − ρ) per person. Sizes are real numbers: round up.
 *
 * <p>Julious, Stat Med 2004;23:1921-1986, doi:10.1002/sim.1783.
 */
public final class MeanDesigns {

    /** @param ratio size of the second arm over the first; @param sides of the test, 1 or 2 */
    public record Test(double alpha, int sides, double ratio) {
        public static final Test TWO_SIDED = new Test(0.05, 2, 1);

        public Test {
            DesignError.requireSetting(
                    alpha > 0 && alpha < 1 && (sides == 1 || sides == 2) && ratio > 0,
                    "test",
                    "α 在 0 与 1 之间，单侧或双侧，比例大于 0",
                    "alpha between 0 and 1, one or two sides, a ratio above 0");
        }
    }

    private static final double MOST = 1e9;

    private MeanDesigns() {}

    /** @param n people in the first arm */
    public static double twoArms(double difference, double sd, double n, Test test) {
        double df = n * (1 + test.ratio()) - 2;
        double ncp = Math.abs(difference) / (sd * Math.sqrt(1 / n + 1 / (n * test.ratio())));
        return power(ncp, df, test);
    }

    /** @param n pairs; @param sd of the differences */
    public static double paired(double difference, double sd, double n, Test test) {
        return power(Math.abs(difference) * Math.sqrt(n) / sd, n - 1, test);
    }

    /** Strict two-sided power would add the chance of significance on the wrong side; it is left out, as in R's {@code power.t.test}. */
    private static double power(double ncp, double df, Test test) {
        double critical = TDistribution.of(df).inverseSurvivalProbability(test.alpha() / test.sides());
        return 1 - NoncentralT.cumulative(critical, df, ncp);
    }

    /** People in the first arm. */
    public static double twoArmSize(double difference, double sd, double power, Test test) {
        requirePower(power);
        return Roots.between(n -> twoArms(difference, sd, n, test) - power, 2 / Math.min(1, test.ratio()), MOST);
    }

    public static double pairedSize(double difference, double sd, double power, Test test) {
        requirePower(power);
        return Roots.between(n -> paired(difference, sd, n, test) - power, 2, MOST);
    }

    /** One-sided test that the difference exceeds −margin; {@code difference} is the true one. */
    public static double nonInferiority(double difference, double margin, double[] sdAndSize, Test test) {
        Test oneSided = new Test(test.alpha(), 1, test.ratio());
        double shifted = difference + margin;
        return shifted <= 0 ? 0 : twoArms(shifted, sdAndSize[0], sdAndSize[1], oneSided);
    }

    /** Both one-sided tests at α within ± margin. */
    public static double equivalence(double difference, double margin, double[] sdAndSize, Test test) {
        double low = nonInferiority(difference, margin, sdAndSize, test);
        double high = nonInferiority(-difference, margin, sdAndSize, test);
        return Math.max(0, low + high - 1);
    }

    public static double nonInferioritySize(double[] differenceAndMargin, double sd, double power, Test test) {
        requirePower(power);
        return Roots.between(
                n -> nonInferiority(differenceAndMargin[0], differenceAndMargin[1], new double[] {sd, n}, test) - power,
                2,
                MOST);
    }

    public static double equivalenceSize(double[] differenceAndMargin, double sd, double power, Test test) {
        requirePower(power);
        return Roots.between(
                n -> equivalence(differenceAndMargin[0], differenceAndMargin[1], new double[] {sd, n}, test) - power,
                2,
                MOST);
    }

    /** Two arms measured before and after: people in the first arm. */
    public static double differenceInDifferencesSize(
            double difference, double[] sdAndCorrelation, double power, Test test) {
        double sd = sdAndCorrelation[0] * Math.sqrt(2 * (1 - sdAndCorrelation[1]));
        return twoArmSize(difference, sd, power, test);
    }

    static void requirePower(double power) {
        DesignError.requireSetting(power > 0 && power < 1, "power", "0 与 1 之间", "between 0 and 1");
    }
}
