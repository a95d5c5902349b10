package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    @Test
    void whatTheBuildMakesIsWhatTheyCopy() throws Exception {
        String build = text("Containerfile");
        assertThat(Files.readString(ROOT.resolve("platform/pom.xml"))).contains("<finalName>platform</finalName>");
        assertThat(Files.readString(ROOT.resolve("app/pom.xml"))).contains("<finalName>steelyard</finalName>");
        assertThat(build).contains("platform/target/platform.jar").contains("app/target/steelyard.jar");
        Matcher copied = Pattern.compile("/src/((?:bin|packaging)/[a-z.-]+)").matcher(build);
        int found = 0;
        while (copied.find()) {
            assertThat(ROOT.resolve(copied.group(1))).exists();
            found++;
        }
        assertThat(found).isEqualTo(2);
        assertThat(ROOT.resolve("packaging/steelyard-run")).isExecutable();
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
