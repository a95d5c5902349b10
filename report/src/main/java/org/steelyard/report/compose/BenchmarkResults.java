package org.steelyard.report.compose;

import java.util.List;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.Agreement;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** The observational answer beside the randomised one. */
record BenchmarkResults(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        List<Agreement> agreement = c.effect().agreement();
        if (agreement.isEmpty()) {
            return b.list();
        }
        b.subsection("与随机对照试验对标", "Beside a randomised trial");
        c.plan()
                .analysis()
                .benchmark()
                .ifPresent(trial -> b.para(c.t(trial.description()) + reference(trial.reference())));
        b.para(
                "⟦t-benchmark⟧并列真实世界估计与试验结果，共 " + agreement.size() + " 组。" + summary(),
                "⟦t-benchmark⟧ sets real-world estimates beside the trial's (" + agreement.size()
                        + (agreement.size() == 1 ? " pair). " : " pairs). ") + summary());
        b.table(
                "t-benchmark",
                c.t("真实世界估计与试验结果对比", "Real-world estimates and the trial"),
                List.of(
                        Column.left(c.t("结局与指标", "Outcome and measure"), 2.4),
                        Column.right(c.t("真实世界估计", "Real-world estimate"), 1.7),
                        Column.right(c.t("试验估计", "Trial estimate"), 1.7),
                        Column.center(c.t("显著性与方向一致", "Same significance and direction"), 1),
                        Column.center(c.t("落入试验的置信区间", "Within the trial's interval"), 1),
                        Column.center(c.t("标准化差值小于 1.96", "Standardised difference below 1.96"), 1.1)),
                agreement.stream().map(this::row).toList(),
                List.of(
                        c.t(
                                "括号内为 95% 置信区间。三项标准依 RCT-DUPLICATE；标准化差值为两估计之差除以其标准误，括号内为数值。两研究人群与随访不同，不一致并不必然意味着偏倚，一致也不能证明没有偏倚。",
                                "In brackets: 95% confidence intervals. Criteria of RCT-DUPLICATE: same significance and direction; estimate within the trial's interval; standardised difference below 1.96 (value in brackets). Populations and follow-up differ: disagreement need not mean bias, and agreement does not rule it out.")));
        return b.list();
    }

    private String reference(String reference) {
        boolean known =
                c.plan().references().stream().map(Protocol.Reference::id).anyMatch(reference::equals);
        return known ? "⟦@" + reference + "⟧" : c.bracketed(reference);
    }

    private String summary() {
        List<Agreement> all = c.effect().agreement();
        long full = all.stream()
                .filter(a -> a.significanceAgrees() && a.estimateAgrees() && a.differenceAgrees())
                .count();
        long none = all.stream()
                .filter(a -> !a.significanceAgrees() && !a.estimateAgrees() && !a.differenceAgrees())
                .count();
        return c.t(
                "三项标准均满足的 " + full + " 组，均不满足的 " + none + " 组。",
                "All three criteria hold for " + full + ", none for " + none + ".");
    }

    private Row row(Agreement a) {
        return Row.of(
                c.names().outcome(a.observational().outcome())
                        + c.t("：", ": ")
                        + c.names().measureWithUnit(a.observational())
                        + c.bracketed(c.names().analysis(a.analysis())),
                value(a.observational()),
                value(a.trial()),
                c.t(Labels.yesNo(a.significanceAgrees())),
                c.t(Labels.yesNo(a.estimateAgrees())),
                c.t(Labels.yesNo(a.differenceAgrees()))
                        + c.bracketed(c.numbers().fixed(a.standardisedDifference(), 2)));
    }

    private String value(EffectEstimate e) {
        return c.counts().hidesValue(e)
                ? Numbers.ABSENT
                : c.numbers().estimate(Names.style(e.measure()), e.value(), e.lower(), e.upper());
    }
}
