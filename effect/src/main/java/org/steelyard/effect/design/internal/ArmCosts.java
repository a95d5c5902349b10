package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.effect.ArmValues;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ArmEconomics;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.stats.causal.ArmMeans;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.weighting.MultiArmWeights;

/**
 * Mean cost and effect of every arm in the design's population, by the design's estimator, with resamples of people drawn within arms, cost and effect of a person together. What they mean for a
 * decision is found by the economic part of the program.
 */
record ArmCosts(Finding found, DesignMethod.SeveralArms method) {

    /** Share of resamples that may fail before the rest is no fair sample. */
    private static final double FAILED = 0.1;

    void run(Rows table) {
        method.economics().ifPresent(e -> {
            Outcome cost = outcome(e.cost());
            Outcome effect = outcome(e.effect());
            List<String> needed = new ArrayList<>(List.of(method.arm()));
            needed.addAll(cost.needed());
            needed.addAll(effect.needed());
            needed.addAll(method.covariates());
            found.add(values(
                    e,
                    new Measured(ArmPeople.of(method, table.complete(needed), found, "economics | "), cost, effect)));
        });
    }

    private record Measured(ArmPeople people, Outcome cost, Outcome effect) {

        Measured select(int[] drawn) {
            return new Measured(people.select(drawn), cost, effect);
        }
    }

    private Outcome outcome(String id) {
        return found.plan().outcomes().stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ArmValues values(ArmEconomics plan, Measured all) {
        ArmPeople people = all.people();
        int arms = people.arms();
        requireHorizon(all);
        double[] whole = means(all);
        Bootstrap.Plan bootstrap = new Bootstrap.Plan(
                plan.draws(),
                found.seed().child("economics"),
                found.threads(),
                java.util.Optional.of(people.arm()),
                FAILED);
        Replicates drawn = Bootstrap.run(people.size(), bootstrap, rows -> means(all.select(rows)));
        return new ArmValues(
                found.design().id(),
                people.levels().stream().map(ArmPeople::part).toList(),
                IntStream.range(0, arms).map(people::count).toArray(),
                Arrays.copyOf(whole, arms),
                Arrays.copyOfRange(whole, arms, 2 * arms),
                columns(drawn, 0, arms),
                columns(drawn, arms, 2 * arms),
                drawn.failed());
    }

    private static double[][] columns(Replicates drawn, int from, int to) {
        return IntStream.range(from, to).mapToObj(drawn::of).toArray(double[][]::new);
    }

    /** Costs of all arms, then their effects. */
    private double[] means(Measured m) {
        return switch (method.estimator()) {
            case WEIGHTING -> {
                double[] weight = m.people().scored(method.target()).weights().weight();
                yield joined(
                        weighted(m.people(), cost(m), weight),
                        m.effect().type() == OutcomeType.TIME_TO_EVENT
                                ? years(m, weight)
                                : weighted(m.people(), effect(m), weight));
            }
            case G_COMPUTATION ->
                joined(
                        standardised(m.people(), cost(m)).mean(),
                        standardised(m.people(), effect(m)).mean());
            case AUGMENTED_WEIGHTING -> {
                MultinomialFit score = m.people().scored(method.target()).score();
                MultiArmWeights.Target target = ArmPeople.target(method.target());
                yield joined(
                        m.people().outcomes(cost(m)).augmented(score, target).mean(),
                        m.people().outcomes(effect(m)).augmented(score, target).mean());
            }
        };
    }

    private static double[] joined(double[] costs, double[] effects) {
        double[] out = Arrays.copyOf(costs, costs.length + effects.length);
        System.arraycopy(effects, 0, out, costs.length, effects.length);
        return out;
    }

    private static double[] cost(Measured m) {
        return m.people().rows().numbers(m.cost().variable().orElseThrow());
    }

    private ArmMeans standardised(ArmPeople people, double[] y) {
        return people.outcomes(y).standardised(ArmPeople.target(method.target()));
    }

    private static double[] effect(Measured m) {
        return m.people().rows().numbers(m.effect().variable().orElseThrow());
    }

    private static double[] weighted(ArmPeople people, double[] y, double[] weight) {
        double[] sum = new double[people.arms()];
        double[] total = new double[people.arms()];
        for (int i = 0; i < y.length; i++) {
            sum[people.arm()[i]] += weight[i] * y[i];
            total[people.arm()[i]] += weight[i];
        }
        return IntStream.range(0, sum.length)
                .mapToDouble(a -> sum[a] / total[a])
                .toArray();
    }

    /** Areas under the weighted curves of the arms up to the outcome's horizon, in years. */
    private static double[] years(Measured m, double[] weight) {
        double horizon = m.effect().horizon().orElseThrow();
        double perYear = m.effect().timeUnit().orElseThrow().perYear();
        return IntStream.range(0, m.people().arms())
                .mapToDouble(a -> {
                    SurvivalData data = survival(m, weight, a);
                    // A resample may lack the person who was followed longest: its curve is carried on, as its last
                    // step is level.
                    double known = Math.min(horizon, RestrictedMean.longestHorizon(data));
                    double area = RestrictedMean.of(data, known, 0.95).value();
                    double last = known < horizon
                            ? org.steelyard.stats.survival.KaplanMeier.fit(data).at(known)
                            : 0;
                    return (area + last * (horizon - known)) / perYear;
                })
                .toArray();
    }

    private static SurvivalData survival(Measured m, double[] weight, int a) {
        int[] rows = IntStream.range(0, weight.length)
                .filter(i -> m.people().arm()[i] == a)
                .toArray();
        double[] time = m.people().rows().numbers(m.effect().time().orElseThrow());
        boolean[] event = m.people().rows().flags(m.effect().event().orElseThrow());
        boolean[] ends = new boolean[rows.length];
        for (int k = 0; k < rows.length; k++) {
            ends[k] = event[rows[k]];
        }
        return new SurvivalData(
                Arrays.stream(rows).mapToDouble(i -> time[i]).toArray(),
                ends,
                Arrays.stream(rows).mapToDouble(i -> weight[i]).toArray());
    }

    /** Nothing is extrapolated: every arm must be followed to the horizon. */
    private void requireHorizon(Measured m) {
        if (m.effect().type() == OutcomeType.TIME_TO_EVENT) {
            double[] ones = new double[m.people().size()];
            Arrays.fill(ones, 1);
            for (int a = 0; a < m.people().arms(); a++) {
                RestrictedMean.of(survival(m, ones, a), m.effect().horizon().orElseThrow(), found.level());
            }
        }
    }
}
