package org.steelyard.stats.cox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.RDatasets;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Shared;

class TimeVaryingTest {

    private static final String R = "R 4.2.2 survival 3.5-3";

    private static void check(String method, String what, double expected, double actual) {
        Oracle.check(method, R, what, expected, actual, 1e-8);
    }

    @Test
    void aValueHoldsAfterItsMeasurementAndTheEventStaysOnTheLastInterval() {
        FollowUpIntervals cut = FollowUpIntervals.of(
                new double[] {10, 5},
                new boolean[] {true, false},
                new FollowUpIntervals.Starting(new double[][] {{1, 2}}),
                List.of(
                        new FollowUpIntervals.Measurement(0, 0, 7, 4),
                        new FollowUpIntervals.Measurement(0, 0, 3, 3),
                        new FollowUpIntervals.Measurement(0, 0, -2, 1.5),
                        new FollowUpIntervals.Measurement(0, 0, 10, 9),
                        new FollowUpIntervals.Measurement(1, 0, 6, 9)));
        assertThat(cut.person()).containsExactly(0, 0, 0, 1);
        assertThat(cut.start()).containsExactly(0, 3, 7, 0);
        assertThat(cut.stop()).containsExactly(3, 7, 10, 5);
        assertThat(cut.event()).containsExactly(false, false, true, false);
        assertThat(cut.values()[0]).containsExactly(1.5, 3, 4, 2);
    }

