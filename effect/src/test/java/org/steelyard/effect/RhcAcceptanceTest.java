package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.effect.EffectResults.Overlap;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;

/** Numbers of the shared reference analysis 10_rhc.R (R 4.2.2, survival 3.5-3, sandwich), reproduced through the whole engine. */
@Tag("slow")
class RhcAcceptanceTest {

    private static final String SOURCE = "R 4.2.2 glm, survival 3.5-3: RHC reference analysis";
    private static final double TOL = 1e-6;

    private static EffectResults results;

    @BeforeAll
    static void run() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates(Rhc.COVARIATES.toArray(String[]::new))
                .binary("dth30")
                .continuous("los")
                .survival("death", "t3d30", "dth30", Optional.of(30.0))
                .bootstrap(20)
                .analysis(Spec.sensitivity("crude", "dth30", Adjustment.NONE, Target.ATE)
                        .with())
                .analysis(Spec.primary("ate", "dth30", Adjustment.WEIGHTING, Target.ATE)
                        .with(Measure.RISK_DIFFERENCE))
                .analysis(Spec.sensitivity("att", "dth30", Adjustment.WEIGHTING, Target.ATT)
                        .with())
                .analysis(Spec.sensitivity("atc", "dth30", Adjustment.WEIGHTING, Target.ATC)
                        .with())
                .analysis(Spec.sensitivity("ato", "dth30", Adjustment.WEIGHTING, Target.ATO)
                        .with())
                .analysis(Spec.sensitivity("trim", "dth30", Adjustment.WEIGHTING, Target.ATE)
                        .trimmed(0.1, 0.9))
                .analysis(Spec.sensitivity("aipw", "dth30", Adjustment.AUGMENTED_WEIGHTING, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("matched", "dth30", Adjustment.MATCHING, Target.ATT)
                        .matched(0.2, Matching.Order.DESCENDING))
                .analysis(Spec.sensitivity("regression", "dth30", Adjustment.REGRESSION, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("cox-crude", "death", Adjustment.NONE, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("cox-adjusted", "death", Adjustment.REGRESSION, Target.ATE)
                        .with(Measure.HAZARD_RATIO))
                .analysis(Spec.sensitivity("cox-ate", "death", Adjustment.WEIGHTING, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("cox-ato", "death", Adjustment.WEIGHTING, Target.ATO)
                        .with(Measure.HAZARD_RATIO))
                .analysis(Spec.sensitivity("cox-att", "death", Adjustment.WEIGHTING, Target.ATT)
                        .with(Measure.HAZARD_RATIO))
                .analysis(Spec.sensitivity("los-crude", "los", Adjustment.NONE, Target.ATE)
                        .with())
                .subgroup("female", "ate", "cox-adjusted");
        results = EffectEngine.run(
                Rhc.table(), Optional.empty(), plan.build(), Plans.settings().withThreads(2));
    }

    private static EffectEstimate estimate(String id) {
        return results.estimates().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(id + " not among the estimates; not estimated: " + results.notEstimated()));
    }

    private static void value(String method, String id, double expected) {
        Oracle.check(method, SOURCE, id, expected, estimate(id).value(), TOL);
    }

    private static void se(String method, String id, double expected) {
        Oracle.check(method, SOURCE, id + " SE", expected, estimate(id).se(), TOL);
    }

    @Test
    void unadjustedRiskDifferenceRatioAndOddsRatio() {
        value("Unadjusted risks", "crude/risk-difference", 0.07364406456);
        se("Unadjusted risks", "crude/risk-difference", 0.01295092011);
        value("Unadjusted risks", "crude/risk-ratio", 1.240358523);
        value("Unadjusted risks", "crude/odds-ratio", 1.387697943);
        assertThat(estimate("crude/risk-difference").n()).isEqualTo(5735);
        assertThat(estimate("crude/risk-difference").events()).isEqualTo(1918);
    }

    @Test
    void propensityScore() {
        Overlap o = results.overlap().stream()
                .filter(x -> x.analysis().equals("ate"))
                .findFirst()
                .orElseThrow();
        Oracle.check("Propensity score", SOURCE, "log-likelihood", -2964.661073, o.logLikelihood(), TOL);
        Oracle.check("Propensity score", SOURCE, "c-statistic", 0.8036859297, o.cStatistic(), TOL);
        Oracle.check("Inverse-probability weights", SOURCE, "ESS treated", 1111.009118, o.essTreated(), TOL);
        Oracle.check("Inverse-probability weights", SOURCE, "ESS control", 2138.166615, o.essControl(), TOL);
    }

    @Test
    void weightedRiskDifferences() {
        value("Weighting, M-estimation", "ate/risk-difference", 0.05500997891);
        se("Weighting, M-estimation", "ate/risk-difference", 0.01561842787);
        value("Weighting, M-estimation", "att/risk-difference", 0.05402409135);
        se("Weighting, M-estimation", "att/risk-difference", 0.01969326123);
        value("Weighting, M-estimation", "atc/risk-difference", 0.05547730698);
        se("Weighting, M-estimation", "atc/risk-difference", 0.01871268696);
        value("Weighting, M-estimation", "ato/risk-difference", 0.06405395617);
        se("Weighting, M-estimation", "ato/risk-difference", 0.0132602221);
        value("Weighting after trimming", "trim/risk-difference", 0.05756656076);
    }

    @Test
    void augmentedMatchedAndStandardised() {
        value("Augmented weighting", "aipw/risk-difference", 0.0577220245);
        se("Augmented weighting", "aipw/risk-difference", 0.01486498164);
        value("Matching", "matched/risk-difference", 0.05529685681);
        se("Matching", "matched/risk-difference", 0.01617486598);
        value("Matching", "matched/odds-ratio", 1.283980777);
        assertThat(estimate("matched/risk-difference").nTreated()).isEqualTo(1718);
        value("Standardisation", "regression/risk-difference", 0.0615136372);
        value("Logistic outcome model", "regression/odds-ratio", 1.424155873);
        se("Logistic outcome model", "regression/odds-ratio", 0.07563519601);
    }

    @Test
    void hazardRatios() {
        value("Cox, Efron", "cox-crude/hazard-ratio", 1.306798276);
        se("Cox, Efron", "cox-crude/hazard-ratio", 0.04609253623);
        value("Cox, Efron", "cox-adjusted/hazard-ratio", 1.277901702);
        se("Cox, Efron", "cox-adjusted/hazard-ratio", 0.05403846295);
        value("Weighted Cox, robust", "cox-ate/hazard-ratio", 1.218046856);
        se("Weighted Cox, robust", "cox-ate/hazard-ratio", 0.06280846706);
        value("Weighted Cox, robust", "cox-ato/hazard-ratio", 1.263502622);
        se("Weighted Cox, robust", "cox-ato/hazard-ratio", 0.05447011177);
        value("Weighted Cox, robust", "cox-att/hazard-ratio", 1.200742688);
        se("Weighted Cox, robust", "cox-att/hazard-ratio", 0.08162283143);
    }

    @Test
    void survivalAtThirtyDaysAndRestrictedMean() {
        value("Kaplan-Meier", "cox-crude/survival-difference", 0.619963 - 0.693607, 2e-5);
        value("Restricted mean", "cox-crude/rmst-difference", 22.67216117 - 24.19036891, TOL);
        se("Restricted mean", "cox-crude/rmst-difference", Math.hypot(0.1637738941, 0.2234128531));
        Oracle.check(
                "Log-rank",
                SOURCE,
                "p",
                5.748e-09,
                results.curves().stream()
                        .filter(c -> c.analysis().equals("cox-crude"))
                        .findFirst()
                        .orElseThrow()
                        .logRankP()
                        .orElseThrow(),
                1e-3);
    }

    private static void value(String method, String id, double expected, double tolerance) {
        Oracle.check(method, SOURCE, id, expected, estimate(id).value(), tolerance);
    }

    @Test
    void eValueOfTheWeightedRiskRatio() {
        EffectResults.EValue e = results.eValues().stream()
                .filter(x -> x.analysis().equals("ate"))
                .findFirst()
                .orElseThrow();
        Oracle.check("E-value", SOURCE, "weighted risk ratio", 1.175155712, e.riskRatio(), TOL);
        Oracle.check("E-value", SOURCE, "E-value", 1.628846394, e.point(), TOL);
        assertThat(results.estimates()).noneMatch(x -> x.id().equals("ate/risk-ratio"));
    }

    @Test
    void balanceAsInTheReference() {
        Oracle.check(
                "Standardised differences", SOURCE, "largest, ATE", 6.525279765e-02, diagnostic("ate/smd-max"), TOL);
        Oracle.check(
                "Standardised differences", SOURCE, "largest, ATT", 1.250253977e-01, diagnostic("att/smd-max"), TOL);
        Oracle.check(
                "Standardised differences",
                SOURCE,
                "largest, matched",
                0.0849789391,
                diagnostic("matched/smd-max"),
                TOL);
        assertThat(diagnostic("ato/overlap-exact-balance")).isLessThan(1e-8);
    }

    private static double diagnostic(String id) {
        return results.diagnostics().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void lengthOfStayLeavesOutTheOneMissing() {
        value("Welch", "los-crude/mean-difference", 24.69125057 - 19.52914672);
        assertThat(diagnostic("los-crude/left-out")).isEqualTo(1);
    }
}
