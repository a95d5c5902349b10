package org.steelyard.stats.weighting;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.weighting.internal.ConcaveScore;

/**
 * Entropy balancing: the weights nearest to equal ones (in Kullback–Leibler distance) among those that give an arm exactly the covariate means of the
 * target population.
 *
 * <p><b>Estimand</b>: ATT (controls weighted to the treated), ATC (the mirror image), ATE (each arm weighted to everybody). <b>Assumptions</b>: no
 * unmeasured confounding; the outcome without treatment, or the log odds of treatment, linear in the balanced covariates (either suffices for ATT
 * [2]).
 *
 * <p><b>Formula</b> [1]: w_i = exp(x_i'b) with Σ_arm w x = Σ_target x, x with an intercept; b by Newton's method on the convex dual, columns centred at the
 * target and scaled. Weights of an arm add up to the size of the target. <b>Invariant</b>, checked in every run: differences from the target's means of at most 1e-8 standard deviations (over everybody). Balance that cannot be reached (means outside the arm's convex hull) is an error.
 *
 * <p><b>Variance</b>: {@link #influence} lets estimators allow for b's having been estimated; for ATT the equations are those of just-identified covariate-balancing
 * scores ({@link CovariateBalancing}), whose weights are the same.
 *
 * <ol>
 *   <li>Hainmueller, Polit Anal 2012;20:25-46, doi:10.1093/pan/mpr025.
 *   <li>Zhao and Percival, J Causal Inference 2017;5:20160010, doi:10.1515/jci-2016-0010.
 * </ol>
 *
 * @param weight one per person; 1 where the arm is itself the target
 * @param coefficients of the treated's tilt and of the controls'; empty where an arm is not tilted
 * @param largestImbalance standardised difference from the target's means that is left, over covariates and arms
 */
