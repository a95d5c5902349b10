package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.steelyard.disclosure.RiskSets;
import org.steelyard.effect.Further.IncidenceCurves;
import org.steelyard.effect.Further.StepFunction;
import org.steelyard.protocol.Outcome;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.document.Block;

/** Cumulative incidence of competing events, cut where few people are left. */
record IncidenceResults(Context c) {

    private static final double Z = 1.959963984540054;

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        List<IncidenceCurves> all = c.effect().further().incidence();
        if (all.isEmpty()) {
            return b.list();
        }
        b.subsection("竞争风险下的累积发生率", "Cumulative incidence with competing events");
        String figures = IntStream.rangeClosed(1, all.size())
                .mapToObj(i -> "⟦f-incidence-" + i + "⟧")
                .collect(Collectors.joining(c.joint()));
        b.para(
                figures + "给出两组目标事件与竞争事件的累积发生率（Aalen–Johansen 法⟦@" + Bibliography.COMPETING + "⟧），曲线只画到风险集人数多于 "
                        + c.counts().rule().limit() + " 之处，且不超过方案规定的观察期。" + c.ofFirstTable(),
                figures + (all.size() == 1 ? " shows" : " show")
                        + " the cumulative incidence of the event and of the competing one (Aalen–Johansen ⟦@"
                        + Bibliography.COMPETING + "⟧), as far as more than "
                        + c.counts().rule().limit() + " people are at risk and no further than the horizon."
                        + c.ofFirstTable());
        for (int i = 0; i < all.size(); i++) {
            figure(b, i + 1, all.get(i));
        }
        return b.list();
    }

    private void figure(Blocks b, int i, IncidenceCurves curves) {
        Optional<Outcome> outcome = c.names().plannedOutcome(curves.outcome());
        double last = Stream.of(
                        curves.treated(), curves.control(), curves.competingTreated(), curves.competingControl())
                .mapToDouble(f -> f.time()[drawable(f) - 1])
                .max()
                .orElse(1);
        double end = Math.min(last, outcome.flatMap(Outcome::horizon).orElse(Double.POSITIVE_INFINITY));
        Clock clock = Clock.of(c, outcome, end);
        String event = c.names().outcome(curves.outcome());
        String other = c.t("竞争事件", "competing event");
        List<SurvivalPlot.Curve> lines = new ArrayList<>();
        lines.add(curve(c.names().treated() + c.t("：", ": ") + event, curves.treated(), new Drawn(end, clock, true)));
        lines.add(curve(c.names().control() + c.t("：", ": ") + event, curves.control(), new Drawn(end, clock, true)));
        lines.add(curve(
                c.names().treated() + c.t("：", ": ") + other, curves.competingTreated(), new Drawn(end, clock, false)));
        lines.add(curve(
                c.names().control() + c.t("：", ": ") + other, curves.competingControl(), new Drawn(end, clock, false)));
        b.figure(
                "f-incidence-" + i,
                event + c.t("的累积发生率：", ", cumulative incidence: ") + c.names().analysis(curves.analysis()),
                new SurvivalPlot(
                        Axis.linear(c.t("时间", "Time") + c.bracketed(clock.unit()))
                                .from(0)
                                .to(end > 0 ? end / clock.perUnit() : 1),
                        Axis.percent(c.t("累积发生率", "Cumulative incidence"))
                                .from(0)
                                .to(top(lines)),
                        lines,
                        Optional.empty(),
                        List.of()),
                List.of(c.t(
                        "带为目标事件的 95% 置信区间（对数–负对数变换）。", "Bands: 95% intervals of the event (complementary log-log).")),
                c.t("两组目标事件与竞争事件的累积发生率阶梯曲线。", "Step curves of both events in both arms."));
    }

    /** How far a curve is drawn, on which axis, and whether with its band. */
    private record Drawn(double end, Clock clock, boolean banded) {}

    private int drawable(StepFunction f) {
        return Math.max(1, RiskSets.drawable(f.atRisk(), c.counts().rule()));
    }

    private SurvivalPlot.Curve curve(String name, StepFunction f, Drawn drawn) {
        int allowed = drawable(f);
        double until = Math.min(drawn.end(), f.time()[allowed - 1]);
        int n = (int)
                IntStream.range(0, allowed).filter(i -> f.time()[i] <= until).count();
        double[] value = Arrays.copyOf(f.value(), n);
        double[] se = Arrays.copyOf(f.se(), n);
        double[] none = new double[0];
        return new SurvivalPlot.Curve(
                name,
                drawn.clock().scaled(Arrays.copyOf(f.time(), n)),
                value,
                drawn.banded() ? band(value, se, Z) : none,
                drawn.banded() ? band(value, se, -Z) : none,
                until / drawn.clock().perUnit());
    }

    /** 1 − (1 − F)^exp(±z·se / ((1 − F)·|log(1 − F)|)): stays between 0 and 1. */
    private static double[] band(double[] value, double[] se, double z) {
        double[] out = new double[value.length];
        for (int i = 0; i < out.length; i++) {
            double s = 1 - value[i];
            boolean open = value[i] > 0 && s > 0 && Double.isFinite(se[i]);
            out[i] = open ? 1 - Math.pow(s, Math.exp(-z * se[i] / (s * Math.abs(Math.log(s))))) : value[i];
        }
        return out;
    }

    /** Room above the highest curve, in steps of ten per cent. */
    private static double top(List<SurvivalPlot.Curve> lines) {
        double highest = lines.stream()
                .flatMapToDouble(l -> Arrays.stream(l.lower().length > 0 ? l.upper() : l.value()))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        return Math.min(1, Math.ceil(highest * 10 + 0.2) / 10);
    }
}
