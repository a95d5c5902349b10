package org.steelyard.stats.cox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.testing.Seeds;

class TimeGridTest {

    @Test
    void countsTheTimesThatAreNotLater() {
        TimeGrid grid = new TimeGrid(new double[] {1, 2, 4, 1000});
        double[] asked = {0, 1, 1.5, 2, 3, 4, 999, 1000, 1001, -1e300, 1e300};
        int[] expected = {0, 1, 1, 2, 2, 3, 3, 4, 4, 0, 4};
        for (int i = 0; i < asked.length; i++) {
            assertThat(grid.firstAfter(asked[i])).as("%s", asked[i]).isEqualTo(expected[i]);
        }
        assertThat(new TimeGrid(new double[] {5}).firstAfter(5)).isEqualTo(1);
        assertThat(new TimeGrid(new double[] {5}).firstAfter(4.9)).isZero();
        assertThat(new TimeGrid(new double[0]).firstAfter(4.9)).isZero();
    }

    @Test
    void isTheBinarySearchForTimesOfEverySpread() {
        var random = Seeds.of("TimeGridTest").generator();
        for (int round = 0; round < 200; round++) {
            double scale = Math.pow(10, random.nextInt(600) - 300);
            double power = 1 + random.nextInt(6);
            double[] times = random.doubles(1 + random.nextInt(50))
                    .map(u -> scale * Math.pow(u - 0.3, power))
                    .sorted()
                    .distinct()
                    .toArray();
            TimeGrid grid = new TimeGrid(times);
            for (int i = 0; i < 60; i++) {
                double t = i < times.length ? times[i] : scale * (2 * random.nextDouble() - 0.8);
                long expected = Arrays.stream(times).filter(v -> v <= t).count();
                assertThat((long) grid.firstAfter(t)).isEqualTo(expected);
            }
        }
    }
}
