package org.steelyard.effect.internal;

import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.Outcome;

/**
 * One analysis on one table, ready to be estimated.
 *
 * @param seed of this analysis on this table
 */
record Work(
        AnalysisPlan plan,
        Analysis analysis,
        Outcome outcome,
        Sample sample,
        Prepared prepared,
        EffectSettings settings,
        Seed seed) {

    /** The analysis's own covariates, or the plan's. */
    java.util.List<String> covariates() {
        return analysis.covariates().isEmpty() ? plan.covariates() : analysis.covariates();
    }

    double level() {
        return plan.level();
    }

    /** People of a group whom the analysis is about. */
    boolean[] members(Group group) {
        return Take.and(group.in(), prepared.kept());
    }

    Cell.Counts counts(boolean[] in) {
        return new Cell.Counts(
                Take.count(in),
                Take.count(Take.and(in, sample.treated())),
                sample.endpoint().events(in));
    }
}
