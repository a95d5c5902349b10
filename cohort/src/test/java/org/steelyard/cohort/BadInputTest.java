package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.steelyard.cohort.BadFiles.bytes;
import static org.steelyard.cohort.BadFiles.cut;
import static org.steelyard.cohort.BadFiles.gzip;
import static org.steelyard.cohort.BadFiles.join;
import static org.steelyard.cohort.BadFiles.ole;
import static org.steelyard.cohort.BadFiles.sheet;
import static org.steelyard.cohort.BadFiles.workbook;
import static org.steelyard.cohort.BadFiles.zip;
import static org.steelyard.cohort.Fixture.derived;
import static org.steelyard.cohort.Fixture.people;
import static org.steelyard.cohort.Fixture.var;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.data.DataError;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.Criterion.OnMissing;
import org.steelyard.protocol.Variable.Role;
import org.steelyard.protocol.Variable.Type;

/** A corpus of bad files and plans: each ends with its code, its place and advice in Chinese and English. */
class BadInputTest {

    static final String HEAD = "id,arm,age,visits,sex,day,time\n";
    private static final String ROW = "a,1,50,2,male,2024-01-01,10\n";
    private static final String ROW2 = "b,0,60,3,female,2024-01-02,20\n";

    @TempDir
    Path folder;

    /**
     * @param row that the problem must cite; 0 for none
     * @param field that the problem must name; empty for none
     * @param zh part of the Chinese message
     */
    record Bad(String name, ErrorCode code, long row, String field, String zh, Consumer<Fixture> change) {
        @Override
        public String toString() {
            return name;
        }

        Bad at(long other) {
            return new Bad(name, code, other, field, zh, change);
        }
    }

    private static Bad text(String name, ErrorCode code, long row, String field, String zh, String content) {
        return new Bad(name, code, row, field, zh, f -> f.text(content));
    }

    /** A file whose second data row holds this in the column. */
    private static Bad cell(String name, ErrorCode code, String column, String zh, String value) {
        List<String> columns = List.of(HEAD.trim().split(","));
        String[] cells = ROW2.trim().split(",");
        cells[columns.indexOf(column)] = value;
        return text(name, code, 3, column, zh, HEAD + ROW + String.join(",", cells) + "\n");
    }

    private static Bad file(String name, ErrorCode code, String zh, String fileName, byte[] content) {
        return new Bad(name, code, 0, "", zh, f -> f.named(fileName).bytes(content));
    }

    private static Bad plan(String name, ErrorCode code, String field, String zh, Consumer<Fixture> change) {
        return new Bad(name, code, 0, field, zh, change);
    }

    static List<Bad> corpus() {
        List<Bad> all = new java.util.ArrayList<>();
        all.addAll(files());
        all.addAll(structures());
        all.addAll(cells());
        all.addAll(excel());
        all.addAll(parquet());
        all.addAll(plans());
        return all;
    }

