package org.steelyard.evidence.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.EvidenceCutoff;
import org.steelyard.evidence.EvidenceGrade.Axis;
import org.steelyard.evidence.EvidenceGrade.Score;
import org.steelyard.evidence.EvidenceInput;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.Indicator.Acceptance;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.Comparator;
import org.steelyard.protocol.Protocol.ResearchPlan.Centres;
import org.steelyard.protocol.Protocol.Scenario;

/** The six sub-domains of the fit for the plan's decision scenario. */
public final class Fit {

    private Fit() {}

    public static List<Score> scores(EvidenceInput input, Scale scale) {
        return List.of(
                question(input, scale),
                population(input, scale),
                comparator(input.protocol().comparator()),
                outcomes(input),
                setting(input.protocol()),
                precision(input, scale));
    }

    private static Score score(String id, Text name, int score, Text why) {
        return new Score(Axis.FIT, id, name, score, why);
    }

    private static Score question(EvidenceInput input, Scale scale) {
        Text name = Text.of("政策问题是否得到回答", "Question answered");
        List<MainAnalysis> primaries = Strength.primaries(input);
        if (primaries.isEmpty()
                || primaries.stream().anyMatch(a -> Strength.estimates(input, a).isEmpty())) {
            return score("question", name, 0, Text.of("主要分析没有结果", "a primary analysis has no result"));
        }
        List<Indicator> measured = input.protocol().indicators().stream()
                .filter(i -> !i.outcomes().isEmpty())
                .toList();
        Set<String> answered =
                input.effect().estimates().stream().map(EffectEstimate::outcome).collect(Collectors.toSet());
        long have = measured.stream()
                .filter(i -> i.outcomes().stream().anyMatch(answered::contains))
                .count();
        int byIndicators = have == measured.size()
                ? (input.effect().notEstimated().isEmpty() ? 4 : 3)
                : have >= scale.get(EvidenceCutoff.INDICATORS_PARTIAL) * measured.size() ? 2 : 1;
        Text why = Text.of(
                "方案中有临床结局的 " + measured.size() + " 项指标有 " + have + " 项得到结果，计划而未能估计 "
                        + input.effect().notEstimated().size() + " 项",
                have + " of " + measured.size() + " indicators with outcomes have results; "
                        + input.effect().notEstimated().size() + " planned estimates could not be made");
        if (needsEconomics(input.protocol().scenario()) && input.economics().isEmpty()) {
            return score(
                    "question",
                    name,
                    Math.min(2, byIndicators),
                    Text.of(
                            why.zh() + "；该决策场景需要经济学结果而本评价没有",
                            why.en() + "; this scenario needs an economic result and there is none"));
        }
        return score("question", name, byIndicators, why);
    }

    /** Scenarios that decide on paying and price. */
    private static boolean needsEconomics(Scenario scenario) {
        return switch (scenario) {
            case CATALOGUE_ADJUSTMENT, PRICING, TRIAL_TO_FORMAL -> true;
            case PRE_LISTING, NEW_ITEM, ABOLITION -> false;
        };
    }

    /** Whether the cohort itself resembles the insured is for reviewers; how much of it the main answer is about is not. */
    private static Score population(EvidenceInput input, Scale scale) {
        Text name = Text.of("人群匹配", "Population match");
        int cohort = input.effect().missingness().stream()
                .mapToInt(m -> m.rows())
                .max()
                .orElse(0);
        List<MainAnalysis> primaries = Strength.primaries(input);
        double share = primaries.stream()
                .mapToDouble(a -> a.design() ? shareOfTable(input, a) : shareOfCohort(input, a, cohort))
                .min()
                .orElse(0);
        boolean analysed = share > 0;
        int score = !analysed
                ? 0
                : share >= scale.get(EvidenceCutoff.COHORT_SHARE_HIGH)
                        ? 3
                        : share >= scale.get(EvidenceCutoff.COHORT_SHARE_LOW) ? 2 : 1;
        return score(
                "population",
                name,
                score,
                Text.of(
                        "主要分析覆盖研究人群的 " + Strength.percent(share) + "；与目标参保人群的相似程度尚未经评议专家评定，不给满分",
                        "the primary analysis covers " + Strength.percent(share)
                                + " of the cohort; likeness to the insured population was not assessed by reviewers, so the top score is withheld"));
    }

    private static double shareOfCohort(EvidenceInput input, MainAnalysis analysis, int cohort) {
        int analysed = Strength.estimates(input, analysis).stream()
                .mapToInt(EffectEstimate::n)
                .min()
                .orElse(0);
        return cohort == 0 ? 0 : Math.min(1, (double) analysed / cohort);
    }

    /** Rows of the design's own table that it uses. */
    private static double shareOfTable(EvidenceInput input, MainAnalysis analysis) {
        return input.effect().designs().stream()
                .filter(d -> d.id().equals(analysis.id()) && d.rows() > 0)
                .mapToDouble(d -> Math.min(1, (double) d.used() / d.rows()))
                .findFirst()
                .orElse(0);
    }

    private static Score comparator(Comparator c) {
        Text name = Text.of("对照与支付方的相关性", "Comparator relevant to the payer");
        if (Strength.unjustifiedComparator(c)) {
            return score("payer-comparator", name, 0, Text.of("对照选择未说明理由", "the comparator is not justified"));
        }
        return switch (c.level()) {
            case USUAL_CARE ->
                score(
                        "payer-comparator",
                        name,
                        4,
                        Text.of("对照即将被替代的常规诊疗", "the comparator is the usual care that would be replaced"));
            case STANDARD_THERAPY ->
                score("payer-comparator", name, 3, Text.of("对照为标准疗法", "the comparator is standard therapy"));
            case OTHER ->
                c.kind()
                                .filter(k -> k == Comparator.OtherKind.BEST_SUPPORTIVE_CARE
                                        || k == Comparator.OtherKind.NO_TREATMENT)
                                .isPresent()
                        ? score(
                                "payer-comparator",
                                name,
                                2,
                                Text.of("同期的最佳支持治疗或不治疗对照", "concurrent best supportive care or no treatment"))
                        : score("payer-comparator", name, 1, Text.of("历史或外部对照", "a historical or external comparator"));
        };
    }

