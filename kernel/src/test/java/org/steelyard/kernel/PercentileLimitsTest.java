package org.steelyard.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileLimitsTest {

    /** By hand: α = (1 − level)/2 is 1/2, 1/4, 1/20, 1/40, 1/200, 1/2000, and for 0.93 1/28.57, of which the next whole number counts. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 3", "0.9, 19", "0.95, 39", "0.99, 199", "0.999, 1999", "0.93, 28"})
    void oneReplicateLiesBeyondEitherLimit(double level, long least) {
        assertThat(PercentileLimits.leastReplicates(level)).isEqualTo(least);
    }
}
