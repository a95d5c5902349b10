package org.steelyard.evidence.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.EvidenceCutoff;
import org.steelyard.evidence.EvidenceGrade.Axis;
import org.steelyard.evidence.EvidenceGrade.Score;
import org.steelyard.evidence.EvidenceInput;
import org.steelyard.evidence.EvidenceInput.RiskOfBias;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.Amendment;
import org.steelyard.protocol.Protocol.Comparator;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceClass;
import org.steelyard.protocol.Protocol.ResearchPlan.Centres;

/** The six sub-domains of the strength of the evidence base. */
public final class Strength {

    private Strength() {}

    public static List<Score> scores(EvidenceInput input, Scale scale) {
        return List.of(
                plan(input),
                sources(input.protocol()),
                comparator(input.protocol()),
                statistics(input, scale),
                bias(input),
                quality(input, scale));
    }

    private static Score score(String id, Text name, int score, Text why) {
        return new Score(Axis.STRENGTH, id, name, score, why);
    }

    private static Score plan(EvidenceInput input) {
        Text name = Text.of("研究方案", "Research plan");
        if (input.protocol().amendments().stream().anyMatch(Amendment::afterResults)) {
            return score("plan", name, 0, Text.of("得到结果后修改过方案", "the plan was changed after results were known"));
        }
        if (!input.plan().locked()) {
            return score(
                    "plan",
                    name,
                    1,
                    Text.of(
                            "方案在运行前未锁定，无法证明先于结果",
                            "the plan was not locked before the run, so nothing proves that it came before the result"));
        }
        boolean registered =
                input.protocol().registration().filter(r -> !r.isBlank()).isPresent();
        return registered
                ? score(
                        "plan",
                        name,
                        4,
                        Text.of("方案已公开注册并在运行前锁定", "the plan is registered and was locked before the run"))
                : score(
                        "plan",
                        name,
                        3,
                        Text.of("方案在运行前已锁定，但未公开注册", "the plan was locked before the run but is not registered"));
    }

    /** Whether an implementer is a trusted site must not count, so neither does a source for being one. */
    private static Score sources(Protocol protocol) {
        Text name = Text.of("数据来源", "Data sources");
        List<Source> own = ownSources(protocol);
        if (own.isEmpty()) {
            return score("sources", name, 0, Text.of("方案未列出数据来源", "the plan names no data source"));
        }
        if (protocol.data().traceability().isBlank()) {
            return score(
                    "sources",
                    name,
                    1,
                    Text.of("方案未说明如何追溯到原始记录", "the plan does not say how values are traced to the original record"));
        }
        boolean population = own.stream().anyMatch(s -> populationLevel(s.kind()));
        if (population) {
            return own.size() > 1
                    ? score(
                            "sources",
                            name,
                            4,
                            Text.of("覆盖人群的数据与其他来源互补，且可追溯", "population-level data joined by another source, traceable"))
                    : score("sources", name, 3, Text.of("覆盖人群的单一数据来源，可追溯", "one population-level source, traceable"));
        }
        return protocol.plan().centres() == Centres.MULTIPLE
                ? score(
                        "sources",
                        name,
                        3,
                        Text.of("多中心机构或研究数据，可追溯", "institutional or research data from several centres, traceable"))
                : score("sources", name, 2, Text.of("单中心数据，可追溯", "data of a single centre, traceable"));
    }

    static List<Source> ownSources(Protocol protocol) {
        Optional<String> trial = protocol.analysis().benchmark().map(b -> b.source());
        return protocol.data().sources().stream()
                .filter(s -> trial.filter(s.id()::equals).isEmpty())
                .toList();
    }

    static boolean populationLevel(SourceClass kind) {
        return switch (kind) {
            case CLAIMS, HEALTH_AUTHORITY -> true;
            case TRUSTED_SITE, OTHER_INSTITUTION, COMMERCIAL, RESEARCH_DATASET -> false;
        };
    }

