package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cohort.event.EventCohorts;
import org.steelyard.cohort.event.EventSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.LinkedStores;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;

/** A region whose visits lie in two sources gives the cohort that it gives as one. */
@Tag("slow")
class LinkedSourcesTest {

    private static final List<String> OF_VISITS = List.of("mdtrt_d", "setl_d", "setl_diag_list_d", "oprn_oprt_d");
    private static final List<String> OF_PEOPLE = List.of("psn_insu_d", "psn_death_d", "fixmedins_b");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRegionSplitIntoTwoSourcesGivesTheCohortOfOne() throws Exception {
        Path region = folder.resolve("region");
        RegionConfig config = RegionChain.small().with(new RegionConfig.Run(1500, 9, 0));
        RegionSimulator.run(
                new RegionSimulator.Request(config, region, RegionSimulator.Format.PARQUET, 2), (persons, rows) -> {});
        split(region);
        List<RawTable> whole = RegionChain.raw(folder.resolve("all"), folder.resolve("w"), 2);
        StandardStore one = store(whole, "w", Optional.empty());
        Optional<StoreManifest.Period> period = one.manifest().commonPeriod();
        LinkedStores.Part first = part("even", period);
        LinkedStores.Part second = part("odd", period);
        StandardStore two = LinkedStores.run(
                List.of(first, second), folder.resolve("linked"), StandardSettings.DEFAULT.withThreads(2));

        List<String> expected = rows(cohort(one, "one"));
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(rows(cohort(two, "two"))).isEqualTo(expected);
        assertThat(rows(cohort(first.store(), "half")))
                .as("the second source matters")
                .isNotEqualTo(expected);
    }

    private void split(Path region) throws IOException, SQLException {
        for (String name : List.of("all", "even", "odd")) {
            Files.createDirectories(folder.resolve(name));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String table : OF_PEOPLE) {
                Path file = region.resolve(table + ".parquet");
                Files.copy(file, folder.resolve("all").resolve(file.getFileName()));
                Files.copy(file, folder.resolve("even").resolve(file.getFileName()));
            }
            for (String table : OF_VISITS) {
                Path file = region.resolve(table + ".parquet");
                Files.copy(file, folder.resolve("all").resolve(file.getFileName()));
                for (String half : List.of("even", "odd")) {
                    statement.execute("COPY (SELECT * FROM read_parquet('" + file + "') WHERE hash(mdtrt_id) % 2 = "
                            + (half.equals("even") ? 0 : 1) + ") TO '"
                            + folder.resolve(half).resolve(table + ".parquet") + "' (FORMAT parquet)");
                }
            }
        }
    }

    private LinkedStores.Part part(String name, Optional<StoreManifest.Period> period) {
        Path work = folder.resolve(name + "-work");
        List<RawTable> raws = RegionChain.raw(folder.resolve(name), work, 2);
        return new LinkedStores.Part(name, store(raws, name + "-work", period), RegionChain.platform(), raws);
    }

    private StandardStore store(List<RawTable> raws, String work, Optional<StoreManifest.Period> period) {
        StandardSettings settings =
                StandardSettings.DEFAULT.with(StandardSettings.Strictness.COUNT).withThreads(2);
        return Standardiser.run(
                raws,
                RegionChain.platform(),
                folder.resolve(work).resolve("store"),
                period.map(settings::withPeriod).orElse(settings));
    }

    private EventTable cohort(StandardStore store, String name) {
        return EventCohorts.build(
                RegionChain.plan(),
                Map.of("region", store),
                folder.resolve("cohort-" + name),
                EventSettings.duckDb(2, Optional.empty(), Optional.empty()));
    }

    private static List<String> rows(EventTable table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT * FROM read_parquet('" + table.parquet() + "') ORDER BY row_key")) {
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.append(found.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
