package org.steelyard.society.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;
import org.steelyard.society.SocialResults.OutcomeTest;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.Scale;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.inference.Independence;
import org.steelyard.stats.inference.Pooling;
import org.steelyard.stats.inference.Proportion;
import org.steelyard.stats.survival.IntervalTransform;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.LogRank;
import org.steelyard.stats.survival.SurvivalData;

/** One outcome described in each level of a group variable, and tested between the levels. */
final class OutcomesByLevel {

    private final Outcome outcome;
    private final Levels levels;
    private final double level;
    private final double[] values;
    private final double[] events;

    OutcomesByLevel(AnalysisTable table, Outcome outcome, Levels levels, double level) {
        this.outcome = outcome;
        this.levels = levels;
        this.level = level;
        boolean timed = outcome.type() == Outcome.OutcomeType.TIME_TO_EVENT;
        values = table.numbers((timed ? outcome.time() : outcome.variable()).orElseThrow());
        events = timed ? table.numbers(outcome.event().orElseThrow()) : values;
    }

    /**
     * @param events -1 when the outcome has none
     */
    record Described(String measure, int n, int events, Estimate estimate) {}

    /** People of the level in whom the outcome is known. */
    private int[] known(int k) {
        return IntStream.of(levels.rows(k))
                .filter(i -> !Double.isNaN(values[i]) && !Double.isNaN(events[i]))
                .toArray();
    }

    private int happened(int[] rows) {
        return (int) IntStream.of(rows).filter(i -> events[i] == 1).count();
    }

    /** @throws SteelyardException when the level is too small or not followed long enough */
    Described describe(int k) {
        int[] rows = known(k);
        return switch (outcome.type()) {
            case BINARY -> risk(rows);
            case CONTINUOUS, COUNT, COST -> mean(rows);
            case TIME_TO_EVENT ->
                outcome.horizon().isPresent() ? survival(rows, outcome.horizon().get()) : rate(rows);
            case ORDINAL, COMPETING, RECURRENT, REPEATED -> throw undescribed();
        };
    }

    private SteelyardException undescribed() {
        return EstimationError.NOT_SUPPORTED.at(
                outcome.id(),
                Text.of("此类结局不按组描述", "outcomes of this type are not described by group"),
                Text.of("另定义二分类、连续或时间-事件结局", "define a binary, continuous or time-to-event outcome for it"));
    }

    private Described risk(int[] rows) {
        Proportion p = Proportion.wilson(happened(rows), rows.length, level);
        return new Described("risk", rows.length, happened(rows), plain(p.value(), p.lower(), p.upper()));
    }

    private Described mean(int[] rows) {
        if (rows.length < 2) {
            throw EstimationError.EMPTY_TABLE.at(
                    outcome.id(),
                    Text.of("均值的区间至少需要两人", "the interval of a mean needs two people or more"),
                    Text.of("合并水平", "merge levels"));
        }
        double n = rows.length;
        double mean = IntStream.of(rows).mapToDouble(i -> values[i]).sum() / n;
        double squares = 0;
        for (int i : rows) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        double se = Math.sqrt(squares / (n - 1) / n);
        return new Described("mean", rows.length, -1, withoutP(Estimate.student(mean, se, level, n - 1)));
    }

    private Described survival(int[] rows, double horizon) {
        SurvivalData data = data(rows);
        double longest = org.steelyard.stats.survival.RestrictedMean.longestHorizon(data);
        if (horizon > longest) {
            throw EstimationError.BEYOND_FOLLOW_UP.at(
                    outcome.id(),
                    Text.of("该水平的随访未达到结局的时间点", "follow-up of this level does not reach the outcome's horizon"),
                    Text.of("缩短时间点或合并水平", "choose a shorter horizon or merge levels"));
        }
        Estimate s = KaplanMeier.fit(data).estimateAt(horizon, level, IntervalTransform.LOG_LOG);
        return new Described("survival", rows.length, happened(rows), s);
    }

    /** Events a person-year with the exact Poisson interval. */
    private Described rate(int[] rows) {
        double perYear = outcome.timeUnit().orElseThrow().perYear();
        double years = IntStream.of(rows).mapToDouble(i -> values[i] / perYear).sum();
        if (!(years > 0)) {
            throw EstimationError.EMPTY_TABLE.at(
                    outcome.id(),
                    Text.of("没有随访人年", "there is no follow-up time"),
                    Text.of("检查时间变量", "check the time variable"));
        }
        int count = happened(rows);
        double tail = (1 - level) / 2;
        double lower = count == 0 ? 0 : quantile(2.0 * count, tail) / 2 / years;
        double upper = quantile(2.0 * (count + 1), 1 - tail) / 2 / years;
        return new Described("event-rate", rows.length, count, plain(count / years, lower, upper));
    }

    private static double quantile(double df, double p) {
        return ChiSquaredDistribution.of(df).inverseCumulativeProbability(p);
    }

    private Estimate plain(double value, double lower, double upper) {
        return new Estimate(
                Scale.IDENTITY, value, Double.NaN, lower, upper, level, Double.NaN, Double.POSITIVE_INFINITY);
    }

    private static Estimate withoutP(Estimate e) {
        return new Estimate(e.scale(), e.value(), e.se(), e.lower(), e.upper(), e.level(), Double.NaN, e.df());
    }

    private SurvivalData data(int[] rows) {
        double[] time = IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
        boolean[] event = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            event[i] = events[rows[i]] == 1;
        }
        return SurvivalData.of(time, event);
    }

    /** Empty when nothing can be tested: one level, nobody with an event, means without variance. */
    Optional<OutcomeTest> test() {
        try {
            return switch (outcome.type()) {
                case BINARY -> Optional.of(result("pearson-chi-squared", pearson()));
                case CONTINUOUS, COUNT, COST -> Optional.of(result("wald-heterogeneity", heterogeneity()));
                case TIME_TO_EVENT -> Optional.of(result("log-rank", logRank()));
                case ORDINAL, COMPETING, RECURRENT, REPEATED -> Optional.empty();
            };
        } catch (SteelyardException _) {
            return Optional.empty();
        }
    }

    private OutcomeTest result(String test, ChiSquared c) {
        if (c.df() == 0) {
            throw EstimationError.EMPTY_TABLE.at(
                    outcome.id(), Text.of("只有一个水平", "there is one level only"), Text.EMPTY);
        }
        return new OutcomeTest(outcome.id(), test, c.statistic(), c.df(), c.p());
    }

    private ChiSquared pearson() {
        long[][] counts = new long[levels.names().size()][];
        for (int k = 0; k < counts.length; k++) {
            int[] rows = known(k);
            counts[k] = new long[] {happened(rows), rows.length - happened(rows)};
        }
        return Independence.pearson(counts);
    }

    private ChiSquared heterogeneity() {
        List<Estimate> means = new ArrayList<>();
        for (int k = 0; k < levels.names().size(); k++) {
            if (known(k).length >= 2) {
                Estimate e = mean(known(k)).estimate();
                means.add(Estimate.normal(e.value(), e.se(), level));
            }
        }
        return Pooling.heterogeneity(means);
    }

    private ChiSquared logRank() {
        int[] rows = IntStream.range(0, levels.names().size())
                .flatMap(k -> IntStream.of(known(k)))
                .sorted()
                .toArray();
        int[] group = IntStream.of(rows).map(i -> levels.codes()[i]).toArray();
        return LogRank.test(data(rows), group, levels.names().size()).test();
    }
}
