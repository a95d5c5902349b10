package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.RiskSets;
import org.steelyard.effect.EffectResults.Curve;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.Outcome;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.document.Block;

/** Survival curves with the numbers at risk, cut where few people are left. */
record SurvivalResults(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        List<SurvivalCurves> curves = drawn();
        if (curves.isEmpty()) {
            return b.list();
        }
        b.subsection("生存曲线", "Survival curves");
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= curves.size(); i++) {
            ids.add("⟦f-survival-" + i + "⟧");
        }
        boolean chosen = curves.size() < c.effect().curves().size();
        String all = String.join(c.joint(), ids);
        b.para(
                all
                        + (chosen ? "给出主要与次要分析及未调整的生存曲线" : "给出各分析的生存曲线")
                        + "，图下为各时点的风险集人数（未加权）。曲线只画到风险集人数多于 "
                        + c.counts().rule().limit() + " 之处，且不超过方案规定的观察期。",
                all + (curves.size() == 1 ? " shows" : " show")
                        + " survival, with unweighted numbers at risk below. Curves end where "
                        + c.counts().rule().limit() + " people or fewer are at risk, and at the plan's horizon."
                        + (chosen ? " Sensitivity analyses are not drawn." : ""));
        for (int i = 0; i < curves.size(); i++) {
            figure(b, i + 1, curves.get(i));
        }
        return b.list();
    }

    /** Primary and secondary analyses, and the unadjusted curves of the primary outcome; all where that leaves none. */
    private List<SurvivalCurves> drawn() {
        List<SurvivalCurves> all = c.effect().curves();
        Set<String> primary = c.effect().curves().stream()
                .filter(s -> has(s, AnalysisRole.PRIMARY))
                .map(SurvivalCurves::outcome)
                .collect(Collectors.toSet());
        List<SurvivalCurves> some = all.stream()
                .filter(s -> has(s, AnalysisRole.PRIMARY)
                        || has(s, AnalysisRole.SECONDARY)
                        || (isCrude(s) && primary.contains(s.outcome())))
                .toList();
        return some.isEmpty() ? all : some;
    }

    private boolean has(SurvivalCurves s, AnalysisRole role) {
        return c.findings().role(s.analysis()).filter(r -> r == role).isPresent();
    }

    private boolean isCrude(SurvivalCurves s) {
        return c.names()
                .plannedAnalysis(s.analysis())
                .filter(a -> a.adjustment() == Adjustment.NONE)
                .isPresent();
    }

    private static double end(SurvivalCurves s) {
        double treated = s.treated().time().length == 0
                ? 0
                : s.treated().time()[s.treated().time().length - 1];
        double control = s.control().time().length == 0
                ? 0
                : s.control().time()[s.control().time().length - 1];
        return Math.max(treated, control);
    }

    private void figure(Blocks b, int i, SurvivalCurves s) {
        Optional<Outcome> outcome = c.names().plannedOutcome(s.outcome());
        double end = Math.min(
                end(s),
                outcome.flatMap(Outcome::horizon).map(h -> h.doubleValue()).orElse(Double.POSITIVE_INFINITY));
        Clock clock = Clock.of(c, outcome, end);
        List<String> remarks = s.logRankP().stream()
                .filter(p -> !Double.isNaN(p))
                .map(p -> c.t("对数秩检验 ", "Log-rank ") + c.numbers().pStatement(p))
                .toList();
        SurvivalPlot plot = new SurvivalPlot(
                Axis.linear(c.t("时间", "Time") + c.bracketed(clock.unit()))
                        .from(0)
                        .to(end / clock.perUnit()),
                Axis.percent(c.t("无事件比例", "Event-free")).from(0).to(1),
                List.of(
                        curve(c.names().treated(), s.treated(), end, clock),
                        curve(c.names().control(), s.control(), end, clock)),
                riskTable(s, clock),
                remarks);
        String adjusted = c.names().analysis(s.analysis());
        b.figure(
                "f-survival-" + i,
                c.names().outcome(s.outcome()) + c.t("：", ": ") + adjusted,
                plot,
                List.of(),
                c.t("两组无事件比例随时间变化的阶梯曲线及置信带。", "Step curves with bands of the share without event in both arms."));
    }

    private SurvivalPlot.Curve curve(String name, Curve curve, double end, Clock clock) {
        int allowed = Math.max(
                1,
                Math.min(
                        curve.time().length,
                        RiskSets.drawable(curve.numberAtRisk(), c.counts().rule())));
        int points = allowed;
        while (points > 1 && curve.time()[points - 1] > end) {
            points--;
        }
        // Not on to the next step where few are at risk: its time would tell when one of them had the event.
        double until = Math.min(end, curve.time()[allowed - 1]);
        boolean banded = curve.lower().length == curve.time().length && curve.upper().length == curve.time().length;
        double[] none = new double[0];
        return new SurvivalPlot.Curve(
                name,
                clock.scaled(first(curve.time(), points)),
                first(curve.survival(), points),
                banded ? first(curve.lower(), points) : none,
                banded ? first(curve.upper(), points) : none,
                until / clock.perUnit());
    }

    private static double[] first(double[] x, int n) {
        return Arrays.copyOf(x, Math.min(n, x.length));
    }

    private Optional<SurvivalPlot.RiskTable> riskTable(SurvivalCurves s, Clock clock) {
        if (s.riskTimes().length == 0
                || s.treated().atRisk().length != s.riskTimes().length
                || s.control().atRisk().length != s.riskTimes().length) {
            return Optional.empty();
        }
        return Optional.of(new SurvivalPlot.RiskTable(
                c.t("风险集人数", "Number at risk"),
                clock.scaled(s.riskTimes()),
                List.of(atRisk(s.treated()), atRisk(s.control()))));
    }

    private List<String> atRisk(Curve curve) {
        ReleasedCount[] counts = RiskSets.release(curve.atRisk(), c.counts().rule());
        return Stream.of(counts).map(c.numbers()::count).toList();
    }
}
