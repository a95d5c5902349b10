package org.steelyard.stats.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;

class RubinsRulesTest {

    private static final String R = "R 4.2.2, closed form";
    private static final double[] VALUES = {1.2, 1.5, 1.1, 1.35, 1.28};
    private static final double[] VARIANCES = Arrays.stream(new double[] {0.25, 0.27, 0.24, 0.26, 0.25})
            .map(s -> s * s)
            .toArray();

    private static void check(String quantity, double expected, double actual) {
        Oracle.check("Rubin's rules", R, quantity, expected, actual, 1e-9);
    }

    @Test
    void fiveTablesAgreeWithR() {
        RubinsRules.Pooled pooled = RubinsRules.pool(
                Scale.IDENTITY, VALUES, VARIANCES, new RubinsRules.Reference(0.95, OptionalDouble.empty()));
        check("mean", 1.286, pooled.estimate().value());
        check("within", 0.06462, pooled.within());
        check("between", 0.02298, pooled.between());
        check("total", 0.092196, pooled.total());
        check("standard error", 0.3036379423, pooled.estimate().se());
        check("degrees of freedom", 44.71174389, pooled.estimate().df());
        check("relative increase", 0.4267409471, pooled.relativeIncrease());
        check("fraction of missing information", 0.3284824402, pooled.missingInformation());
    }

    @Test
    void barnardAndRubinsDegreesOfFreedomAgreeWithR() {
        RubinsRules.Pooled pooled = RubinsRules.pool(
                Scale.IDENTITY, VALUES, VARIANCES, new RubinsRules.Reference(0.95, OptionalDouble.of(97)));
        check(
                "Barnard-Rubin degrees of freedom, n 100, k 3",
                26.75632882,
                pooled.estimate().df());
    }

    @Test
    void equalTablesPoolToThemselves() {
        Estimate one = Estimate.ratio(Math.log(1.7), 0.2, 0.95);
        RubinsRules.Pooled pooled = RubinsRules.pool(List.of(one, one, one), 0.95, OptionalDouble.empty());
        assertThat(pooled.estimate().value()).isCloseTo(1.7, within(1e-15));
        assertThat(pooled.estimate().se()).isCloseTo(0.2, within(1e-15));
        assertThat(pooled.estimate().upper()).isCloseTo(one.upper(), within(1e-12));
        assertThat(pooled.missingInformation()).isZero();
        RubinsRules.Pooled single = RubinsRules.pool(List.of(one), 0.95, OptionalDouble.of(50));
        assertThat(single.estimate().se()).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void ratiosArePooledAsLogarithms() {
        Estimate a = Estimate.ratio(Math.log(2), 0.1, 0.95);
        Estimate b = Estimate.ratio(Math.log(8), 0.1, 0.95);
        assertThat(RubinsRules.pool(List.of(a, b), 0.95, OptionalDouble.empty())
                        .estimate()
                        .value())
                .isCloseTo(4, within(1e-12));
    }

    @Test
    void differentScalesCannotBePooled() {
        Estimate a = Estimate.ratio(0.1, 0.1, 0.95);
        Estimate b = Estimate.normal(0.1, 0.1, 0.95);
        assertThatThrownBy(() -> RubinsRules.pool(List.of(a, b), 0.95, OptionalDouble.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
