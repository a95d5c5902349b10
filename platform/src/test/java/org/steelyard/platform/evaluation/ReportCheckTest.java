package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.platform.export.WordFile;

class ReportCheckTest {

    private static Filing filing(int number, Body body) {
        return new Filing(number, "x", Role.IMPLEMENTER, "a", Instant.EPOCH, State.ANALYSED, body, "");
    }

    private static ReportCheck check(double value, byte[] filed, Optional<byte[]> own) {
        Map<String, Object> results = Map.of(
                "estimates",
                List.of(
                        Map.of("id", "main", "outcome", "os", "preSpecified", true, "value", value),
                        Map.of("id", "more", "outcome", "os", "preSpecified", false, "value", 7.77)));
        return ReportCheck.of(
                filing(9, new Body.Report("d", 8, List.of(), "", "")),
                filing(8, new Body.Run(results)),
                new ReportCheck.Papers(filed, own.map(o -> "run-8-report.docx"), own, List.of("甲基金会")));
    }

    private static byte[] word(String text) {
        return new WordFile().text(text).bytes();
    }

    @Test
    void numbersAreReadAsPeopleWriteThem() {
        assertThat(ReportCheck.numbers("HR 0.65 (0.53–0.78), −1,234.5 元, 12-14 岁, P<0.001, A2 与 v1.2.3"))
                .containsOnlyKeys("0.65", "0.53", "0.78", "-1234.5", "12", "14", "0.001");
    }

    @Test
    void anEstimateIsFoundHoweverItIsRounded() {
        for (String text : List.of("0.646", "0.65", "64.6%", "65%")) {
            assertThat(check(0.6462, word("风险比 " + text), Optional.empty()).absent())
                    .as(text)
                    .isEmpty();
        }
        for (String text : List.of("0.66", "0.6", "6.46", "")) {
            assertThat(check(0.6462, word("风险比 " + text), Optional.empty()).absent())
                    .as(text)
                    .hasSize(1);
        }
        assertThat(check(71314.22, word("成本 71,314 元"), Optional.empty()).absent())
                .isEmpty();
    }

    @Test
    void whatWasNotAlteredDiffersInNothing() {
        byte[] report = word("0.646 与 1479 人");
        ReportCheck check = check(0.6462, report, Optional.of(report));
        assertThat(check.missing()).isEmpty();
        assertThat(check.added()).isEmpty();
        assertThat(check.estimates()).isEqualTo(1);
        assertThat(check.own()).contains("run-8-report.docx");
    }

    @Test
    void ofTwoLikeNumbersTheAlteredOneIsFound() {
        ReportCheck check = check(0.5, word("0.50 and 0.51"), Optional.of(word("0.50 and 0.50")));
        assertThat(check.missing()).containsExactly(new ReportCheck.Written("0.50", 1));
        assertThat(check.added()).containsExactly(new ReportCheck.Written("0.51", 1));
    }

    @Test
    void moneyThatTheReportDoesNotNameIsFound() {
        assertThat(check(0.5, word("资金来源：甲基金会"), Optional.empty()).undisclosed())
                .isEmpty();
        assertThat(check(0.5, word("资金来源：自筹"), Optional.empty()).undisclosed()).containsExactly("甲基金会");
    }

    @Test
    void aFileThatCannotBeReadSaysSo() {
        ReportCheck check = check(0.5, "%PDF-1.7".getBytes(StandardCharsets.US_ASCII), Optional.of(word("0.50")));
        assertThat(check.readable()).isFalse();
        assertThat(check.absent()).isEmpty();
        assertThat(check.missing()).isEmpty();
    }
}
