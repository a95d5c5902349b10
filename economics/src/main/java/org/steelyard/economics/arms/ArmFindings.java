package org.steelyard.economics.arms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.effect.ArmValues;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.DesignResult.Picture;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.DesignResult.Sheet;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.DesignFindings;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ArmEconomics;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.stats.resampling.Replicates;

/**
 * What costs and effects of several arms mean, added to the results of their design: estimates against the reference, a table of means ({@code arm-means}), of the frontier ({@code arm-frontier}), of
 * increments over the reference ({@code arm-increments}), of decisions by threshold ({@code arm-decisions}) and of ranks ({@code arm-ranks}), the plane and the acceptability curves.
 *
 * @param pack whose thresholds are taken where the plan gives none
 */
public record ArmFindings(Protocol plan, PolicyPack pack, EconomicSettings settings) {

    public DesignFindings added(DesignFindings found) {
        DesignFindings out = found;
        for (ArmValues values : found.arms()) {
            out = with(out, values);
        }
        return out;
    }

    private DesignFindings with(DesignFindings found, ArmValues values) {
        DesignPlan design = plan.analysis().designs().stream()
                .filter(d -> d.id().equals(values.design()))
                .findFirst()
                .orElseThrow();
        if (!(design.method() instanceof DesignMethod.SeveralArms m)
                || m.economics().isEmpty()) {
            return found;
        }
        boolean fixed = found.estimates().stream()
                .filter(e -> e.analysis().equals(design.id()))
                .anyMatch(EffectEstimate::preSpecified);
        One one = new One(design, m, values, fixed);
        return new DesignFindings(
                joined(found.estimates(), one.estimates()),
                joined(found.diagnostics(), one.diagnostics()),
                found.eValues(),
                found.notEstimated(),
                found.designs().stream().map(one::shown).toList(),
                found.interactions(),
                found.arms(),
                found.families());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Willingness to pay for a unit of effect, ascending. */
    private List<Double> thresholds(ArmEconomics economics) {
        List<Double> own = economics.thresholds();
        Stream<Double> used = own.isEmpty()
                ? pack.thresholdMultiples().stream()
                        .map(k -> k * pack.gdpPerCapita().value())
                : own.stream();
        return used.distinct().sorted().toList();
    }

    private final class One {
        private final DesignPlan design;
        private final DesignMethod.SeveralArms method;
        private final ArmEconomics economics;
        private final ArmValues values;
        private final boolean preSpecified;
        private final List<Double> thresholds;
        private final ArmEvaluation evaluation;

        One(DesignPlan design, DesignMethod.SeveralArms method, ArmValues values, boolean preSpecified) {
            this.design = design;
            this.method = method;
            this.values = values;
            this.preSpecified = preSpecified;
            economics = method.economics().orElseThrow();
            thresholds = ArmFindings.this.thresholds(economics);
            evaluation = ArmEvaluation.of(values, thresholds);
        }

        private int arms() {
            return values.arms().size();
        }

        List<EffectEstimate> estimates() {
            List<EffectEstimate> out = new ArrayList<>();
            for (int a = 1; a < arms(); a++) {
                int arm = a;
                out.add(estimate("incremental-cost", economics.cost(), a, values.cost(), values.costDraws()));
                out.add(estimate("incremental-effect", economics.effect(), a, values.effect(), values.effectDraws()));
                for (double t : thresholds) {
                    String measure = "net-benefit@"
                            + BigDecimal.valueOf(t).stripTrailingZeros().toPlainString();
                    double[] mean = benefit(t, values.cost(), values.effect());
                    double[][] draws = new double[arms()][];
                    for (int b : new int[] {0, arm}) {
                        draws[b] = benefit(t, values.costDraws()[b], values.effectDraws()[b]);
                    }
                    out.add(estimate(measure, economics.cost(), a, mean, draws));
                }
            }
            return out;
        }

        private static double[] benefit(double threshold, double[] cost, double[] effect) {
            return IntStream.range(0, cost.length)
                    .mapToDouble(i -> threshold * effect[i] - cost[i])
                    .toArray();
        }

        private EffectEstimate estimate(String measure, String outcome, int a, double[] mean, double[][] draws) {
            double[] gap = gap(draws, a);
            double[] limits = interval(gap);
            String id = values.design() + "/" + measure + "/" + values.arms().get(a);
            return new EffectEstimate(
                    id,
                    Module.ECONOMIC,
                    Dimension.ECONOMIC_EVALUATION,
                    outcome,
                    values.design(),
                    preSpecified,
                    words() + " of " + arms() + " arms, against " + method.reference(),
                    "average effect in " + method.target().label().en(),
                    measure,
                    values.arms().get(a),
                    mean[a] - mean[0],
                    replicates(gap).standardError(0),
                    limits[0],
                    limits[1],
                    plan.analysis().level(),
                    Double.NaN,
                    values.people()[a] + values.people()[0],
                    values.people()[a],
                    -1,
                    unit(outcome),
                    "bootstrap of people within arms, percentile interval" + discounting(),
                    settings.provenance().at("design/" + id));
        }

        private String words() {
            return switch (method.estimator()) {
                case WEIGHTING -> "multinomial-score weighting";
                case G_COMPUTATION -> "g-computation";
                case AUGMENTED_WEIGHTING -> "augmented multinomial-score weighting";
            };
        }

        private String unit(String outcome) {
            Optional<Outcome> planned =
                    plan.outcomes().stream().filter(o -> o.id().equals(outcome)).findFirst();
            return planned.filter(o -> o.type() == Outcome.OutcomeType.TIME_TO_EVENT)
                            .isPresent()
                    ? "years"
                    : planned.flatMap(Outcome::unit).map(Text::en).orElse("");
        }

        /** In the words of the plan's own economic model. */
        private String discounting() {
            if (economics.discountCosts().isEmpty()
                    && economics.discountEffects().isEmpty()) {
                return "";
            }
            return "; later years discounted at " + economics.discountCosts().orElse(0.0) + " (costs) and "
                    + economics.discountEffects().orElse(0.0) + " (effects) a year";
        }

        private Replicates replicates(double[] draws) {
            return new Replicates(
                    Arrays.stream(draws).mapToObj(v -> new double[] {v}).toArray(double[][]::new), 0);
        }

        private double[] interval(double[] draws) {
            return replicates(draws).central(0, plan.analysis().level());
        }

        List<Diagnostic> diagnostics() {
            double share = (double) values.failed() / economics.draws();
            double allowed = settings.limits().failedDraws();
            return List.of(new Diagnostic(
                    values.design() + "/failed-draws",
                    values.design(),
                    "failed-draws",
                    share,
                    allowed,
                    share <= allowed,
                    Text.of(
                            economics.draws() + " 次重抽样中舍弃 " + values.failed() + " 次",
                            values.failed() + " of " + economics.draws() + " resamples were given up")));
        }

        DesignResult shown(DesignResult d) {
            return d.id().equals(design.id())
                    ? new DesignResult(
                            d.id(),
                            d.kind(),
                            d.outcome(),
                            d.table(),
                            d.aggregated(),
                            d.rows(),
                            d.used(),
                            joined(d.pictures(), List.of(plane(), acceptability())),
                            joined(d.sheets(), List.of(means(), increments(), frontier(), decisions(), ranks())))
                    : d;
        }

        private Sheet means() {
            return new Sheet("arm-means", eachArm(a -> {
                double[] cost = interval(values.costDraws()[a]);
                double[] effect = interval(values.effectDraws()[a]);
                return new double[] {values.cost()[a], cost[0], cost[1], values.effect()[a], effect[0], effect[1]};
            }));
        }

        private List<Row> eachArm(java.util.function.IntFunction<double[]> of) {
            return IntStream.range(0, arms())
                    .mapToObj(a -> new Row(values.arms().get(a), of.apply(a)))
                    .toList();
        }

        private Sheet increments() {
            return new Sheet(
                    "arm-increments",
                    IntStream.range(1, arms())
                            .mapToObj(a -> {
                                double[] cost = interval(gap(values.costDraws(), a));
                                double[] effect = interval(gap(values.effectDraws(), a));
                                return new Row(values.arms().get(a), new double[] {
                                    values.cost()[a] - values.cost()[0],
                                    cost[0],
                                    cost[1],
                                    values.effect()[a] - values.effect()[0],
                                    effect[0],
                                    effect[1]
                                });
                            })
                            .toList());
        }

        private static double[] gap(double[][] draws, int a) {
            return IntStream.range(0, draws[a].length)
                    .mapToDouble(d -> draws[a][d] - draws[0][d])
                    .toArray();
        }

        /** Status: 0 on the frontier, 1 dominated, 2 extendedly dominated. */
        private Sheet frontier() {
            List<Row> rows = evaluation.frontier().entries().stream()
                    .map(e -> new Row(values.arms().get(e.strategy()), new double[] {
                        e.status().ordinal(), e.cost(), e.effect(), e.incrementalCost(), e.incrementalEffect(), e.icer()
                    }))
                    .toList();
            return new Sheet("arm-frontier", rows);
        }

        private Sheet decisions() {
            List<Row> rows = new ArrayList<>();
            for (Uncertainty u : evaluation.at()) {
                rows.addAll(eachArm(a -> new double[] {
                    u.threshold(),
                    u.threshold() * values.effect()[a] - values.cost()[a],
                    u.acceptability()[a],
                    u.loss()[a],
                    u.best() == a ? 1 : 0
                }));
            }
            return new Sheet("arm-decisions", rows);
        }

        private Sheet ranks() {
            List<Row> rows = new ArrayList<>();
            for (int k = 0; k < thresholds.size(); k++) {
                double threshold = thresholds.get(k);
                double[][] at = evaluation.ranks().get(k);
                rows.addAll(eachArm(a -> java.util.stream.DoubleStream.concat(
                                java.util.stream.DoubleStream.of(threshold), Arrays.stream(at[a]))
                        .toArray()));
            }
            return new Sheet("arm-ranks", rows);
        }

        /** Means as points, and the line of those that are efficient. */
        private Picture plane() {
            List<Frontier.Entry> efficient = evaluation.frontier().onFrontier();
            Line line = new Line(
                    "frontier",
                    efficient.stream().mapToDouble(Frontier.Entry::effect).toArray(),
                    efficient.stream().mapToDouble(Frontier.Entry::cost).toArray());
            List<Point> points = IntStream.range(0, arms())
                    .mapToObj(a -> {
                        double[] cost = interval(values.costDraws()[a]);
                        return new Point(
                                values.arms().get(a),
                                values.effect()[a],
                                values.cost()[a],
                                cost[0],
                                cost[1],
                                values.people()[a]);
                    })
                    .toList();
            return new Picture("arm-plane", List.of(line), points, List.of());
        }

        /** Acceptability of every arm, and of the one with the highest expected net benefit. */
        private Picture acceptability() {
            double[] grid = ArmEvaluation.grid(thresholds);
            List<Uncertainty> at = Arrays.stream(grid)
                    .mapToObj(t -> Uncertainty.at(t, values.costDraws(), values.effectDraws()))
                    .toList();
            List<Line> lines = new ArrayList<>();
            for (int a = 0; a < arms(); a++) {
                int arm = a;
                lines.add(new Line(
                        values.arms().get(a),
                        grid,
                        at.stream().mapToDouble(u -> u.acceptability()[arm]).toArray()));
            }
            lines.add(new Line(
                    "acceptability-frontier",
                    grid,
                    at.stream().mapToDouble(Uncertainty::frontier).toArray()));
            return new Picture("arm-acceptability", lines, List.of(), thresholds);
        }
    }
}
