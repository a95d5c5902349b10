package org.steelyard.stats.regression.internal;

import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.CrossProduct;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Rank;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.GlmOptions;

/** Iteratively reweighted least squares with step halving and detection of separation. */
public final class Irls {

    /** What enters a fit. */
    public record Input(DesignMatrix design, double[] outcome, Optional<double[]> weights, Optional<double[]> offset) {}

    /** A last step that still moves a linear predictor by this much is looked at again before it is believed. */
    private static final double SUSPECT_STEP = 0.1;

    private static final double SEPARATED_STEP = 0.5;
    /** Moves are large in the first iterations of any fit. */
    private static final int LONG_RUN = 10;

    private static final int SECOND_LOOKS = 12;
    private static final int HALVINGS = 25;

    private final Distribution distribution;
    private final GlmOptions options;

    public Irls(Distribution distribution, GlmOptions options) {
        this.distribution = distribution;
        this.options = options;
    }

    /** The place that an iteration has reached. */
    private record State(double[] b, double[] eta, double deviance, double[] information, double[] score) {}

    /** Where the iterations ended. */
    private record Ended(State state, int iterations, boolean converged) {}

    public GlmFit fit(Input input, Optional<double[]> start) {
        Run run = run(input);
        return run.summarise(run.iterated(start));
    }

    /** Those of {@link #fit}, without the rest of it. */
    public double[] coefficients(Input input, Optional<double[]> start) {
        return run(input).iterated(start).state().b();
    }

    private Run run(Input input) {
        DesignMatrix x = input.design();
        double[] y = input.outcome();
        check(x, y);
        double[] v = Inputs.weights(input.weights(), x.rows());
        double[] offset = input.offset().orElseGet(() -> new double[x.rows()]);
        Inputs.requireLength("offset", offset, x.rows());
        Inputs.requireWithin("offset", offset, -Double.MAX_VALUE, Double.MAX_VALUE);
        requireVariation(y, v);
        return new Run(x, y, v, offset);
    }

    private void check(DesignMatrix x, double[] y) {
        Inputs.requireLength("outcome", y, x.rows());
        Inputs.requireWithin("outcome", y, distribution.lowest(), distribution.highest());
        if (options.ridge() == 0) {
            Inputs.requireRows(x);
        }
    }

