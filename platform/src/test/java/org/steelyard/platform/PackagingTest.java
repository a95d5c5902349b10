package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the container file and the service unit name is there, and every setting in them is one that the platform knows. */
class PackagingTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SETTING = Pattern.compile("STEELYARD_SERVE_([A-Z_]+)");
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+) /");

    private static String text(String name) throws Exception {
        return Files.readString(ROOT.resolve("packaging").resolve(name));
    }

    @Test
    void settingsInThemAreKnown() throws Exception {
        int found = 0;
        for (String name : List.of("Containerfile", "steelyard.service")) {
            Matcher setting = SETTING.matcher(text(name));
            while (setting.find()) {
                assertThat(SettingKey.keys())
                        .contains(setting.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
                found++;
            }
        }
        Matcher option = OPTION.matcher(text("steelyard.service"));
        while (option.find()) {
            assertThat(SettingKey.keys()).contains(option.group(1));
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    /** Every file that one stage takes from another is in the repository, or is what the build makes there. */
    @Test
    void whatTheBuildMakesIsWhatTheyCopy() throws Exception {
        assertThat(Files.readString(ROOT.resolve("platform/pom.xml"))).contains("<finalName>platform</finalName>");
        assertThat(Files.readString(ROOT.resolve("app/pom.xml"))).contains("<finalName>steelyard</finalName>");
        assertThat(Files.readString(ROOT.resolve("bin/build-ui"))).contains("into ui/dist");
        Set<String> made = Set.of(
                "ui/dist",
                "platform/target/platform.jar",
                "platform/target/lib",
                "app/target/steelyard.jar",
                "app/target/lib");
        Set<String> stages = new HashSet<>();
        int copied = 0;
        for (String line : text("Containerfile").lines().toList()) {
            Matcher stage = Pattern.compile("FROM \\S+(?: AS (\\w+))?").matcher(line);
            if (stage.matches() && stage.group(1) != null) {
                stages.add(stage.group(1));
            }
            Matcher copy =
                    Pattern.compile("COPY --from=(\\w+) /src/(\\S+) \\S+").matcher(line);
            if (copy.matches()) {
                assertThat(stages).as(line).contains(copy.group(1));
                assertThat(made.contains(copy.group(2)) || Files.exists(ROOT.resolve(copy.group(2))))
                        .as(line)
                        .isTrue();
                copied++;
            } else {
                assertThat(line).doesNotStartWith("COPY --from").doesNotStartWith("ADD");
            }
        }
        assertThat(copied).isEqualTo(7);
        assertThat(ROOT.resolve("packaging/steelyard-run")).isExecutable();
        assertThat(ROOT.resolve("bin/build-ui")).isExecutable();
        assertThat(Files.readString(ROOT.resolve(".containerignore"))).contains("**/target", "**/node_modules", ".git");
    }

    /** The port that is named is the one it listens to, and its data lie where the volume is. */
    @Test
    void portAndVolumeAreThoseOfTheSettings() throws Exception {
        String file = text("Containerfile");
        assertThat(file).contains("EXPOSE " + SettingKey.PORT.usual() + "\n");
        Matcher data = Pattern.compile("STEELYARD_SERVE_DATA=(\\S+)").matcher(file);
        assertThat(data.find()).isTrue();
        assertThat(file).contains("VOLUME [\"" + data.group(1) + "\"]").contains("--home-dir " + data.group(1));
        assertThat(text("steelyard.service"))
                .contains("StateDirectory=steelyard\n")
                .contains("STEELYARD_SERVE_DATA=/var/lib/steelyard\n");
    }

    /** What systemd itself says of the unit; that no such program is installed on this machine is no fault of the unit. */
    @Test
    void systemdAcceptsTheUnit() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze on this machine");
        Process process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", "../packaging/steelyard.service")
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("steelyard.service"))
                .filter(line -> !line.contains("is not executable") && !line.contains("Failed to create"))
                .toList();
        process.waitFor();
        assertThat(said).isEmpty();
    }

    @Test
    void neitherRunsAsRoot() throws Exception {
        assertThat(text("Containerfile")).containsPattern("(?m)^USER 10001$");
        assertThat(text("steelyard.service")).contains("User=steelyard").contains("NoNewPrivileges=true");
    }
}
