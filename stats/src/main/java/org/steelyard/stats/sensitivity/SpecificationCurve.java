package org.steelyard.stats.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.internal.Quantiles;

/**
 * The estimates of all reasonable ways to analyse, and whether together they say more than chance would.
 *
 * <p><b>Summary</b>: estimates in order of size, with their choices; median on the scale of the estimates, share of one sign, share whose p-value is below α in that direction. <b>Inference</b>
 * [1]: the curve is made again on data in which there is no effect (treatment shuffled, or a null-imposed sample), as often as asked; p is the share of such curves whose
 * median is as far from no effect, whose share of significant estimates in the dominant direction is as large, and whose Stouffer sum Σz/√k is as large. The choices must all be
 * defensible: a curve over bad analyses says nothing. Specifications that fail numerically are kept as failures.
 *
 * <p>[1] Simonsohn, Simmons, Nelson, Nat Hum Behav 2020;4:1208-1214, doi:10.1038/s41562-020-0912-z.
 */
public final class SpecificationCurve {

    /** One combination of choices, by name. */
    public record Specification(Map<String, String> choices) {
        public Specification {
            choices = Map.copyOf(choices);
        }
    }

    /** @param estimate empty when the analysis failed */
    public record Point(Specification specification, Optional<Estimate> estimate) {}

    /** @param median on the transformed scale */
    public record Summary(
            int specifications,
            int failed,
            double median,
            double lowest,
            double highest,
            double shareDominant,
            double shareSignificant,
            double stouffer) {}

    /** Shares of null curves at least as extreme, the observed one counted. */
    public record Inference(double medianP, double significantP, double stoufferP, int curves) {}

    private final List<Point> points;
    private final double alpha;

    private SpecificationCurve(List<Point> points, double alpha) {
        this.points = points;
        this.alpha = alpha;
    }

    /** Every combination of the choices that {@code sensible} lets pass, in the order of the choices. */
    public static List<Specification> combinations(
            LinkedHashMap<String, List<String>> choices, Predicate<Specification> sensible) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> choice : choices.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> begun : all) {
                for (String option : choice.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(begun);
                    next.put(choice.getKey(), option);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all.stream().map(Specification::new).filter(sensible).toList();
    }

    /** @param analysis called from several threads; numerical failures count as failed, other errors are thrown */
    public static SpecificationCurve of(
            List<Specification> specifications, Function<Specification, Estimate> analysis, double alpha, int threads) {
        DesignError.requireSetting(!specifications.isEmpty(), "specifications", "至少一种", "at least one");
        List<Point> points = Parallel.map(specifications.size(), threads, i -> {
            Specification s = specifications.get(i);
            return new Point(s, attempt(analysis, s));
        });
        return new SpecificationCurve(points, alpha);
    }

    private static Optional<Estimate> attempt(Function<Specification, Estimate> analysis, Specification s) {
        try {
            Estimate e = analysis.apply(s);
            return Double.isFinite(e.transformed()) && e.se() > 0 ? Optional.of(e) : Optional.empty();
        } catch (SteelyardException e) {
            if (e.kind() == ErrorKind.NUMERICAL) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** By size of the estimate, failures last. */
    public List<Point> sorted() {
        return points.stream()
                .sorted(Comparator.comparingDouble(
                        p -> p.estimate().map(Estimate::transformed).orElse(Double.POSITIVE_INFINITY)))
                .toList();
    }

    /** For each option of a choice, the median estimate of the specifications that took it. */
    public Map<String, Double> medianByOption(String choice) {
        Map<String, List<Double>> byOption = new java.util.TreeMap<>();
        for (Point p : points) {
            String option = p.specification().choices().getOrDefault(choice, "");
            p.estimate()
                    .ifPresent(e -> byOption.computeIfAbsent(option, o -> new ArrayList<>())
                            .add(e.transformed()));
        }
        Map<String, Double> medians = new java.util.TreeMap<>();
        byOption.forEach((o, v) ->
                medians.put(o, Quantiles.of(v.stream().mapToDouble(d -> d).toArray(), 0.5)));
        return medians;
    }

    public Summary summary() {
        double[] values = points.stream()
                .flatMap(p -> p.estimate().stream())
                .mapToDouble(Estimate::transformed)
                .sorted()
                .toArray();
        int failed = points.size() - values.length;
        double median = Quantiles.ofSorted(values, 0.5);
        double sign = median >= 0 ? 1 : -1;
        double dominant = Arrays.stream(values).filter(v -> v * sign > 0).count();
        double significant = 0;
        double stouffer = 0;
        for (Point p : points) {
            if (p.estimate().isPresent()) {
                Estimate e = p.estimate().get();
                significant += e.p() < alpha && e.transformed() * sign > 0 ? 1 : 0;
                stouffer += Math.signum(e.transformed())
                        * NormalDistribution.of(0, 1).inverseSurvivalProbability(Math.max(1e-300, e.p() / 2));
            }
        }
        int k = Math.max(1, values.length);
        return new Summary(
                points.size(),
                failed,
                median,
                values.length == 0 ? Double.NaN : values[0],
                values.length == 0 ? Double.NaN : values[values.length - 1],
                dominant / k,
                significant / k,
                stouffer / Math.sqrt(k));
    }

    /** @param nullAnalysis of a specification on null data set number b, from 0 */
    public Inference infer(BiFunction<Specification, Integer, Estimate> nullAnalysis, int curves, int threads) {
        Summary observed = summary();
        List<Specification> specifications =
                points.stream().map(Point::specification).toList();
        List<Summary> nulls = Parallel.map(
                curves,
                threads,
                b -> of(specifications, s -> nullAnalysis.apply(s, b), alpha, 1).summary());
        return new Inference(
                share(nulls, s -> Math.abs(s.median()) >= Math.abs(observed.median())),
                share(nulls, s -> s.shareSignificant() >= observed.shareSignificant()),
                share(nulls, s -> Math.abs(s.stouffer()) >= Math.abs(observed.stouffer())),
                curves);
    }

    private static double share(List<Summary> nulls, Predicate<Summary> extreme) {
        return (1.0 + nulls.stream().filter(extreme).count()) / (1.0 + nulls.size());
    }
}
