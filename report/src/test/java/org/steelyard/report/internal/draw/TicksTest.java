package org.steelyard.report.internal.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.report.chart.Axis;

class TicksTest {

    @Test
    void linearTicksAreRoundAndCoverTheData() {
        Ticks ticks = Ticks.horizontal(Axis.linear(""), new Range(-0.03, 0.42), 400);
        assertThat(ticks.labels()).containsExactly("−0.1", "0", "0.1", "0.2", "0.3", "0.4", "0.5");
    }

    @Test
    void sharesAreWrittenAsPercentages() {
        Ticks ticks = Ticks.vertical(Axis.percent("").from(0).to(1), new Range(0.2, 0.9), 150);
        assertThat(ticks.labels()).containsExactly("0%", "20%", "40%", "60%", "80%", "100%");
    }

    @Test
    void logarithmicTicksAreRound() {
        Ticks ticks = Ticks.horizontal(Axis.log(""), new Range(0.4, 2.6), 240);
        assertThat(ticks.labels()).containsExactly("0.5", "0.7", "1", "1.5", "2");
        assertThat(ticks.range().low()).isEqualTo(0.4);
    }

    @Test
    void aLogarithmicAxisIgnoresDataItCannotShow() {
        Ticks ticks = Ticks.horizontal(Axis.log(""), new Range(-1, 3), 240);
        assertThat(ticks.range().low()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "-3, -3", "1e-9, 2e-9", "-1e12, 3e12", "0.999999, 1.000001"})
    void anyRangeGetsSomeTicks(double low, double high) {
        Ticks ticks = Ticks.horizontal(Axis.linear(""), new Range(low, high), 500);
        assertThat(ticks.values()).hasSizeBetween(2, 12);
        assertThat(ticks.labels()).doesNotHaveDuplicates();
        assertThat(ticks.range().low()).isLessThanOrEqualTo(low);
        assertThat(ticks.range().high()).isGreaterThanOrEqualTo(high);
    }

    @ParameterizedTest
    @CsvSource({"1234567, '1,234,567'", "-0.5, −0.5", "0, 0", "0.00001, 0.00001"})
    void labelsHaveSeparatorsAndATrueMinus(double value, String label) {
        assertThat(Ticks.label(value, Axis.Style.NUMBER)).isEqualTo(label);
    }
}
