package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.governance.process.Stage;
import org.steelyard.governance.process.State;
import org.steelyard.platform.evaluation.Timings.Entered;

class EquityTest {

    private static Body.AccessFigures figures(long... numbers) {
        List<Body.AccessGroup> groups = new java.util.ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            groups.add(new Body.AccessGroup("g" + i, numbers[i], numbers[i + 1]));
        }
        return new Body.AccessFigures("A", 2025, "region", groups);
    }

    /** By hand: shares of people 1/2 and 1/2, of use 3/4 and 1/4; half of (1/4 + 1/4). */
    @Test
    void theGapIsTheUseThatWouldHaveToMove() {
        Equity.Comparison compared = Equity.compared(figures(1000, 300, 1000, 100));
        assertThat(compared.gap()).isCloseTo(0.25, within(1e-12));
        assertThat(compared.ratio()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(Equity.compared(figures(1000, 50, 3000, 150)).gap()).isCloseTo(0, within(1e-12));
        assertThat(Equity.compared(figures(1000, 0, 3000, 0)).ratio()).isEqualTo(1);
        assertThat(Equity.compared(figures(1000, 0, 3000, 0)).gap()).isZero();
    }

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Entered at(State state, int day) {
        return new Entered(state, START.plus(Duration.ofDays(day)));
    }

    @Test
    void aStateBeginsWithTheFilingBeforeTheFirstThatFoundIt() {
        List<Entered> course = Timings.course(
                List.of(at(State.DRAFT, 0), at(State.DRAFT, 4), at(State.SUBMITTED, 9), at(State.ACCEPTED, 12)),
                State.IMPLEMENTER_SET);
        assertThat(course)
                .containsExactly(
                        at(State.DRAFT, 0),
                        at(State.SUBMITTED, 4),
                        at(State.ACCEPTED, 9),
                        at(State.IMPLEMENTER_SET, 12));
        assertThat(Timings.course(List.of(), State.DRAFT)).isEmpty();
    }

    @Test
    void mediansAreOfStagesThatWereLeft() {
        List<List<Entered>> courses = List.of(
                List.of(
                        at(State.DRAFT, 0),
                        at(State.SUBMITTED, 2),
                        at(State.ACCEPTED, 10),
                        at(State.IMPLEMENTER_SET, 13)),
                List.of(at(State.DRAFT, 0), at(State.ACCEPTED, 20)),
                List.of(at(State.DRAFT, 0)));
        List<Timings.StageTime> times = Timings.stages(courses);
        assertThat(times.getFirst()).isEqualTo(new Timings.StageTime(Stage.INITIATION, 2, Optional.of(15.0)));
        assertThat(times.get(1)).isEqualTo(new Timings.StageTime(Stage.IMPLEMENTER, 1, Optional.of(3.0)));
        assertThat(times.get(2).medianDays()).isEmpty();
        assertThat(Timings.toPayment(List.of())).isEmpty();
        assertThat(Timings.toPayment(List.of(new Timings.Paid(START, LocalDate.of(2026, 1, 31)))))
                .contains(30.0);
        assertThat(Timings.toPayment(List.of(new Timings.Paid(START, LocalDate.of(2025, 12, 1)))))
                .as("decided before the application")
                .isEmpty();
    }
}
