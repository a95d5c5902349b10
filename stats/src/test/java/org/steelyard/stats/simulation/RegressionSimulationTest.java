package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.logistic;
import static org.steelyard.stats.simulation.Worlds.ofTest;
import static org.steelyard.stats.simulation.Worlds.poisson;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.equivalence.TwoMeans;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.imputation.RubinsRules;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;

/** Models of an outcome, imputation, and many questions at once. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class RegressionSimulationTest {

    private final Simulation simulation = new Simulation();

    @Test
    void regression() {
        for (Family family : Family.values()) {
            simulation.run(
                    family.name().toLowerCase(java.util.Locale.ROOT) + " regression n 400",
                    0.5,
                    random -> generalised(random, family));
        }
        for (ImputationPlan.NumericMethod method : ImputationPlan.NumericMethod.values()) {
            simulation.run(
                    "multiple imputation 30 % holes n 200 "
                            + method.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    1,
                    random -> imputed(random, method));
        }
        simulation.run("Welch difference of means n 30 and 45", 0.4, random -> {
            double[] a = Arrays.stream(Draws.normals(random, 30))
                    .map(v -> 0.4 + 2 * v)
                    .toArray();
            return TwoMeans.welch(a, Draws.normals(random, 45), LEVEL);
        });
        simulation.run("Holm ten true hypotheses any rejected", 0, random -> adjusted(random, Adjustment.HOLM));
        simulation.run("Hochberg ten true hypotheses any rejected", 0, random -> adjusted(random, Adjustment.HOCHBERG));
        simulation.run("Hommel ten true hypotheses any rejected", 0, random -> adjusted(random, Adjustment.HOMMEL));
        simulation.run(
                "Benjamini-Hochberg ten true hypotheses any rejected",
                0,
                random -> adjusted(random, Adjustment.BENJAMINI_HOCHBERG));
        simulation.finish("regression");
    }

    private static Estimate adjusted(RandomGenerator random, Adjustment adjustment) {
        double[] p = random.doubles(10).toArray();
        double least = Arrays.stream(adjustment.adjust(p)).min().orElseThrow();
        return ofTest(Draws.normal(random), least);
    }

    private static Estimate generalised(RandomGenerator random, Family family) {
        int n = 400;
        double[] x = Draws.normals(random, n);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double eta = 0.2 + 0.5 * x[i];
            y[i] = switch (family) {
                case BINOMIAL -> Draws.uniform(random) < logistic(eta) ? 1 : 0;
                case POISSON -> poisson(random, Math.exp(eta));
                case GAMMA -> Math.exp(eta) * Draws.chiSquared(random, 4) / 4;
            };
        }
        GlmFit fit =
                GeneralizedLinearModel.of(family).fit(DesignMatrix.withIntercept(List.of("x"), new double[][] {x}), y);
        return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
    }

    /** y = x + z + noise; x missing more often when y is large. */
    private static Estimate imputed(RandomGenerator random, ImputationPlan.NumericMethod method) {
        int n = 200;
        double[] z = Draws.normals(random, n);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 0.5 * z[i] + Draws.normal(random);
            y[i] = x[i] + z[i] + Draws.normal(random);
            x[i] = Draws.uniform(random) < (y[i] > 0 ? 0.4 : 0.2) ? Double.NaN : x[i];
        }
        List<IncompleteColumn> columns = List.of(
                new IncompleteColumn.Numeric("x", x),
                new IncompleteColumn.Numeric("z", z),
                new IncompleteColumn.Numeric("y", y));
        ImputationPlan plan =
                ImputationPlan.of(20, 5, new Seed(random.nextLong())).with(method);
        List<Estimate> slopes = MultipleImputation.run(columns, plan).stream()
                .map(table -> {
                    double[] full = ((IncompleteColumn.Numeric) table.columns().getFirst()).values();
                    LinearFit fit = LinearRegression.withDefaults()
                            .fit(DesignMatrix.withIntercept(List.of("x", "z"), new double[][] {full, z}), y);
                    return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
                })
                .toList();
        return RubinsRules.pool(slopes, LEVEL, OptionalDouble.of(n - 3)).estimate();
    }
}
