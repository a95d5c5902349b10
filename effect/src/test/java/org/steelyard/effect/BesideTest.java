package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim.TrimMethod;
import org.steelyard.protocol.method.CrossFit.LearnerKind;
import org.steelyard.protocol.method.MarginRule;
import org.steelyard.protocol.method.MarginRule.MarginQuestion;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;
import org.steelyard.protocol.method.SensitivityRule;
import org.steelyard.protocol.method.SensitivityRule.BiasKind;
import org.steelyard.protocol.method.SensitivityRule.BiasPlan;
import org.steelyard.protocol.method.SensitivityRule.BiasSource;
import org.steelyard.protocol.method.SensitivityRule.DeltaArm;
import org.steelyard.protocol.method.SensitivityRule.DeltaPlan;
import org.steelyard.protocol.method.SensitivityRule.Prior;
import org.steelyard.protocol.method.SensitivityRule.PriorShape;
import org.steelyard.protocol.method.SensitivityRule.Rosenbaum;
import org.steelyard.protocol.method.SensitivityRule.Specifications;

/** Decisions by margin and sensitivity analyses of a plan. */
class BesideTest {

    private static final Text WHY = Text.same("-");

    /** Two arms of a binary outcome, a confounder, outcomes the treatment cannot touch, and a continuous outcome with gaps. */
    private static AnalysisTable table() {
        long seed = 20261123;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int n = 800;
        boolean[] treated = new boolean[n];
        boolean[] died = new boolean[n];
        double[] x = new double[n];
        double[] y = new double[n];
        double[][] control = new double[6][n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            treated[i] = random.nextDouble() < 1 / (1 + Math.exp(-0.4 * x[i]));
            died[i] = random.nextDouble() < (treated[i] ? 0.2 : 0.4);
            y[i] = (treated[i] ? 0.6 : 0) + x[i] / 2 + random.nextGaussian();
            for (int k = 0; k < control.length; k++) {
                control[k][i] = x[i] / 3 + random.nextGaussian();
            }
        }
        double[] gaps = y.clone();
        for (int i = 0; i < n; i += 7) {
            gaps[i] = Double.NaN;
        }
        List<Column> columns = new ArrayList<>(List.of(
                Plans.binary("treated", treated),
                Plans.binary("died", died),
                new Column.Numeric("x", x),
                new Column.Numeric("y", y),
                new Column.Numeric("gaps", gaps)));
        for (int k = 0; k < control.length; k++) {
            columns.add(new Column.Numeric("nc" + k, control[k]));
        }
        return Plans.table(columns.toArray(Column[]::new));
    }

    private static Plans plan() {
        Plans plan = new Plans().covariates("x").binary("died").continuous("y").continuous("gaps");
        for (int k = 0; k < 6; k++) {
            plan.continuous("nc" + k);
        }
        return plan;
    }

    private static EffectResults run(Plans plan) {
        return EffectEngine.run(table(), Optional.empty(), plan.build(), Plans.settings());
    }

    private static SensitivityRule sensitivity(
            Optional<Rosenbaum> r,
            Optional<BiasPlan> b,
            List<String> controls,
            Optional<Specifications> s,
            Optional<DeltaPlan> d) {
        return new SensitivityRule(r, b, controls, s, d);
    }

    @Test
    void aMarginIsDecidedByTheIntervalOfTwiceAlpha() {
        EffectResults r = run(plan().analysis(Parts.none()
                        .margin(new MarginRule(
                                MarginQuestion.NON_INFERIORITY,
                                Measure.MEAN_DIFFERENCE,
                                Optional.of(-0.2),
                                Optional.empty(),
                                0.025,
                                WHY))
                        .of(Spec.primary("ni", "y", Adjustment.WEIGHTING, Target.ATE)))
                .analysis(Parts.none()
                        .margin(new MarginRule(
                                MarginQuestion.EQUIVALENCE,
                                Measure.MEAN_DIFFERENCE,
                                Optional.of(-0.2),
                                Optional.of(0.2),
                                0.05,
                                WHY))
                        .of(Spec.sensitivity("eq", "y", Adjustment.WEIGHTING, Target.ATE))));
        Further.MarginTest ni = r.further().margins().get(0);
        EffectEstimate e = r.estimates().getFirst();
        assertThat(ni.shown()).isTrue();
        assertThat(ni.interval()[0]).isCloseTo(e.lower(), within(1e-12));
        double p = NormalDistribution.of(0, 1).survivalProbability((e.value() + 0.2) / e.se());
        assertThat(ni.p()).isCloseTo(p, within(1e-15));
        Further.MarginTest eq = r.further().margins().get(1);
        assertThat(eq.shown()).isFalse();
        assertThat(eq.p()).isEqualTo(Math.max(eq.lowerP(), eq.upperP()));
        assertThat(eq.interval()[0]).isGreaterThan(e.lower());
    }

