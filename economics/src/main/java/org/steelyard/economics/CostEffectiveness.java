package org.steelyard.economics;

import org.steelyard.economics.EconomicResults.Verdict;

/**
 * Two strategies compared: ΔC is the intervention's mean cost minus the comparator's, ΔE the same of the effect.
 *
 * <p>Estimands and formulas. ICER = ΔC / ΔE, only where neither dominates. Incremental net monetary benefit INMB(λ) = λ
 * ΔE − ΔC [1]. Acceptability CEAC(λ) = share of draws with INMB(λ) &gt; 0 [2]; a draw that ties counts for the
 * comparator. Expected value of perfect information per person EVPI(λ) = E[max(0, INMB)] − max(0, E[INMB]) [3], which is
 * never negative.
 *
 * <p>Differs from the R package dampack before issue 84, which had two definitions of the loss; agrees with BCEA.
 *
 * <p>References: [1] Stinnett, Mullahy. Med Decis Making 1998;18:S68–80, doi:10.1177/0272989X98018002S09; Hoch, Briggs,
 * Willan. Health Econ 2002;11:415–430, doi:10.1002/hec.678. [2] Fenwick, Claxton, Sculpher. Health Econ
 * 2001;10:779–787, doi:10.1002/hec.635. [3] Briggs, Claxton, Sculpher. Decision Modelling for Health Economic
 * Evaluation. Oxford 2006, ch. 6; Claxton. J Health Econ 1999;18:341–364, doi:10.1016/S0167-6296(98)00039-3.
 */
public final class CostEffectiveness {

    private CostEffectiveness() {}

    /**
     * Where the intervention lies on the plane. Strong dominance needs one strict inequality; two strategies that are equal
     * in both are read as the comparator dominating, as ties are elsewhere.
     */
    public static Verdict verdict(double deltaCost, double deltaEffect) {
        if (deltaCost >= 0 && deltaEffect <= 0) {
            return Verdict.DOMINATED;
        }
        if (deltaCost <= 0 && deltaEffect >= 0) {
            return Verdict.DOMINANT;
        }
        return deltaCost > 0 ? Verdict.MORE_COSTLY_MORE_EFFECTIVE : Verdict.LESS_COSTLY_LESS_EFFECTIVE;
    }

    /** ΔC / ΔE; NaN when one strategy dominates, where a ratio has no meaning. */
    public static double icer(double deltaCost, double deltaEffect) {
        return switch (verdict(deltaCost, deltaEffect)) {
            case DOMINANT, DOMINATED -> Double.NaN;
            case MORE_COSTLY_MORE_EFFECTIVE, LESS_COSTLY_LESS_EFFECTIVE -> deltaCost / deltaEffect;
        };
    }

    public static double netBenefit(double threshold, double deltaCost, double deltaEffect) {
        return threshold * deltaEffect - deltaCost;
    }

    /** Net benefit of every draw. */
    public static double[] netBenefit(double threshold, double[] deltaCost, double[] deltaEffect) {
        requireSameLength(deltaCost, deltaEffect);
        double[] out = new double[deltaCost.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = netBenefit(threshold, deltaCost[i], deltaEffect[i]);
        }
        return out;
    }

    /** Share of draws in which the intervention has the higher net benefit. */
    public static double acceptability(double threshold, double[] deltaCost, double[] deltaEffect) {
        int better = 0;
        for (double benefit : netBenefit(threshold, deltaCost, deltaEffect)) {
            if (benefit > 0) {
                better++;
            }
        }
        return (double) better / deltaCost.length;
    }

    /** Expected value of perfect information, a person, in money. */
    public static double perfectInformation(double threshold, double[] deltaCost, double[] deltaEffect) {
        double positive = 0;
        double sum = 0;
        for (double benefit : netBenefit(threshold, deltaCost, deltaEffect)) {
            positive += Math.max(0, benefit);
            sum += benefit;
        }
        int n = deltaCost.length;
        return Math.max(0, positive / n - Math.max(0, sum / n));
    }

    private static void requireSameLength(double[] cost, double[] effect) {
        if (cost.length != effect.length || cost.length == 0) {
            throw new IllegalArgumentException("costs and effects come in pairs, one a draw");
        }
    }
}