    private static List<Bad> files() {
        return List.of(
                new Bad("no such file", DataError.MISSING_FILE, 0, "", "没有这个文件", f -> f.write = false),
                new Bad("parent folder", DataError.OUTSIDE_FOLDER, 0, "", "数据文件夹之外", f -> {
                    f.write = false;
                    f.file = "../people.csv";
                }),
                new Bad("absolute path", DataError.OUTSIDE_FOLDER, 0, "", "数据文件夹之外", f -> {
                    f.write = false;
                    f.file = "/etc/passwd.csv";
                }),
                new Bad("sly path", DataError.OUTSIDE_FOLDER, 0, "", "数据文件夹之外", f -> {
                    f.write = false;
                    f.file = "x/../../people.csv";
                }),
                new Bad("impossible name", DataError.OUTSIDE_FOLDER, 0, "", "数据文件夹之外", f -> {
                    f.write = false;
                    f.file = "a\0b.csv";
                }),
                new Bad("a folder", DataError.UNREADABLE_FILE, 0, "", "无法读取", f -> {
                    f.write = false;
                    f.file = "folder.csv";
                }),
                file("unknown kind", DataError.UNKNOWN_FORMAT, "不认识的文件类型", "people.sas7bdat", bytes("x")),
                file("old Excel by name", DataError.UNKNOWN_FORMAT, "另存为 .xlsx", "people.xls", bytes("x")),
                file("empty file", DataError.EMPTY_FILE, "文件是空的", "people.csv", new byte[0]),
                file("only a mark", DataError.EMPTY_FILE, "文件是空的", "people.csv", new byte[] {
                    (byte) 0xef, (byte) 0xbb, (byte) 0xbf
                }),
                file(
                        "Excel called csv",
                        DataError.WRONG_CONTENT,
                        "zip 或 Excel",
                        "people.csv",
                        workbook(w -> sheet(w, "s"))),
                file("Parquet called csv", DataError.WRONG_CONTENT, "Parquet", "people.csv", bytes("PAR1xxxxPAR1")),
                file("gzip called csv", DataError.WRONG_CONTENT, "gzip", "people.csv", gzip(bytes(HEAD))),
                file("old Excel called csv", DataError.WRONG_CONTENT, "旧版 Excel", "people.csv", ole()),
                file("text called gz", DataError.WRONG_CONTENT, "不是 gzip", "people.csv.gz", bytes(HEAD + ROW)),
                file("binary", DataError.WRONG_CONTENT, "第 2 行", "people.csv", bytes(HEAD + "a\0b,1\n")),
                file(
                        "UTF-16 without mark",
                        DataError.WRONG_CONTENT,
                        "二进制",
                        "people.csv",
                        HEAD.getBytes(StandardCharsets.UTF_16LE)),
                file(
                        "cut gzip",
                        DataError.DAMAGED_FILE,
                        "损坏",
                        "people.csv.gz",
                        cut(gzip(bytes(HEAD + ROW.repeat(3000))))));
    }

    private static List<Bad> structures() {
        byte[] damaged = join(
                bytes(HEAD + "甲乙丙,1,50,2,male,,1\n丁"),
                new byte[] {(byte) 0xe4, (byte) 0xb8},
                bytes(",0,1,1,male,,1\n"));
        byte[] neither = join(bytes(HEAD + "a"), new byte[] {(byte) 0xff, (byte) 0xff}, bytes(",1,50,2,male,,1\n"));
        return List.of(
                new Bad("damaged UTF-8", DataError.BAD_ENCODING, 3, "id", "UTF-8", f -> f.bytes(damaged)),
                new Bad("no known encoding", DataError.BAD_ENCODING, 2, "id", "GB18030", f -> f.bytes(neither)),
                text("header only", DataError.NO_ROWS, 0, "", "没有数据行", HEAD),
                text("header and blank lines", DataError.NO_ROWS, 0, "", "没有数据行", HEAD + "\n\n"),
                text("too few fields", DataError.RAGGED_ROW, 3, "", "字段数与表头不一致", HEAD + ROW + "b,0,60\n" + ROW2),
                text(
                        "too many fields",
                        DataError.RAGGED_ROW,
                        2,
                        "",
                        "字段数与表头不一致",
                        HEAD + "a,1,50,2,male,2024-01-01,10,9\n"),
                text(
                        "unquoted comma",
                        DataError.RAGGED_ROW,
                        2,
                        "",
                        "第 2 行，共 1 行",
                        HEAD + "a,1,1,200,2,male,,1\n" + ROW2),
                text(
                        "row after quoted line break",
                        DataError.RAGGED_ROW,
                        3,
                        "",
                        "第 3 行",
                        HEAD + "\"a\nb\",1,50,2,male,,1\nx\n"),
                text("blank row amid data", DataError.BLANK_ROW, 3, "", "空行", HEAD + ROW + "\n" + ROW2),
                text("row of commas amid data", DataError.BLANK_ROW, 3, "", "空行", HEAD + ROW + ",,,,,,\n" + ROW2),
                text("unclosed quote", DataError.UNCLOSED_QUOTE, 3, "id", "双引号没有结束", HEAD + ROW + "\"b,0,1\n" + ROW2),
                text(
                        "unclosed quote, much text",
                        DataError.UNCLOSED_QUOTE,
                        3,
                        "id",
                        "双引号没有结束",
                        HEAD + ROW + "\"" + ROW2.repeat(60000)),
                text("text after quote", DataError.BAD_QUOTE, 2, "id", "还有文字", HEAD + "\"a\"x,1,50,2,male,,1\n"),
                text(
                        "endless field",
                        DataError.FIELD_TOO_LONG,
                        2,
                        "id",
                        "100 万个字符",
                        HEAD + "a".repeat(1_100_000) + ",1\n"),
                text("nameless column", DataError.EMPTY_HEADER, 1, "", "第 2 列没有列名", "id,,age\na,1,2\n"),
                text("name of blanks", DataError.EMPTY_HEADER, 1, "", "第 3 列没有列名", "id,arm,\u3000 \na,1,2\n"),
                text("same name twice", DataError.DUPLICATE_HEADER, 1, "arm", "第 2 列与第 3 列", "id,arm,arm\na,1,2\n"),
                text("same name but for blanks", DataError.DUPLICATE_HEADER, 1, "arm", "列名重复", "id,arm, arm \na,1,2\n"),
                text(
                        "unclear delimiter",
                        DataError.UNCLEAR_DELIMITER,
                        0,
                        "",
                        "无法确定分隔符",
                        "a;b,c;d\n1;2,3;4\n1;2,3;4\n".replace(";d", ";d,e").replace(";4", ";4,5")),
                text(
                        "missing column",
                        DataError.MISSING_COLUMN,
                        0,
                        "time",
                        "所需的列“time”",
                        "id,arm,age,visits,sex,day,tiem\n" + ROW),
                text(
                        "missing column, advice",
                        DataError.MISSING_COLUMN,
                        0,
                        "arm",
                        "是否为“Arm”",
                        "id,Arm,age,visits,sex,day,time\n" + ROW));
    }

