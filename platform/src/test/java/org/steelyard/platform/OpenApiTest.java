package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.platform.web.RouteTable;
import tools.jackson.databind.JsonNode;

/** The description of the interface is what runs, and the committed copy is the same. */
class OpenApiTest {

    private static final Path COMMITTED = Path.of("../docs/openapi.json");

    @TempDir
    private static Path folder;

    private static Server server;
    private static String served;

    @BeforeAll
    static void start() {
        server = Server.start(folder);
        served = server.client().get("/api/v1/openapi.json").text();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theCommittedDescriptionIsWhatRuns() throws Exception {
        if (Boolean.getBoolean("update")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(served.equals(Files.readString(COMMITTED)))
                .as("docs/openapi.json is up to date; renew it with -Dupdate=true")
                .isTrue();
    }

    @Test
    void everyRouteAndEveryActIsDescribed() {
        JsonNode paths = Client.JSON.readTree(served).path("paths");
        Set<String> described = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    described.add(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    assertThat(method.getValue().path("summary").asString())
                            .as(path.getKey())
                            .hasSizeGreaterThan(5);
                }));
        Set<String> expected = new TreeSet<>(RouteTable.standard().routes());
        expected.remove("POST /api/v1/evaluations/{id}/acts/{act}");
        ProcessTable.standard().acts().stream()
                .filter(act -> !act.begins() && !act.id().startsWith("read"))
                .forEach(act -> expected.add("POST /api/v1/evaluations/{id}/acts/" + act.id()));
        assertThat(described).isEqualTo(expected);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode schemas = Client.JSON.readTree(served).path("components").path("schemas");
        var references = java.util.regex.Pattern.compile("\"#/components/schemas/([^\"]+)\"")
                .matcher(served);
        int found = 0;
        while (references.find()) {
            assertThat(schemas.has(references.group(1))).as(references.group(1)).isTrue();
            found++;
        }
        assertThat(found).isGreaterThan(50);
    }
}
