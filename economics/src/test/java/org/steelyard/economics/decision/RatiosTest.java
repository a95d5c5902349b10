package org.steelyard.economics.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RatiosTest {

    /** 12,000 more for 0.2 QALY: at 95,749 a QALY they are worth 19,149.8, which is 1.595816… times the cost. */
    @Test
    void aBenefitCostRatioAboveOneIsAPositiveNetBenefit() {
        assertThat(Ratios.benefitCost(95_749, 12_000, 0.2)).isCloseTo(19_149.8 / 12_000, Offset.offset(1e-12));
        for (double lambda : new double[] {10_000, 59_999, 60_001, 200_000}) {
            assertThat(Ratios.benefitCost(lambda, 12_000, 0.2) > 1).isEqualTo(lambda * 0.2 - 12_000 > 0);
        }
        assertThat(Ratios.benefitCost(1, 0, 0.2)).isNaN();
        assertThat(Ratios.benefitCost(1, -5, 0.2)).isNaN();
    }

    @Test
    void anAverageNeedsAnEffect() {
        assertThat(Ratios.average(30_000, 6)).isEqualTo(5_000);
        assertThat(Ratios.average(30_000, 0)).isNaN();
    }

    @Test
    void drawsWithinTheMarginAreCounted() {
        double[] a = {1, 1.02, 0.98, 1.2};
        double[] b = {1, 1, 1, 1};
        assertThat(Ratios.within(0.05, a, b)).isEqualTo(0.75);
        assertThatThrownBy(() -> Ratios.within(0.05, a, new double[] {1})).isInstanceOf(IllegalArgumentException.class);
    }
}
