package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.poisson;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.equivalence.TwoMeans;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.timeseries.BeforeAfter;
import org.steelyard.stats.timeseries.InterruptedSeries;
import org.steelyard.stats.timeseries.SegmentedRegression;

/** Series before and after a change. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class SeriesSimulationTest {

    private final Simulation simulation = new Simulation();

    /** Level 2 above a trend, slope 0.02; errors an autoregression of ρ. */
    static InterruptedSeries series(RandomGenerator random, int n, double rho) {
        double[] y = new double[n];
        double u = Draws.normal(random) / Math.sqrt(1 - rho * rho);
        for (int t = 0; t < n; t++) {
            u = t == 0 ? u : rho * u + Draws.normal(random);
            y[t] = 10 + 0.05 * t + (t >= n / 2 ? 2 + 0.02 * (t - n / 2) : 0) + u;
        }
        return InterruptedSeries.of(y, n / 2);
    }

    @Test
    void series() {
        for (int n : new int[] {40, 60, 120}) {
            for (double rho : new double[] {0, 0.3, 0.6}) {
                simulation.run(
                        "segmented regression restricted likelihood rho " + rho + " n " + n,
                        2,
                        random -> SegmentedRegression.restrictedLikelihood(series(random, n, rho))
                                .level(LEVEL));
                simulation.run(
                        "segmented regression Prais-Winsten rho " + rho + " n " + n,
                        2,
                        new Simulation.Known(0.05, n == 40 ? 0.925 : 0.9365),
                        random -> SegmentedRegression.praisWinsten(series(random, n, rho))
                                .level(LEVEL));
            }
        }
        simulation.run(
                "segmented regression least squares rho 0 n 60",
                2,
                random ->
                        SegmentedRegression.leastSquares(series(random, 60, 0)).level(LEVEL));
        simulation.run("segmented regression with a control series rho 0.3 n 60", 2, random -> {
            double[] control = new double[60];
            double u = Draws.normal(random) / Math.sqrt(1 - 0.09);
            for (int t = 0; t < 60; t++) {
                u = t == 0 ? u : 0.3 * u + Draws.normal(random);
                control[t] = 8 + 0.03 * t + u;
            }
            return SegmentedRegression.restrictedLikelihood(
                            series(random, 60, 0.3).withControl(control))
                    .level(LEVEL);
        });
        simulation.run("segmented Poisson regression n 60", Math.log(0.8), random -> {
            double[] y = new double[60];
            double[] people = new double[60];
            for (int t = 0; t < 60; t++) {
                people[t] = 1000 + 5 * t;
                y[t] = poisson(random, people[t] * 0.02 * Math.exp(0.003 * t + (t >= 30 ? Math.log(0.8) : 0)));
            }
            return SegmentedRegression.poisson(InterruptedSeries.of(y, 30), Optional.of(people), false)
                    .level(LEVEL);
        });
        simulation.run("before-after paired means n 25", 0.5, random -> {
            double[] before = Draws.normals(random, 25);
            double[] after = new double[25];
            Arrays.setAll(after, i -> 0.5 + 0.6 * before[i] + Draws.normal(random));
            Arrays.setAll(after, i -> after[i] + 0.4 * before[i]);
            return TwoMeans.paired(after, before, LEVEL);
        });
        simulation.run(
                "before-after rate ratio 4000 person-years each",
                Math.log(0.8),
                random -> BeforeAfter.rateRatio(
                        new long[] {sum(random, 40, 8), sum(random, 40, 10)}, new double[] {4000, 4000}, LEVEL));
        simulation.finish("series");
    }

    private static long sum(RandomGenerator random, int times, double mean) {
        long sum = 0;
        for (int k = 0; k < times; k++) {
            sum += poisson(random, mean);
        }
        return sum;
    }
}
