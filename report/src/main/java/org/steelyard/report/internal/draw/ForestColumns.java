package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.ForestPlot.Kind;

/** Where the columns of a forest plot stand. The plot takes what the texts leave, but never less than its share. */
record ForestColumns(double labelWidth, List<String> headers, List<Column> texts, double plotLeft, double plotRight) {

    private static final double GAP = 14;
    private static final double LEAST_PLOT = 200;
    private static final double MOST_LABEL = 230;
    private static final double LEAST_LABEL = 90;

    record Column(double left, double width) {
        double middle() {
            return left + width / 2;
        }
    }

    static ForestColumns of(ForestPlot chart) {
        List<String> headers = new ArrayList<>(chart.leftHeaders());
        headers.addAll(chart.rightHeaders());
        double[] widths = new double[headers.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(chart, headers.get(i), i);
        }
        double label = Math.min(MOST_LABEL, labelNeed(chart));
        double inner = Theme.WIDTH - 2 * Theme.PAD;
        double gaps = GAP * (widths.length + 1);
        double excess = label + sum(widths) + gaps + LEAST_PLOT - inner;
        if (excess > 0) {
            double given = Math.max(0, Math.min(excess, label - LEAST_LABEL));
            label -= given;
            shrink(widths, excess - given);
        }
        return place(chart, headers, widths, label);
    }

    private static ForestColumns place(ForestPlot chart, List<String> headers, double[] widths, double label) {
        List<Column> columns = new ArrayList<>();
        double x = Theme.PAD + label + GAP;
        int left = chart.leftHeaders().size();
        for (int i = 0; i < left; i++) {
            columns.add(new Column(x, widths[i]));
            x += widths[i] + GAP;
        }
        double plotLeft = x;
        double right = Theme.WIDTH - Theme.PAD;
        List<Column> rightColumns = new ArrayList<>();
        for (int i = widths.length - 1; i >= left; i--) {
            right -= widths[i];
            rightColumns.addFirst(new Column(right, widths[i]));
            right -= GAP;
        }
        columns.addAll(rightColumns);
        double plotRight = rightColumns.isEmpty() ? right - 20 : right;
        return new ForestColumns(label, headers, columns, plotLeft, plotRight);
    }

    private static double width(ForestPlot chart, String header, int i) {
        double head = Math.min(130, Prose.width(header, Theme.STRONG));
        int left = chart.leftHeaders().size();
        return chart.rows().stream()
                .filter(row -> row.kind() != Kind.HEADING)
                .mapToDouble(row ->
                        Prose.width(i < left ? row.left().get(i) : row.right().get(i - left), Theme.NOTE))
                .map(w -> Math.min(w, 170))
                .reduce(Math.max(head, widestPiece(header)), Math::max);
    }

    /** A word of a heading is not cut. */
    private static double widestPiece(String header) {
        return Prose.widest(Prose.wrap(header, 60, Theme.STRONG), Theme.STRONG);
    }

    private static double labelNeed(ForestPlot chart) {
        return chart.rows().stream()
                .filter(row -> row.kind() != Kind.HEADING)
                .mapToDouble(row -> ForestDrawing.indent(row)
                        + 6
                        + Prose.widest(Prose.wrap(row.label(), MOST_LABEL - 6, Theme.STRONG), Theme.STRONG))
                .reduce(Prose.width(chart.labelHeader(), Theme.STRONG), Math::max);
    }

    /** Takes from the widest columns first. */
    private static void shrink(double[] widths, double excess) {
        double left = excess;
        for (int round = 0; left > 0.5 && round < 1000; round++) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths.length == 0 || widths[widest] < 40) {
                return;
            }
            double step = Math.min(left, 5);
            widths[widest] -= step;
            left -= step;
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
