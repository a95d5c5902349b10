package org.steelyard.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.calibration.EmpiricalNull;
import org.steelyard.stats.caseseries.CaseIntervals;
import org.steelyard.stats.caseseries.CaseSeries;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity;
import org.steelyard.stats.equivalence.Margins;
import org.steelyard.stats.equivalence.TwoMeans;
import org.steelyard.stats.equivalence.TwoProportions;
import org.steelyard.stats.instrument.TwoStageLeastSquares;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.Studies;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption;
import org.steelyard.stats.panel.TwoWayFixedEffects;
import org.steelyard.stats.sensitivity.CompleteCaseWeights;
import org.steelyard.stats.timeseries.InterruptedSeries;
import org.steelyard.stats.timeseries.SegmentedRegression;
import org.steelyard.stats.transport.TransportWeights;

/**
 * Bias and coverage of the designs over 1,000 data sets with planted truth. The table stands in {@code docs/simulations/designs.csv}.
 */
@Tag("nightly")
class DesignSimulationTest {

    private static final Simulation SIMULATION = new Simulation();

    /** @param truth on the natural scale of the estimate */
    private static void study(String name, double truth, Scale scale, Function<RandomGenerator, Estimate> draw) {
        Simulation.Row row = SIMULATION.run(name, scale.forward(truth), draw);
        assertThat(row.plausible()).as(row.toString()).isTrue();
    }

    private static void study(String name, double truth, Function<RandomGenerator, Estimate> draw) {
        study(name, truth, Scale.IDENTITY, draw);
    }

    @AfterAll
    static void write() {
        SIMULATION.write(Path.of(System.getProperty("steelyard.root", ".."), "docs", "simulations", "designs.csv"));
    }

    private static Panel panel(RandomGenerator random, double growth) {
        int n = 150;
        int[] first = new int[n];
        double[][] y = new double[n][6];
        for (int u = 0; u < n; u++) {
            int g = Draws.index(random, 4);
            first[u] = g == 0 ? Panel.NEVER : g + 2;
            double own = Draws.normal(random) + (g == 0 ? 0 : 0.5 * g);
            for (int t = 0; t < 6; t++) {
                int since = t + 1 - first[u];
                y[u][t] = own + 0.3 * t + Draws.normal(random) + (g > 0 && since >= 0 ? 1 + growth * since : 0);
            }
        }
        int[] units = IntStream.range(0, n).toArray();
        return new Panel(units, new int[] {1, 2, 3, 4, 5, 6}, y, first, List.of(), new double[0][]);
    }

    @Test
    void staggeredAdoption() {
        StaggeredAdoption.Plan plan = StaggeredAdoption.Plan.of(
                StaggeredAdoption.Method.DOUBLY_ROBUST, StaggeredAdoption.Comparison.NOT_YET_TREATED);
        study(
                "Callaway–Sant'Anna: effect at exposure 1",
                1.5,
                random -> StaggeredAdoption.of(panel(random, 0.5), plan)
                        .aggregate()
                        .byExposure()
                        .at(1)
                        .estimate());
        study(
                "two-way fixed effects: constant effect",
                1,
                random -> TwoWayFixedEffects.ofPanel(panel(random, 0), TwoWayFixedEffects.Options.DEFAULT)
                        .estimate("treated"));
    }

    @Test
    void pooling() {
        study("REML with Hartung–Knapp: 12 studies", 0.3, random -> {
            double[] y = new double[12];
            double[] v = new double[12];
            for (int i = 0; i < 12; i++) {
                v[i] = 0.02 + 0.1 * Draws.uniform(random);
                y[i] = 0.3 + 0.25 * Draws.normal(random) + Math.sqrt(v[i]) * Draws.normal(random);
            }
            MetaAnalysis.Options options = MetaAnalysis.Options.of(BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD)
                    .with(MetaAnalysis.Interval.HARTUNG_KNAPP);
            return MetaAnalysis.pool(new Studies(y, v, Scale.IDENTITY), options).pooled();
        });
        study("empirical calibration: 100 negative controls", 1.5, Scale.LOG, random -> {
            double[] y = new double[100];
            double[] se = new double[100];
            for (int i = 0; i < 100; i++) {
                se[i] = 0.05 + 0.2 * Draws.uniform(random);
                y[i] = 0.2 + 0.2 * Draws.normal(random) + se[i] * Draws.normal(random);
            }
            double own = Math.log(1.5) + 0.2 + 0.2 * Draws.normal(random) + 0.1 * Draws.normal(random);
            return EmpiricalNull.fit(y, se).calibrated(own, 0.1, 0.95);
        });
    }

    private static InterruptedSeries series(RandomGenerator random) {
        double[] y = new double[120];
        double u = Draws.normal(random) / Math.sqrt(1 - 0.09);
        for (int t = 0; t < 120; t++) {
            u = t == 0 ? u : 0.3 * u + Draws.normal(random);
            y[t] = 10 + 0.05 * t + (t >= 60 ? 2 + 0.02 * (t - 60) : 0) + u;
        }
        return InterruptedSeries.of(y, 60);
    }

    @Test
    void series() {
        study("segmented regression restricted likelihood: level; AR(1) 0.3; n 120", 2, random -> {
            return SegmentedRegression.restrictedLikelihood(series(random)).level(0.95);
        });
        study(
                "self-controlled case series profile: 150 cases and ratio 3",
                3,
                Scale.LOG,
                random -> caseSeries(random, 150));
    }

