package org.steelyard.stats.causal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.ImputedTable;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.imputation.RubinsRules;
import org.steelyard.stats.inequality.ConcentrationIndex;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.survival.IntervalTransform;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * How often a 95 % interval holds the truth in 1,000 simulated data sets. By chance alone the count lies within 936.5 and 963.5 in 95 of 100
 * such runs.
 */
@Tag("slow")
class CoverageTest {

    private static final int DATA_SETS = 1000;
    private static final double LEVEL = 0.95;
    private static final double ALLOWED = 0.0135 / 0.95;

    private static double coverage(String name, double truth, Function<RandomGenerator, Estimate> study) {
        Seed seed = Seeds.of(name);
        List<Boolean> held = Parallel.map(DATA_SETS, 2, k -> {
            Estimate e = study.apply(seed.child("data set", k).generator());
            return e.lower() <= truth && truth <= e.upper();
        });
        double share = held.stream().filter(h -> h).count() / (double) DATA_SETS;
        System.out.println(name + ": coverage " + share);
        return share;
    }

    private static void holds(String method, String quantity, double truth, Function<RandomGenerator, Estimate> study) {
        double share = coverage(method + " " + quantity, truth, study);
        Oracle.check(
                method, "simulation, 1,000 data sets", "coverage of 95 % intervals: " + quantity, 0.95, share, ALLOWED);
    }

    private static Estimate weighted(RandomGenerator random, TargetPopulation target) {
        CausalSample s = CausalSample.draw(random, 500);
        PropensityModel model = PropensityModel.fit(s.design(), s.treated(), Numerics.plain());
        return WeightedMeans.estimate(s.binary(), s.treated(), model, target).difference(LEVEL);
    }

