package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.steelyard.effect.PlanMethods.estimate;
import static org.steelyard.effect.PlanMethods.run;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CrossFit.LearnerKind;
import org.steelyard.protocol.method.OutcomeModelRule.Form;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** Methods that a plan names, on right heart catheterisation: beside a published tutorial and the reference analysis of R. */
class PlanMethodsRhcTest {

    private static final String TUTORIAL = "Smith et al. 2022 (doi:10.1002/sim.9234) and R 4.2.2: RHC tutorial";
    private static final String RHC = "R 4.2.2 glm, survival 3.5-3: RHC reference analysis";

    @Test
    void doublyRobustNumbersOfTheTutorial() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates("female", "age", "edu", "race", "ca")
                .binary("dth30");
        plan.analysis(Parts.none()
                .of(
                        Spec.primary("aipw", "dth30", Adjustment.AUGMENTED_WEIGHTING, Target.ATE),
                        Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .of(
                        Spec.sensitivity("tmle", "dth30", Adjustment.TMLE, Target.ATE),
                        Measure.RISK_DIFFERENCE,
                        Measure.RISK_RATIO));
        plan.analysis(Parts.none()
                .model(Form.PER_ARM, OutcomeFamily.USUAL)
                .of(Spec.sensitivity("g-ate", "dth30", Adjustment.G_COMPUTATION, Target.ATE), Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .model(Form.PER_ARM, OutcomeFamily.USUAL)
                .of(Spec.sensitivity("g-att", "dth30", Adjustment.G_COMPUTATION, Target.ATT), Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .crossFit(1, LearnerKind.GLM)
                .of(
                        Spec.sensitivity("learned", "dth30", Adjustment.AUGMENTED_WEIGHTING, Target.ATE),
                        Measure.RISK_DIFFERENCE));
        EffectResults r = run(Rhc.table(), plan);
        check(
                "Augmented weighting",
                "AIPTW",
                0.08374772897,
                estimate(r, "aipw/risk-difference").value());
        check(
                "Targeted maximum likelihood",
                "TMLE",
                0.08374630766,
                estimate(r, "tmle/risk-difference").value());
        check(
                "Targeted maximum likelihood",
                "TMLE RR",
                1.276059357,
                estimate(r, "tmle/risk-ratio").value());
        check(
                "G-computation",
                "ATE",
                0.0839286208,
                estimate(r, "g-ate/risk-difference").value());
        check(
                "G-computation",
                "ATT",
                0.08147382065,
                estimate(r, "g-att/risk-difference").value());
        Oracle.check(
                "Targeted maximum likelihood",
                TUTORIAL,
                "TMLE SE through the plan",
                0.01288595824,
                estimate(r, "tmle/risk-difference").se(),
                2e-4);
        // Learned by one GLM on everybody, it is plain augmented weighting.
        assertThat(estimate(r, "learned/risk-difference").value())
                .isCloseTo(estimate(r, "aipw/risk-difference").value(), within(1e-6));
        assertThat(estimate(r, "tmle/risk-difference").method()).startsWith("targeted maximum likelihood");
        assertThat(r.diagnostics()).anyMatch(d -> d.id().equals("tmle/smd-max"));
    }

    private static void check(String method, String what, double expected, double actual) {
        // R stops its models at a relative change of the deviance of 1e-8.
        Oracle.check(method, TUTORIAL, what + " through the plan", expected, actual, 1e-5);
    }

    private static void rhc(String method, String what, double expected, double actual) {
        Oracle.check(method, RHC, what + " through the plan", expected, actual, 1e-7);
    }

    @Test
    void remainingNumbersOfTheReferenceAnalysis() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates(Rhc.COVARIATES.toArray(String[]::new))
                .binary("dth30")
                .survival("death", "t3d30", "dth30", Optional.empty());
        plan.analysis(
                Spec.primary("atm", "dth30", Adjustment.WEIGHTING, Target.ATM).with(Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .truncate(0.01, 0.99)
                .of(Spec.sensitivity("truncated", "dth30", Adjustment.WEIGHTING, Target.ATE), Measure.RISK_DIFFERENCE));
        plan.analysis(Spec.sensitivity("ascending", "dth30", Adjustment.MATCHING, Target.ATT)
                .matched(0.2, Matching.Order.ASCENDING, Measure.RISK_DIFFERENCE));
        plan.analysis(Spec.sensitivity("data", "dth30", Adjustment.MATCHING, Target.ATT)
                .matched(0.2, Matching.Order.DATA, Measure.RISK_DIFFERENCE, Measure.ODDS_RATIO));
        plan.analysis(Spec.sensitivity("free", "dth30", Adjustment.MATCHING, Target.ATT)
                .matched(0, Matching.Order.DESCENDING, Measure.RISK_DIFFERENCE));
        CoxRule breslow = new CoxRule(CoxRule.TieRule.BRESLOW, List.of(), Optional.empty());
        plan.analysis(Parts.none()
                .cox(breslow)
                .of(Spec.sensitivity("crude", "death", Adjustment.NONE, Target.ATE), Measure.HAZARD_RATIO));
        plan.analysis(Parts.none()
                .cox(breslow)
                .of(Spec.sensitivity("adjusted", "death", Adjustment.REGRESSION, Target.ATE), Measure.HAZARD_RATIO));
        plan.analysis(Spec.sensitivity("att", "death", Adjustment.WEIGHTING, Target.ATT)
                .with(Measure.HAZARD_RATIO));
        EffectResults r = run(Rhc.table(), plan);

        rhc(
                "Matching weights",
                "RD",
                0.06481182992,
                estimate(r, "atm/risk-difference").value());
        rhc(
                "Truncated weights",
                "RD",
                0.06078371808,
                estimate(r, "truncated/risk-difference").value());
        rhc(
                "Matching",
                "ascending score, RD",
                0.06451612903,
                estimate(r, "ascending/risk-difference").value());
        rhc(
                "Matching",
                "ascending score, SE",
                0.017320634,
                estimate(r, "ascending/risk-difference").se());
        rhc(
                "Matching",
                "order of the data, RD",
                0.07133507853,
                estimate(r, "data/risk-difference").value());
        rhc(
                "Matching",
                "order of the data, OR",
                1.377549077,
                estimate(r, "data/odds-ratio").value());
        rhc(
                "Matching",
                "no caliper, RD",
                0.08104395604,
                estimate(r, "free/risk-difference").value());
        rhc(
                "Matching",
                "no caliper, SE",
                0.01413561444,
                estimate(r, "free/risk-difference").se());
        rhc(
                "Cox models",
                "Breslow, crude",
                1.303531509,
                estimate(r, "crude/hazard-ratio").value());
        rhc(
                "Cox models",
                "Breslow, adjusted",
                1.2728851,
                estimate(r, "adjusted/hazard-ratio").value());
        rhc(
                "Weighted Cox models",
                "ATT",
                1.200742688,
                estimate(r, "att/hazard-ratio").value());
        rhc(
                "Weighted Cox models",
                "ATT, robust SE",
                0.08162283143,
                estimate(r, "att/hazard-ratio").se());
    }

    @Test
    void entropyBalancingBalancesInEveryRunAndGivesTheNumberOfWeightIt() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates(Rhc.COVARIATES.toArray(String[]::new))
                .binary("dth30");
        plan.analysis(Parts.none()
                .score(ScoreModel.ENTROPY_BALANCING)
                .of(Spec.primary("eb", "dth30", Adjustment.WEIGHTING, Target.ATT), Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .score(ScoreModel.COVARIATE_BALANCING)
                .of(Spec.sensitivity("cbps", "dth30", Adjustment.WEIGHTING, Target.ATT), Measure.RISK_DIFFERENCE));
        EffectResults r = run(Rhc.table(), plan);
        Oracle.check(
                "Entropy balancing",
                "R 4.2.2 WeightIt, 10_rhc.R",
                "RHC ATT through the plan",
                0.07466975818,
                estimate(r, "eb/risk-difference").value(),
                1e-6);
        // For the treated, entropy balancing is the just-identified score (Zhao and Percival 2017).
        assertThat(estimate(r, "cbps/risk-difference").value())
                .isCloseTo(estimate(r, "eb/risk-difference").value(), within(1e-6));
        assertThat(r.diagnostics())
                .filteredOn(d -> d.kind().endsWith("exact-balance"))
                .hasSize(2)
                .allMatch(Diagnostic::passed);
    }
}
