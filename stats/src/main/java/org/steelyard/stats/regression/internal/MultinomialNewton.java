package org.steelyard.stats.regression.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.CrossProduct;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Rank;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.MultinomialFit;

/** Newton's method for the multinomial likelihood. */
public final class MultinomialNewton {

    private static final double SUSPECT_STEP = 0.1;
    private static final int SECOND_LOOKS = 12;
    private static final int HALVINGS = 25;

    private final DesignMatrix x;
    private final int[] category;
    private final int others;
    private final GlmOptions options;

    public MultinomialNewton(DesignMatrix x, int[] category, int categories, GlmOptions options) {
        Inputs.requireLength("outcome", category.length, x.rows());
        this.x = x;
        this.category = category;
        this.others = categories - 1;
        this.options = options;
        requireCategories(categories);
    }

    private void requireCategories(int categories) {
        int[] counts = new int[Math.max(0, categories)];
        for (int c : category) {
            if (c < 0 || c >= categories) {
                throw new IllegalArgumentException("a category outside 0 to " + (categories - 1));
            }
            counts[c]++;
        }
        boolean all = Arrays.stream(counts).allMatch(n -> n > 0);
        if (categories < 2 || (!all && options.ridge() == 0)) {
            throw SteelyardException.of(
                    NumericError.OUTCOME_CONSTANT,
                    Place.field("outcome"),
                    Text.of("结局至少应有两个类别，且每个类别都要出现", "the outcome needs at least two categories, and each must occur"),
                    Text.of("请合并没有出现的类别", "merge categories that do not occur"));
        }
    }

    private record State(double[] b, double[][] probability, double deviance) {}

    public MultinomialFit fit(Optional<double[]> weights) {
        double[] v = Inputs.weights(weights, x.rows());
        if (options.ridge() == 0) {
            Rank.require(x, Cholesky.of(x.crossProduct(v, options.numerics())));
        }
        State state = at(new double[others * x.columns()], v);
        int secondLooks = 0;
        for (int iteration = 1; iteration <= options.maxIterations() + secondLooks; iteration++) {
            Cholesky factor = factor(state, v);
            double[] step = factor.solve(score(state, v));
            State next = advance(state, step, v);
            double change = Math.abs(next.deviance() - state.deviance());
            boolean settled = change < options.tolerance() * (Math.abs(next.deviance()) + 0.1);
            boolean suspect = settled && options.ridge() == 0 && largestMove(state, next) > SUSPECT_STEP;
            if (suspect && ++secondLooks > SECOND_LOOKS) {
                throw Separation.error(x, largestBlock(step), false);
            }
            state = next;
            if (settled && !suspect) {
                return summary(state, factor(state, v), iteration, true);
            }
        }
        if (options.requireConvergence()) {
            throw notConverged();
        }
        return summary(state, factor(state, v), options.maxIterations(), false);
    }

