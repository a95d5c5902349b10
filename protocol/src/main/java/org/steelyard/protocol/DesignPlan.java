package org.steelyard.protocol;

import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;

/**
 * One planned analysis by a design over time, or by another design that is not an adjusted comparison of people.
 *
 * @param outcome of the plan; its variables are found in the dictionary of the table
 * @param table of the plan's long tables; the plan's own table when absent
 * @param eValue whether the E-value of a ratio is given
 */
public record DesignPlan(
        String id,
        AnalysisRole role,
        String outcome,
        Optional<String> table,
        DesignMethod method,
        Text estimand,
        boolean eValue) {}
