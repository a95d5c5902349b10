package org.steelyard.stats.cox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.cox.ProportionalHazardsTest.Group;
import org.steelyard.stats.cox.ProportionalHazardsTest.Transform;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Shared;

/** Test of proportional hazards, concordance and baseline hazard against R: src/test/r/cox.R. */
class CoxDiagnosticsTest {

    private static final String R = "R 4.2.2 survival 3.5-3";

    private static void check(String method, String what, double expected, double actual) {
        Oracle.check(method, R, what, expected, actual, 1e-8);
    }

    private static CoxData heart() {
        Csv csv = Shared.csv("data/survival/heart.csv");
        List<String> terms = List.of("transplant", "age", "surgery");
        double[][] columns = terms.stream().map(csv::numbers).toArray(double[][]::new);
        return CoxData.counting(
                DesignMatrix.of(terms, columns),
                csv.numbers("start"),
                csv.numbers("stop"),
                CoxOracleTest.events(csv.numbers("event"), 1));
    }

    private static CoxData lungByEcog(boolean weighted) {
        Csv csv = weighted
                ? Shared.csv("data/survival/lung.csv")
                : Shared.csv("data/survival/lung.csv").complete("ph.ecog");
        double[][] columns = {csv.numbers("age"), csv.numbers("sex")};
        CoxData data = CoxData.rightCensored(
                DesignMatrix.of(List.of("age", "sex"), columns),
                csv.numbers("time"),
                CoxOracleTest.events(csv.numbers("status"), 2));
        if (weighted) {
            return data.withWeights(IntStream.rangeClosed(1, data.rows())
                    .mapToDouble(i -> i % 3 + 0.5)
                    .toArray());
        }
        return data.withStrata(
                Arrays.stream(csv.numbers("ph.ecog")).mapToInt(v -> (int) v).toArray());
    }

    private static void checkZph(String data, CoxData input, Ties ties, double... expected) {
        CoxFit fit = CoxRegression.withDefaults().with(ties).fit(input);
        ProportionalHazardsTest.Result result = ProportionalHazardsTest.of(input, fit);
        for (int j = 0; j < expected.length - 1; j++) {
            ProportionalHazardsTest.Term term = result.terms().get(j);
            check(
                    "Proportional hazards test",
                    data + ", " + ties + ": " + term.name(),
                    expected[j],
                    term.test().statistic());
        }
        double global = expected[expected.length - 1];
        check(
                "Proportional hazards test",
                data + ", " + ties + ": global",
                global,
                result.global().statistic());
    }

    @Test
    void proportionalHazards() {
        checkZph(
                "lung",
                CoxOracleTest.lung(),
                Ties.EFRON,
                0.18798767365229,
                2.30543722740497,
                2.05424877405441,
                4.46365758875861);
        checkZph(
                "lung",
                CoxOracleTest.lung(),
                Ties.BRESLOW,
                0.188085661154335,
                2.297197354933806,
                2.051708611740464,
                4.451012333769295);
        checkZph(
                "heart",
                heart(),
                Ties.EFRON,
                0.1282665260069799,
                0.8953770835326995,
                0.0968351119740435,
                1.3792528013440117);
        checkZph(
                "lung by stratum",
                lungByEcog(false),
                Ties.EFRON,
                0.0161636324166179,
                2.2999485925926551,
                2.3143022029761906);
        checkZph(
                "lung weighted", lungByEcog(true), Ties.EFRON, 0.120670245575974, 3.377691006133533, 3.657270837872665);
    }

    @Test
    void proportionalHazardsOfAFactorHasItsDegreesOfFreedom() {
        Csv csv = Shared.csv("data/survival/lung.csv").complete("ph.ecog");
        CoxData data = CoxData.rightCensored(
                DesignMatrix.of(List.of("age", "sex", "ecog1", "ecog2", "ecog3"), new double[][] {
                    csv.numbers("age"),
                    csv.numbers("sex"),
                    csv.indicator("ph.ecog", "1"),
                    csv.indicator("ph.ecog", "2"),
                    csv.indicator("ph.ecog", "3")
                }),
                csv.numbers("time"),
                CoxOracleTest.events(csv.numbers("status"), 2));
        CoxFit fit = CoxRegression.withDefaults().fit(data);
        ProportionalHazardsTest.Result result = ProportionalHazardsTest.of(
                data, fit, Transform.KM, List.of(new Group("ecog", List.of("ecog1", "ecog2", "ecog3"))));
        check(
                "Proportional hazards test",
                "lung: factor of 3 df",
                5.64986362941724,
                result.terms().getFirst().test().statistic());
        check(
                "Proportional hazards test",
                "lung: factor of 3 df, p",
                0.129944872145245,
                result.terms().getFirst().test().p());
    }

