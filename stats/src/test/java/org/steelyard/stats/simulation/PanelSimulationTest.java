package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.OF_TESTS;
import static org.steelyard.stats.simulation.Worlds.ofTest;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity;
import org.steelyard.stats.instrument.TwoStageLeastSquares;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption;
import org.steelyard.stats.panel.SyntheticControl;
import org.steelyard.stats.panel.TwoPeriods;
import org.steelyard.stats.panel.TwoWayFixedEffects;

/** Units over periods, thresholds and instruments. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class PanelSimulationTest {

    private final Simulation simulation = new Simulation();

    private static Panel panel(RandomGenerator random, int n) {
        int[] first = new int[n];
        double[][] y = new double[n][6];
        for (int u = 0; u < n; u++) {
            int g = Draws.index(random, 4);
            first[u] = g == 0 ? Panel.NEVER : g + 2;
            double own = Draws.normal(random) + 0.5 * g;
            for (int t = 0; t < 6; t++) {
                y[u][t] = own + 0.3 * t + Draws.normal(random) + (g > 0 && t + 1 >= first[u] ? 1 : 0);
            }
        }
        return new Panel(
                IntStream.range(0, n).toArray(), new int[] {1, 2, 3, 4, 5, 6}, y, first, List.of(), new double[0][]);
    }

    @Test
    void panels() {
        simulation.run("difference-in-differences two periods 80 units", 1, random -> {
            int n = 80;
            double[] y = new double[2 * n];
            boolean[] treated = new boolean[2 * n];
            boolean[] after = new boolean[2 * n];
            int[] unit = new int[2 * n];
            for (int i = 0; i < n; i++) {
                double own = Draws.normal(random);
                for (int k = 0; k < 2; k++) {
                    treated[2 * i + k] = i % 2 == 1;
                    after[2 * i + k] = k == 1;
                    unit[2 * i + k] = i;
                    y[2 * i + k] = own + 0.4 * (i % 2) + 0.3 * k + (i % 2) * k + Draws.normal(random);
                }
            }
            return TwoPeriods.effect(new TwoPeriods.Data(y, treated, after, unit, List.of(), new double[0][]), LEVEL);
        });
        for (StaggeredAdoption.Method method : StaggeredAdoption.Method.values()) {
            simulation.run(
                    "staggered adoption simple average "
                            + method.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " 150 units",
                    1,
                    random -> StaggeredAdoption.of(
                                    panel(random, 150),
                                    StaggeredAdoption.Plan.of(method, StaggeredAdoption.Comparison.NEVER_TREATED))
                            .aggregate()
                            .simple()
                            .estimate());
        }
        simulation.run("event study two periods before 150 units", 0, random -> {
            TwoWayFixedEffects.EventStudy study =
                    TwoWayFixedEffects.eventStudy(panel(random, 150), 3, 2, TwoWayFixedEffects.Options.DEFAULT);
            int at = IntStream.range(0, study.exposures().length)
                    .filter(k -> study.exposures()[k] == -2)
                    .findFirst()
                    .orElseThrow();
            return study.effects().get(at);
        });
        simulation.run("synthetic control placebo test of no effect 20 units", 0, random -> {
            double[][] y = new double[20][24];
            for (int t = 0; t < 24; t++) {
                double common = Draws.normal(random);
                for (int u = 0; u < 20; u++) {
                    y[u][t] = (t == 0 ? 0 : y[u][t - 1] * 0.5) + common + Draws.normal(random);
                }
            }
            SyntheticControl.Inference found =
                    SyntheticControl.infer(SyntheticControl.Data.of(y, 16), Draws.index(random, 20));
            return ofTest(found.fit().meanEffect(), found.p());
        });
        simulation.finish("panels");
    }

    @Test
    void thresholdsAndInstruments() {
        simulation.run("fuzzy regression discontinuity bias-corrected n 2000", 1, random -> {
            int n = 2000;
            double[] x = new double[n];
            double[] y = new double[n];
            double[] d = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = 2 * Draws.uniform(random) - 1;
                double willing = Draws.uniform(random);
                d[i] = willing < (x[i] >= 0 ? 0.85 : 0.15) ? 1 : 0;
                y[i] = d[i] + 0.5 * x[i] + 0.3 * x[i] * x[i] + 0.5 * (willing - 0.5) + 0.4 * Draws.normal(random);
            }
            return RegressionDiscontinuity.fuzzy(x, y, d, RegressionDiscontinuity.Options.at(0))
                    .robust();
        });
        simulation.run("Anderson-Rubin test of the truth with a weak instrument n 300", 0, OF_TESTS, random -> {
            int n = 300;
            double[] z = Draws.normals(random, n);
            double[] d = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                double u = Draws.normal(random);
                d[i] = 0.08 * z[i] + u + 0.5 * Draws.normal(random);
                y[i] = 0.8 * d[i] + u + Draws.normal(random);
            }
            TwoStageLeastSquares.Data data = new TwoStageLeastSquares.Data(
                    y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {z});
            return ofTest(
                    Draws.normal(random),
                    TwoStageLeastSquares.andersonRubin(data, new double[] {0.8}).p());
        });
        simulation.finish("thresholdsAndInstruments");
    }
}
