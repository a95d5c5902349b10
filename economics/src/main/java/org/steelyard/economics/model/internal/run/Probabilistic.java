package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.decision.Information;
import org.steelyard.economics.decision.Study;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelResults.Partial;
import org.steelyard.economics.model.ModelResults.PopulationValue;
import org.steelyard.economics.model.ModelResults.Psa;
import org.steelyard.economics.model.ModelResults.Sample;
import org.steelyard.economics.model.ModelResults.StrategySpread;
import org.steelyard.economics.model.ModelSpec.Analyses;
import org.steelyard.economics.model.ModelSpec.SampleSpec;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** All uncertain parameters drawn together, many times, and what follows for the decision. */
final class Probabilistic {

    private static final double LEVEL = 0.95;
    private static final int STEPS = 100;
    private static final int LAST_STEP = 133;
    /** Fewer draws carry no regression. */
    private static final int FEWEST_FOR_INFORMATION = 100;

    private final Runner runner;
    private final int cost;
    private final int effect;

    Probabilistic(Runner runner, int cost, int effect) {
        this.runner = runner;
        this.cost = cost;
        this.effect = effect;
    }

    Optional<Psa> run() {
        int count = runner.settings().draws().orElse(runner.spec().analyses().draws());
        Set<String> uncertain = runner.built().inputs().uncertain();
        if (count == 0 || uncertain.isEmpty()) {
            return Optional.empty();
        }
        double[][] parameters = runner.parameterDraws(count);
        double[][][] values = runner.evaluator()
                .draws(
                        parameters,
                        runner.blocks(Text.of("概率敏感性分析", "Probabilistic analysis"), Text.of("次抽样", "draws"), count));
        Map<String, double[]> drawn = new LinkedHashMap<>();
        for (String name : uncertain) {
            int place = runner.built().inputs().index(name);
            drawn.put(name, Arrays.stream(parameters).mapToDouble(p -> p[place]).toArray());
        }
        double[][] costs = column(values, cost);
        double[][] effects = column(values, effect);
        List<Uncertainty> curve = Arrays.stream(grid())
                .mapToObj(t -> Uncertainty.at(t, costs, effects))
                .toList();
        return Optional.of(new Psa(
                count,
                values,
                drawn,
                curve,
                spreads(values),
                partial(costs, effects, drawn),
                samples(costs, effects, drawn),
                population(costs, effects)));
    }

    private static double[][] column(double[][][] values, int outcome) {
        return Arrays.stream(values).map(v -> v[outcome]).toArray(double[][]::new);
    }

    /** Equal steps from 0 to a third beyond the highest threshold, and the thresholds themselves. */
    private double[] grid() {
        List<Double> thresholds = runner.thresholds();
        double highest = thresholds.stream().mapToDouble(t -> t).max().orElse(0);
        DoubleStream steps =
                IntStream.rangeClosed(0, highest > 0 ? LAST_STEP : 0).mapToDouble(i -> highest * i / STEPS);
        return DoubleStream.concat(steps, thresholds.stream().mapToDouble(t -> t))
                .sorted()
                .distinct()
                .toArray();
    }

    private static List<StrategySpread> spreads(double[][][] values) {
        List<StrategySpread> out = new ArrayList<>();
        for (int s = 0; s < values.length; s++) {
            double[] mean = new double[values[s].length];
            Interval[] interval = new Interval[mean.length];
            for (int o = 0; o < mean.length; o++) {
                mean[o] = Arrays.stream(values[s][o]).average().orElse(Double.NaN);
                interval[o] = Quantile.interval(values[s][o], LEVEL);
            }
            out.add(new StrategySpread(s, mean, interval));
        }
        return out;
    }

    private List<Partial> partial(double[][] costs, double[][] effects, Map<String, double[]> drawn) {
        double[] thresholds = runner.thresholds().stream().mapToDouble(t -> t).toArray();
        boolean decision = costs.length > 1 && thresholds.length > 0;
        if (!decision || costs[0].length < FEWEST_FOR_INFORMATION) {
            return List.of();
        }
        Analyses a = runner.spec().analyses();
        List<List<String>> groups = a.information().isEmpty()
                ? drawn.keySet().stream().map(List::of).toList()
                : a.information();
        List<List<String>> known = groups.stream()
                .filter(g -> !g.isEmpty() && drawn.keySet().containsAll(g))
                .toList();
        return runner.blocks(
                        Text.of("部分信息价值", "Value of partial information"),
                        Text.of("组参数", "sets of parameters"),
                        known.size())
                .map(known.size(), g -> {
                    double[][] phi = known.get(g).stream().map(drawn::get).toArray(double[][]::new);
                    Information information =
                            Information.given(costs, effects, phi, Information.Method.suitedTo(phi.length));
                    return new Partial(
                            known.get(g),
                            thresholds,
                            Arrays.stream(thresholds).map(information::value).toArray());
                });
    }

    private List<Sample> samples(double[][] costs, double[][] effects, Map<String, double[]> drawn) {
        List<Sample> out = new ArrayList<>();
        for (SampleSpec s : runner.spec().analyses().samples()) {
            double[] phi = drawn.get(s.parameter());
            if (phi == null || costs.length < 2) {
                continue;
            }
            requireRange(s, phi);
            for (int people : s.sizes()) {
                Information after = Information.after(
                        study(s, people),
                        new double[][][] {costs, effects},
                        phi,
                        runner.settings().seed().child("study " + s.parameter(), people));
                for (double threshold : runner.thresholds()) {
                    out.add(new Sample(s.parameter(), people, threshold, after.value(threshold)));
                }
            }
        }
        return out;
    }

    /** Events happen with a probability, and over person-time at a rate. */
    private static void requireRange(SampleSpec s, double[] phi) {
        double low = Arrays.stream(phi).min().orElse(0);
        double high = Arrays.stream(phi).max().orElse(0);
        boolean wrong =
                s.study().equals("events") ? low < 0 || high > 1 : s.study().equals("person-time") && low <= 0;
        if (wrong) {
            throw SteelyardException.of(
                    ModelError.BAD_SETTING,
                    Place.field(s.path() + ".study"),
                    Text.of("这种研究不能说明该参数。", "This kind of study cannot tell about this parameter."),
                    Text.of(
                            "events 用于概率（0–1），person-time 用于发生率（大于 0）。",
                            "Use events for a probability (0–1), person-time for a rate (above 0)."));
        }
    }

    private static Study study(SampleSpec s, int size) {
        return switch (s.study()) {
            case "events" -> new Study.Events(size);
            case "person-time" -> new Study.PersonTime(size);
            default -> new Study.Measurements(size, s.sd());
        };
    }

    private Optional<PopulationValue> population(double[][] costs, double[][] effects) {
        Analyses a = runner.spec().analyses();
        if (a.yearlyPopulation() <= 0 || runner.thresholds().isEmpty()) {
            return Optional.empty();
        }
        double threshold = runner.thresholds().getFirst();
        double rate = List.copyOf(runner.spec().outcomes().values()).get(cost).discount();
        double people = Uncertainty.population(1, a.yearlyPopulation(), a.decisionYears(), rate);
        double perPerson = Uncertainty.at(threshold, costs, effects).evpi();
        return Optional.of(new PopulationValue(threshold, people, perPerson * people));
    }
}
