package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.model.ModelResults.OneWay;
import org.steelyard.economics.model.ModelResults.Price;
import org.steelyard.economics.model.ModelResults.Psa;
import org.steelyard.economics.model.ModelResults.TwoWay;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.kernel.Place;

/** One parameter at a time, two together, and the price at which a strategy is worth its cost. */
final class Sensitivity {

    private static final double LEVEL = 0.95;
    private static final double LINEAR = 1e-9;

    private final Runner runner;
    private final int reference;
    private final int cost;
    private final int effect;
    private final int strategies;
    private final double[] base;

    Sensitivity(Runner runner, double[][] totals, int reference, int cost, int effect) {
        this.runner = runner;
        this.reference = reference;
        this.cost = cost;
        this.effect = effect;
        strategies = totals.length;
        base = runner.built().inputs().base();
    }

    /** Totals by strategy with some parameters changed. */
    private double[][] at(double[] parameters) {
        double[][][] out = runner.evaluator().draws(new double[][] {parameters}, runner.quiet());
        double[][] totals = new double[out.length][];
        for (int s = 0; s < out.length; s++) {
            totals[s] = new double[out[s].length];
            for (int o = 0; o < totals[s].length; o++) {
                totals[s][o] = out[s][o][0];
            }
        }
        return totals;
    }

    private double[][] at(String parameter, double value) {
        double[] p = base.clone();
        p[runner.built().inputs().index(parameter)] = value;
        return at(p);
    }

    private double threshold() {
        List<Double> all = runner.thresholds();
        return all.isEmpty() ? Double.NaN : all.getFirst();
    }

    List<OneWay> oneWay() {
        List<String> names = runner.spec().analyses().oneWay();
        boolean chosen = !names.isEmpty();
        List<OneWay> out = new ArrayList<>();
        for (String name : chosen ? names : runner.built().inputs().names()) {
            runner.built()
                    .inputs()
                    .range(name, LEVEL, new Findings(Place::field))
                    .ifPresent(range -> rows(name, range, out));
        }
        out.sort(Comparator.comparingDouble((OneWay r) -> -width(r)));
        return out;
    }

    private static double width(OneWay r) {
        double width = Math.abs(r.netBenefitHigh() - r.netBenefitLow());
        return Double.isNaN(width) ? 0 : width;
    }

    private void rows(String name, double[] range, List<OneWay> out) {
        double[][] low = at(name, range[0]);
        double[][] high = at(name, range[1]);
        ModelSpec.Parameter p = Known.in(runner.spec().parameters(), name);
        for (int s = 0; s < strategies; s++) {
            if (s != reference) {
                out.add(new OneWay(
                        name,
                        p.label(),
                        s,
                        range[0],
                        range[1],
                        icer(low, s),
                        icer(high, s),
                        threshold(),
                        benefit(low, s, threshold()),
                        benefit(high, s, threshold())));
            }
        }
    }

    private double icer(double[][] totals, int s) {
        return CostEffectiveness.icer(
                totals[s][cost] - totals[reference][cost], totals[s][effect] - totals[reference][effect]);
    }

    private double benefit(double[][] totals, int s, double threshold) {
        return CostEffectiveness.netBenefit(
                threshold, totals[s][cost] - totals[reference][cost], totals[s][effect] - totals[reference][effect]);
    }

    List<TwoWay> twoWay() {
        return runner.spec().analyses().twoWay().stream().map(this::grid).toList();
    }

    private TwoWay grid(ModelSpec.TwoWay t) {
        int n = t.steps();
        double[] xs = steps(t.xFrom(), t.xTo(), n);
        double[] ys = steps(t.yFrom(), t.yTo(), n);
        int[][] best = new int[n][n];
        double[][] worth = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double[] p = base.clone();
                p[runner.built().inputs().index(t.x())] = xs[i];
                p[runner.built().inputs().index(t.y())] = ys[j];
                double[][] totals = at(p);
                for (int s = 0; s < strategies; s++) {
                    if (benefit(totals, s, threshold()) > benefit(totals, best[i][j], threshold())) {
                        best[i][j] = s;
                    }
                }
                worth[i][j] = benefit(totals, best[i][j], threshold());
            }
        }
        return new TwoWay(t.x(), xs, t.y(), ys, threshold(), best, worth);
    }

    private static double[] steps(double from, double to, int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = from + (to - from) * i / (n - 1);
        }
        return out;
    }

    /** Threshold price of every strategy that uses more of what is priced than the reference does. */
    List<Price> prices(Optional<Psa> psa) {
        String price = runner.spec().analyses().price();
        List<Price> out = new ArrayList<>();
        if (price.isEmpty()) {
            return out;
        }
        double[][] free = at(price, 0);
        double[][] one = at(price, 1);
        double[][][][] draws = psa.isPresent() ? ends(price, psa.get().draws()) : new double[0][][][];
        for (int s = 0; s < strategies; s++) {
            for (double threshold : runner.thresholds()) {
                if (s != reference && benefit(one, s, threshold) != benefit(free, s, threshold)) {
                    double value = root(price, s, threshold, free, one);
                    out.add(new Price(price, s, threshold, value, band(draws, s, threshold)));
                }
            }
        }
        return out;
    }

    /** Net benefit is linear in a price; where it is not, a bracketed search takes over. */
    private double root(String price, int s, double threshold, double[][] free, double[][] one) {
        double at0 = benefit(free, s, threshold);
        double slope = benefit(one, s, threshold) - at0;
        double linear = -at0 / slope;
        DoubleUnaryOperator f = p -> benefit(at(price, p), s, threshold);
        double miss = f.applyAsDouble(linear);
        if (Math.abs(miss) <= LINEAR * (1 + Math.abs(at0))) {
            return linear;
        }
        return bisect(f, Math.min(0, 4 * linear), Math.max(1, 4 * linear));
    }

    private static double bisect(DoubleUnaryOperator f, double from, double to) {
        double low = from;
        double high = to;
        double atLow = f.applyAsDouble(low);
        if (Math.signum(atLow) == Math.signum(f.applyAsDouble(high))) {
            return Double.NaN;
        }
        for (int i = 0; i < 200 && high - low > 1e-12 * (1 + Math.abs(high)); i++) {
            double middle = (low + high) / 2;
            if (Math.signum(f.applyAsDouble(middle)) == Math.signum(atLow)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** All draws with the price at 0 and at 1. */
    private double[][][][] ends(String price, int count) {
        double[][] parameters = runner.parameterDraws(count);
        int place = runner.built().inputs().index(price);
        double[][][][] out = new double[2][][][];
        for (int end = 0; end < 2; end++) {
            double[][] changed = new double[count][];
            for (int d = 0; d < count; d++) {
                changed[d] = parameters[d].clone();
                changed[d][place] = end;
            }
            out[end] = runner.evaluator().draws(changed, runner.quiet());
        }
        return out;
    }

    private Interval band(double[][][][] ends, int s, double threshold) {
        if (ends.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        int n = ends[0][s][cost].length;
        double[] prices = new double[n];
        for (int d = 0; d < n; d++) {
            double at0 = benefit(ends[0], s, threshold, d);
            prices[d] = -at0 / (benefit(ends[1], s, threshold, d) - at0);
        }
        return Quantile.interval(prices, LEVEL);
    }

    private double benefit(double[][][] values, int s, double threshold, int d) {
        return CostEffectiveness.netBenefit(
                threshold,
                values[s][cost][d] - values[reference][cost][d],
                values[s][effect][d] - values[reference][effect][d]);
    }
}
