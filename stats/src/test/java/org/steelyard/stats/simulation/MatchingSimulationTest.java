package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.logistic;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.causal.MatchedSetMeans;
import org.steelyard.stats.causal.PairedMeans;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.matching.ExactMatching;
import org.steelyard.stats.matching.GreedyMatching;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.matching.OptimalMatching;

/** Pairs and matched sets. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class MatchingSimulationTest {

    private final Simulation simulation = new Simulation();

    @Test
    void matching() {
        simulation.run("pairs on the score caliper 0.05 risk difference n 1000", 0.1, random -> {
            People p = People.draw(random, 1000, false);
            return PairedMeans.estimate(
                            p.event(),
                            NearestNeighbourMatching.withDefaults()
                                    .withCaliper(Optional.of(0.05))
                                    .match(p.score().score(), p.treated()))
                    .difference(LEVEL);
        });
        sets("exact matching n 500", 500, (p, random) -> ExactMatching.on(p.x(), p.treated()));
        sets(
                "coarsened exact matching n 500",
                500,
                (p, random) -> ExactMatching.coarsened(p.x(), new double[][] {{-1, 0, 1}, {0.5}}, p.treated()));
        sets("two neighbours by Mahalanobis distance within a caliper n 400", 400, (p, random) -> {
            double[] score = p.score().score();
            int[] order = IntStream.range(0, 400).filter(i -> p.treated()[i]).toArray();
            return GreedyMatching.match(
                    MatchingDistance.mahalanobis(p.x()).withinCaliper(score, 0.02), p.treated(), order, 2);
        });
        sets(
                "full matching on the score n 300",
                300,
                (p, random) ->
                        OptimalMatching.full(MatchingDistance.onLine(p.score().score()), p.treated()));
        simulation.run("optimal pairs of a rare treatment n 400", 1, random -> {
            People p = rare(random, 400);
            MatchedSets sets = OptimalMatching.pairs(MatchingDistance.mahalanobis(p.x()), p.treated(), 1);
            return MatchedSetMeans.estimate(p.y(), p.treated(), sets, sets.weightsForTreated(p.treated()))
                    .difference(LEVEL);
        });
        simulation.finish("matching");
    }

    private void sets(String name, int n, BiFunction<People, RandomGenerator, MatchedSets> match) {
        simulation.run(name, 1, random -> {
            People p = People.draw(random, n, true);
            MatchedSets sets = match.apply(p, random);
            return MatchedSetMeans.estimate(p.y(), p.treated(), sets, sets.weightsForTreated(p.treated()))
                    .difference(LEVEL);
        });
    }

    /** One in eight treated, four values of one confounder and two of the other: every treated person has a twin. */
    private static People rare(RandomGenerator random, int n) {
        double[][] x = new double[2][n];
        boolean[] treated = new boolean[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = Draws.index(random, 4);
            x[1][i] = Draws.index(random, 2);
            treated[i] = Draws.uniform(random) < logistic(-2.6 + 0.3 * x[0][i] + 0.3 * x[1][i]);
            y[i] = (treated[i] ? 1 : 0) + 0.7 * x[0][i] + x[1][i] + Draws.normal(random);
        }
        return new People(x, treated, y, y);
    }
}
