package org.steelyard.stats.cox;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.testing.Csv;

/** On data that ship with the project, so that these run everywhere: src/test/r/rotterdam.R. */
class RotterdamOracleTest {

    private static final String R = "R 4.2.2 survival 3.5-3";
    private static final List<String> COVARIATES =
            List.of("age", "meno", "size20-50", "size>50", "grade", "nodes", "hormon");

    private final Csv csv = Csv.read(
            Path.of(System.getProperty("steelyard.root", "..")).resolve("examples/rotterdam/data/rotterdam.csv"));
    private final double[] chemo = csv.numbers("chemo");
    private final double[][] covariates = {
        csv.numbers("age"),
        csv.numbers("meno"),
        csv.indicator("size", "20-50"),
        csv.indicator("size", ">50"),
        csv.numbers("grade"),
        csv.numbers("nodes"),
        csv.numbers("hormon")
    };

    private static void check(String method, String what, double expected, double actual) {
        Oracle.check(method, R, "Rotterdam: " + what, expected, actual, 1e-8);
    }

    private static double[][] first(double[] column, double[][] others) {
        double[][] all = new double[others.length + 1][];
        all[0] = column;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private CoxData data(List<String> terms, double[][] columns) {
        return CoxData.rightCensored(
                DesignMatrix.of(terms, columns), csv.numbers("dtime"), CoxOracleTest.events(csv.numbers("death"), 1));
    }

    private GlmFit propensity() {
        return LogisticRegression.withDefaults()
                .withTolerance(1e-14)
                .fit(DesignMatrix.withIntercept(COVARIATES, covariates), chemo);
    }

    @Test
    void propensityModel() {
        GlmFit fit = propensity();
        double[] b = {
            1.8479209863544208,
            -0.0611263584469842,
            -1.4749308669618351,
            0.0974188820743584,
            0.3556189491655026,
            -0.0383180008030669,
            0.1411308438881061,
            -0.5044404239386227
        };
        for (int j = 0; j < b.length; j++) {
            check("Logistic regression", fit.terms().get(j), b[j], fit.coefficients()[j]);
        }
        check("Logistic regression", "se of nodes", 0.01310374470479196, fit.standardError("nodes"));
        check("Logistic regression", "log-likelihood", -1102.99464969079, fit.logLikelihood());
    }

    @Test
    void adjustedCoxModelWithItsDiagnostics() {
        CoxData data = data(
                List.of("chemo", "age", "meno", "size20-50", "size>50", "grade", "nodes", "hormon"),
                first(chemo, covariates));
        CoxFit fit = CoxRegression.withDefaults().fit(data);
        check("Cox regression", "chemo", 0.0401322090895658, fit.coefficient("chemo"));
        check("Cox regression", "se of chemo", 0.08179239426953976, fit.standardError("chemo"));
        check("Cox regression", "nodes", 0.0733279051675072, fit.coefficient("nodes"));
        check("Cox regression", "log-likelihood at 0", -9527.30661239152, fit.nullLogLikelihood());
        check("Cox regression", "log-likelihood", -9271.22211205296, fit.logLikelihood());
        ProportionalHazardsTest.Result zph = ProportionalHazardsTest.of(data, fit);
        check(
                "Proportional hazards test",
                "chemo",
                2.144133404178028,
                zph.terms().get(0).test().statistic());
        check(
                "Proportional hazards test",
                "age",
                14.226296251063483,
                zph.terms().get(1).test().statistic());
        check(
                "Proportional hazards test",
                "global",
                26.645083068921441,
                zph.global().statistic());
        check(
                "Proportional hazards test",
                "global p",
                0.000813953074322273,
                zph.global().p());
        CoxConcordance.Result concordance = CoxConcordance.of(data, fit);
        check("Concordance", "c", 0.6894248236117060, concordance.concordance());
        check("Concordance", "se", 0.0078546865089806, concordance.standardError());
    }

    @Test
    void overlapWeightsWithRobustVariance() {
        double[] e = propensity().fitted();
        double[] w = IntStream.range(0, e.length)
                .mapToDouble(i -> chemo[i] == 1 ? 1 - e[i] : e[i])
                .toArray();
        CoxFit fit = CoxRegression.withDefaults()
                .withRobust(true)
                .fit(data(List.of("chemo"), new double[][] {chemo}).withWeights(w));
        check("Cox regression, overlap weights", "chemo", -0.0434787237772571, fit.coefficient("chemo"));
        check("Cox regression, overlap weights", "robust se", 0.0828149335389448, fit.standardError("chemo"));
    }

    @Test
    void strataAndClusters() {
        List<String> sizes = List.copyOf(csv.levels("size"));
        int[] strata = Arrays.stream(csv.text("size")).mapToInt(sizes::indexOf).toArray();
        int[] years = Arrays.stream(csv.numbers("year")).mapToInt(v -> (int) v).toArray();
        CoxFit fit = CoxRegression.withDefaults()
                .fit(data(List.of("chemo", "age", "nodes"), new double[][] {chemo, covariates[0], covariates[5]})
                        .withStrata(strata)
                        .withClusters(years));
        check("Cox regression, strata and clusters", "chemo", 0.0249706694000171, fit.coefficient("chemo"));
        check("Cox regression, strata and clusters", "se of chemo", 0.08870568665911189, fit.standardError("chemo"));
        check("Cox regression, strata and clusters", "se of nodes", 0.00537017984864084, fit.standardError("nodes"));
    }
}
