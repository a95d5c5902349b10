package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole evaluations through the command line, from files to files. */
@Tag("slow")
class AcceptanceTest {

    private static final Path BASE = Path.of("src/test/resources/corpus/base");
    private static final String SCHEMA = "/schema/results-1.schema.json";
    private static final Pattern SECTION = Pattern.compile("<h2[^>]*>(.*?)</h2>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<td[^>]*>(.*?)</td>", Pattern.DOTALL);

    @TempDir
    private Path temp = Path.of("");

    private Path plan = Path.of("");

    @BeforeEach
    void layOutTheBase() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("base"));
        for (String name : List.of("plan.yaml", "patients.csv")) {
            Files.copy(BASE.resolve(name), folder.resolve(name));
        }
        plan = folder.resolve("plan.yaml");
    }

    @Test
    void theDemonstrationIsWholeValidAndDoneOnce() throws IOException {
        System.setProperty(
                "steelyard.home", GeneratedFile.root().toAbsolutePath().toString());
        Path out = temp.resolve("demo");
        succeed(Cli.run("demo", "--out", out));

        assertThat(contents(out)).containsKeys("report.html", "report.docx", "report.pdf", "results.json");
        assertThat(out.resolve("figures")).isNotEmptyDirectory();
        assertThat(schemaErrors(out)).isEmpty();
        List<JsonNode> estimates = estimates(out);
        assertThat(estimates).hasSizeGreaterThan(10).allSatisfy(estimate -> {
            assertThat(estimate.path("preSpecified").asBoolean()).isTrue();
            assertThat(estimate.path("methodZh").asString()).matches(".*\\p{IsHan}.*");
            assertThat(estimate.has("conventionZh"))
                    .as("%s", estimate.path("convention"))
                    .isTrue();
            assertThat(estimate.path("provenance").path("inputs")).isNotEmpty();
            assertThat(estimate.path("provenance").path("protocol").asString()).hasSize(64);
        });

        Map<String, String> bytes = contents(out);
        Map<String, FileTime> times = times(out);
        succeed(Cli.run("demo", "--out", out));
        assertThat(contents(out)).isEqualTo(bytes);
        assertThat(times(out)).isEqualTo(times);
    }

    @Test
    void neitherThreadsNorKernelChangeAByteAndALostOutputComesBack() throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        succeed(run(one, "--threads", "1", "--kernel", "plain"));
        succeed(run(two, "--threads", "2", "--kernel", "auto"));
        assertThat(machine(one)).contains("threads\t1", "kernel\tplain");
        assertThat(machine(two)).contains("threads\t2", "kernel\tvector");
        assertThat(contents(one)).isEqualTo(contents(two));

        Map<String, String> bytes = contents(one);
        Map<String, FileTime> steps = times(one.resolve(".steelyard/steps"));
        Files.delete(one.resolve("report.docx"));
        succeed(run(one));
        assertThat(contents(one)).isEqualTo(bytes);
        assertThat(times(one.resolve(".steelyard/steps")))
                .as("no step ran again")
                .isEqualTo(steps);
    }

    @Test
    void aKilledRunGoesOnWhereItStopped() throws Exception {
        Path whole = temp.resolve("whole");
        Path broken = temp.resolve("broken");
        succeed(run(whole));
        Process child = child(broken);
        Path steps = broken.resolve(".steelyard/steps");
        try {
            await(child, () -> sealed(steps, "effect"));
        } finally {
            child.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(broken.resolve("results.json")).as("killed before the end").doesNotExist();
        Map<String, FileTime> finished = times(steps);
        finished.keySet().removeIf(name -> !name.startsWith("effect") && !name.startsWith("cohort"));

        succeed(run(broken));

        assertThat(contents(broken)).isEqualTo(contents(whole));
        assertThat(times(steps)).as("finished steps were kept").containsAllEntriesOf(finished);
    }

    @Test
    void whatWasSeenBeforeTheLockStaysExploratory() throws IOException {
        Path out = temp.resolve("unlocked");
        succeed(run(out));
        assertThat(schemaErrors(out)).isEmpty();
        assertThat(estimates(out))
                .isNotEmpty()
                .noneMatch(e -> e.path("preSpecified").asBoolean());
        assertThat(plan.resolveSibling("plan.runs.tsv")).isNotEmptyFile();

        Cli lock = Cli.run("protocol", "lock", plan, "--lang", "en");
        succeed(lock);
        assertThat(lock.said()).contains("exploratory for ever");
        Path after = temp.resolve("locked-late");
        succeed(run(after));
        assertThat(estimates(after))
                .isNotEmpty()
                .noneMatch(e -> e.path("preSpecified").asBoolean());
    }

    @Test
    void aLockedPlanIsPreSpecifiedUntilItIsTouched() throws IOException {
        succeed(Cli.run("protocol", "lock", plan));
        Path out = temp.resolve("locked");
        succeed(run(out));
        assertThat(estimates(out))
                .isNotEmpty()
                .allMatch(e -> e.path("preSpecified").asBoolean());

        Path other = temp.resolve("other-seed");
        succeed(run(other, "--seed", "99"));
        assertThat(estimates(other))
                .isNotEmpty()
                .noneMatch(e -> e.path("preSpecified").asBoolean());

        Map<String, String> bytes = contents(out);
        Files.writeString(plan, Files.readString(plan).replace("seed: 7", "seed: 8"));
        Cli refused = run(out);
        assertThat(refused.exitCode()).as(refused.said()).isEqualTo(10);
        assertThat(refused.said()).contains("PLAN-051");
        assertThat(contents(out)).isEqualTo(bytes);
    }

    @Test
    void theReportFollowsTheOutlineAndShowsNoSmallCount() throws IOException {
        makeNinePeopleOld(plan.resolveSibling("patients.csv"));
        Path zh = temp.resolve("zh");
        succeed(run(zh));
        succeed(Cli.run("run", plan, "--data", plan.getParent(), "--out", temp.resolve("en"), "--lang", "en"));
        assertThat(sections(zh)).containsSubsequence("利益相关方声明", "摘要", "背景", "方法", "结果", "讨论", "结论", "参考文献", "附录");
        assertThat(sections(temp.resolve("en")))
                .containsSubsequence(
                        "Statement of stakeholders",
                        "Abstract",
                        "Background",
                        "Methods",
                        "Results",
                        "Discussion",
                        "Conclusion",
                        "References",
                        "Appendix");
        assertThat(cells(zh)).as("the nine who were excluded").noneMatch(cell -> cell.matches("9( ?[（(人].*)?"));
        assertThat(cells(zh)).as("counts with a share").noneMatch(cell -> cell.matches("([1-9]|10) ?[（(][0-9.]+ ?%.*"));
        assertThat(Files.readString(zh.resolve("report.html"))).doesNotContain("CANARY");
    }

    private Cli run(Path out, String... options) {
        List<Object> words = new ArrayList<>(List.of("run", plan, "--data", plan.resolveSibling(""), "--out", out));
        words.addAll(List.of(options));
        return Cli.run(words.toArray());
    }

    private static String machine(Path out) throws IOException {
        return Files.readString(out.resolve(".steelyard/machine.tsv"));
    }

    private static void succeed(Cli cli) {
        assertThat(cli.exitCode()).as(cli.said()).isZero();
    }

    /** The same run in a process of its own, which can be killed. */
    private Process child(Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.steelyard.app.Main",
                        "run",
                        plan.toString(),
                        "--data",
                        temp.resolve("base").toString(),
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Process child, Condition condition) throws Exception {
        for (int i = 0; i < 12_000 && child.isAlive(); i++) {
            if (condition.holds()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the child ended before it could be killed");
    }

    private static boolean sealed(Path steps, String step) throws IOException {
        if (!Files.isDirectory(steps)) {
            return false;
        }
        try (Stream<Path> files = Files.list(steps)) {
            return files.map(f -> f.getFileName().toString())
                    .anyMatch(name -> name.startsWith(step + "-") && name.endsWith(".seal"));
        }
    }

    /** Sets the age of the first nine to 97, which the plan excludes. */
    private static void makeNinePeopleOld(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int i = 1; i <= 9; i++) {
            String[] fields = lines.get(i).split(",", -1);
            fields[2] = "97";
            lines.set(i, String.join(",", fields));
        }
        Files.write(file, lines);
    }

    private static List<String> sections(Path out) throws IOException {
        return texts(SECTION, out).stream()
                .map(text -> text.replaceAll("^[0-9\\s\\u3000]+", ""))
                .toList();
    }

    private static List<String> cells(Path out) throws IOException {
        return texts(CELL, out);
    }

    private static List<String> texts(Pattern pattern, Path out) throws IOException {
        List<String> texts = new ArrayList<>();
        Matcher matcher = pattern.matcher(Files.readString(out.resolve("report.html")));
        while (matcher.find()) {
            texts.add(matcher.group(1).replaceAll("<[^>]*>", "").strip());
        }
        return texts;
    }

    private static List<String> schemaErrors(Path out) throws IOException {
        try (var schema = AcceptanceTest.class.getResourceAsStream(SCHEMA)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(Files.readString(out.resolve("results.json")), InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    static List<JsonNode> estimates(Path out) {
        return results(out).path("estimates").valueStream().toList();
    }

    static JsonNode results(Path out) {
        return new JsonMapper().readTree(out.resolve("results.json").toFile());
    }

    /** Every output with its digest; what the store keeps for itself is left out. */
    private static Map<String, String> contents(Path out) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(out)) {
            if (!file.startsWith(out.resolve(".steelyard"))) {
                contents.put(
                        out.relativize(file).toString(), Digest.ofFile(file).hex());
            }
        }
        return contents;
    }

    private static Map<String, FileTime> times(Path folder) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        for (Path file : files(folder)) {
            if (!file.endsWith("lock")) {
                times.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
