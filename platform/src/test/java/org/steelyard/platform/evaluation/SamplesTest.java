package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void rowsAreDifferentWithinTheFrameAndComeAgainWithTheirSeed() {
        List<Long> rows = Samples.rows(1000, 400, 5);
        assertThat(rows).hasSize(400).doesNotHaveDuplicates().isSorted().allMatch(r -> r >= 1 && r <= 1000);
        assertThat(Samples.rows(1000, 400, 5)).isEqualTo(rows);
        assertThat(Samples.rows(1000, 400, 6)).isNotEqualTo(rows);
        assertThat(Samples.rows(3, 3, 1)).containsExactly(1L, 2L, 3L);
        assertThatThrownBy(() -> Samples.rows(3, 4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Samples.rows(3, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyRowIsAsLikelyAsAnyOther() {
        int[] times = new int[20];
        for (long seed = 0; seed < 20_000; seed++) {
            Samples.rows(20, 5, seed).forEach(row -> times[(int) (row - 1)]++);
        }
        // 5,000 expected with a standard deviation of 61: five of them
        assertThat(java.util.Arrays.stream(times).boxed()).allMatch(n -> Math.abs(n - 5000) < 306);
    }

    /** R 4.2.2: {@code prop.test(2, 40, correct = FALSE)$conf.int} is 0.01382066739 to 0.16503877369. */
    @Test
    void theIntervalIsWilsons() {
        Samples.Rate rate = Samples.rate(2, 40);
        assertThat(rate.rate()).isEqualTo(0.05);
        assertThat(rate.lower()).isCloseTo(0.01382066739, within(1e-10));
        assertThat(rate.upper()).isCloseTo(0.16503877369, within(1e-10));
        assertThat(Samples.rate(0, 40).lower()).isZero();
        assertThat(Samples.rate(0, 40).upper()).isCloseTo(0.0876, within(5e-5));
        assertThat(Samples.rate(40, 40).upper()).isEqualTo(1);
    }

    /** One record in twenty is wrong; the interval of most samples says so. */
    @Test
    void aKnownErrorOfFivePercentLiesInTheInterval() {
        Set<Long> wrong = new HashSet<>(Samples.rows(20_000, 1000, 42));
        int found = 0;
        for (long seed = 0; seed < 1000; seed++) {
            int met = (int) Samples.rows(20_000, 400, seed).stream()
                    .filter(wrong::contains)
                    .count();
            Samples.Rate rate = Samples.rate(met, 400);
            found += rate.lower() <= 0.05 && 0.05 <= rate.upper() ? 1 : 0;
        }
        assertThat(found).as("of 1000 intervals at 95 %%").isBetween(930, 975);
    }
}
