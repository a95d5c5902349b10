package org.steelyard.stats.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.testing.Seeds;

class ExponentialTest {

    @Test
    void knownValuesAreTheNearestDoubles() {
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(1)).isEqualTo(2.718281828459045);
        assertThat(Exponential.of(-1)).isEqualTo(0.36787944117144233);
        assertThat(Exponential.of(0.5)).isEqualTo(1.6487212707001282);
    }

    @Test
    void beyondTheEdgesItIsThatOfTheLibrary() {
        for (double x : new double[] {
            700, -700, 709.7, 710, -745, -746, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        }) {
            assertThat(Double.compare(Exponential.of(x), StrictMath.exp(x)))
                    .as("%s", x)
                    .isZero();
        }
    }

    @Test
    void theErrorIsBelowOneUnitInTheLastPlace() {
        var random = Seeds.of("ExponentialTest").generator();
        for (int i = 0; i < 2000; i++) {
            double x = (2 * random.nextDouble() - 1) * (i % 2 == 0 ? 3 : 690);
            double value = Exponential.of(x);
            BigDecimal error = new BigDecimal(value).subtract(exact(x)).abs();
            assertThat(error.doubleValue()).as("exp(%s)", x).isLessThan(Math.ulp(value));
        }
    }

    /** Taylor's series of x / 1024, squared ten times, with sixty digits. */
    private static BigDecimal exact(double x) {
        MathContext digits = new MathContext(60);
        BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1024), digits);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n <= 40; n++) {
            term = term.multiply(small, digits).divide(BigDecimal.valueOf(n), digits);
            sum = sum.add(term, digits);
        }
        return sum.pow(1024, digits);
    }
}
