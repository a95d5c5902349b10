package org.steelyard.effect.internal;

import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.Outcome;

/**
 * One analysis of one group of people on one table, ready to be estimated. The sample holds these people alone, and they alone were made
 * comparable.
 *
 * @param seed of this analysis on this table
 */
record Work(
        AnalysisPlan plan,
        Analysis analysis,
        Outcome outcome,
        Group group,
        Sample sample,
        Prepared prepared,
        EffectSettings settings,
        Seed seed,
        Remake remake) {

    /** Makes a resample of the sample comparable in the same way. */
    @FunctionalInterface
    interface Remake {
        Prepared apply(Sample drawn);
    }

    /** The same analysis of a resample, made comparable again. */
    Work of(Sample drawn) {
        return new Work(plan, analysis, outcome, group, drawn, remake.apply(drawn), settings, seed, remake);
    }

    double level() {
        return plan.level();
    }

    /** Of the people whom the estimate is about: not trimmed, or in a pair. */
    Cell.Counts counts() {
        boolean[] in = prepared.kept();
        return new Cell.Counts(
                Take.count(in),
                Take.count(Take.and(in, sample.treated())),
                sample.endpoint().events(in));
    }
}
