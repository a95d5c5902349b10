package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;

/** Settings from three places; what nobody knows or everybody knows stops the start. */
class SettingsTest {

    @TempDir
    private Path folder;

    private static SteelyardException refused(Map<String, String> environment, String... line) {
        SteelyardException refusal =
                catchThrowableOfType(SteelyardException.class, () -> Settings.read(line, environment));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problems().getFirst().code()).isEqualTo(PlatformError.BAD_SETTING);
        return refusal;
    }

    @Test
    void theLineComesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("serve.properties"), "port=1\naddress=0.0.0.1\ndata=one\n");
        Map<String, Object> found = Settings.read(
                        new String[] {"--port", "3", "--config=" + file},
                        Map.of("STEELYARD_SERVE_PORT", "2", "STEELYARD_SERVE_ADDRESS", "127.0.0.2", "PATH", "x"))
                .properties();
        assertThat(found)
                .containsEntry("server.port", "3")
                .containsEntry("server.address", "127.0.0.2")
                .containsEntry("steelyard.data", "one");
    }

    @Test
    void anUnknownKeyNamesTheNearestOneWhereverItStands() throws Exception {
        Path file = Files.writeString(folder.resolve("serve.properties"), "databse=x\n");
        SteelyardException refusal =
                refused(Map.of("STEELYARD_SERVE_PROT", "1"), "--adress", "x", "--config", file.toString());
        assertThat(refusal.problems()).hasSize(3);
        String text = refusal.problems().toString();
        assertThat(text).contains("address").contains("port").contains("database");
        refusal.problems().forEach(p -> assertThat(p.in(Lang.EN)).contains("PLATFORM-013"));
    }

    @ParameterizedTest
    @CsvSource({
        "database-password, postgres",
        "database-password, ChangeMe",
        "oidc-secret, Administrator",
        "metrics-token, xyz77",
        "port, abc",
        "rate-address, -1",
        "certificate, only-one.pem",
        "oidc-issuer, http://somewhere.example",
        "public-url, ftp://x",
        "address, 0.0.0.0",
        "second-factor, sometimes",
    })
    void badValuesStopTheStartAndAreNotRepeated(String key, String value) {
        SteelyardException refusal = refused(Map.of(), "--" + key, value);
        refusal.problems().forEach(p -> {
            assertThat(p.in(Lang.ZH)).doesNotContain(value);
            assertThat(p.in(Lang.EN)).doesNotContain(value);
        });
    }

    @Test
    void secretsComeFromAVaultsFileThatOthersCannotRead() throws Exception {
        Path secret = Files.writeString(folder.resolve("database-password"), "violin-lantern-orchard\n");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
        assertThat(Settings.read(new String[] {"--database-password", "@" + secret}, Map.of())
                        .properties())
                .containsEntry("spring.datasource.password", "violin-lantern-orchard");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        refused(Map.of(), "--database-password", "@" + secret);
        refused(Map.of(), "--oidc-secret", "@" + folder.resolve("absent"));
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.writeString(secret, "changeme");
        refused(Map.of(), "--metrics-token", "@" + secret);
    }

    @Test
    void theAddressForPeopleStandsAloneAndAProviderNeedsIt() {
        String[] address = {"--public-url", "https://value.example"};
        assertThat(Settings.read(address, Map.of()).properties())
                .containsEntry("steelyard.public-url", "https://value.example");
        String[] provider = {
            "--oidc-issuer", "https://id.example", "--oidc-client", "a", "--oidc-secret", "harbour-lantern-81"
        };
        assertThat(refused(Map.of(), provider).problems().getFirst().place().field())
                .isEqualTo("public-url");
    }

    @Test
    void aValueThatIsMissingIsNamed() {
        assertThat(refused(Map.of(), "--port").problems().getFirst().place().field())
                .isEqualTo("port");
    }

    @Test
    void everySettingIsInTheManual() throws Exception {
        String manual = Files.readString(Path.of("../docs/platform.md"));
        for (SettingKey key : SettingKey.values()) {
            assertThat(manual).contains("`" + key.key() + "`");
        }
    }
}
