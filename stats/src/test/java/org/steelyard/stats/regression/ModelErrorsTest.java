package org.steelyard.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.PositiveDefinite;

/** Every numbered error of the models is provoked here, and names the term at fault. */
class ModelErrorsTest {

    private static final double[] Z = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0};
    private static final double[] AGE = {50, 61, 47, 58, 71, 66, 49, 53, 80, 75, 62, 69};

    private static DesignMatrix design(String second, double... values) {
        return DesignMatrix.withIntercept(List.of("age", second), new double[][] {AGE, values});
    }

    private static double[] map(java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(AGE).map(f).toArray();
    }

    private static Problem failure(ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(SteelyardException.class);
        return ((SteelyardException) thrown).problems().getFirst();
    }

    private static CoxData cox(double[] x, boolean... events) {
        return CoxData.rightCensored(
                DesignMatrix.of(List.of("x"), new double[][] {x}), Arrays.copyOf(AGE, x.length), events);
    }

    private static Map<NumericError, ThrowingCallable> provocations() {
        LogisticRegression logistic = LogisticRegression.withDefaults();
        Map<NumericError, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put(NumericError.COLLINEAR, () -> logistic.fit(design("months", map(a -> 12 * a + 3)), Z));
        calls.put(NumericError.CONSTANT_TERM, () -> logistic.fit(design("city", map(a -> 7)), Z));
        calls.put(NumericError.SEPARATION, () -> logistic.fit(design("marker", Z), Z));
        calls.put(
                NumericError.NOT_CONVERGED, () -> logistic.withMaxIterations(1).fit(design("log", map(Math::log)), Z));
        calls.put(NumericError.OUTCOME_CONSTANT, () -> logistic.fit(design("log", map(Math::log)), new double[12]));
        calls.put(NumericError.INVALID_VALUE, () -> design("lab", map(a -> a == 80 ? Double.NaN : a)));
        calls.put(
                NumericError.INFINITE_COEFFICIENT,
                () -> CoxRegression.withDefaults()
                        .fit(cox(new double[] {1, 0, 1, 0, 0, 1}, true, false, true, false, false, false)));
        calls.put(NumericError.NO_EVENTS, () -> CoxRegression.withDefaults().fit(cox(Z, new boolean[12])));
        calls.put(
                NumericError.TOO_FEW_ROWS,
                () ->
                        logistic.fit(
                                DesignMatrix.withIntercept(List.of("a", "b"), new double[][] {{1, 2}, {5, 3}}),
                                new double[] {0, 1}));
        calls.put(
                NumericError.NOT_POSITIVE_DEFINITE,
                () -> PositiveDefinite.inverse(Matrix.of(new double[][] {{1, 2}, {2, 1}}), "covariance"));
        calls.put(
                NumericError.UNSUPPORTED,
                () -> CoxRegression.withDefaults()
                        .with(Ties.EXACT)
                        .withRobust(true)
                        .fit(cox(new double[] {1, 0, 1}, true, true, false)));
        calls.put(NumericError.SHAPE, () -> logistic.fit(design("log", map(Math::log)), new double[3]));
        return calls;
    }

    @Test
    void everyErrorIsProvoked() {
        Set<NumericError> seen = EnumSet.noneOf(NumericError.class);
        provocations().forEach((code, call) -> {
            Problem problem = failure(call);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message().zh())
                    .isNotBlank()
                    .isNotEqualTo(problem.message().en());
            seen.add(code);
        });
        assertThat(seen).containsExactlyInAnyOrder(NumericError.values());
    }

    @Test
    void collinearTermsAreAllNamed() {
        DesignMatrix x = DesignMatrix.withIntercept(
                List.of("north", "south", "age", "twice"), new double[][] {Z, map(a -> 0), AGE, map(a -> 2 * a)});
        double[] south = Arrays.stream(Z).map(v -> 1 - v).toArray();
        x = DesignMatrix.withIntercept(
                List.of("north", "south", "age", "twice"), new double[][] {Z, south, AGE, map(a -> 2 * a)});
        DesignMatrix design = x;
        Throwable thrown =
                Assertions.catchThrowable(() -> LinearRegression.withDefaults().fit(design, AGE));
        List<String> messages = new ArrayList<>();
        ((SteelyardException) thrown)
                .problems()
                .forEach(p -> messages.add(p.message().en()));
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0))
                .contains("(Intercept)")
                .contains("north")
                .contains("south")
                .doesNotContain("age");
        assertThat(messages.get(1)).contains("age, twice").doesNotContain("north");
    }

    @Test
    void quasiSeparationNamesTheCategoryWithoutEvents() {
        double[] outcome = {0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0};
        double[] rare = {1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        Problem problem = failure(() -> LogisticRegression.withDefaults().fit(design("rare", rare), outcome));
        assertThat(problem.code()).isEqualTo(NumericError.SEPARATION);
        assertThat(problem.place().field()).isEqualTo("rare");
        assertThat(problem.message().en()).startsWith("quasi-complete separation");
        Problem complete = failure(() -> LogisticRegression.withDefaults().fit(design("marker", outcome), outcome));
        assertThat(complete.message().en()).startsWith("complete separation");
        assertThat(complete.place().field()).contains("marker");
    }

    @Test
    void separationIsFoundByPoissonAndMultinomialToo() {
        double[] rare = {1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        double[] counts = {0, 3, 0, 1, 0, 2, 4, 1, 2, 0, 1, 5};
        assertThat(failure(() -> GeneralizedLinearModel.of(Family.POISSON)
                                .fit(design("rare", rare), counts, Optional.empty(), Optional.empty()))
                        .place()
                        .field())
                .isEqualTo("rare");
        int[] category = {0, 1, 0, 2, 0, 0, 1, 2, 1, 0, 2, 0};
        assertThat(failure(() -> MultinomialRegression.withDefaults().fit(design("rare", rare), category, 3))
                        .code())
                .isEqualTo(NumericError.SEPARATION);
    }

    @Test
    void ridgeFindsAnEstimateWhereSeparationLeavesNone() {
        GlmFit fit = LogisticRegression.withDefaults().withRidge(0.5).fit(design("marker", Z), Z);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.coefficient("marker")).isBetween(0.5, 10.0);
    }

    @Test
    void coxNamesACovariateWithoutVariationWithinStrata() {
        CoxData data = cox(new double[] {1, 1, 1, 0, 0, 0}, true, true, false, true, true, false)
                .withStrata(new int[] {1, 1, 1, 2, 2, 2});
        Problem problem = failure(() -> CoxRegression.withDefaults().fit(data));
        assertThat(problem.code()).isEqualTo(NumericError.COLLINEAR);
        assertThat(problem.place().field()).isEqualTo("x");
    }
}