    @Test
    void weightedRiskDifference() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT, TargetPopulation.ATO)) {
            holds(
                    "Hájek weighting, stacked variance",
                    target + " risk difference, n 500",
                    CausalSample.RISK_DIFFERENCE,
                    random -> weighted(random, target));
        }
    }

    @Test
    void weightedMeanDifference() {
        holds(
                "Hájek weighting, stacked variance",
                "ATE mean difference, n 500",
                CausalSample.MEAN_DIFFERENCE,
                random -> {
                    CausalSample s = CausalSample.draw(random, 500);
                    PropensityModel model = PropensityModel.fit(s.design(), s.treated(), Numerics.plain());
                    return WeightedMeans.estimate(s.continuous(), s.treated(), model, TargetPopulation.ATE)
                            .difference(LEVEL);
                });
    }

    @Test
    void augmentedRiskDifference() {
        holds("Augmented weighting", "ATE risk difference, n 500", CausalSample.RISK_DIFFERENCE, random -> {
            CausalSample s = CausalSample.draw(random, 500);
            PropensityModel model = PropensityModel.fit(s.design(), s.treated(), Numerics.plain());
            OutcomeRegression.Options logistic = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
            return AugmentedIpw.estimate(s.binary(), s.treated(), model, logistic)
                    .difference(LEVEL);
        });
    }

    @Test
    void standardisedMeanDifference() {
        holds("Standardisation", "ATE mean difference, n 500", CausalSample.MEAN_DIFFERENCE, random -> {
            CausalSample s = CausalSample.draw(random, 500);
            OutcomeRegression.Options linear = OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS);
            return Standardisation.estimate(s.continuous(), s.treated(), s.design(), linear)
                    .difference(LEVEL);
        });
    }

    @Test
    void matchedRiskDifference() {
        holds("Paired means", "matched risk difference, n 1,000", CausalSample.RISK_DIFFERENCE, random -> {
            CausalSample s = CausalSample.draw(random, 1000);
            PropensityModel model = PropensityModel.fit(s.design(), s.treated(), Numerics.plain());
            return PairedMeans.estimate(
                            s.binary(),
                            NearestNeighbourMatching.withDefaults()
                                    .withCaliper(Optional.of(0.2))
                                    .match(model.score(), s.treated()))
                    .difference(LEVEL);
        });
    }

    /** Exponential survival with mean 10, exponential censoring with mean 20. */
    private static SurvivalData survival(RandomGenerator random, int n) {
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        for (int i = 0; i < n; i++) {
            double t = -10 * Math.log(Draws.uniform(random));
            double c = -20 * Math.log(Draws.uniform(random));
            time[i] = Math.min(t, c);
            event[i] = t <= c;
        }
        return SurvivalData.of(time, event);
    }

    @Test
    void survivalProbabilityAndRestrictedMean() {
        holds(
                "Kaplan–Meier",
                "S(8), log-log, n 200",
                Math.exp(-0.8),
                random -> KaplanMeier.fit(survival(random, 200)).estimateAt(8, LEVEL, IntervalTransform.LOG_LOG));
        holds(
                "Restricted mean survival time",
                "horizon 8, n 200",
                10 * (1 - Math.exp(-0.8)),
                random -> RestrictedMean.of(survival(random, 200), 8, LEVEL));
        holds(
                "Restricted mean survival time",
                "difference, horizon 8, n 200 and 150",
                0,
                random -> RestrictedMean.difference(survival(random, 200), survival(random, 150), 8, LEVEL));
    }

    /** People sampled with probability 1/2 when x is 1 and 1 otherwise, and weighted back. */
    @Test
    void weightedSurvivalProbability() {
        double truth = 0.5 * Math.exp(-0.4) + 0.5 * Math.exp(-1.6);
        holds("Kaplan–Meier", "weighted S(8), log-log, n about 300", truth, random -> {
            double[] time = new double[300];
            boolean[] event = new boolean[300];
            double[] weight = new double[300];
            for (int i = 0; i < 300; i++) {
                boolean x = Draws.uniform(random) < 1.0 / 3;
                double t = -(x ? 5 : 20) * Math.log(Draws.uniform(random));
                double c = 15 * Draws.uniform(random) + 3;
                time[i] = Math.min(t, c);
                event[i] = t <= c;
                weight[i] = x ? 2 : 1;
            }
            return KaplanMeier.fit(new SurvivalData(time, event, weight))
                    .estimateAt(8, LEVEL, IntervalTransform.LOG_LOG);
        });
    }

    @Test
    void concentrationIndex() {
        // Income u uniform, health v·u with v uniform: C = 2 cov(h, R)/μ = 1/3 as E[hR] = 1/6 and μ = 1/4.
        holds("Concentration index", "influence-function error, n 300", 1.0 / 3, random -> {
            double[] income = random.doubles(300).toArray();
            double[] health = new double[300];
            for (int i = 0; i < 300; i++) {
                health[i] = income[i] * Draws.uniform(random);
            }
            return ConcentrationIndex.of(health, income, ConcentrationIndex.Options.of(LEVEL))
                    .index();
        });
    }

    @Test
    void imputedRegressionCoefficient() {
        for (ImputationPlan.NumericMethod method : ImputationPlan.NumericMethod.values()) {
            holds(
                    "Multiple imputation",
                    "slope with 30 % holes, n 200, " + method,
                    1,
                    random -> imputedSlope(random, method));
        }
    }

    /** y = x + z + noise; x missing more often when y is large. */
    private static Estimate imputedSlope(RandomGenerator random, ImputationPlan.NumericMethod method) {
        int n = 200;
        double[] x = new double[n];
        double[] z = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = Draws.normal(random);
            x[i] = 0.5 * z[i] + Draws.normal(random);
            y[i] = x[i] + z[i] + Draws.normal(random);
            x[i] = Draws.uniform(random) < (y[i] > 0 ? 0.4 : 0.2) ? Double.NaN : x[i];
        }
        List<IncompleteColumn> columns = List.of(
                new IncompleteColumn.Numeric("x", x),
                new IncompleteColumn.Numeric("z", z),
                new IncompleteColumn.Numeric("y", y));
        ImputationPlan plan =
                ImputationPlan.of(10, 2, new Seed(random.nextLong())).with(method);
        List<Estimate> slopes = MultipleImputation.run(columns, plan).stream()
                .map(table -> slope(table, z, y))
                .toList();
        return RubinsRules.pool(slopes, LEVEL, OptionalDouble.of(n - 3)).estimate();
    }

    private static Estimate slope(ImputedTable table, double[] z, double[] y) {
        double[] x = ((IncompleteColumn.Numeric) table.columns().getFirst()).values();
        LinearFit fit = LinearRegression.withDefaults()
                .fit(DesignMatrix.withIntercept(List.of("x", "z"), new double[][] {x, z}), y);
        return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
    }
}
