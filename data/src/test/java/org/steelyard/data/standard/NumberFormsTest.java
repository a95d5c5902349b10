package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.data.mapping.ColumnProposal;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.mapping.internal.NumberForms;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Amounts as finance departments write them: read to the cent where the mapping declares their form, refused where not. */
class NumberFormsTest {

    private static final String ALL = "numbers: [currency, thousands, units, brackets, full-width, blanks]";

    /** A cell that needs one form alone. */
    private static final Map<Mapping.NumberForm, String> ONE_EACH = Map.of(
            Mapping.NumberForm.CURRENCY, "￥5.00",
            Mapping.NumberForm.THOUSANDS, "1,234.50",
            Mapping.NumberForm.UNITS, "12元",
            Mapping.NumberForm.BRACKETS, "(3.50)",
            Mapping.NumberForm.FULL_WIDTH, "１２．５",
            Mapping.NumberForm.BLANKS, " 7 ");

    @TempDir
    private Path folder = Path.of("");

    private static Mapping mapping(String column) {
        return Mappings.parse("""
                mapping: 1
                id: money
                name: money
                dates: [yyyy-MM-dd]
                tables:
                  bills:
                    columns:
                      pid: {type: text, identity: person}
                      no: text
                      day: date
                      fee: {%s}
                fills:
                  - {into: person, from: bills, key: [pid], fields: {person_source_value: pid}}
                  - into: claim_settlement
                    from: bills
                    key: [no]
                    fields: {person_id: {ref: person, key: [pid]}, settlement_date: day, claim_source_value: no, total_cost: fee}
                """.formatted(column).getBytes(StandardCharsets.UTF_8), "money.yaml");
    }

