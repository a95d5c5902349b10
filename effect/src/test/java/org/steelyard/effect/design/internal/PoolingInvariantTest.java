package org.steelyard.effect.design.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.SteelyardException;

class PoolingInvariantTest {

    @Test
    void oneSitePooledToItselfPasses() {
        assertThatCode(() -> PoolingDesign.invariant(new double[] {0.3}, 0.3)).doesNotThrowAnyException();
        assertThatCode(() -> PoolingDesign.invariant(new double[] {0.3, 0.5}, 0.4))
                .doesNotThrowAnyException();
    }

    @Test
    void oneSitePooledToSomethingElseIsAnInternalError() {
        assertThatThrownBy(() -> PoolingDesign.invariant(new double[] {0.3}, 0.3001))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(EffectError.INVARIANT));
    }
}
