package org.steelyard.stats.longitudinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.RecurrentEvents;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.longitudinal.EstimatingEquations.Correlation;
import org.steelyard.stats.longitudinal.EstimatingEquations.Model;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.NegativeBinomialFit;
import org.steelyard.stats.regression.NegativeBinomialRegression;
import org.steelyard.stats.regression.ProportionalOdds;
import org.steelyard.stats.regression.RobustCovariance;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.RDatasets;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

/** Counts, ordinal, repeated and recurrent outcomes, against MASS, geepack, lme4 and survival (src/test/r/outcomes.R). */
class OutcomeModelsTest {

    private static final Reference R = Reference.of("outcomes");

    private static void check(
            String method, String source, String what, double expected, double actual, double tolerance) {
        Oracle.check(method, "R 4.2.2 " + source, what, expected, actual, tolerance);
    }

    private static DesignMatrix indicators(Csv csv, boolean intercept, String... columns) {
        List<String> names = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int k = 0; k < columns.length; k += 2) {
            names.add(columns[k] + columns[k + 1]);
            values.add(csv.indicator(columns[k], columns[k + 1]));
        }
        double[][] x = values.toArray(double[][]::new);
        return intercept ? DesignMatrix.withIntercept(names, x) : DesignMatrix.of(names, x);
    }

    @Test
    void negativeBinomialOfDaysAbsentFromSchool() {
        Csv csv = RDatasets.csv("MASS::quine");
        DesignMatrix x =
                indicators(csv, true, "Sex", "M", "Age", "F1", "Age", "F2", "Age", "F3", "Eth", "N", "Lrn", "SL");
        NegativeBinomialFit fit = NegativeBinomialRegression.withDefaults().fit(x, csv.numbers("Days"));
        for (int j = 0; j < 7; j++) {
            check(
                    "Negative binomial",
                    "MASS 7.3-58.2",
                    "quine: " + fit.terms().get(j),
                    R.value("nb", j + 1),
                    fit.coefficients()[j],
                    1e-7);
            check(
                    "Negative binomial",
                    "MASS 7.3-58.2",
                    "quine: se " + fit.terms().get(j),
                    R.value("nb", j + 8),
                    fit.standardError(fit.terms().get(j)),
                    1e-6);
        }
        check("Negative binomial", "MASS 7.3-58.2", "quine: theta", R.value("nb", 15), fit.theta(), 1e-6);
        check(
                "Negative binomial",
                "MASS 7.3-58.2",
                "quine: se theta",
                R.value("nb", 16),
                fit.thetaStandardError(),
                1e-5);
        check(
                "Negative binomial",
                "MASS 7.3-58.2",
                "quine: log-likelihood",
                R.value("nb", 17),
                fit.logLikelihood(),
                1e-9);
    }

    @Test
    void negativeBinomialOfTheRandExperiment() {
        Csv csv = Shared.csv("data/randhie/randhie.csv");
        List<String> names = List.of("lncoins", "idp", "lpi", "fmde", "physlm", "disea", "hlthg", "hlthf", "hlthp");
        DesignMatrix x = DesignMatrix.withIntercept(
                names, names.stream().map(csv::numbers).toArray(double[][]::new));
        NegativeBinomialFit fit = NegativeBinomialRegression.withDefaults().fit(x, csv.numbers("mdvis"));
        Oracle.check(
                "Negative binomial",
                "statsmodels 0.13.5",
                "RAND experiment: log-likelihood",
                -43383.66208,
                fit.logLikelihood(),
                1e-9);
        Oracle.check(
                "Negative binomial", "statsmodels 0.13.5", "RAND experiment: alpha", 1.29295, 1 / fit.theta(), 1e-5);
    }

    /** Without covariates the mean is the sample's, and theta solves one equation. */
    @Test
    void negativeBinomialByHand() {
        double[] y = {0, 0, 1, 5, 9, 0, 2, 0};
        NegativeBinomialFit fit = NegativeBinomialRegression.withDefaults().fit(DesignMatrix.interceptOnly(8), y);
        Oracle.check(
                "Negative binomial",
                "by hand",
                "intercept is the log mean",
                Math.log(17.0 / 8),
                fit.coefficients()[0],
                1e-10);
        double theta = fit.theta();
        double score = Arrays.stream(y)
                        .map(v -> {
                            double sum = 0;
                            for (int k = 0; k < v; k++) {
                                sum += 1 / (theta + k);
                            }
                            return sum;
                        })
                        .sum()
                - 8 * Math.log(1 + 17.0 / 8 / theta);
        assertThat(score).isCloseTo(0, within(1e-8));
        assertThatThrownBy(() -> NegativeBinomialRegression.withDefaults()
                        .fit(DesignMatrix.interceptOnly(4), new double[] {2, 3, 2, 3}))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(NumericError.NOT_CONVERGED));
    }

    @Test
    void proportionalOddsOfTheHousingSurvey() {
        Csv csv = RDatasets.csv("MASS::housing");
        DesignMatrix x = indicators(
                csv,
                false,
                "Infl",
                "Medium",
                "Infl",
                "High",
                "Type",
                "Apartment",
                "Type",
                "Atrium",
                "Type",
                "Terrace",
                "Cont",
                "High");
        List<String> levels = List.of("Low", "Medium", "High");
        int[] y = Arrays.stream(csv.text("Sat")).mapToInt(levels::indexOf).toArray();
        ProportionalOdds.Fit fit = ProportionalOdds.fit(x, y, 3, Optional.of(csv.numbers("Freq")));
        for (int j = 0; j < 6; j++) {
            check(
                    "Proportional odds",
                    "MASS 7.3-58.2",
                    "housing: " + fit.terms().get(j),
                    R.value("polr", j + 1),
                    fit.coefficients()[j],
                    1e-5);
            check(
                    "Proportional odds",
                    "MASS 7.3-58.2",
                    "housing: se " + fit.terms().get(j),
                    R.value("polr", j + 9),
                    fit.standardError(fit.terms().get(j)),
                    1e-4);
        }
        check("Proportional odds", "MASS 7.3-58.2", "housing: first cut", R.value("polr", 7), fit.cuts()[0], 1e-5);
        check("Proportional odds", "MASS 7.3-58.2", "housing: second cut", R.value("polr", 8), fit.cuts()[1], 1e-5);
        check(
                "Proportional odds",
                "MASS 7.3-58.2",
                "housing: log-likelihood",
                R.value("polr", 17),
                fit.logLikelihood(),
                1e-9);
        assertThat(Arrays.stream(fit.probabilities(new double[6])).sum()).isCloseTo(1, within(1e-12));
    }

    /** Two categories: the log odds ratio of a two-by-two table, 6·4/(2·3) = 4. */
    @Test
    void proportionalOddsByHand() {
        double[] x = {1, 1, 0, 0};
        ProportionalOdds.Fit fit = ProportionalOdds.fit(
                DesignMatrix.of(List.of("x"), new double[][] {x}), new int[] {1, 0, 1, 0}, 2, Optional.of(new double[] {
                    6, 2, 3, 4
                }));
        Oracle.check("Proportional odds", "by hand", "two by two", Math.log(4), fit.coefficients()[0], 1e-9);
        Oracle.check(
                "Proportional odds",
                "by hand",
                "two by two, se",
                Math.sqrt(1.0 / 6 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4),
                fit.standardError("x"),
                1e-8);
        assertThatThrownBy(() -> ProportionalOdds.fit(
                        DesignMatrix.of(List.of("x"), new double[][] {x}), new int[] {0, 2, 0, 2}, 3, Optional.empty()))
                .isInstanceOf(SteelyardException.class);
    }

    private static int[] integers(double[] v) {
        return Arrays.stream(v).mapToInt(d -> (int) d).toArray();
    }

    @Test
    void estimatingEquationsOfWheezingChildren() {
        Csv csv = RDatasets.csv("geepack::ohio");
        double[] age = csv.numbers("age");
        double[] smoke = csv.numbers("smoke");
        double[] both = IntStream.range(0, age.length)
                .mapToDouble(i -> age[i] * smoke[i])
                .toArray();
        DesignMatrix x =
                DesignMatrix.withIntercept(List.of("age", "smoke", "age:smoke"), new double[][] {age, smoke, both});
        for (Correlation c : List.of(Correlation.INDEPENDENCE, Correlation.EXCHANGEABLE)) {
            EstimatingEquations.Fit fit = EstimatingEquations.fit(
                    x,
                    csv.numbers("resp"),
                    integers(csv.numbers("id")),
                    new EstimatingEquations.Options(Model.LOGISTIC, c, true));
            String name = "gee." + c.name().toLowerCase(java.util.Locale.ROOT);
            for (int j = 0; j < 4; j++) {
                check(
                        "Estimating equations",
                        "geepack 1.3.9",
                        "ohio, " + c + ": " + fit.terms().get(j),
                        R.value(name, j + 1),
                        fit.coefficients()[j],
                        1e-6);
                check(
                        "Estimating equations",
                        "geepack 1.3.9",
                        "ohio, " + c + ": robust se " + fit.terms().get(j),
                        R.value(name, j + 5),
                        fit.standardError(fit.terms().get(j)),
                        1e-6);
            }
            if (c == Correlation.EXCHANGEABLE) {
                check(
                        "Estimating equations",
                        "geepack 1.3.9",
                        "ohio, exchangeable: alpha",
                        R.value(name, 9),
                        fit.alpha(),
                        1e-3);
            }
        }
    }

    private record Sleep(double[] y, double[] t, int[] id) {

        static Sleep load() {
            Csv csv = RDatasets.csv("lme4::sleepstudy");
            List<Integer> out = List.of(3, 17, 18, 44, 60, 61, 62, 100, 171);
            int[] keep = IntStream.range(0, csv.rows())
                    .filter(i -> !out.contains(i + 1))
                    .toArray();
            return new Sleep(
                    pick(csv.numbers("Reaction"), keep),
                    pick(csv.numbers("Days"), keep),
                    integers(pick(csv.numbers("Subject"), keep)));
        }

        private static double[] pick(double[] v, int[] rows) {
            return Arrays.stream(rows).mapToDouble(i -> v[i]).toArray();
        }

        DesignMatrix fixed() {
            return DesignMatrix.withIntercept(List.of("t"), new double[][] {t});
        }
    }

    @Test
    void estimatingEquationsAndManclDeRouenOfSleepDeprivation() {
        Sleep s = Sleep.load();
        EstimatingEquations.Fit fit = EstimatingEquations.fit(
                s.fixed(), s.y, s.id, new EstimatingEquations.Options(Model.LINEAR, Correlation.EXCHANGEABLE, false));
        for (int j = 0; j < 2; j++) {
            check(
                    "Estimating equations",
                    "geepack 1.3.9",
                    "sleep: coefficient " + j,
                    R.value("gee.linear", j + 1),
                    fit.coefficients()[j],
                    1e-7);
            check(
                    "Estimating equations",
                    "geepack 1.3.9",
                    "sleep: robust se " + j,
                    R.value("gee.linear", j + 3),
                    Math.sqrt(fit.robustCovariance().at(j, j)),
                    1e-6);
            check(
                    "Estimating equations",
                    "dense algebra, outcomes.R",
                    "sleep: Mancl-DeRouen se " + j,
                    R.value("gee.linear.md", j + 1),
                    Math.sqrt(fit.biasCorrected().at(j, j)),
                    1e-6);
        }
        check("Estimating equations", "geepack 1.3.9", "sleep: alpha", R.value("gee.linear", 5), fit.alpha(), 1e-6);
        check("Estimating equations", "geepack 1.3.9", "sleep: scale", R.value("gee.linear", 6), fit.scale(), 1e-6);
    }

    /** Independence is least squares with the clustered sandwich; with single rows all structures are the same. */
    @Test
    void estimatingEquationsHaveTheirLimits() {
        Sleep s = Sleep.load();
        EstimatingEquations.Fit fit = EstimatingEquations.fit(
                s.fixed(), s.y, s.id, new EstimatingEquations.Options(Model.LINEAR, Correlation.INDEPENDENCE, true));
        var ols = LinearRegression.withDefaults().fit(s.fixed(), s.y);
        assertThat(fit.coefficients()).containsExactly(ols.coefficients(), within(1e-8));
        double expected = RobustCovariance.clustered(s.fixed(), ols, s.id, RobustCovariance.ClusterCorrection.NONE)
                .at(1, 1);
        assertThat(fit.robustCovariance().at(1, 1)).isCloseTo(expected, within(1e-9));
        int[] alone = IntStream.range(0, s.y.length).toArray();
        double[] one = EstimatingEquations.fit(
                        s.fixed(), s.y, alone, new EstimatingEquations.Options(Model.LINEAR, Correlation.AR1, false))
                .coefficients();
        assertThat(one).containsExactly(ols.coefficients(), within(1e-8));
    }

    /** AR(1) against a dense solution of the same equations. */
    @Test
    void firstOrderAutoregressionSolvesItsEquations() {
        Sleep s = Sleep.load();
        EstimatingEquations.Fit fit = EstimatingEquations.fit(
                s.fixed(), s.y, s.id, new EstimatingEquations.Options(Model.LINEAR, Correlation.AR1, false));
        double[] score = new double[2];
        int from = 0;
        while (from < s.id.length) {
            int to = from;
            while (to < s.id.length && s.id[to] == s.id[from]) {
                to++;
            }
            int n = to - from;
            double[] correlation = new double[n * n];
            double[] residual = new double[n];
            for (int i = 0; i < n; i++) {
                residual[i] = s.y[from + i] - fit.coefficients()[0] - fit.coefficients()[1] * s.t[from + i];
                for (int j = 0; j < n; j++) {
                    correlation[i * n + j] = Math.pow(fit.alpha(), Math.abs(i - j));
                }
            }
            double[] solved = org.steelyard.stats.linear.Cholesky.of(
                            org.steelyard.stats.linear.Matrix.of(n, n, correlation))
                    .solve(residual);
            for (int i = 0; i < n; i++) {
                score[0] += solved[i];
                score[1] += s.t[from + i] * solved[i];
            }
            from = to;
        }
        assertThat(score[0]).isCloseTo(0, within(1e-5));
        assertThat(score[1]).isCloseTo(0, within(1e-5));
    }

    @Test
    void mixedModelsOfSleepDeprivation() {
        Sleep s = Sleep.load();
        for (LinearMixedModel.Criterion criterion : LinearMixedModel.Criterion.values()) {
            boolean reml = criterion == LinearMixedModel.Criterion.RESTRICTED;
            for (boolean slope : new boolean[] {true, false}) {
                DesignMatrix random = slope ? s.fixed() : DesignMatrix.interceptOnly(s.y.length);
                LinearMixedModel.Fit fit =
                        LinearMixedModel.fit(new LinearMixedModel.Data(s.fixed(), random, s.y, s.id), criterion);
                String name = "lmm." + (slope ? "slope" : "intercept") + (reml ? ".reml" : ".ml");
                for (int j = 0; j < 2; j++) {
                    check(
                            "Linear mixed model",
                            "lme4 1.1-31",
                            name + ": coefficient " + j,
                            R.value(name, j + 1),
                            fit.coefficients()[j],
                            1e-6);
                    check(
                            "Linear mixed model",
                            "lme4 1.1-31",
                            name + ": se " + j,
                            R.value(name, j + 3),
                            Math.sqrt(fit.covariance().at(j, j)),
                            1e-5);
                }
                check(
                        "Linear mixed model",
                        "lme4 1.1-31",
                        name + ": variance of intercepts",
                        R.value(name, 5),
                        fit.randomCovariance().at(0, 0),
                        1e-4);
                int at = 6;
                if (slope) {
                    check(
                            "Linear mixed model",
                            "lme4 1.1-31",
                            name + ": variance of slopes",
                            R.value(name, 6),
                            fit.randomCovariance().at(1, 1),
                            1e-4);
                    check(
                            "Linear mixed model",
                            "lme4 1.1-31",
                            name + ": covariance",
                            R.value(name, 7),
                            fit.randomCovariance().at(0, 1),
                            1e-3);
                    at = 8;
                }
                check(
                        "Linear mixed model",
                        "lme4 1.1-31",
                        name + ": residual variance",
                        R.value(name, at),
                        fit.residualVariance(),
                        1e-5);
                check(
                        "Linear mixed model",
                        "lme4 1.1-31",
                        name + ": log-likelihood",
                        R.value(name, at + 1),
                        fit.logLikelihood(),
                        1e-8);
                if (slope && reml) {
                    check(
                            "Linear mixed model",
                            "lme4 1.1-31",
                            "first subject's intercept",
                            R.value("lmm.blup", 1),
                            fit.randomEffects()[0][0],
                            1e-4);
                    check(
                            "Linear mixed model",
                            "lme4 1.1-31",
                            "first subject's slope",
                            R.value("lmm.blup", 2),
                            fit.randomEffects()[0][1],
                            1e-4);
                }
                assertThat(fit.singular()).isFalse();
            }
        }
    }

    /** Balanced one-way layout: REML's variances are those of the analysis of variance. */
    @Test
    void oneWayLayoutByHand() {
        double[] y = {1, 3, 4, 6, 8, 10};
        int[] group = {1, 1, 2, 2, 3, 3};
        DesignMatrix one = DesignMatrix.interceptOnly(6);
        LinearMixedModel.Fit fit = LinearMixedModel.fit(
                new LinearMixedModel.Data(one, one, y, group), LinearMixedModel.Criterion.RESTRICTED);
        double between = 2 * (Math.pow(2 - 16.0 / 3, 2) + Math.pow(5 - 16.0 / 3, 2) + Math.pow(9 - 16.0 / 3, 2)) / 2;
        Oracle.check(
                "Linear mixed model", "by hand", "one-way layout: residual variance", 2, fit.residualVariance(), 1e-6);
        Oracle.check(
                "Linear mixed model",
                "by hand",
                "one-way layout: variance of groups",
                (between - 2) / 2,
                fit.randomCovariance().at(0, 0),
                1e-6);
        Oracle.check("Linear mixed model", "by hand", "one-way layout: mean", 16.0 / 3, fit.coefficients()[0], 1e-10);
        LinearMixedModel.Fit none = LinearMixedModel.fit(
                new LinearMixedModel.Data(one, one, new double[] {1, 5, 2, 4, 0, 6}, group),
                LinearMixedModel.Criterion.RESTRICTED);
        assertThat(none.singular()).isTrue();
    }

    private static CoxFit cox(CoxData data) {
        return CoxRegression.withDefaults().fit(data);
    }

    private static void agrees(String name, CoxFit fit) {
        for (int j = 0; j < 3; j++) {
            check(
                    "Recurrent events",
                    "survival 3.5-3",
                    "bladder, " + name + ": " + fit.terms().get(j),
                    R.value(name, j + 1),
                    fit.coefficients()[j],
                    1e-7);
            check(
                    "Recurrent events",
                    "survival 3.5-3",
                    "bladder, " + name + ": robust se " + fit.terms().get(j),
                    R.value(name, j + 4),
                    fit.standardError(fit.terms().get(j)),
                    1e-7);
        }
    }

    /** People's events and follow-up put together from intervals. */
    private static RecurrentEvents history(Csv csv) {
        int[] id = integers(csv.numbers("id"));
        int[] people = Arrays.stream(id).distinct().toArray();
        double[] end = new double[people.length];
        double[][] events = new double[people.length][];
        double[][] x = new double[3][people.length];
        List<String> names = List.of("rx", "size", "number");
        double[] stop = csv.numbers("stop");
        double[] event = csv.numbers("event");
        double[][] columns = names.stream().map(csv::numbers).toArray(double[][]::new);
        for (int k = 0; k < people.length; k++) {
            int who = people[k];
            int[] rows = IntStream.range(0, id.length).filter(i -> id[i] == who).toArray();
            end[k] = Arrays.stream(rows).mapToDouble(i -> stop[i]).max().orElse(0);
            events[k] = Arrays.stream(rows)
                    .filter(i -> event[i] == 1)
                    .mapToDouble(i -> stop[i])
                    .distinct()
                    .toArray();
            for (int j = 0; j < 3; j++) {
                x[j][k] = columns[j][rows[0]];
            }
        }
        return new RecurrentEvents(DesignMatrix.of(names, x), end, events);
    }

    @Test
    void recurrentBladderTumours() {
        RecurrentEvents history = history(Shared.csv("data/survival/bladder2.csv"));
        agrees("pwp.total", cox(history.totalTime(4)));
        agrees("pwp.gap", cox(history.gapTime(4)));
        agrees("wlw", cox(history(Shared.csv("data/survival/bladder.csv")).marginal(4)));
        assertThat(history.count()).isEqualTo(112);
        assertThatThrownBy(() -> new RecurrentEvents(
                        DesignMatrix.of(List.of("x"), new double[][] {{1}}), new double[] {3}, new double[][] {{4}}))
                .isInstanceOf(SteelyardException.class);
    }

    @Test
    void proportionalRatesRecoverThePlantedRatio() {
        RandomGenerator random = Seeds.of("recurrent events").generator();
        int n = 1500;
        double[] x = new double[n];
        double[] end = new double[n];
        double[][] events = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = i % 2;
            end[i] = 1 + random.nextDouble();
            double rate = Math.exp(0.4 * x[i]) * (random.nextBoolean() ? 0.4 : 1.6);
            List<Double> own = new ArrayList<>();
            for (double t = -Math.log(random.nextDouble()) / rate;
                    t < end[i];
                    t -= Math.log(random.nextDouble()) / rate) {
                own.add(t);
            }
            events[i] = own.stream().mapToDouble(Double::doubleValue).toArray();
        }
        CoxFit fit =
                cox(new RecurrentEvents(DesignMatrix.of(List.of("x"), new double[][] {x}), end, events).andersenGill());
        assertThat(fit.coefficient("x")).isCloseTo(0.4, within(4 * fit.standardError("x")));
        assertThat(fit.standardError("x"))
                .isGreaterThan(1.05 * Math.sqrt(fit.modelCovariance().at(0, 0)));
    }
}
