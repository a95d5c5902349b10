package org.steelyard.stats.weighting;

import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Quantiles;

/**
 * Weights that make two arms stand for one target population, and how each weight moves with its propensity score.
 *
 * <p><b>Formula</b> [1], e the probability of treatment: weight h(e)/e in the treated and h(e)/(1 − e) in the controls, with
 * h = 1 for ATE, e for ATT, 1 − e for ATC, e(1 − e) for ATO, min(e, 1 − e) for ATM [2]. <b>Assumption</b>: 0 &lt; e &lt; 1.
 *
 * @param weight one per person, 0 or more
 * @param derivative of the weight by the logit of the score, needed by the variance that accounts for the score's having been
 *     estimated; 0 where truncation binds, and one-sided at e = 1/2 for ATM
 *     <ol>
 *       <li>Li, Morgan and Zaslavsky, J Am Stat Assoc 2018;113:390-400, doi:10.1080/01621459.2016.1260466.
 *       <li>Li and Greene, Int J Biostat 2013;9:215-234, doi:10.1515/ijb-2012-0030.
 *     </ol>
 */
public record BalancingWeights(double[] weight, double[] derivative) {

    public BalancingWeights {
        Checks.sameLength(weight.length, derivative.length);
        Checks.nonNegative("weight", weight);
    }

    public static BalancingWeights of(TargetPopulation target, boolean[] treated, double[] score) {
        Checks.sameLength(treated.length, score.length);
        Checks.openUnitInterval("score", score);
        double[] weight = new double[score.length];
        double[] derivative = new double[score.length];
        for (int i = 0; i < score.length; i++) {
            double e = score[i];
            double odds = treated[i] ? (1 - e) / e : e / (1 - e);
            double sign = treated[i] ? -1 : 1;
            switch (target) {
                case ATE -> {
                    weight[i] = 1 / (treated[i] ? e : 1 - e);
                    derivative[i] = sign * odds;
                }
                case ATT -> {
                    weight[i] = treated[i] ? 1 : odds;
                    derivative[i] = treated[i] ? 0 : odds;
                }
                case ATC -> {
                    weight[i] = treated[i] ? odds : 1;
                    derivative[i] = treated[i] ? -odds : 0;
                }
                case ATO -> {
                    weight[i] = treated[i] ? 1 - e : e;
                    derivative[i] = sign * e * (1 - e);
                }
                case ATM -> {
                    boolean binds = odds < 1;
                    weight[i] = binds ? odds : 1;
                    derivative[i] = binds ? sign * odds : 0;
                }
            }
        }
        return new BalancingWeights(weight, derivative);
    }

    /**
     * Each arm's weights times its share of the sample. Contrasts of weighted means do not change; weighted counts then add up
     * to about the sample's size (with ATE weights).
     */
    public BalancingWeights stabilised(boolean[] treated) {
        int n1 = 0;
        for (boolean t : treated) {
            n1 += t ? 1 : 0;
        }
        double share = (double) n1 / treated.length;
        double[] w = weight.clone();
        double[] d = derivative.clone();
        for (int i = 0; i < w.length; i++) {
            double factor = treated[i] ? share : 1 - share;
            w[i] *= factor;
            d[i] *= factor;
        }
        return new BalancingWeights(w, d);
    }

    /**
     * Weights pulled in to their own quantiles (type 7), over both arms together. The limits are then treated as known.
     *
     * @param lower probability of the lower limit, for instance 0.01
     */
    public BalancingWeights truncated(double lower, double upper) {
        double low = Quantiles.of(weight, lower);
        double high = Quantiles.of(weight, upper);
        double[] w = weight.clone();
        double[] d = derivative.clone();
        for (int i = 0; i < w.length; i++) {
            if (w[i] < low || w[i] > high) {
                w[i] = w[i] < low ? low : high;
                d[i] = 0;
            }
        }
        return new BalancingWeights(w, d);
    }

    /** These weights times others that do not depend on the score, for instance those for being complete. */
    public BalancingWeights times(double[] other) {
        Checks.sameLength(weight.length, other.length);
        double[] w = weight.clone();
        double[] d = derivative.clone();
        for (int i = 0; i < w.length; i++) {
            w[i] *= other[i];
            d[i] *= other[i];
        }
        return new BalancingWeights(w, d);
    }

    /** Kish's effective sample size (Σw)²/Σw² of the treated or of the controls. */
    public double effectiveSampleSize(boolean[] treated, boolean arm) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < weight.length; i++) {
            if (treated[i] == arm) {
                sum += weight[i];
                squares += weight[i] * weight[i];
            }
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }

    public double largest() {
        double largest = 0;
        for (double w : weight) {
            largest = Math.max(largest, w);
        }
        return largest;
    }
}
