package org.steelyard.report.internal.draw;

import java.util.Arrays;
import java.util.List;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.ForestPlot.Row;
import org.steelyard.report.chart.Mark;

/**
 * Which values the axis of a forest plot shows. Every estimate, the line of no effect, and the intervals; but an
 * interval that is far wider than the usual one is clipped (and gets an arrow), lest it flatten all others.
 */
final class ForestRange {

    private static final double USUAL_WIDTHS = 4;

    private ForestRange() {}

    static Range of(ForestPlot chart) {
        boolean log = chart.axis().scale() == Axis.Scale.LOG;
        List<Row> rows = chart.rows().stream()
                .filter(r -> Double.isFinite(r.value()) && (!log || r.value() > 0))
                .toList();
        Range core = Range.of(transform(chart.noEffect(), log));
        for (Row row : rows) {
            core = core.with(transform(row.value(), log));
        }
        for (Mark mark : chart.marks()) {
            core = core.with(transform(mark.value(), log));
        }
        if (core.isEmpty()) {
            return log ? new Range(0.5, 2) : new Range(-1, 1);
        }
        double reach = USUAL_WIDTHS * usualHalfWidth(rows, log);
        Range wanted = core;
        for (Row row : rows) {
            wanted = wanted.with(Math.max(transform(row.lower(), log), core.low() - reach));
            wanted = wanted.with(Math.min(transform(row.upper(), log), core.high() + reach));
        }
        double margin = 0.03 * (wanted.high() - wanted.low());
        Range padded = new Range(wanted.low() - margin, wanted.high() + margin).solid();
        return log ? new Range(Math.exp(padded.low()), Math.exp(padded.high())) : padded;
    }

    /** Median half width of the intervals, on the scale of the axis. */
    private static double usualHalfWidth(List<Row> rows, boolean log) {
        double[] halves = rows.stream()
                .mapToDouble(r -> (transform(r.upper(), log) - transform(r.lower(), log)) / 2)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return halves.length == 0
                ? 0
                : Arrays.stream(halves).skip(halves.length / 2).findFirst().getAsDouble();
    }

    private static double transform(double value, boolean log) {
        return log ? Math.log(value) : value;
    }
}
