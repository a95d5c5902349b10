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

    private static void broken(Runnable check) {
        assertThatThrownBy(check::run)
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(
                                        e.problems().getFirst().code())
                                .isEqualTo(EffectError.INVARIANT));
    }
}
