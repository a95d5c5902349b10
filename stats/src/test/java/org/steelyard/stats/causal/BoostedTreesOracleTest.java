package org.steelyard.stats.causal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/** Trees and weights of the people made by formula, beside rpart and glm (stats/src/test/r/further.R). */
class BoostedTreesOracleTest {

    private static final String TREES = "R 4.2.2 rpart 4.1, residuals by hand; stats/src/test/r/further.R";
    private static final String WEIGHTS = "R 4.2.2 glm; stats/src/test/r/further.R";

    private final FormulaData data = new FormulaData();

    /** Two rounds of half steps, two levels of splits, twenty people a leaf, no ridge: rpart fitted to the residuals twice. */
    @Test
    void twoRoundsAreTwoTreesOfRpart() {
        // Tenths: no more values than bins, so that both look at the same splits.
        double[] tenths = IntStream.rangeClosed(1, FormulaData.N)
                .mapToDouble(k -> Math.floor(Math.sin(k * 1.3) * 15) / 10)
                .toArray();
        Covariates x = new Covariates(List.of("x1", "x2"), new double[][] {tenths, data.covariates[1]});
        double[] fitted = new Learner.BoostedTrees(2, 2, 0.5, 20, 0)
                .learn(x, new Outcome.Continuous(data.continuous), new Seed(1))
                .predict(x);
        double[] expected = {4.641563218054, 3.822874766622, 2.905796765249};
        for (int i = 0; i < expected.length; i++) {
            Oracle.check("Boosted trees", TREES, "two rounds, person " + (i + 1), expected[i], fitted[i], 1e-9);
        }
        double loss = 0;
        for (int i = 0; i < fitted.length; i++) {
            loss += Math.pow(data.continuous[i] - fitted[i], 2) / fitted.length;
        }
        Oracle.check("Boosted trees", TREES, "two rounds: mean squared residual", 1.515549297989, loss, 1e-9);
    }

    @Test
    void stabilisedAndTruncatedWeightsAgreeWithR() {
        double[] score = PropensityModel.fit(data.design(), data.treated, Numerics.plain())
                .score();
        BalancingWeights raw = BalancingWeights.of(TargetPopulation.ATE, data.treated, score);
        double[] stabilised = raw.stabilised(data.treated).weight();
        Oracle.check(
                "Stabilised weights",
                WEIGHTS,
                "sum",
                400.116946962,
                Arrays.stream(stabilised).sum(),
                1e-8);
        Oracle.check(
                "Stabilised weights",
                WEIGHTS,
                "largest",
                2.568746543778,
                Arrays.stream(stabilised).max().orElseThrow(),
                1e-8);
        double[] cut = raw.truncated(0.05, 0.95).weight();
        Oracle.check(
                "Truncated weights",
                WEIGHTS,
                "sum",
                786.0761193162,
                Arrays.stream(cut).sum(),
                1e-8);
        Oracle.check(
                "Truncated weights",
                WEIGHTS,
                "largest",
                3.776321160529,
                Arrays.stream(cut).max().orElseThrow(),
                1e-8);
    }
}
