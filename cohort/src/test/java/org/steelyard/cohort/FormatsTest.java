package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.data.Input;

/** The same people in every format give the same table. */
class FormatsTest {

    private static final String TEXT = "id,arm,age,visits,sex,day,time,note\n"
            + "a,1,50,2,male,2024-01-01,10,\"x, \"\"y\"\"\nz\"\n"
            + "b,0,60.25,3,female,20240102,20,5\" tube\n"
            + "c,1,1e1,0,female,,30,\n"
            + "d,0,,1,male,2024/1/4, 40 ,\n";

    @TempDir
    Path folder;

    private static Fixture fixture() {
        return Fixture.people()
                .with(Fixture.var(
                                "note",
                                org.steelyard.protocol.Variable.Role.AUXILIARY,
                                org.steelyard.protocol.Variable.Type.TEXT)
                        .build());
    }

    private static void assertSame(Cohort cohort, long... rows) {
        AnalysisTable table = cohort.table();
        double day = LocalDate.of(2024, 1, 1).toEpochDay();
        assertThat(table.sourceRows()).containsExactly(rows);
        assertThat(table.numbers("arm")).containsExactly(1, 0, 1, 0);
        assertThat(table.numbers("age")).containsExactly(50, 60.25, 10, Double.NaN);
        assertThat(table.numbers("visits")).containsExactly(2, 3, 0, 1);
        assertThat(table.numbers("sex")).containsExactly(0, 1, 1, 0);
        assertThat(table.numbers("day")).containsExactly(day, day + 1, Double.NaN, day + 3);
        assertThat(table.numbers("time")).containsExactly(10, 20, 30, 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"})
    void encodingIsFoundAndStated(String charset) {
        String mark = charset.startsWith("UTF-16") ? "\ufeff" : "";
        String text = mark + TEXT.replace("male", "男").replace("fe男", "女");
        Fixture f = fixture()
                .with(Fixture.var(
                                "sex",
                                org.steelyard.protocol.Variable.Role.COVARIATE,
                                org.steelyard.protocol.Variable.Type.CATEGORY)
                        .levels("男", "女")
                        .build())
                .bytes(text.getBytes(java.nio.charset.Charset.forName(charset)));
        Cohort cohort = f.build(folder);
        assertSame(cohort, 2, 3, 4, 5);
        assertThat(cohort.inputs().getFirst().encoding().orElseThrow()).startsWith(charset);
    }

    @Test
    void theMarkOfUtf8IsNotPartOfTheFirstName() {
        Cohort cohort = fixture()
                .bytes(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8))
                .build(folder);
        assertSame(cohort, 2, 3, 4, 5);
        assertThat(cohort.inputs().getFirst().encoding()).contains("UTF-8 (BOM)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void lineEndsDoNotMatter(String end) {
        assertSame(fixture().text(TEXT.replace("\n", end)).build(folder), 2, 3, 4, 5);
    }

    @Test
    void emptyRowsAtTheEndAndAMissingLastLineEndDoNotMatter() {
        assertSame(fixture().text(TEXT + "\n,,,,,,,\n\n").build(folder), 2, 3, 4, 5);
        assertSame(fixture().text(TEXT.stripTrailing()).build(folder), 2, 3, 4, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", ";", "|"})
    void delimiterIsFound(String delimiter) {
        String text = TEXT.replace("\"x, \"\"y\"\"\nz\"", "q").replace(",", delimiter);
        Cohort cohort = fixture().text(text).build(folder);
        assertSame(cohort, 2, 3, 4, 5);
        assertThat(cohort.inputs().getFirst().delimiter()).isNotEqualTo(java.util.Optional.of("comma"));
    }

    @Test
    void gzipIsRead() throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
            gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        assertSame(fixture().named("people.csv.gz").bytes(out.toByteArray()).build(folder), 2, 3, 4, 5);
    }

    @Test
    void excelIsRead() throws IOException {
        Path file = folder.resolve("人群.xlsx");
        try (Workbook workbook = new Workbook(Files.newOutputStream(file), "steelyard", "1.0")) {
            workbook.newWorksheet("readme").value(0, 0, "see the other sheet");
            excel(workbook.newWorksheet("数据"));
        }
        Fixture f = fixture().named("人群.xlsx");
        f.write = false;
        f.sheet = java.util.Optional.of("数据");
        Cohort cohort = f.build(folder);
        assertSame(cohort, 2, 3, 4, 5);
        assertThat(cohort.inputs().getFirst().sheet()).contains("数据");
    }

    private static void excel(Worksheet sheet) {
        Object[][] rows = {
            {"id", "arm", "age", "visits", "sex", "day", "time", "note"},
            {"a", 1, 50, 2, "male", LocalDate.of(2024, 1, 1), 10, "x"},
            {"b", 0, 60.25, 3, "female", "20240102", 20, null},
            {"c", 1, 10, 0, "female", null, 30, null},
            {"d", 0, null, 1, "male", 20240104, "40", null}
        };
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < rows[r].length; c++) {
                switch (rows[r][c]) {
                    case null -> {}
                    case Number n -> sheet.value(r, c, n);
                    case LocalDate d -> {
                        sheet.value(r, c, d);
                        sheet.style(r, c).format("yyyy/m/d").set();
                    }
                    case Object o -> sheet.value(r, c, o.toString());
                }
            }
        }
    }

    @Test
    void parquetIsReadByItsOwnTypes() {
        String sql = "SELECT * FROM (VALUES "
                + "('a', true, 50::DOUBLE, 2::INTEGER, 'male', DATE '2024-01-01', 10::BIGINT, 'x'), "
                + "('b', false, 60.25, 3, 'female', DATE '2024-01-02', 20, NULL), "
                + "('c', true, 10, 0, 'female', NULL, 30, ''), "
                + "('d', false, NULL, 1, 'male', DATE '2024-01-04', 40, 'z')) AS t(id, arm, age, visits, sex, day, time, note)";
        Cohort cohort =
                fixture().named("people.parquet").bytes(BadFiles.parquet(sql)).build(folder);
        assertSame(cohort, 1, 2, 3, 4);
        String instants = sql.replaceAll("DATE '2024-01-(..)'", "TIMESTAMPTZ '2024-01-$1 00:00:00+08'");
        assertSame(
                fixture()
                        .named("people.parquet")
                        .bytes(BadFiles.parquet(instants))
                        .build(folder),
                1,
                2,
                3,
                4);
        Input input = cohort.inputs().getFirst();
        assertThat(input.format()).isEqualTo("parquet");
        assertThat(input.encoding()).isEmpty();
    }
}
