package org.steelyard.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a number of ours with one that another implementation, a published table or a hand calculation gives, and
 * leaves one tab-separated line of evidence in {@code target/oracle/<TestClass>.tsv} of the module. A later build step
 * gathers those lines into the validation page, so a line exists only where the comparison held.
 */
public final class Oracle {

    private static final int KEY_FIELDS = 3;

    private Oracle() {}

    /**
     * Asserts that {@code |actual - expected| <= relTol * |expected|}; where expected is zero the tolerance is absolute.
     *
     * @param method our method, for instance {@code Cox regression, Efron}
     * @param source where the expected number comes from, with version, for instance {@code R 4.2.2 survival 3.5-3}
     * @param quantity what is compared, for instance {@code lung: log hazard ratio of age}
     */
    public static void check(
            String method, String source, String quantity, double expected, double actual, double relTol) {
        double scale = expected == 0 ? 1 : Math.abs(expected);
        double difference = Math.abs(actual - expected) / scale;
        if (!(difference <= relTol)) {
            throw new AssertionError(method + ", " + quantity + " (" + source + "): expected " + expected + " but was "
                    + actual + ", relative difference " + difference + " exceeds " + relTol);
        }
        record(List.of(method, source, quantity, number(expected), number(actual), number(difference), number(relTol)));
    }

    private static String number(double value) {
        return Double.toString(value);
    }

    private static synchronized void record(List<String> fields) {
        Path file = Path.of("target", "oracle", callingTest() + ".tsv");
        try {
            Files.createDirectories(file.getParent());
            List<String> lines = Files.exists(file)
                    ? new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8))
                    : new ArrayList<>();
            String key = clean(fields.subList(0, KEY_FIELDS)) + "\t";
            lines.removeIf(line -> line.startsWith(key));
            lines.add(clean(fields));
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clean(List<String> fields) {
        return String.join(
                "\t",
                fields.stream().map(f -> f.replaceAll("[\\t\\r\\n]+", " ")).toList());
    }

    private static String callingTest() {
        Class<?> caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(c -> c != Oracle.class)
                        .findFirst()
                        .orElseThrow());
        while (caller.getEnclosingClass() != null) {
            caller = caller.getEnclosingClass();
        }
        return caller.getSimpleName();
    }
}
