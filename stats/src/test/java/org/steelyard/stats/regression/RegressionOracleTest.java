package org.steelyard.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.RobustCovariance.ClusterCorrection;

/** Against R on data made by formula: the script is src/test/r/regression.R. */
class RegressionOracleTest {

    private static final int N = 80;
    private static final String R = "R 4.2.2 stats, sandwich 3.0-2, nnet 7.3-18";
    private static final double[] A = make(i -> i * 7 % 13 / 3.0);
    private static final double[] B = make(i -> i * 5 % 11 - 4);
    private static final double[] C = make(i -> i % 3 == 0 ? 1 : 0);
    private static final double[] WEIGHTS = make(i -> 1 + i % 4);
    private static final int[] CLUSTERS =
            IntStream.range(0, N).map(i -> i * 3 % 10).toArray();
    private static final DesignMatrix X = DesignMatrix.withIntercept(List.of("a", "b", "c"), new double[][] {A, B, C});
    private static final double[] Y = make(i -> 2 + 0.5 * A[i] - 0.3 * B[i] + (i * 29 % 17 - 8) / 4.0);
    private static final double[] BINARY = make(i -> i * 37 % 19 + A[i] * 2 - B[i] > 11 ? 1 : 0);

    private static double[] make(IntToDoubleFunction formula) {
        return IntStream.range(0, N).mapToDouble(formula::applyAsDouble).toArray();
    }

