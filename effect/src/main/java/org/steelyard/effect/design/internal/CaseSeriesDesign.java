package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod.RiskWindow;
import org.steelyard.protocol.DesignMethod.SelfControlledCaseSeries;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.caseseries.CaseIntervals;
import org.steelyard.stats.caseseries.CaseIntervals.History;
import org.steelyard.stats.caseseries.CaseIntervals.Window;
import org.steelyard.stats.caseseries.CaseSeries;

/** Self-controlled case series, from intervals or from histories. */
record CaseSeriesDesign(Finding found, DesignLimits limits) {

    void run(SelfControlledCaseSeries m, Rows table) {
        boolean cut = m.length().isPresent();
        CaseIntervals data = cut ? intervals(m, table) : histories(m, table);
        CaseSeries.Fit fit = CaseSeries.fit(data);
        int windows =
                cut ? table.terms(m.exposed()).names().size() : m.windows().size();
        List<String> exposed = data.terms().subList(0, windows);
        found.method(
                "self-controlled case series, conditional Poisson, profile-likelihood interval",
                "relative incidence in exposed time",
                "cases");
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < exposed.size(); k++) {
            String term = exposed.get(k);
            Estimate e = CaseSeries.profile(data, term, found.level());
            int events = events(data, k);
            String part = exposed.size() == 1 ? "" : term;
            found.add(
                    "incidence-rate-ratio",
                    part,
                    e,
                    new Finding.Sizes(fit.cases(), fit.cases(), Math.toIntExact(fit.events())),
                    "age terms: " + (data.terms().size() - exposed.size()) + "; events in the window: "
                            + (events > 0 ? "present" : "none")
                            + (cut ? "" : "; windows include their start and leave out their end"));
            points.add(new Point(term, k, e.value(), e.lower(), e.upper(), events));
            preExposure(m, k, e);
        }
        found.picture("windows", List.of(), points, List.of());
        double perTerm = (double) fit.events() / data.terms().size();
        found.atLeast(
                "events-per-variable",
                perTerm,
                limits.eventsPerTerm(),
                Text.of(
                        "每个模型项 " + Finding.number(perTerm) + " 个事件",
                        Finding.number(perTerm) + " events per model term"));
    }

    private CaseIntervals intervals(SelfControlledCaseSeries m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.person(), m.length().orElseThrow(), found.variable()));
        needed.addAll(m.exposed());
        needed.addAll(m.ages());
        Rows rows = table.gapless(needed).sortedBy(m.person());
        found.used(rows.size());
        Rows.Terms exposed = rows.terms(m.exposed());
        Rows.Terms ages = rows.terms(m.ages());
        List<String> names = new ArrayList<>(exposed.names());
        names.addAll(ages.names());
        double[][] columns = new double[names.size()][];
        System.arraycopy(exposed.columns(), 0, columns, 0, exposed.columns().length);
        System.arraycopy(ages.columns(), 0, columns, exposed.columns().length, ages.columns().length);
        return new CaseIntervals(
                rows.codes(m.person()),
                rows.numbers(m.length().orElseThrow()),
                rows.whole(found.variable()),
                names,
                columns);
    }

    private CaseIntervals histories(SelfControlledCaseSeries m, Rows table) {
        Rows rows = table.gapless(
                        List.of(m.person(), m.start().orElseThrow(), m.end().orElseThrow()))
                .sortedBy(m.person());
        found.used(rows.size());
        Map<Integer, List<Integer>> people = new LinkedHashMap<>();
        int[] person = rows.codes(m.person());
        for (int i = 0; i < person.length; i++) {
            people.computeIfAbsent(person[i], p -> new ArrayList<>()).add(i);
        }
        double[] start = rows.numbers(m.start().orElseThrow());
        double[] end = rows.numbers(m.end().orElseThrow());
        double[] event = rows.numbers(found.variable());
        double[] exposure = rows.numbers(m.exposure().orElseThrow());
        List<History> histories = new ArrayList<>();
        for (List<Integer> of : people.values()) {
            double from = start[of.getFirst()];
            double to = end[of.getFirst()];
            double[] events = distinct(event, of);
            require(
                    from < to && of.stream().allMatch(i -> start[i] == from && end[i] == to),
                    m.start().orElseThrow(),
                    Text.of(
                            "同一人各行的观察起止须一致，且开始早于结束",
                            "rows of a person must agree on an observation that begins before it ends"));
            require(
                    Arrays.stream(events).allMatch(e -> e >= from && e <= to),
                    found.variable(),
                    Text.of("有事件发生在观察期之外", "an event lies outside the observation"));
            histories.add(new History(from, to, events, distinct(exposure, of)));
        }
        return CaseIntervals.of(
                histories,
                m.windows().stream()
                        .map(w -> new Window(w.name(), w.from(), w.to()))
                        .toList(),
                m.ageCuts().stream().mapToDouble(c -> c).toArray());
    }

    private static void require(boolean holds, String field, Text message) {
        if (!holds) {
            throw Failure.of(
                    EffectError.BAD_VALUE,
                    field,
                    message,
                    Text.of("改正数据或加纳入标准", "correct the data, or add a criterion"));
        }
    }

    private static double[] distinct(double[] values, List<Integer> rows) {
        TreeSet<Double> out = new TreeSet<>();
        rows.stream().map(i -> values[i]).filter(v -> !Double.isNaN(v)).forEach(out::add);
        return out.stream().mapToDouble(v -> v).toArray();
    }

    private static int events(CaseIntervals data, int term) {
        return IntStream.range(0, data.events().length)
                .filter(i -> data.columns()[term][i] != 0)
                .map(i -> data.events()[i])
                .sum();
    }

    /** A window before the exposure shows whether the event changes who is exposed. */
    private void preExposure(SelfControlledCaseSeries m, int k, Estimate e) {
        if (m.windows().isEmpty()) {
            return;
        }
        RiskWindow w = m.windows().get(k);
        if (w.to() <= 0) {
            found.atLeast(
                    "pre-exposure",
                    e.p(),
                    limits.preTrendP(),
                    Text.of(
                            "暴露前窗口“" + w.name() + "”的相对发生率 " + Finding.number(e.value()) + "，P=" + Finding.number(e.p())
                                    + "；异于 1 提示事件影响暴露",
                            "relative incidence " + Finding.number(e.value()) + " in the window \"" + w.name()
                                    + "\" before exposure, p=" + Finding.number(e.p())
                                    + "; other than 1, the event changes who is exposed"));
        }
    }
}
