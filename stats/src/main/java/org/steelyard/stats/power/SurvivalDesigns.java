package org.steelyard.stats.power;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.power.MeanDesigns.Test;

/**
 * Events and people for comparisons of survival.
 *
 * <p>Schoenfeld [1]: events (z_α + z_β)²/(q(1 − q) log²(HR/HR₀)), q the share in the first arm and HR₀ the margin of non-inferiority (1 for superiority). Freedman [2]: (z_α + z_β)²(1 + r·HR)²/(r(1 − HR)²). People = events / probability
 * of an event, which for constant hazard λ, uniform accrual over R and further follow-up F is 1 − (e^{−λF} − e^{−λ(R+F)})/(λR). Least detectable ratio [3]:
 * exp((z_{α/2} + z_β)/√(E q (1 − q))), which leaves the treated share q of people as it is.
 *
 * <ol>
 *   <li>Schoenfeld, Biometrics 1983;39:499-503, doi:10.2307/2531021.
 *   <li>Freedman, Stat Med 1982;1:121-129, doi:10.1002/sim.4780010204.
 *   <li>Armstrong, Epidemiology 2007;18:162-163 and CohortMethod, doi:10.1093/ije/dyt268.
 * </ol>
 */
public final class SurvivalDesigns {

    private SurvivalDesigns() {}

    /** @param margin hazard ratio that is to be ruled out: 1 for superiority */
    public static double schoenfeldEvents(double hazardRatio, double margin, double power, Test test) {
        double log = Math.log(hazardRatio / margin);
        DesignError.requireSetting(
                hazardRatio > 0 && margin > 0 && log != 0,
                "hazard ratio",
                "大于 0 且不等于界值",
                "above 0 and not at the margin");
        double share = 1 / (1 + test.ratio());
        double z = quantiles(power, test);
        return z * z / (share * (1 - share) * log * log);
    }

    public static double freedmanEvents(double hazardRatio, double power, Test test) {
        DesignError.requireSetting(
                hazardRatio > 0 && hazardRatio != 1, "hazard ratio", "大于 0 且不为 1", "above 0 and not 1");
        double r = test.ratio();
        double z = quantiles(power, test);
        return z * z * Math.pow(1 + r * hazardRatio, 2) / (r * Math.pow(1 - hazardRatio, 2));
    }

    public static double power(double events, double hazardRatio, double margin, Test test) {
        double share = 1 / (1 + test.ratio());
        double z = Math.abs(Math.log(hazardRatio / margin)) * Math.sqrt(events * share * (1 - share));
        return NormalDistribution.of(0, 1)
                .cumulativeProbability(z - ProportionDesigns.upper(test.alpha() / test.sides()));
    }

    /** Probability that someone accrued uniformly over {@code accrual} has the event by the end of {@code further} time. */
    public static double eventProbability(double hazard, double accrual, double further) {
        DesignError.requireSetting(hazard > 0 && accrual >= 0 && further >= 0, "hazard", "大于 0", "above 0");
        if (accrual == 0) {
            return 1 - Math.exp(-hazard * further);
        }
        return 1 - (Math.exp(-hazard * further) - Math.exp(-hazard * (accrual + further))) / (hazard * accrual);
    }

    /** @param treatedAndComparator people, whose outcomes give {@code events} in all */
    public static double detectableRatio(double events, double[] treatedAndComparator, double power, double alpha) {
        double share = treatedAndComparator[0] / (treatedAndComparator[0] + treatedAndComparator[1]);
        double z = quantiles(power, new Test(alpha, 2, 1));
        return Math.exp(z / Math.sqrt(events * share * (1 - share)));
    }

    private static double quantiles(double power, Test test) {
        MeanDesigns.requirePower(power);
        return ProportionDesigns.upper(test.alpha() / test.sides()) + ProportionDesigns.upper(1 - power);
    }
}