    private static void check(String method, String what, double[] expected, double[] actual, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int j = 0; j < expected.length; j++) {
            Oracle.check(method, R, "formula data: " + what + " " + (j + 1), expected[j], actual[j], tolerance);
        }
    }

    private static double[] roots(double[] variances) {
        return java.util.Arrays.stream(variances).map(Math::sqrt).toArray();
    }

    @Test
    void leastSquaresWithEveryCovariance() {
        LinearFit fit = LinearRegression.withDefaults().fit(X, Y);
        check(
                "Linear regression",
                "coefficient",
                new double[] {1.87521743041011590, 0.57155896986680743, -0.29159379345955444, -0.08407634018355493},
                fit.coefficients(),
                1e-12);
        check(
                "Linear regression",
                "se",
                new double[] {0.2964077445517508, 0.1138408423607794, 0.0445741723479661, 0.2993768817433030},
                fit.standardErrors(),
                1e-12);
        check(
                "Linear regression, HC0",
                "se",
                new double[] {0.30105622006886806, 0.11370478038048117, 0.04419822100412329, 0.29240568076747692},
                roots(RobustCovariance.hc0(X, fit).diagonal()),
                1e-12);
        check(
                "Linear regression, HC1",
                "se",
                new double[] {0.30887716455124220, 0.11665864319897026, 0.04534641795090586, 0.30000189849415348},
                roots(RobustCovariance.hc1(X, fit).diagonal()),
                1e-12);
        check(
                "Linear regression, clusters",
                "se",
                new double[] {0.34623314332994681, 0.05898156351795650, 0.04782079521203646, 0.14753704342671020},
                roots(RobustCovariance.clustered(X, fit, CLUSTERS, ClusterCorrection.CLUSTERS_AND_TERMS)
                        .diagonal()),
                1e-12);
        check(
                "Linear regression",
                "sigma and R squared",
                new double[] {1.2631314621079170, 0.5065974714759661},
                new double[] {fit.sigma(), fit.rSquared()},
                1e-12);
    }

    @Test
    void weightedLeastSquares() {
        LinearFit fit = LinearRegression.withDefaults().fit(X, Y, WEIGHTS);
        check(
                "Weighted linear regression",
                "coefficient",
                new double[] {1.8881199809664355, 0.6286566538532521, -0.3420920364525764, -0.3062899743016554},
                fit.coefficients(),
                1e-12);
        check(
                "Weighted linear regression",
                "se",
                new double[] {0.30304601536773795, 0.11383265255954213, 0.04428724652613609, 0.29594606401811369},
                fit.standardErrors(),
                1e-12);
        check(
                "Weighted linear regression, HC0",
                "se",
                new double[] {0.29937233659574725, 0.10422754717778017, 0.04234376239611845, 0.31773363584997566},
                roots(RobustCovariance.hc0(X, fit).diagonal()),
                1e-12);
        check(
                "Weighted linear regression",
                "R squared",
                new double[] {0.5926325560476807},
                new double[] {fit.rSquared()},
                1e-12);
    }

    @Test
    void weightedLogisticRegression() {
        GlmFit fit = LogisticRegression.withDefaults().withTolerance(1e-15).fit(X, BINARY, WEIGHTS);
        check(
                "Weighted logistic regression",
                "coefficient",
                new double[] {-0.2386386338957341, 0.3682633239639287, -0.2025138956534768, 0.1063249185815661},
                fit.coefficients(),
                1e-11);
        check(
                "Weighted logistic regression",
                "se",
                new double[] {0.32771116428080665, 0.12574151972267808, 0.05121634737190504, 0.33038584110165337},
                fit.standardErrors(),
                1e-11);
        check(
                "Weighted logistic regression, HC0",
                "se",
                new double[] {0.56344427767565897, 0.21806326215556127, 0.08716703736914894, 0.56203750668210561},
                roots(RobustCovariance.hc0(X, fit).diagonal()),
                1e-10);
        check(
                "Weighted logistic regression, clusters",
                "se",
                new double[] {0.33161235927857696, 0.15267390302673756, 0.09176821795018536, 0.33989929970892435},
                roots(RobustCovariance.clustered(X, fit, CLUSTERS, ClusterCorrection.CLUSTERS)
                        .diagonal()),
                1e-10);
        check(
                "Weighted logistic regression",
                "deviance, null deviance",
                new double[] {243.2026503725831, 273.3259654296664},
                new double[] {fit.deviance(), fit.nullDeviance()},
                1e-12);
    }

    @Test
    void poissonRegressionWithOffset() {
        double[] counts = make(i -> i * 11 % 7 + (A[i] > 2 ? 1 : 0));
        double[] offset = make(i -> Math.log(1 + i % 5));
        GlmFit fit = GeneralizedLinearModel.of(Family.POISSON)
                .with(GlmOptions.defaults().withTolerance(1e-12))
                .fit(X, counts, Optional.empty(), Optional.of(offset));
        check(
                "Poisson regression",
                "coefficient",
                new double[] {-0.02981981063216240, 0.07792225977784778, -0.00941820444113904, 0.02694659846640868},
                fit.coefficients(),
                1e-11);
        check(
                "Poisson regression",
                "se",
                new double[] {0.12791471915251293, 0.04945664843826302, 0.01876918472772071, 0.12811405250576322},
                fit.standardErrors(),
                1e-11);
        check(
                "Poisson regression",
                "deviance, null deviance, log-likelihood",
                new double[] {194.8346634774874, 197.9945450413809, -209.9271447760835},
                new double[] {fit.deviance(), fit.nullDeviance(), fit.logLikelihood()},
                1e-12);
    }

    @Test
    void gammaRegressionOfCosts() {
        double[] cost = make(i -> 100 + 40 * A[i] + i * 53 % 31 * 9);
        GlmFit fit = GeneralizedLinearModel.of(Family.GAMMA)
                .with(GlmOptions.defaults().withTolerance(1e-14))
                .fit(X, cost);
        check(
                "Gamma regression, log link",
                "coefficient",
                new double[] {5.481824615850085181, 0.133325914493068437, -0.002155378864820481, -0.026994771927761174},
                fit.coefficients(),
                1e-9);
        check(
                "Gamma regression, log link",
                "se",
                new double[] {0.064952771192555672, 0.024946305628449978, 0.009767680065152612, 0.065603407662712152},
                fit.standardErrors(),
                1e-9);
        check(
                "Gamma regression, log link",
                "dispersion, log-likelihood, AIC",
                new double[] {0.0766149251576165, -467.8935046127024862, 945.7870092254049723},
                new double[] {fit.dispersion(), fit.logLikelihood(), fit.aic()},
                1e-10);
    }

    @Test
    void multinomialRegression() {
        int[] category = IntStream.range(0, N)
                .map(i -> (int) Math.floor((i * 17 % 23 + 2 * C[i] + (A[i] > 3 ? 3 : 0)) / 10))
                .toArray();
        MultinomialFit fit = MultinomialRegression.withDefaults().fit(X, category, 3);
        // multinom stops at a flat gradient, not at the maximum: its digits end at about 1e-5.
        double[] first = {0.0728611409374761848, -0.0002321208192008033, 0.0155066815629645079, 0.1158258766465100065};
        double[] second = {-1.18652421753974746, 0.16986804048725895, -0.01860562431113113, 0.60850996589330086};
        for (int j = 0; j < 4; j++) {
            assertThat(fit.coefficients().at(0, j)).isCloseTo(first[j], org.assertj.core.data.Offset.offset(1e-5));
            assertThat(fit.coefficients().at(1, j)).isCloseTo(second[j], org.assertj.core.data.Offset.offset(1e-5));
        }
        double[] se = roots(fit.covariance().diagonal());
        check(
                "Multinomial regression",
                "se",
                new double[] {0.51855876700351056, 0.20256470520036451, 0.07980350962024085, 0.54306716497939678},
                java.util.Arrays.copyOf(se, 4),
                1e-5);
        Oracle.check(
                "Multinomial regression",
                R,
                "formula data: log-likelihood",
                -83.44460750356323,
                fit.logLikelihood(),
                1e-10);
        double[][] probability = MultinomialRegression.predict(fit, X);
        for (int i = 0; i < N; i++) {
            assertThat(probability[0][i] + probability[1][i] + probability[2][i])
                    .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-14));
        }
    }

    @Test
    void multinomialOfTwoCategoriesIsLogistic() {
        int[] category = IntStream.range(0, N).map(i -> (int) BINARY[i]).toArray();
        MultinomialFit two = MultinomialRegression.withDefaults().fit(X, category, 2);
        GlmFit logistic = LogisticRegression.withDefaults().withTolerance(1e-13).fit(X, BINARY);
        for (int j = 0; j < 4; j++) {
            assertThat(two.coefficients().at(0, j))
                    .isCloseTo(logistic.coefficients()[j], org.assertj.core.data.Percentage.withPercentage(1e-6));
        }
    }

    /** By hand: in a two by two table the log odds ratio is the log of the cross ratio, its variance the sum of 1/n. */
    @Test
    void logisticRegressionOfATwoByTwoTable() {
        DesignMatrix x = DesignMatrix.withIntercept(List.of("exposed"), new double[][] {{1, 1, 0, 0}});
        GlmFit fit = LogisticRegression.withDefaults()
                .withTolerance(1e-13)
                .fit(x, new double[] {1, 0, 1, 0}, new double[] {12, 8, 5, 15});
        Oracle.check(
                "Logistic regression",
                "by hand",
                "2x2 table: log odds ratio",
                Math.log(12.0 * 15 / (8 * 5)),
                fit.coefficient("exposed"),
                1e-11);
        Oracle.check(
                "Logistic regression",
                "by hand",
                "2x2 table: se",
                Math.sqrt(1.0 / 12 + 1.0 / 8 + 1.0 / 5 + 1.0 / 15),
                fit.standardError("exposed"),
                1e-9);
    }
}
