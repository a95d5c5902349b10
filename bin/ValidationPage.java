import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes docs/validation.md from the comparisons that the tests left in MODULE/target/oracle. With --update it writes the
 * page; without, it fails when the page is not what the tests found. Where some comparisons did not run (the shared data or an
 * optional program is absent) it says so and compares only that no line of the page was contradicted.
 */
final class ValidationPage {

    private static final Path PAGE = Path.of("docs", "validation.md");

    public static void main(String[] args) throws IOException {
        Map<String, TreeSet<String>> found = read();
        String page = page(found);
        if (List.of(args).contains("--update")) {
            Files.writeString(PAGE, page);
            System.out.println("wrote " + PAGE + ": " + count(found) + " comparisons");
            return;
        }
        List<String> committed = Files.readAllLines(PAGE);
        List<String> missing = page.lines()
                .filter(line -> line.startsWith("| ") && !committed.contains(line))
                .toList();
        long absent = committed.stream()
                .filter(line -> line.startsWith("| ") && page.lines().noneMatch(line::equals))
                .count();
        if (!missing.isEmpty()) {
            missing.stream().limit(20).forEach(System.err::println);
            System.err.println(missing.size() + " comparisons are not on docs/validation.md as the tests found them; renew it with"
                    + " ./check update");
            System.exit(1);
        }
        System.out.println("docs/validation.md: " + count(found) + " comparisons hold"
                + (absent > 0 ? "; " + absent + " on the page did not run here (optional data or program absent)" : ""));
        if (absent > 0 && "true".equals(System.getenv("STEELYARD_CI"))) {
            System.err.println("in CI nothing may be skipped");
            System.exit(1);
        }
    }

    private static Map<String, TreeSet<String>> read() throws IOException {
        Map<String, TreeSet<String>> found = new TreeMap<>();
        try (Stream<Path> modules = Files.list(Path.of("."))) {
            for (Path module : modules.sorted().toList()) {
                Path folder = module.resolve("target/oracle");
                if (!Files.isDirectory(folder)) {
                    continue;
                }
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.sorted().toList()) {
                        String test = file.getFileName().toString().replace(".tsv", "");
                        String section = module.getFileName() + " / " + test;
                        for (String line : Files.readAllLines(file)) {
                            found.computeIfAbsent(section, key -> new TreeSet<>()).add(row(line.split("\t")));
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Fields: method, source, quantity, expected, actual, relative difference, tolerance. */
    private static String row(String[] f) {
        return "| " + String.join(" | ", escape(f[0]), escape(f[2]), escape(f[1]), brief(f[3]), f[6]) + " |";
    }

    private static String brief(String number) {
        double value = Double.parseDouble(number);
        if (!Double.isFinite(value)) {
            return number;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(12)).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e12 || value == 0 ? rounded.toPlainString() : rounded.toString();
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }

    private static int count(Map<String, TreeSet<String>> found) {
        return found.values().stream().mapToInt(TreeSet::size).sum();
    }

    private static String page(Map<String, TreeSet<String>> found) {
        StringBuilder text = new StringBuilder("# Validation\n\n"
                + "Every number below was computed by Steelyard and compared in a test with what another implementation, a published\n"
                + "table or a hand calculation gives. A line is here only because the comparison held within the relative tolerance of the\n"
                + "last column (absolute where the expected number is zero). Made by the tests: `./check update` renews it, `./check` fails\n"
                + "when it is not as the tests found.\n\n"
                + count(found) + " comparisons.\n");
        found.forEach((section, rows) -> {
            text.append("\n## ").append(section).append("\n\n| method | quantity | source | expected | tolerance |\n|---|---|---|---|---|\n");
            rows.forEach(row -> text.append(row).append('\n'));
        });
        return text.toString();
    }
}
