package org.steelyard.stats.cox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;

/**
 * Conditional logistic regression for matched sets of cases and controls.
 *
 * <p><b>Estimand</b>: log odds ratios within sets: logit P(case | x, set) = a_set + x'b, the set's own level a_set conditioned away. <b>Assumes</b> that
 * the effect is the same in all sets. Marginal odds ratios are another thing.
 *
 * <p><b>Formula</b> [1]: product over sets of Π_cases exp(x'b) over the sum of such products over all choices of as many members. That is the exact
 * partial likelihood of a Cox model with a stratum per set and one common time, as R's {@code survival::clogit} has it. Sets
 * without a case or without a control say nothing and drop out. Sums over choices come from a recursion; a set of 1,000 with 500 cases is too
 * much and is refused by the exact likelihood's own limit.
 *
 * <p>[1] Breslow and Day, Statistical Methods in Cancer Research 1, IARC 1980, ch. 7. ISBN 978-92-832-0132-8.
 */
public final class ConditionalLogistic {

    /**
     * @param fit hazard ratios there are odds ratios here
     * @param sets with at least one case and one control
     * @param uninformative sets without
     */
    public record Result(CoxFit fit, int sets, int uninformative) {}

    private ConditionalLogistic() {}

    /** @param set any integer for each row */
    public static Result fit(DesignMatrix design, boolean[] isCase, int[] set, Numerics numerics) {
        Checks.sameLength(design.rows(), isCase.length, set.length);
        Map<Integer, boolean[]> seen = new HashMap<>();
        for (int i = 0; i < set.length; i++) {
            seen.computeIfAbsent(set[i], s -> new boolean[2])[isCase[i] ? 1 : 0] = true;
        }
        int informative = (int) seen.values().stream().filter(s -> s[0] && s[1]).count();
        double[] time = new double[set.length];
        Arrays.fill(time, 1);
        CoxData data = CoxData.rightCensored(design, time, isCase).withStrata(set);
        CoxFit fit =
                CoxRegression.withDefaults().with(Ties.EXACT).with(numerics).fit(data);
        return new Result(fit, informative, seen.size() - informative);
    }
}
