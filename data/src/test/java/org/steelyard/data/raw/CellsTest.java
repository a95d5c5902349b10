package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.data.raw.Cells.Allowed;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;

/** A cell is a value of the wanted type, or a fault with a rule of its own. */
class CellsTest {

    private static final Allowed STRICT = Allowed.STRICT;
    private static final Allowed THOUSANDS = new Allowed(true, Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 12.00",
                "-0.5 | -0.50",
                "+3 | 3.00",
                ".5 | 0.50",
                "5. | 5.00",
                "1e3 | 1000.00",
                "1.5E-1 | 0.15",
                "0.100 | 0.10",
                "'  7 ' | 7.00",
                "'　7　' | 7.00",
                "0 | 0.00",
                "-0 | 0.00",
                "12345678901234567890.12 | 12345678901234567890.12"
            })
    void decimals(String cell, BigDecimal value) {
        assertThat(Cells.decimal(cell, 2, STRICT).found()).contains(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | NOT_A_DECIMAL",
                "- | NOT_A_DECIMAL",
                ". | NOT_A_DECIMAL",
                "1.2.3 | NOT_A_DECIMAL",
                "1,2 | NOT_A_DECIMAL",
                "12,34 | NOT_A_DECIMAL",
                "NaN | NOT_A_DECIMAL",
                "Infinity | NOT_A_DECIMAL",
                "1e9999 | NOT_A_DECIMAL",
                "1e300 | NOT_A_DECIMAL",
                "0x10 | UNIT_IN_NUMBER",
                "1 2 | NOT_A_DECIMAL",
                "--5 | NOT_A_DECIMAL",
                "(5) | NOT_A_DECIMAL",
                "无 | NOT_A_DECIMAL",
                "12元 | UNIT_IN_NUMBER",
                "12.5% | UNIT_IN_NUMBER",
                "¥12 | UNIT_IN_NUMBER",
                "￥12.50 | UNIT_IN_NUMBER",
                "60kg | UNIT_IN_NUMBER",
                "5.2 mmol/L | UNIT_IN_NUMBER",
                "3x10^9 | UNIT_IN_NUMBER",
                "１２ | FULL_WIDTH_DIGITS",
                "1２.5 | FULL_WIDTH_DIGITS",
                "12．5 | FULL_WIDTH_DIGITS",
                "－5 | FULL_WIDTH_DIGITS",
                "1,234 | THOUSANDS_SEPARATOR",
                "1,234,567.89 | THOUSANDS_SEPARATOR",
                "1，234 | THOUSANDS_SEPARATOR",
                "0.125 | TOO_MANY_DECIMALS",
                "1e-3 | TOO_MANY_DECIMALS"
            })
    void whatIsNoDecimalSaysWhy(String cell, RawError rule) {
        assertThat(Cells.decimal(cell, 2, STRICT).fault()).contains(rule);
    }

    @Test
    void thousandsSeparatorsAreAllowedWhenDeclared() {
        assertThat(Cells.decimal("1,234,567.89", 2, THOUSANDS).found()).contains(new BigDecimal("1234567.89"));
        assertThat(Cells.decimal("1,23", 2, THOUSANDS).fault()).contains(RawError.NOT_A_DECIMAL);
        assertThat(Cells.integer("1,234", THOUSANDS).found()).contains(1234L);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5.0, 5", "-12, -12", "9223372036854775807, 9223372036854775807", "1e3, 1000"})
    void integers(String cell, long value) {
        assertThat(Cells.integer(cell, STRICT).found()).contains(value);
    }

    @ParameterizedTest
    @CsvSource({
        "5.5, NOT_AN_INTEGER",
        "abc, NOT_AN_INTEGER",
        "9223372036854775808, NOT_AN_INTEGER",
        "５, FULL_WIDTH_DIGITS",
        "'1,234', THOUSANDS_SEPARATOR",
        "5次, UNIT_IN_NUMBER"
    })
    void whatIsNoIntegerSaysWhy(String cell, RawError rule) {
        assertThat(Cells.integer(cell, STRICT).fault()).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-31, DASHES",
        "2024/1/31, SLASHES",
        "2024/01/31, SLASHES",
        "20240131, PLAIN",
        "2024年1月31日, CHINESE",
        "2024.01.31, DOTS",
        "2024-01-31 00:00:00, DASHES_TIME",
        "2024-01-31T00:00:00Z, ISO_TIME",
        "2024/1/31 0:00, SLASHES_TIME",
        "20240131000000, PLAIN_TIME"
    })
    void dayInEveryStyle(String cell, DateStyle style) {
        assertThat(Cells.date(cell, STRICT).found()).contains(LocalDate.of(2024, 1, 31));
        assertThat(DateStyle.of(cell)).contains(style);
        assertThat(DateStyle.named(style.pattern())).contains(style);
        assertThat(Cells.date(cell, new Allowed(false, Optional.of(style))).found())
                .isPresent();
        DateStyle other = style == DateStyle.DASHES ? DateStyle.PLAIN : DateStyle.DASHES;
        assertThat(Cells.date(cell, new Allowed(false, Optional.of(other))).fault())
                .contains(RawError.MIXED_DATE_STYLES);
    }

    @Test
    void stylesNeverOverlap() {
        for (String cell : List.of(
                "2024-01-31",
                "2024/1/31",
                "20240131",
                "2024年1月31日",
                "2024.01.31",
                "2024-01-31 08:30:00",
                "2024-01-31T08:30:00+08:00",
                "2024/1/31 8:30",
                "20240131083000")) {
            assertThat(Arrays.stream(DateStyle.values())
                            .filter(s -> s.form().matcher(cell).matches()))
                    .as(cell)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', NOT_A_DATE",
        "2024-1-31, NOT_A_DATE",
        "2024-02-30, NOT_A_DATE",
        "2023-02-29, NOT_A_DATE",
        "2024-13-01, NOT_A_DATE",
        "1799-12-31, NOT_A_DATE",
        "2300-01-01, NOT_A_DATE",
        "0000-00-00, NOT_A_DATE",
        "45322, NOT_A_DATE",
        "202401, NOT_A_DATE",
        "2024-01-31 08:30:00, NOT_A_DATE",
        "2024-01-31 24:30:00, NOT_A_DATE",
        "yesterday, NOT_A_DATE",
        "31/01/2024, AMBIGUOUS_DATE",
        "01/31/2024, AMBIGUOUS_DATE",
        "31.01.2024, AMBIGUOUS_DATE",
        "24-01-31, AMBIGUOUS_DATE",
        "1/2/24, AMBIGUOUS_DATE",
        "２０２４-01-31, FULL_WIDTH_DIGITS"
    })
    void whatIsNoDaySaysWhy(String cell, RawError rule) {
        assertThat(Cells.date(cell, STRICT).fault()).contains(rule);
    }

    @Test
    void momentsKeepTheTimeOfDay() {
        assertThat(Cells.moment("2024-01-31 08:30:05.123", STRICT).found())
                .contains(LocalDateTime.of(2024, 1, 31, 8, 30, 5, 123_000_000));
        assertThat(Cells.moment("2024-01-31T08:30:05+08:00", STRICT).found())
                .contains(LocalDateTime.of(2024, 1, 31, 8, 30, 5));
        assertThat(Cells.moment("20240131083005", STRICT).found()).contains(LocalDateTime.of(2024, 1, 31, 8, 30, 5));
        assertThat(Cells.moment("2024-01-31", STRICT).found()).contains(LocalDateTime.of(2024, 1, 31, 0, 0));
    }

    @Test
    void oneColumnHasOneStyleOfDates() {
        assertThat(Cells.style(List.of("2024-01-31", "2024-02-01")).found()).contains(DateStyle.DASHES);
        assertThat(Cells.style(List.of("2024-01-31", "2024/2/1", "20240203", "2024年2月4日", "2024.02.05"))
                        .fault())
                .contains(RawError.MIXED_DATE_STYLES);
        assertThat(Cells.style(List.of("2024-01-31", "31/01/2024")).fault()).contains(RawError.AMBIGUOUS_DATE);
        assertThat(Cells.style(List.of()).fault()).contains(RawError.NOT_A_DATE);
    }

    @ParameterizedTest
    @CsvSource({
        "I50.900",
        "A54.301+H13.1*",
        "99.9x99x999",
        "XA01ABD075A002010100483",
        "001102000010000-110200001",
        "' I50 '"
    })
    void codes(String cell) {
        assertThat(Cells.code(cell).found()).contains(cell.strip());
    }

    @ParameterizedTest
    @CsvSource({"'', NOT_A_CODE", "I50 900, NOT_A_CODE", "心衰, NOT_A_CODE", "Ｉ５０, FULL_WIDTH_DIGITS", "=I50, NOT_A_CODE"
    })
    void whatIsNoCodeSaysWhy(String cell, RawError rule) {
        assertThat(Cells.code(cell).fault()).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({"=1+1, '''=1+1'", "@x, '''@x'", "+x, '''+x'", "-x, '''-x'", "-5, -5", "+5.2, +5.2", "x=1, x=1", "'', ''"
    })
    void whatASpreadsheetWouldComputeIsNeutralised(String cell, String safe) {
        assertThat(Cells.neutralised(cell)).isEqualTo(safe);
    }

    @Test
    void everyRuleHasWords() {
        Set<RawError> rules = EnumSet.range(RawError.FULL_WIDTH_DIGITS, RawError.UNIT_IN_NUMBER);
        for (RawError rule : rules) {
            for (Lang lang : Lang.values()) {
                assertThat(Cells.problem(rule, Place.of("t.csv", 3, "amt")).in(lang))
                        .contains(rule.id())
                        .contains("t.csv");
            }
        }
    }
}
