package org.steelyard.stats.emulation;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.steelyard.stats.internal.Draws;

/**
 * The random numbers of simulated persons: whose first row each begins with, then for every later step one number per modelled covariate
 * (standard normal when continuous, the logit of a uniform one when binary) and one for treatment, a logit too. They depend on the plan and the number of persons alone, so that all strategies and all
 * resamples use the same, and may keep them.
 */
final class SimulatedDraws {

    /** Persons are simulated in so many parts, each with a stream of its own. */
    static final int CHUNKS = 64;

    /** Kept only up to so many numbers (32 MB). */
    private static final long MOST_KEPT = 1L << 22;

    private final ParametricGFormula.Plan plan;
    private final int persons;
    private final int width;
    private final Optional<double[][]> kept;

    private SimulatedDraws(ParametricGFormula.Plan plan, int persons, boolean keep) {
        this.plan = plan;
        this.persons = persons;
        long modelled = plan.kinds().stream()
                .filter(k -> k != ParametricGFormula.Kind.BASELINE)
                .count();
        this.width = Math.toIntExact(1 + (plan.steps() - 1) * (modelled + 1));
        this.kept = keep && (long) width * plan.simulated() <= MOST_KEPT ? Optional.of(all()) : Optional.empty();
    }

    /** Drawn whenever they are asked for. */
    static SimulatedDraws streamed(ParametricGFormula.Plan plan, int persons) {
        return new SimulatedDraws(plan, persons, false);
    }

    /** Drawn once, for many simulations. */
    static SimulatedDraws kept(ParametricGFormula.Plan plan, int persons) {
        return new SimulatedDraws(plan, persons, true);
    }

    private double[][] all() {
        double[][] rows = new double[plan.simulated()][];
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            int[] next = {first(chunk)};
            stream(chunk, row -> rows[next[0]++] = row.clone());
        }
        return rows;
    }

    private int first(int chunk) {
        return (int) ((long) chunk * plan.simulated() / CHUNKS);
    }

    /** Hands over the numbers of one simulated person after another; the array may be used again for the next. */
    void forEach(int chunk, Consumer<double[]> person) {
        if (kept.isEmpty()) {
            stream(chunk, person);
            return;
        }
        Arrays.stream(kept.get(), first(chunk), first(chunk + 1)).forEach(person);
    }

    private void stream(int chunk, Consumer<double[]> person) {
        RandomGenerator random = plan.seed().child("g-formula", chunk).generator();
        double[] row = new double[width];
        for (int i = first(chunk); i < first(chunk + 1); i++) {
            fill(row, random);
            person.accept(row);
        }
    }

    private void fill(double[] row, RandomGenerator random) {
        int n = 0;
        row[n++] = Draws.index(random, persons);
        for (int k = 1; k < plan.steps(); k++) {
            for (ParametricGFormula.Kind kind : plan.kinds()) {
                if (kind != ParametricGFormula.Kind.BASELINE) {
                    row[n++] = kind == ParametricGFormula.Kind.CONTINUOUS ? Draws.normal(random) : logit(random);
                }
            }
            row[n++] = logit(random);
        }
    }

    private static double logit(RandomGenerator random) {
        double u = Draws.uniform(random);
        return StrictMath.log(u / (1 - u));
    }
}
