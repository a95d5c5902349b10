package org.steelyard.stats.penalised.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.internal.Stop;
import org.steelyard.stats.penalised.PenalisedData;
import org.steelyard.stats.penalised.PenalisedFit;
import org.steelyard.stats.penalised.SparseColumns;

/**
 * Cyclic coordinate descent on successive quadratic approximations of the loss, from one penalty to the next smaller one.
 *
 * <p>Within an approximation with weights w and working residuals r, columns are centred at their w-weighted means without being touched: then the
 * intercept is solved for once and stays solved, r is kept as s + c w with a scalar c, and a step in column j costs the entries of that column. Only
 * columns that the strong rule lets through are visited; the rest are checked at the end. Not for sharing between threads.
 */
public final class CoordinateDescent {

    private static final int MOST_OUTER = 200;
    private static final int MOST_SWEEPS = 100_000;
    private static final int HALVINGS = 30;
    private static final double SLACK = 1e-12;

    /**
     * @param l1 factor of |b_j| in the penalty, before lambda
     * @param l2 factor of b_j²/2
     * @param tolerance largest squared step, weighted by curvature, as a share of the null deviance
     */
    public record Settings(double[] l1, double[] l2, double tolerance) {}

    private final SparseColumns x;
    private final Loss loss;
    private final Settings settings;
    private final double[] offset;
    private final double total;
    private final int p;

    private final double[] b;
    private double intercept;
    private final double[] eta;
    private final double[] score;
    private final double[] w;
    /** Curvature and w-weighted mean of each column, for the current approximation where {@link #fresh} says so. */
    private final double[] curvature;

    private final double[] mean;
    private final int[] fresh;
    private int approximation;
    private final double[] gradient;
    private final boolean[] candidate;
    private double value;
    private double nullDeviance;
    private int sweeps;
    private double lastLambda = Double.NaN;

    public CoordinateDescent(PenalisedData data, double[] weight, Settings settings) {
        x = data.x();
        loss = Loss.of(data, weight);
        this.settings = settings;
        offset = data.offset();
        p = x.columns();
        b = new double[p];
        eta = offset.clone();
        score = new double[eta.length];
        w = new double[eta.length];
        curvature = new double[p];
        mean = new double[p];
        fresh = new int[p];
        gradient = new double[p];
        candidate = new boolean[p];
        double sum = 0;
        for (double v : weight) {
            sum += v;
        }
        total = sum;
        start();
    }

    /** Intercept alone, then columns that are not penalised. */
    private void start() {
        value = loss.evaluate(eta, score, w);
        nullDeviance = loss.deviance(value);
        solve(new int[0], 0);
        nullDeviance = loss.deviance(value);
        if (!(nullDeviance > 0) || !Double.isFinite(nullDeviance)) {
            throw SteelyardException.of(
                    NumericError.OUTCOME_CONSTANT,
                    Place.field("outcome"),
                    Text.of(
                            "结局在分析人群中没有变异，无法拟合模型",
                            "the outcome does not vary in the analysed population, so no model can be fitted"),
                    Text.of("请检查结局定义与人群", "check the definition of the outcome and the population"));
        }
        int[] free = IntStream.range(0, p)
                .filter(j -> settings.l1()[j] == 0 && settings.l2()[j] == 0)
                .toArray();
        for (int j : free) {
            candidate[j] = true;
        }
        if (free.length > 0) {
            solve(free, 0);
        }
        fillGradient();
    }

    private void fillGradient() {
        for (int j = 0; j < p; j++) {
            gradient[j] = x.dot(j, score);
        }
    }

    /** The smallest penalty at which every penalised coefficient is 0. */
    public double largestUsefulLambda() {
        double largest = 0;
        for (int j = 0; j < p; j++) {
            if (settings.l1()[j] > 0) {
                largest = Math.max(largest, Math.abs(gradient[j]) / (total * settings.l1()[j]));
            }
        }
        return largest;
    }

    public double[] linearPredictor() {
        return eta;
    }

    /** Moves to another penalty; smaller ones one after the other are fastest. */
    public PenalisedFit fit(double lambda) {
        boolean first = Double.isNaN(lastLambda);
        double before = first ? Math.max(lambda, largestUsefulLambda()) : lastLambda;
        double limit = lambda <= before ? 2 * lambda - before : 0;
        for (int j = 0; j < p; j++) {
            candidate[j] |= b[j] != 0 || Math.abs(gradient[j]) >= total * settings.l1()[j] * limit;
        }
        int sweepsBefore = sweeps;
        while (true) {
            solve(IntStream.range(0, p).filter(j -> candidate[j]).toArray(), lambda);
            fillGradient();
            boolean complete = true;
            for (int j = 0; j < p; j++) {
                if (!candidate[j] && Math.abs(gradient[j]) > total * lambda * settings.l1()[j]) {
                    candidate[j] = true;
                    complete = false;
                }
            }
            if (complete) {
                break;
            }
        }
        lastLambda = lambda;
        return fitted(lambda, sweeps - sweepsBefore);
    }

    /** Successive approximations until the coefficients stand still. */
    private void solve(int[] columns, double lambda) {
        double limit = settings.tolerance() * Math.max(nullDeviance, Double.MIN_NORMAL);
        for (int outer = 0; outer < MOST_OUTER; outer++) {
            Stop.check();
            double[] beforeB = new double[columns.length];
            for (int k = 0; k < columns.length; k++) {
                beforeB[k] = b[columns[k]];
            }
            double beforeIntercept = intercept;
            double moved = descend(columns, lambda, limit);
            double beforeObjective = value + penalty(columns, beforeB, lambda);
            accept(columns, new Before(beforeB, beforeIntercept, beforeObjective), lambda);
            double largest = moved;
            for (int k = 0; k < columns.length; k++) {
                int j = columns[k];
                double step = b[j] - beforeB[k];
                largest = Math.max(largest, step == 0 ? 0 : curvature[j] * step * step);
            }
            if (largest <= limit || (loss.quadratic() && outer > 0)) {
                return;
            }
        }
        throw notConverged(lambda);
    }