    private RawTable bills(List<String> cells) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            rows.add("a,%03d,2024-01-01,\"%s\"".formatted(i, cells.get(i)));
        }
        return Raw.text(folder, "bills", "pid,no,day,fee", rows.toArray(String[]::new));
    }

    /** What the cells of a column become; ∅ where they do not fit. */
    private List<String> read(String column, String... cells) {
        return read(column, bills(List.of(cells)));
    }

    private List<String> read(String column, RawTable raw) {
        StandardStore store = Standardiser.run(
                List.of(raw),
                mapping(column),
                folder.resolve("store"),
                StandardSettings.DEFAULT.withThreads(1).with(StandardSettings.Strictness.COUNT));
        return Raw.rows(store, "SELECT total_cost FROM claim_settlement ORDER BY claim_id");
    }

    @Test
    void declaredAmountsAreReadToTheCent() {
        assertThat(read(
                        "type: money, " + ALL,
                        "￥16,000.00",
                        "1,234元",
                        "1.6万元",
                        "(1,200.00)",
                        "-￥5.00",
                        "￥-5.00",
                        "1 234.50",
                        "１，２３４．５０",
                        "（￥1.00）",
                        "¥(2.00)",
                        "RMB 12",
                        "人民币12.5元",
                        "1.23456亿元",
                        "250分",
                        "3角",
                        " ￥ 7.10 ",
                        "12",
                        "+3.4000"))
                .containsExactly(
                        "16000.00",
                        "1234.00",
                        "16000.00",
                        "-1200.00",
                        "-5.00",
                        "-5.00",
                        "1234.50",
                        "1234.50",
                        "-1.00",
                        "-2.00",
                        "12.00",
                        "12.50",
                        "123456000.00",
                        "2.50",
                        "0.30",
                        "7.10",
                        "12.00",
                        "3.40");
    }

    @Test
    void whatNoFormMakesANumberStaysAFault() {
        List<String> wrong = List.of(
                "1,23.00",
                "1.234,50",
                "$5.00",
                "壹佰元",
                "1.005",
                "1.2345678万元",
                "1元5角",
                "-(5.00)",
                "(5.00",
                "--5",
                "5-",
                "12 34",
                "￥",
                "999999999999999999亿元",
                "1e3",
                "NaN");
        assertThat(read("type: money, " + ALL, wrong.toArray(String[]::new)))
                .isEqualTo(Collections.nCopies(wrong.size(), "∅"));
    }

    @ParameterizedTest
    @EnumSource(Mapping.NumberForm.class)
    void aFormAllowsItselfAndNoOther(Mapping.NumberForm form) {
        List<String> cells = new ArrayList<>();
        for (Mapping.NumberForm other : Mapping.NumberForm.values()) {
            cells.add(ONE_EACH.get(other));
        }
        List<String> read =
                read("type: money, numbers: [" + NumberForms.word(form) + "]", cells.toArray(String[]::new));
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).equals("∅")).as(cells.get(i)).isEqualTo(i != form.ordinal());
        }
    }

    @ParameterizedTest
    @CsvSource({"分, 12345, 123.45", "万元, 1.6, 16000.00", "千元, -0.5, -500.00", "元, 3, 3.00", "万元, 0.0000001, ∅"})
    void aUnitOfTheColumnCountsWhereTheCellHasNone(String unit, String cell, String yuan) {
        assertThat(read("type: money, unit: " + unit, cell)).containsExactly(yuan);
        assertThat(read("type: money, numbers: [units], unit: " + unit, "2元")).containsExactly("2.00");
    }

    @Test
    void columnsThatAreNumbersAlreadyHaveTheirUnitToo() {
        RawTable raw = Raw.sql(
                folder,
                "bills",
                "SELECT * FROM (VALUES ('a', '000', DATE '2024-01-01', 12345, 2::BIGINT),"
                        + " ('a', '001', DATE '2024-01-01', 7, 3::BIGINT)) t(pid, no, day, fee, src_row)");
        assertThat(read("type: money, unit: 分", raw)).containsExactly("123.45", "0.07");
    }

    @Test
    void anUndeclaredFormIsRefusedAndTheMessageSaysWhatToDeclare() {
        for (Map.Entry<Mapping.NumberForm, String> one : ONE_EACH.entrySet()) {
            SteelyardException failure = catchThrowableOfType(
                    SteelyardException.class,
                    () -> Standardiser.run(
                            List.of(bills(List.of("1.00", one.getValue()))),
                            mapping("type: money"),
                            folder.resolve("store"),
                            StandardSettings.DEFAULT.withThreads(1)));
            Problem problem = failure.problems().getFirst();
            assertThat(problem.code()).isEqualTo(StandardError.BAD_VALUE);
            assertThat(problem.place().row()).isEqualTo(3);
            for (Lang lang : Lang.values()) {
                assertThat(problem.in(lang))
                        .contains("numbers: [" + NumberForms.word(one.getKey()) + "]")
                        .doesNotContain(one.getValue());
            }
        }
    }

    @Test
    void wholeNumbersAndCountsMayHaveSeparatorsButNoCurrency() {
        SteelyardException failure = catchThrowableOfType(
                SteelyardException.class, () -> mapping("type: integer, numbers: [thousands, currency]"));
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.problems().getFirst().in(Lang.EN)).contains("thousands, brackets, full-width, blanks");
        assertThat(catchThrowableOfType(SteelyardException.class, () -> mapping("type: number, unit: 万元"))
                        .problems())
                .hasSize(1);
        assertThat(read("type: integer, numbers: [thousands]", "1,234", "1,234.5", "7"))
                .containsExactly("1234.00", "∅", "7.00");
        assertThat(read("type: number, numbers: [thousands, full-width]", "1,234.25", "1e2", "１２"))
                .containsExactly("1234.25", "100.00", "12.00");
    }

    private ColumnProposal proposal(String header, String... cells) throws IOException {
        String rows = String.join(
                "", java.util.Arrays.stream(cells).map(c -> "\"" + c + "\",x\n").toList());
        Files.writeString(folder.resolve("t.csv"), "\"" + header + "\",备用\n" + rows);
        return MappingProposal.of(
                        Map.of("t", RawSource.File.of(folder, "t.csv")), IntakeSettings.DEFAULT.withThreads(1))
                .tables()
                .getFirst()
                .columns()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "总费用 | ￥16,000.00 | 20.5 | currency, thousands | ",
                "医保支付 | 1.6万元 | 1,234元 | thousands, units | ",
                "总费用(万元) | 1.6 | 2 | | 万元",
                "总费用（单位：分） | 160 | 2 | | 分",
                "total_cost | 5.00 | (5.00) | brackets | ",
                "总费用_元 | ５０ | 5 | full-width | 元",
                "总费用 | 5.00 | 7.10 | | "
            })
    void aProposalDeclaresTheFormsAndTheUnitThatItSees(
            String header, String one, String other, String forms, String unit) throws IOException {
        ColumnProposal column = proposal(header, one, other);
        assertThat(column.confidence()).isGreaterThanOrEqualTo(MappingProposal.SURE);
        assertThat(column.type()).isEqualTo(Mapping.Type.MONEY);
        assertThat(String.join(
                        ", ", column.numbers().stream().map(NumberForms::word).toList()))
                .isEqualTo(forms == null ? "" : forms);
        assertThat(column.unit().orElse("")).isEqualTo(unit == null ? "" : unit);
    }

    @Test
    void aScoreIsNoAmountOfMoneyInFen() throws IOException {
        assertThat(proposal("量表评分", "60", "75").unit()).isEmpty();
        assertThat(proposal("编号", "12-3", "4,5").numbers()).isEmpty();
    }
}
