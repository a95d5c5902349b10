package org.steelyard.stats.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.Quantiles;

/**
 * Averages of group-time effects, their weights (shares of groups) allowed for in the standard errors.
 *
 * <p>{@link #simple}: over all t ≥ g by share of group. {@link #byGroup}: over t ≥ g within a group; overall by share. {@link #byExposure}: over
 * groups at each t − g, the event study; overall the plain mean over t ≥ g. {@link #byCalendar}: over groups treated by t; overall the plain mean. As in
 * Callaway and Sant'Anna, doi:10.1016/j.jeconom.2020.12.001, section 3.
 */
public final class Aggregation {

    /** @param at group, exposure or calendar period; @param influence per unit */
    public record Point(int at, Estimate estimate, double[] influence) {}

    /** @param overall one number for all points */
    public record Curve(List<Point> points, Point overall) {
        public Curve {
            points = List.copyOf(points);
        }

        public Point at(int value) {
            return points.stream().filter(p -> p.at() == value).findFirst().orElseThrow();
        }
    }

    /**
     * Simultaneous intervals of all points of a curve by the multiplier bootstrap.
     *
     * @param se per point, from the quartiles of the bootstrap
     * @param critical replaces the normal quantile: all points are covered at once with the level's probability
     */
    public record Band(double[] se, double critical, List<Estimate> intervals) {
        public Band {
            intervals = List.copyOf(intervals);
        }
    }

    private final StaggeredAdoption fit;
    private final int n;

    Aggregation(StaggeredAdoption fit) {
        this.fit = fit;
        this.n = fit.panel().units().length;
    }

    public Point simple() {
        return average(0, effect -> !fit.effects().get(effect).beforeTreatment(), true);
    }

    public Curve byGroup() {
        List<Point> points = new ArrayList<>();
        List<Integer> groups =
                fit.effects().stream().map(GroupTimeEffect::group).distinct().toList();
        for (int g : groups) {
            points.add(average(
                    g,
                    k -> fit.effects().get(k).group() == g
                            && !fit.effects().get(k).beforeTreatment(),
                    false));
        }
        int[] ofPoint = groups.stream().mapToInt(g -> g).toArray();
        return new Curve(points, combine(0, points, ofPoint));
    }

    public Curve byExposure() {
        List<Point> points = fit.effects().stream()
                .map(GroupTimeEffect::exposure)
                .distinct()
                .sorted()
                .map(e -> average(e, k -> fit.effects().get(k).exposure() == e, true))
                .toList();
        return new Curve(
                points, plainMean(points.stream().filter(p -> p.at() >= 0).toList()));
    }

    public Curve byCalendar() {
        List<Point> points = fit.effects().stream()
                .filter(e -> !e.beforeTreatment())
                .map(GroupTimeEffect::time)
                .distinct()
                .sorted()
                .map(t -> average(
                        t,
                        k -> fit.effects().get(k).time() == t
                                && !fit.effects().get(k).beforeTreatment(),
                        true))
                .toList();
        return new Curve(points, plainMean(points));
    }

    /** Mean of the chosen effects by share of their groups; the shares' own noise matters when they differ between effects. */
    private Point average(int at, IntPredicate chosen, boolean sharesMatter) {
        int[] k = IntStream.range(0, fit.effects().size()).filter(chosen).toArray();
        double[] att = Arrays.stream(k)
                .mapToDouble(i -> fit.effects().get(i).estimate().value())
                .toArray();
        double[][] influence = Arrays.stream(k).mapToObj(fit::influence).toArray(double[][]::new);
        int[] groups = Arrays.stream(k).map(i -> fit.effects().get(i).group()).toArray();
        return weighted(at, new Parts(att, influence, groups), sharesMatter);
    }

    private record Parts(double[] att, double[][] influence, int[] groups) {}

