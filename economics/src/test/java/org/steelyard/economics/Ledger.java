package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of published or independently computed numbers, of which a test must account for every one: compared, an
 * input of the computation, or set aside with its reason in {@code docs/methods/economics-differences.md}.
 *
 * <p>Paths are JSON pointers; a path stands for itself and for all that lies beneath it.
 */
public final class Ledger {

    private static final Path PAGE =
            Path.of(System.getProperty("steelyard.root", ".."), "docs", "methods", "economics-differences.md");

    private final String name;
    private final JsonNode root;
    private final SortedSet<String> open = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /** So many numbers, of which the one that fits least differs by {@code worst}, as a share of itself. */
    public record Finding(String what, int numbers, double worst, double tolerance) {}

    private Ledger(String name, JsonNode root) {
        this.name = name;
        this.root = root;
        gather("", root);
    }

    public static Ledger open(String name) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name + ".json");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        return new Ledger(name, JsonMapper.shared().readTree(file.toFile()));
    }

    private void gather(String path, JsonNode node) {
        if (node.isNumber()) {
            open.add(path);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                gather(path + "/" + i, node.get(i));
            }
        } else {
            node.properties().forEach(e -> gather(path + "/" + e.getKey(), e.getValue()));
        }
    }

    public JsonNode at(String path) {
        JsonNode node = root;
        for (String step : path.substring(1).split("/")) {
            node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        assertThat(node.isMissingNode()).as("%s has %s", name, path).isFalse();
        return node;
    }

    public double number(String path) {
        return at(path).asDouble();
    }

    public double[] numbers(String path) {
        JsonNode array = at(path);
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).asDouble();
        }
        return out;
    }

    /** What the numbers were computed from; a test feeds it in or states it in a model. */
    public Ledger inputs(String... paths) {
        for (String path : paths) {
            assertThat(take(path)).as("inputs at %s", path).isNotEmpty();
        }
        return this;
    }

    /** Numbers that are not ours to give, each with its reason on the page of differences. */
    public Ledger aside(String... paths) {
        for (String path : paths) {
            assertThat(take(path)).as("numbers at %s", path).isNotEmpty();
            assertThat(page()).as("the reason for %s", path).contains("`" + name + "` `" + path + "`");
        }
        return this;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All numbers at a path against ours, as a share of each; a number that is zero but for rounding, by itself. */
    public Ledger same(String path, ToDoubleFunction<String[]> ours, double tolerance) {
        return compare(path, ours, tolerance, 0);
    }

    public Ledger same(String path, double ours, double tolerance) {
        return same(path, step -> ours, tolerance);
    }

    /** Against a printed number: equal to its last digit. */
    public Ledger printed(String path, double ours) {
        return within(path, ours, 0.5000001 * lastDigit(number(path)));
    }

    /** Against a number that rests on random draws or on another convention: not further off than this. */
    public Ledger within(String path, double ours, double distance) {
        double scale = Math.abs(number(path));
        return compare(path, step -> ours, scale < 1e-12 ? distance : distance / scale, distance);
    }

    private Ledger compare(String path, ToDoubleFunction<String[]> ours, double tolerance, double distance) {
        SortedSet<String> here = take(path);
        assertThat(here)
                .as("numbers of %s at %s that no other line compares", name, path)
                .isNotEmpty();
        double worst = 0;
        for (String leaf : here) {
            String rest = leaf.substring(path.length());
            String[] steps = rest.isEmpty() ? new String[0] : rest.substring(1).split("/");
            double want = number(leaf);
            double got = ours.applyAsDouble(steps);
            double scale = Math.abs(want) < 1e-12 ? 1 : Math.abs(want);
            double difference = Math.abs(got - want) / scale;
            assertThat(difference)
                    .as("%s %s: expected %s, was %s", name, leaf, want, got)
                    .isLessThanOrEqualTo(Math.max(tolerance, distance / scale));
            worst = Math.max(worst, difference);
        }
        findings.add(new Finding(name + " " + path, here.size(), worst, tolerance * (1 + 1e-9) + 1e-15));
        return this;
    }

    private SortedSet<String> take(String path) {
        SortedSet<String> here = new TreeSet<>();
        open.stream().filter(p -> p.equals(path) || p.startsWith(path + "/")).forEach(here::add);
        open.removeAll(here);
        return here;
    }

    private static double lastDigit(double printed) {
        String digits =
                java.math.BigDecimal.valueOf(printed).stripTrailingZeros().toPlainString();
        int point = digits.indexOf('.');
        return point < 0 ? 1 : Math.pow(10, point + 1 - digits.length());
    }

    /** What was compared; fails when a number of the file has been left out. */
    public List<Finding> close() {
        assertThat(open).as("numbers of %s that no line accounts for", name).isEmpty();
        return List.copyOf(findings);
    }
}
