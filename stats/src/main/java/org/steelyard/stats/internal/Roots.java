package org.steelyard.stats.internal;

import java.util.function.DoubleUnaryOperator;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;

/** Roots of functions of one variable, by bisection to the last bits. */
public final class Roots {

    private static final int MOST_HALVINGS = 200;

    private Roots() {}

    /** A root between two places where the function has different signs; an end that is a root itself is returned. */
    public static double between(DoubleUnaryOperator f, double low, double high) {
        double a = low;
        double b = high;
        double fa = f.applyAsDouble(a);
        double fb = f.applyAsDouble(b);
        if (fa == 0) {
            return a;
        }
        if (fb == 0) {
            return b;
        }
        if (!(fa * fb < 0)) {
            throw DesignError.NO_SOLUTION.at(
                    "equation",
                    Text.of("在允许范围内没有满足条件的数值", "no number within the allowed range satisfies the equation"),
                    Text.of("检查输入是否自相矛盾", "see whether the inputs contradict each other"));
        }
        for (int i = 0; i < MOST_HALVINGS; i++) {
            double middle = a + (b - a) / 2;
            if (middle == a || middle == b) {
                break;
            }
            double fm = f.applyAsDouble(middle);
            if (fm == 0) {
                return middle;
            }
            if (fm * fa < 0) {
                b = middle;
            } else {
                a = middle;
                fa = fm;
            }
        }
        return a + (b - a) / 2;
    }

    /** Goes from {@code start} in steps that double until the sign changes, then as {@link #between}. */
    public static double from(DoubleUnaryOperator f, double start, double step) {
        double sign = f.applyAsDouble(start);
        double reach = step;
        for (int i = 0; i < 80; i++) {
            if (f.applyAsDouble(start + reach) * sign <= 0) {
                return between(f, start, start + reach);
            }
            reach *= 2;
        }
        return between(f, start, start + reach);
    }
}
