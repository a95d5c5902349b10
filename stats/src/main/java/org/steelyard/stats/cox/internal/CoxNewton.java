package org.steelyard.stats.cox.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Rank;

/** Newton's method with step halving, and detection of coefficients that run to infinity. */
public final class CoxNewton {

    private static final double TOLERANCE = 1e-9;
    /** Over the range of a covariate, a next step as large as this shows that the maximum is not near. */
    private static final double SUSPECT_STEP = 0.05;

    private static final double NEGLIGIBLE_IN_ERRORS = 1e-6;
    private static final int SECOND_LOOKS = 12;
    private static final int HALVINGS = 30;

    /** Where the iterations ended. */
    public record Result(
            double[] coefficients,
            Likelihood.Evaluation atNull,
            Likelihood.Evaluation atEnd,
            Matrix covariance,
            double scoreStatistic,
            int iterations) {}

    private final DesignMatrix x;
    private final int maxIterations;

    /** @param x the covariates of the likelihood, any constant taken off */
    public CoxNewton(DesignMatrix x, int maxIterations) {
        this.x = x;
        this.maxIterations = maxIterations;
    }

    public Result run(Likelihood likelihood, Optional<double[]> start) {
        int p = x.columns();
        Likelihood.Evaluation atNull = likelihood.at(new double[p]);
        Cholesky nullFactor = factor(atNull, Cholesky.DEFAULT_TOLERANCE);
        Rank.require(x, nullFactor);
        double scoreStatistic = dot(atNull.score(), nullFactor.solve(atNull.score()));
        double[] b = start.map(double[]::clone).orElseGet(() -> new double[p]);
        Likelihood.Evaluation here = start.isPresent() ? likelihood.at(b) : atNull;
        int secondLooks = 0;
        for (int iteration = 1; iteration <= maxIterations + secondLooks; iteration++) {
            double[] step = step(here, b);
            Move move = advance(likelihood, b, step, here);
            boolean settled = Math.abs(1 - here.logLikelihood() / move.to().logLikelihood()) <= TOLERANCE
                    || move.to().logLikelihood() == here.logLikelihood();
            b = move.b();
            here = move.to();
            if (settled && suspect(here, step(here, b), secondLooks > 0)) {
                settled = false;
                secondLooks++;
                if (secondLooks > SECOND_LOOKS) {
                    throw infinite(running(step(here, b)));
                }
            }
            if (settled) {
                return new Result(b, atNull, here, factor(here, 1e-14).inverse(), scoreStatistic, iteration);
            }
        }
        throw notConverged();
    }

    private record Move(double[] b, Likelihood.Evaluation to) {}

    private double[] step(Likelihood.Evaluation here, double[] b) {
        Cholesky factor = factor(here, 1e-14);
        if (!factor.fullRank()) {
            throw infinite(running(b));
        }
        return factor.solve(here.score());
    }

    private static Move advance(Likelihood likelihood, double[] b, double[] step, Likelihood.Evaluation here) {
        double share = 1;
        double slack = 1e-11 * Math.abs(here.logLikelihood());
        double[] next = plus(b, step, share);
        Likelihood.Evaluation there = likelihood.at(next);
        for (int i = 0; i < HALVINGS && !(there.logLikelihood() >= here.logLikelihood() - slack); i++) {
            share /= 2;
            next = plus(b, step, share);
            there = likelihood.at(next);
        }
        return new Move(next, there);
    }

    /** A variance within risk sets that is rounding error beside the spread of the covariate counts as none. */
    private static Cholesky factor(Likelihood.Evaluation at, double tolerance) {
        Matrix information = at.information();
        int p = information.rows();
        double[] values = information.toArray();
        for (int j = 0; j < p; j++) {
            boolean finite = Double.isFinite(values[j * p + j]);
            if (!finite || values[j * p + j] <= tolerance * at.scale()[j]) {
                values[j * p + j] = 0;
            }
        }
        return Cholesky.of(Matrix.of(p, p, values), tolerance);
    }

    /** A look at the step in standard errors spares most fits the pass over the data that the ranges
     * cost. Once suspected the ranges decide: errors grow without bound on the way to infinity. */
    private boolean suspect(Likelihood.Evaluation here, double[] step, boolean already) {
        boolean moving = already;
        for (int j = 0; j < step.length; j++) {
            moving |= !(Math.abs(step[j]) * Math.sqrt(here.information().at(j, j)) <= NEGLIGIBLE_IN_ERRORS);
        }
        return moving && !running(step).isEmpty();
    }

    /** Terms whose step, over the range of the covariate, is not small. */
    private List<String> running(double[] step) {
        double[][] ranges = x.ranges();
        List<String> names = new ArrayList<>();
        for (int j = 0; j < step.length; j++) {
            if (!(Math.abs(step[j]) * (ranges[1][j] - ranges[0][j]) <= SUSPECT_STEP)) {
                names.add(x.terms().get(j));
            }
        }
        return names;
    }

    private static SteelyardException infinite(List<String> terms) {
        String names = String.join(", ", terms);
        return SteelyardException.of(
                NumericError.INFINITE_COEFFICIENT,
                Place.field(names),
                Text.of(
                        "这些项的风险比趋于零或无穷（偏似然单调，没有最大值）：" + names,
                        "the hazard ratio of these terms runs to zero or infinity (the partial likelihood is monotone and has no maximum): "
                                + names),
                Text.of(
                        "请去掉该项、合并没有事件的类别，或更换分析",
                        "remove the term, merge the category without events, or choose another analysis"));
    }

    private static SteelyardException notConverged() {
        return SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.NONE,
                Text.of("Cox 模型在规定迭代次数内未收敛", "the Cox model did not converge in the iterations allowed"),
                Text.of("请检查极端取值的协变量，或增加迭代次数", "look for covariates with extreme values, or allow more iterations"));
    }

    private static double[] plus(double[] b, double[] step, double share) {
        double[] sum = b.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += share * step[j];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
