package org.steelyard.report.chart;

import java.util.List;

/**
 * One question answered in many ways: above, estimates with intervals in rising order; below, which option of each choice made each of them.
 *
 * @param noEffect where the horizontal line stands; NaN for none
 * @param own index of the analysis itself; fewer than 0 when it has no estimate
 * @param ownName legend of the analysis itself
 * @param otherName legend of the others
 */
public record SpecificationCurve(
        Axis value,
        double noEffect,
        double[] values,
        double[] lower,
        double[] upper,
        int own,
        String ownName,
        String otherName,
        List<Choice> choices)
        implements Chart {

    public SpecificationCurve {
        Shapes.sameLength("lower limits", lower.length, values.length);
        Shapes.sameLength("upper limits", upper.length, values.length);
        choices = List.copyOf(choices);
        for (Choice c : choices) {
            Shapes.sameLength("options taken of " + c.name(), c.taken().length, values.length);
        }
    }

    /**
     * @param taken index of the option of each estimate; fewer than 0 where the choice does not arise
     */
    public record Choice(String name, List<String> options, int[] taken) {

        public Choice {
            options = List.copyOf(options);
        }
    }
}
