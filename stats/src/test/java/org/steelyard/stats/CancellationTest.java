package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.causal.Nuisance;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.penalised.LargeScalePropensity;
import org.steelyard.stats.penalised.SparseColumns;
import org.steelyard.stats.resampling.Bootstrap;

/** Long work ends soon after its thread is interrupted, without a result. */
class CancellationTest {

    private static final Seed SEED = new Seed(20261123);
    private static final int PATIENCE = 5000;

    private static double[][] columns(int p, int n) {
        RandomGenerator random = SEED.generator();
        double[][] out = new double[p][n];
        for (double[] column : out) {
            for (int i = 0; i < n; i++) {
                column[i] = random.nextGaussian();
            }
        }
        return out;
    }

    private static boolean[] arms(double[] x) {
        RandomGenerator random = SEED.child("arms").generator();
        boolean[] out = new boolean[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[i]));
        }
        return out;
    }

    /** Begins the work, interrupts it soon, and says how it ended. */
    private static Throwable interrupted(Runnable work) throws InterruptedException {
        AtomicReference<Throwable> error = new AtomicReference<>();
        AtomicBoolean finished = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                finished.set(true);
            } catch (RuntimeException e) {
                error.set(e);
            }
        });
        thread.start();
        Thread.sleep(100);
        assertThat(thread.isAlive())
                .as("the work is long enough to be cancelled")
                .isTrue();
        thread.interrupt();
        thread.join(PATIENCE);
        assertThat(thread.isAlive()).as("ended soon").isFalse();
        assertThat(finished).as("no result").isFalse();
        return error.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bootstrapEndsSoon(int threads) throws InterruptedException {
        double[] x = columns(1, 2000)[0];
        assertThat(interrupted(() -> Bootstrap.run(x.length, Bootstrap.Plan.of(2_000_000, SEED, threads), units ->
                        new double[] {IntStream.of(units).mapToDouble(i -> x[i]).sum()})))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void imputationEndsSoon(int threads) throws InterruptedException {
        double[][] x = columns(6, 4000);
        List<IncompleteColumn> incomplete = new ArrayList<>();
        for (int j = 0; j < x.length; j++) {
            for (int i = j; i < x[j].length; i += 7) {
                x[j][i] = Double.NaN;
            }
            incomplete.add(new IncompleteColumn.Numeric("x" + j, x[j]));
        }
        assertThat(interrupted(() -> MultipleImputation.run(
                        incomplete, ImputationPlan.of(400, 400, SEED).withThreads(threads))))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void crossValidatedLassoEndsSoon(int threads) throws InterruptedException {
        double[][] x = columns(300, 10_000);
        SparseColumns sparse = SparseColumns.ofDense(
                IntStream.range(0, x.length).mapToObj(j -> "x" + j).toList(), x);
        boolean[] treated = arms(x[0]);
        assertThat(interrupted(() -> LargeScalePropensity.fit(
                        sparse, treated, new LargeScalePropensity.Options(true, 10, 100, 1e-5, 0.5, SEED, threads))))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void crossFittingEndsSoon(int threads) throws InterruptedException {
        double[][] x = columns(20, 40_000);
        Covariates covariates = new Covariates(
                IntStream.range(0, x.length).mapToObj(j -> "x" + j).toList(), x);
        boolean[] treated = arms(x[0]);
        Learner trees = Learner.BoostedTrees.withDefaults();
        assertThat(interrupted(() -> Nuisance.learn(
                        covariates,
                        treated,
                        new Outcome.Continuous(x[1]),
                        Nuisance.Plan.of(trees, trees, SEED).withThreads(threads))))
                .isInstanceOf(IllegalStateException.class);
    }
}
