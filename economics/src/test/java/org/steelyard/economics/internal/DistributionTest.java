package org.steelyard.economics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.Parameter.Shape;

class DistributionTest {

    private static Distribution of(Shape shape, double mean, double se) {
        return new Distribution(new Parameter(mean, shape, se, Text.EMPTY));
    }

    /** R 4.2.2, economics/src/test/r/distributions.R. */
    @ParameterizedTest
    @CsvSource({
        "GAMMA, 5294, 1487, 2792.6716645382253, 5155.4449352755455, 8581.9154289131293",
        "BETA, 0.85, 0.03, 0.78672309637263382, 0.85166069349012785, 0.90386589165805753",
        "LOGNORMAL, 0.402, 0.174, 0.16375915090020746, 0.3689242909565405, 0.83112993508818755",
        "NORMAL, 0.7, 0.05, 0.60200180077299725, 0.7, 0.79799819922700266"
    })
    void quantilesAgreeWithR(Shape shape, double mean, double se, double low, double middle, double high) {
        Distribution distribution = of(shape, mean, se);
        String method = "Method of moments, " + shape;
        Oracle.check(method, "R 4.2.2", "quantile 0.025", low, distribution.quantile(0.025), 1e-9);
        Oracle.check(method, "R 4.2.2", "quantile 0.5", middle, distribution.quantile(0.5), 1e-9);
        Oracle.check(method, "R 4.2.2", "quantile 0.975", high, distribution.quantile(0.975), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"NORMAL, 0.7, 0.05", "GAMMA, 1000, 400", "BETA, 0.7, 0.1", "LOGNORMAL, 2, 0.9"})
    void drawsHaveTheMeanAndErrorAskedFor(Shape shape, double mean, double se) {
        RandomGenerator random = new Seed(Long.getLong("seed", 20261122)).generator();
        int n = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = of(shape, mean, se).draw(random);
            sum += x;
            squares += x * x;
        }
        double average = sum / n;
        assertThat(average).isCloseTo(mean, within(4 * se / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / n - average * average)).isCloseTo(se, within(0.06 * se));
    }

    @Test
    void fixedValueNeverMoves() {
        Distribution fixed = of(Shape.FIXED, 7, 0);
        assertThat(fixed.draw(new Seed(1).generator())).isEqualTo(7);
        assertThat(fixed.quantile(0.025)).isEqualTo(7);
        assertThat(fixed.fixed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED, 1, 0, true",
        "FIXED, 1, 0.1, false",
        "NORMAL, 1, 0, false",
        "NORMAL, -1, 1, true",
        "NORMAL, NaN, 1, false",
        "NORMAL, 1, -1, false",
        "GAMMA, 0, 1, false",
        "GAMMA, 2, 1, true",
        "GAMMA, 2, 0, false",
        "LOGNORMAL, -1, 1, false",
        "BETA, 0.5, 0.5, false",
        "BETA, 0.5, 0.49, true",
        "BETA, 1, 0.1, false",
        "BETA, 0, 0.1, false",
        "BETA, 0.9, 0, false"
    })
    void onlyDistributionsThatExistAreAllowed(Shape shape, double mean, double se, boolean allowed) {
        Parameter parameter = new Parameter(mean, shape, se, Text.EMPTY);
        assertThat(Distribution.problem(parameter).isEmpty()).isEqualTo(allowed);
    }
}
