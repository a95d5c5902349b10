package org.steelyard.stats.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.SimulatedTables;
import org.steelyard.stats.transport.TransportWeights.Target;

class TransportTest {

    private static final String R = "R 4.2.2 glm, sandwich; stats/src/test/r/multiplicity.R";
    private static final Reference REF = Reference.of("multiplicity");
    private static final List<String> TERMS = List.of("a", "s");

    private static double[][] columns(Csv csv) {
        return new double[][] {csv.numbers("a"), csv.numbers("s")};
    }

    private static boolean[] treated(Csv csv) {
        boolean[] t = new boolean[csv.rows()];
        for (int i = 0; i < t.length; i++) {
            t[i] = csv.numbers("t")[i] == 1;
        }
        return t;
    }

    @Test
    void weightsCarryTheEffectAsInR() {
        Csv study = SimulatedTables.csv("study.csv");
        Csv target = SimulatedTables.csv("target.csv");
        TransportWeights w = TransportWeights.of(TERMS, columns(study), columns(target), Target.OTHERS);
        Estimate e = w.difference(study.numbers("o"), treated(study), 0.95);
        String m = "Transport by odds weights";
        Oracle.check(m, R, "simulated: difference", REF.value("transport", 1), e.value(), 1e-8);
        Oracle.check(m, R, "simulated: se", REF.value("transport se", 1), e.se(), 1e-7);
        Oracle.check(m, R, "simulated: effective size", REF.value("ess", 1), w.effectiveSize(), 1e-7);
        TransportWeights all = TransportWeights.of(TERMS, columns(study), columns(target), Target.EVERYBODY);
        Oracle.check(
                "Generalisation weights",
                R,
                "simulated: difference",
                REF.value("generalise", 1),
                all.difference(study.numbers("o"), treated(study), 0.95).value(),
                1e-8);
        assertThat(Math.abs(w.distance(study.numbers("a"), target.numbers("a"))))
                .isLessThan(0.1);
        assertThat(Arrays.stream(w.weight()).average().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void matchedWeightsReachTheTargetExactlyAndAgreeWithR() {
        Csv study = SimulatedTables.csv("study.csv");
        TransportWeights.Maic maic = TransportWeights.maic(TERMS, columns(study), new double[] {60, 0.6});
        double a = 0;
        double s = 0;
        double t1 = 0;
        double t0 = 0;
        double n1 = 0;
        double n0 = 0;
        for (int i = 0; i < study.rows(); i++) {
            double w = maic.weight()[i];
            a += w * study.numbers("a")[i] / study.rows();
            s += w * study.numbers("s")[i] / study.rows();
            boolean t = treated(study)[i];
            t1 += t ? w * study.numbers("o")[i] : 0;
            n1 += t ? w : 0;
            t0 += t ? 0 : w * study.numbers("o")[i];
            n0 += t ? 0 : w;
        }
        assertThat(a).isCloseTo(60, within(1e-8));
        assertThat(s).isCloseTo(0.6, within(1e-10));
        Oracle.check(
                "Matching-adjusted indirect comparison",
                R,
                "simulated: difference",
                REF.value("maic", 1),
                t1 / n1 - t0 / n0,
                1e-8);
        Oracle.check(
                "Matching-adjusted indirect comparison",
                R,
                "simulated: effective size",
                REF.value("maic ess", 1),
                maic.effectiveSize(),
                1e-8);
    }

    /** Values 0, 0, 1 with mean 1/2: the one must weigh as much as both zeros. */
    @Test
    void matchedWeightsByHand() {
        TransportWeights.Maic maic =
                TransportWeights.maic(List.of("x"), new double[][] {{0, 0, 1}}, new double[] {0.5});
        assertThat(maic.weight()).containsExactly(new double[] {0.75, 0.75, 1.5}, within(1e-10));
        double[][] own = {{1, 2, 3, 4}};
        assertThat(TransportWeights.maic(List.of("x"), own, new double[] {2.5}).weight())
                .containsExactly(new double[] {1, 1, 1, 1}, within(1e-12));
    }
}
