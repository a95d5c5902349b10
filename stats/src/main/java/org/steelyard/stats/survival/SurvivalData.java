package org.steelyard.stats.survival;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;

/**
 * Right-censored follow-up of people who all enter at time 0.
 *
 * @param time to the event or to censoring, in any one unit, 0 or more
 * @param event whether the event ended the follow-up
 * @param weight case weight, 0 or more; all 1 for an unweighted analysis
 */
public record SurvivalData(double[] time, boolean[] event, double[] weight) {

    public SurvivalData {
        Checks.sameLength(time.length, event.length, weight.length);
        Checks.nonNegative("time", time);
        Checks.nonNegative("weight", weight);
        if (time.length == 0) {
            throw EstimationError.EMPTY_ARM.at(
                    "time",
                    Text.of("没有可用于生存分析的人", "nobody is left for the survival analysis"),
                    Text.of("检查纳入排除标准与缺失处理", "check eligibility and the handling of missing values"));
        }
    }

    public static SurvivalData of(double[] time, boolean[] event) {
        double[] ones = new double[time.length];
        Arrays.fill(ones, 1);
        return new SurvivalData(time, event, ones);
    }

    public int size() {
        return time.length;
    }

    /** The people whose flag equals {@code keep}, in order. */
    public SurvivalData where(boolean[] flag, boolean keep) {
        Checks.sameLength(time.length, flag.length);
        int n = 0;
        for (boolean f : flag) {
            n += f == keep ? 1 : 0;
        }
        double[] t = new double[n];
        boolean[] e = new boolean[n];
        double[] w = new double[n];
        int k = 0;
        for (int i = 0; i < flag.length; i++) {
            if (flag[i] == keep) {
                t[k] = time[i];
                e[k] = event[i];
                w[k++] = weight[i];
            }
        }
        return new SurvivalData(t, e, w);
    }

    /** Whether every weight is 1. */
    public boolean unweighted() {
        for (double w : weight) {
            if (w != 1) {
                return false;
            }
        }
        return true;
    }
}
