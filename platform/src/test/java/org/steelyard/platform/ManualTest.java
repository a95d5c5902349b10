package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session in {@code docs/platform.md} is carried out as it stands there. */
class ManualTest {

    private static final Pattern SESSION =
            Pattern.compile("<!-- session -->\\n```bash\\n(.*?)```\\n.*?```text\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void theWorkedSessionPrintsWhatTheManualSays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl on this machine");
        Matcher session = SESSION.matcher(Files.readString(Path.of("../docs/platform.md")));
        assertThat(session.find()).isTrue();
        Path script = Files.writeString(folder.resolve("session.sh"), "set -eu\n" + session.group(1));
        try (Server server = Server.start(folder.resolve("data"))) {
            ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            bash.environment().put("BASE", "http://127.0.0.1:" + server.port());
            bash.environment().put("LC_ALL", "C.UTF-8");
            Process process = bash.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(printed).isEqualTo(session.group(2));
            assertThat(process.exitValue()).isZero();
        }
    }
}
