package org.steelyard.stats.weighting;

import org.steelyard.stats.internal.Checks;

/**
 * Weights that make several arms stand for one target population.
 *
 * <p><b>Formula</b> [1], e_k the probability of arm k: h/e_a for a person in arm a, with h = 1 (everybody), e_r (people like those of arm r), 1/Σ 1/e_k
 * (generalised overlap weights, which with maximum-likelihood multinomial scores need not balance exactly), min e_k (matching weights [2]). With two
 * arms these are ATE, ATT, ATO (with h = e(1 − e)) and ATM.
 *
 * <ol>
 *   <li>Li and Li, Ann Appl Stat 2019;13:2389-2415, doi:10.1214/19-AOAS1282.
 *   <li>Yoshida et al., Epidemiology 2017;28:387-395, doi:10.1097/EDE.0000000000000627.
 * </ol>
 *
 * @param weight one per person, 0 or more
 * @param derivative of the weight by the log odds of each arm but the first against the first
 */
public record MultiArmWeights(double[] weight, double[][] derivative) {

    public MultiArmWeights {
        Checks.nonNegative("weight", weight);
    }

    /** Whose average effect is meant. */
    public sealed interface Target {

        /** Everybody. */
        record Everybody() implements Target {}

        /** People like those of one arm, from 0. */
        record Arm(int arm) implements Target {}

        /** People who could have had any arm. */
        record Overlap() implements Target {}

        /** People for whom a match in every arm is likely. */
        record Matching() implements Target {}
    }

    /**
     * @param arm from 0 for each person
     * @param probability of each arm: arms, then people; strictly between 0 and 1
     */
    public static MultiArmWeights of(Target target, int[] arm, double[][] probability) {
        for (double[] p : probability) {
            Checks.sameLength(arm.length, p.length);
            Checks.openUnitInterval("score", p);
        }
        int n = arm.length;
        int others = probability.length - 1;
        double[] weight = new double[n];
        double[][] derivative = new double[others][n];
        for (int i = 0; i < n; i++) {
            double h = tilt(target, probability, i);
            weight[i] = h / probability[arm[i]][i];
            for (int k = 0; k < others; k++) {
                double own = (arm[i] == k + 1 ? 1 : 0) - probability[k + 1][i];
                derivative[k][i] = weight[i] * (logTiltSlope(target, probability, i, k + 1) - own);
            }
        }
        return new MultiArmWeights(weight, derivative);
    }

    private static double tilt(Target target, double[][] p, int i) {
        return switch (target) {
            case Target.Everybody e -> 1;
            case Target.Arm a -> p[a.arm()][i];
            case Target.Overlap o -> 1 / inverses(p, i);
            case Target.Matching m -> p[smallest(p, i)][i];
        };
    }

    /** Derivative of log h by the log odds of arm k. */
    private static double logTiltSlope(Target target, double[][] p, int i, int k) {
        return switch (target) {
            case Target.Everybody e -> 0;
            case Target.Arm a -> (a.arm() == k ? 1 : 0) - p[k][i];
            case Target.Overlap o -> 1 / (p[k][i] * inverses(p, i)) - p[k][i];
            case Target.Matching m -> (smallest(p, i) == k ? 1 : 0) - p[k][i];
        };
    }

    private static double inverses(double[][] p, int i) {
        double sum = 0;
        for (double[] one : p) {
            sum += 1 / one[i];
        }
        return sum;
    }

    private static int smallest(double[][] p, int i) {
        int smallest = 0;
        for (int k = 1; k < p.length; k++) {
            smallest = p[k][i] < p[smallest][i] ? k : smallest;
        }
        return smallest;
    }

    /** Kish's effective sample size (Σw)²/Σw² of an arm. */
    public double effectiveSampleSize(int[] arm, int one) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < weight.length; i++) {
            if (arm[i] == one) {
                sum += weight[i];
                squares += weight[i] * weight[i];
            }
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }
}
