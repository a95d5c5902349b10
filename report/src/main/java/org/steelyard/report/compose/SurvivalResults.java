package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.RiskSets;
import org.steelyard.effect.EffectResults.Curve;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.protocol.Outcome;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.document.Block;

/** Survival curves with the numbers at risk, cut where few people are left. */
record SurvivalResults(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        List<SurvivalCurves> curves = c.effect().curves();
        if (curves.isEmpty()) {
            return b.list();
        }
        b.subsection("生存曲线", "Survival curves");
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= curves.size(); i++) {
            ids.add("⟦f-survival-" + i + "⟧");
        }
        String all = String.join(c.joint(), ids);
        b.para(
                all + "给出各分析的生存曲线，图下为各时点的风险集人数（未加权）。曲线只画到风险集人数多于 "
                        + c.counts().rule().limit() + " 之处。",
                all + (curves.size() == 1 ? " shows" : " show")
                        + " survival, with unweighted numbers at risk below. Curves end where "
                        + c.counts().rule().limit() + " people or fewer are at risk.");
        for (int i = 0; i < curves.size(); i++) {
            figure(b, i + 1, curves.get(i));
        }
        return b.list();
    }

    private void figure(Blocks b, int i, SurvivalCurves s) {
        String unit = c.names()
                .plannedOutcome(s.outcome())
                .flatMap(Outcome::timeUnit)
                .map(u -> c.t(u.label()))
                .orElse("");
        List<String> remarks = s.logRankP().stream()
                .filter(p -> !Double.isNaN(p))
                .map(p -> c.t("对数秩检验 ", "Log-rank ") + c.numbers().pStatement(p))
                .toList();
        SurvivalPlot plot = new SurvivalPlot(
                Axis.linear(c.t("时间", "Time") + c.bracketed(unit)).from(0),
                Axis.percent(c.t("无事件比例", "Event-free")).from(0).to(1),
                List.of(curve(c.names().treated(), s.treated()), curve(c.names().control(), s.control())),
                riskTable(s),
                remarks);
        String adjusted = c.names().analysis(s.analysis());
        b.figure(
                "f-survival-" + i,
                c.names().outcome(s.outcome()) + c.t("：", ": ") + adjusted,
                plot,
                List.of(),
                c.t("两组无事件比例随时间变化的阶梯曲线及置信带。", "Step curves with bands of the share without event in both arms."));
    }

    private SurvivalPlot.Curve curve(String name, Curve curve) {
        int points = Math.max(
                1,
                Math.min(
                        curve.time().length,
                        RiskSets.drawable(curve.numberAtRisk(), c.counts().rule())));
        boolean whole = points == curve.time().length;
        double until = whole ? Double.POSITIVE_INFINITY : curve.time()[points];
        boolean banded = curve.lower().length == curve.time().length && curve.upper().length == curve.time().length;
        double[] none = new double[0];
        return new SurvivalPlot.Curve(
                name,
                first(curve.time(), points),
                first(curve.survival(), points),
                banded ? first(curve.lower(), points) : none,
                banded ? first(curve.upper(), points) : none,
                whole || points > 1 ? until : 0);
    }

    private static double[] first(double[] x, int n) {
        return Arrays.copyOf(x, Math.min(n, x.length));
    }

    private Optional<SurvivalPlot.RiskTable> riskTable(SurvivalCurves s) {
        if (s.riskTimes().length == 0
                || s.treated().atRisk().length != s.riskTimes().length
                || s.control().atRisk().length != s.riskTimes().length) {
            return Optional.empty();
        }
        return Optional.of(new SurvivalPlot.RiskTable(
                c.t("风险集人数", "Number at risk"), s.riskTimes(), List.of(atRisk(s.treated()), atRisk(s.control()))));
    }

    private List<String> atRisk(Curve curve) {
        ReleasedCount[] counts = RiskSets.release(curve.atRisk(), c.counts().rule());
        return Stream.of(counts).map(c.numbers()::count).toList();
    }
}