    private static List<Bad> cells() {
        return List.of(
                plan("empty not declared", DataError.UNDECLARED_MISSING, "day", "空值未声明为缺失", f -> {
                    f.missing = List.of();
                    f.text(HEAD + ROW + "b,0,60,3,female,,20\n");
                }),
                plan("empty category not declared", DataError.UNDECLARED_MISSING, "sex", "空值未声明为缺失", f -> {
                    f.missing = List.of("NA");
                    f.text(HEAD + ROW + "b,0,60,3,,NA,20\n");
                }),
                cell("letters", DataError.NOT_A_NUMBER, "age", "不是数值", "sixty"),
                cell("undeclared NA", DataError.NOT_A_NUMBER, "age", "不是数值", "NA"),
                cell("not a number by name", DataError.NOT_A_NUMBER, "age", "不是数值", "NaN"),
                cell("infinite", DataError.NOT_A_NUMBER, "age", "不是数值", "Inf"),
                cell("unit", DataError.NOT_A_NUMBER, "age", "不含千分位逗号、单位", "60岁"),
                cell("percent", DataError.NOT_A_NUMBER, "age", "百分号", "60%"),
                cell("thousands", DataError.NOT_A_NUMBER, "time", "千分位", "\"1,200\""),
                cell("full-width digits", DataError.NOT_A_NUMBER, "age", "半角数字", "６０"),
                cell("two points", DataError.NOT_A_NUMBER, "age", "不是数值", "6.0.1"),
                cell("lone sign", DataError.NOT_A_NUMBER, "age", "不是数值", "-"),
                cell("bare exponent", DataError.NOT_A_NUMBER, "age", "不是数值", "1e"),
                cell("too large", DataError.NOT_A_NUMBER, "age", "不是数值", "1e999"),
                cell("fraction", DataError.NOT_AN_INTEGER, "visits", "应为整数", "2.5"),
                cell("integer too large", DataError.NOT_AN_INTEGER, "visits", "应为整数", "1e17"),
                cell("too old", DataError.OUT_OF_RANGE, "age", "合理范围 [0, 120]", "1200"),
                cell("negative age", DataError.OUT_OF_RANGE, "age", "合理范围", "-1"),
                cell("negative time", DataError.NEGATIVE_TIME, "time", "随访时间为负", "-1"),
                cell("unknown level", DataError.UNDECLARED_VALUE, "sex", "允许：'male', 'female'", "Male"),
                cell("unknown yes or no", DataError.UNDECLARED_VALUE, "arm", "允许：'1', '0'", "2"),
                cell("day before month", DataError.NOT_A_DATE, "day", "不是日期", "31/12/2024"),
                cell("no such day", DataError.NOT_A_DATE, "day", "不是日期", "2024-02-30"),
                cell("short year", DataError.NOT_A_DATE, "day", "不是日期", "24-01-01"),
                cell("time of day", DataError.NOT_A_DATE, "day", "不是日期", "2024-01-01 10:30"),
                cell("year zero", DataError.NOT_A_DATE, "day", "1800–2299", "0001-01-01"),
                cell("no identifier", DataError.MISSING_IDENTIFIER, "id", "人员标识缺失", ""),
                cell("duplicate person", DataError.DUPLICATE_PERSON, "id", "第 2、3 行，共 2 行", "a")
                        .at(2),
                cell("duplicate person but for blanks", DataError.DUPLICATE_PERSON, "id", "一人一行", " a ")
                        .at(2));
    }

