package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import org.steelyard.stats.survival.KaplanMeier;
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

    /** Only the areas are used, and no interval of theirs. */
    private static final double LEVEL = 0.95;

    void run(Rows table) {
        method.economics().ifPresent(e -> {
            List<Outcome> cost = e.costs().stream().map(this::outcome).toList();
            List<Outcome> effect = e.effects().stream().map(this::outcome).toList();
            List<String> needed = new ArrayList<>(List.of(method.arm()));
            cost.forEach(o -> needed.addAll(o.needed()));
            effect.forEach(o -> needed.addAll(o.needed()));
            needed.addAll(method.covariates());
            found.add(values(
                    e,
                    new Measured(ArmPeople.of(method, table.complete(needed), found, "economics | "), cost, effect)));
        });
    }

    /** Outcomes by year; a time to an event is one that spans them. */
    private record Measured(ArmPeople people, List<Outcome> cost, List<Outcome> effect) {

        Measured select(int[] drawn) {
            return new Measured(people.select(drawn), cost, effect);
        }

        boolean survival() {
            return effect.getFirst().type() == OutcomeType.TIME_TO_EVENT;
        }
    }

    private double rate(Optional<Double> planned) {
        return planned.orElse(0.0);
    }

    private ArmEconomics economics() {
        return method.economics().orElseThrow();
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
                plan.draws(), found.seed().child("economics"), found.threads(), Optional.of(people.arm()), FAILED);
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
                        m.survival() ? years(m, weight) : weighted(m.people(), effect(m), weight));
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

    private double[] cost(Measured m) {
        return presentValue(m.people(), m.cost(), rate(economics().discountCosts()));
    }

    /** The first year as it stands, year k + 1 over (1 + r)^k. */
    private static double[] presentValue(ArmPeople people, List<Outcome> years, double rate) {
        double[] sum = new double[people.size()];
        for (int k = 0; k < years.size(); k++) {
            double factor = StrictMath.pow(1 + rate, -k);
            double[] year = people.rows().numbers(years.get(k).variable().orElseThrow());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += factor * year[i];
            }
        }
        return sum;
    }

    private ArmMeans standardised(ArmPeople people, double[] y) {
        return people.outcomes(y).standardised(ArmPeople.target(method.target()));
    }

    private double[] effect(Measured m) {
        return presentValue(m.people(), m.effect(), rate(economics().discountEffects()));
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

    /** Areas under the weighted curves of the arms up to the outcome's horizon, in years, those of year k + 1 over (1 + r)^k. */
    private double[] years(Measured m, double[] weight) {
        Outcome effect = m.effect().getFirst();
        double horizon = effect.horizon().orElseThrow();
        double perYear = effect.timeUnit().orElseThrow().perYear();
        double rate = rate(economics().discountEffects());
        return IntStream.range(0, m.people().arms())
                .mapToDouble(a -> {
                    SurvivalData data = survival(m, weight, a);
                    if (rate == 0) {
                        return area(data, horizon) / perYear;
                    }
                    double sum = 0;
                    double before = 0;
                    for (int k = 0; k * perYear < horizon; k++) {
                        double until = area(data, Math.min((k + 1) * perYear, horizon));
                        sum += StrictMath.pow(1 + rate, -k) * (until - before);
                        before = until;
                    }
                    return sum / perYear;
                })
                .toArray();
    }

    /** A resample may lack the person who was followed longest: its curve is carried on, as its last step is level. */
    private static double area(SurvivalData data, double horizon) {
        double known = Math.min(horizon, RestrictedMean.longestHorizon(data));
        double area = RestrictedMean.of(data, known, LEVEL).value();
        double last = known < horizon ? KaplanMeier.fit(data).at(known) : 0;
        return area + last * (horizon - known);
    }

    private static SurvivalData survival(Measured m, double[] weight, int a) {
        int[] rows = IntStream.range(0, weight.length)
                .filter(i -> m.people().arm()[i] == a)
                .toArray();
        double[] time = m.people().rows().numbers(m.effect().getFirst().time().orElseThrow());
        boolean[] event = m.people().rows().flags(m.effect().getFirst().event().orElseThrow());
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
        if (m.survival()) {
            double[] ones = new double[m.people().size()];
            Arrays.fill(ones, 1);
            for (int a = 0; a < m.people().arms(); a++) {
                RestrictedMean.of(
                        survival(m, ones, a), m.effect().getFirst().horizon().orElseThrow(), found.level());
            }
        }
    }
}
