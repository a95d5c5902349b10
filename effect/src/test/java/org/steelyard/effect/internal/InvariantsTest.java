package org.steelyard.effect.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.MatchedSets;

class InvariantsTest {

    private static final boolean[] TREATED = {true, false, true, false};
    private static final double[] LOGIT = {0.0, 0.1, 1.0, 2.0};

    private static MatchedPairs pair(int treated, int control, double caliper) {
        return new MatchedPairs(new int[] {treated}, new int[] {control}, new double[] {0}, caliper, 1, 4);
    }

    @Test
    void pairWithinTheCaliperPasses() {
        assertThatCode(() -> Invariants.pairs(pair(0, 1, 0.2), TREATED, LOGIT)).doesNotThrowAnyException();
    }

    @Test
    void pairBeyondTheCaliperIsAnInternalError() {
        broken(() -> Invariants.pairs(pair(2, 3, 0.2), TREATED, LOGIT));
    }

    @Test
    void pairWithinOneArmIsAnInternalError() {
        broken(() -> Invariants.pairs(pair(0, 2, 5), TREATED, LOGIT));
    }

    @Test
    void setThatReachesBeyondTheCaliperIsAnInternalError() {
        MatchedSets near = new MatchedSets(new int[] {0, 0, -1, -1}, 1, 0.1);
        MatchedSets far = new MatchedSets(new int[] {-1, -1, 0, 0}, 1, 1);
        assertThatCode(() -> Invariants.sets(near, TREATED, LOGIT, 0.2, MatchingMethod.OPTIMAL))
                .doesNotThrowAnyException();
        broken(() -> Invariants.sets(far, TREATED, LOGIT, 0.2, MatchingMethod.OPTIMAL));
    }

    @Test
    void negativeInfiniteOrEmptyWeightsAreInternalErrors() {
        broken(() -> Invariants.weights(new double[] {1, 1, -1, 1}, TREATED));
        broken(() -> Invariants.weights(new double[] {1, 1, Double.POSITIVE_INFINITY, 1}, TREATED));
        broken(() -> Invariants.weights(new double[] {1, 0, 1, 0}, TREATED));
    }

    @Test
    void balanceBeyondRoundingIsAnInternalError() {
        assertThatCode(() -> Invariants.balance(1e-9)).doesNotThrowAnyException();
        broken(() -> Invariants.balance(1e-3));
        broken(() -> Invariants.balance(Double.NaN));
    }

    @Test
    void overlapWeightsOfUnequalSumsAreAnInternalError() {
        assertThatCode(() -> Invariants.equalSums(new double[] {0.5, 0.25, 0.5, 0.75}, TREATED))
                .doesNotThrowAnyException();
        broken(() -> Invariants.equalSums(new double[] {0.5, 0.25, 0.5, 0.7}, TREATED));
    }

    @Test
    void weightsOutOfProportionWithinASetAreAnInternalError() {
        MatchedSets two = new MatchedSets(new int[] {0, 0, 1, 1}, 2, 0);
        assertThatCode(() -> Invariants.setSums(new double[] {1, 2, 1, 2}, two, TREATED))
                .doesNotThrowAnyException();
        broken(() -> Invariants.setSums(new double[] {1, 2, 1, 1}, two, TREATED));
    }

    /** A score that was not fitted to the end: its overlap weights do not balance, and the run must stop rather than report them. */
    @Test
    void overlapWeightsOfAScoreThatWasNotFittedToTheEndStopTheRun() {
        double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
        boolean[] treated = {false, true, false, false, true, false, true, true};
        double[] skewed = {0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 0.5, 0.5};
        double[] weight = new double[8];
        for (int i = 0; i < 8; i++) {
            weight[i] = treated[i] ? 1 - skewed[i] : skewed[i];
        }
        double difference = org.steelyard.stats.weighting.StandardisedDifference.of(x, treated, weight);
        broken(() -> Invariants.balance(Math.abs(difference)));
    }

    private static void broken(Runnable check) {
        assertThatThrownBy(check::run)
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(
                                        e.problems().getFirst().code())
                                .isEqualTo(EffectError.INVARIANT));
    }
}
