package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.engine.Blocks;
import org.steelyard.economics.model.internal.engine.CohortEngine;
import org.steelyard.economics.model.internal.engine.EventEngine;
import org.steelyard.economics.model.internal.engine.MicroEngine;
import org.steelyard.economics.model.internal.engine.Record;
import org.steelyard.economics.model.internal.engine.RowFaults;
import org.steelyard.economics.model.internal.engine.Simulation;
import org.steelyard.economics.model.internal.engine.Strategist;
import org.steelyard.economics.model.internal.engine.TreeEngine;
import org.steelyard.economics.model.internal.graph.Lanes;
import org.steelyard.kernel.Seed;

/** Computes a built model for one set of parameter values, or for many. All results are for one person. */
public final class Evaluator {

    private static final int WIDTH = 128;

    private final Built built;
    private final RowFaults faults;
    private final Seed seed;
    private final int people;

    public Evaluator(Built built, RowFaults faults, Seed seed) {
        this(built, faults, seed, built.spec().settings().people());
    }

    public Evaluator(Built built, RowFaults faults, Seed seed, int people) {
        this.built = built;
        this.faults = faults;
        this.seed = seed;
        this.people = people;
    }

    /** One base case. @param totals by strategy and outcome @param lines by strategy and reward */
    public record Base(
            double[][] totals,
            double[][] errors,
            double[][] lines,
            Record[] records,
            double[] sizes,
            double[][][] trace,
            double[][][] waits) {}

    public Base base(double[] parameters, Blocks blocks) {
        return switch (built.machine()) {
            case Built.Cohort c -> cohort(c.plan(), parameters);
            case Built.Tree t -> tree(t, parameters);
            case Built.Micro m -> {
                Simulation s = new MicroEngine(m.plan(), m.people(), true, faults)
                        .run(built.parameters(parameters), people, seed, blocks);
                yield simulated(s);
            }
            case Built.Events e -> {
                Simulation s = new EventEngine(e.plan(), true).run(built.parameters(parameters), people, seed, blocks);
                yield simulated(s);
            }
        };
    }

    private Base cohort(CohortEngine.Plan plan, double[] parameters) {
        CohortEngine engine = new CohortEngine(plan, 1, true, faults);
        Record[] records = new Record[plan.strategies().size()];
        for (int s = 0; s < records.length; s++) {
            records[s] = Record.of(
                    plan.cycles(),
                    plan.states(),
                    plan.strategies().get(s).lines().size());
        }
        fill(engine.lanes(), new double[][] {parameters}, 0, 1);
        double[][][] raw = engine.run(1, records);
        double[] sizes = new double[records.length];
        double[][] lines = new double[records.length][];
        double[][][] trace = new double[records.length][][];
        for (int s = 0; s < records.length; s++) {
            sizes[s] = size(plan.strategies().get(s), records[s]);
            double by = sizes[s];
            lines[s] = Arrays.stream(raw[s]).mapToDouble(v -> v[0] / by).toArray();
            trace[s] = Arrays.stream(records[s].trace())
                    .map(row -> Arrays.stream(row).map(v -> v / by).toArray())
                    .toArray(double[][]::new);
        }
        return new Base(
                totals(lines),
                new double[lines.length][built.outcomes().size()],
                lines,
                records,
                sizes,
                trace,
                new double[0][][]);
    }

    /** People by whom totals are divided; a model that people keep entering is told in totals. */
    private static double size(Strategist s, Record r) {
        return s.incident().length > 0 ? 1 : Arrays.stream(r.trace()[0]).sum();
    }

    private double[][] totals(double[][] lines) {
        double[][] out = new double[lines.length][built.outcomes().size()];
        for (int s = 0; s < lines.length; s++) {
            for (int l = 0; l < lines[s].length; l++) {
                out[s][built.outcomes().indexOf(built.lines().get(l).outcome())] += lines[s][l];
            }
        }
        return out;
    }

    private Base tree(Built.Tree tree, double[] parameters) {
        double[][][] raw = treeLanes(tree, new double[][] {parameters}, 0, 1);
        double[][] totals = new double[raw.length][];
        for (int s = 0; s < raw.length; s++) {
            totals[s] = Arrays.stream(raw[s]).mapToDouble(v -> v[0]).toArray();
        }
        return new Base(
                totals,
                new double[raw.length][built.outcomes().size()],
                new double[raw.length][0],
                new Record[0],
                new double[0],
                new double[0][][],
                new double[0][][]);
    }

    /** Ends of a tree: by policy and leaf the probability, then the payoffs. */
    public List<List<double[]>> leaves(double[] parameters) {
        if (!(built.machine() instanceof Built.Tree tree)) {
            return List.of();
        }
        TreeEngine engine = new TreeEngine(built.graph(), 1, tree.policies(), tree.chances(), faults);
        fill(engine.lanes(), new double[][] {parameters}, 0, 1);
        engine.run(1);
        List<List<double[]>> out = new ArrayList<>();
        for (TreeEngine.Policy p : tree.policies()) {
            out.add(p.leaves().stream()
                    .map(l -> IntStream.concat(IntStream.of(l.probability()), Arrays.stream(l.payoff()))
                            .mapToDouble(node -> engine.lanes().at(node, 0))
                            .toArray())
                    .toList());
        }
        return out;
    }

