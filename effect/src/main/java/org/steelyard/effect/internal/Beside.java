package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.method.MarginRule;
import org.steelyard.protocol.method.MarginRule.MarginQuestion;
import org.steelyard.protocol.method.SensitivityRule;
import org.steelyard.protocol.method.SensitivityRule.BiasPlan;
import org.steelyard.protocol.method.SensitivityRule.BiasSource;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.calibration.EmpiricalNull;
import org.steelyard.stats.equivalence.Margins;
import org.steelyard.stats.multiplicity.Subgroups;
import org.steelyard.stats.sensitivity.BiasAnalysis;
import org.steelyard.stats.sensitivity.Prior;
import org.steelyard.stats.sensitivity.RosenbaumBounds;
import org.steelyard.stats.sensitivity.RosenbaumBounds.Direction;

/**
 * What a plan asks for beside its estimates: decisions by margin, families of questions, shrunken subgroups and sensitivity analyses. What cannot be computed is listed among
 * what was not estimated, with its reason.
 */
final class Beside {

    /** Repeats an analysis in another way. */
    @FunctionalInterface
    interface Rerun {
        Ran of(Analysis analysis, Outcome outcome, List<Measure> measures);
    }

    private final Protocol plan;
    private final EffectSettings settings;
    private final Assembly assembly;
    private final Rerun rerun;
    private final DeltaRun deltas;
    private final Map<String, Cell.Found> first = new LinkedHashMap<>();
    private final List<Further.IncidenceCurves> incidence = new ArrayList<>();
    private final List<Further.MarginTest> margins = new ArrayList<>();
    private final List<Further.Family> families = new ArrayList<>();
    private final List<Further.Shrunken> shrunken = new ArrayList<>();
    private final List<Further.HiddenBias> hidden = new ArrayList<>();
    private final List<Further.BiasCorrected> biases = new ArrayList<>();
    private final List<Further.Calibration> calibrations = new ArrayList<>();
    private final List<Further.Specifications> specifications = new ArrayList<>();
    private final List<Further.Tipping> tipping = new ArrayList<>();

    Beside(Protocol plan, EffectSettings settings, Assembly assembly, Rerun rerun, DeltaRun deltas) {
        this.deltas = deltas;
        this.plan = plan;
        this.settings = settings;
        this.assembly = assembly;
        this.rerun = rerun;
    }

    void of(Analysis analysis, Outcome outcome, Ran ran) {
        Measures.wanted(analysis, outcome).stream()
                .flatMap(m -> cell(ran, m).stream())
                .findFirst()
                .ifPresent(c -> first.put(analysis.id(), c));
        ran.incidence().ifPresent(incidence::add);
        analysis.margin().ifPresent(m -> attempt(analysis, "margin", () -> margin(analysis, outcome, m, ran)));
        for (Subgroup s : plan.analysis().subgroups()) {
            if (s.shrinkage() && s.analyses().contains(analysis.id())) {
                Measures.wanted(analysis, outcome)
                        .forEach(m -> attempt(analysis, "shrinkage", () -> shrink(analysis, s, m, ran)));
            }
        }
        analysis.sensitivity().ifPresent(s -> sensitivity(analysis, outcome, s, ran));
    }

    private void sensitivity(Analysis analysis, Outcome outcome, SensitivityRule s, Ran ran) {
        s.rosenbaum().ifPresent(r -> attempt(analysis, "rosenbaum", () -> rosenbaum(analysis, outcome, r, ran)));
        s.bias().ifPresent(b -> attempt(analysis, "bias-analysis", () -> bias(analysis, outcome, b, ran)));
        if (!s.negativeControls().isEmpty()) {
            attempt(analysis, "calibration", () -> calibrate(analysis, s.negativeControls(), outcome, ran));
        }
        s.specifications()
                .ifPresent(
                        c -> attempt(analysis, "specification-curve", () -> specifications(analysis, outcome, c, ran)));
        s.delta().ifPresent(d -> attempt(analysis, "delta-adjustment", () -> delta(analysis, outcome, d)));
    }

    private void specifications(Analysis analysis, Outcome outcome, SensitivityRule.Specifications rule, Ran ran) {
        Further.Specifications found = new SpecificationRun(plan, settings, rerun).of(analysis, outcome, rule, ran);
        specifications.add(found);
        assembly.add(BesideChecks.of(
                found,
                Measures.scale(rule.measure()
                                .orElseGet(
                                        () -> Measures.wanted(analysis, outcome).getFirst()))
                        .back(0)));
    }