    @Test
    void primaryBiliaryCirrhosisWithRepeatedMeasurements() {
        Csv baseline = Shared.csv("data/survival/pbc.csv");
        int[] trial = baseline.rows() == 0
                ? new int[0]
                : java.util.stream.IntStream.range(0, 312).toArray();
        double[] time = pick(baseline.numbers("time"), trial);
        double[] status = pick(baseline.numbers("status"), trial);
        boolean[] died = new boolean[trial.length];
        for (int i = 0; i < died.length; i++) {
            died[i] = status[i] == 2;
        }
        Csv visits = Shared.csv("data/survival/pbcseq.csv");
        List<FollowUpIntervals.Measurement> measured = new ArrayList<>();
        String[] names = {"bili", "protime"};
        double[] id = visits.numbers("id");
        double[] day = visits.numbers("day");
        for (int c = 0; c < names.length; c++) {
            double[] value = visits.numbers(names[c]);
            for (int k = 0; k < value.length; k++) {
                if (!Double.isNaN(value[k])) {
                    measured.add(new FollowUpIntervals.Measurement((int) id[k] - 1, c, day[k], Math.log(value[k])));
                }
            }
        }
        double[][] start = {logs(pick(baseline.numbers("bili"), trial)), logs(pick(baseline.numbers("protime"), trial))
        };
        FollowUpIntervals cut = FollowUpIntervals.of(time, died, new FollowUpIntervals.Starting(start), measured);
        CoxFit fit = CoxRegression.withDefaults()
                .fit(CoxData.counting(
                        DesignMatrix.of(List.of("bili", "protime"), cut.values()),
                        cut.start(),
                        cut.stop(),
                        cut.event()));
        check("Cox, time-dependent covariates", "pbc, repeated: log bilirubin", 1.2412142544, fit.coefficient("bili"));
        check("Cox, time-dependent covariates", "pbc, repeated: log protime", 3.983399821, fit.coefficient("protime"));
        check(
                "Cox, time-dependent covariates",
                "pbc, repeated: se log bilirubin",
                0.0969694332,
                fit.standardError("bili"));
        check(
                "Cox, time-dependent covariates",
                "pbc, repeated: se log protime",
                0.435886334,
                fit.standardError("protime"));
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    @Test
    void interactionsWithTransplantation() {
        Csv csv = Shared.csv("data/survival/heart.csv");
        double[] age = csv.numbers("age");
        double[] surgery = csv.numbers("surgery");
        double[] transplant = csv.numbers("transplant");
        double[][] x = {age, surgery, transplant, new double[age.length], new double[age.length]};
        for (int i = 0; i < age.length; i++) {
            x[3][i] = age[i] * transplant[i];
            x[4][i] = surgery[i] * transplant[i];
        }
        CoxFit fit = CoxRegression.withDefaults()
                .fit(CoxData.counting(
                        DesignMatrix.of(
                                List.of("age", "surgery", "transplant", "age:transplant", "surgery:transplant"), x),
                        csv.numbers("start"),
                        csv.numbers("stop"),
                        CoxOracleTest.events(csv.numbers("event"), 1)));
        double[] b = {0.01390913848, -0.54654021103, 0.11950386571, 0.03461429351, -0.29295093119};
        double[] se = {0.01811786129, 0.61091152430, 0.32773535414, 0.02724607758, 0.75816837898};
        for (int j = 0; j < b.length; j++) {
            check("Cox, time-dependent covariates", "heart: " + fit.terms().get(j), b[j], fit.coefficients()[j]);
            check(
                    "Cox, time-dependent covariates",
                    "heart: se " + fit.terms().get(j),
                    se[j],
                    fit.standardError(fit.terms().get(j)));
        }
    }

    @Test
    void conditionalLogisticOfMatchedSets() {
        Csv csv = RDatasets.csv("datasets::infert");
        DesignMatrix x = DesignMatrix.of(
                List.of("spontaneous", "induced"), new double[][] {csv.numbers("spontaneous"), csv.numbers("induced")});
        ConditionalLogistic.Result result = ConditionalLogistic.fit(
                x,
                CoxOracleTest.events(csv.numbers("case"), 1),
                Arrays.stream(csv.numbers("stratum")).mapToInt(v -> (int) v).toArray(),
                Numerics.plain());
        check(
                "Conditional logistic",
                "infert: spontaneous",
                1.985875517,
                result.fit().coefficient("spontaneous"));
        check(
                "Conditional logistic",
                "infert: induced",
                1.409011632,
                result.fit().coefficient("induced"));
        check(
                "Conditional logistic",
                "infert: se spontaneous",
                0.3524435398,
                result.fit().standardError("spontaneous"));
        check(
                "Conditional logistic",
                "infert: se induced",
                0.3607124362,
                result.fit().standardError("induced"));
        check(
                "Conditional logistic",
                "infert: log-likelihood",
                -64.20223692,
                result.fit().logLikelihood());
        assertThat(result.sets()).isEqualTo(83);
    }

    @Test
    void conditionalLogisticOfLargeSets() {
        Csv csv = Shared.csv("data/survival/lung.csv").complete("inst", "age", "sex", "ph.ecog");
        double[] time = csv.numbers("time");
        boolean[] late = new boolean[time.length];
        for (int i = 0; i < late.length; i++) {
            late[i] = time[i] > 300;
        }
        DesignMatrix x = DesignMatrix.of(
                List.of("age", "sex", "ph.ecog"),
                new double[][] {csv.numbers("age"), csv.numbers("sex"), csv.numbers("ph.ecog")});
        int[] set = Arrays.stream(csv.numbers("inst")).mapToInt(v -> (int) v).toArray();
        ConditionalLogistic.Result result = ConditionalLogistic.fit(x, late, set, Numerics.plain());
        Reference r = Reference.of("competing_risks");
        for (int j = 0; j < 3; j++) {
            String term = x.terms().get(j);
            Oracle.check(
                    "Conditional logistic",
                    R,
                    "lung by centre: " + term,
                    r.value("clogit.lung", j + 1),
                    result.fit().coefficients()[j],
                    1e-7);
            Oracle.check(
                    "Conditional logistic",
                    R,
                    "lung by centre: se " + term,
                    r.value("clogit.lung", j + 4),
                    result.fit().standardError(term),
                    1e-7);
        }
        check(
                "Conditional logistic",
                "lung by centre: log-likelihood",
                r.value("clogit.lung", 8),
                result.fit().logLikelihood());
    }

    /** One case and one control: the likelihood is logistic in the difference, so b = log(discordant pairs' odds). */
    @Test
    void pairsByHand() {
        double[] x = {1, 0, 1, 0, 1, 0, 0, 1, 1, 1};
        boolean[] isCase = {true, false, true, false, true, false, true, false, true, false};
        ConditionalLogistic.Result result = ConditionalLogistic.fit(
                DesignMatrix.of(List.of("x"), new double[][] {x}),
                isCase,
                new int[] {1, 1, 2, 2, 3, 3, 4, 4, 5, 5},
                Numerics.plain());
        Oracle.check(
                "Conditional logistic",
                "by hand",
                "three discordant pairs one way, one the other",
                Math.log(3),
                result.fit().coefficient("x"),
                1e-9);
    }
}
