package org.steelyard.effect.internal;

import java.util.Optional;
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
        Remake remake,
        Incomplete incomplete) {

    /**
     * @param model of who is complete; absent where people are not weighted for it
     * @param replicate whether only the value counts, the analysis being one of many of a bootstrap
     */
    record Incomplete(Optional<Completeness> model, boolean replicate) {}

    /** Makes a resample of the sample comparable in the same way. */
    @FunctionalInterface
    interface Remake {
        Prepared apply(Sample drawn);
    }

    /** The same analysis of a resample, made comparable again. */
    Work of(Sample drawn) {
        return new Work(plan, analysis, outcome, group, drawn, remake.apply(drawn), settings, seed, remake, incomplete);
    }

    /** The same people, made comparable otherwise. */
    Work with(Prepared other) {
        return new Work(plan, analysis, outcome, group, sample, other, settings, seed, remake, incomplete);
    }

    /** The same, of which only the value counts. */
    Work replicate() {
        return new Work(
                plan,
                analysis,
                outcome,
                group,
                sample,
                prepared,
                settings,
                seed,
                remake,
                new Incomplete(incomplete.model(), true));
    }

    /** Whether people stand for more than themselves because others are incomplete. */
    boolean standsForOthers() {
        return incomplete.model().isPresent();
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
