package org.steelyard.stats.causal;

import java.util.Arrays;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Targeted maximum likelihood: predictions of the outcome moved, on the logit, just so far that the equation of the efficient influence function is solved, then
 * averaged. Doubly robust like {@link AugmentedIpw}, with means that stay within the range of the outcome.
 *
 * <p><b>Estimand</b>: means under treatment and under control in everybody (ATE), the treated (ATT) or the controls (ATC). <b>Assumptions</b>: no unmeasured
 * confounding, overlap, one of score and outcome model right (with learners: both consistent, fast enough together).
 *
 * <p><b>Formula</b> [1], ATE: logit Q*_a = logit Q_a + ε_a h_a with h₁ = 1/e, h₀ = 1/(1 − e), ε_a the logistic regression of Y on A-specific h with offset logit Q_A
 * ({@link Fluctuation#COVARIATE}); or ε_a an intercept with weights h_a ({@link Fluctuation#WEIGHTS}, steadier where scores are near the bounds, and the default
 * of R's {@code tmle}); or one ε for A/e − (1 − A)/(1 − e) ({@link Fluctuation#SINGLE}, which solves the equation of the difference only). μ_a = mean Q*_a. ATT: the mean of Y in the treated, and the
 * mean over them of Q*₀ moved with weights e/(1 − e); ATC its mirror image. A continuous outcome is scaled to [0, 1] by its range; predictions
 * are kept within {@value #EDGE} of the ends.
 *
 * <p><b>Variance</b>: of the efficient influence function at Q* and e, divisor n − 1.
 *
 * <p><b>Differs from R</b>: {@code tmle} also updates e for the ATT, by iteration.
 *
 * <p>[1] van der Laan and Rose, Targeted Learning, Springer 2011, doi:10.1007/978-1-4419-9782-1.
 */
public final class TargetedLearning {

    /** How predictions are moved. */
    public enum Fluctuation {
        COVARIATE,
        WEIGHTS,
        SINGLE
    }

    static final double EDGE = 1e-9;
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-13;

    /**
     * @param means with their covariance
     * @param epsilon of the treated and of the controls (twice the same for {@link Fluctuation#SINGLE}; 0 for an arm that is not moved)
     */
    public record Result(PotentialMeans means, double epsilonTreated, double epsilonControl) {}

    private TargetedLearning() {}

    public static Result estimate(AugmentedIpw.Input in, TargetPopulation target, Fluctuation fluctuation) {
        Scaled scaled = Scaled.of(in);
        return switch (target) {
            case ATE -> scaled.everybody(fluctuation);
            case ATT -> scaled.within(true, fluctuation);
            case ATC -> scaled.within(false, fluctuation);
            case ATO, ATM ->
                throw EstimationError.NOT_SUPPORTED.at(
                        "target",
                        Text.of("靶向学习只支持 ATE、ATT、ATC", "targeted learning is offered for ATE, ATT and ATC only"),
                        Text.of("改用加权法估计该目标人群", "use weighting for this population"));
        };
    }

    /** The outcome on [0, 1], and predictions as logits. */
    private record Scaled(
            AugmentedIpw.Input in, double low, double range, double[] y, double[] logit1, double[] logit0) {

        static Scaled of(AugmentedIpw.Input in) {
            double low = Arrays.stream(in.outcome()).min().orElse(0);
            double high = Arrays.stream(in.outcome()).max().orElse(1);
            boolean unit = low >= 0 && high <= 1;
            double from = unit ? 0 : low;
            double range = unit ? 1 : high - low;
            double[] y =
                    Arrays.stream(in.outcome()).map(v -> (v - from) / range).toArray();
            return new Scaled(
                    in,
                    from,
                    range,
                    y,
                    logits(in.predictions().treated(), from, range),
                    logits(in.predictions().control(), from, range));
        }

        private static double[] logits(double[] q, double low, double range) {
            return Arrays.stream(q)
                    .map(v -> Math.min(1 - EDGE, Math.max(EDGE, (v - low) / range)))
                    .map(v -> Math.log(v / (1 - v)))
                    .toArray();
        }

        private double[] logit(boolean arm) {
            return arm ? logit1 : logit0;
        }

        /** Probability of the arm. */
        private double[] share(boolean arm) {
            return arm ? in.score() : Arrays.stream(in.score()).map(e -> 1 - e).toArray();
        }

        Result everybody(Fluctuation fluctuation) {
            int n = y.length;
            double[] q1;
            double[] q0;
            double e1;
            double e0;
            if (fluctuation == Fluctuation.SINGLE) {
                e1 = single();
                e0 = e1;
                q1 = moved(true, e1, inverse(true), 1);
                q0 = moved(false, e0, inverse(false), -1);
            } else {
                boolean weights = fluctuation == Fluctuation.WEIGHTS;
                e1 = epsilon(true, inverse(true), weights);
                e0 = epsilon(false, inverse(false), weights);
                q1 = moved(true, e1, weights ? ones(n) : inverse(true), 1);
                q0 = moved(false, e0, weights ? ones(n) : inverse(false), 1);
            }
            AugmentedIpw.Input targeted = new AugmentedIpw.Input(
                    in.outcome(), in.treated(), in.score(), new AugmentedIpw.Predictions(back(q1), back(q0)));
            PotentialMeans means = AugmentedIpw.estimate(targeted, TargetPopulation.ATE);
            double mean1 = low + range * Arrays.stream(q1).average().orElse(0);
            double mean0 = low + range * Arrays.stream(q0).average().orElse(0);
            checkSolved(means.treated() - means.control(), mean1 - mean0);
            if (fluctuation != Fluctuation.SINGLE) {
                checkSolved(means.treated(), mean1);
            }
            PotentialMeans plain = new PotentialMeans(
                    mean1, mean0, means.treatedVariance(), means.controlVariance(), means.covariance());
            return new Result(plain, e1, e0);
        }

        /** The augmented mean of moved predictions is their plain mean: the equation that the move is to solve. */
        private void checkSolved(double augmented, double plain) {
            if (!(Math.abs(augmented - plain) <= 1e-8 * range)) {
                throw new IllegalStateException("targeting left its equation unsolved by " + (augmented - plain));
            }
        }

        Result within(boolean arm, Fluctuation fluctuation) {
            boolean other = !arm;
            double[] odds = new double[y.length];
            double[] share = share(arm);
            Arrays.setAll(odds, i -> share[i] / (1 - share[i]));
            boolean weights = fluctuation == Fluctuation.WEIGHTS;
            double epsilon = epsilon(other, odds, weights);
            double[] q = moved(other, epsilon, weights ? ones(y.length) : odds, 1);
            double[] untouched =
                    arm ? in.predictions().treated() : in.predictions().control();
            AugmentedIpw.Predictions predictions = arm
                    ? new AugmentedIpw.Predictions(untouched, back(q))
                    : new AugmentedIpw.Predictions(back(q), untouched);
            AugmentedIpw.Input targeted = new AugmentedIpw.Input(in.outcome(), in.treated(), in.score(), predictions);
            PotentialMeans means = AugmentedIpw.estimate(targeted, arm ? TargetPopulation.ATT : TargetPopulation.ATC);
            return arm ? new Result(means, 0, epsilon) : new Result(means, epsilon, 0);
        }

        private double[] back(double[] q) {
            return Arrays.stream(q).map(v -> low + range * v).toArray();
        }

        private double[] inverse(boolean arm) {
            return Arrays.stream(share(arm)).map(e -> 1 / e).toArray();
        }

        private double[] moved(boolean arm, double epsilon, double[] h, double sign) {
            double[] q = new double[y.length];
            Arrays.setAll(q, i -> logistic(logit(arm)[i] + sign * epsilon * h[i]));
            return q;
        }

        /** Solves Σ_arm h (y − logistic(logit + ε c)) = 0, c being h or 1. */
        private double epsilon(boolean arm, double[] h, boolean weights) {
            double[] offset = logit(arm);
            return root(epsilon -> {
                double score = 0;
                double information = 0;
                for (int i = 0; i < y.length; i++) {
                    if (in.treated()[i] == arm) {
                        double c = weights ? 1 : h[i];
                        double q = logistic(offset[i] + epsilon * c);
                        score += h[i] * (y[i] - q);
                        information += h[i] * c * q * (1 - q);
                    }
                }
                return new double[] {score, information};
            });
        }

        private double single() {
            double[] h1 = inverse(true);
            double[] h0 = inverse(false);
            return root(epsilon -> {
                double score = 0;
                double information = 0;
                for (int i = 0; i < y.length; i++) {
                    boolean a = in.treated()[i];
                    double h = a ? h1[i] : -h0[i];
                    double q = logistic(logit(a)[i] + epsilon * h);
                    score += h * (y[i] - q);
                    information += h * h * q * (1 - q);
                }
                return new double[] {score, information};
            });
        }
    }

    /** Value of a decreasing function, and minus its slope. */
    private interface Equation {
        double[] at(double epsilon);
    }

    /** Newton's steps kept within a shrinking bracket. */
    private static double root(Equation equation) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double epsilon = 0;
        for (int k = 0; k < MOST_STEPS; k++) {
            double[] at = equation.at(epsilon);
            if (at[0] > 0) {
                low = epsilon;
            } else {
                high = epsilon;
            }
            double step = Math.max(-5, Math.min(5, at[0] / at[1]));
            double next = epsilon + step;
            if (!(next > low && next < high)) {
                next = Double.isInfinite(low) ? high - 5 : Double.isInfinite(high) ? low + 5 : (low + high) / 2;
            }
            if (Math.abs(next - epsilon) <= TOLERANCE * (1e-3 + Math.abs(epsilon)) || at[0] == 0) {
                return at[0] == 0 ? epsilon : next;
            }
            epsilon = next;
        }
        throw SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("epsilon"),
                Text.of(
                        "靶向步骤没有解：有一组的结局只有一个取值，或预测在边界上",
                        "the targeting step has no solution: an arm's outcome has one value only, or predictions are at their ends"),
                Text.of("检查结局，或改用增强逆概率加权", "look at the outcome, or use augmented weighting"));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double logistic(double x) {
        double e = Math.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }
}
