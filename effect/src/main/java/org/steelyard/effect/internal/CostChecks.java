package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.effect.Diagnostic;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome.OutcomeType;

/**
 * What a mean of costs hides: amounts below zero, and one person who decides it. Of that person nothing is told but that there is
 * one: the share and the arm's mean together would give the amount.
 */
record CostChecks(Work work) {

    /** Beyond a quarter of the arm's total, the arm's mean and its interval are that person's. */
    private static final double DOMINANT = 0.25;

    List<Diagnostic> all() {
        List<Diagnostic> out = new ArrayList<>();
        if (work.outcome().type() != OutcomeType.COST || !(work.sample().endpoint() instanceof Endpoint.Values v)) {
            return out;
        }
        int negative = 0;
        for (double y : v.y()) {
            negative += y < 0 ? 1 : 0;
        }
        if (negative > 0) {
            out.add(Checks.diagnostic(
                    work.analysis().id(),
                    "cost-negative",
                    negative,
                    0,
                    false,
                    Text.of(
                            negative + " 人的费用低于 0，按原值计入；请核对退费与冲销是否已与原费用相抵",
                            negative
                                    + " people have costs below 0, which count as they are; see whether refunds were set against what"
                                    + " they refund")));
        }
        if (dominated(v.y(), true) || dominated(v.y(), false)) {
            out.add(Checks.diagnostic(
                    work.analysis().id(),
                    "cost-dominated",
                    Double.NaN,
                    DOMINANT,
                    false,
                    Text.of(
                            "一人的费用超过所在组合计的四分之一，该组均数及区间由这一人决定；请核对该值的小数点、单位与币种",
                            "one person's cost is more than a quarter of the arm's total and decides its mean and interval; check the"
                                    + " decimal point, unit and currency of that value")));
        }
        return out;
    }

    private boolean dominated(double[] y, boolean arm) {
        double total = 0;
        double largest = 0;
        for (int i = 0; i < y.length; i++) {
            if (work.sample().treated()[i] == arm) {
                double size = Math.abs(y[i]);
                total += size;
                largest = Math.max(largest, size);
            }
        }
        return largest > DOMINANT * total;
    }
}
