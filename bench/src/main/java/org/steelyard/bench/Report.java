package org.steelyard.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table in Markdown. */
final class Report {

    private Report() {}

    static String markdown(Options options, List<Result> results) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, HEAD, options.rows(), options.repeats()));
        for (Result result : results) {
            text.append(line(result, rOf(result, results)));
        }
        text.append(String.format(Locale.ROOT, FOOT, System.getProperty("java.version"), processors()));
        return text.toString();
    }

    private static final String HEAD = """
            | task (%,d rows unless said otherwise; median of %d) | who | wall s | CPU s | times faster than R, wall | times faster than R, CPU | first coefficient |
            |---|---|---:|---:|---:|---:|---:|
            """;

    private static final String FOOT = """

            Java %s, %d processors.
            """;

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Optional<Result> rOf(Result result, List<Result> results) {
        return results.stream()
                .filter(r -> r.task().equals(result.task()) && r.variant().startsWith("R "))
                .findFirst();
    }

    private static String line(Result result, Optional<Result> r) {
        String wall = r.map(
                        other -> ratio(other.timing().wall(), result.timing().wall()))
                .orElse("");
        String cpu = r.map(other -> ratio(other.timing().cpu(), result.timing().cpu()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %s | %s | %s |%n",
                result.task(),
                result.variant(),
                result.timing().wall(),
                result.timing().cpu(),
                wall,
                cpu,
                Double.isNaN(result.check()) ? "" : String.format(Locale.ROOT, "%.10f", result.check()));
    }

    private static String ratio(double theirs, double ours) {
        return String.format(Locale.ROOT, "%.1f", theirs / ours);
    }
}
