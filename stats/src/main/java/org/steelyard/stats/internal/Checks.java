package org.steelyard.stats.internal;

import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;

/** Checks of arguments that several estimators share. */
public final class Checks {

    private Checks() {}

    public static void sameLength(int expected, int... lengths) {
        for (int length : lengths) {
            if (length != expected) {
                throw new IllegalArgumentException("arrays differ in length: " + expected + " and " + length);
            }
        }
    }

    public static void finite(String name, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw invalid(
                        name,
                        Text.of(
                                "含缺失或无穷值；只允许有限数值",
                                "holds a missing or infinite value; only finite numbers are allowed"));
            }
        }
    }

    public static void nonNegative(String name, double[] values) {
        for (double value : values) {
            if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
                throw invalid(
                        name,
                        Text.of(
                                "含缺失、负值或无穷值；只允许大于等于 0 的有限数值",
                                "holds a missing, negative or infinite value; only finite numbers of 0 or more are allowed"));
            }
        }
    }

    /** Propensity scores must lie strictly between 0 and 1. */
    public static void openUnitInterval(String name, double[] values) {
        for (double value : values) {
            if (!(value > 0 && value < 1)) {
                throw EstimationError.SCORE_AT_BOUNDARY.at(
                        name,
                        Text.of(
                                "倾向性评分等于 0 或 1，或缺失；评分须严格介于 0 与 1 之间",
                                "a propensity score is 0, 1 or missing; scores must lie strictly between 0 and 1"),
                        Text.of(
                                "检查是否有协变量完全决定处理分配，或先修剪人群",
                                "look for a covariate that decides treatment completely, or trim the population first"));
            }
        }
    }

    /** Both arms need at least {@code minimum} people of positive weight. */
    public static void bothArms(boolean[] treated, double[] weight, int minimum) {
        int[] count = new int[2];
        for (int i = 0; i < treated.length; i++) {
            if (weight[i] > 0) {
                count[treated[i] ? 1 : 0]++;
            }
        }
        bothArms(count[1], count[0], minimum);
    }

    public static void bothArms(boolean[] treated, int minimum) {
        int count = 0;
        for (boolean t : treated) {
            count += t ? 1 : 0;
        }
        bothArms(count, treated.length - count, minimum);
    }

    private static void bothArms(int treated, int control, int minimum) {
        if (treated < minimum || control < minimum) {
            throw EstimationError.EMPTY_ARM.at(
                    "treated",
                    Text.of(
                            "有一组可用人数不足 " + minimum + " 人，无法比较两组",
                            "an arm has fewer than " + minimum + " usable people, so that the arms cannot be compared"),
                    Text.of(
                            "检查纳入排除标准、缺失处理与修剪范围",
                            "check eligibility, the handling of missing values and the trimming range"));
        }
    }

    public static SteelyardException invalid(String name, Text message) {
        return EstimationError.INVALID_VALUE.at(name, message, Text.of("先清洗或插补该列", "clean or impute the column first"));
    }
}
