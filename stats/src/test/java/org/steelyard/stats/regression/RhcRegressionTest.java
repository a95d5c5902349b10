package org.steelyard.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.testing.Shared;

/** Right heart catheterisation, 5,735 patients, 72 coefficients, against R 4.2.2 glm (reference/10_rhc.R). */
class RhcRegressionTest {

    private static final String R = "R 4.2.2 stats::glm";

    @Test
    void propensityModelAgreesWithR() {
        Rhc rhc = Rhc.load();
        GlmFit fit = LogisticRegression.withDefaults().withTolerance(1e-12).fit(rhc.propensityDesign(), rhc.treated);
        Oracle.check(
                "Logistic regression", R, "RHC propensity: log-likelihood", -2964.661073, fit.logLikelihood(), 1e-9);
        Oracle.check(
                "c-statistic", R, "RHC propensity: c", 0.8036859297, CStatistic.of(fit.fitted(), rhc.treated), 1e-9);
        Csv expected = Shared.csv("data/rhc/reference/rhc_ps_coef.csv");
        String[] terms = expected.text("term");
        double[] estimates = expected.numbers("est");
        double[] errors = expected.numbers("se");
        assertThat(terms).hasSize(72);
        for (int i = 0; i < terms.length; i++) {
            String term = terms[i];
            Oracle.check(
                    "Logistic regression", R, "RHC propensity: " + term, estimates[i], fit.coefficient(term), 1e-7);
            Oracle.check(
                    "Logistic regression", R, "RHC propensity: se " + term, errors[i], fit.standardError(term), 1e-7);
        }
    }

    @Test
    void outcomeModelAgreesWithR() {
        Rhc rhc = Rhc.load();
        GlmFit fit = LogisticRegression.withDefaults().fit(rhc.outcomeDesign(), rhc.died);
        Oracle.check(
                "Logistic regression",
                R,
                "RHC outcome: odds ratio of A",
                1.424155873,
                Math.exp(fit.coefficient("A")),
                1e-9);
        Oracle.check("Logistic regression", R, "RHC outcome: se of A", 0.07563519601, fit.standardError("A"), 1e-8);
    }

    @Test
    void threadsNeverChangeABit() {
        Rhc rhc = Rhc.load();
        for (Numerics.Kernel kernel : Numerics.Kernel.values()) {
            Numerics one = Numerics.plain().with(kernel);
            GlmFit alone = LogisticRegression.withDefaults().with(one).fit(rhc.propensityDesign(), rhc.treated);
            GlmFit many =
                    LogisticRegression.withDefaults().with(one.withThreads(7)).fit(rhc.propensityDesign(), rhc.treated);
            assertThat(many.coefficients()).isEqualTo(alone.coefficients());
            assertThat(many.covariance()).isEqualTo(alone.covariance());
            assertThat(many.logLikelihood()).isEqualTo(alone.logLikelihood());
            assertThat(many.kernel()).isEqualTo(kernel.id());
        }
    }
}
