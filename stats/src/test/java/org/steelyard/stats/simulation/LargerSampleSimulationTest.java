package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.timeseries.SegmentedRegression;

/** Estimators whose small samples miss the goal, in samples four times as large: from there on they keep their word, or have a fault. */
@Tag("nightly")
class LargerSampleSimulationTest {

    private final Simulation simulation = new Simulation().writing("largerSamples");

    @Test
    void largerSamples() {
        simulation.run(
                "segmented regression Prais-Winsten rho 0.6 n 160",
                2,
                random -> SegmentedRegression.praisWinsten(SeriesSimulationTest.series(random, 160, 0.6))
                        .level(LEVEL));
        simulation.run(
                "self-controlled case series profile: 600 cases and ratio 3",
                Math.log(3),
                random -> DesignSimulationTest.caseSeries(random, 600));
        for (int n : new int[] {1000, 4000}) {
            simulation.run(
                    "covariate balancing over-identified ATE continuously updated n " + n,
                    1,
                    new Simulation.Known(0.01, 0.9365),
                    random -> EstimatorSimulationTest.overIdentified(random, n));
        }
        simulation.finish("largerSamples");
    }
}
