package org.steelyard.protocol.method;

import java.util.List;
import java.util.Optional;

/**
 * Options of Cox models.
 *
 * @param strata variables whose combinations have a baseline hazard each
 * @param cluster variable whose values are correlated groups: the variance is robust to it
 */
public record CoxRule(TieRule ties, List<String> strata, Optional<String> cluster) {

    public enum TieRule {
        EFRON,
        BRESLOW,
        EXACT
    }
}
