package org.steelyard.stats.competing;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.survival.SurvivalData;

/**
 * Right-censored follow-up of people who all enter at time 0 and leave by one of several causes.
 *
 * @param time to the event or to censoring, in any one unit, 0 or more
 * @param cause 0 for censored, else 1, 2, … for the cause that ended the follow-up
 * @param weight case weight, 0 or more; all 1 for an unweighted analysis
 */
public record CompetingData(double[] time, int[] cause, double[] weight) {

    public CompetingData {
        Checks.sameLength(time.length, cause.length, weight.length);
        Checks.nonNegative("time", time);
        Checks.nonNegative("weight", weight);
        if (time.length == 0) {
            throw EstimationError.EMPTY_ARM.at(
                    "time",
                    Text.of("没有可用于竞争风险分析的人", "nobody is left for the analysis of competing risks"),
                    Text.of("检查纳入排除标准与缺失处理", "check eligibility and the handling of missing values"));
        }
        for (int c : cause) {
            if (c < 0) {
                throw EstimationError.OUT_OF_BOUNDS.at(
                        "cause",
                        Text.of("结局原因须为 0（删失）或正整数", "a cause is 0 (censored) or a positive integer"),
                        Text.of("检查结局编码", "check how causes are coded"));
            }
        }
    }

    public static CompetingData of(double[] time, int[] cause) {
        double[] ones = new double[time.length];
        Arrays.fill(ones, 1);
        return new CompetingData(time, cause, ones);
    }

    public CompetingData withWeights(double[] values) {
        return new CompetingData(time, cause, values);
    }

    public int size() {
        return time.length;
    }

    /** The largest cause that occurs; 0 when all are censored. */
    public int causes() {
        return Arrays.stream(cause).max().orElse(0);
    }

    /** Whether every weight is 1. */
    public boolean unweighted() {
        return Arrays.stream(weight).allMatch(w -> w == 1);
    }

    /** The people whose flag equals {@code keep}, in order. */
    public CompetingData where(boolean[] flag, boolean keep) {
        Checks.sameLength(time.length, flag.length);
        int[] rows = java.util.stream.IntStream.range(0, flag.length)
                .filter(i -> flag[i] == keep)
                .toArray();
        return new CompetingData(
                Arrays.stream(rows).mapToDouble(i -> time[i]).toArray(),
                Arrays.stream(rows).map(i -> cause[i]).toArray(),
                Arrays.stream(rows).mapToDouble(i -> weight[i]).toArray());
    }

    /**
     * Follow-up in which one cause is the event and every other ends the follow-up like a censoring: what a cause-specific hazard is
     * estimated from. The Kaplan–Meier curve of these data is not a probability that anybody has.
     */
    public SurvivalData causeSpecific(int one) {
        boolean[] event = new boolean[cause.length];
        for (int i = 0; i < event.length; i++) {
            event[i] = cause[i] == one;
        }
        return new SurvivalData(time, event, weight);
    }

    /** Follow-up in which any cause is the event. */
    public SurvivalData anyCause() {
        boolean[] event = new boolean[cause.length];
        for (int i = 0; i < event.length; i++) {
            event[i] = cause[i] > 0;
        }
        return new SurvivalData(time, event, weight);
    }
}