    /** The incidence is three times as high in 40 days of 365, and one and a half times after them. */
    static Estimate caseSeries(RandomGenerator random, int n) {
        int[] person = new int[3 * n];
        double[] length = new double[3 * n];
        int[] events = new int[3 * n];
        double[] exposed = new double[3 * n];
        double[] age = new double[3 * n];
        for (int i = 0; i < n; i++) {
            double start = 50 + 200 * Draws.uniform(random);
            double[] len = {start, 40, 325 - start};
            double[] rate = {1, 3, 1.5};
            double total = len[0] + 3 * len[1] + 1.5 * len[2];
            double at = Draws.uniform(random) * total;
            int where = at < len[0] ? 0 : at < len[0] + 3 * len[1] ? 1 : 2;
            for (int k = 0; k < 3; k++) {
                person[3 * i + k] = i;
                length[3 * i + k] = len[k];
                exposed[3 * i + k] = k == 1 ? 1 : 0;
                age[3 * i + k] = k == 2 ? 1 : 0;
                events[3 * i + k] = k == where && rate[k] > 0 ? 1 : 0;
            }
        }
        CaseIntervals data =
                new CaseIntervals(person, length, events, List.of("exposed", "late"), new double[][] {exposed, age});
        return CaseSeries.profile(data, "exposed", 0.95);
    }

    @Test
    void instrumentsAndThresholds() {
        study("two-stage least squares: n 400", 0.8, random -> {
            int n = 400;
            double[] z = Draws.normals(random, n);
            double[] d = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                double u = Draws.normal(random);
                d[i] = z[i] + u + Draws.normal(random);
                y[i] = 0.8 * d[i] + u + Draws.normal(random);
            }
            TwoStageLeastSquares.Data data = new TwoStageLeastSquares.Data(
                    y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {z});
            return TwoStageLeastSquares.fit(data, TwoStageLeastSquares.Errors.HC1)
                    .estimate("d", 0.95);
        });
        study("regression discontinuity bias-corrected: n 1500", 0.5, random -> {
            int n = 1500;
            double[] x = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = 2 * Draws.uniform(random) - 1;
                y[i] = 0.5 * x[i] + 0.4 * x[i] * x[i] + (x[i] >= 0 ? 0.5 : 0) + 0.4 * Draws.normal(random);
            }
            return RegressionDiscontinuity.sharp(x, y, RegressionDiscontinuity.Options.at(0))
                    .robust();
        });
    }

    @Test
    void proportionsAndMargins() {
        study("Miettinen–Nurminen: 45 and 60 people", 0.2, random -> {
            int a = 0;
            int b = 0;
            for (int i = 0; i < 45; i++) {
                a += Draws.uniform(random) < 0.7 ? 1 : 0;
            }
            for (int i = 0; i < 60; i++) {
                b += Draws.uniform(random) < 0.5 ? 1 : 0;
            }
            TwoProportions p = new TwoProportions(a, 45, b, 60);
            double[] limits = p.interval(TwoProportions.Interval.MIETTINEN_NURMINEN, 0.95);
            return new Estimate(
                    Scale.IDENTITY,
                    p.difference(),
                    (limits[1] - limits[0]) / 3.92,
                    limits[0],
                    limits[1],
                    0.95,
                    0.5,
                    1e9);
        });
        SIMULATION.run("equivalence at the margin: share not claimed", 0, 4000, random -> {
            double[] x = Draws.normals(random, 60);
            double[] y =
                    Arrays.stream(Draws.normals(random, 60)).map(v -> v - 0.6).toArray();
            double p = Margins.difference(0.6)
                    .test(TwoMeans.welch(x, y, 0.95), 0.05)
                    .equivalenceP();
            double lower = p <= 0.05 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            return new Estimate(Scale.IDENTITY, Draws.normal(random), 1, lower, Double.POSITIVE_INFINITY, 0.95, p, 1e9);
        });
    }

    @Test
    void weightsForOtherPopulations() {
        study("transport by odds weights: n 400 and target 300", 1.4, random -> {
            int n = 400;
            double[] x = Draws.normals(random, n);
            double[] target =
                    Arrays.stream(Draws.normals(random, 300)).map(v -> v + 0.8).toArray();
            boolean[] treated = new boolean[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                treated[i] = Draws.uniform(random) < 0.5;
                y[i] = 0.3 * x[i] + (treated[i] ? 1 + 0.5 * x[i] : 0) + Draws.normal(random);
            }
            return TransportWeights.of(
                            List.of("x"), new double[][] {x}, new double[][] {target}, TransportWeights.Target.OTHERS)
                    .difference(y, treated, 0.95);
        });
        study("weights for missing values: n 500", 1, random -> {
            double[] x = Draws.normals(random, 500);
            double[] y = new double[500];
            boolean[] known = new boolean[500];
            for (int i = 0; i < 500; i++) {
                y[i] = 1 + x[i] + Draws.normal(random);
                known[i] = Draws.uniform(random) < 1 / (1 + Math.exp(-0.8 - 0.8 * x[i]));
            }
            DesignMatrix design = DesignMatrix.withIntercept(List.of("x"), new double[][] {x});
            return CompleteCaseWeights.of(design, known).mean(design, y, 0.95);
        });
    }
}
