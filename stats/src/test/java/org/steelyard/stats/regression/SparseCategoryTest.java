package org.steelyard.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.linear.DesignMatrix;

/** In data of any size, a rare category without events is reported, and one with a single event is fitted. */
class SparseCategoryTest {

    private static final int RARE = 7;

    private record Sample(double[][] x, double[] y, double[] days, boolean[] event) {

        static Sample draw(int n, int eventsOfRare) {
            RandomGenerator random =
                    new Seed(Long.getLong("seed", 5L)).child("sparse", n).generator();
            Sample s = new Sample(new double[3][n], new double[n], new double[n], new boolean[n]);
            for (int i = 0; i < n; i++) {
                s.x[0][i] = 50 + 15 * random.nextGaussian();
                s.x[1][i] = Math.exp(9 + random.nextGaussian());
                s.x[2][i] = i < RARE ? 1 : 0;
                boolean happens = random.nextDouble() < 1 / (1 + Math.exp(3 - 0.03 * s.x[0][i]));
                s.event[i] = i < RARE ? i < eventsOfRare : happens;
                s.y[i] = s.event[i] ? 1 : 0;
                s.days[i] = 1 + random.nextInt(900);
            }
            return s;
        }

        GlmFit logistic() {
            return LogisticRegression.withDefaults()
                    .fit(DesignMatrix.withIntercept(List.of("age", "cost", "rare"), x), y);
        }

        CoxFit cox() {
            DesignMatrix design = DesignMatrix.of(List.of("age", "cost", "rare"), x);
            return CoxRegression.withDefaults().fit(CoxData.rightCensored(design, days, event));
        }
    }

    private static void assertNamed(ThrowingCallable fit, NumericError code) {
        assertThatThrownBy(fit).isInstanceOfSatisfying(SteelyardException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo(code);
            assertThat(e.problems().getFirst().place().field()).isEqualTo("rare");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 1000, 100_000})
    void withoutEventsItIsNamed(int n) {
        Sample sample = Sample.draw(n, 0);
        assertNamed(sample::logistic, NumericError.SEPARATION);
        assertNamed(sample::cox, NumericError.INFINITE_COEFFICIENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 1000, 100_000})
    void withOneEventItIsFitted(int n) {
        Sample sample = Sample.draw(n, 1);
        assertThat(sample.logistic().converged()).isTrue();
        assertThat(sample.logistic().standardError("rare")).isBetween(0.9, 1.5);
        assertThat(sample.cox().standardError("rare")).isBetween(0.9, 1.5);
    }
}
