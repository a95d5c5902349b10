package org.steelyard.stats.penalised;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.testing.Shared;

/** Against R 4.2.2 glmnet 4.1-6 (src/test/r/penalised.R) and Cyclops 3.7.0. */
class PenalisedOracleTest {

    private static final String R = "R 4.2.2 glmnet 4.1-6";
    private static final double TIGHT = 1e-15;

    private final FormulaSample sample = new FormulaSample();
    private final Reference r = Reference.of("penalised");

    private static PenalisedRegression lasso() {
        return PenalisedRegression.lasso().withTolerance(TIGHT);
    }

    private void agrees(String method, String name, PenalisedFit fit, boolean intercept) {
        int from = intercept ? 2 : 1;
        if (intercept) {
            Oracle.check(method, R, name + ": intercept", r.value(name, 1), fit.intercept(), 1e-6);
        }
        int compared = 0;
        for (int j = 0; j < FormulaSample.P; j++) {
            double expected = r.value(name, j + from);
            assertThat(fit.coefficient(j))
                    .as(name + " column " + j)
                    .satisfies(b ->
                            assertThat(Math.abs(b - expected)).isLessThanOrEqualTo(1e-6 * (0.01 + Math.abs(expected))));
            if (expected != 0 && compared++ < 4) {
                Oracle.check(method, R, name + ": x" + (j + 1), expected, fit.coefficient(j), 1e-5);
            }
        }
        assertThat(fit.violation()).isLessThan(1e-5);
    }

    @Test
    void theFormulaDataAreTheScripts() {
        assertThat(Sums.sum(sample.y)).isEqualTo(r.value("sums", 1));
        assertThat(Sums.sum(sample.count)).isEqualTo(r.value("sums", 2));
        assertThat(Arrays.stream(sample.time).map(Math::ceil).sum()).isEqualTo(r.value("sums", 3));
    }

    @Test
    void logisticPath() {
        PenalisedData data = PenalisedData.of(sample.columns(), new Response.Binary(sample.y));
        List<PenalisedFit> path = lasso().path(data, new double[] {0.1, 0.03, 0.01});
        agrees("Lasso, logistic", "logistic.0.03", path.get(1), true);
        agrees("Lasso, logistic", "logistic.0.01", path.get(2), true);
        PenalisedFit last = path.get(2);
        Oracle.check(
                "Lasso, logistic",
                R,
                "share of deviance explained",
                r.value("logistic.dev", 3),
                1 - last.deviance() / last.nullDeviance(),
                1e-7);
        agrees(
                "Lasso, logistic",
                "logistic.raw.0.01",
                lasso().withStandardisation(false).fit(data, 0.01),
                true);
        agrees(
                "Elastic net, logistic, weighted",
                "logistic.net.0.03",
                PenalisedRegression.elasticNet(0.4).withTolerance(TIGHT).fit(data.withWeights(sample.weight), 0.03),
                true);
        Oracle.check(
                "Lasso, logistic",
                R,
                "largest useful penalty",
                r.value("lambda.max"),
                lasso().lambdas(data, 2, 0.1)[0],
                1e-9);
    }

    @Test
    void otherOutcomes() {
        SparseColumns x = sample.columns();
        agrees(
                "Lasso, Poisson",
                "poisson.0.01",
                lasso().fit(PenalisedData.of(x, new Response.Count(sample.count)), 0.01),
                true);
        PenalisedData linear = PenalisedData.of(x, new Response.Continuous(sample.linear));
        agrees("Lasso, linear", "linear.0.1", lasso().fit(linear, 0.1), true);
        agrees(
                "Elastic net, linear",
                "linear.net.0.1",
                PenalisedRegression.elasticNet(0.5)
                        .withTolerance(TIGHT)
                        .fit(PenalisedData.of(x, new Response.Continuous(unitVariance(sample.linear))), 0.1),
                true);
        PenalisedData cox = PenalisedData.of(x, Response.Survival.of(sample.time, sample.event));
        agrees("Lasso, Cox", "cox.0.01", lasso().fit(cox, 0.01), false);
        agrees("Lasso, Cox", "cox.0.03", lasso().fit(cox, 0.03), false);
    }

    private static double[] unitVariance(double[] y) {
        double sd = Math.sqrt(Sums.variance(y) * (y.length - 1) / y.length);
        return Arrays.stream(y).map(v -> v / sd).toArray();
    }

    private static double[] grid(double from, double to, int count) {
        double[] lambda = new double[count];
        Arrays.setAll(lambda, k -> Math.exp(Math.log(from) + (Math.log(to) - Math.log(from)) * k / (count - 1)));
        return lambda;
    }

