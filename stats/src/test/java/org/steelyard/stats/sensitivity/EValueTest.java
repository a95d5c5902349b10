package org.steelyard.stats.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.testing.Seeds;

/** Against VanderWeele and Ding 2017 and the shared reference run. */
class EValueTest {

    private static final String SOURCE = "VanderWeele and Ding 2017, closed form (R 4.2.2)";

    private static void check(String quantity, double expected, double actual) {
        Oracle.check("E-value", SOURCE, quantity, expected, actual, 1e-9);
    }

    private static Estimate ratio(double value) {
        return Estimate.ratio(Math.log(value), 0.001, 0.95);
    }

    @Test
    void publishedValues() {
        check("risk ratio 3.9", 7.263034344, EValue.ofRiskRatio(ratio(3.9)).point());
        check("risk ratio 1.8", 3, EValue.ofRiskRatio(ratio(1.8)).point());
        check("risk ratio 0.80", 1.809016994, EValue.ofRiskRatio(ratio(0.8)).point());
        EValue hazard = EValue.ofHazardRatio(ratio(0.56), EValue.Outcome.COMMON);
        check("hazard ratio 0.56, common outcome, as risk ratio", 0.6700839517, hazard.riskRatio());
        check("hazard ratio 0.56, common outcome", 2.349531257, hazard.point());
        EValue odds = EValue.ofOddsRatio(ratio(0.86), EValue.Outcome.COMMON);
        check("odds ratio 0.86, common outcome, as risk ratio", 0.9273618495, odds.riskRatio());
        check("odds ratio 0.86, common outcome", 1.368952861, odds.point());
        EValue smd = EValue.ofStandardisedDifference(0.5, 0.2);
        check("standardised difference 0.5, as risk ratio", 1.576173383, smd.riskRatio());
        check("standardised difference 0.5", 2.529141982, smd.point());
        check("standardised difference 0.5, se 0.2, limit", 1.443029563, smd.limit());
    }

    @Test
    void rareOutcomesTakeTheRatioAsItIs() {
        assertThat(EValue.ofOddsRatio(ratio(1.8), EValue.Outcome.RARE).point()).isCloseTo(3, within(1e-12));
        assertThat(EValue.ofHazardRatio(ratio(1.8), EValue.Outcome.RARE).point())
                .isCloseTo(3, within(1e-12));
    }

    @Test
    void limitIsOneWhenTheIntervalCoversNoEffect() {
        assertThat(EValue.of(1.5, 0.9, 2.5).limit()).isEqualTo(1);
        assertThat(EValue.of(0.8, 0.5, 1.1).limit()).isEqualTo(1);
        // The limit nearer to 1 counts: 1.8 above, 1/1.8 below.
        assertThat(EValue.of(3, 1.8, 5).limit()).isCloseTo(3, within(1e-12));
        assertThat(EValue.of(1.0 / 3, 0.2, 1 / 1.8).limit()).isCloseTo(3, within(1e-12));
    }

    @Test
    void inverseRatiosHaveTheSameEValueAndLargerOnesALargerOne() {
        Seeds.of("e-value").generator().doubles(100, 1, 20).forEach(rr -> {
            assertThat(EValue.value(1 / rr)).isCloseTo(EValue.value(rr), within(1e-9));
            assertThat(EValue.value(rr * 1.01)).isGreaterThan(EValue.value(rr));
            assertThat(EValue.value(rr)).isGreaterThanOrEqualTo(rr);
        });
    }
}