    @Test
    void concordance() {
        CoxConcordance.Result lung = concordanceOf(CoxOracleTest.lung());
        check("Concordance", "lung", 0.637135493000455, lung.concordance());
        check("Concordance", "lung: se", 0.0250679738530796, lung.standardError());
        assertThat(new double[] {lung.concordant(), lung.discordant(), lung.tied()})
                .containsExactly(12544, 7117, 126);
        CoxConcordance.Result strata = concordanceOf(lungByEcog(false));
        check("Concordance", "lung by stratum", 0.582737845032927, strata.concordance());
        check("Concordance", "lung by stratum: se", 0.0264609556643969, strata.standardError());
        CoxConcordance.Result heart = concordanceOf(heart());
        check("Concordance", "heart", 0.599800840894003, heart.concordance());
        check("Concordance", "heart: se", 0.0359183573079077, heart.standardError());
        CoxConcordance.Result weighted = concordanceOf(lungByEcog(true));
        check("Concordance", "lung weighted", 0.62354568632472, weighted.concordance());
        check("Concordance", "lung weighted: se", 0.0280427631580353, weighted.standardError());
    }

    private static CoxConcordance.Result concordanceOf(CoxData data) {
        return CoxConcordance.of(data, CoxRegression.withDefaults().fit(data));
    }

    @Test
    void baselineHazardAndPrediction() {
        CoxData data = CoxOracleTest.lung();
        CoxBaseline efron = CoxBaseline.of(data, CoxRegression.withDefaults().fit(data));
        CoxBaseline breslow = CoxBaseline.of(
                data, CoxRegression.withDefaults().with(Ties.BRESLOW).fit(data));
        check("Baseline hazard", "lung, Efron: H0(365)", 0.613864752407234, hazardAt(efron, 365));
        check("Baseline hazard", "lung, Breslow: H0(365)", 0.613716569580443, hazardAt(breslow, 365));
        CoxBaseline.Prediction at365 = efron.survival(new double[] {60, 1, 1}, 365);
        check("Predicted survival", "lung, Efron: S(365 | 60, 1, 1)", 0.335863369535682, at365.survival());
        check("Predicted survival", "lung, Efron: se", 0.0433718666212865, at365.standardError());
        CoxBaseline.Prediction b365 = breslow.survival(new double[] {60, 1, 1}, 365);
        check("Predicted survival", "lung, Breslow: S(365 | 60, 1, 1)", 0.336536848391492, b365.survival());
        check("Predicted survival", "lung, Breslow: se", 0.0433802670878584, b365.standardError());
        CoxData heart = heart();
        CoxBaseline.Prediction h100 =
                CoxBaseline.of(heart, CoxRegression.withDefaults().fit(heart)).survival(new double[3], 100);
        check("Predicted survival", "heart: S(100 | 0)", 0.439433807975877, h100.survival());
        check("Predicted survival", "heart: se", 0.0799272848882827, h100.standardError());
        CoxData weighted = lungByEcog(true);
        CoxBaseline.Prediction w365 = CoxBaseline.of(
                        weighted, CoxRegression.withDefaults().withRobust(true).fit(weighted))
                .survival(new double[] {60, 1}, 365);
        check("Predicted survival", "lung weighted: S(365 | 60, 1)", 0.340054359484376, w365.survival());
        check("Predicted survival", "lung weighted: se", 0.0399162472510132, w365.standardError());
    }

    private static double hazardAt(CoxBaseline baseline, double time) {
        double[] times = baseline.times(0);
        int last = (int) Arrays.stream(times).filter(t -> t <= time).count() - 1;
        return baseline.cumulativeHazard(0)[last];
    }
}
