package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Lang;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Bad input, each in a folder of {@code corpus} that holds only what differs from {@code corpus/base}. Whatever is wrong, a
 * user is told what and where in both languages, no patient's value is repeated, and nothing is left behind.
 */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final String BASE = "base";
    private static final String EXPECT = "expect.yaml";
    private static final int LEAST = 70;

    /** Planted in the patients' identifiers and in wrong cells. */
    private static final List<String> PATIENT_VALUES = List.of("CANARY", "990077");

    private static final Pattern TRACE = Pattern.compile("Exception|\\tat |APP-006|null");

    @TempDir
    private Path temp = Path.of("");

    static List<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(BASE))
                    .sorted()
                    .toList();
        }
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void badInputIsRefusedClearly(String name) throws IOException {
        JsonNode expected = expectation(name);
        for (Lang lang : Lang.values()) {
            Path folder = Files.createDirectories(temp.resolve("case-" + lang));
            copy(CORPUS.resolve(BASE), folder);
            copy(CORPUS.resolve(name), folder);
            Map<String, String> before = contents(folder);

            Cli cli = Cli.run(words(expected, folder, lang).toArray());

            assertThat(cli.exitCode())
                    .as(cli.said())
                    .isEqualTo(expected.get("exit").asInt());
            for (String key : List.of("code", "place", lang == Lang.ZH ? "zh" : "en")) {
                assertThat(texts(expected, key))
                        .allSatisfy(text -> assertThat(cli.said()).contains(text));
            }
            assertThat(cli.said()).doesNotContain(PATIENT_VALUES);
            assertThat(TRACE.matcher(cli.said()).find()).as(cli.said()).isFalse();
            texts(expected, "canaries").forEach(value -> assertThat(cli.said()).doesNotContain(value));
            assertThat(contents(folder)).as("nothing is left behind").isEqualTo(before);
        }
    }

    @Test
    void theBaseItselfIsGood() {
        Cli cli = Cli.run("protocol", "check", CORPUS.resolve(BASE).resolve("plan.yaml"));
        assertThat(cli.exitCode()).as(cli.said()).isZero();
    }

    @Test
    void thereAreEnoughCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(LEAST);
    }

    private static JsonNode expectation(String name) {
        return new YAMLMapper().readTree(CORPUS.resolve(name).resolve(EXPECT).toFile());
    }

    /** The command line of a case: its own {@code args}, or a usual one with its {@code options}. */
    private static List<String> words(JsonNode expected, Path folder, Lang lang) {
        List<String> words = new ArrayList<>(texts(expected, "args"));
        if (words.isEmpty()) {
            String command = expected.path("command").asString("run");
            words.addAll(
                    command.equals("run")
                            ? List.of("run", "{dir}/plan.yaml", "--data", "{dir}", "--out", "{dir}/out")
                            : List.of("protocol", command, "{dir}/plan.yaml"));
        }
        if (!expected.path("ownLanguage").asBoolean(false)) {
            words.addAll(List.of("--lang", lang == Lang.ZH ? "zh" : "en"));
        }
        words.addAll(texts(expected, "options"));
        words.replaceAll(word -> word.replace("{dir}", folder.toString()));
        return words;
    }

    /** One text or a list of them; nothing when the key is absent. */
    private static List<String> texts(JsonNode expected, String key) {
        JsonNode node = expected.path(key);
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray() ? node.valueStream().map(JsonNode::asString).toList() : List.of(node.asString());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> !f.endsWith(EXPECT)).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Every file and folder below, hidden ones too, with the digest of what it holds. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                contents.put(
                        folder.relativize(path).toString(),
                        Files.isDirectory(path) ? "folder" : Digest.ofFile(path).hex());
            }
        }
        return contents;
    }
}