    @Test
    void controlsThatShowTheConfounderCalibrateACrudeAnswer() {
        List<String> controls = List.of("nc0", "nc1", "nc2", "nc3", "nc4", "nc5");
        SensitivityRule rule =
                sensitivity(Optional.empty(), Optional.empty(), controls, Optional.empty(), Optional.empty());
        EffectResults r =
                run(plan().analysis(Parts.none().of(Spec.primary("main", "y", Adjustment.WEIGHTING, Target.ATE)))
                        .analysis(Parts.none()
                                .sensitivity(rule)
                                .of(Spec.sensitivity("crude", "y", Adjustment.NONE, Target.ATE))));
        Further.Calibration c = r.further().calibrations().getFirst();
        assertThat(c.controls()).hasSize(6);
        assertThat(c.mean()).isPositive();
        assertThat(c.calibrated()[0]).isCloseTo(c.value() - c.mean(), within(1e-12));
        assertThat(c.logarithmic()).isFalse();
    }

    @Test
    void specificationsAreEveryCombinationOnceAndTheOwnOneAmongThem() {
        Specifications choices = new Specifications(
                Optional.empty(),
                List.of(Adjustment.NONE, Adjustment.REGRESSION, Adjustment.MATCHING),
                List.of(ScoreModel.COVARIATE_BALANCING),
                List.of(),
                List.of(0.1));
        SensitivityRule rule =
                sensitivity(Optional.empty(), Optional.empty(), List.of(), Optional.of(choices), Optional.empty());
        EffectResults r = run(plan().analysis(Parts.none()
                .sensitivity(rule)
                .of(Spec.primary("main", "y", Adjustment.WEIGHTING, Target.ATE))));
        Further.Specifications s = r.further().specifications().getFirst();
        // Weighting and matching with two scores and two trimmings each, one crude, one regression.
        assertThat(s.points().size() + s.failed()).isEqualTo(10);
        assertThat(s.points()).filteredOn(Further.Specifications.Point::own).hasSize(1);
        assertThat(s.points())
                .isSortedAccordingTo(java.util.Comparator.comparingDouble(Further.Specifications.Point::value));
    }