    private Point combine(int at, List<Point> points, int[] groups) {
        double[] att = points.stream().mapToDouble(p -> p.estimate().value()).toArray();
        double[][] influence = points.stream().map(Point::influence).toArray(double[][]::new);
        return weighted(at, new Parts(att, influence, groups), true);
    }

    private Point weighted(int at, Parts parts, boolean sharesMatter) {
        int m = parts.att().length;
        double[] share = new double[m];
        double total = 0;
        for (int j = 0; j < m; j++) {
            share[j] = fit.panel().share(parts.groups()[j]);
            total += share[j];
        }
        double value = 0;
        for (int j = 0; j < m; j++) {
            value += share[j] / total * parts.att()[j];
        }
        double[] influence = new double[n];
        for (int u = 0; u < n; u++) {
            for (int j = 0; j < m; j++) {
                influence[u] += share[j] / total * parts.influence()[j][u];
                if (sharesMatter) {
                    double in = fit.panel().firstTreated()[u] == parts.groups()[j] ? 1 : 0;
                    influence[u] += (in - share[j]) / total * (parts.att()[j] - value);
                }
            }
        }
        return point(at, value, influence);
    }

    private Point plainMean(List<Point> points) {
        double value =
                points.stream().mapToDouble(p -> p.estimate().value()).average().orElse(Double.NaN);
        double[] influence = new double[n];
        for (Point p : points) {
            for (int u = 0; u < n; u++) {
                influence[u] += p.influence()[u] / points.size();
            }
        }
        return point(0, value, influence);
    }

    private Point point(int at, double value, double[] influence) {
        double se = StaggeredAdoption.standardError(influence);
        return new Point(at, Estimate.normal(value, se, fit.plan().level()), influence);
    }

    /**
     * Multipliers of mean 0 and variance 1 after Mammen (Ann Stat 1993;21:255-285, doi:10.1214/aos/1176349025), one per unit; replicate b draws from
     * {@code seed.child("multiplier", b)}.
     */
    public Band band(List<Point> points, int replicates, Seed seed) {
        double[][] draws = new double[points.size()][replicates];
        for (int b = 0; b < replicates; b++) {
            double[] multiplier = multipliers(seed.child("multiplier", b).generator());
            for (int p = 0; p < draws.length; p++) {
                double sum = 0;
                for (int u = 0; u < n; u++) {
                    sum += multiplier[u] * points.get(p).influence()[u];
                }
                draws[p][b] = sum / n;
            }
        }
        return bandOf(points, draws);
    }

    private double[] multipliers(RandomGenerator random) {
        double root = Math.sqrt(5);
        double probability = (root + 1) / (2 * root);
        double[] v = new double[n];
        for (int u = 0; u < n; u++) {
            v[u] = Draws.uniform(random) < probability ? (1 - root) / 2 : (1 + root) / 2;
        }
        return v;
    }

    private Band bandOf(List<Point> points, double[][] draws) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double quartiles = 2 * normal.inverseCumulativeProbability(0.75);
        double[] se = new double[draws.length];
        double[] largest = new double[draws[0].length];
        for (int p = 0; p < draws.length; p++) {
            se[p] = (Quantiles.of(draws[p], 0.75) - Quantiles.of(draws[p], 0.25)) / quartiles;
            for (int b = 0; b < largest.length; b++) {
                largest[b] = Math.max(largest[b], Math.abs(draws[p][b]) / se[p]);
            }
        }
        double critical = Quantiles.of(largest, fit.plan().level());
        List<Estimate> intervals = IntStream.range(0, se.length)
                .mapToObj(p -> {
                    Estimate e = points.get(p).estimate();
                    return new Estimate(
                            e.scale(),
                            e.value(),
                            se[p],
                            e.value() - critical * se[p],
                            e.value() + critical * se[p],
                            e.level(),
                            Double.NaN,
                            e.df());
                })
                .toList();
        return new Band(se, critical, intervals);
    }
}
