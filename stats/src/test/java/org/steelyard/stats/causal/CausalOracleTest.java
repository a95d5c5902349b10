package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.weighting.TargetPopulation;
import org.steelyard.stats.weighting.Trimming;

/**
 * Every estimator and measure against a sandwich whose derivatives R takes numerically (stats/src/test/r/causal_means.R, R 4.2.2). The
 * tolerance of standard errors is that of the numerical derivative.
 */
class CausalOracleTest {

    private static final String R = "R 4.2.2, causal_means.R (numerical sandwich)";
    private static final double LEVEL = 0.95;
    private final FormulaData data = new FormulaData();

    @Test
    void dataAreThoseOfTheScript() {
        int treated = 0;
        double events = 0;
        double sum = 0;
        for (int i = 0; i < FormulaData.N; i++) {
            treated += data.treated[i] ? 1 : 0;
            events += data.binary[i];
            sum += data.continuous[i];
        }
        assertThat(treated).isEqualTo(177);
        assertThat(events).isEqualTo(171);
        assertThat(sum).isCloseTo(1409.0659845635, org.assertj.core.data.Offset.offset(1e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "ATE, 0.0850351066698, 0.0489489249984, 1.2214591277701, 0.1150158010710, 1.4170696415494, 0.2011105806028",
        "ATT, 0.0979575231841, 0.0526375281803, 1.2261692954467, 0.1125900983635, 1.4823128348682, 0.2130914774273",
        "ATC, 0.0749160439479, 0.0518444946176, 1.2169646467581, 0.1326382554398, 1.3742108696689, 0.2182289356592",
        "ATO, 0.0965981721751, 0.0487300573628, 1.2481025848072, 0.1124627436448, 1.4826390337768, 0.1996555012436",
        "ATM, 0.108208072545, 0.049380095497, 1.276303678026, 0.112727846172, 1.552425503787, 0.202185280993"
    })
    void weightedRisksAgreeWithTheNumericalSandwich(
            TargetPopulation target, double rd, double rdSe, double rr, double rrSe, double or, double orSe) {
        PotentialMeans means = WeightedMeans.estimate(data.binary, data.treated, model(), target);
        risks("Hájek weighting, stacked variance", target.name(), means, new double[] {rd, rdSe, rr, rrSe, or, orSe});
    }

    @ParameterizedTest
    @CsvSource({
        "ATE, 1.33499013482, 0.11013582776",
        "ATT, 1.379780214014, 0.111075019875",
        "ATC, 1.300035840494, 0.127305000523",
        "ATO, 1.32118195418, 0.10614230199",
        "ATM, 1.297145531123, 0.107550889475"
    })
    void weightedMeansAgreeWithTheNumericalSandwich(TargetPopulation target, double difference, double se) {
        Estimate d = WeightedMeans.estimate(data.continuous, data.treated, model(), target)
                .difference(LEVEL);
        difference("Hájek weighting, stacked variance", target + " mean difference", d, difference, se);
    }

    @ParameterizedTest
    @CsvSource({
        "POOLED, ATE, 0.0960605831338, 0.0484864571808, 1.2504444197069, 0.1131611511067, 1.4812731731779, 0.1991748905904",
        "POOLED, ATT, 0.0992983385732, 0.0498505168250, 1.2299769875332, 0.1057805099880, 1.4904328529322, 0.2017408943851",
        "PER_ARM, ATE, 0.094219277766, 0.048578355985, 1.247825346176, 0.114312688025, 1.471512518797, 0.199872370922",
        "PER_ARM, ATT, 0.1069283908512, 0.0522652815184, 1.2521033534884, 0.1130414137749, 1.5376179947885, 0.2121664676281"
    })
    void standardisedRisksAgreeWithTheNumericalSandwich(
            OutcomeRegression.Form form,
            TargetPopulation target,
            double rd,
            double rdSe,
            double rr,
            double rrSe,
            double or,
            double orSe) {
        OutcomeRegression fit = OutcomeRegression.fit(data.binary, data.treated, data.design(), binary(form));
        PotentialMeans means = Standardisation.estimate(fit, data.treated, target);
        risks("Standardisation", form + " " + target, means, new double[] {rd, rdSe, rr, rrSe, or, orSe});
    }

    @ParameterizedTest
    @CsvSource({
        "POOLED, ATE, 1.320581712219, 0.106285299437",
        "POOLED, ATT, 1.320581712219, 0.106285299437",
        "PER_ARM, ATE, 1.316639524341, 0.106891289656",
        "PER_ARM, ATT, 1.337481962213, 0.110040399358"
    })
    void standardisedMeansAgreeWithTheNumericalSandwich(
            OutcomeRegression.Form form, TargetPopulation target, double difference, double se) {
        OutcomeRegression fit = OutcomeRegression.fit(data.continuous, data.treated, data.design(), linear(form));
        Estimate d = Standardisation.estimate(fit, data.treated, target).difference(LEVEL);
        difference("Standardisation", form + " " + target + " mean difference", d, difference, se);
    }

    @ParameterizedTest
    @CsvSource({
        "POOLED, ATE, 0.0855179399246, 0.0490147404539, 1.2223616374790, 0.1148065751142, 1.4196352871780, 0.2012376350746",
        "POOLED, ATT, 0.0969729936853, 0.0520170678485, 1.2233883726567, 0.1107779985396, 1.4763824332558, 0.2104734109408",
        "POOLED, ATC, 0.0764258120517, 0.0520297621723, 1.2213370920459, 0.1329352265192, 1.3827489373883, 0.2189365227391",
        "PER_ARM, ATE, 0.0858418196902, 0.0489811437031, 1.2232724249609, 0.1147731072826, 1.4215176850730, 0.2011269292707",
        "PER_ARM, ATT, 0.0972402002941, 0.0521978016830, 1.2241418821243, 0.1111514918085, 1.4779893148915, 0.2112156606436",
        "PER_ARM, ATC, 0.0767946745472, 0.0518731700238, 1.2224053561563, 0.1324166437638, 1.3848417161784, 0.2182083418712"
    })
    void augmentedRisksAgreeWithR(
            OutcomeRegression.Form form,
            TargetPopulation target,
            double rd,
            double rdSe,
            double rr,
            double rrSe,
            double or,
            double orSe) {
        PotentialMeans means = augmented(data.binary, binary(form), target);
        risks("Augmented weighting", form + " " + target, means, new double[] {rd, rdSe, rr, rrSe, or, orSe});
    }

    @ParameterizedTest
    @CsvSource({
        "POOLED, ATE, 1.338396889326, 0.109095579861",
        "POOLED, ATT, 1.359148733681, 0.108504261768",
        "POOLED, ATC, 1.321925694480, 0.121655677792",
        "PER_ARM, ATE, 1.33921444861, 0.10909946955",
        "PER_ARM, ATT, 1.35984615461, 0.10821543740",
        "PER_ARM, ATC, 1.322838610208, 0.121862403116"
    })
    void augmentedMeansAgreeWithR(OutcomeRegression.Form form, TargetPopulation target, double difference, double se) {
        Estimate d = augmented(data.continuous, linear(form), target).difference(LEVEL);
        difference("Augmented weighting", form + " " + target + " mean difference", d, difference, se);
    }

    @Test
    void unadjustedMeansAreWelchsTest() {
        Estimate d = UnadjustedMeans.means(data.continuous, data.treated).difference(LEVEL);
        difference("Welch", "mean difference", d, 1.92836023889, 0.131890512548);
        Oracle.check("Welch", R, "formula data: lower limit", 1.66901489384, d.lower(), 1e-10);
        Oracle.check("Welch", R, "formula data: degrees of freedom", 371.596789783, d.df(), 1e-10);
        Oracle.check("Welch", R, "formula data: p", 1.46128552183e-38, d.p(), 1e-9);
        double[] risks = {
            0.1857819665071, 0.0492008116286, 1.5380438770269, 0.1161520056327, 2.1473947739008, 0.2062106173283
        };
        risks("Unadjusted risks", "unadjusted", UnadjustedMeans.risks(data.binary, data.treated), risks);
    }

    @Test
    void crumpLimitSolvesItsEquation() {
        double[] score = model().score();
        assertThat(Trimming.crumpLimit(score)).isZero();
        double[] extreme = new double[score.length];
        for (int i = 0; i < score.length; i++) {
            extreme[i] = Math.pow(score[i], 2.5);
        }
        // The script's root lies between two people's costs; the rule's own bound is any point of that gap.
        boolean[] keep = Trimming.range(extreme, Trimming.crumpLimit(extreme), 1 - Trimming.crumpLimit(extreme));
        boolean[] expected = Trimming.range(extreme, 0.0860159694905, 1 - 0.0860159694905);
        assertThat(keep).isEqualTo(expected);
        Oracle.check("Trimming", R, "formula data: Crump limit", 0.0860159694905, Trimming.crumpLimit(extreme), 1e-9);
    }

    private PropensityModel model() {
        return PropensityModel.fit(data.design(), data.treated, Numerics.plain());
    }

    private PotentialMeans augmented(double[] outcome, OutcomeRegression.Options options, TargetPopulation target) {
        OutcomeRegression fit = OutcomeRegression.fit(outcome, data.treated, data.design(), options);
        return AugmentedIpw.estimate(
                new AugmentedIpw.Input(outcome, data.treated, model().score(), fit.predictions()), target);
    }

    private static OutcomeRegression.Options binary(OutcomeRegression.Form form) {
        return OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY).with(form);
    }

    private static OutcomeRegression.Options linear(OutcomeRegression.Form form) {
        return OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS).with(form);
    }

    private static void difference(String method, String quantity, Estimate actual, double value, double se) {
        Oracle.check(method, R, "formula data: " + quantity, value, actual.value(), 1e-9);
        Oracle.check(method, R, "formula data: " + quantity + ", se", se, actual.se(), 1e-6);
    }

    /** @param expected risk difference, its se, risk ratio, se of its log, odds ratio, se of its log */
    private static void risks(String method, String about, PotentialMeans means, double[] expected) {
        difference(method, about + " risk difference", means.difference(LEVEL), expected[0], expected[1]);
        difference(method, about + " risk ratio", means.riskRatio(LEVEL), expected[2], expected[3]);
        difference(method, about + " odds ratio", means.oddsRatio(LEVEL), expected[4], expected[5]);
    }
}
