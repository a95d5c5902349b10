package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DiscountingTest {

    @Test
    void firstYearIsNotDiscountedByYear() {
        assertThat(Discounting.byYear(0.05, 0)).isEqualTo(1);
        assertThat(Discounting.byYear(0.05, 0.999)).isEqualTo(1);
        assertThat(Discounting.byYear(0.05, 1)).isCloseTo(1 / 1.05, within(1e-15));
        assertThat(Discounting.byYear(0.05, 2.5)).isCloseTo(1 / 1.05 / 1.05, within(1e-15));
    }

    @Test
    void timeByYearIsThePieceworkOfWholeYears() {
        // 0.5 of year one, all of year two, 0.25 of year three
        double byHand = 0.5 + 1 / 1.05 + 0.25 / 1.1025;
        assertThat(Discounting.timeByYear(0.05, 0.5, 2.25)).isCloseTo(byHand, within(1e-15));
    }

    @Test
    void rateZeroLeavesTimeAsItIs() {
        assertThat(Discounting.timeByYear(0, 0.3, 7.7)).isCloseTo(7.4, within(1e-15));
        assertThat(Discounting.atPoint(0, 9)).isEqualTo(1);
    }

    @Test
    void pointDiscountingCompoundsYearly() {
        assertThat(Discounting.atPoint(0.05, 2)).isCloseTo(1 / 1.1025, within(1e-15));
        assertThat(Discounting.atPoint(0.05, 0.5)).isCloseTo(1 / Math.sqrt(1.05), within(1e-15));
    }

    @Test
    void emptySpanHasNoTime() {
        assertThat(Discounting.timeByYear(0.05, 2, 2)).isZero();
    }
}