    private void delta(Analysis analysis, Outcome outcome, SensitivityRule.DeltaPlan rule) {
        Further.Tipping found = deltas.of(analysis, outcome, rule);
        tipping.add(found);
        assembly.add(BesideChecks.of(found));
    }

    private void attempt(Analysis analysis, String what, Runnable work) {
        try {
            work.run();
        } catch (SteelyardException e) {
            Failure.passOn(e);
            assembly.add(new org.steelyard.effect.EffectResults.NotEstimated(
                    analysis.id(), analysis.outcome(), what, Failure.reason(e)));
        }
    }

    static Optional<Cell.Found> cell(Ran ran, Measure measure) {
        return ran.cells().stream()
                .filter(c -> c.group().whole() && c.measure() == measure)
                .flatMap(c ->
                        c instanceof Cell.Found f ? java.util.stream.Stream.of(f) : java.util.stream.Stream.empty())
                .findFirst();
    }

    private static Cell.Found required(Ran ran, Measure measure) {
        return cell(ran, measure).orElseThrow(Beside::withoutEstimate);
    }

    static SteelyardException withoutEstimate() {
        return Failure.of(
                org.steelyard.effect.EffectError.NOT_AVAILABLE,
                "",
                Text.of("所依据的估计值不存在", "the estimate that it rests on does not exist"),
                Text.of("先解决该估计值无法得到的原因", "see why that estimate could not be made"));
    }

    private void margin(Analysis analysis, Outcome outcome, MarginRule rule, Ran ran) {
        Estimate e = required(ran, rule.measure()).estimate();
        boolean equivalence = rule.question() == MarginQuestion.EQUIVALENCE;
        double low = rule.lower().orElse(Double.NaN);
        double high = rule.upper().orElse(Double.NaN);
        // With one bound the other is far away on the measure's own scale, and is not read.
        double farLow = e.scale() == Scale.LOG ? Double.MIN_NORMAL : -Double.MAX_VALUE;
        Margins.Result test =
                new Margins(rule.lower().orElse(farLow), rule.upper().orElse(Double.MAX_VALUE)).test(e, rule.alpha());
        double lowP = rule.lower().isPresent() ? test.lowerP() : Double.NaN;
        double highP = rule.upper().isPresent() ? test.upperP() : Double.NaN;
        double p = equivalence ? Math.max(lowP, highP) : rule.lower().isPresent() ? lowP : highP;
        boolean shown = p < rule.alpha();
        Further.MarginTest decision = new Further.MarginTest(
                analysis.id(),
                outcome.id(),
                rule.measure().id(),
                equivalence ? "equivalence" : "non-inferiority",
                low,
                high,
                e.value(),
                new double[] {test.interval().lower(), test.interval().upper()},
                rule.alpha(),
                lowP,
                highP,
                p,
                shown,
                settings.preSpecified().test(analysis.id()),
                conclusion(equivalence, shown));
        margins.add(decision);
        assembly.add(BesideChecks.of(decision));
    }

    private static Text conclusion(boolean equivalence, boolean shown) {
        if (equivalence) {
            return shown
                    ? Text.of("在预设界值内证实等效", "equivalence within the margin is shown")
                    : Text.of("未能证实等效；这不等于证实有差异", "equivalence is not shown, which does not show a difference");
        }
        return shown
                ? Text.of("证实非劣效", "non-inferiority is shown")
                : Text.of("未能证实非劣效；这不等于证实劣效", "non-inferiority is not shown, which does not show inferiority");
    }

    private void shrink(Analysis analysis, Subgroup subgroup, Measure measure, Ran ran) {
        List<Cell.Found> levels = new ArrayList<>();
        for (Cell c : ran.cells()) {
            if (c instanceof Cell.Found f
                    && f.measure() == measure
                    && f.group().variable().equals(subgroup.variable())
                    && f.estimate().se() > 0) {
                levels.add(f);
            }
        }
        if (levels.size() < 2) {
            throw Failure.of(
                    org.steelyard.effect.EffectError.NOT_AVAILABLE,
                    subgroup.variable(),
                    Text.of("可估计的水平不足 2 个，无法收缩", "fewer than 2 levels have an estimate: nothing to draw together"),
                    Text.of("合并水平", "merge levels"));
        }
        Subgroups s = Subgroups.of(
                levels.stream().map(Cell.Found::estimate).toList(),
                plan.analysis().level());
        List<Further.Shrunken.Level> out = new ArrayList<>();
        for (int k = 0; k < levels.size(); k++) {
            Estimate e = s.shrunken().get(k);
            out.add(new Further.Shrunken.Level(
                    levels.get(k).group().population(),
                    levels.get(k).estimate().value(),
                    e.value(),
                    e.lower(),
                    e.upper()));
        }
        shrunken.add(new Further.Shrunken(
                analysis.id(), subgroup.variable(), measure.id(), out, s.betweenVariance(), s.warning()));
    }

