package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.OF_TESTS;
import static org.steelyard.stats.simulation.Worlds.logistic;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.causal.Standardisation;
import org.steelyard.stats.causal.TargetedLearning;
import org.steelyard.stats.causal.WeightedMeans;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.sensitivity.CompleteCaseWeights;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/** Weights, standardisation and what is doubly robust, with and without people left out for a missing value. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class WeightingSimulationTest {

    private final Simulation simulation = new Simulation();

    @Test
    void weighting() {
        for (TargetPopulation target : TargetPopulation.values()) {
            simulation.run("inverse-probability weights " + target + " risk difference n 500", 0.1, random -> {
                People p = People.draw(random, 500, false);
                return WeightedMeans.estimate(p.event(), p.treated(), p.score(), target)
                        .difference(LEVEL);
            });
        }
        simulation.run("bootstrap of weighting ATE percentile n 500", 1, random -> {
            People p = People.draw(random, 500, false);
            PropensityModel model = p.score();
            double full = WeightedMeans.estimate(p.y(), p.treated(), model, TargetPopulation.ATE)
                    .difference(LEVEL)
                    .value();
            return Bootstrap.run(500, Bootstrap.Plan.of(300, new Seed(random.nextLong()), 1), rows ->
                            new double[] {weighted(p, model, rows)})
                    .percentile(0, Scale.IDENTITY, full, LEVEL);
        });
        simulation.run("standardisation risk difference n 500", 0.1, OF_TESTS, random -> {
            People p = People.draw(random, 500, false);
            return Standardisation.estimate(
                            p.event(),
                            p.treated(),
                            p.design(),
                            OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY)
                                    .with(OutcomeRegression.Form.PER_ARM))
                    .difference(LEVEL);
        });
        simulation.run("augmented weighting mean difference n 500", 1, random -> {
            People p = People.draw(random, 500, false);
            return AugmentedIpw.estimate(
                            p.y(),
                            p.treated(),
                            p.score(),
                            OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS))
                    .difference(LEVEL);
        });
        simulation.run("targeted learning without folds risk difference n 500", 0.1, random -> {
            People p = People.draw(random, 500, false);
            OutcomeRegression q = OutcomeRegression.fit(
                    p.event(), p.treated(), p.design(), OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY));
            AugmentedIpw.Input in =
                    new AugmentedIpw.Input(p.event(), p.treated(), p.score().score(), q.predictions());
            return TargetedLearning.estimate(in, TargetPopulation.ATE, TargetedLearning.Fluctuation.WEIGHTS)
                    .means()
                    .difference(LEVEL);
        });
        simulation.finish("weighting");
    }

    /** Being complete depends on treatment and on what changes the effect, so that complete cases alone are biased. */
    @Test
    void completeness() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATO)) {
            simulation.run("weights for being complete " + target + " risk difference n 800", 0.15, random -> {
                Incomplete p = Incomplete.draw(random, 800);
                return p.difference(target);
            });
        }
        simulation.finish("completeness");
    }

    /** Treatment adds 0.3 to the risk where w is 1, of half the people; z confounds and is missing more often where w is 1. */
    private record Incomplete(DesignMatrix known, boolean[] complete, double[] z, boolean[] treated, double[] event) {

        static Incomplete draw(RandomGenerator random, int n) {
            double[][] x = new double[2][n];
            boolean[] complete = new boolean[n];
            boolean[] treated = new boolean[n];
            double[] z = Draws.normals(random, n);
            double[] event = new double[n];
            for (int i = 0; i < n; i++) {
                x[0][i] = Draws.uniform(random) < 0.5 ? 1 : 0;
                treated[i] = Draws.uniform(random) < logistic(-0.2 + 0.5 * z[i]);
                double a = treated[i] ? 1 : 0;
                x[1][i] = a;
                event[i] = Draws.uniform(random) < 0.25 + 0.3 * a * x[0][i] + (z[i] > 0 ? 0.15 : 0) ? 1 : 0;
                complete[i] = Draws.uniform(random) < logistic(1.2 - 1.4 * x[0][i] + 0.4 * a);
            }
            return new Incomplete(DesignMatrix.withIntercept(List.of("w", "a"), x), complete, z, treated, event);
        }

        Estimate difference(TargetPopulation target) {
            CompleteCaseWeights model = CompleteCaseWeights.of(known, complete);
            int[] rows = java.util.stream.IntStream.range(0, z.length)
                    .filter(i -> complete[i])
                    .toArray();
            double[] v = Arrays.stream(rows).mapToDouble(i -> model.weight()[i]).toArray();
            double[] y = Arrays.stream(rows).mapToDouble(i -> event[i]).toArray();
            boolean[] arm = new boolean[rows.length];
            double[] a = new double[rows.length];
            for (int k = 0; k < rows.length; k++) {
                arm[k] = treated[rows[k]];
                a[k] = arm[k] ? 1 : 0;
            }
            DesignMatrix design = DesignMatrix.withIntercept(
                    List.of("z"),
                    new double[][] {Arrays.stream(rows).mapToDouble(i -> z[i]).toArray()});
            PropensityModel score = new PropensityModel(
                    design,
                    LogisticRegression.withDefaults().withTolerance(1e-12).fit(design, a, v),
                    Numerics.plain());
            BalancingWeights weights =
                    BalancingWeights.of(target, arm, score.score()).times(v);
            return WeightedMeans.estimate(
                            y,
                            arm,
                            new WeightedMeans.Estimated(weights, score.influence(), own -> spread(model, rows, own)))
                    .difference(LEVEL);
        }

        private double[] spread(CompleteCaseWeights model, int[] rows, double[] own) {
            double[] all = new double[z.length];
            for (int k = 0; k < rows.length; k++) {
                all[rows[k]] = own[k];
            }
            return model.influence(known, all, Numerics.plain());
        }
    }

    private static double weighted(People p, PropensityModel model, int[] rows) {
        boolean[] arm = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            arm[i] = p.treated()[rows[i]];
        }
        double[] score = model.refit(rows, arm).score();
        double[] weight = new double[2];
        double[] sum = new double[2];
        for (int i = 0; i < rows.length; i++) {
            int a = arm[i] ? 1 : 0;
            double w = arm[i] ? 1 / score[i] : 1 / (1 - score[i]);
            weight[a] += w;
            sum[a] += w * p.y()[rows[i]];
        }
        return sum[1] / weight[1] - sum[0] / weight[0];
    }
}