    private SteelyardException notConverged(double lambda) {
        return SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("lambda"),
                Text.of(
                        "惩罚回归在惩罚系数 " + lambda + " 处未收敛",
                        "the penalised regression did not converge at penalty " + lambda),
                Text.of("请使用较大的惩罚系数，或检查极端取值的协变量", "use a larger penalty, or look for covariates with extreme values"));
    }

    private record Before(double[] b, double intercept, double objective) {}

    /** Takes the step, or the part of it that lowers the penalised loss. */
    private void accept(int[] columns, Before before, double lambda) {
        double share = 1;
        for (int h = 0; ; h++) {
            fillPredictor();
            double next = loss.evaluate(eta, score, w);
            double[] now = new double[columns.length];
            for (int k = 0; k < columns.length; k++) {
                now[k] = b[columns[k]];
            }
            double objective = next + penalty(columns, now, lambda);
            if (h == HALVINGS || objective <= before.objective + SLACK * (1 + Math.abs(before.objective))) {
                value = next;
                return;
            }
            share /= 2;
            for (int k = 0; k < columns.length; k++) {
                b[columns[k]] = before.b[k] + (now[k] - before.b[k]) / 2;
            }
            intercept = before.intercept + (intercept - before.intercept) / 2;
        }
    }

    private double penalty(int[] columns, double[] values, double lambda) {
        double sum = 0;
        for (int k = 0; k < columns.length; k++) {
            double v = values[k];
            sum += settings.l1()[columns[k]] * Math.abs(v) + settings.l2()[columns[k]] * v * v / 2;
        }
        return total * lambda * sum;
    }

    private void fillPredictor() {
        for (int i = 0; i < eta.length; i++) {
            eta[i] = offset[i] + intercept;
        }
        for (int j = 0; j < p; j++) {
            if (b[j] != 0) {
                x.addTo(j, b[j], eta);
            }
        }
    }

    /** Coordinate descent on one approximation; returns the intercept's own squared step, weighted by curvature. */
    private double descend(int[] columns, double lambda, double limit) {
        approximation++;
        double sumW = 0;
        double sumR = 0;
        for (int i = 0; i < w.length; i++) {
            sumW += w[i];
            sumR += score[i];
        }
        double step0 = sumW > 0 ? sumR / sumW : 0;
        intercept += loss.hasIntercept() ? step0 : 0;
        double[] c = {-step0, sumW};
        List<Integer> active = new ArrayList<>();
        int[] running = columns;
        boolean all = true;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            sweeps++;
            double largest = 0;
            for (int j : running) {
                largest = Math.max(largest, step(j, lambda, c));
            }
            if (largest <= limit) {
                if (all) {
                    return loss.hasIntercept() ? step0 * step0 * sumW : 0;
                }
                running = columns;
                all = true;
            } else if (all) {
                active.clear();
                for (int j : columns) {
                    if (b[j] != 0) {
                        active.add(j);
                    }
                }
                running = active.stream().mapToInt(Integer::intValue).toArray();
                all = false;
            }
        }
        throw notConverged(lambda);
    }

    /**
     * One column's exact minimum; returns the squared step times curvature.
     *
     * @param c the scalar of the residuals, and the sum of the weights
     */
    private double step(int j, double lambda, double[] c) {
        if (fresh[j] != approximation) {
            double xw = x.dot(j, w);
            mean[j] = c[1] > 0 ? xw / c[1] : 0;
            curvature[j] = x.dotSquares(j, w) - mean[j] * xw;
            fresh[j] = approximation;
        }
        double h = curvature[j];
        if (!(h > 0)) {
            return 0;
        }
        double g = x.dot(j, score) + c[0] * mean[j] * c[1];
        double from = b[j];
        double l1 = total * lambda * settings.l1()[j];
        double u = g + h * from;
        double to = Math.abs(u) <= l1 ? 0 : (u - Math.signum(u) * l1) / (h + total * lambda * settings.l2()[j]);
        double step = to - from;
        if (step == 0) {
            return 0;
        }
        b[j] = to;
        x.takeWeighted(j, step, w, score);
        c[0] += mean[j] * step;
        intercept -= loss.hasIntercept() ? mean[j] * step : 0;
        return h * step * step;
    }

    private PenalisedFit fitted(double lambda, int used) {
        int[] selected = IntStream.range(0, p).filter(j -> b[j] != 0).toArray();
        double violation = 0;
        for (int j = 0; j < p; j++) {
            double l1 = settings.l1()[j];
            double smooth = gradient[j] / total - lambda * settings.l2()[j] * b[j];
            double breach = b[j] == 0
                    ? Math.max(0, Math.abs(smooth) - lambda * l1)
                    : Math.abs(smooth - Math.signum(b[j]) * lambda * l1);
            violation = Math.max(violation, l1 > 0 ? breach / (lambda * l1) : 0);
        }
        return new PenalisedFit(
                lambda,
                intercept,
                p,
                selected,
                Arrays.stream(selected).mapToDouble(j -> b[j]).toArray(),
                Arrays.stream(selected).mapToObj(j -> x.names().get(j)).toList(),
                loss.deviance(value),
                nullDeviance,
                violation,
                used);
    }
}
