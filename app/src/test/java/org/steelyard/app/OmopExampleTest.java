package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worked examples on two public OMOP sets, as a user runs them; the sets themselves are read where they lie. */
@Tag("slow")
class OmopExampleTest {

    private static final Path SETS = Path.of(System.getProperty("steelyard.shared", "../../shared"))
            .resolve("data")
            .resolve("omop");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void newUsersByCodesWhereThereAreNoAncestors() throws IOException {
        JsonNode results = run("protocol.yaml", set("synthea27nj"));

        assertThat(value(results, "emergency-crude")).isPositive();
        assertThat(people(results, "emergency-crude")).isBetween(5, 28);
    }

    private static Path set(String name) {
        Path set = SETS.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(set), "the OMOP sample " + name + " is not there");
        return set;
    }

    private JsonNode run(String plan, Path data) throws IOException {
        Path out = folder.resolve("out");
        Path copy = Files.copy(Path.of("../examples/omop").resolve(plan), folder.resolve(plan));
        Cli run = Cli.run("run", copy, "--data", data, "--out", out, "--key", folder.resolve("id.key"));
        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(out.resolve("governance.html")).isNotEmptyFile();
        return JsonMapper.shared().readTree(out.resolve("results.json").toFile());
    }

    private static JsonNode estimate(JsonNode results, String analysis) {
        return results.path("estimates")
                .valueStream()
                .filter(e -> e.path("analysis").asString().equals(analysis))
                .findFirst()
                .orElseThrow();
    }

    private static double value(JsonNode results, String analysis) {
        return estimate(results, analysis).path("value").asDouble();
    }

    private static int people(JsonNode results, String analysis) {
        return estimate(results, analysis).path("n").asInt();
    }
}
