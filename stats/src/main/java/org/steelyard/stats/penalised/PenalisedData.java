package org.steelyard.stats.penalised;

import java.util.Arrays;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.internal.Checks;

/**
 * What a penalised regression is fitted to.
 *
 * @param x covariates without an intercept
 * @param weight of each row, 0 or more; rows of weight 0 take no part
 * @param offset added to the linear predictor
 */
public record PenalisedData(SparseColumns x, Response response, double[] weight, double[] offset) {

    public PenalisedData {
        Checks.sameLength(x.rows(), response.rows(), weight.length, offset.length);
        Checks.nonNegative("weight", weight);
        Checks.finite("offset", offset);
        switch (response) {
            case Response.Binary b -> within(b.y(), 0, 1);
            case Response.Count c -> within(c.y(), 0, Double.MAX_VALUE);
            case Response.Continuous c -> within(c.y(), -Double.MAX_VALUE, Double.MAX_VALUE);
            case Response.Survival s -> {
                Checks.sameLength(x.rows(), s.event().length, s.stratum().length);
                within(s.time(), 0, Double.MAX_VALUE);
            }
        }
    }

    private static void within(double[] y, double low, double high) {
        for (double v : y) {
            if (!(v >= low && v <= high)) {
                throw SteelyardException.of(
                        NumericError.INVALID_VALUE,
                        Place.field("outcome"),
                        Text.of("结局缺失或超出允许范围", "the outcome is missing or outside the range that the model allows"),
                        Text.of("请检查结局变量与所选模型", "check the outcome and the chosen model"));
            }
        }
    }

    public static PenalisedData of(SparseColumns x, Response response) {
        double[] ones = new double[x.rows()];
        Arrays.fill(ones, 1);
        return new PenalisedData(x, response, ones, new double[x.rows()]);
    }

    public PenalisedData withWeights(double[] values) {
        return new PenalisedData(x, response, values, offset);
    }

    public PenalisedData withOffset(double[] values) {
        return new PenalisedData(x, response, weight, values);
    }

    /** Sum of the weights: the N by which losses are divided. */
    public double totalWeight() {
        double sum = 0;
        for (double w : weight) {
            sum += w;
        }
        return sum;
    }
}
