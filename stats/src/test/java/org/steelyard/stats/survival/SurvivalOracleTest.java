package org.steelyard.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Shared;

/** Against R's survival 3.5-3: stats/src/test/r/survival_curves.R and the shared reference runs. */
class SurvivalOracleTest {

    private static final String R = "R 4.2.2 survival 3.5-3";
    private static final double LEVEL = 0.95;
    private static final double TOLERANCE = 1e-9;

    private static void check(String quantity, double expected, double actual) {
        Oracle.check("Kaplan–Meier", R, quantity, expected, actual, TOLERANCE);
    }

    private static Csv lung() {
        return Shared.csv("data/survival/lung.csv");
    }

    private static SurvivalData follow(Csv csv, String time, String status, double event) {
        double[] s = csv.numbers(status);
        boolean[] events = new boolean[s.length];
        for (int i = 0; i < s.length; i++) {
            events[i] = s[i] == event;
        }
        return SurvivalData.of(csv.numbers(time), events);
    }

    private static SurvivalData lungData() {
        return follow(lung(), "time", "status", 2);
    }

    private static boolean[] equals(double[] values, double value) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            flags[i] = values[i] == value;
        }
        return flags;
    }

    @Test
    void lungSurvivalAtOneYearWithThreeIntervals() {
        SurvivalCurve curve = KaplanMeier.fit(lungData());
        check("lung: S(365)", 0.4092416245, curve.at(365));
        check("lung: se of S(365)", 0.03582363817, curve.standardErrorAt(365));
        interval(curve, IntervalTransform.LOG, 0.3447215818, 0.4858376035);
        interval(curve, IntervalTransform.LOG_LOG, 0.3387142691, 0.4783807676);
        interval(curve, IntervalTransform.PLAIN, 0.3390285838, 0.4794546651);
        assertThat(curve.numberAtRisk(new double[] {0, 100, 365, 730, 2000})).containsExactly(228, 196, 65, 13, 0);
    }

    private static void interval(SurvivalCurve curve, IntervalTransform transform, double lower, double upper) {
        Estimate e = curve.estimateAt(365, LEVEL, transform);
        check("lung: S(365) lower, " + transform, lower, e.lower());
        check("lung: S(365) upper, " + transform, upper, e.upper());
    }

    @Test
    void lungQuantilesWithThreeIntervals() {
        quantiles(IntervalTransform.LOG, new double[][] {{170, 145, 197}, {310, 285, 363}, {550, 460, 654}});
        quantiles(IntervalTransform.LOG_LOG, new double[][] {{170, 144, 194}, {310, 284, 361}, {550, 457, 643}});
        quantiles(IntervalTransform.PLAIN, new double[][] {{170, 145, 197}, {310, 284, 361}, {550, 457, 643}});
    }

    private static void quantiles(IntervalTransform transform, double[][] expected) {
        SurvivalCurve curve = KaplanMeier.fit(lungData());
        double[] probability = {0.25, 0.5, 0.75};
        for (int k = 0; k < probability.length; k++) {
            SurvivalCurve.QuantileEstimate q = curve.quantile(probability[k], LEVEL, transform);
            String name = "lung: time by which " + probability[k] + " had the event, " + transform;
            check(name, expected[k][0], q.value());
            check(name + ", lower", expected[k][1], q.lower());
            check(name + ", upper", expected[k][2], q.upper());
        }
    }

    @Test
    void mediansAndRestrictedMeansBySex() {
        double[] sex = lung().numbers("sex");
        SurvivalData men = lungData().where(equals(sex, 1), true);
        SurvivalData women = lungData().where(equals(sex, 1), false);
        check(
                "lung men: median",
                270,
                KaplanMeier.fit(men).median(LEVEL, IntervalTransform.LOG).value());
        check(
                "lung women: median",
                426,
                KaplanMeier.fit(women).median(LEVEL, IntervalTransform.LOG).value());
        check(
                "lung women: lower",
                348,
                KaplanMeier.fit(women).median(LEVEL, IntervalTransform.LOG).lower());
        check(
                "lung women: upper",
                550,
                KaplanMeier.fit(women).median(LEVEL, IntervalTransform.LOG).upper());
        mean("lung men: RMST(365)", RestrictedMean.of(men, 365, LEVEL), 241.4950852, 10.35822649);
        mean("lung women: RMST(365)", RestrictedMean.of(women, 365, LEVEL), 297.4654095, 10.79132398);
    }

    private static void mean(String quantity, Estimate actual, double value, double se) {
        Oracle.check("Restricted mean survival time", R, quantity, value, actual.value(), TOLERANCE);
        Oracle.check("Restricted mean survival time", R, quantity + ", se", se, actual.se(), TOLERANCE);
    }

    @Test
    void restrictedMeanDifferenceOfTheSurvRm2Vignette() {
        Csv pbc = Shared.csv("data/survival/pbc.csv").complete("trt");
        double[] years = pbc.numbers("time");
        Arrays.setAll(years, i -> years[i] / 365.25);
        SurvivalData all = new SurvivalData(years, equals(pbc.numbers("status"), 2), ones(years.length));
        boolean[] first = equals(pbc.numbers("trt"), 1);
        mean(
                "pbc drug: RMST(10 years)",
                RestrictedMean.of(all.where(first, true), 10, LEVEL),
                7.146492996,
                0.2827748496);
        mean(
                "pbc placebo: RMST(10 years)",
                RestrictedMean.of(all.where(first, false), 10, LEVEL),
                7.283415761,
                0.2954780922);
        Estimate d = RestrictedMean.difference(all.where(first, true), all.where(first, false), 10, LEVEL);
        mean("pbc: difference of RMST(10 years), as in the survRM2 vignette", d, -0.1369227649, 0.4089852302);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void weightedCurveAndMeanHaveTheInfinitesimalJackknife() {
        SurvivalData plain = lungData();
        double[] weight = new double[plain.size()];
        Arrays.setAll(weight, i -> 0.5 + (i + 1) % 7 / 4.0);
        SurvivalData data = new SurvivalData(plain.time(), plain.event(), weight);
        SurvivalCurve curve = KaplanMeier.fit(data);
        double[] times = {100, 365, 730};
        double[] survival = {0.859301374940, 0.450221322360, 0.121655341548};
        double[] se = {0.0248518859911, 0.0385027177487, 0.0312297456791};
        double[] lower = {0.8119473640416, 0.3807428003355, 0.0735566619224};
        double[] upper = {0.909417144110, 0.532378390160, 0.201205733653};
        for (int k = 0; k < times.length; k++) {
            Estimate e = curve.estimateAt(times[k], LEVEL, IntervalTransform.LOG);
            check("lung weighted: S(" + times[k] + ")", survival[k], e.value());
            check("lung weighted: robust se at " + times[k], se[k], e.se());
            check("lung weighted: lower at " + times[k], lower[k], e.lower());
            check("lung weighted: upper at " + times[k], upper[k], e.upper());
        }
        check(
                "lung weighted: median",
                345,
                curve.median(LEVEL, IntervalTransform.LOG).value());
        mean("lung weighted: RMST(365)", RestrictedMean.of(data, 365, LEVEL), 265.162093799, 8.56060926569);
        check("lung weighted: influence on S(365)", 0.0385027177487, norm(KaplanMeier.influence(data, 365)));
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
    }

    @Test
    void rightHeartCatheterisationCurves() {
        Csv csv = Shared.csv("data/rhc/rhc.csv");
        double[] died = csv.indicator("dth30", "Yes");
        SurvivalData all = new SurvivalData(csv.numbers("t3d30"), equals(died, 1), ones(died.length));
        boolean[] treated = equals(csv.indicator("swang1", "RHC"), 1);
        SurvivalCurve control = KaplanMeier.fit(all.where(treated, false));
        SurvivalCurve rhc = KaplanMeier.fit(all.where(treated, true));
        double[] times = {7, 14, 30};
        double[] s0 = {0.858631, 0.782596, 0.693607};
        double[] s1 = {0.829670, 0.729853, 0.619963};
        double[] se0 = {0.00584662, 0.00692193, 0.00773607};
        for (int k = 0; k < times.length; k++) {
            // R printed six digits here.
            Oracle.check("Kaplan–Meier", R, "RHC controls: S(" + times[k] + ")", s0[k], control.at(times[k]), 1e-6);
            Oracle.check("Kaplan–Meier", R, "RHC treated: S(" + times[k] + ")", s1[k], rhc.at(times[k]), 1e-6);
            Oracle.check(
                    "Kaplan–Meier",
                    R,
                    "RHC controls: se at " + times[k],
                    se0[k],
                    control.standardErrorAt(times[k]),
                    1e-6);
        }
        assertThat(control.numberAtRisk(times)).containsExactly(3116, 2810, 2480);
        mean(
                "RHC controls: RMST(30)",
                RestrictedMean.of(all.where(treated, false), 30, LEVEL),
                24.19036891,
                0.1637738941);
        mean(
                "RHC treated: RMST(30)",
                RestrictedMean.of(all.where(treated, true), 30, LEVEL),
                22.67216117,
                0.2234128531);
        int[] arm = new int[treated.length];
        Arrays.setAll(arm, i -> treated[i] ? 1 : 0);
        // R printed five digits of Σ(O−E)²/V.
        Oracle.check(
                "Log-rank test",
                R,
                "RHC: chi-squared",
                33.9182,
                LogRank.test(all, arm, 2).test().statistic(),
                2e-6);
    }

    @Test
    void logRankTestsOfLung() {
        Csv csv = lung();
        SurvivalData data = lungData();
        int[] sex = codes(csv.numbers("sex"));
        LogRank.Result plain = LogRank.test(data, sex, 2);
        logRank("lung by sex", 10.3267419549, plain);
        Oracle.check("Log-rank test", R, "lung men: expected events", 91.5817390296, plain.expected()[0], TOLERANCE);
        assertThat(plain.observed()).containsExactly(112, 53);
        assertThat(plain.test().df()).isEqualTo(1);
        LogRank.Options peto = new LogRank.Options(new int[data.size()], 1);
        logRank("lung by sex, rho 1", 12.7141514012, LogRank.test(data, sex, 2, peto));
    }

    @Test
    void logRankTestWithFourGroupsAndWithStrata() {
        Csv ecog = lung().complete("ph.ecog");
        int[] group =
                Arrays.stream(ecog.numbers("ph.ecog")).mapToInt(v -> (int) v).toArray();
        LogRank.Result four = LogRank.test(follow(ecog, "time", "status", 2), group, 4);
        logRank("lung by performance, 4 groups", 21.962131682476, four);
        assertThat(four.test().df()).isEqualTo(3);
        Csv inst = lung().complete("inst");
        int[] stratum =
                Arrays.stream(inst.numbers("inst")).mapToInt(v -> (int) v).toArray();
        LogRank.Result stratified = LogRank.test(
                follow(inst, "time", "status", 2), codes(inst.numbers("sex")), 2, new LogRank.Options(stratum, 0));
        logRank("lung by sex, stratified by institution", 8.52446736332, stratified);
    }

    private static int[] codes(double[] oneBased) {
        return Arrays.stream(oneBased).mapToInt(v -> (int) v - 1).toArray();
    }

    private static void logRank(String quantity, double expected, LogRank.Result actual) {
        Oracle.check("Log-rank test", R, quantity, expected, actual.test().statistic(), TOLERANCE);
    }
}
