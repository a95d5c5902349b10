package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.data.DataError;
import org.steelyard.data.identity.Treatment;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** What stands in a source stands in the raw table, with the number of its row, and with pseudonyms for people. */
class RawTablesTest {

    private static final Map<String, Treatment> NONE = Map.of();

    @TempDir
    Path folder;

    @Test
    void cellsOfTextStandAsTheyStoodAndOnlyAnUnquotedEmptyOneIsNull() {
        Raw.write(folder.resolve("t.csv"), "A,b,c\n x ,\"\",\n\"a \"\"q\"\", z\",\t, \n");
        RawTable table = Raw.intake(folder, "t.csv", NONE);
        assertThat(Raw.rows(table))
                .containsExactly(List.of(" x ", "", "∅", "2"), List.of("a \"q\", z", "\t", " ", "3"));
        assertThat(table.columns())
                .containsExactly(
                        new RawColumn("A", "VARCHAR"), new RawColumn("b", "VARCHAR"), new RawColumn("c", "VARCHAR"));
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.name()).isEqualTo("t");
        assertThat(table.input().encoding()).contains("UTF-8");
        assertThat(table.input().delimiter()).contains("comma");
    }

    @Test
    void digestOfTheSourceIsThatOfItsBytes() throws IOException {
        Raw.write(folder.resolve("t.csv"), "a,b\n1,2\n");
        RawTable table = Raw.intake(folder, "t.csv", NONE);
        assertThat(table.input().sha256()).isEqualTo(Digest.of(Files.readAllBytes(folder.resolve("t.csv"))));
        assertThat(table.input().bytes()).isEqualTo(8);
    }

    @Test
    void identifiersOfPeopleThatASpreadsheetRoundedAreRefused() {
        Map<String, Treatment> keys = Map.of("psn", Treatment.PERSON_KEY);
        Raw.write(folder.resolve("t.csv"), "psn,b\nP1,1\n1.2E+17,2\n 3E+17 ,3\nE+17,4\n1E5,5\n");
        assertLost(() -> Raw.intake(folder, "t.csv", keys), 3);
        Raw.write(folder.resolve("t.parquet"), Bytes.parquet("SELECT 123456789012345678.0::DOUBLE AS psn"));
        assertLost(() -> Raw.intake(folder, "t.parquet", keys), 0);
        Raw.write(folder.resolve("u.parquet"), Bytes.parquet("SELECT '1.2E+17' AS psn"));
        assertLost(() -> Raw.intake(folder, "u.parquet", keys), 0);
    }

    private static void assertLost(ThrowingCallable intake, long row) {
        SteelyardException failure = catchThrowableOfType(SteelyardException.class, intake);
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.problems().getFirst().code()).isEqualTo(RawError.LOST_DIGITS);
        assertThat(failure.problems().getFirst().place().row()).isEqualTo(row);
        assertThat(failure.problems().getFirst().place().field()).isEqualTo("psn");
    }

    @Test
    void aWholeNumberThatStandsAsFloatingPointIsTheSamePerson() {
        Map<String, Treatment> keys = Map.of("psn", Treatment.PERSON_KEY);
        Raw.write(folder.resolve("t.csv"), "psn\n1001\n");
        Raw.write(
                folder.resolve("t.parquet"),
                Bytes.parquet("SELECT x::DOUBLE AS psn FROM (VALUES (1001), (NULL)) v(x)"));
        String asText = Raw.rows(Raw.intake(folder, "t.csv", keys)).getFirst().getFirst();
        assertThat(Raw.rows(Raw.intake(folder, "t.parquet", keys)).stream().map(List::getFirst))
                .containsExactly(asText, "∅");
    }

    @Test
    void aRecordWithALineBreakIsOneRow() {
        Raw.write(folder.resolve("t.csv"), "a,b\n\"x\ny\",1\nz,2\n");
        assertThat(Raw.rows(Raw.intake(folder, "t.csv", NONE)))
                .containsExactly(List.of("x\ny", "1", "2"), List.of("z", "2", "3"));
    }

    @Test
    void everyEncodingGivesTheSameTable() throws IOException {
        String text = "科室,名称\n心内科,高血压\n骨科,髋部骨折𠮷\n";
        record Case(String file, byte[] bytes, String label) {}
        byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
        List<Case> cases = List.of(
                new Case("u.csv", text.getBytes(StandardCharsets.UTF_8), "UTF-8"),
                new Case("b.csv", join(mark, text.getBytes(StandardCharsets.UTF_8)), "UTF-8 (BOM)"),
                new Case("g.csv", text.getBytes(Charset.forName("GB18030")), "GB18030"),
                new Case(
                        "w.csv",
                        join(new byte[] {(byte) 0xff, (byte) 0xfe}, text.getBytes(StandardCharsets.UTF_16LE)),
                        "UTF-16LE (BOM)"),
                new Case(
                        "h.csv",
                        join(
                                new byte[] {(byte) 0x84, 0x31, (byte) 0x95, 0x33},
                                text.getBytes(Charset.forName("GB18030"))),
                        "GB18030 (BOM)"),
                new Case("u.csv.gz", gzip(text.getBytes(StandardCharsets.UTF_8)), "UTF-8"),
                new Case("g.csv.gz", gzip(text.getBytes(Charset.forName("GB18030"))), "GB18030"),
                new Case("g.zip", zip("in/g.csv", text.getBytes(Charset.forName("GB18030"))), "GB18030"));
        for (Case c : cases) {
            Raw.write(folder.resolve(c.file()), c.bytes());
            RawTable table = Raw.intake(folder, c.file(), NONE);
            assertThat(table.input().encoding()).as(c.file()).contains(c.label());
            assertThat(Raw.rows(table))
                    .as(c.file())
                    .containsExactly(List.of("心内科", "高血压", "2"), List.of("骨科", "髋部骨折𠮷", "3"));
        }
    }

    @Test
    void everyDelimiterIsFound() {
        for (String d : List.of(",", "\t", ";", "|")) {
            Raw.write(folder.resolve("t.txt"), String.join(d, "a", "b") + "\n" + String.join(d, "1", "2") + "\n");
            assertThat(Raw.rows(Raw.intake(folder, "t.txt", NONE))).containsExactly(List.of("1", "2", "2"));
        }
    }

    @Test
    void identifiersBecomeDigestsOfTheirKindAndDroppedColumnsAreAbsent() {
        Raw.write(folder.resolve("t.csv"), "PSN_NO,psn_name,tel,身份,x\n p１ ,张三,13800000000,110,1\nP1,,,,2\n,,,,3\n");
        RawTable table = Raw.intake(folder, "t.csv", Map.of("身份", Treatment.personKey("certno")));
        String key = Raw.KEY.of("psn_no", "P1");
        assertThat(key).matches("[0-9a-f]{32}");
        assertThat(Raw.rows(table))
                .containsExactly(
                        List.of(key, Raw.KEY.of("certno", "110"), "1", "2"),
                        List.of(key, "∅", "2", "3"),
                        List.of("∅", "∅", "3", "4"));
        assertThat(table.columns().stream().map(RawColumn::name)).containsExactly("PSN_NO", "身份", "x");
        assertThat(table.notes().stream()
                        .filter(n -> n.kind() == Note.Kind.DROPPED)
                        .map(Note::column))
                .containsExactly("psn_name", "tel");
    }

    @Test
    void aNumberOfOneInstitutionIsDigestedAlongWithIt() {
        Raw.write(folder.resolve("t.csv"), "medcasno,fixmedins_code\n7,H1\n7,H2\n");
        assertThat(Raw.rows(Raw.intake(folder, "t.csv", NONE)))
                .containsExactly(
                        List.of(Raw.KEY.of("medcasno", "H1", "7"), "H1", "2"),
                        List.of(Raw.KEY.of("medcasno", "H2", "7"), "H2", "3"));
        assertThat(Raw.KEY.of("medcasno", "H1", "7")).isNotEqualTo(Raw.KEY.of("medcasno", "H2", "7"));
    }

    @Test
    void maskedTextLosesNumbersAndKeepsTheRest() {
        Raw.write(folder.resolve("t.csv"), "id,memo\n1,患者电话13912345678请回访\n2,一般情况好\n");
        RawTable table = Raw.intake(folder, "t.csv", Map.of("memo", Treatment.MASK));
        assertThat(Raw.rows(table)).containsExactly(List.of("1", "患者电话******请回访", "2"), List.of("2", "一般情况好", "3"));
        assertThat(table.notes()).anyMatch(n -> n.kind() == Note.Kind.MASKED && n.count() == 1);
    }

    @Test
    void formulasAreMarkedAndKept() {
        Raw.write(folder.resolve("t.csv"), "id,t\n1,=1+1\n2,-5\n3,+x\n4,@SUM(A1)\n5,-\n");
        RawTable table = Raw.intake(folder, "t.csv", NONE);
        assertThat(Raw.rows(table).getFirst()).containsExactly("1", "=1+1", "2");
        assertThat(table.notes())
                .anyMatch(n -> n.kind() == Note.Kind.FORMULA && n.column().equals("t") && n.count() == 3);
    }

    @Test
    void emptyRowsAtTheEndAreCountedAndLeftOut() {
        Raw.write(folder.resolve("t.csv"), "a,b\n1,2\n,\n\n");
        RawTable table = Raw.intake(folder, "t.csv", NONE);
        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.notes()).anyMatch(n -> n.kind() == Note.Kind.TRAILING_ROWS && n.count() == 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[1, 2] | INTEGER[]",
                "{'a': 1, 'b': 'SECRET'} | STRUCT(a INTEGER, b VARCHAR)",
                "map(['SECRET'], [2]) | MAP(VARCHAR, INTEGER)",
                "'SECRET'::BLOB | BLOB"
            })
    void aColumnThatHoldsNoSingleValueIsRefusedWhereNeededAndElseLeftOutAndTold(String value, String type) {
        Raw.write(folder.resolve("n.parquet"), Bytes.parquet("SELECT 7 AS id, " + value + " AS x"));

        RawTable table = Raw.intake(folder, "n.parquet", Map.of());
        assertThat(Raw.rows(table)).containsExactly(List.of("7", "1"));
        assertThat(table.notes()).anySatisfy(note -> {
            assertThat(note.kind()).isEqualTo(Note.Kind.LEFT_OUT);
            assertThat(note.column()).isEqualTo("x");
            assertThat(note.what().zh()).contains("x", type);
            assertThat(note.what().en()).contains("x", type);
        });

        for (Treatment wanted : List.of(Treatment.KEEP, Treatment.MASK, Treatment.personKey("x"))) {
            SteelyardException failure = catchThrowableOfType(
                    SteelyardException.class, () -> Raw.intake(folder, "n.parquet", Map.of("X", wanted)));
            assertThat(failure.problems()).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo(DataError.UNSUPPORTED_COLUMN);
                assertThat(p.place().file()).isEqualTo("n.parquet");
                assertThat(p.place().field()).isEqualTo("x");
                assertThat(p.in(Lang.ZH)).contains(type, "展开").doesNotContain("SECRET");
                assertThat(p.in(Lang.EN)).contains(type, "unfold").doesNotContain("SECRET");
            });
        }
    }

    @Test
    void parquetKeepsItsTypesAndItsOrder() {
        Path file = folder.resolve("p.parquet");
        Raw.duckdb(
                "COPY (SELECT 'k' || i AS psn_no, i AS id, CAST(i / 4 AS DECIMAL(16,2)) AS amt, DATE '2024-01-01' + CAST(i AS INTEGER) AS d,"
                        + " i % 2 = 0 AS f FROM range(5) t(i)) TO '" + file + "' (FORMAT parquet)");
        RawTable table = Raw.intake(folder, "p.parquet", NONE);
        assertThat(table.columns())
                .containsExactly(
                        new RawColumn("psn_no", "VARCHAR"),
                        new RawColumn("id", "BIGINT"),
                        new RawColumn("amt", "DECIMAL(16,2)"),
                        new RawColumn("d", "DATE"),
                        new RawColumn("f", "BOOLEAN"));
        assertThat(Raw.rows(table).get(4))
                .containsExactly(Raw.KEY.of("psn_no", "k4"), "4", "1.00", "2024-01-05", "true", "5");
    }

    @Test
    void excelGivesStoredValues() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "steelyard", "1.0")) {
            Worksheet sheet = book.newWorksheet("setl");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "amt");
            sheet.value(0, 2, "day");
            sheet.value(0, 3, "at");
            sheet.value(1, 0, " a ");
            sheet.value(1, 1, 12.50);
            sheet.value(1, 2, java.time.LocalDate.of(2024, 1, 31));
            sheet.style(1, 2).format("yyyy-mm-dd").set();
            sheet.value(1, 3, java.time.LocalDateTime.of(2024, 1, 31, 8, 30, 5));
            sheet.style(1, 3).format("yyyy-mm-dd hh:mm:ss").set();
            sheet.value(2, 0, "b");
            sheet.value(2, 1, 3);
        }
        Raw.write(folder.resolve("x.xlsx"), out.toByteArray());
        RawTable table = Raw.intake(folder, "x.xlsx", NONE);
        assertThat(Raw.rows(table))
                .containsExactly(
                        List.of(" a ", "12.5", "2024-01-31", "2024-01-31 08:30:05", "2"),
                        List.of("b", "3", "∅", "∅", "3"));
        assertThat(table.input().sheet()).contains("setl");
    }

    @Test
    void excelsLineThatNamesTheDelimiterIsSaidToBeNoHeader() throws IOException {
        Raw.write(folder.resolve("t.csv"), "sep=,\npsn_no,amt\n1,2\n");
        assertThatThrownBy(() -> Raw.intake(folder, "t.csv", NONE))
                .isInstanceOfSatisfying(SteelyardException.class, e -> {
                    Problem problem = e.problems().getFirst();
                    assertThat(problem.code()).isEqualTo(DataError.EMPTY_HEADER);
                    assertThat(problem.remedy().zh()).contains("sep=", "删去这一行");
                });
    }

    @Test
    void aWorkbookWithoutFormatsIsRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "steelyard", "1.0")) {
            Worksheet sheet = book.newWorksheet("setl");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "amt");
            sheet.value(1, 0, "a");
            sheet.value(1, 1, 12.50);
        }
        Path whole = Files.write(folder.resolve("whole.xlsx"), out.toByteArray());
        Raw.write(folder.resolve("x.xlsx"), Bytes.without(whole, "xl/styles.xml"));
        RawTable table = Raw.intake(folder, "x.xlsx", NONE);
        assertThat(Raw.rows(table)).containsExactly(List.of("a", "12.5", "2"));
    }

    @Test
    void bytesDoNotDependOnThreadsNorOnTheRoadTaken() throws IOException {
        long seed = Long.getLong("seed", 20261122L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> words = List.of(
                "", "a", "心衰", "\"\"", "\"x,y\"", " z ", "=1", "0.10", "\"q\"\"q\"", "P" + random.nextInt(1000));
        String text = "psn_no,b,c,d\n"
                + random.ints(130_000, 0, 1000)
                        .mapToObj(i -> "n" + i + "," + words.get(i % words.size()) + ","
                                + words.get((i * 7 + 3) % words.size()) + ",k")
                        .collect(Collectors.joining("\n"))
                + "\n";
        Raw.write(folder.resolve("t.csv"), text);
        Raw.write(folder.resolve("t.csv.gz"), gzip(text.getBytes(StandardCharsets.UTF_8)));
        Raw.write(folder.resolve("z.zip"), zip("t.csv", text.getBytes(StandardCharsets.UTF_8)));
        List<byte[]> results = new ArrayList<>();
        for (String name : List.of("t.csv", "t.csv.gz", "z.zip")) {
            for (int threads : new int[] {1, 3}) {
                Path target = folder.resolve("out").resolve(name + threads);
                RawTables.intake(
                        RawSource.File.of(folder, name),
                        NONE,
                        Raw.KEY,
                        target,
                        IntakeSettings.DEFAULT.withThreads(threads));
                results.add(Files.readAllBytes(target));
            }
        }
        assertThat(results).allSatisfy(r -> assertThat(Digest.of(r)).isEqualTo(Digest.of(results.getFirst())));
    }

    @Test
    void bytesOfParquetDoNotDependOnThreads() throws IOException {
        Path file = folder.resolve("p.parquet");
        Raw.duckdb(
                "COPY (SELECT 'k' || (i * 7919 % 5000) AS psn_no, i AS id, 'v' || (i % 7) AS g FROM range(200000) t(i)) TO '"
                        + file + "' (FORMAT parquet)");
        List<Digest> digests = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            Path target = folder.resolve("out").resolve("p" + threads);
            RawTables.intake(
                    RawSource.File.of(folder, "p.parquet"),
                    NONE,
                    Raw.KEY,
                    target,
                    IntakeSettings.DEFAULT.withThreads(threads));
            digests.add(Digest.ofFile(target));
        }
        assertThat(digests.stream().distinct()).hasSize(1);
        assertThat(Raw.rows(
                        "SELECT count(*), count(DISTINCT src_row), min(src_row), max(src_row), count(DISTINCT psn_no) FROM read_parquet('"
                                + folder.resolve("out").resolve("p1") + "')"))
                .containsExactly(List.of("200000", "200000", "1", "200000", "5000"));
    }

    static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(a);
        out.writeBytes(b);
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] zip(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
