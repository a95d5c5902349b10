package org.steelyard.economics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates between breaks, worked by hand. */
class PiecewiseExponentialTest {

    private static final SurvivalSample THREE =
            SurvivalSample.of(new double[] {1, 2, 3}, new boolean[] {true, true, true});

    /** Up to 1.5: one event in 1 + 1.5 + 1.5 = 4 years; after it two in 0.5 + 1.5 = 2. */
    @Test
    void aRateIsEventsOverTimeInItsPiece() {
        PiecewiseExponential model = new PiecewiseExponential(List.of(1.5));
        SurvivalFit fit = model.fit(THREE);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.estimate()).containsExactly(0.25, 1);
        assertThat(fit.se()[1]).isEqualTo(1 / Math.sqrt(2), within(1e-15));
        assertThat(fit.logLikelihood()).isEqualTo(Math.log(0.25) - 0.25 * 4 + 2 * Math.log(1) - 2, within(1e-14));
        assertThat(model.survival(fit, 2)).isEqualTo(Math.exp(-0.25 * 1.5 - 0.5), within(1e-15));
    }

    @Test
    void withoutBreaksItIsTheExponential() {
        SurvivalFit pieces = new PiecewiseExponential(List.of()).fit(THREE);
        SurvivalFit plain = ParametricSurvival.of(Family.EXPONENTIAL).fit(THREE);
        assertThat(pieces.estimate()[0]).isEqualTo(plain.estimate()[0], within(1e-6));
        assertThat(pieces.logLikelihood()).isEqualTo(plain.logLikelihood(), within(1e-9));
    }

    @Test
    void anEventAtABreakBelongsToThePieceThatEndsThere() {
        SurvivalFit fit = new PiecewiseExponential(List.of(2.0)).fit(THREE);
        assertThat(fit.estimate()).containsExactly(2 / 5.0, 1);
    }

    @Test
    void aPieceWithoutEventsIsAFitThatFailed() {
        SurvivalFit fit = new PiecewiseExponential(List.of(0.5)).fit(THREE);
        assertThat(fit.ending()).isEqualTo(SurvivalFit.Ending.FAILED);
        assertThatThrownBy(() -> new PiecewiseExponential(List.of(2.0, 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