    private Base simulated(Simulation s) {
        int strategies = s.sum().length;
        double[][] lines = new double[strategies][];
        double[][] errors = new double[strategies][built.outcomes().size()];
        double[][][] trace = new double[strategies][][];
        for (int i = 0; i < strategies; i++) {
            int strategy = i;
            lines[i] = IntStream.range(0, s.sum()[i].length)
                    .mapToDouble(a -> s.mean(strategy, a))
                    .toArray();
            for (int l = 0; l < lines[i].length; l++) {
                int o = built.outcomes().indexOf(built.lines().get(l).outcome());
                errors[i][o] = Math.hypot(errors[i][o], s.error(i, l));
            }
            trace[i] = Arrays.stream(s.trace()[i])
                    .map(row -> Arrays.stream(row).map(v -> v / s.people()).toArray())
                    .toArray(double[][]::new);
        }
        return new Base(totals(lines), errors, lines, new Record[0], new double[0], trace, s.waits());
    }

    /** Totals by strategy, outcome and draw. */
    public double[][][] draws(double[][] parameters, Blocks blocks) {
        int n = parameters.length;
        int strategies = built.strategies().size();
        int outcomes = built.outcomes().size();
        double[][][] out = new double[strategies][outcomes][n];
        if (built.machine() instanceof Built.Micro || built.machine() instanceof Built.Events) {
            simulatedDraws(parameters, blocks, out);
            return out;
        }
        int count = (n + WIDTH - 1) / WIDTH;
        List<double[][][]> parts = blocks.map(count, b -> part(parameters, b * WIDTH, Math.min(n, (b + 1) * WIDTH)));
        for (int b = 0; b < count; b++) {
            double[][][] part = parts.get(b);
            for (int s = 0; s < strategies; s++) {
                for (int o = 0; o < outcomes; o++) {
                    System.arraycopy(part[s][o], 0, out[s][o], b * WIDTH, part[s][o].length);
                }
            }
        }
        return out;
    }

    private double[][][] part(double[][] parameters, int from, int to) {
        return switch (built.machine()) {
            case Built.Cohort c -> cohortLanes(c.plan(), parameters, from, to);
            case Built.Tree t -> treeLanes(t, parameters, from, to);
            case Built.Micro m -> throw new IllegalStateException("people are not lanes of draws");
            case Built.Events e -> throw new IllegalStateException("people are not lanes of draws");
        };
    }

    private double[][][] cohortLanes(CohortEngine.Plan plan, double[][] parameters, int from, int to) {
        CohortEngine engine = new CohortEngine(plan, to - from, false, faults);
        fill(engine.lanes(), parameters, from, to);
        double[][][] out = engine.run(to - from);
        for (int s = 0; s < out.length; s++) {
            Strategist strategist = plan.strategies().get(s);
            if (strategist.incident().length > 0) {
                continue;
            }
            for (double[] values : out[s]) {
                for (int b = 0; b < values.length; b++) {
                    values[b] /= people(engine.lanes(), strategist, b);
                }
            }
        }
        return out;
    }

    private static double people(Lanes lanes, Strategist s, int lane) {
        double sum = 0;
        for (int node : s.initial()) {
            sum += node >= 0 ? lanes.at(node, lane) : 0;
        }
        return sum;
    }

    private double[][][] treeLanes(Built.Tree tree, double[][] parameters, int from, int to) {
        TreeEngine engine = new TreeEngine(built.graph(), to - from, tree.policies(), tree.chances(), faults);
        fill(engine.lanes(), parameters, from, to);
        return engine.run(to - from);
    }

    private void fill(Lanes lanes, double[][] parameters, int from, int to) {
        for (int p = 0; p < built.parameterNodes().length; p++) {
            int node = built.parameterNodes()[p];
            if (!lanes.holds(node)) {
                continue;
            }
            double[] values = lanes.of(node);
            for (int i = 0; i < Math.min(values.length, to - from); i++) {
                values[i] = parameters[from + i][p];
            }
        }
    }

    /** One draw after the other; the people of every draw are the same, so that draws differ by their parameters alone. */
    private void simulatedDraws(double[][] parameters, Blocks blocks, double[][][] out) {
        List<Simulation> all = blocks.map(parameters.length, d -> {
            Map<Integer, Double> values = built.parameters(parameters[d]);
            Blocks inner = new Blocks(1, blocks.cancelled(), (done, of) -> {});
            return switch (built.machine()) {
                case Built.Micro m ->
                    new MicroEngine(m.plan(), m.people(), false, faults).run(values, people, seed, inner);
                case Built.Events e -> new EventEngine(e.plan(), false).run(values, people, seed, inner);
                case Built.Cohort c -> throw new IllegalStateException("a cohort is not simulated");
                case Built.Tree t -> throw new IllegalStateException("a tree is not simulated");
            };
        });
        for (int d = 0; d < parameters.length; d++) {
            for (int s = 0; s < out.length; s++) {
                for (int o = 0; o < out[s].length; o++) {
                    out[s][o][d] = all.get(d).mean(s, o);
                }
            }
        }
    }
}
