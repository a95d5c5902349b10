package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;

/**
 * Of thousands of planted identities none appears in anything that a whole run leaves behind or says: results, reports, raw
 * and standard tables, kept steps, messages.
 */
@Tag("slow")
class CanaryRunTest {

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final List<String> IDENTIFIERS = List.of("psn_no", "psn_name", "certno", "tel");
    private static final int PERSONS = 3000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noIdentityIsInAnythingThatARunLeavesOrSays() throws Exception {
        Path region = folder.resolve("data").resolve("region");
        RegionConfig config = RegionChain.small().with(new RegionConfig.Run(PERSONS, 3, 0));
        RegionSimulator.run(
                new RegionSimulator.Request(config, region, RegionSimulator.Format.CSV, 2), (persons, rows) -> {});
        Set<String> canaries = canaries(region.resolve("psn_insu_d.csv"));
        assertThat(canaries).hasSizeGreaterThan(2 * PERSONS);
        Path plan = Files.writeString(folder.resolve("plan.yaml"), RegionChain.planText());
        Path out = folder.resolve("out");

        Cli run = Cli.run(
                "run",
                plan,
                "--data",
                folder.resolve("data"),
                "--out",
                out,
                "--key",
                folder.resolve("id.key"),
                "--explain");

        assertThat(run.exitCode()).as(run.said()).isZero();
        Set<String> found = new TreeSet<>();
        look(run.said(), canaries, word -> found.add("messages"));
        int files = 0;
        for (Path file : files(out)) {
            files++;
            look(file, canaries, word -> found.add(out.relativize(file).toString()));
        }
        assertThat(files)
                .as("files of the run, its raw tables and steps among them")
                .isGreaterThan(30);
        assertThat(found).as("places where an identity stands").isEmpty();
        look(region.resolve("setl_d.csv"), canaries, word -> found.add("source"));
        assertThat(found).as("the search finds them where they are").containsExactly("source");
    }

    private static Set<String> canaries(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> header = List.of(lines.getFirst().replace("\ufeff", "").split(",", -1));
        Set<String> out = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (String identifier : IDENTIFIERS) {
                String cell = cells[header.indexOf(identifier)];
                // a name of two characters may be a word of the report
                if (cell.length() > 2) {
                    out.add(cell);
                }
            }
        }
        return out;
    }

    private static List<Path> files(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void look(Path file, Set<String> canaries, Consumer<String> found) throws Exception {
        String name = file.toString();
        if (name.endsWith(".parquet")) {
            parquet(file, canaries, found);
        } else if (name.endsWith(".docx") || name.endsWith(".xlsx")) {
            zip(Files.readAllBytes(file), canaries, found);
        } else {
            look(Files.readString(file, StandardCharsets.ISO_8859_1), canaries, found);
            look(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), canaries, found);
        }
    }

    private static void zip(byte[] bytes, Set<String> canaries, Consumer<String> found) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                look(new String(zip.readAllBytes(), StandardCharsets.UTF_8), canaries, found);
            }
        }
    }

    /** Every value once a column: the same identity stands in a column a thousand times or never. */
    private static void parquet(Path file, Set<String> canaries, Consumer<String> found) throws SQLException {
        String from = " FROM read_parquet('" + file + "')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (String column : texts(connection, "SELECT column_name FROM (DESCRIBE SELECT *" + from + ")")) {
                String name = '"' + column.replace("\"", "\"\"") + '"';
                for (String cell : texts(connection, "SELECT DISTINCT CAST(" + name + " AS VARCHAR)" + from)) {
                    look(cell, canaries, found);
                }
            }
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> out = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String text = rows.getString(1);
                if (text != null) {
                    out.add(text);
                }
            }
        }
        return out;
    }

    private static void look(String text, Set<String> canaries, Consumer<String> found) {
        Arrays.stream(WORDS.split(text)).filter(canaries::contains).forEach(found);
    }
}