    @Test
    void crossValidatedLosses() {
        PenalisedData data = PenalisedData.of(sample.columns(), new Response.Binary(sample.y));
        CrossValidation cv = lasso().crossValidate(data, grid(0.15, 0.003, 20), sample.fold, 0);
        for (int k = 0; k < 20; k += 3) {
            Oracle.check(
                    "Cross-validation, lasso, logistic",
                    R,
                    "loss at penalty " + (k + 1),
                    r.value("cv.loss", k + 1),
                    cv.loss()[k],
                    1e-7);
            Oracle.check(
                    "Cross-validation, lasso, logistic",
                    R,
                    "its standard error at penalty " + (k + 1),
                    r.value("cv.se", k + 1),
                    cv.standardError()[k],
                    1e-6);
        }
        Oracle.check(
                "Cross-validation, lasso, logistic",
                R,
                "best penalty",
                r.value("cv.min"),
                cv.lambda()[cv.best()],
                1e-9);
        Oracle.check(
                "Cross-validation, lasso, logistic",
                R,
                "one-standard-error penalty",
                r.value("cv.1se"),
                cv.lambda()[cv.oneStandardError()],
                1e-9);
        PenalisedData survival = PenalisedData.of(sample.columns(), Response.Survival.of(sample.time, sample.event));
        CrossValidation cox = lasso().crossValidate(survival, grid(0.15, 0.01, 8), sample.fold, 0);
        for (int k = 1; k < 8; k += 2) {
            double perEvent = cox.loss()[k] * FormulaSample.N / r.value("sums", 4);
            Oracle.check(
                    "Cross-validation, lasso, Cox",
                    R,
                    "loss at penalty " + (k + 1),
                    r.value("cv.cox.loss", k + 1),
                    perEvent,
                    1e-6);
        }
        CrossValidation threads = lasso().withThreads(4).crossValidate(data, grid(0.15, 0.003, 20), sample.fold, 0);
        assertThat(threads.loss()).isEqualTo(cv.loss());
        assertThat(threads.bestFit().values()).isEqualTo(cv.bestFit().values());
    }

    @Test
    void laplacePriorOfVarianceOneOnRightHeartCatheterisation() {
        Rhc rhc = Rhc.load();
        List<String> names = List.of("age", "aps1", "meanbp1", "hrt1", "crea1", "pafi1", "surv2md1");
        double[][] columns = names.stream().map(rhc.csv::numbers).toArray(double[][]::new);
        PenalisedData data = PenalisedData.of(SparseColumns.ofDense(names, columns), new Response.Binary(rhc.treated));
        PenalisedFit fit = PenalisedRegression.laplace()
                .withTolerance(TIGHT)
                .fit(data, PenalisedRegression.lambdaOfVariance(1, rhc.treated.length));
        double[] expected = {
            -0.003327903003,
            0.010474415177,
            -0.010186428719,
            0.002623875662,
            0.103156839164,
            -0.003651901630,
            0.243280174703
        };
        for (int j = 0; j < names.size(); j++) {
            Oracle.check(
                    "Laplace prior, logistic",
                    "Cyclops 3.7.0",
                    "RHC, variance 1: " + names.get(j),
                    expected[j],
                    fit.coefficient(j),
                    1e-5);
        }
        Oracle.check(
                "Laplace prior, logistic",
                "Cyclops 3.7.0",
                "RHC, variance 1: intercept",
                0.025567541598,
                fit.intercept(),
                1e-4);
    }

    @Test
    void laplacePriorOnCoxRegressionOfLung() {
        List<String> names = List.of("age", "sex", "ph.ecog", "ph.karno", "pat.karno", "meal.cal", "wt.loss");
        Csv csv = Shared.csv("data/survival/lung.csv").complete(names.toArray(String[]::new));
        double[][] columns = names.stream()
                .map(csv::numbers)
                .map(PenalisedOracleTest::scaled)
                .toArray(double[][]::new);
        boolean[] died = new boolean[csv.rows()];
        double[] status = csv.numbers("status");
        for (int i = 0; i < died.length; i++) {
            died[i] = status[i] == 2;
        }
        PenalisedData data = PenalisedData.of(
                SparseColumns.ofDense(names, columns), Response.Survival.of(csv.numbers("time"), died));
        PenalisedFit fit = PenalisedRegression.laplace()
                .withTolerance(TIGHT)
                .fit(data, PenalisedRegression.lambdaOfVariance(0.05, died.length));
        double[] expected = {0.01857662511, -0.1918913596, 0.277644918, 0.02569295286, -0.1046032268, 0, -0.07923211941
        };
        for (int j = 0; j < names.size(); j++) {
            Oracle.check(
                    "Laplace prior, Cox",
                    "Cyclops 3.7.0",
                    "lung, variance 0.05: " + names.get(j),
                    expected[j],
                    fit.coefficient(j),
                    1e-5);
        }
        assertThat(died).hasSize(168);
    }

    private static double[] scaled(double[] x) {
        double mean = Sums.mean(x);
        double sd = Math.sqrt(Sums.variance(x));
        return Arrays.stream(x).map(v -> (v - mean) / sd).toArray();
    }
}