    private static Score comparator(Protocol protocol) {
        Text name = Text.of("对照选择", "Comparator");
        Comparator c = protocol.comparator();
        boolean evidence = c.evidence().filter(t -> !t.isBlank()).isPresent();
        return switch (c.level()) {
            case USUAL_CARE ->
                ownSources(protocol).stream().anyMatch(s -> s.kind() == SourceClass.CLAIMS)
                        ? score(
                                "comparator",
                                name,
                                4,
                                Text.of("第一顺位：医保结算数据中的常规诊疗", "first order: usual care seen in claims"))
                        : score(
                                "comparator",
                                name,
                                3,
                                Text.of("第一顺位：常规诊疗，但未由医保结算数据佐证", "first order: usual care, not shown from claims"));
            case STANDARD_THERAPY ->
                evidence
                        ? score(
                                "comparator",
                                name,
                                2,
                                Text.of("第二顺位：有依据的标准疗法", "second order: standard therapy, with its evidence"))
                        : score(
                                "comparator",
                                name,
                                1,
                                Text.of("第二顺位：标准疗法，未给出依据", "second order: standard therapy, without evidence"));
            case OTHER ->
                unjustifiedComparator(c)
                        ? score("comparator", name, 0, Text.of("第三顺位对照，未说明理由", "third order, not justified"))
                        : score("comparator", name, 1, Text.of("第三顺位对照，已说明理由", "third order, justified"));
        };
    }

    static boolean unjustifiedComparator(Comparator c) {
        return c.level() == Comparator.Level.OTHER && c.reason().isBlank();
    }

    private static Score statistics(EvidenceInput input, Scale scale) {
        return primaries(input).stream()
                .map(a -> statistics(input, scale, a))
                .reduce((x, y) -> x.score() <= y.score() ? x : y)
                .orElseGet(() -> score(
                        "statistics",
                        Text.of("统计方法", "Statistical methods"),
                        0,
                        Text.of("方案没有主要分析", "the plan has no primary analysis")));
    }

    static List<MainAnalysis> primaries(EvidenceInput input) {
        return MainAnalysis.of(input);
    }

    static List<EffectEstimate> estimates(EvidenceInput input, MainAnalysis analysis) {
        return input.effect().estimates().stream()
                .filter(e -> e.analysis().equals(analysis.id()) && e.outcome().equals(analysis.outcome()))
                .filter(e -> !e.population().contains("=") && !e.population().equals("benchmark"))
                .toList();
    }

    private static Score statistics(EvidenceInput input, Scale scale, MainAnalysis analysis) {
        Text name = Text.of("统计方法", "Statistical methods");
        List<EffectEstimate> found = estimates(input, analysis);
        if (found.isEmpty() || !analysis.adjusted()) {
            return score(
                    "statistics",
                    name,
                    0,
                    Text.of("主要分析未调整混杂或没有结果", "the primary analysis is unadjusted or has no result"));
        }
        if (!found.stream().allMatch(EffectEstimate::preSpecified)) {
            return score(
                    "statistics",
                    name,
                    1,
                    Text.of("主要分析未能证明为预先设定", "the primary analysis is not shown to be pre-specified"));
        }
        List<Diagnostic> checks = checks(input, analysis);
        long passed = checks.stream().filter(Diagnostic::passed).count();
        Text share = Text.of(
                "主要分析 " + checks.size() + " 项检查中 " + passed + " 项通过",
                passed + " of " + checks.size() + " checks of the primary analysis pass");
        if (checks.isEmpty() || passed < scale.get(EvidenceCutoff.DIAGNOSTICS_PARTIAL) * checks.size()) {
            return score("statistics", name, 1, share);
        }
        if (passed < checks.size()) {
            return score("statistics", name, 2, share);
        }
        boolean complete = input.effect().notEstimated().stream()
                .noneMatch(n -> n.analysis().equals(analysis.id()));
        return complete
                ? score(
                        "statistics",
                        name,
                        4,
                        Text.of("预先设定的因果估计方法，" + share.zh(), "a pre-specified causal estimator; " + share.en()))
                : score(
                        "statistics",
                        name,
                        3,
                        Text.of(
                                share.zh() + "，但有计划中的指标未能估计",
                                share.en() + ", but a planned measure could not be estimated"));
    }

    /** Checks that can fail: those that have a threshold. */
    static List<Diagnostic> checks(EvidenceInput input, MainAnalysis analysis) {
        return input.effect().diagnostics().stream()
                .filter(d -> d.about().equals(analysis.id()) && !Double.isNaN(d.threshold()))
                .toList();
    }