    private void rosenbaum(Analysis analysis, Outcome outcome, SensitivityRule.Rosenbaum rule, Ran ran) {
        double[] d = ran.pairDifferences();
        if (d.length == 0) {
            throw withoutEstimate();
        }
        double mean = Arrays.stream(d).sum();
        Direction direction = mean >= 0 ? Direction.HIGHER : Direction.LOWER;
        boolean binary = outcome.type() == OutcomeType.BINARY;
        int treatedOnly = (int) Arrays.stream(d).filter(v -> v > 0).count();
        int controlOnly = (int) Arrays.stream(d).filter(v -> v < 0).count();
        List<Further.HiddenBias.Bound> bounds = new ArrayList<>();
        for (double gamma : rule.gammas()) {
            RosenbaumBounds b = binary
                    ? RosenbaumBounds.mcNemar(treatedOnly, controlOnly, gamma, direction)
                    : RosenbaumBounds.signedRank(d, gamma, direction);
            bounds.add(new Further.HiddenBias.Bound(gamma, b.lower(), b.upper()));
        }
        double critical = binary
                ? RosenbaumBounds.criticalGamma(treatedOnly, controlOnly, direction, rule.alpha())
                : RosenbaumBounds.criticalGamma(d, direction, rule.alpha());
        Further.HiddenBias found = new Further.HiddenBias(
                analysis.id(), outcome.id(), bounds, critical, rule.alpha(), treatedOnly, controlOnly);
        hidden.add(found);
        assembly.add(BesideChecks.of(found));
    }

    private void bias(Analysis analysis, Outcome outcome, BiasPlan rule, Ran ran) {
        double[] n = ran.crudeCounts();
        BiasAnalysis.Measure measure = rule.measure() == Measure.RISK_RATIO
                ? BiasAnalysis.Measure.RISK_RATIO
                : BiasAnalysis.Measure.ODDS_RATIO;
        Seed seed = settings.seed().child("effect/" + analysis.id() + "/bias");
        BiasAnalysis.Plan defaults =
                BiasAnalysis.Plan.of(rule.sources().stream().map(Beside::bias).toList(), measure, seed);
        BiasAnalysis.Result r = BiasAnalysis.run(
                new BiasAnalysis.Counts(n[0], n[1], n[2], n[3]),
                new BiasAnalysis.Plan(
                        defaults.biases(),
                        measure,
                        rule.draws(),
                        seed,
                        defaults.largestImpossibleShare(),
                        plan.analysis().level()),
                settings.threads());
        Further.BiasCorrected found = new Further.BiasCorrected(
                analysis.id(),
                outcome.id(),
                rule.measure().id(),
                r.conventional(),
                ends(r.systematic()),
                ends(r.total()),
                rule.draws(),
                r.impossible());
        biases.add(found);
        assembly.add(BesideChecks.of(found, first(analysis), plan.analysis().level()));
    }

    private static double[] ends(BiasAnalysis.Interval i) {
        return new double[] {i.median(), i.lower(), i.upper()};
    }

    private static BiasAnalysis.Bias bias(BiasSource s) {
        return switch (s.kind()) {
            case CONFOUNDER ->
                new BiasAnalysis.Bias.Confounder(
                        prior(s.ratio().orElseThrow()),
                        prior(s.prevalenceTreated().orElseThrow()),
                        prior(s.prevalenceControl().orElseThrow()));
            case OUTCOME ->
                new BiasAnalysis.Bias.Outcome(
                        prior(s.sensitivity().orElseThrow()),
                        prior(s.specificity().orElseThrow()),
                        s.differential());
            case EXPOSURE ->
                new BiasAnalysis.Bias.Exposure(
                        prior(s.sensitivity().orElseThrow()),
                        prior(s.specificity().orElseThrow()),
                        s.differential());
            case SELECTION ->
                new BiasAnalysis.Bias.Selection(
                        s.probabilities().stream().map(Beside::prior).toList());
        };
    }

