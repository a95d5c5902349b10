package org.steelyard.stats.cox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.DesignMatrix;

/** The data sets of Therneau and Grambsch (2000), appendix E, small enough to work through by hand. */
class CoxByHandTest {

    private static final String BOOK = "Therneau and Grambsch 2000, appendix E";
    private static final String R = "R 4.2.2 survival 3.5-3";

    private static CoxData sixPeople() {
        return CoxData.rightCensored(x(0, 1, 1, 1, 0, 0), new double[] {9, 1, 1, 6, 6, 8}, new boolean[] {
            true, true, false, true, true, false
        });
    }

    private static CoxData tenIntervals() {
        return CoxData.counting(
                x(1, 0, 0, 1, 0, 1, 1, 1, 0, 0),
                new double[] {1, 2, 5, 2, 1, 7, 3, 4, 8, 8},
                new double[] {2, 3, 6, 7, 8, 9, 9, 9, 14, 17},
                new boolean[] {true, true, true, true, true, true, true, false, false, false});
    }

    private static CoxData weighted() {
        return CoxData.rightCensored(
                        x(2, 0, 1, 1, 0, 1, 0, 1, 0),
                        new double[] {1, 1, 2, 2, 2, 2, 3, 4, 5},
                        new boolean[] {true, false, true, true, true, false, false, true, false})
                .withWeights(new double[] {1, 2, 3, 4, 3, 2, 1, 2, 1});
    }

    private static DesignMatrix x(double... values) {
        return DesignMatrix.of(List.of("x"), new double[][] {values});
    }

    @Test
    void breslowOnSixPeopleHasItsClosedForm() {
        CoxFit fit = CoxRegression.withDefaults().with(Ties.BRESLOW).fit(sixPeople());
        Oracle.check(
                "Cox, Breslow",
                BOOK,
                "six people: beta",
                Math.log((3 + Math.sqrt(33)) / 2),
                fit.coefficient("x"),
                1e-9);
        Oracle.check("Cox, Breslow", BOOK, "six people: se", 1.255734393, fit.standardError("x"), 1e-8);
        Oracle.check(
                "Cox, Breslow", BOOK, "six people: log-likelihood at 0", -4.564348191, fit.nullLogLikelihood(), 1e-9);
        Oracle.check("Cox, Breslow", BOOK, "six people: log-likelihood", -3.824749505, fit.logLikelihood(), 1e-9);
    }

    @Test
    void efronOnSixPeople() {
        CoxFit fit = CoxRegression.withDefaults().fit(sixPeople());
        Oracle.check("Cox, Efron", BOOK, "six people: beta", 1.676857486, fit.coefficient("x"), 1e-9);
        Oracle.check("Cox, Efron", BOOK, "six people: se", 1.277615576, fit.standardError("x"), 1e-8);
        Oracle.check(
                "Cox, Efron", BOOK, "six people: log-likelihood at 0", -4.276666119, fit.nullLogLikelihood(), 1e-9);
        Oracle.check("Cox, Efron", BOOK, "six people: log-likelihood", -3.35897484, fit.logLikelihood(), 1e-9);
    }

    @Test
    void exactOnSixPeopleRunsToInfinityAndSaysWhichTerm() {
        assertThatThrownBy(() -> CoxRegression.withDefaults().with(Ties.EXACT).fit(sixPeople()))
                .isInstanceOfSatisfying(SteelyardException.class, e -> {
                    assertThat(e.problems().getFirst().code()).isEqualTo(NumericError.INFINITE_COEFFICIENT);
                    assertThat(e.problems().getFirst().place().field()).isEqualTo("x");
                });
    }

    @Test
    void delayedEntry() {
        CoxFit efron = CoxRegression.withDefaults().fit(tenIntervals());
        CoxFit breslow = CoxRegression.withDefaults().with(Ties.BRESLOW).fit(tenIntervals());
        Oracle.check("Cox, Efron", BOOK, "ten intervals: beta", -0.02110520963, efron.coefficient("x"), 1e-8);
        Oracle.check("Cox, Efron", BOOK, "ten intervals: se", 0.7951768738, efron.standardError("x"), 1e-9);
        Oracle.check("Cox, Efron", BOOK, "ten intervals: log-likelihood", -9.169166465, efron.logLikelihood(), 1e-9);
        Oracle.check("Cox, Breslow", BOOK, "ten intervals: beta", -0.08452608066, breslow.coefficient("x"), 1e-8);
        Oracle.check("Cox, Breslow", BOOK, "ten intervals: se", 0.7938172775, breslow.standardError("x"), 1e-9);
        Oracle.check(
                "Cox, Breslow", BOOK, "ten intervals: log-likelihood", -9.387015118, breslow.logLikelihood(), 1e-9);
    }

    @Test
    void weightsAndTheRobustVariance() {
        CoxFit efron = CoxRegression.withDefaults().withRobust(true).fit(weighted());
        CoxFit breslow =
                CoxRegression.withDefaults().with(Ties.BRESLOW).withRobust(true).fit(weighted());
        Oracle.check("Cox, Efron", BOOK, "weighted: beta", 0.8726042464, efron.coefficient("x"), 1e-9);
        Oracle.check(
                "Cox, Efron",
                R,
                "weighted: model se",
                0.7125704365,
                Math.sqrt(efron.modelCovariance().at(0, 0)),
                1e-9);
        Oracle.check("Cox, Efron", R, "weighted: robust se", 1.119055165, efron.standardError("x"), 1e-9);
        Oracle.check("Cox, Efron", R, "weighted: log-likelihood", -29.4167846, efron.logLikelihood(), 1e-8);
        Oracle.check("Cox, Breslow", BOOK, "weighted: beta", 0.8595574445, breslow.coefficient("x"), 1e-9);
        Oracle.check("Cox, Breslow", R, "weighted: robust se", 1.017272006, breslow.standardError("x"), 1e-9);
        Oracle.check("Cox, Breslow", R, "weighted: log-likelihood", -32.02104628, breslow.logLikelihood(), 1e-9);
    }
}
