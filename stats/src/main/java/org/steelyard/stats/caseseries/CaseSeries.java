package org.steelyard.stats.caseseries;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Roots;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;

/**
 * The self-controlled case series method: conditional Poisson regression within cases.
 *
 * <p><b>Estimand.</b> The relative incidence in exposed periods against the person's other time. <b>Assumptions</b>: events recur independently or are rare; an event does not change later
 * exposure nor end the observation; constant relative incidence within a window. <b>Formula</b> [1]: given n_i events, those of person i are multinomial over
 * intervals with probabilities e_ij exp(x_ij'β) / Σ_k e_ik exp(x_ik'β), e the length of the interval. Newton's method, halved; O(intervals · p²). Whatever does not change within a
 * person cancels. <b>Intervals</b>: Wald, and profile likelihood {@link #profile}.
 *
 * <p><b>Edges.</b> A term that varies in no case, or events all inside (or all outside) exposed time, are errors. Persons without events are dropped.
 *
 * <p>[1] Farrington, Biometrics 1995;51:228-235, doi:10.2307/2533328; Whitaker et al., Stat Med 2006;25:1768-1797, doi:10.1002/sim.2302.
 */
public final class CaseSeries {

    private static final int MOST_STEPS = 60;
    private static final double LARGEST_MOVE = 20;

    private final CaseIntervals data;
    private final int[] starts;
    private final int p;
    private final double[] fixed;
    private final boolean[] free;

    /** @param logLikelihood conditional, of the multinomials without their coefficients; @param cases persons with an event */
    public record Fit(
            List<String> terms,
            double[] coefficients,
            Matrix covariance,
            double logLikelihood,
            double nullLogLikelihood,
            int cases,
            long events,
            int iterations)
            implements NamedCoefficients {
        public Fit {
            terms = List.copyOf(terms);
        }

        /** The relative incidence with Wald's interval. */
        public Estimate ratio(String term, double level) {
            int i = indexOf(term);
            return Estimate.ratio(coefficients[i], Math.sqrt(covariance.at(i, i)), level);
        }
    }

    private CaseSeries(CaseIntervals data, double[] fixed, boolean[] free) {
        this.data = data;
        this.starts = data.starts();
        this.p = data.terms().size();
        this.fixed = fixed;
        this.free = free;
    }

    public static Fit fit(CaseIntervals data) {
        CaseIntervals cases = data.ofCases();
        requireInformation(cases);
        boolean[] all = new boolean[cases.terms().size()];
        Arrays.fill(all, true);
        return new CaseSeries(cases, new double[all.length], all).newton(new double[all.length]);
    }

    private static void requireInformation(CaseIntervals cases) {
        int[] starts = cases.starts();
        for (int j = 0; j < cases.terms().size(); j++) {
            double[] x = cases.columns()[j];
            boolean varies = false;
            for (int i = 0; i + 1 < starts.length && !varies; i++) {
                for (int r = starts[i] + 1; r < starts[i + 1]; r++) {
                    varies |= x[r] != x[starts[i]];
                }
            }
            if (!varies) {
                throw DesignError.NO_INFORMATIVE_CASE.at(
                        cases.terms().get(j),
                        Text.of("没有任何病例的该项在观察期内变化", "this term changes within no case"),
                        Text.of("检查暴露窗口与观察期，或去掉该项", "check windows and observation time, or leave the term out"));
            }
        }
    }

    /** Sums of a walk over the cases. */
    private record Sums(double logLikelihood, double[] score, double[] information) {}

    private Fit newton(double[] start) {
        double[] b = start.clone();
        for (int j = 0; j < p; j++) {
            b[j] = free[j] ? b[j] : fixed[j];
        }
        int[] which = IntStream.range(0, p).filter(j -> free[j]).toArray();
        double none = sums(new double[p]).logLikelihood();
        Sums now = sums(b);
        for (int step = 1; step <= MOST_STEPS; step++) {
            Matrix information = Matrix.of(p, p, now.information()).select(which);
            Cholesky factor = Cholesky.of(information, 1e-12);
            if (!factor.fullRank()) {
                throw infinite(which, b);
            }
            double[] score = chosen(now.score(), which);
            double[] move = factor.solve(score);
            double decrement = 0;
            for (int k = 0; k < which.length; k++) {
                decrement += move[k] * score[k];
            }
            if (decrement < 1e-18 * (1 + Math.abs(now.logLikelihood())) || which.length == 0) {
                return result(b, new double[] {now.logLikelihood(), none, step}, factor, which);
            }
            now = advance(b, move, which, now);
            if (Arrays.stream(which).anyMatch(j -> Math.abs(b[j]) > LARGEST_MOVE)) {
                throw infinite(which, b);
            }
        }
        throw infinite(which, b);
    }

    private static double[] chosen(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(j -> values[j]).toArray();
    }

    /** @param likelihoods of the fit and of none, and the number of steps */
    private Fit result(double[] b, double[] likelihoods, Cholesky factor, int[] which) {
        Matrix small = factor.inverse();
        double[] full = new double[p * p];
        for (int i = 0; i < which.length; i++) {
            for (int j = 0; j < which.length; j++) {
                full[which[i] * p + which[j]] = small.at(i, j);
            }
        }
        long events = Arrays.stream(data.events()).asLongStream().sum();
        return new Fit(
                data.terms(), b, Matrix.of(p, p, full), likelihoods[0], likelihoods[1], starts.length - 1, events, (int)
                        likelihoods[2]);
    }

