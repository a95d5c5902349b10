package org.steelyard.stats.resampling;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.Parallel;

/**
 * The non-parametric bootstrap: the statistic on samples of the same size, drawn with replacement.
 *
 * <p><b>Assumptions</b>: units (rows, or whatever the numbers stand for: pairs, clusters) are independent; the statistic is smooth
 * enough. <b>Randomness</b>: replicate b draws from {@code seed.child("bootstrap", b)} alone, so results do not depend on the number
 * of threads and one replicate can be run again by itself. <b>Edges</b>: a replicate whose statistic fails numerically (a
 * {@link SteelyardException} of kind NUMERICAL) or is not finite is left out and counted; more failures than the plan
 * allows is an error, since the rest would then not be a fair sample.
 *
 * <p>[1] Efron and Tibshirani, An Introduction to the Bootstrap, Chapman and Hall 1993, doi:10.1007/978-1-4899-4541-9.
 */
public final class Bootstrap {

    /**
     * @param strata units are drawn within equal numbers, so that each stratum (an arm) keeps its size
     * @param largestFailureShare of replicates, in [0, 1)
     */
    public record Plan(int replicates, Seed seed, int threads, Optional<int[]> strata, double largestFailureShare) {

        public static Plan of(int replicates, Seed seed, int threads) {
            return new Plan(replicates, seed, threads, Optional.empty(), 0.1);
        }

        /** Draws within arms. */
        public Plan within(boolean[] arm) {
            int[] number = new int[arm.length];
            Arrays.setAll(number, i -> arm[i] ? 1 : 0);
            return new Plan(replicates, seed, threads, Optional.of(number), largestFailureShare);
        }
    }

    /** A statistic that is told which replicate it is for, from 0. */
    @FunctionalInterface
    public interface Numbered {
        double[] of(int replicate, int[] units);
    }

    private Bootstrap() {}

    /**
     * @param units how many there are
     * @param statistic from drawn unit numbers (from 0, in increasing order within the draw of a stratum no order is promised) to
     *     one or more numbers; called from several threads
     */
    public static Replicates run(int units, Plan plan, Function<int[], double[]> statistic) {
        return runNumbered(units, plan, (b, drawn) -> statistic.apply(drawn));
    }

    /**
     * As {@link #run}, for statistics that share work between runs: equal units, strata and seed give the same draws, so what was
     * computed from the draws of replicate b in one run holds in another.
     */
    public static Replicates runNumbered(int units, Plan plan, Numbered statistic) {
        int[][] strata = strata(units, plan);
        List<Optional<double[]>> all = Parallel.map(plan.replicates(), plan.threads(), b -> {
            RandomGenerator random = plan.seed().child("bootstrap", b).generator();
            return attempt(() -> statistic.of(b, draw(strata, units, random)));
        });
        double[][] values = all.stream().flatMap(Optional::stream).toArray(double[][]::new);
        int failed = plan.replicates() - values.length;
        if (values.length < 2 || failed > plan.largestFailureShare() * plan.replicates()) {
            throw EstimationError.RESAMPLING_FAILED.at(
                    "bootstrap",
                    Text.of(
                            "自助法 " + plan.replicates() + " 次重抽样中有 " + failed + " 次无法估计，超过允许比例",
                            failed + " of " + plan.replicates()
                                    + " bootstrap replicates gave no estimate, more than allowed"),
                    Text.of(
                            "样本或事件过少：合并类别、减少协变量或换用其他方法",
                            "the sample or the events are too few: merge levels, use fewer covariates or another method"));
        }
        return new Replicates(values, failed);
    }

    private static Optional<double[]> attempt(Supplier<double[]> statistic) {
        try {
            double[] value = statistic.get();
            return Arrays.stream(value).allMatch(Double::isFinite) ? Optional.of(value) : Optional.empty();
        } catch (SteelyardException e) {
            if (e.kind() == ErrorKind.NUMERICAL) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static int[][] strata(int units, Plan plan) {
        if (plan.strata().isEmpty()) {
            return new int[][] {IntStream.range(0, units).toArray()};
        }
        int[] number = plan.strata().get();
        return Arrays.stream(number)
                .distinct()
                .sorted()
                .mapToObj(s ->
                        IntStream.range(0, units).filter(i -> number[i] == s).toArray())
                .toArray(int[][]::new);
    }

    private static int[] draw(int[][] strata, int units, RandomGenerator random) {
        int[] drawn = new int[units];
        int k = 0;
        for (int[] stratum : strata) {
            for (int i = 0; i < stratum.length; i++) {
                drawn[k++] = stratum[Draws.index(random, stratum.length)];
            }
        }
        return drawn;
    }
}
