package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page in a real browser, as the people see it who have it open: `ui/test/pages.mjs` fills an empty platform with evaluations in every stage and
 * looks at each view in both languages, at a desk's width and a phone's.
 */
@Tag("slow")
class PagesTest {

    private static final Path UI = Path.of("../ui");
    private static final int NO_BROWSER = 77;
    private static final long MOST_MINUTES = 10;

    @TempDir
    Path folder;

    @Test
    void everyPageIsFreeOfFaultsThatABrowserFinds() throws Exception {
        assumeTrue(
                PagesTest.class.getResource("/static/index.html") != null, "the platform was built without its page");
        assumeTrue(
                Files.isDirectory(UI.resolve("node_modules/playwright-core")),
                "ui/node_modules is not there: bin/build-ui");
        assumeTrue(isNodePresent(), "Node.js is not there");
        try (Server server = Server.start(folder)) {
            Outcome outcome = look("http://127.0.0.1:" + server.port());
            assumeTrue(outcome.code() != NO_BROWSER, "Chromium is not there");
            assertThat(outcome.code()).as(outcome.text()).isZero();
            assertThat(outcome.text()).contains("no faults on");
        }
    }

    private record Outcome(int code, String text) {}

    private Outcome look(String address) throws IOException, InterruptedException {
        Path said = folder.resolve("pages.txt");
        Process process = new ProcessBuilder(List.of("node", "test/pages.mjs", address))
                .directory(UI.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
            return new Outcome(ended ? process.exitValue() : -1, Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static boolean isNodePresent() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "node")));
    }
}
