package org.steelyard.stats.weighting;

import java.util.Arrays;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Quantiles;

/**
 * Which people to keep, by propensity score. Trimming changes the population that an estimate speaks of; the score is
 * usually fitted again afterwards, which is left to the caller.
 */
public final class Trimming {

    private Trimming() {}

    /** Scores within [lower, upper], ends included. */
    public static boolean[] range(double[] score, double lower, double upper) {
        boolean[] keep = new boolean[score.length];
        for (int i = 0; i < score.length; i++) {
            keep[i] = score[i] >= lower && score[i] <= upper;
        }
        return keep;
    }

    /** Scores that occur in both arms: from the larger of the two smallest to the smaller of the two largest. */
    public static boolean[] commonSupport(boolean[] treated, double[] score) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < score.length; i++) {
            int arm = treated[i] ? 1 : 0;
            low[arm] = Math.min(low[arm], score[i]);
            high[arm] = Math.max(high[arm], score[i]);
        }
        return range(score, Math.max(low[0], low[1]), Math.min(high[0], high[1]));
    }

    /**
     * Scores from the lower quantile of the treated's to the upper quantile of the controls' (type 7), ends included: below the one hardly anybody is
     * treated, above the other hardly anybody is not [1].
     *
     * <p>[1] Stürmer et al., Am J Epidemiol 2010;172:843-854, doi:10.1093/aje/kwq198.
     *
     * @param share for instance 0.05
     */
    public static boolean[] percentile(boolean[] treated, double[] score, double share) {
        Checks.sameLength(treated.length, score.length);
        Checks.bothArms(treated, 1);
        double low = Quantiles.of(Arms.select(score, Arms.rows(treated, true)), share);
        double high = Quantiles.of(Arms.select(score, Arms.rows(treated, false)), 1 - share);
        return range(score, low, high);
    }

    /**
     * The preference score: the propensity score with the share of the treated taken out, logit F = logit e − logit p. Treatments are in equipoise for
     * people with a preference between 0.3 and 0.7 [1].
     *
     * <p>[1] Walker et al., Comparative Effectiveness Research 2013;3:11-20, doi:10.2147/CER.S40357.
     */
    public static double[] preferenceScore(boolean[] treated, double[] score) {
        Checks.sameLength(treated.length, score.length);
        Checks.openUnitInterval("score", score);
        Checks.bothArms(treated, 1);
        double share = Arms.rows(treated, true).length / (double) treated.length;
        double odds = share / (1 - share);
        double[] preference = new double[score.length];
        Arrays.setAll(preference, i -> score[i] / (score[i] + odds * (1 - score[i])));
        return preference;
    }

    /** Share of people whose preference score lies within 0.3 and 0.7. */
    public static double equipoise(double[] preference) {
        return Arrays.stream(preference).filter(f -> f >= 0.3 && f <= 0.7).count() / (double) preference.length;
    }

    /**
     * The cut-off α of Crump et al. [1]: keeping scores in [α, 1 − α] gives the smallest variance bound among such rules. It is 0
     * when nobody need be dropped.
     *
     * <p>[1] Crump, Hotz, Imbens and Mitnik, Biometrika 2009;96:187-199, doi:10.1093/biomet/asn055.
     */
    public static double crumpLimit(double[] score) {
        Checks.openUnitInterval("score", score);
        double[] cost = new double[score.length];
        Arrays.setAll(cost, i -> 1 / (score[i] * (1 - score[i])));
        Arrays.sort(cost);
        double sum = 0;
        for (double c : cost) {
            sum += c;
        }
        for (int kept = cost.length; kept > 0; kept--) {
            double bound = 2 * sum / kept;
            if (cost[kept - 1] <= bound) {
                return kept == cost.length ? 0 : limitOf(bound);
            }
            sum -= cost[kept - 1];
        }
        return 0;
    }

    private static double limitOf(double bound) {
        return 0.5 - Math.sqrt(0.25 - 1 / bound);
    }
}
