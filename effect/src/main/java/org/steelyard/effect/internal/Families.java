package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolRules;
import org.steelyard.protocol.method.MultiplicityRule;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.multiplicity.Gatekeeping;

/** Families of questions, once all of their answers are there: those of analyses alone after the analyses, those with a design after the designs. */
public final class Families {

    /** The first measure of an analysis or a design. */
    public record Answer(String outcome, String measure, double p) {}

    public record Result(List<Further.Family> families, List<Diagnostic> diagnostics, List<NotEstimated> lacking) {}

    private Families() {}

    /** Families of which no member is a design, or those of which one is. */
    public static Result of(
            Protocol plan, EffectSettings settings, boolean withDesigns, Function<String, Optional<Answer>> answers) {
        Predicate<String> design =
                id -> plan.analysis().designs().stream().map(DesignPlan::id).anyMatch(id::equals);
        List<Further.Family> families = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<NotEstimated> notEstimated = new ArrayList<>();
        for (MultiplicityRule rule : plan.analysis().multiplicity()) {
            if (rule.family().stream().anyMatch(design) != withDesigns) {
                continue;
            }
            List<String> lacking = rule.family().stream()
                    .filter(id ->
                            answers.apply(id).filter(a -> !Double.isNaN(a.p())).isEmpty())
                    .toList();
            if (lacking.isEmpty()) {
                Further.Family found = family(rule, settings, answers);
                families.add(found);
                diagnostics.addAll(BesideChecks.of(found));
            } else {
                notEstimated.add(new NotEstimated(
                        rule.id(),
                        "",
                        "multiplicity",
                        Text.of(
                                "族中的分析没有结果：" + String.join("、", lacking),
                                "analyses of the family have no result: " + String.join(", ", lacking))));
            }
        }
        return new Result(List.copyOf(families), List.copyOf(diagnostics), List.copyOf(notEstimated));
    }

    private static Further.Family family(
            MultiplicityRule rule, EffectSettings settings, Function<String, Optional<Answer>> answers) {
        List<Answer> found = rule.family().stream()
                .map(id -> answers.apply(id).orElseThrow())
                .toList();
        double[] p = found.stream().mapToDouble(Answer::p).toArray();
        double[] adjusted = adjusted(rule, p);
        List<Further.Family.Member> members = new ArrayList<>();
        for (int k = 0; k < p.length; k++) {
            members.add(new Further.Family.Member(
                    rule.family().get(k),
                    found.get(k).outcome(),
                    found.get(k).measure(),
                    p[k],
                    adjusted[k],
                    adjusted[k] <= rule.alpha()));
        }
        long rejected = members.stream().filter(Further.Family.Member::rejected).count();
        boolean fixed = settings.preSpecified().test(ProtocolRules.family(rule.id()))
                && rule.family().stream().allMatch(id -> settings.preSpecified().test(id));
        return new Further.Family(
                rule.id(),
                rule.method().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                rule.alpha(),
                members,
                fixed,
                Text.of(
                        p.length + " 个问题中 " + rejected + " 个在多重性控制后仍有统计学意义",
                        rejected + " of " + p.length + " questions remain significant with multiplicity controlled"));
    }

    private static double[] adjusted(MultiplicityRule rule, double[] p) {
        double[] weights = rule.weights().stream().mapToDouble(w -> w).toArray();
        return switch (rule.method()) {
            case BONFERRONI -> Adjustment.BONFERRONI.adjust(p);
            case HOLM -> Adjustment.HOLM.adjust(p);
            case HOCHBERG -> Adjustment.HOCHBERG.adjust(p);
            case HOMMEL -> Adjustment.HOMMEL.adjust(p);
            case BENJAMINI_HOCHBERG -> Adjustment.BENJAMINI_HOCHBERG.adjust(p);
            case BENJAMINI_YEKUTIELI -> Adjustment.BENJAMINI_YEKUTIELI.adjust(p);
            case FIXED_SEQUENCE -> Adjustment.FIXED_SEQUENCE.adjust(p);
            case FALLBACK -> Gatekeeping.fallback(weights).test(p, rule.alpha()).adjusted();
            case GRAPH ->
                new Gatekeeping(weights, edges(rule)).test(p, rule.alpha()).adjusted();
        };
    }

    private static double[][] edges(MultiplicityRule rule) {
        return rule.edges().stream()
                .map(r -> r.stream().mapToDouble(w -> w).toArray())
                .toArray(double[][]::new);
    }
}