    private static Score outcomes(EvidenceInput input) {
        Text name = Text.of("结局相关性", "Outcomes relevant to the decision");
        List<Indicator> primary = input.protocol().indicators().stream()
                .filter(i -> Strength.primaries(input).stream()
                        .anyMatch(a -> i.outcomes().contains(a.outcome())))
                .toList();
        if (primary.isEmpty()) {
            return score(
                    "outcomes", name, 0, Text.of("主要结局未对应任何评价指标", "no indicator stands behind the primary outcome"));
        }
        boolean accepted =
                primary.stream().flatMap(i -> i.acceptance().stream()).anyMatch(a -> a != Acceptance.EXPERT_PRACTICE);
        if (!accepted) {
            return score(
                    "outcomes",
                    name,
                    1,
                    Text.of(
                            "主要结局的接受依据仅为临床专家经验或未说明",
                            "the primary outcome is accepted by expert practice alone, or no ground is given"));
        }
        Set<Module> modules = modules(input);
        int score = 1 + modules.size();
        String zh = modules.stream().map(m -> m.label().zh()).collect(Collectors.joining("、"));
        String en = modules.stream()
                .map(m -> m.label().en().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
        return score(
                "outcomes",
                name,
                score,
                Text.of(
                        "主要结局有公认依据，已有结果的价值模块：" + zh,
                        "the primary outcome has an accepted ground; modules with results: " + en));
    }

    private static Set<Module> modules(EvidenceInput input) {
        Set<Module> out = EnumSet.of(Module.CLINICAL);
        if (input.economics().isPresent()) {
            out.add(Module.ECONOMIC);
        }
        if (input.society().isPresent()) {
            out.add(Module.SOCIAL);
        }
        return out;
    }

    private static Score setting(Protocol protocol) {
        Text name = Text.of("时效与外推", "Timeliness and transferability");
        boolean population = Strength.ownSources(protocol).stream().anyMatch(s -> Strength.populationLevel(s.kind()));
        boolean many = protocol.plan().centres() == Centres.MULTIPLE;
        if (protocol.discussion().transferability().isBlank()) {
            return score(
                    "setting",
                    name,
                    0,
                    Text.of("方案未讨论结果能否外推到当前决策环境", "the plan does not discuss whether the result carries over"));
        }
        int score = population ? 3 : many ? 2 : 1;
        return score(
                "setting",
                name,
                score,
                Text.of(
                        (population ? "覆盖人群的数据" : many ? "多中心数据" : "单中心数据") + "；数据年代与医疗环境的适用性尚未经评议专家评定，不给满分",
                        (population
                                        ? "population-level data"
                                        : many ? "data of several centres" : "data of a single centre")
                                + "; whether period and setting still apply was not assessed by reviewers, so the top score is withheld"));
    }

    private static Score precision(EvidenceInput input, Scale scale) {
        Text name = Text.of("对决策而言的精确性", "Precision for the decision");
        List<MainAnalysis> primaries = Strength.primaries(input);
        boolean interval = !primaries.isEmpty()
                && primaries.stream()
                        .allMatch(a -> Strength.estimates(input, a).stream().anyMatch(Fit::hasInterval));
        if (!interval) {
            return score("precision", name, 0, Text.of("主要分析没有区间估计", "the primary analysis has no interval"));
        }
        boolean clear = primaries.stream()
                .allMatch(a -> Strength.estimates(input, a).stream().anyMatch(e -> decisive(e, scale)));
        int clinical = clear ? 3 : 1;
        boolean economic = input.economics().filter(Fit::netBenefitClear).isPresent();
        Text why = Text.of(
                (clear ? "主要分析的区间不含无效值，或整体落在很小差异的范围内" : "主要分析的区间包含无效值，方向尚不确定") + "；"
                        + (economic ? "净获益的区间在各支付意愿阈值下不跨零" : "净获益的区间跨零或没有经济学结果"),
                (clear
                                ? "the interval of the primary analysis excludes no effect, or lies wholly within little difference"
                                : "the interval of the primary analysis includes no effect")
                        + "; "
                        + (economic
                                ? "the net-benefit intervals exclude zero at the thresholds"
                                : "net-benefit intervals include zero, or there is no economic result"));
        return score("precision", name, clinical + (economic ? 1 : 0), why);
    }

    private static boolean hasInterval(EffectEstimate e) {
        return Double.isFinite(e.lower()) && Double.isFinite(e.upper());
    }

    private static boolean decisive(EffectEstimate e, Scale scale) {
        if (!hasInterval(e)) {
            return false;
        }
        boolean ratio = e.measure().endsWith("ratio");
        double none = ratio ? 1 : 0;
        double little = scale.get(EvidenceCutoff.PRECISE_RATIO);
        boolean precise = ratio && e.lower() >= 1 / little && e.upper() <= little;
        return e.lower() > none || e.upper() < none || precise;
    }

    private static boolean netBenefitClear(EconomicResults economics) {
        var all = economics.incremental().netBenefit();
        return !all.isEmpty()
                && all.stream()
                        .allMatch(n -> n.interval().lower() > 0 || n.interval().upper() < 0);
    }
}