    private static List<Bad> excel() {
        return List.of(
                file("text called xlsx", DataError.WRONG_CONTENT, "不是 Excel", "people.xlsx", bytes(HEAD)),
                file("old Excel called xlsx", DataError.WRONG_CONTENT, "旧版 Excel", "people.xlsx", ole()),
                file("zip that is no workbook", DataError.DAMAGED_FILE, "损坏", "people.xlsx", zip("x.txt", bytes("x"))),
                file("cut workbook", DataError.DAMAGED_FILE, "损坏", "people.xlsx", cut(workbook(w -> sheet(w, "s")))),
                file(
                        "zip bomb",
                        DataError.SUSPICIOUS_ARCHIVE,
                        "压缩炸弹",
                        "people.xlsx",
                        zip("xl/worksheets/sheet1.xml", new byte[60 << 20])),
                new Bad("sheet not there", DataError.MISSING_SHEET, 0, "病人", "现有：“s”", f -> {
                    f.named("people.xlsx").bytes(workbook(w -> sheet(w, "s")));
                    f.sheet = Optional.of("病人");
                }),
                file("several sheets", DataError.SEVERAL_SHEETS, "有多张工作表", "people.xlsx", workbook(w -> {
                    sheet(w, "one");
                    sheet(w, "two");
                })),
                new Bad(
                        "empty first row",
                        DataError.EMPTY_HEADER,
                        1,
                        "",
                        "第 1 行是空的",
                        f -> f.named("people.xlsx")
                                .bytes(workbook(w -> w.newWorksheet("s").value(3, 0, "id")))),
                new Bad(
                        "date where a number is due",
                        DataError.NOT_A_NUMBER,
                        2,
                        "age",
                        "不是数值",
                        f -> f.named("people.xlsx").bytes(workbook(w -> {
                            Worksheet s = sheet(w, "s");
                            s.value(1, 2, 45000);
                            s.style(1, 2).format("yyyy-mm-dd").set();
                        }))),
                new Bad(
                        "number where a date is due",
                        DataError.NOT_A_DATE,
                        2,
                        "day",
                        "不是日期",
                        f -> f.named("people.xlsx")
                                .bytes(workbook(w -> sheet(w, "s").value(1, 5, 45000)))),
                new Bad(
                        "value beyond the header",
                        DataError.RAGGED_ROW,
                        3,
                        "",
                        "字段数",
                        f -> f.named("people.xlsx")
                                .bytes(workbook(w -> sheet(w, "s").value(2, 9, "x")))),
                new Bad(
                        "gap between rows",
                        DataError.BLANK_ROW,
                        4,
                        "",
                        "空行",
                        f -> f.named("people.xlsx")
                                .bytes(workbook(w -> sheet(w, "s").value(4, 0, "c")))));
    }