    private static SteelyardException notConverged() {
        return SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.NONE,
                Text.of("多分类模型在规定迭代次数内未收敛", "the multinomial model did not converge in the iterations allowed"),
                Text.of("请检查极端取值的协变量，或合并稀少类别", "look for covariates with extreme values, or merge rare categories"));
    }

    private State advance(State from, double[] step, double[] v) {
        double share = 1;
        State next = at(plus(from.b(), step, share), v);
        double before = from.deviance() + penaltyOf(from.b());
        for (int i = 0; i < HALVINGS && !(next.deviance() + penaltyOf(next.b()) <= before + 1e-9 * before); i++) {
            share /= 2;
            next = at(plus(from.b(), step, share), v);
        }
        return next;
    }

    private State at(double[] b, double[] v) {
        int p = x.columns();
        double[][] predictors = new double[others + 1][];
        predictors[0] = new double[x.rows()];
        for (int k = 0; k < others; k++) {
            predictors[k + 1] = x.times(Arrays.copyOfRange(b, k * p, (k + 1) * p), options.numerics());
        }
        softmax(predictors);
        double deviance = 0;
        for (int i = 0; i < v.length; i++) {
            deviance -= v[i] == 0 ? 0 : 2 * v[i] * StrictMath.log(predictors[category[i]][i]);
        }
        return new State(b, predictors, deviance);
    }

    /** Turns linear predictors into probabilities, in place. */
    public static void softmax(double[][] predictors) {
        for (int i = 0; i < predictors[0].length; i++) {
            double top = 0;
            for (double[] predictor : predictors) {
                top = Math.max(top, predictor[i]);
            }
            double sum = 0;
            for (double[] predictor : predictors) {
                predictor[i] = StrictMath.exp(predictor[i] - top);
                sum += predictor[i];
            }
            for (double[] predictor : predictors) {
                predictor[i] /= sum;
            }
        }
    }

    private double penalty(int column) {
        return x.hasIntercept() && column == 0 ? 0 : options.ridge();
    }

    private double penaltyOf(double[] b) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            sum += penalty(j % x.columns()) * b[j] * b[j];
        }
        return sum;
    }

    private double[] score(State state, double[] v) {
        int p = x.columns();
        double[] score = new double[others * p];
        double[] residual = new double[v.length];
        for (int k = 0; k < others; k++) {
            for (int i = 0; i < v.length; i++) {
                residual[i] = v[i] * ((category[i] == k + 1 ? 1 : 0) - state.probability()[k + 1][i]);
            }
            System.arraycopy(x.transposeTimes(residual, options.numerics()), 0, score, k * p, p);
        }
        for (int j = 0; j < score.length; j++) {
            score[j] -= penalty(j % p) * state.b()[j];
        }
        return score;
    }

    private Cholesky factor(State state, double[] v) {
        Cholesky factor = Cholesky.of(information(state, v), 1e-15);
        if (!factor.fullRank() && options.ridge() == 0) {
            throw Separation.error(x, largestBlock(state.b()), false);
        }
        return factor;
    }

    private Matrix information(State state, double[] v) {
        int p = x.columns();
        int size = others * p;
        double[] values = new double[size * size];
        double[] w = new double[v.length];
        for (int k = 0; k < others; k++) {
            for (int m = k; m < others; m++) {
                double[] pk = state.probability()[k + 1];
                double[] pm = state.probability()[m + 1];
                for (int i = 0; i < w.length; i++) {
                    w[i] = v[i] * pk[i] * ((k == m ? 1 : 0) - pm[i]);
                }
                place(x.crossProduct(w, options.numerics()), k, m, values, size);
            }
        }
        for (int j = 0; j < size; j++) {
            values[j * size + j] += penalty(j % p);
        }
        return Matrix.of(size, size, values);
    }

    private static void place(Matrix block, int k, int m, double[] values, int size) {
        int p = block.rows();
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                values[(k * p + i) * size + m * p + j] = block.at(i, j);
                values[(m * p + j) * size + k * p + i] = block.at(i, j);
            }
        }
    }

    private double largestMove(State before, State after) {
        double[] step = plus(after.b(), before.b(), -1);
        double largest = 0;
        int p = x.columns();
        for (int k = 0; k < others; k++) {
            double[] move = x.times(Arrays.copyOfRange(step, k * p, (k + 1) * p), options.numerics());
            largest = Math.max(largest, Arrays.stream(move).map(Math::abs).max().orElse(0));
        }
        return largest;
    }

    /** The coefficients of the category whose coefficients are largest. */
    private double[] largestBlock(double[] b) {
        int p = x.columns();
        int most = IntStream.range(0, b.length)
                .reduce((i, j) -> Math.abs(b[j]) > Math.abs(b[i]) ? j : i)
                .orElse(0);
        return Arrays.copyOfRange(b, most / p * p, (most / p + 1) * p);
    }

    private MultinomialFit summary(State state, Cholesky factor, int iterations, boolean converged) {
        return new MultinomialFit(
                x.terms(),
                others + 1,
                Matrix.of(others, x.columns(), state.b()),
                factor.inverse(),
                -state.deviance() / 2,
                iterations,
                converged,
                CrossProduct.of(options.numerics().kernel()).id());
    }

    private static double[] plus(double[] b, double[] step, double share) {
        double[] sum = b.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += share * step[j];
        }
        return sum;
    }
}
