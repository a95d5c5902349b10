package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.trial.TrialBootstrap;
import org.steelyard.economics.trial.TrialComparison;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;

class TrialBootstrapTest {

    private static final long SEED = Long.getLong("seed", 11);

    /** The variance of a bootstrapped mean is (n − 1)/n of s²/n; so are the covariance, and the share of replicates that pays is that of a normal net benefit. */
    @Test
    void spreadAndCorrelationAreThoseOfTheMeans() {
        System.out.println("seed " + SEED);
        var random = new Seed(SEED).generator();
        double[][] x = new double[4][200];
        for (int i = 0; i < 200; i++) {
            for (int arm = 0; arm < 2; arm++) {
                double common = random.nextGaussian();
                x[arm][i] = 1000 + 300 * arm + 400 * common;
                x[2 + arm][i] = 0.7 + 0.02 * arm + 0.05 * (0.6 * common + 0.8 * random.nextGaussian());
            }
        }
        var treated = new TrialComparison.Arm(x[1], x[3]);
        var control = new TrialComparison.Arm(x[0], x[2]);
        TrialComparison exact = TrialComparison.of(treated, control);
        TrialBootstrap b = TrialBootstrap.of(treated, control, 20_000, new Seed(SEED));
        double[] c = b.cost();
        double[] e = b.effect();
        double mc = Arrays.stream(c).average().orElseThrow();
        double me = Arrays.stream(e).average().orElseThrow();
        double[] sums = new double[3];
        for (int i = 0; i < c.length; i++) {
            sums[0] += (c[i] - mc) * (c[i] - mc) / c.length;
            sums[1] += (e[i] - me) * (e[i] - me) / c.length;
            sums[2] += (c[i] - mc) * (e[i] - me) / c.length;
        }
        String source = "closed form, 20,000 replicates";
        double small = 199 / 200.0;
        Oracle.check("bootstrap of a trial", source, "Var ΔC", small * exact.varianceCost(), sums[0], 0.05);
        Oracle.check("bootstrap of a trial", source, "Var ΔE", small * exact.varianceEffect(), sums[1], 0.05);
        Oracle.check("bootstrap of a trial", source, "Cov", small * exact.covariance(), sums[2], 0.08);
        double normal = TrialComparison.netBenefit(treated, control, 20_000).acceptabilityNormal();
        assertThat(b.acceptability(20_000)).isCloseTo(normal, Offset.offset(0.02));
    }

    @Test
    void peopleWhoDoNotDifferHaveNoSpread() {
        var one = new TrialComparison.Arm(new double[] {5, 5, 5}, new double[] {0.8, 0.8, 0.8});
        var other = new TrialComparison.Arm(new double[] {3, 3}, new double[] {0.9, 0.9});
        TrialBootstrap b = TrialBootstrap.of(one, other, 100, new Seed(1));
        assertThat(Arrays.stream(b.cost()).boxed().toList())
                .allSatisfy(c -> assertThat(c).isCloseTo(2, Offset.offset(1e-12)));
        assertThat(b.quadrants().dearerWorse()).isEqualTo(1);
        assertThat(b.acceptability(0)).isZero();
    }
}
