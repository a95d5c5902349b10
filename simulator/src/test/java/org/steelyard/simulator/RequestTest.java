package org.steelyard.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Same bytes, both forms, and what is refused. */
class RequestTest {

    @TempDir
    private Path temp = Path.of("");

    private Path region(String name, RegionConfig config, int threads) {
        Path out = temp.resolve(name);
        RegionSimulator.run(
                new RegionSimulator.Request(config, out, RegionSimulator.Format.PARQUET, threads),
                (persons, rows) -> {});
        return out;
    }

    private static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                digests.put(
                        folder.relativize(file).toString(), Digest.ofFile(file).hex());
            }
        }
        return digests;
    }

    @Test
    void threadsNeverChangeAByte() throws IOException {
        RegionConfig config = RegionConfigFile.standard().with(new RegionConfig.Run(3300, 5, 0.004));
        Map<String, String> one = digests(region("one", config, 1));
        assertThat(digests(region("three", config, 3))).isEqualTo(one);
        assertThat(one).hasSize(12);
        assertThat(digests(region("other", config.with(new RegionConfig.Run(3300, 6, 0.004)), 1))
                        .get("fee_list_d.parquet"))
                .isNotEqualTo(one.get("fee_list_d.parquet"));
    }

    @Test
    void aPersonDoesNotDependOnHowManyOthersThereAre() {
        Path few = region("few", RegionConfigFile.standard().with(new RegionConfig.Run(300, 5, 0)), 1);
        Path many = region("many", RegionConfigFile.standard().with(new RegionConfig.Run(1500, 5, 0)), 2);
        try (Sql sql = new Sql(few)) {
            sql.run("CREATE VIEW more AS SELECT * FROM read_parquet('" + many.resolve("fee_list_d.parquet") + "')");
            assertThat(
                            sql.count(
                                    "SELECT count(*) FROM (SELECT * EXCLUDE (place) FROM fee_list_d EXCEPT ALL SELECT * FROM more)"))
                    .isZero();
        }
    }

    @Test
    void simulationYamlMakesTheSameRegionAgain() throws IOException {
        RegionConfig config = TestRegions.enriched().with(new RegionConfig.Run(400, 9, 0.01));
        Path first = region("first", config, 1);
        RegionConfig again = RegionConfigFile.read(first.resolve("simulation.yaml"));
        assertThat(again).isEqualTo(config);
        assertThat(digests(region("again", again, 2))).isEqualTo(digests(first));
    }

    @Test
    void textHoldsWhatParquetHolds() throws IOException {
        RegionConfig config = RegionConfigFile.standard().with(new RegionConfig.Run(250, 2, 0.01));
        Path parquet = region("parquet", config, 1);
        Path csv = temp.resolve("csv");
        RegionSimulator.run(
                new RegionSimulator.Request(config, csv, RegionSimulator.Format.CSV, 1), (persons, rows) -> {});
        assertThat(digests(csv).get("truth.json")).isEqualTo(digests(parquet).get("truth.json"));
        try (Sql binary = new Sql(parquet);
                Sql text = new Sql(csv)) {
            for (String table : List.of(
                    "psn_insu_d",
                    "psn_death_d",
                    "fixmedins_b",
                    "mdtrt_d",
                    "setl_d",
                    "fee_list_d",
                    "setl_diag_list_d",
                    "oprn_oprt_d")) {
                List<List<Object>> rows = text.rows("SELECT * FROM " + table);
                assertThat(rows)
                        .as(table)
                        .isEqualTo(binary.rows("SELECT CAST(COLUMNS(* EXCLUDE (place)) AS VARCHAR) FROM " + table))
                        .isNotEmpty();
            }
        }
        assertThat(Files.readAllLines(csv.resolve("mdtrt_d.csv")).get(1))
                .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00");
    }

    private interface Provocation {
        void run() throws IOException;
    }

    @Test
    void everyErrorIsProvokedAndExplained() throws IOException {
        Map<SimulatorError, Provocation> provocations = new EnumMap<>(SimulatorError.class);
        provocations.put(SimulatorError.UNREADABLE_CONFIG, () -> read("a: [1"));
        provocations.put(SimulatorError.UNKNOWN_SETTING, () -> read("mortalty: {at70: 0.1}"));
        provocations.put(SimulatorError.BAD_SETTING, () -> read("population: {male: 1.4}"));
        provocations.put(SimulatorError.OUT_NOT_EMPTY, () -> {
            Files.createDirectories(temp.resolve("full"));
            Files.writeString(temp.resolve("full/x"), "x");
            region("full", RegionConfigFile.standard(), 1);
        });
        assertThat(provocations).containsOnlyKeys(SimulatorError.values());
        for (SimulatorError error : SimulatorError.values()) {
            SteelyardException failure = catchThrowableOfType(
                    SteelyardException.class, () -> provocations.get(error).run());
            assertThat(failure).as(error.id()).isNotNull();
            Problem problem = failure.problems().getFirst();
            assertThat(problem.code()).isEqualTo(error);
            for (Lang lang : Lang.values()) {
                assertThat(problem.in(lang)).contains(error.id(), lang == Lang.ZH ? "处理" : "To do");
            }
        }
    }

    private RegionConfig read(String yaml) throws IOException {
        Path file = temp.resolve("config.yaml");
        Files.writeString(file, yaml);
        return RegionConfigFile.read(file);
    }

    @Test
    void allFaultsOfAConfigurationAreToldTogether() {
        SteelyardException unknown = catchThrowableOfType(
                SteelyardException.class, () -> read("populaton: {}\nuse: {cronic: 3}\neffects: {deth: {}}\n"));
        assertThat(unknown.problems())
                .extracting(problem -> problem.place().field())
                .containsExactly("populaton", "use.cronic", "effects.deth");
        assertThat(unknown.problems().getFirst().in(Lang.EN)).contains("Did you mean population?");
        SteelyardException values = catchThrowableOfType(
                SteelyardException.class,
                () -> read(
                        "population: {male: -1}\nlevels: {index: [1]}\neffects: {death: {features: {nosuch: 1}}}\nservice: {operation: '1'}\n"));
        assertThat(values.problems())
                .extracting(problem -> problem.place().field())
                .contains("population.male", "levels.index", "effects.death.features.nosuch", "service.operation");
        SteelyardException type =
                catchThrowableOfType(SteelyardException.class, () -> read("population: {male: much}\n"));
        assertThat(type.problems().getFirst().place().field()).isEqualTo("population.male");
        SteelyardException nothing = catchThrowableOfType(SteelyardException.class, () -> read("mortality:\n"));
        assertThat(nothing.problems().getFirst().code()).isEqualTo(SimulatorError.BAD_SETTING);
    }

    @Test
    void aDefectThatDoesNotExistIsRefused() {
        SteelyardException refused =
                catchThrowableOfType(SteelyardException.class, () -> read("run: {defects: [price-count, nothing]}"));
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().getFirst().code()).isEqualTo(SimulatorError.BAD_SETTING);
        assertThat(refused.problems().getFirst().place().field()).contains("run.defects");
    }
}
