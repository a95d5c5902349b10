package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelResults.Alternative;
import org.steelyard.economics.model.ModelResults.Average;
import org.steelyard.economics.model.ModelResults.Incremental;
import org.steelyard.economics.model.ModelResults.Leaf;
import org.steelyard.economics.model.ModelResults.Line;
import org.steelyard.economics.model.ModelResults.NetBenefit;
import org.steelyard.economics.model.ModelResults.Note;
import org.steelyard.economics.model.ModelResults.Outcome;
import org.steelyard.economics.model.ModelResults.Psa;
import org.steelyard.economics.model.ModelResults.Scenario;
import org.steelyard.economics.model.ModelResults.Strategy;
import org.steelyard.economics.model.ModelResults.Trace;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Counting;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.RunSettings;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.engine.Blocks;
import org.steelyard.economics.model.internal.engine.CohortEngine;
import org.steelyard.economics.model.internal.engine.Record;
import org.steelyard.economics.model.internal.engine.TimeWeights;
import org.steelyard.economics.model.internal.engine.TreeEngine;
import org.steelyard.economics.model.internal.input.Inputs;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/** Runs a built model. */
public final class Runner {

    /** Simulating people anew for every draw and year is dear. */
    static final int SIMULATED_DRAWS = 200;

    private final Built built;
    private final RunSettings settings;
    private final Notes notes;
    private final Evaluator evaluator;

    public Runner(Built built, RunSettings settings) {
        this.built = built;
        this.settings = settings;
        notes = new Notes(built.spec().settings().repairRows());
        evaluator = new Evaluator(built, notes, settings.seed().child("people"));
    }

    Built built() {
        return built;
    }

