package org.steelyard.report.chart;

import java.util.List;

/**
 * How far one parameter at a time moves the result. Rows are drawn in the order given.
 *
 * @param base the result with all parameters at their base values
 * @param lowName legend of "parameter at its low value"
 */
public record Tornado(Axis axis, double base, String baseLabel, String lowName, String highName, List<Row> rows)
        implements Chart {

    public Tornado {
        rows = List.copyOf(rows);
    }

    /**
     * @param atLow the result with the parameter at its low value
     * @param lowText the parameter's low value, already formatted; may be empty
     */
    public record Row(String label, double atLow, double atHigh, String lowText, String highText) {}
}
