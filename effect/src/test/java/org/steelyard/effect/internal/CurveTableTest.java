package org.steelyard.effect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;

/** Times at which curves are ticked: round in the unit in which the report draws them. */
class CurveTableTest {

    @ParameterizedTest
    @ValueSource(doubles = {730, 731, 1095, 1826, 3652})
    void daysOfTwoYearsAndMoreAreTickedAtHalvesOfYears(double horizon) {
        List<Double> halves = Arrays.stream(CurveTable.ticks(days(horizon), 5000))
                .mapToObj(t -> 2 * t / TimeUnit.DAY.perYear())
                .toList();

        assertThat(halves).hasSizeGreaterThan(3).allMatch(h -> h == Math.rint(h));
    }

    @Test
    void daysOfLessThanTwoYearsAreTickedAtRoundDays() {
        assertThat(CurveTable.ticks(days(720), 5000)).containsExactly(0, 200, 400, 600);
    }

    private static Outcome days(double horizon) {
        return new Outcome(
                "death",
                Text.same("death"),
                OutcomeType.TIME_TO_EVENT,
                Optional.empty(),
                Optional.of("time"),
                Optional.of("event"),
                Optional.of(TimeUnit.DAY),
                Optional.of(horizon),
                Optional.empty(),
                true,
                Text.same("death"));
    }
}
