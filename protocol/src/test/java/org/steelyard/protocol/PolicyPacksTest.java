package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.SteelyardException;

class PolicyPacksTest {

    @Test
    void everyNumberOfTheShippedPackHasASource() {
        for (String id : PolicyPacks.shipped()) {
            PolicyPack pack = PolicyPacks.load(id);

            assertThat(pack.unitCosts().values())
                    .isNotEmpty()
                    .allSatisfy(cost -> assertThat(cost.source().isBlank()).isFalse());
            assertThat(pack.evidence().values())
                    .isNotEmpty()
                    .allSatisfy(number -> assertThat(number.source().isBlank()).isFalse());
        }
    }

    @Test
    void shippedPackHoldsThePublishedNumbers() {
        PolicyPack pack = PolicyPacks.load(PolicyPacks.DEFAULT);

        assertThat(pack.discountCosts().value()).isEqualTo(0.05);
        assertThat(pack.gdpPerCapita().value()).isEqualTo(95_749);
        assertThat(pack.unitCosts().get("inpatient-stay").value()).isEqualTo(9870.0);
        assertThat(pack.evidence()).containsKeys("matrix-1-1", "matrix-4-4", "precise-ratio");
    }

    @Test
    void aPackIsReadFromAFileToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("city.yaml"), shipped().replace("value: 0.05", "value: 0.03"));

        assertThat(PolicyPacks.load(file.toString()).discountCosts().value()).isEqualTo(0.03);
    }

    @Test
    void unknownPackNamesThoseThatShip() {
        assertThatThrownBy(() -> PolicyPacks.load("china-2099")).isInstanceOfSatisfying(SteelyardException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo(ProtocolError.UNKNOWN_PACK);
            assertThat(e).hasMessageContaining(PolicyPacks.DEFAULT);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    value: 0.05                              | value: 5                                | BAD_PACK
                    discountRange: [0, 0.08]                 | discountRange: [0.08, 0]                | BAD_PACK
                    value: 0.055                             | value: 1.5                              | BAD_PACK
                    thresholdMultiples: [0.5, 1, 1.5, 2, 3]  | thresholdMultiples: [1, 1, 3]           | BAD_PACK
                    value: 95749                             | value: -1                               | BAD_PACK
                    value: 10                                | value: 2.5                              | BAD_PACK
                    validFrom: 2025-01-01                    | {validFrom: 2025-01-01, validTo: 2024-01-01} | BAD_PACK
                    currency: CNY                            | currency: yuan                          | BAD_FORMAT
                    region: CN                               | regoin: CN                              | UNKNOWN_FIELD
                    """)
    void nonsenseInAPackIsRefused(String found, String replacement, ProtocolError expected) throws IOException {
        String text =
                shipped().replace(found, replacement.replaceAll("[{}]", "").replace(", validTo", "\nvalidTo"));

        assertThatThrownBy(() -> PolicyPacks.parse(text.getBytes(StandardCharsets.UTF_8), "pack.yaml"))
                .isInstanceOfSatisfying(
                        SteelyardException.class, e -> assertThat(e.problems()).anyMatch(p -> p.code() == expected));
    }

    @Test
    void faultsOfShapeAndOfSenseAreToldTogether() throws IOException {
        String text = shipped()
                .replace("region: CN", "regoin: CN")
                .replace("discountRange: [0, 0.08]", "discountRange: [0.08, 0]")
                .replace("value: 95749", "value: many");

        assertThatThrownBy(() -> PolicyPacks.parse(text.getBytes(StandardCharsets.UTF_8), "pack.yaml"))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems())
                                .extracting(p -> p.code().id() + " " + p.place().field())
                                .containsExactlyInAnyOrder(
                                        "PLAN-010 region",
                                        "PLAN-011 regoin",
                                        "PLAN-061 discountRange",
                                        "PLAN-012 gdpPerCapita.value"));
    }

    /** A field that the format gains must be explained in both languages. */
    @ParameterizedTest
    @ValueSource(strings = {"policy-pack.md", "policy-pack.zh-CN.md"})
    void theManualExplainsEveryField(String page) throws IOException {
        String manual = Files.readString(Path.of(System.getProperty("steelyard.root", ".."))
                .resolve("docs")
                .resolve(page));
        PolicyPack pack = PolicyPacks.load(PolicyPacks.DEFAULT);

        assertThat(Stream.of(PolicyPack.class, PolicyPack.Number.class, PolicyPack.UnitCost.class)
                        .flatMap(type -> Stream.of(type.getRecordComponents()))
                        .map(c -> "`" + c.getName() + "`"))
                .allMatch(manual::contains);
        assertThat(pack.evidence().keySet().stream().filter(key -> !key.startsWith("matrix-")))
                .allMatch(key -> manual.contains("`" + key + "`"));
    }

    private static String shipped() throws IOException {
        try (var in = PolicyPacksTest.class.getResourceAsStream("/policy/" + PolicyPacks.DEFAULT + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
