package org.steelyard.stats.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;

class BootstrapTest {

    private static double[] meanOf(double[] x, int[] rows) {
        return new double[] {
            Arrays.stream(rows).mapToDouble(i -> x[i]).average().orElseThrow()
        };
    }

    @Test
    void threadsNeverChangeABit() {
        Seed seed = Seeds.of("bootstrap-threads");
        double[] x = seed.generator().doubles(50).toArray();
        Replicates one = Bootstrap.run(50, Bootstrap.Plan.of(200, seed, 1), rows -> meanOf(x, rows));
        Replicates five = Bootstrap.run(50, Bootstrap.Plan.of(200, seed, 5), rows -> meanOf(x, rows));
        assertThat(five.values()).isDeepEqualTo(one.values());
        assertThat(one.failed()).isZero();
    }

    @Test
    void standardErrorOfAMeanIsTheClosedForm() {
        Seed seed = Seeds.of("bootstrap-mean");
        int n = 200;
        double[] x = seed.generator().doubles(n).toArray();
        Replicates r = Bootstrap.run(n, Bootstrap.Plan.of(4000, seed, 2), rows -> meanOf(x, rows));
        double mean = Arrays.stream(x).average().orElseThrow();
        double expected =
                Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum()) / n;
        // The relative error of a standard error from 4,000 replicates is about 1/√8000 = 1.1 %.
        assertThat(r.standardError(0)).isCloseTo(expected, within(expected * 0.06));
        double[] limits = r.percentile(0, 0.95);
        assertThat(limits[0]).isCloseTo(mean - 1.96 * expected, within(expected * 0.3));
        assertThat(limits[1]).isCloseTo(mean + 1.96 * expected, within(expected * 0.3));
        Estimate normal = r.normal(0, mean, 0.95);
        assertThat(normal.value()).isEqualTo(mean);
        assertThat(normal.se()).isEqualTo(r.standardError(0));
    }

    @Test
    void strataKeepTheirSizes() {
        boolean[] arm = new boolean[30];
        Arrays.fill(arm, 0, 9, true);
        Bootstrap.Plan plan =
                Bootstrap.Plan.of(50, Seeds.of("bootstrap-strata"), 1).within(arm);
        Replicates r = Bootstrap.run(30, plan, rows ->
                new double[] {Arrays.stream(rows).filter(i -> arm[i]).count(), rows.length});
        assertThat(r.of(0)).containsOnly(9);
        assertThat(r.of(1)).containsOnly(30);
    }

    @Test
    void everyUnitIsDrawnEquallyOften() {
        int units = 10;
        int replicates = 20_000;
        double[] counts = new double[units];
        Replicates r = Bootstrap.run(units, Bootstrap.Plan.of(replicates, Seeds.of("bootstrap-uniform"), 1), rows -> {
            double[] times = new double[units];
            Arrays.stream(rows).forEach(i -> times[i]++);
            return times;
        });
        for (int k = 0; k < units; k++) {
            counts[k] = Arrays.stream(r.of(k)).average().orElseThrow();
            // Standard deviation of the average: √(0.9/20000) = 0.0067.
            assertThat(counts[k]).isCloseTo(1, within(0.04));
        }
    }

    @Test
    void failedReplicatesAreCountedAndTooManyAreAnError() {
        Seed seed = Seeds.of("bootstrap-failures");
        Replicates r = Bootstrap.run(100, new Bootstrap.Plan(100, seed, 1, Optional.empty(), 0.9), rows ->
                new double[] {rows[0] < 50 ? Double.NaN : 1});
        assertThat(r.failed() + r.values().length).isEqualTo(100);
        assertThat(r.failed()).isBetween(20, 80);
        assertThatThrownBy(() -> Bootstrap.run(100, Bootstrap.Plan.of(100, seed, 1), rows -> {
                    throw EstimationError.ZERO_MEAN.at("x", Text.same("x"), Text.EMPTY);
                }))
                .hasMessageContaining(EstimationError.RESAMPLING_FAILED.id());
    }

    @Test
    void aFaultOfTheProgramIsNotSwallowed() {
        Bootstrap.Plan plan = Bootstrap.Plan.of(10, new Seed(1), 2);
        assertThatThrownBy(() -> Bootstrap.run(10, plan, rows -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    private static Replicates of(double... values) {
        return new Replicates(
                Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new), 0);
    }

    @Test
    void ratioReplicatesHaveTheErrorOfTheirLogarithm() {
        Estimate e = of(1, Math.E, Math.E * Math.E).percentile(0, Scale.LOG, 2, 0.5);
        assertThat(e.se()).isCloseTo(1, within(1e-15));
        assertThat(e.value()).isEqualTo(2);
        assertThat(e.lower()).isEqualTo(1);
        assertThat(e.upper()).isEqualTo(Math.E * Math.E);
    }

    /** Davison and Hinkley's (B + 1)α: 40 × 0.025 = 1; and 10 × 0.25 = 2.5, of the way from z(0.2) to z(0.3) z(0.25) has gone 0.526862. */
    @Test
    void percentileLimitsByHand() {
        double[] numbers = IntStream.rangeClosed(1, 39).mapToDouble(i -> 40 - i).toArray();
        assertThat(of(numbers).percentile(0, 0.95)).containsExactly(new double[] {1, 39}, within(1e-12));
        assertThat(of(numbers).percentile(0, 0.9)).containsExactly(new double[] {2, 38}, within(1e-12));
        double[] nine = IntStream.rangeClosed(1, 9).mapToDouble(i -> i).toArray();
        assertThat(of(nine).percentile(0, 0.5)).containsExactly(new double[] {2.526862, 7.473138}, within(1e-6));
        assertThat(of(nine).central(0, 0.5)).containsExactly(3, 7);
    }

    @Test
    void percentileLimitsAreThoseOfBoot() {
        Reference r = Reference.of("resampling");
        int compared = 0;
        for (int b : new int[] {39, 50, 199, 200, 400, 999}) {
            double[] made = IntStream.rangeClosed(1, b)
                    .mapToDouble(k -> Math.pow(37.0 * k % 1009 / 100, 2))
                    .toArray();
            for (String level : new String[] {"0.8", "0.9", "0.95", "0.99"}) {
                double wanted = Double.parseDouble(level);
                if ((b + 1) * (1 - wanted) / 2 < 1 - 1e-9) {
                    continue;
                }
                double[] limits = of(made).percentile(0, wanted);
                assertThat(limits[0]).isCloseTo(r.value("percentile " + b + " " + level + " lower"), within(1e-11));
                assertThat(limits[1]).isCloseTo(r.value("percentile " + b + " " + level + " upper"), within(1e-11));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(22);
    }

    /** What a percentile interval promises of replicates: one more of their kind lies within it as often as the level says. */
    @Test
    void oneMoreReplicateLiesWithinAsOftenAsTheLevelSays() {
        RandomGenerator random = Seeds.of("percentile-coverage").generator();
        int sets = 20_000;
        int held = 0;
        int heldByTypeSeven = 0;
        for (int k = 0; k < sets; k++) {
            Replicates r = of(Draws.normals(random, 39));
            double another = Draws.normal(random);
            held += holds(r.percentile(0, 0.95), another) ? 1 : 0;
            heldByTypeSeven += holds(r.central(0, 0.95), another) ? 1 : 0;
        }
        // Standard deviation of the share: √(0.95 × 0.05/20000) = 0.0015.
        assertThat(held / (double) sets).isCloseTo(0.95, within(0.006));
        assertThat(heldByTypeSeven / (double) sets).isLessThan(0.92);
    }

    private static boolean holds(double[] limits, double value) {
        return limits[0] <= value && value <= limits[1];
    }

    @Test
    void fewerReplicatesThanTheTailNeedsAreRefused() {
        double[] numbers = IntStream.rangeClosed(1, 38).mapToDouble(i -> i).toArray();
        assertThatThrownBy(() -> of(numbers).percentile(0, 0.95))
                .hasMessageContaining(EstimationError.RESAMPLING_FAILED.id())
                .hasMessageContaining("at least 39");
        assertThat(of(numbers).percentile(0, 0.94)[0]).isCloseTo(1.17, within(0.1));
        assertThatThrownBy(() -> of(1, 2, 3).percentile(0, 0.95)).hasMessageContaining("at least 39");
        assertThatThrownBy(() -> of(numbers).percentile(0, 0.99)).hasMessageContaining("at least 199");
    }
}
