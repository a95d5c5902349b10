package org.steelyard.report.chart;

import java.util.List;

/**
 * Absolute standardised mean differences of terms, before and after adjustment.
 *
 * @param series such as 调整前 and the adjusted analyses
 * @param threshold where a dashed line stands, such as 0.1
 */
public record LovePlot(String axisLabel, List<String> series, List<Term> terms, double threshold, String thresholdLabel)
        implements Chart {

    public LovePlot {
        series = List.copyOf(series);
        terms = List.copyOf(terms);
        for (Term term : terms) {
            Shapes.sameLength("values of a term", term.values().length, series.size());
        }
    }

    /** @param values one for each series; the sign is dropped */
    public record Term(String label, double[] values) {}
}
