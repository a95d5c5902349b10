package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.kernel.testing.Oracle;

class CountingRuleTest {

    /** S(t) = exp(-0.1 t), 20 yearly cycles; the four sums by an independent implementation in double precision. */
    @ParameterizedTest
    @CsvSource({
        "BEGINNING, 9.086183864684573",
        "END, 8.221519147921185",
        "TRAPEZOID, 8.65385150630288",
        "SIMPSON, 8.64665196561406"
    })
    void exponentialSurvivalGivesThePublishedSums(CountingRule rule, double expected) {
        double[] weights = rule.weights(20);
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * Math.exp(-0.1 * k);
        }
        Oracle.check(
                "Counting rule " + rule, "numpy, independent sums", "exp(-0.1 t), 20 cycles", expected, sum, 1e-13);
    }

    @ParameterizedTest
    @EnumSource
    void weightsAddUpToTheNumberOfCycles(CountingRule rule) {
        double sum = 0;
        for (double w : rule.weights(8)) {
            sum += w;
        }
        assertThat(sum).isCloseTo(8, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void simpsonRefusesAnOddNumberOfCycles() {
        assertThatThrownBy(() -> CountingRule.SIMPSON.weights(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CountingRule.END.weights(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