    /** Changes b by the step, halved while the likelihood falls. */
    private Sums advance(double[] b, double[] move, int[] which, Sums from) {
        double[] before = b.clone();
        double share = 1;
        while (true) {
            for (int k = 0; k < which.length; k++) {
                b[which[k]] = before[which[k]] + share * move[k];
            }
            Sums next = sums(b);
            if (next.logLikelihood() >= from.logLikelihood() - 1e-10 * Math.abs(from.logLikelihood()) || share < 1e-6) {
                return next;
            }
            share /= 2;
        }
    }

    private SteelyardException infinite(int[] which, double[] b) {
        int worst = which.length == 0 ? 0 : which[0];
        for (int j : which) {
            worst = Math.abs(b[j]) > Math.abs(b[worst]) ? j : worst;
        }
        return SteelyardException.of(
                NumericError.INFINITE_COEFFICIENT,
                Place.field(data.terms().get(worst)),
                Text.of(
                        "该项的相对发生率趋于 0 或无穷，或与其他项线性相关",
                        "the relative incidence of this term runs to 0 or infinity, or depends on other terms"),
                Text.of("合并窗口或年龄组", "merge windows or age bands"));
    }

    private Sums sums(double[] b) {
        double logLikelihood = 0;
        double[] score = new double[p];
        double[] information = new double[p * p];
        double[] mean = new double[p];
        double[] square = new double[p * p];
        for (int i = 0; i + 1 < starts.length; i++) {
            logLikelihood += person(i, b, mean, square);
            int n = 0;
            for (int r = starts[i]; r < starts[i + 1]; r++) {
                n += data.events()[r];
                for (int j = 0; j < p && data.events()[r] > 0; j++) {
                    score[j] += data.events()[r] * data.columns()[j][r];
                }
            }
            for (int j = 0; j < p; j++) {
                score[j] -= n * mean[j];
                for (int k = 0; k < p; k++) {
                    information[j * p + k] += n * (square[j * p + k] - mean[j] * mean[k]);
                }
            }
        }
        return new Sums(logLikelihood, score, information);
    }

    /** The person's log-likelihood; fills the mean of x and of xx' over the person's intervals. */
    private double person(int i, double[] b, double[] mean, double[] square) {
        int m = starts[i + 1] - starts[i];
        double[] eta = new double[m];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < m; k++) {
            eta[k] = Math.log(data.length()[starts[i] + k]);
            for (int j = 0; j < p; j++) {
                eta[k] += b[j] * data.columns()[j][starts[i] + k];
            }
            largest = Math.max(largest, eta[k]);
        }
        double total = 0;
        for (double e : eta) {
            total += Math.exp(e - largest);
        }
        double logTotal = largest + Math.log(total);
        Arrays.fill(mean, 0);
        Arrays.fill(square, 0);
        double logLikelihood = 0;
        for (int k = 0; k < m; k++) {
            int r = starts[i] + k;
            logLikelihood += data.events()[r] * (eta[k] - logTotal);
            double share = Math.exp(eta[k] - logTotal);
            for (int j = 0; j < p; j++) {
                double w = share * data.columns()[j][r];
                mean[j] += w;
                for (int l = 0; l < p && w != 0; l++) {
                    square[j * p + l] += w * data.columns()[l][r];
                }
            }
        }
        return logLikelihood;
    }

    /** Ratio with the limits at which twice the loss of profile log-likelihood equals the chi-squared quantile. */
    public static Estimate profile(CaseIntervals data, String term, double level) {
        CaseIntervals cases = data.ofCases();
        Fit fit = fit(cases);
        int at = fit.indexOf(term);
        double drop = ChiSquaredDistribution.of(1).inverseCumulativeProbability(level) / 2;
        double se = Math.sqrt(fit.covariance().at(at, at));
        double low = limit(cases, fit, at, new double[] {drop, -se});
        double high = limit(cases, fit, at, new double[] {drop, se});
        Estimate wald = fit.ratio(term, level);
        double statistic = 2 * (fit.logLikelihood() - at(cases, fit, at, 0));
        double p = ChiSquaredDistribution.of(1).survivalProbability(Math.max(0, statistic));
        return new Estimate(Scale.LOG, wald.value(), wald.se(), Math.exp(low), Math.exp(high), level, p, wald.df());
    }

    private static double limit(CaseIntervals cases, Fit fit, int term, double[] dropAndStep) {
        double best = fit.coefficients()[term];
        return Roots.from(b -> at(cases, fit, term, b) - fit.logLikelihood() + dropAndStep[0], best, dropAndStep[1]);
    }

    /** Profile log-likelihood with one coefficient held. */
    private static double at(CaseIntervals cases, Fit fit, int term, double value) {
        boolean[] free = new boolean[cases.terms().size()];
        Arrays.fill(free, true);
        free[term] = false;
        double[] held = fit.coefficients().clone();
        held[term] = value;
        return new CaseSeries(cases, held, free).newton(held).logLikelihood();
    }
}
