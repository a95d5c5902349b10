package org.steelyard.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.testing.Seeds;

/** Many data sets with planted truth: how far the mean of an estimator is from it, and how often its interval holds it. */
final class Simulation {

    static final int DATA_SETS = 1000;

    /** A row that misses its goal is drawn anew with so many other data sets, and these alone count: chance seldom misses twice, a bad estimator does. */
    private static final int CONFIRMING = 4000;

    private static final double LEAST_SHARE = 0.97;
    private static final String HEAD =
            "estimator,truth,mean,bias,monte_carlo_error,coverage,se_ratio,within_goal,data_sets,seed,date";

    /**
     * @param error Monte Carlo error of the bias
     * @param coverage NaN where the bias alone was asked for
     * @param ratio median standard error over the standard deviation of the estimates, or NaN
     */
    record Row(String name, double truth, double mean, double error, double coverage, double ratio, int sets) {

        Row named(String other) {
            return new Row(other, truth, mean, error, coverage, ratio, sets);
        }

        double bias() {
            return mean - truth;
        }

        /** Three Monte Carlo errors: of some thirty rows one beyond two is to be expected, and the table shows it. */
        boolean plausible() {
            return Math.abs(bias()) <= 3 * error && !(Math.abs(coverage - 0.95) > 3 * Math.sqrt(0.95 * 0.05 / sets));
        }

        /** The goal of the page: bias within two Monte Carlo errors, coverage within 93.65 and 96.35 %. */
        boolean good() {
            return Math.abs(bias()) <= 2 * error && !(coverage < 0.9365 || coverage > 0.9635);
        }

        private String line(long seed) {
            return String.format(
                    Locale.ROOT,
                    "%s,%.6g,%.6g,%.3g,%.3g,%.4f,%.3f,%s,%d,%d,%s",
                    name,
                    truth,
                    mean,
                    bias(),
                    error,
                    coverage,
                    ratio,
                    good() ? "yes" : "no",
                    sets,
                    seed,
                    LocalDate.now());
        }
    }

    /**
     * What a sample of this size is known to cost an estimator, with the reason on the page of the tables. The row still says that it misses
     * the goal; the test fails beyond this.
     *
     * @param bias most on either side
     * @param coverage least
     */
    record Known(double bias, double coverage) {

        boolean holds(Row row) {
            return Math.abs(row.bias()) <= bias && !(row.coverage() < coverage);
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Known> known = new HashMap<>();
    private Optional<String> table = Optional.empty();

    Row run(String name, double truth, Known weakness, Function<RandomGenerator, Estimate> study) {
        known.put(name, weakness);
        return run(name, truth, study);
    }

    /** @param truth on the scale of {@link Estimate#transformed} */
    Row run(String name, double truth, Function<RandomGenerator, Estimate> study) {
        return run(name, truth, DATA_SETS, study);
    }

    /** With {@code -Danew=true} the first draw, which missed and stands in the committed table, is not repeated. */
    Row run(String name, double truth, int dataSets, Function<RandomGenerator, Estimate> study) {
        if (!Boolean.getBoolean("anew")) {
            Row first = row(name, truth, dataSets, study);
            rows.add(first);
            save();
            System.out.println("first " + first.line(0));
            if (first.good()) {
                return first;
            }
            rows.removeLast();
        }
        Row row = row(name + " (drawn anew)", truth, CONFIRMING, study).named(name);
        rows.add(row);
        save();
        System.out.println(row.line(0));
        return row;
    }

    /** A weakness of the row of this name. */
    Simulation knowing(String name, Known weakness) {
        known.put(name, weakness);
        return this;
    }

    /** The bias alone, of an estimator whose interval takes hours: so many data sets that chance and bias part. */
    Row bias(String name, double truth, int dataSets, Function<RandomGenerator, Double> study) {
        Seed seed = Seeds.of(name);
        double[] value = Parallel.map(
                        dataSets, 2, k -> study.apply(seed.child("data set", k).generator()))
                .stream()
                .mapToDouble(v -> v)
                .toArray();
        double error = Math.sqrt(Sums.variance(value) / dataSets);
        Row row = new Row(name, truth, Sums.mean(value), error, Double.NaN, Double.NaN, dataSets);
        rows.add(row);
        save();
        System.out.println(row.line(0));
        return row;
    }

    /** Rows are written as they are drawn, a first draw too, so that a run that is stopped leaves what it had. */
    Simulation writing(String name) {
        table = Optional.of(name);
        return this;
    }

    private void save() {
        table.ifPresent(name -> write(path(name)));
    }

    private static Path path(String name) {
        return Path.of(System.getProperty("steelyard.root", ".."), "docs", "simulations", name + ".csv");
    }

    private static Row row(String name, double truth, int dataSets, Function<RandomGenerator, Estimate> study) {
        Seed seed = Seeds.of(name);
        List<Estimate> all =
                Parallel.map(
                                dataSets,
                                2,
                                k -> estimate(study, seed.child("data set", k).generator()))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
        int sets = all.size();
        if (sets < LEAST_SHARE * dataSets) {
            throw new IllegalStateException(name + " refused " + (dataSets - sets) + " data sets");
        }
        double[] value = all.stream().mapToDouble(Estimate::transformed).toArray();
        double sd = Math.sqrt(Sums.variance(value));
        double held = all.stream().filter(e -> holds(e, truth)).count();
        double se = all.stream()
                .mapToDouble(Estimate::se)
                .sorted()
                .skip(sets / 2)
                .findFirst()
                .orElse(Double.NaN);
        return new Row(name, truth, Sums.mean(value), sd / Math.sqrt(sets), held / sets, se / sd, sets);
    }

    /** A refusal with its reason is no estimate; how many there are stands in the table. */
    private static Optional<Estimate> estimate(Function<RandomGenerator, Estimate> study, RandomGenerator random) {
        try {
            return Optional.of(study.apply(random));
        } catch (SteelyardException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(Estimate e, double truth) {
        double value = e.scale().back(truth);
        return e.lower() <= value && value <= e.upper();
    }

    /** Writes the table where it is committed. */
    void write(Path file) {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        rows.forEach(r -> lines.add(r.line(Long.getLong("seed", 20261122L))));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the table of this name; fails on a row that chance does not explain. */
    void finish(String table) {
        write(path(table));
        List<String> failed =
                rows.stream().filter(r -> !isExplained(r)).map(Row::toString).toList();
        assertThat(failed).isEmpty();
    }

    private boolean isExplained(Row row) {
        return row.plausible()
                || Optional.ofNullable(known.get(row.name()))
                        .filter(k -> k.holds(row))
                        .isPresent();
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }
}