    private static List<Bad> parquet() {
        return List.of(
                file("text called parquet", DataError.WRONG_CONTENT, "不是 Parquet", "people.parquet", bytes(HEAD)),
                file("cut parquet", DataError.DAMAGED_FILE, "损坏", "people.parquet", bytes("PAR1 and then nothing")),
                file("hollow parquet", DataError.DAMAGED_FILE, "损坏", "people.parquet", bytes("PAR1xxxxxxxxxxxxPAR1")),
                new Bad(
                        "nested column",
                        DataError.UNSUPPORTED_COLUMN,
                        0,
                        "age",
                        "INTEGER[] 不能作为单元格读取",
                        f -> f.named("people.parquet")
                                .bytes(
                                        BadFiles.parquet(
                                                "SELECT 'a' AS id, 1 AS arm, [1] AS age, 1 AS visits, 'male' AS sex, DATE '2024-01-01' AS day, 1 AS time"))),
                new Bad("null not declared", DataError.UNDECLARED_MISSING, 1, "age", "空值未声明", f -> {
                    f.missing = List.of();
                    f.named("people.parquet")
                            .bytes(
                                    BadFiles.parquet(
                                            "SELECT 'a' AS id, 1 AS arm, NULL::DOUBLE AS age, 1 AS visits, 'male' AS sex, DATE '2024-01-01' AS day, 1 AS time"));
                }),
                new Bad(
                        "NaN",
                        DataError.NOT_A_NUMBER,
                        1,
                        "age",
                        "不是数值",
                        f -> f.named("people.parquet")
                                .bytes(
                                        BadFiles.parquet(
                                                "SELECT 'a' AS id, 1 AS arm, 'NaN'::DOUBLE AS age, 1 AS visits, 'male' AS sex, DATE '2024-01-01' AS day, 1 AS time"))));
    }

