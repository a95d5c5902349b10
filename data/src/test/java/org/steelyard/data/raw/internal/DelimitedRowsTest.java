package org.steelyard.data.raw.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.ReadOptions;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.SteelyardException;

/** The strict reader of text, and the engine's reader beside it. */
class DelimitedRowsTest {

    @TempDir
    Path folder;

    private TextFacts facts(byte[] bytes) throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(file, bytes);
        return TextFacts.of(new Content("t.csv", file, "", Limits.DEFAULT), ReadOptions.FIND_OUT);
    }

    private static List<List<String>> read(TextFacts facts) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (DelimitedRows cursor = DelimitedRows.open(facts, Limits.DEFAULT)) {
            while (cursor.next()) {
                List<String> row = new ArrayList<>();
                for (int c = 0; c < cursor.columns().size(); c++) {
                    row.add(
                            cursor.isNull(c)
                                    ? "∅"
                                    : new String(
                                            cursor.bytes(),
                                            cursor.from(c),
                                            cursor.to(c) - cursor.from(c),
                                            StandardCharsets.UTF_8));
                }
                rows.add(row);
            }
            assertThat(cursor.findings().rows()).isEmpty();
        }
        return rows;
    }

    @Test
    void aRowThatFitsNoMemoryIsRefused() throws IOException {
        StringBuilder row = new StringBuilder("a");
        for (int i = 1; i < 30; i++) {
            row.append(",c").append(i);
        }
        row.append('\n');
        for (int i = 0; i < 30; i++) {
            row.append(i == 0 ? "" : ",").append("x".repeat(3_900_000));
        }
        TextFacts facts = facts(row.toString().getBytes(StandardCharsets.US_ASCII));
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> read(facts));
        assertThat(e.problems().getFirst().code()).isEqualTo(RawError.ROW_TOO_LONG);
        assertThat(e.problems().getFirst().place().row()).isEqualTo(2);
    }

    /** What is written is read again, whatever the buffer's borders cut. */
    @Test
    void randomTablesReadBack() throws IOException {
        long seed = Long.getLong("seed", 20261122L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String alphabet = "ab,\"\n\r;心 \t1";
        for (int t = 0; t < 60; t++) {
            int columns = 2 + random.nextInt(5);
            String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                text.append(c == 0 ? "" : ",").append("c").append(c);
            }
            text.append(end);
            List<List<String>> wanted = new ArrayList<>();
            for (int r = 0; r < 1 + random.nextInt(2000); r++) {
                List<String> row = new ArrayList<>();
                for (int c = 0; c < columns; c++) {
                    String cell = cell(random, alphabet);
                    boolean quoted = random.nextBoolean() || cell.matches("(?s).*[,\"\n\r].*");
                    String written = c == 0 && cell.isBlank() ? "k" : cell;
                    row.add(written.isEmpty() && !quoted ? "∅" : written);
                    text.append(c == 0 ? "" : ",")
                            .append(quoted ? "\"" + written.replace("\"", "\"\"") + "\"" : written);
                }
                text.append(end);
                wanted.add(row);
            }
            assertThat(read(facts(text.toString().getBytes(StandardCharsets.UTF_8))))
                    .as("table " + t)
                    .isEqualTo(wanted);
        }
    }

    private static String cell(Random random, String alphabet) {
        StringBuilder cell = new StringBuilder();
        int n = random.nextInt(50) == 0 ? 4000 : random.nextInt(8);
        for (int i = 0; i < n; i++) {
            cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return cell.toString();
    }

    @Test
    void plainTextIsReadByTheEngineInTheSameWay() throws IOException {
        StringBuilder text = new StringBuilder("\ufeffa,b,c\r\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("\"x,")
                    .append(i)
                    .append("\",")
                    .append(i % 3 == 0 ? "" : i % 3 == 1 ? "\"\"" : " 心\"\"".replace("\"\"", ""))
                    .append(",\"q\"\"")
                    .append(i)
                    .append("\"\r\n");
        }
        TextFacts facts = facts(text.toString().getBytes(StandardCharsets.UTF_8));
        List<List<String>> strict = new ArrayList<>();
        List<ColumnPlan> plans;
        try (DelimitedRows cursor = DelimitedRows.open(facts, Limits.DEFAULT)) {
            plans = ColumnPlan.of(cursor.columns(), java.util.Map.of(), "t.csv");
            while (cursor.next()) {
                strict.add(List.of(
                        Long.toString(cursor.row()),
                        cursor.isNull(1)
                                ? "∅"
                                : new String(
                                        cursor.bytes(),
                                        cursor.from(1),
                                        cursor.to(1) - cursor.from(1),
                                        StandardCharsets.UTF_8)));
            }
            assertThat(cursor.isPlain(1 << 20)).isTrue();
        }
        try (RawEngine engine = RawEngine.open(
                IntakeSettings.DEFAULT.withThreads(2), List.of(facts.content().file()), List.of())) {
            List<List<String>> bulk =
                    engine.rows("SELECT " + BulkText.ROW + ", coalesce(b, '∅') FROM " + BulkText.from(facts, plans));
            assertThat(bulk).hasSameSizeAs(strict);
            assertThat(bulk.equals(strict)).isTrue();
        }
    }

    @Test
    void oddTextIsNotLeftToTheEngine() throws IOException {
        for (String text : List.of(
                "a,b\n1,\"x\ny\"\n", "a,b\n1,x\"y\n", "a,b\r1,2\r", "a,b\n1,2\r\n3,4\n", "a,b\n1,2\n\n", "a\n1\n")) {
            TextFacts facts = facts(text.getBytes(StandardCharsets.UTF_8));
            try (DelimitedRows cursor = DelimitedRows.open(facts, Limits.DEFAULT)) {
                while (cursor.next()) {
                    assertThat(cursor.row()).isPositive();
                }
                assertThat(cursor.isPlain(1 << 20)).as(text).isFalse();
            }
        }
    }
}