    private static Prior prior(SensitivityRule.Prior p) {
        List<Double> v = p.values();
        return switch (p.shape()) {
            case FIXED -> new Prior.Fixed(v.get(0));
            case UNIFORM -> new Prior.Uniform(v.get(0), v.get(1));
            case TRAPEZOID -> new Prior.Trapezoid(v.get(0), v.get(1), v.get(2), v.get(3));
            case BETA -> new Prior.Beta(v.get(0), v.get(1));
            case LOG_NORMAL -> new Prior.LogNormal(v.get(0), v.get(1));
            case LOGIT_NORMAL -> new Prior.LogitNormal(v.get(0), v.get(1));
        };
    }

    private void calibrate(Analysis analysis, List<String> ids, Outcome own, Ran ran) {
        Measure measure = Measures.wanted(analysis, own).getFirst();
        Cell.Found found = required(ran, measure);
        List<Further.Calibration.Control> controls = new ArrayList<>();
        for (String id : ids) {
            Outcome outcome = Plan.outcome(plan, id);
            try {
                Ran other = rerun.of(Variants.of(analysis, id), outcome, List.of(measure));
                cell(other, measure).ifPresent(c -> controls.add(control(id, c)));
            } catch (SteelyardException e) {
                Failure.passOn(e);
                assembly.add(new org.steelyard.effect.EffectResults.NotEstimated(
                        analysis.id(), id, "negative-control", Failure.reason(e)));
            }
        }
        Scale scale = Measures.scale(measure);
        EmpiricalNull none = EmpiricalNull.fit(
                controls.stream().mapToDouble(c -> scale.forward(c.value())).toArray(),
                controls.stream().mapToDouble(Further.Calibration.Control::se).toArray());
        double value = scale.forward(found.estimate().value());
        double se = found.estimate().se();
        // As for log ratios, so for differences on their own scale.
        Estimate calibrated = Estimate.wald(
                scale,
                value - none.mean(),
                Math.hypot(none.sd(), se),
                plan.analysis().level(),
                Double.POSITIVE_INFINITY);
        double[] ends = {calibrated.value(), calibrated.lower(), calibrated.upper()};
        Further.Calibration result = new Further.Calibration(
                analysis.id(),
                measure.id(),
                controls,
                none.mean(),
                none.sd(),
                found.estimate().value(),
                found.estimate().p(),
                none.calibratedP(value, se),
                ends,
                none.ease(),
                scale == Scale.LOG);
        calibrations.add(result);
        assembly.add(BesideChecks.of(result, 1 - plan.analysis().level()));
    }

    private static Further.Calibration.Control control(String id, Cell.Found c) {
        return new Further.Calibration.Control(
                id,
                c.estimate().value(),
                c.estimate().se(),
                c.counts().n(),
                c.counts().treated(),
                c.counts().events());
    }

    /** The estimate of the analysis's first measure. */
    private Optional<Estimate> first(Analysis analysis) {
        return Optional.ofNullable(first.get(analysis.id())).map(Cell.Found::estimate);
    }

    /** Once all analyses have run; families with a design wait for the designs. */
    void families() {
        Families.Result found = Families.of(plan, settings, false, this::answer);
        found.lacking().forEach(assembly::add);
        families.addAll(found.families());
        found.diagnostics().forEach(assembly::add);
    }

    private Optional<Families.Answer> answer(String analysis) {
        return Optional.ofNullable(first.get(analysis))
                .map(c -> new Families.Answer(
                        outcome(analysis), c.measure().id(), c.estimate().p()));
    }

    private String outcome(String analysis) {
        return plan.analysis().analyses().stream()
                .filter(a -> a.id().equals(analysis))
                .map(Analysis::outcome)
                .findFirst()
                .orElse("");
    }

    Further results() {
        return new Further(
                List.copyOf(incidence),
                List.copyOf(margins),
                List.copyOf(families),
                List.copyOf(shrunken),
                List.copyOf(hidden),
                List.copyOf(biases),
                List.copyOf(calibrations),
                List.copyOf(specifications),
                List.copyOf(tipping));
    }
}