    private static List<Bad> plans() {
        return List.of(
                plan(
                        "code means two things",
                        DataError.CONTRADICTORY_VARIABLE,
                        "variables.sex",
                        "两种含义",
                        f -> f.with(var("sex", Role.COVARIATE, Type.CATEGORY)
                                .levels("male", "female", "")
                                .build())),
                plan(
                        "yes and no alike",
                        DataError.CONTRADICTORY_VARIABLE,
                        "variables.arm",
                        "两种含义",
                        f -> f.with(var("arm", Role.EXPOSURE, Type.BINARY)
                                .yes("1")
                                .no("0", "1")
                                .build())),
                plan(
                        "variable twice",
                        CohortError.DUPLICATE_VARIABLE,
                        "variables[7].name",
                        "重复",
                        f -> f.variables.add(
                                var("age", Role.COVARIATE, Type.NUMBER).build())),
                plan(
                        "no exposure",
                        CohortError.BAD_EXPOSURE,
                        "exposure.variable",
                        "没有暴露变量“arm”",
                        f -> f.variables.removeIf(v -> v.name().equals("arm"))),
                plan(
                        "exposure is a number",
                        CohortError.BAD_EXPOSURE,
                        "exposure.variable",
                        "应为 binary",
                        f -> f.with(var("arm", Role.EXPOSURE, Type.NUMBER).build())),
                plan(
                        "circle",
                        CohortError.CYCLE,
                        "variables[7].define",
                        "p → q → p",
                        f -> f.with(derived("p", Type.NUMBER, "q + 1")).with(derived("q", Type.NUMBER, "p + 1"))),
                plan(
                        "circle of one",
                        CohortError.CYCLE,
                        "variables[7].define",
                        "p → p",
                        f -> f.with(derived("p", Type.NUMBER, "p + 1"))),
                new Bad(
                        "derived level unknown",
                        CohortError.DERIVED_NOT_A_LEVEL,
                        3,
                        "band",
                        "不在 levels 中",
                        f -> f.with(var("band", Role.GROUP, Type.CATEGORY)
                                        .define("if(age > 55, other, 'young')")
                                        .levels("young")
                                        .build())
                                .with(var("other", Role.AUXILIARY, Type.TEXT)
                                        .column("id")
                                        .build())),
                new Bad(
                        "derived fraction",
                        CohortError.DERIVED_NOT_WHOLE,
                        2,
                        "half",
                        "应为整数",
                        f -> f.with(derived("half", Type.INTEGER, "(age - 49) / 2"))),
                new Bad(
                        "derived out of range",
                        CohortError.DERIVED_OUT_OF_RANGE,
                        3,
                        "decade",
                        "minimum/maximum",
                        f -> f.with(var("decade", Role.COVARIATE, Type.NUMBER)
                                .define("age / 10")
                                .range(-1, 5)
                                .build())),
                new Bad(
                        "derived negative time",
                        CohortError.DERIVED_NEGATIVE_TIME,
                        2,
                        "left",
                        "为负",
                        f -> f.with(var("left", Role.TIME, Type.NUMBER)
                                .define("time - 15")
                                .build())),
                new Bad(
                        "criterion undecided",
                        CohortError.UNDECIDED,
                        5,
                        "population.inclusion[0]",
                        "因缺失值无法判断",
                        f -> f.include("old", "age > 20", OnMissing.FAIL)),
                plan(
                        "nobody left",
                        CohortError.NOBODY_LEFT,
                        "population",
                        "应用“old”之后已无人留下",
                        f -> f.include("old", "age > 100", OnMissing.REMOVE)),
                plan(
                        "nobody treated",
                        CohortError.EMPTY_ARM,
                        "arm",
                        "干预组“新技术”没有人",
                        f -> f.include("b", "age = 60", OnMissing.REMOVE)),
                plan(
                        "nobody in control",
                        CohortError.EMPTY_ARM,
                        "arm",
                        "对照组“常规”没有人",
                        f -> f.exclude("b", "not arm", OnMissing.REMOVE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void eachEndsWithItsCodePlaceAndAdvice(Bad bad) throws IOException {
        Files.createDirectories(folder.resolve("folder.csv"));
        Fixture fixture = people();
        bad.change().accept(fixture);
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> fixture.build(folder));
        assertThat(e).isNotNull();
        Problem problem = e.problems().stream()
                .filter(p -> p.code() == bad.code())
                .findFirst()
                .orElseThrow(() -> new AssertionError("other problems: " + e.getMessage()));
        assertThat(problem.in(Lang.ZH)).contains(bad.zh());
        assertThat(problem.in(Lang.EN)).contains("To do:");
        if (bad.row() > 0) {
            assertThat(problem.place().row()).isEqualTo(bad.row());
        }
        if (!bad.field().isEmpty()) {
            assertThat(problem.place().field()).isEqualTo(bad.field());
        }
    }

    @Test
    void everyCodeIsProvoked() {
        Set<ErrorCode> provoked = new HashSet<>();
        corpus().forEach(bad -> provoked.add(bad.code()));
        assertThat(provoked).containsAll(EnumSet.allOf(DataError.class));
        // The first three are provoked by CohortPlanTest, the last two by AnalysisTableFileTest.
        EnumSet<CohortError> here = EnumSet.range(CohortError.DUPLICATE_VARIABLE, CohortError.EMPTY_ARM);
        assertThat(provoked).containsAll(here);
    }

    @Test
    void manyBadRowsAreCountedAndTwentyCited() {
        StringBuilder rows = new StringBuilder(HEAD);
        for (int i = 0; i < 100; i++) {
            rows.append("p").append(i).append(",1,x,1,male,,1\n");
        }
        Fixture f = people().text(rows.toString());
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> f.build(folder));
        assertThat(e.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.in(Lang.ZH))
                        .contains("第 2、3、4", "、21 行等，共 100 行")
                        .doesNotContain("、22"));
    }

    @Test
    void allBadColumnsAreReportedTogether() {
        Fixture f = people().text(HEAD + "a,7,x,1.5,?,?,-1\n");
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> f.build(folder));
        assertThat(e.problems())
                .extracting(Problem::code)
                .containsExactly(
                        DataError.UNDECLARED_VALUE,
                        DataError.NOT_A_NUMBER,
                        DataError.NOT_AN_INTEGER,
                        DataError.UNDECLARED_VALUE,
                        DataError.NOT_A_DATE,
                        DataError.NEGATIVE_TIME);
    }

    /** Values planted in every cell of a bad file never show up in what a user or a log could see. */
    @Test
    void valuesNeverAppearInMessages() {
        String canary = "C4N4RY";
        Set<String> shown = new HashSet<>();
        for (String line : List.of(
                canary + "1," + canary + "2," + canary + "3," + canary + "4," + canary + "5," + canary + "6," + canary
                        + "7\n",
                "\"" + canary + "\"x\n",
                "\"" + canary + "\n",
                canary + "\n",
                canary + ",1,1,1,male,,1\n" + canary + ",0,1,1,male,,1\n")) {
            Fixture f = people().text(HEAD + line);
            Throwable e = catchThrowableOfType(RuntimeException.class, () -> f.build(folder));
            assertThat(e).isInstanceOf(SteelyardException.class);
            for (Throwable t = e; t != null; t = t.getCause()) {
                shown.add(String.valueOf(t.getMessage()));
                ((SteelyardException) t).problems().forEach(p -> shown.add(p.in(Lang.ZH)));
            }
        }
        assertThat(shown).hasSizeGreaterThan(5).noneMatch(s -> s.contains(canary));
    }
}
