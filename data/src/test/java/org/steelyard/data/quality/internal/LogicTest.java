package org.steelyard.data.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions are brought into one form only where that is certain. */
class LogicTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TRUE | TRUE",
                "t.\"a\" < 0 AND TRUE | t.\"a\" < 0",
                "(TRUE) AND (t.\"a\" IS NULL) | t.\"a\" IS NULL",
                "NOT t.\"a\" IS NULL AND TRUE AND TRUE | t.\"a\" IS NOT NULL",
                "(NOT t.\"a\" IS NULL) AND (FALSE) | FALSE",
                "(t.\"a\" IS NOT NULL) AND (t.\"a\" IS NULL) | FALSE",
                "(a OR b) AND c AND c | (a OR b) AND c",
                "(x) AND (a OR b) | x AND (a OR b)",
                "(x AND y) AND (z) | x AND y AND z",
                "a OR b AND TRUE | (a OR b AND TRUE)",
                "x BETWEEN 1 AND 2 | (x BETWEEN 1 AND 2)",
                "CASE WHEN a AND TRUE THEN b END | (CASE WHEN a AND TRUE THEN b END)",
                "t.\"a\" IN ('x AND TRUE', 'y') AND TRUE | t.\"a\" IN ('x AND TRUE', 'y')",
                "t.\"a\" = 'it''s AND (' AND TRUE | t.\"a\" = 'it''s AND ('",
                "t.\"a AND b\" = 1 AND TRUE | t.\"a AND b\" = 1",
                "(a) = (b) AND TRUE | (a) = (b)",
            })
    void keepsTheMeaning(String condition, String form) {
        assertThat(Logic.of(condition).sql()).isEqualTo(form);
    }

    @Test
    void saysWhichColumnItNeedsToKnow() {
        assertThat(Logic.of("NOT t.\"a\" IS NULL AND TRUE").known()).isEqualTo("a");
        assertThat(Logic.of("(TRUE) AND (t.\"a\" IS NULL)").unknown()).isEqualTo("a");
        assertThat(Logic.of("t.\"a\" IS NULL AND t.\"b\" IS NULL").unknown()).isEmpty();
        assertThat(Logic.of("t.\"a\" + t.\"b\" > j1.c").columns()).containsExactly("a", "b");
    }

    @Test
    void bothMustHold() {
        assertThat(Logic.of("a OR b").and(Logic.of("c OR d")).sql()).isEqualTo("(a OR b) AND (c OR d)");
        assertThat(Logic.of("TRUE").and(Logic.of("FALSE")).isNever()).isTrue();
    }
}
