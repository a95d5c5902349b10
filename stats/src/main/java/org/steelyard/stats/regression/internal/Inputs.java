package org.steelyard.stats.regression.internal;

import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.linear.DesignMatrix;

/** Checks of what enters a model. */
public final class Inputs {

    private Inputs() {}

    public static void requireLength(String what, double[] values, int rows) {
        requireLength(what, values.length, rows);
    }

    public static void requireLength(String what, int length, int rows) {
        if (length != rows) {
            throw SteelyardException.of(
                    NumericError.SHAPE,
                    Place.field(what),
                    Text.of("长度应为 " + rows + "，实际为 " + length, "expected " + rows + " values, got " + length),
                    Text.EMPTY);
        }
    }

    /** Fails unless every value lies within the closed range. */
    public static void requireWithin(String what, double[] values, double low, double high) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= low && values[i] <= high) || Double.isInfinite(values[i])) {
                throw SteelyardException.of(
                        NumericError.INVALID_VALUE,
                        new Place("", i + 1L, what),
                        Text.of(
                                "缺失、非有限或超出允许范围 [" + low + ", " + high + "]",
                                "missing, infinite or outside the allowed range [" + low + ", " + high + "]"),
                        Text.of(
                                "请检查该变量的定义和缺失值处理",
                                "check the definition of the variable and how missing values are handled"));
            }
        }
    }

    public static double[] weights(Optional<double[]> weights, int rows) {
        if (weights.isEmpty()) {
            double[] ones = new double[rows];
            java.util.Arrays.fill(ones, 1);
            return ones;
        }
        requireLength("weights", weights.get(), rows);
        requireWithin("weights", weights.get(), 0, Double.MAX_VALUE);
        return weights.get();
    }

    public static void requireRows(DesignMatrix design) {
        if (design.rows() < design.columns()) {
            throw SteelyardException.of(
                    NumericError.TOO_FEW_ROWS,
                    Place.NONE,
                    Text.of(
                            "观测 " + design.rows() + " 行，少于模型的 " + design.columns() + " 个系数",
                            design.rows() + " rows are fewer than the model's " + design.columns() + " coefficients"),
                    Text.of("请减少协变量或增加样本", "use fewer covariates or more data"));
        }
    }
}