    @Test
    void boundsAndBiasesOfMatchedDeaths() {
        Prior sure = new Prior(PriorShape.FIXED, List.of(1.0));
        BiasSource perfect = new BiasSource(
                BiasKind.OUTCOME,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sure),
                Optional.of(sure),
                false,
                List.of(),
                WHY);
        SensitivityRule rule = sensitivity(
                Optional.of(new Rosenbaum(List.of(1.0, 2.0), 0.025)),
                Optional.of(new BiasPlan(Measure.RISK_RATIO, 2000, List.of(perfect))),
                List.of(),
                Optional.empty(),
                Optional.empty());
        EffectResults r = run(plan().analysis(Parts.none()
                .caliper(0.2)
                .sensitivity(rule)
                .of(Spec.primary("pairs", "died", Adjustment.MATCHING, Target.ATT))));
        Further.HiddenBias h = r.further().hiddenBias().getFirst();
        assertThat(h.bounds().get(0).lower()).isCloseTo(h.bounds().get(0).upper(), within(1e-12));
        assertThat(h.bounds().get(1).upper()).isGreaterThan(h.bounds().get(0).upper());
        assertThat(h.critical()).isGreaterThan(1);
        Further.BiasCorrected b = r.further().biasCorrected().getFirst();
        // Nothing misclassified: the bias-corrected ratio is the observed one.
        assertThat(b.systematic()[0]).isCloseTo(b.conventional(), within(1e-9));
        assertThat(b.total()[1]).isLessThan(b.conventional());
    }

    @Test
    void aLargeShiftOfMissingOutcomesTipsTheAnswerAndNoneLeavesIt() {
        SensitivityRule rule = sensitivity(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(new DeltaPlan(List.of(0.0, -2.0, -4.0), DeltaArm.TREATED)));
        EffectResults r = run(plan().analysis(Parts.none()
                .sensitivity(rule)
                .of(Spec.primary("main", "gaps", Adjustment.WEIGHTING, Target.ATE))));
        Further.Tipping t = r.further().tipping().getFirst();
        assertThat(t.missing()).isEqualTo(115);
        assertThat(t.steps().get(0).value()).isCloseTo(r.estimates().getFirst().value(), within(0.08));
        assertThat(t.steps().get(1).value()).isLessThan(t.steps().get(0).value());
        assertThat(t.tips()).isPresent();
    }

    @Test
    void anInterruptedRunStopsWithoutAResult() {
        Plans plan = plan().analysis(Parts.none().of(Spec.primary("main", "y", Adjustment.WEIGHTING, Target.ATE)));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> run(plan))
                    .isInstanceOf(SteelyardException.class)
                    .satisfies(e -> assertThat(((SteelyardException) e)
                                    .problems()
                                    .getFirst()
                                    .code())
                            .isEqualTo(EffectError.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void repeatedCrossFittingLeavesOutWhomTrimmingLeavesOut() {
        EffectResults r = run(plan().analysis(Parts.none()
                        .repeated(1, 1, LearnerKind.GLM)
                        .trim(TrimMethod.PERCENTILE)
                        .of(Spec.primary("once", "died", Adjustment.TMLE, Target.ATE), Measure.RISK_DIFFERENCE))
                .analysis(Parts.none()
                        .repeated(1, 3, LearnerKind.GLM)
                        .trim(TrimMethod.PERCENTILE)
                        .of(Spec.sensitivity("thrice", "died", Adjustment.TMLE, Target.ATE), Measure.RISK_DIFFERENCE))
                .analysis(Parts.none()
                        .repeated(1, 3, LearnerKind.GLM)
                        .of(Spec.sensitivity("all", "died", Adjustment.TMLE, Target.ATE), Measure.RISK_DIFFERENCE)));

        // Learned from everybody at once nothing is drawn: repetitions agree, and the trimmed differ from the whole.
        EffectEstimate once = r.estimates().get(0);
        EffectEstimate thrice = r.estimates().get(1);
        assertThat(thrice.value()).isCloseTo(once.value(), within(1e-12));
        assertThat(thrice.se()).isCloseTo(once.se(), within(1e-12));
        assertThat(thrice.value()).isNotCloseTo(r.estimates().get(2).value(), within(1e-6));
    }

    @Test
    void aConclusionThatDoesNotSurviveIsAFailedDiagnostic() {
        SensitivityRule rule = sensitivity(
                Optional.empty(),
                Optional.empty(),
                List.of("nc0", "nc1", "nc2", "nc3", "nc4", "nc5"),
                Optional.of(new Specifications(
                        Optional.empty(), List.of(Adjustment.NONE), List.of(), List.of(), List.of())),
                Optional.empty());
        EffectResults r = run(plan().analysis(Parts.none()
                .sensitivity(rule)
                .of(Spec.primary("main", "y", Adjustment.WEIGHTING, Target.ATE))));

        Further.Calibration c = r.further().calibrations().getFirst();
        Diagnostic calibrated = diagnostic(r, "main/negative-controls");
        assertThat(calibrated.value()).isEqualTo(c.calibratedP());
        assertThat(calibrated.passed()).isEqualTo(!(c.p() < 0.05) || c.calibratedP() < 0.05);
        assertThat(diagnostic(r, "main/specification-curve").passed())
                .isEqualTo(r.further().specifications().getFirst().shareSameSide() == 1);
    }

    private static Diagnostic diagnostic(EffectResults r, String id) {
        return r.diagnostics().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