    private static Score bias(EvidenceInput input) {
        Text name = Text.of("混杂与偏倚控制", "Confounding and bias");
        boolean quantified = !input.effect().eValues().isEmpty() || Beside.quantifiesBias(input.effect());
        Optional<RiskOfBias> judged = input.review().riskOfBias();
        if (judged.isEmpty()) {
            return unjudged(input, name, quantified);
        }
        return switch (judged.get()) {
            case CRITICAL -> score("bias", name, 0, Text.of("评议专家判定偏倚风险极高", "reviewers found a critical risk of bias"));
            case SERIOUS -> score("bias", name, 2, Text.of("评议专家判定存在严重偏倚风险", "reviewers found a serious risk of bias"));
            case MODERATE, LOW ->
                quantified
                        ? score(
                                "bias",
                                name,
                                4,
                                Text.of(
                                        "评议专家判定偏倚风险为低或中，并有定量偏倚分析"
                                                + Beside.named(input.effect()).zh(),
                                        "reviewers found a low or moderate risk of bias; bias is quantified"
                                                + Beside.named(input.effect()).en()))
                        : score(
                                "bias",
                                name,
                                3,
                                Text.of(
                                        "评议专家判定偏倚风险为低或中，但无定量偏倚分析",
                                        "reviewers found a low or moderate risk of bias; bias is not quantified"));
        };
    }

    /** Nobody judged it: the run's own evidence, capped below what a judgement could give. */
    private static Score unjudged(EvidenceInput input, Text name, boolean quantified) {
        boolean designs =
                !primaries(input).isEmpty() && primaries(input).stream().allMatch(MainAnalysis::design);
        boolean balanced = designs
                ? primaries(input).stream()
                        .flatMap(a -> checks(input, a).stream())
                        .allMatch(Diagnostic::passed)
                : input.effect().diagnostics().stream()
                        .filter(d -> d.kind().equals("smd-max"))
                        .filter(d -> primaries(input).stream().anyMatch(a -> a.id().equals(d.about())))
                        .allMatch(Diagnostic::passed);
        int score = (quantified ? 1 : 0) + (balanced ? 1 : 0);
        var agreement = input.effect().agreement();
        if (!agreement.isEmpty()) {
            score += agreement.stream().allMatch(a -> a.differenceAgrees())
                    ? 1
                    : agreement.stream().noneMatch(a -> a.differenceAgrees()) ? -1 : 0;
        }
        String trialZh = agreement.isEmpty() ? "" : "；与随机试验基准的一致性已计入";
        String trialEn = agreement.isEmpty() ? "" : "; agreement with the benchmark trial counts";
        return score(
                "bias",
                name,
                Math.max(0, score),
                Text.of(
                        "评议专家尚未按领域评定偏倚风险，按自动证据保守计分：" + balanceZh(designs, balanced) + "，"
                                + Beside.quantified(input.effect()).zh() + trialZh,
                        "not assessed by reviewers, scored with caution from automatic evidence: "
                                + balanceEn(designs, balanced) + ", "
                                + Beside.quantified(input.effect()).en() + trialEn));
    }

    private static String balanceZh(boolean designs, boolean balanced) {
        return designs ? balanced ? "主要设计的假定检查全部通过" : "主要设计有假定检查未通过" : balanced ? "主要分析协变量均衡" : "主要分析仍有协变量不均衡";
    }

    private static String balanceEn(boolean designs, boolean balanced) {
        return designs
                ? "checks of the primary design " + (balanced ? "all pass" : "do not all pass")
                : "covariates of the primary analysis are " + (balanced ? "balanced" : "not all balanced");
    }

    private static Score quality(EvidenceInput input, Scale scale) {
        Text name = Text.of("数据质量", "Data quality");
        double complete = input.review().completeness();
        int byCompleteness = complete >= scale.get(EvidenceCutoff.COMPLETENESS_HIGH)
                ? 4
                : complete >= scale.get(EvidenceCutoff.COMPLETENESS_LOW) ? 2 : 0;
        Optional<Double> error = input.review().sourceErrorRate();
        // Without a check against the original records the best score stays out of reach.
        int byError = error.map(e -> e <= scale.get(EvidenceCutoff.SOURCE_ERROR_LOW)
                        ? 4
                        : e <= scale.get(EvidenceCutoff.SOURCE_ERROR_HIGH) ? 2 : 0)
                .orElse(3);
        String zh = "关键变量完整率 " + percent(complete) + "；"
                + error.map(e -> "原始记录抽查错误率 " + percent(e)).orElse("尚未与原始记录抽查比对");
        String en = "completeness of key variables " + percent(complete) + "; "
                + error.map(e -> "error rate against original records " + percent(e))
                        .orElse("not yet checked against original records");
        return score("quality", name, Math.min(byCompleteness, byError), Text.of(zh, en));
    }

    /** Cut, not rounded: 94.99 % must not read as the 95 % that it fails. */
    static String percent(double share) {
        return String.format(java.util.Locale.ROOT, "%.1f%%", Math.floor(share * 1000) / 10);
    }
}
