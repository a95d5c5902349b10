package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.logistic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.StratifiedTables;
import org.steelyard.stats.meta.Studies;

/** Several studies as one. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class PoolingSimulationTest {

    private final Simulation simulation = new Simulation();

    @Test
    void pooling() {
        for (BetweenVariance between : List.of(
                BetweenVariance.DERSIMONIAN_LAIRD,
                BetweenVariance.PAULE_MANDEL,
                BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD)) {
            String name = between.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            simulation.run(
                    name + " with Hartung-Knapp 8 studies",
                    0.3,
                    random -> MetaAnalysis.pool(
                                    studies(random, 8, 0.25),
                                    MetaAnalysis.Options.of(between).with(MetaAnalysis.Interval.HARTUNG_KNAPP))
                            .pooled());
            simulation.run(
                    name + " normal interval 60 studies",
                    0.3,
                    random -> MetaAnalysis.pool(studies(random, 60, 0.25), MetaAnalysis.Options.of(between))
                            .pooled());
        }
        simulation.run(
                "fixed effect 8 equal studies",
                0.3,
                random -> MetaAnalysis.pool(studies(random, 8, 0), MetaAnalysis.Options.of(BetweenVariance.FIXED))
                        .pooled());
        simulation.run(
                "Mantel-Haenszel odds ratio 6 tables",
                0.5,
                random -> onLogScale(StratifiedTables.oddsRatio(tables(random), LEVEL)));
        simulation.finish("pooling");
    }

    private static Estimate onLogScale(Estimate e) {
        return Estimate.normal(e.transformed(), e.se(), e.level());
    }

    private static Studies studies(RandomGenerator random, int k, double spread) {
        double[] y = new double[k];
        double[] v = new double[k];
        for (int i = 0; i < k; i++) {
            v[i] = 0.02 + 0.1 * Draws.uniform(random);
            y[i] = 0.3 + spread * Draws.normal(random) + Math.sqrt(v[i]) * Draws.normal(random);
        }
        return new Studies(y, v, Scale.IDENTITY);
    }

    private static List<StratifiedTables.Table> tables(RandomGenerator random) {
        List<StratifiedTables.Table> out = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            double base = -1.5 + 0.3 * k;
            int a = 0;
            int b = 0;
            for (int i = 0; i < 80; i++) {
                a += Draws.uniform(random) < logistic(base + 0.5) ? 1 : 0;
                b += Draws.uniform(random) < logistic(base) ? 1 : 0;
            }
            out.add(new StratifiedTables.Table(a, 80, b, 80));
        }
        return out;
    }
}
