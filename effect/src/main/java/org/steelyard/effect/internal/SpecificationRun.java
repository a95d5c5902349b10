package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.Further;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.SensitivityRule.CovariateSet;
import org.steelyard.protocol.method.SensitivityRule.Specifications;
import org.steelyard.stats.Estimate;

/** The specification curve: one question answered in every combination of the choices that the plan calls reasonable. */
final class SpecificationRun {

    private static final int FOLDS = 10;

    private final Protocol plan;
    private final EffectSettings settings;
    private final Beside.Rerun rerun;

    SpecificationRun(Protocol plan, EffectSettings settings, Beside.Rerun rerun) {
        this.plan = plan;
        this.settings = settings;
        this.rerun = rerun;
    }

    private record Option<T>(String name, T value) {}

    Further.Specifications of(Analysis analysis, Outcome outcome, Specifications rule, Ran ran) {
        Measure measure = rule.measure()
                .orElseGet(() -> Measures.wanted(analysis, outcome).getFirst());
        List<Further.Specifications.Point> points = new ArrayList<>();
        List<Map<String, String>> seen = new ArrayList<>();
        int failed = 0;
        List<Map.Entry<Map<String, String>, Variants.Choice>> all = combinations(analysis, rule);
        for (int k = 0; k < all.size(); k++) {
            Map<String, String> choices = all.get(k).getKey();
            if (seen.contains(choices)) {
                continue;
            }
            seen.add(choices);
            int number = k + 1;
            settings.progress()
                    .accept(Text.of(
                            "规格曲线 " + analysis.id() + "：" + number + "/" + all.size(),
                            "specification curve " + analysis.id() + ": " + number + " of " + all.size()));
            Interruption.check();
            Optional<Estimate> e = k == 0
                    ? own(ran, measure)
                    : estimate(analysis, outcome, all.get(k).getValue(), measure);
            if (e.isPresent()) {
                Estimate v = e.get();
                points.add(new Further.Specifications.Point(choices, k == 0, v.value(), v.lower(), v.upper(), v.p()));
            } else {
                failed++;
            }
        }
        if (points.isEmpty()) {
            throw Beside.withoutEstimate();
        }
        return summary(analysis, outcome, measure, points, failed);
    }

    private static Optional<Estimate> own(Ran ran, Measure measure) {
        return Beside.cell(ran, measure).map(Cell.Found::estimate);
    }

    private Optional<Estimate> estimate(Analysis analysis, Outcome outcome, Variants.Choice choice, Measure measure) {
        Analysis variant = Variants.of(analysis, choice);
        if (Measures.impossible(measure, variant, outcome).isPresent()) {
            return Optional.empty();
        }
        try {
            return own(rerun.of(variant, outcome, List.of(measure)), measure);
        } catch (SteelyardException e) {
            Failure.passOn(e);
            return Optional.empty();
        }
    }

    /** The analysis's own choices come first in each list, so that they make the first combination. */
    private static List<Map.Entry<Map<String, String>, Variants.Choice>> combinations(Analysis a, Specifications rule) {
        List<Option<Adjustment>> adjustments = new ArrayList<>();
        adjustments.add(new Option<>(word(a.adjustment()), a.adjustment()));
        rule.adjustments().forEach(x -> adjustments.add(new Option<>(word(x), x)));
        List<Option<Optional<ScoreRule>>> scores = new ArrayList<>();
        scores.add(new Option<>(
                a.score().map(s -> word(s.model())).orElse(word(ScoreRule.ScoreModel.LOGISTIC)), a.score()));
        rule.scores().forEach(s -> scores.add(new Option<>(word(s), Optional.of(new ScoreRule(s, FOLDS, false)))));
        List<Option<List<String>>> covariates = new ArrayList<>();
        covariates.add(new Option<>("plan", a.covariates()));
        for (CovariateSet set : rule.covariateSets()) {
            covariates.add(new Option<>(set.id(), set.variables()));
        }
        List<Option<Optional<Trim>>> trims = new ArrayList<>();
        trims.add(new Option<>(a.trim().isPresent() ? "plan" : "none", a.trim()));
        rule.trims().forEach(x -> trims.add(new Option<>(Wording.plain(x), Optional.of(new Trim(x, 1 - x)))));
        List<Map.Entry<Map<String, String>, Variants.Choice>> out = new ArrayList<>();
        for (Option<Adjustment> m : adjustments) {
            for (Option<Optional<ScoreRule>> s : scores) {
                for (Option<List<String>> c : covariates) {
                    for (Option<Optional<Trim>> t : trims) {
                        out.add(Map.entry(
                                names(m, s, c, t), new Variants.Choice(m.value(), s.value(), c.value(), t.value())));
                    }
                }
            }
        }
        return out;
    }

    /** What a method does not use is not a choice of it. */
    private static Map<String, String> names(
            Option<Adjustment> m, Option<Optional<ScoreRule>> s, Option<List<String>> c, Option<Optional<Trim>> t) {
        boolean scored = Measures.scored(m.value());
        Map<String, String> out = new LinkedHashMap<>();
        out.put("adjustment", m.name());
        out.put("score", scored ? s.name() : "-");
        out.put("covariates", m.value() == Adjustment.NONE ? "-" : c.name());
        out.put("trim", scored ? t.name() : "-");
        return out;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Further.Specifications summary(
            Analysis analysis,
            Outcome outcome,
            Measure measure,
            List<Further.Specifications.Point> points,
            int failed) {
        List<Further.Specifications.Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Further.Specifications.Point::value))
                .toList();
        int n = sorted.size();
        double median = n % 2 == 1
                ? sorted.get(n / 2).value()
                : (sorted.get(n / 2 - 1).value() + sorted.get(n / 2).value()) / 2;
        double none = Measures.scale(measure).back(0);
        double alpha = 1 - plan.analysis().level();
        long significant = points.stream().filter(x -> x.p() < alpha).count();
        long side =
                points.stream().filter(x -> x.value() > none == median > none).count();
        return new Further.Specifications(
                analysis.id(),
                outcome.id(),
                measure.id(),
                sorted,
                failed,
                median,
                (double) significant / n,
                (double) side / n);
    }
}
