package org.steelyard.effect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;

/** What a reader sees of an error of the numeric core. */
class FailureTest {

    @Test
    void theTermOfTreatmentIsCalledTreatment() {
        SteelyardException e = monotone(OutcomeModel.TREATMENT);

        assertThat(Failure.reason(e)).isEqualTo(Text.of("[NUM-007] 没有最大值：干预", "[NUM-007] no maximum: treatment"));
        assertThat(Failure.in("main", e).problems().getFirst().place().field()).isEqualTo("analysis.main / treatment");
        assertThat(Failure.in("main", e).problems().getFirst().message().zh()).isEqualTo("没有最大值：干预");
    }

    @Test
    void termsAreNamedOnce() {
        assertThat(Failure.reason(monotone("age, years")).en()).isEqualTo("[NUM-007] no maximum: age, years");
    }

    private static SteelyardException monotone(String terms) {
        return SteelyardException.of(
                NumericError.INFINITE_COEFFICIENT,
                Place.field(terms),
                Text.of("没有最大值：" + terms, "no maximum: " + terms),
                Text.of("去掉该项", "remove the term"));
    }
}