    RunSettings settings() {
        return settings;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** For another model with the same people. */
    Evaluator evaluator(Built other) {
        return new Evaluator(other, notes, settings.seed().child("people"));
    }

    ModelSpec spec() {
        return built.spec();
    }

    /**
     * Blocks whose progress is told a tenth at a time, with how much is done and how long the rest will take at this pace.
     *
     * @param what is done @param unit of it @param total of the units
     */
    Blocks blocks(Text what, Text unit, long total) {
        long start = System.nanoTime();
        long[] last = {0};
        return new Blocks(settings.threads(), settings.cancelled(), (done, of) -> {
            synchronized (last) {
                if (10 * done / of > last[0]) {
                    last[0] = 10 * done / of;
                    double left = (System.nanoTime() - start) / 1e9 / done * (of - done);
                    settings.progress().accept(advance(what, unit, new long[] {total * done / of, total}, left));
                }
            }
        });
    }

    private static Text advance(Text what, Text unit, long[] share, double left) {
        String numbers = String.format(Locale.ROOT, "%,d/%,d", share[0], share[1]);
        String seconds = String.format(Locale.ROOT, "%.0f", left);
        return Text.of(
                what.zh() + "：" + numbers + " " + unit.zh() + "，剩余约 " + seconds + " 秒",
                what.en() + ": " + numbers + " " + unit.en() + ", about " + seconds + " s left");
    }

    /** People of a base case that is simulated; nothing to tell where nobody is. */
    private Blocks people() {
        return switch (spec().header().kind()) {
            case MICROSIMULATION, DISCRETE_EVENT ->
                blocks(
                        Text.of("基线分析", "Base case"),
                        Text.of("人", "people"),
                        spec().settings().people());
            case TREE, COHORT, PARTITIONED_SURVIVAL -> quiet();
        };
    }

    Blocks quiet() {
        return new Blocks(settings.threads(), settings.cancelled(), (done, of) -> {});
    }

    public double[][] baseTotals() {
        return evaluator.base(built.inputs().base(), quiet()).totals();
    }

    public double[][] at(Map<String, Double> parameters) {
        double[] values = built.inputs().base();
        parameters.forEach((name, value) -> values[built.inputs().index(name)] = value);
        return evaluator.base(values, quiet()).totals();
    }

    public double[][] draw(long number) {
        double[][] one = {drawer().draw(number)};
        double[][][] out = evaluator.draws(one, quiet());
        return Arrays.stream(out)
                .map(s -> Arrays.stream(s).mapToDouble(o -> o[0]).toArray())
                .toArray(double[][]::new);
    }

    public double[][][] draws(int count) {
        return evaluator.draws(parameterDraws(count), quiet());
    }

    private Inputs.Drawer drawer() {
        return built.inputs().drawer(settings.seed().child("psa"));
    }

    double[][] parameterDraws(int count) {
        Inputs.Drawer drawer = drawer();
        int block = 1024;
        List<double[][]> parts = quiet().map((count + block - 1) / block, b -> {
            double[][] part = new double[Math.min(block, count - b * block)][];
            for (int i = 0; i < part.length; i++) {
                part[i] = drawer.draw((long) b * block + i);
            }
            return part;
        });
        return parts.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    }

    public ModelResults run() {
        quiet().map(1, start -> start); // a run that is cancelled before it begins does not begin
        settings.progress().accept(Text.of("基线分析", "Base case"));
        Evaluator.Base base = evaluator.base(built.inputs().base(), people());
        int cost = built.outcomes().indexOf(spec().analyses().cost());
        int effect = built.outcomes().indexOf(spec().analyses().effect());
        int reference = reference();
        double[] costs = column(base.totals(), cost);
        double[] effects = column(base.totals(), effect);
        Sensitivity sensitivity = new Sensitivity(this, base.totals(), reference, cost, effect);
        Optional<Psa> psa = new Probabilistic(this, cost, effect).run();
        List<Scenario> scenarios = scenarios(reference, cost, effect);
        double[][] draws = fundDraws();
        return new ModelResults(
                spec(),
                Conventions.of(this),
                outcomes(),
                cost,
                effect,
                reference,
                strategies(base),
                Frontier.of(costs, effects),
                incremental(base.totals(), reference, cost, effect),
                alternatives(base, reference, cost, effect),
                trace(base),
                leaves(),
                sensitivity.oneWay(),
                sensitivity.twoWay(),
                scenarios,
                average(base.totals(), scenarios, reference, cost, effect),
                sensitivity.prices(psa),
                psa,
                BudgetRun.of(this, draws),
                spec().agreements().isEmpty()
                        ? List.of()
                        : new AgreementRun(this, draws).results(base.totals(), reference, cost, effect),
                notes(base));
    }

    /** The first draws of the probabilistic analysis, for what is built upon the model. */
    private double[][] fundDraws() {
        if (spec().budget().isEmpty() && spec().agreements().isEmpty()
                || built.inputs().uncertain().isEmpty()) {
            return new double[0][];
        }
        int count = settings.draws().orElse(spec().analyses().draws());
        boolean simulated = built.machine() instanceof Built.Micro || built.machine() instanceof Built.Events;
        return parameterDraws(simulated ? Math.min(count, SIMULATED_DRAWS) : count);
    }

    private int reference() {
        String id = spec().analyses().reference();
        for (int s = 0; s < built.strategies().size(); s++) {
            if (built.strategies().get(s).id().equals(id)) {
                return s;
            }
        }
        return 0;
    }

    /** The model's own, else those of the settings. */
    List<Double> thresholds() {
        return spec().analyses().thresholds().isEmpty()
                ? settings.thresholds()
                : spec().analyses().thresholds();
    }

    static double[] column(double[][] totals, int outcome) {
        return Arrays.stream(totals).mapToDouble(t -> t[outcome]).toArray();
    }

    private List<Outcome> outcomes() {
        return spec().outcomes().values().stream()
                .map(o -> new Outcome(
                        o.id(),
                        o.label(),
                        o.cost(),
                        o.unit().isBlank() ? (o.cost() ? spec().header().currency() : "QALY") : o.unit(),
                        o.discount()))
                .toList();
    }

    private List<Strategy> strategies(Evaluator.Base base) {
        List<Strategy> out = new ArrayList<>();
        double[][] plain = undiscounted(base);
        for (int s = 0; s < built.strategies().size(); s++) {
            List<Line> lines = new ArrayList<>();
            for (int l = 0; l < base.lines()[s].length; l++) {
                Built.Line line = built.lines().get(l);
                lines.add(new Line(line.id(), line.label(), line.outcome(), base.lines()[s][l]));
            }
            Built.Named named = built.strategies().get(s);
            out.add(new Strategy(named.id(), named.label(), base.totals()[s], plain[s], base.errors()[s], lines));
        }
        return out;
    }

    private double[][] undiscounted(Evaluator.Base base) {
        double[][] nan = new double[built.strategies().size()][built.outcomes().size()];
        Arrays.stream(nan).forEach(row -> Arrays.fill(row, Double.NaN));
        if (base.records().length == 0 || hasIncident()) {
            return nan;
        }
        return weighted(base, spec().settings(), new double[built.outcomes().size()]);
    }

    private boolean hasIncident() {
        return !spec().incident().isEmpty();
    }

    /** Totals of a recorded base case under other conventions of counting and discounting. */
    private double[][] weighted(Evaluator.Base base, Settings s, double[] rates) {
        CohortEngine.Plan plan = built.plan().orElseThrow();
        TimeWeights.Span span = new TimeWeights.Span(plan.cycles(), plan.cycleLength(), 0);
        double[][] out = new double[base.records().length][rates.length];
        for (int i = 0; i < out.length; i++) {
            Record record = base.records()[i];
            for (int l = 0; l < built.lines().size(); l++) {
                int o = built.outcomes().indexOf(built.lines().get(l).outcome());
                TimeWeights w = TimeWeights.of(s, s.counting(), span, rates[o]);
                out[i][o] += record.total(l, w) / base.sizes()[i];
            }
        }
        return out;
    }

    double[] icers(double[][] totals, int reference, int cost, int effect) {
        return Arrays.stream(totals)
                .mapToDouble(t -> CostEffectiveness.icer(
                        t[cost] - totals[reference][cost], t[effect] - totals[reference][effect]))
                .toArray();
    }

    private List<Incremental> incremental(double[][] totals, int reference, int cost, int effect) {
        List<Incremental> out = new ArrayList<>();
        for (int s = 0; s < totals.length; s++) {
            if (s == reference) {
                continue;
            }
            double dc = totals[s][cost] - totals[reference][cost];
            double de = totals[s][effect] - totals[reference][effect];
            List<NetBenefit> nb = thresholds().stream()
                    .map(t -> new NetBenefit(t, CostEffectiveness.netBenefit(t, dc, de)))
                    .toList();
            out.add(new Incremental(s, dc, de, CostEffectiveness.icer(dc, de), CostEffectiveness.verdict(dc, de), nb));
        }
        return out;
    }

    private List<Alternative> alternatives(Evaluator.Base base, int reference, int cost, int effect) {
        List<Alternative> out = new ArrayList<>();
        if (base.records().length == 0 || hasIncident()) {
            return out;
        }
        Settings own = spec().settings();
        double[] rates = built.plan().orElseThrow().rates();
        for (Counting counting : Counting.values()) {
            boolean used = counting == own.counting();
            Settings s = with(own, counting, own.discountRule(), used);
            double[][] totals = weighted(base, s, rates);
            out.add(new Alternative(counting.name(), used, totals, icers(totals, reference, cost, effect)));
        }
        for (ModelSpec.DiscountRule rule : ModelSpec.DiscountRule.values()) {
            if (rule != own.discountRule()) {
                double[][] totals = weighted(base, with(own, own.counting(), rule, true), rates);
                String word = "discount "
                        + rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                out.add(new Alternative(word, false, totals, icers(totals, reference, cost, effect)));
            }
        }
        yearLengths(base, out, reference, cost, effect);
        return out;
    }

    private static Settings with(Settings s, Counting counting, ModelSpec.DiscountRule rule, boolean keepTiming) {
        return new Settings(
                s.cycle(),
                s.horizon(),
                s.cycles(),
                s.yearLength(),
                counting,
                rule,
                keepTiming ? s.discountTiming() : Optional.empty(),
                keepTiming ? s.eventTiming() : Optional.empty(),
                s.rates(),
                s.repairRows(),
                s.repairCrossing(),
                s.people());
    }

    /** Years of other lengths, where they make a difference. */
    private void yearLengths(Evaluator.Base base, List<Alternative> out, int reference, int cost, int effect) {
        for (String days : List.of("365.25", "365", "360")) {
            if (Double.parseDouble(days) == spec().settings().yearLength()) {
                continue;
            }
            Text label = Text.of("一年 " + days + " 天", "year of " + days + " days");
            ModelSpec.Scenario s = new ModelSpec.Scenario(
                    "year", label, Map.of(), Map.of("yearLength", days), Map.of(), 0, "settings.yearLength");
            double[][] totals = totals(s);
            if (!Arrays.deepEquals(totals, base.totals())) {
                out.add(new Alternative(
                        "year " + days + " days", false, totals, icers(totals, reference, cost, effect)));
            }
        }
    }

    private double[][] totals(ModelSpec.Scenario scenario) {
        Built changed = Scenarios.build(spec(), scenario, new Findings(Place::field));
        return new Evaluator(changed, notes, settings.seed().child("people"))
                .base(changed.inputs().base(), quiet())
                .totals();
    }

    private Optional<Trace> trace(Evaluator.Base base) {
        if (base.trace().length == 0) {
            return Optional.empty();
        }
        double step = built.plan().map(CohortEngine.Plan::cycleLength).orElse(1.0);
        double[] years = IntStream.range(0, base.trace()[0].length)
                .mapToDouble(k -> k * step)
                .toArray();
        List<Text> labels =
                spec().states().values().stream().map(ModelSpec.State::label).toList();
        return Optional.of(new Trace(List.copyOf(spec().states().keySet()), labels, years, base.trace()));
    }

    private List<Leaf> leaves() {
        List<Leaf> out = new ArrayList<>();
        if (built.machine() instanceof Built.Tree tree) {
            List<List<double[]>> values = evaluator.leaves(built.inputs().base());
            for (int p = 0; p < values.size(); p++) {
                List<TreeEngine.Leaf> leaves = tree.policies().get(p).leaves();
                for (int l = 0; l < leaves.size(); l++) {
                    double[] v = values.get(p).get(l);
                    out.add(new Leaf(p, leaves.get(l).path(), v[0], Arrays.copyOfRange(v, 1, v.length)));
                }
            }
        }
        return out;
    }

    private List<Scenario> scenarios(int reference, int cost, int effect) {
        List<Scenario> out = new ArrayList<>();
        for (ModelSpec.Scenario s : spec().analyses().scenarios().values()) {
            double[][] totals = totals(s);
            out.add(new Scenario(s.id(), s.label(), s.weight(), totals, icers(totals, reference, cost, effect)));
        }
        discountScenarios(out, reference, cost, effect);
        return out;
    }

    /** Both ends of the policy pack's range of rates, for every outcome that is discounted. */
    private void discountScenarios(List<Scenario> out, int reference, int cost, int effect) {
        if (built.machine() instanceof Built.Tree) {
            return;
        }
        for (double rate : settings.discountRange()) {
            Map<String, Double> rates = new LinkedHashMap<>();
            spec().outcomes().values().stream().filter(o -> o.discount() > 0).forEach(o -> rates.put(o.id(), rate));
            if (rates.isEmpty()) {
                continue;
            }
            String percent = java.math.BigDecimal.valueOf(rate)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString() + "%";
            ModelSpec.Scenario s = new ModelSpec.Scenario(
                    "discount-" + percent,
                    Text.of("贴现率 " + percent, "discount rate " + percent),
                    Map.of(),
                    Map.of(),
                    rates,
                    0,
                    "");
            double[][] totals = totals(s);
            out.add(new Scenario(s.id(), s.label(), 0, totals, icers(totals, reference, cost, effect)));
        }
    }

    /** Scenarios with a weight are structures to average over; what the weights leave to one belongs to the base case. */
    private Optional<Average> average(double[][] base, List<Scenario> scenarios, int reference, int cost, int effect) {
        List<Scenario> weighted = scenarios.stream().filter(s -> s.weight() > 0).toList();
        if (weighted.isEmpty()) {
            return Optional.empty();
        }
        double sum = weighted.stream().mapToDouble(Scenario::weight).sum();
        double baseWeight = Math.max(0, 1 - sum);
        double total = sum + baseWeight;
        List<String> names = new ArrayList<>(List.of("base"));
        List<Double> weights = new ArrayList<>(List.of(baseWeight / total));
        double[][] mean = new double[base.length][base[0].length];
        add(mean, base, baseWeight / total);
        for (Scenario s : weighted) {
            names.add(s.id());
            weights.add(s.weight() / total);
            add(mean, s.totals(), s.weight() / total);
        }
        return Optional.of(new Average(names, weights, mean, icers(mean, reference, cost, effect)));
    }

    private static void add(double[][] sum, double[][] totals, double weight) {
        for (int s = 0; s < sum.length; s++) {
            for (int o = 0; o < sum[s].length; o++) {
                sum[s][o] += weight * totals[s][o];
            }
        }
    }

    private List<Note> notes(Evaluator.Base base) {
        List<Note> out = new ArrayList<>(notes.list());
        List<String> resources = List.copyOf(spec().events().resources().keySet());
        for (int s = 0; s < base.waits().length; s++) {
            for (int r = 0; r < base.waits()[s].length; r++) {
                double[] w = base.waits()[s][r];
                double mean = w[2] > 0 ? w[0] / w[2] : 0;
                String who = built.strategies().get(s).id() + "/" + resources.get(r);
                String years = String.format(java.util.Locale.ROOT, "%.6g", mean);
                out.add(new Note(
                        "wait-" + who,
                        (long) w[2],
                        Text.of(
                                who + "：等待过的人平均等待 " + years + " 年，队列最长 " + (long) w[1],
                                who + ": those who waited did so for " + years + " years on average, longest queue "
                                        + (long) w[1])));
            }
        }
        built.plan().ifPresent(plan -> {
            if (spec().settings().cycles() == 0) {
                double years = plan.cycles() * plan.cycleLength();
                out.add(new Note(
                        "cycles",
                        plan.cycles(),
                        Text.of(
                                "周期数 " + plan.cycles() + "，共 " + years + " 年",
                                plan.cycles() + " cycles, " + years + " years")));
            }
        });
        return out;
    }
}