    /** With one value only, the intercept of a binomial or Poisson model may run away, and no term has anything to explain. */
    private void requireVariation(double[] y, double[] v) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < y.length; i++) {
            if (v[i] > 0) {
                low = Math.min(low, y[i]);
                high = Math.max(high, y[i]);
            }
        }
        boolean atEdge = distribution.separable()
                && low == high
                && (low == distribution.lowest() || low == distribution.highest());
        if (low > high || (atEdge && options.ridge() == 0)) {
            throw SteelyardException.of(
                    NumericError.OUTCOME_CONSTANT,
                    Place.field("outcome"),
                    Text.of(
                            "结局在分析人群中只有一个取值，无法拟合模型",
                            "the outcome has a single value in the analysed population, so no model can be fitted"),
                    Text.of(
                            "请检查结局定义与人群，或合并亚组",
                            "check the definition of the outcome and the population, or merge subgroups"));
        }
    }

    /** One fit; holds the data so that its methods need few arguments. */
    private final class Run {

        private final DesignMatrix x;
        private final double[] y;
        private final double[] v;
        private final double[] offset;
        private final RowSums rows;
        private Matrix information = Matrix.zero(0, 0);
        private Cholesky factor = Cholesky.of(Matrix.zero(0, 0));

        Run(DesignMatrix x, double[] y, double[] v, double[] offset) {
            this.x = x;
            this.y = y;
            this.v = v;
            this.offset = offset;
            this.rows = new RowSums(distribution, y, v, options.numerics());
        }

        Ended iterated(Optional<double[]> start) {
            State state = start.map(b -> at(b.clone())).orElseGet(this::beginning);
            boolean fresh = start.isEmpty();
            int iteration = 0;
            int secondLooks = 0;
            boolean converged = false;
            double moved = Double.POSITIVE_INFINITY;
            while (!converged && iteration < options.maxIterations() + secondLooks) {
                iteration++;
                State next = step(state, fresh, iteration == 1);
                moved = rows.largestMove(state.eta(), next.eta());
                boolean settled = Math.abs(next.deviance() - state.deviance())
                        < options.tolerance() * (Math.abs(next.deviance()) + 0.1);
                boolean suspect = settled && mayBeSeparated() && moved > SUSPECT_STEP && !fresh;
                if (suspect && ++secondLooks > SECOND_LOOKS) {
                    throw Separation.error(x, rows.step(state.b(), next.b(), fresh), complete(next));
                }
                converged = settled && !suspect;
                state = next;
                fresh = false;
            }
            if (!converged && options.requireConvergence()) {
                throw notConverged(state, moved, iteration);
            }
            return new Ended(state, iteration, converged);
        }

        private boolean mayBeSeparated() {
            return distribution.separable() && options.ridge() == 0;
        }

        private State beginning() {
            double[] eta = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                eta[i] = distribution.start(y[i], v[i]);
            }
            return evaluated(new double[x.columns()], eta);
        }

        private State at(double[] b) {
            Inputs.requireLength("start", b, x.columns());
            double[] eta = x.times(b, options.numerics());
            for (int i = 0; i < eta.length; i++) {
                eta[i] += offset[i];
            }
            return evaluated(b, eta);
        }

        private State evaluated(double[] b, double[] eta) {
            double[] information = new double[eta.length];
            double[] score = new double[eta.length];
            return new State(b, eta, rows.evaluate(eta, information, score), information, score);
        }

        /** One Newton step; from a fresh start it is a least-squares fit of the working response. */
        private State step(State from, boolean fresh, boolean first) {
            double[] w = from.information();
            double[] r = fresh ? from.score().clone() : from.score();
            if (fresh) {
                for (int i = 0; i < r.length; i++) {
                    r[i] += w[i] * (from.eta()[i] - offset[i]);
                }
            }
            NormalEquations equations = x.normalEquations(w, r, options.numerics());
            information = penalised(equations.cross());
            factor = Cholesky.of(information, first ? Cholesky.DEFAULT_TOLERANCE : 1e-15);
            requireRank(from, first);
            double[] right = equations.right();
            for (int j = 0; j < right.length; j++) {
                right[j] -= penalty(j) * from.b()[j];
            }
            return advance(from, factor.solve(right), fresh);
        }

        private void requireRank(State from, boolean first) {
            if (factor.fullRank()) {
                return;
            }
            if (first) {
                Rank.require(x, factor);
            }
            throw Separation.error(x, from.b(), complete(from));
        }

        private State advance(State from, double[] step, boolean fresh) {
            double share = 1;
            State next = at(plus(from.b(), step, share));
            for (int i = 0; i < HALVINGS && !fresh && worse(from, next); i++) {
                share /= 2;
                next = at(plus(from.b(), step, share));
            }
            return next;
        }

        private boolean worse(State from, State next) {
            double before = from.deviance() + penaltyOf(from.b());
            double after = next.deviance() + penaltyOf(next.b());
            return !(after <= before + 1e-7 * (Math.abs(before) + 0.1));
        }

        private double penalty(int column) {
            return x.hasIntercept() && column == 0 ? 0 : options.ridge();
        }

        private double penaltyOf(double[] b) {
            double sum = 0;
            for (int j = 0; j < b.length; j++) {
                sum += penalty(j) * b[j] * b[j];
            }
            return sum;
        }

        private Matrix penalised(Matrix cross) {
            if (options.ridge() == 0) {
                return cross;
            }
            double[] values = cross.toArray();
            for (int j = 0; j < cross.rows(); j++) {
                values[j * cross.rows() + j] += penalty(j);
            }
            return Matrix.of(cross.rows(), cross.rows(), values);
        }

        private boolean complete(State state) {
            boolean complete = true;
            for (int i = 0; i < y.length && complete; i++) {
                complete = v[i] == 0 || Math.abs(distribution.score(y[i], state.eta()[i])) < 0.5;
            }
            return complete;
        }

        private SteelyardException notConverged(State state, double moved, int iterations) {
            if (mayBeSeparated() && moved > SEPARATED_STEP && iterations >= LONG_RUN) {
                return Separation.error(x, state.b(), complete(state));
            }
            return SteelyardException.of(
                    NumericError.NOT_CONVERGED,
                    Place.NONE,
                    Text.of(
                            "迭代 " + iterations + " 次后模型仍未收敛",
                            "the model did not converge in " + iterations + " iterations"),
                    Text.of(
                            "请检查极端取值的协变量，或增加迭代次数",
                            "look for covariates with extreme values, or allow more iterations"));
        }

        GlmFit summarise(Ended ended) {
            State state = ended.state();
            Matrix bread = factor.inverse();
            double dispersion = distribution.freeDispersion() ? rows.pearson(state.eta(), x.columns()) : 1;
            double[] nothing = nullPredictor();
            return new GlmFit(
                    distribution.family(),
                    x.terms(),
                    state.b(),
                    bread.times(dispersion),
                    bread,
                    dispersion,
                    rows.logLikelihood(state.eta()),
                    rows.logLikelihood(nothing),
                    state.deviance(),
                    rows.deviance(nothing),
                    ended.iterations(),
                    ended.converged(),
                    rows.fitted(state.eta()),
                    state.eta(),
                    state.score(),
                    CrossProduct.of(options.numerics().kernel()).id());
        }

        private double[] nullPredictor() {
            double[] eta = offset.clone();
            if (!x.hasIntercept()) {
                return eta;
            }
            double constant = rows.nullIntercept(offset);
            for (int i = 0; i < eta.length; i++) {
                eta[i] += constant;
            }
            return eta;
        }
    }

    private static double[] plus(double[] b, double[] step, double share) {
        double[] sum = b.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += share * step[j];
        }
        return sum;
    }
}
