package org.steelyard.stats.regression.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.DesignMatrix;

/** Says which terms run to infinity. */
final class Separation {

    private static final double SHARE = 0.1;

    private Separation() {}

    /**
     * @param direction in which the coefficients run away
     * @param complete whether every row is predicted perfectly, or only some
     */
    static SteelyardException error(DesignMatrix x, double[] direction, boolean complete) {
        String terms = String.join(", ", running(x, direction));
        String kindZh = complete ? "完全分离" : "准完全分离";
        String kindEn = complete ? "complete separation" : "quasi-complete separation";
        return SteelyardException.of(
                NumericError.SEPARATION,
                Place.field(terms),
                Text.of(
                        kindZh + "：这些项（或其组合）把结局完全分开，系数趋于无穷",
                        kindEn
                                + ": these terms (or a combination of them) predict the outcome perfectly, so their coefficients run to infinity"),
                Text.of(
                        "请去掉该项、合并稀少类别，或限制到两组有重叠的人群",
                        "remove the term, merge rare categories, or restrict to a population with overlap"));
    }

    /** Terms whose share in the move, over the range of the column, is not small beside the largest. */
    private static List<String> running(DesignMatrix x, double[] direction) {
        double[][] ranges = x.ranges();
        double largest = 0;
        double[] effect = new double[direction.length];
        for (int j = 0; j < direction.length; j++) {
            effect[j] = Math.abs(direction[j]) * (ranges[1][j] - ranges[0][j]);
            largest = Math.max(largest, effect[j]);
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < direction.length; j++) {
            if (largest == 0 || effect[j] > SHARE * largest) {
                names.add(x.terms().get(j));
            }
        }
        return names;
    }
}