public record EntropyBalancing(
        TargetPopulation target,
        double[] weight,
        double[] treatedCoefficients,
        double[] controlCoefficients,
        double largestImbalance,
        Influences influences) {

    private static final double LEFT = 1e-8;

    /** Influences through the tilt of the treated and of the controls. */
    public record Influences(ScoreInfluence treated, ScoreInfluence control) {}

    /** @param design covariates with intercept, one row per person */
    public static EntropyBalancing of(DesignMatrix design, boolean[] treated, TargetPopulation target) {
        Checks.sameLength(design.rows(), treated.length);
        Checks.bothArms(treated, 2);
        if (!design.hasIntercept()) {
            throw new IllegalArgumentException("the design needs an intercept");
        }
        boolean[] inTarget = inTarget(treated, target);
        Tilt one = target == TargetPopulation.ATT ? Tilt.none(treated, true) : Tilt.of(design, treated, true, inTarget);
        Tilt zero =
                target == TargetPopulation.ATC ? Tilt.none(treated, false) : Tilt.of(design, treated, false, inTarget);
        double[] weight = new double[treated.length];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = treated[i] ? one.weight[i] : zero.weight[i];
        }
        double imbalance = Math.max(
                imbalance(design, weight, new Sides(treated, true, inTarget)),
                imbalance(design, weight, new Sides(treated, false, inTarget)));
        if (!(imbalance <= LEFT)) {
            throw new IllegalStateException("entropy balancing left an imbalance of " + imbalance);
        }
        return new EntropyBalancing(
                target,
                weight,
                one.coefficients,
                zero.coefficients,
                imbalance,
                new Influences(one.influence, zero.influence));
    }

    private static boolean[] inTarget(boolean[] treated, TargetPopulation target) {
        boolean[] inside = new boolean[treated.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = switch (target) {
                case ATE -> true;
                case ATT -> treated[i];
                case ATC -> !treated[i];
                case ATO, ATM ->
                    throw EstimationError.NOT_SUPPORTED.at(
                            "target",
                            Text.of("熵平衡只支持 ATE、ATT、ATC", "entropy balancing is offered for ATE, ATT and ATC only"),
                            Text.of("改用重叠权重或匹配权重", "use overlap or matching weights"));
            };
        }
        return inside;
    }

    private record Sides(boolean[] treated, boolean arm, boolean[] inTarget) {}

    private static double imbalance(DesignMatrix design, double[] weight, Sides sides) {
        double largest = 0;
        for (int j = 1; j < design.columns(); j++) {
            double[] x = design.column(j);
            double total = 0;
            double sum = 0;
            double size = 0;
            double aim = 0;
            for (int i = 0; i < x.length; i++) {
                if (sides.treated[i] == sides.arm) {
                    total += weight[i];
                    sum += weight[i] * x[i];
                }
                if (sides.inTarget[i]) {
                    size++;
                    aim += x[i];
                }
            }
            double sd = Math.sqrt(Sums.variance(x));
            double difference = Math.abs(sum / total - aim / size);
            largest = Math.max(largest, difference == 0 ? 0 : difference / Math.max(sd, Math.abs(aim / size)));
        }
        return largest;
    }

    /** What an arm's weights are. */
    private record Tilt(double[] weight, double[] coefficients, ScoreInfluence influence) {

        static Tilt none(boolean[] treated, boolean arm) {
            double[] weight = new double[treated.length];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = treated[i] == arm ? 1 : 0;
            }
            return new Tilt(weight, new double[0], gradient -> new double[gradient.length]);
        }

        static Tilt of(DesignMatrix design, boolean[] treated, boolean arm, boolean[] inTarget) {
            Scaled scaled = Scaled.of(design, inTarget);
            double[] start = new double[design.columns()];
            double ratio = (double) count(inTarget, true) / count(treated, arm);
            start[0] = Math.log(ratio);
            ConcaveScore.Result result =
                    new ConcaveScore(scaled.x, new Rows(treated, arm, inTarget), Numerics.standard()).maximise(start);
            double[] weight = new double[treated.length];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = treated[i] == arm ? StrictMath.exp(result.eta()[i]) : 0;
            }
            Matrix bread = result.bread();
            ScoreInfluence influence = gradient -> {
                double[] moved = scaled.x.times(bread.times(scaled.x.transposeTimes(gradient, Numerics.standard())));
                for (int i = 0; i < moved.length; i++) {
                    moved[i] *= result.score()[i];
                }
                return moved;
            };
            return new Tilt(weight, scaled.back(result.coefficients()), influence);
        }
    }

    private static int count(boolean[] flags, boolean value) {
        return (int)
                IntStream.range(0, flags.length).filter(i -> flags[i] == value).count();
    }

    /** Dual: in the target eta, in the arm minus exp(eta). */
    private record Rows(boolean[] treated, boolean arm, boolean[] inTarget) implements ConcaveScore.Row {

        @Override
        public double value(int i, double eta) {
            return (inTarget[i] ? eta : 0) - (treated[i] == arm ? StrictMath.exp(eta) : 0);
        }

        @Override
        public double score(int i, double eta) {
            return (inTarget[i] ? 1 : 0) - (treated[i] == arm ? StrictMath.exp(eta) : 0);
        }

        @Override
        public double curvature(int i, double eta) {
            return treated[i] == arm ? StrictMath.exp(eta) : 0;
        }
    }

    /** The covariates centred at the target's means and divided by the standard deviation over everybody. */
    private record Scaled(DesignMatrix x, double[] mean, double[] sd) {

        static Scaled of(DesignMatrix design, boolean[] inTarget) {
            int p = design.columns();
            double[][] columns = new double[p - 1][];
            double[] mean = new double[p];
            double[] sd = new double[p];
            for (int j = 1; j < p; j++) {
                double[] x = design.column(j);
                double sum = 0;
                for (int i = 0; i < x.length; i++) {
                    sum += inTarget[i] ? x[i] : 0;
                }
                double centre = sum / count(inTarget, true);
                double squares =
                        Arrays.stream(x).map(v -> (v - centre) * (v - centre)).sum();
                double spread = squares > 0 ? Math.sqrt(squares / x.length) : 1;
                mean[j] = centre;
                sd[j] = spread;
                columns[j - 1] =
                        Arrays.stream(x).map(v -> (v - centre) / spread).toArray();
            }
            return new Scaled(DesignMatrix.withIntercept(design.terms().subList(1, p), columns), mean, sd);
        }

        double[] back(double[] b) {
            double[] out = b.clone();
            for (int j = 1; j < b.length; j++) {
                out[j] = b[j] / sd[j];
                out[0] -= out[j] * mean[j];
            }
            return out;
        }
    }
}
