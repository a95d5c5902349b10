package org.steelyard.report.chart;

import java.util.List;
import java.util.Optional;

/**
 * Step curves with bands, and the numbers at risk below.
 *
 * @param remarks short lines inside the plot, such as the log-rank P
 */
public record SurvivalPlot(
        Axis time, Axis value, List<Curve> curves, Optional<RiskTable> riskTable, List<String> remarks)
        implements Chart {

    public SurvivalPlot {
        curves = List.copyOf(curves);
        remarks = List.copyOf(remarks);
        if (riskTable.isPresent()) {
            Shapes.sameLength("rows of the risk table", riskTable.get().counts().size(), curves.size());
        }
    }

    /**
     * Right-continuous: {@code value[i]} holds from {@code time[i]}.
     *
     * @param lower of the band; empty together with {@code upper} when there is none
     * @param until the curve is drawn to this time, its last value being held, and not beyond; positive infinity for the whole
     */
    public record Curve(String name, double[] time, double[] value, double[] lower, double[] upper, double until) {
        public Curve {
            Shapes.sameLength("values of " + name, value.length, time.length);
            Shapes.sameLength("upper limits of " + name, upper.length, lower.length);
            if (lower.length > 0) {
                Shapes.sameLength("lower limits of " + name, lower.length, time.length);
            }
        }
    }

    /**
     * @param counts one row for each curve, one text for each time, already formatted; may be "≤10"
     */
    public record RiskTable(String title, double[] times, List<List<String>> counts) {
        public RiskTable {
            counts = counts.stream().map(List::copyOf).toList();
            for (List<String> row : counts) {
                Shapes.sameLength("numbers at risk", row.size(), times.length);
            }
        }
    }
}
