package org.steelyard.economics.model.internal.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Lanes;
import org.steelyard.economics.model.internal.random.Law;
import org.steelyard.economics.model.internal.random.Stream;
import org.steelyard.kernel.Seed;

/**
 * People one by one through the states of a cycle model, each with attributes and a history. Person i has a random stream of their own, the same under every strategy, so
 * that strategies differ by what they do and not by luck.
 *
 * <p>People are carried in blocks; those in one state are put side by side and their formulas computed together.
 */
public final class MicroEngine {

    private static final int BLOCK = 1024;
    private static final double TOLERANCE = 1e-9;

    /**
     * @param input node that takes the attribute's value
     * @param initial formula node, or −1 when it is drawn
     * @param update formula node, or −1 when it never changes, by strategy
     */
    public record Trait(
            String name, int input, int[] initial, @Nullable Law law, int[] update) {}

    /** @param in by state: input that tells whether a person is in it @param entered whether they have just come into it */
    public record People(List<Trait> traits, int[] in, int[] entered, List<Integer> uniforms) {}

    private final CohortEngine.Plan plan;
    private final People people;
    private final RowFaults faults;
    private final boolean base;

    public MicroEngine(CohortEngine.Plan plan, People people, boolean base, RowFaults faults) {
        this.plan = plan;
        this.people = people;
        this.faults = faults;
        this.base = base;
    }

    private List<Account> accounts(Strategist s) {
        return base ? s.lines() : s.sums();
    }

    /** All people with these parameter values. */
    public Simulation run(Map<Integer, Double> parameters, int count, Seed seed, Blocks blocks) {
        int n = (count + BLOCK - 1) / BLOCK;
        List<Simulation> parts =
                blocks.map(n, b -> block(parameters, b * BLOCK, Math.min(count, (b + 1) * BLOCK), seed));
        Simulation all = parts.getFirst();
        for (Simulation part : parts.subList(1, parts.size())) {
            all = all.plus(part);
        }
        return all;
    }

    private Simulation block(Map<Integer, Double> parameters, int from, int to, Seed seed) {
        int accounts = accounts(plan.strategies().getFirst()).size();
        Simulation out = Simulation.empty(plan.strategies().size(), accounts, plan.cycles() + 1, plan.states());
        for (int s = 0; s < plan.strategies().size(); s++) {
            Group group = new Group(s, from, to, seed);
            parameters.forEach((node, value) -> group.lanes.set(node, value));
            group.run(out);
        }
        return new Simulation(to - from, out.sum(), out.squares(), out.trace(), out.waits());
    }

    /** What one state's people need computed. */
    private final class Recipe {
        private final int[] varying;
        private final int[] rewards;

        Recipe(Strategist strategy, int state, Lanes lanes) {
            List<Integer> rows = new java.util.ArrayList<>();
            for (int node : strategy.rows().get(state).node()) {
                rows.add(node);
            }
            List<Integer> worth = new java.util.ArrayList<>();
            for (Account a : accounts(strategy)) {
                if (a.state()[state] >= 0) {
                    worth.add(a.state()[state]);
                }
                for (Account.Flow f : a.flows()) {
                    if (f.from() == state) {
                        rows.add(f.node());
                    }
                }
                for (int entry : a.entry()) {
                    if (entry >= 0) {
                        rows.add(entry);
                    }
                }
            }
            rewards = varying(worth, lanes);
            rows.addAll(worth);
            varying = varying(rows, lanes);
        }

        private int[] varying(List<Integer> roots, Lanes lanes) {
            return Arrays.stream(plan.graph().needed(roots))
                    .filter(i -> !lanes.isUniform(i))
                    .toArray();
        }
    }

    /** A block of people under one strategy. */
    private final class Group {
        private final Strategist strategy;
        private final int number;
        private final int n;
        private final Lanes lanes;
        private final int[] fixed;
        private final int[] moving;
        private final Recipe[] recipes;
        private final int[] state;
        private final int[] since;
        private final int[] came;
        private final long[] streams;
        private final double[][] traits;
        private final double[][] totals;
        private final TimeWeights[] weights;
        private final List<Account> accounts;
        private final int[] members;
        private final Map<Integer, Integer> uniformNumber = new HashMap<>();
        private int drawn;

        Group(int number, int from, int to, Seed seed) {
            this.number = number;
            strategy = plan.strategies().get(number);
            accounts = accounts(strategy);
            n = to - from;
            List<Integer> roots = strategy.roots();
            for (Trait t : people.traits()) {
                roots.add(t.initial()[number]);
                roots.add(t.update()[number]);
                roots.add(t.input());
            }
            roots.removeIf(i -> i < 0);
            Graph graph = plan.graph();
            int[] needed = graph.needed(roots);
            lanes = new Lanes(graph, n, Graph.PERSON | Graph.STATE_TIME, needed);
            fixed = Arrays.stream(needed)
                    .filter(i -> graph.depends(i) == 0 || graph.depends(i) == Graph.DRAW)
                    .toArray();
            moving = Arrays.stream(needed)
                    .filter(i -> lanes.isUniform(i) && (graph.depends(i) & Graph.CYCLE) != 0)
                    .toArray();
            recipes = new Recipe[plan.states()];
            for (int i = 0; i < recipes.length; i++) {
                recipes[i] = new Recipe(strategy, i, lanes);
            }
            state = new int[n];
            since = new int[n];
            came = new int[n];
            members = new int[n];
            streams = new long[n];
            long key = seed.child("person").value();
            for (int i = 0; i < n; i++) {
                streams[i] = Stream.start(key, (long) from + i);
            }
            traits = new double[people.traits().size()][n];
            totals = new double[accounts.size()][n];
            weights = new TimeWeights[plan.rates().length];
            TimeWeights.Span span = new TimeWeights.Span(plan.cycles(), plan.cycleLength(), 0);
            for (int o = 0; o < weights.length; o++) {
                weights[o] = TimeWeights.of(plan.settings(), plan.settings().counting(), span, plan.rates()[o]);
            }
            for (int u : people.uniforms()) {
                uniformNumber.put(u, uniformNumber.size());
            }
        }

        void run(Simulation out) {
            lanes.setCount(n);
            lanes.compute(fixed);
            setClock(1);
            start();
            trace(out, 0);
            for (int t = 1; t <= plan.cycles(); t++) {
                setClock(t);
                step(t);
                trace(out, t);
            }
            for (int a = 0; a < totals.length; a++) {
                for (double v : totals[a]) {
                    out.sum()[number][a] += v;
                    out.squares()[number][a] += v * v;
                }
            }
        }

        private void setClock(int t) {
            lanes.set(plan.clock().cycle(), t);
            lanes.set(plan.clock().time(), (t - 1) * plan.cycleLength());
            lanes.compute(moving);
        }

        private double uniform(int person) {
            return Stream.uniformAt(streams[person], drawn);
        }

        private void start() {
            double[] cumulative = new double[plan.states()];
            double run = 0;
            for (int i = 0; i < cumulative.length; i++) {
                run += i < strategy.initial().length && strategy.initial()[i] >= 0
                        ? lanes.at(strategy.initial()[i], 0)
                        : 0;
                cumulative[i] = run;
            }
            for (int p = 0; p < n; p++) {
                state[p] = pick(cumulative, uniform(p) * run);
                came[p] = -1;
                members[p] = p;
            }
            drawn++;
            for (int t = 0; t < traits.length; t++) {
                initial(people.traits().get(t), traits[t]);
            }
            for (int a = 0; a < totals.length; a++) {
                int once = accounts.get(a).once();
                if (once >= 0) {
                    gather(n);
                    lanes.compute(Arrays.stream(plan.graph().needed(List.of(once)))
                            .filter(i -> !lanes.isUniform(i))
                            .toArray());
                    for (int p = 0; p < n; p++) {
                        totals[a][p] += lanes.at(once, p);
                    }
                }
            }
        }

        private static int pick(double[] cumulative, double u) {
            int i = 0;
            while (i < cumulative.length - 1 && u >= cumulative[i]) {
                i++;
            }
            return i;
        }

        /** Traits are set in the order of the file; a later one may rest on an earlier one. */
        private void initial(Trait trait, double[] values) {
            if (trait.law() != null) {
                for (int p = 0; p < n; p++) {
                    values[p] = trait.law().quantile(uniform(p));
                }
                drawn++;
                return;
            }
            int node = trait.initial()[number];
            gather(n);
            fillUniforms(n);
            lanes.compute(Arrays.stream(plan.graph().needed(List.of(node)))
                    .filter(i -> !lanes.isUniform(i))
                    .toArray());
            for (int p = 0; p < n; p++) {
                values[p] = lanes.at(node, p);
            }
        }

        private void fillUniforms(int count) {
            for (int input : people.uniforms()) {
                if (lanes.holds(input)) {
                    double[] u = lanes.of(input);
                    for (int m = 0; m < count; m++) {
                        u[m] = uniform(members[m]);
                    }
                }
                drawn++;
            }
        }

        /** Puts the traits, times and places of the listed people side by side. */
        private void gather(int count) {
            lanes.setCount(count);
            for (int t = 0; t < traits.length; t++) {
                int input = people.traits().get(t).input();
                if (lanes.holds(input)) {
                    double[] to = lanes.of(input);
                    for (int m = 0; m < count; m++) {
                        to[m] = traits[t][members[m]];
                    }
                }
            }
            times(plan.clock().stateTime(), count, 0, plan.cycleLength());
            times(plan.clock().stateCycle(), count, 1, 1);
            for (int s = 0; s < plan.states(); s++) {
                places(people.in()[s], count, s, state);
                places(people.entered()[s], count, s, came);
            }
        }

        private void times(int input, int count, double from, double by) {
            if (lanes.holds(input)) {
                double[] to = lanes.of(input);
                for (int m = 0; m < count; m++) {
                    to[m] = from + by * since[members[m]];
                }
            }
        }

        private void places(int input, int count, int s, int[] where) {
            if (lanes.holds(input)) {
                double[] to = lanes.of(input);
                for (int m = 0; m < count; m++) {
                    to[m] = where[members[m]] == s ? 1 : 0;
                }
            }
        }

        private int list(int s) {
            int count = 0;
            for (int p = 0; p < n; p++) {
                if (state[p] == s) {
                    members[count++] = p;
                }
            }
            return count;
        }

        private void step(int t) {
            int[] next = new int[n];
            for (int s = 0; s < plan.states(); s++) {
                int count = list(s);
                if (count == 0) {
                    continue;
                }
                if (recipes[s].varying.length > 0) {
                    gather(count);
                    lanes.compute(recipes[s].varying);
                } else {
                    lanes.setCount(count);
                }
                earn(s, count, t, true);
                move(s, count, t, next);
            }
            drawn++;
            for (int p = 0; p < n; p++) {
                boolean stays = next[p] == state[p];
                since[p] = stays ? since[p] + 1 : 0;
                came[p] = stays ? -1 : next[p];
                state[p] = next[p];
            }
            earnAtEnd(t);
            update();
        }

        private void earn(int s, int count, int t, boolean start) {
            for (int a = 0; a < totals.length; a++) {
                Account account = accounts.get(a);
                TimeWeights w = weights[account.outcome()];
                double weight = start ? w.start()[t - 1] : w.end()[t];
                int node = account.state()[s];
                if (node < 0 || weight == 0) {
                    continue;
                }
                for (int m = 0; m < count; m++) {
                    totals[a][members[m]] += weight * lanes.at(node, m);
                }
            }
        }

        private void earnAtEnd(int t) {
            boolean any = false;
            for (TimeWeights w : weights) {
                any |= w.end()[t] != 0;
            }
            if (!any) {
                return;
            }
            for (int s = 0; s < plan.states(); s++) {
                int count = list(s);
                if (count > 0) {
                    if (recipes[s].rewards.length > 0) {
                        gather(count);
                        lanes.compute(recipes[s].rewards);
                    }
                    earn(s, count, t, false);
                }
            }
        }

        private void move(int s, int count, int t, int[] next) {
            Row row = strategy.rows().get(s);
            for (int m = 0; m < count; m++) {
                int p = members[m];
                next[p] = row.stays() ? s : target(row, s, m, t, uniform(p));
                passage(s, next[p], m, p, t);
            }
        }

        private int target(Row row, int s, int lane, int t, double u) {
            double run = 0;
            int found = -1;
            for (int j = 0; j < row.to().length; j++) {
                double p = lanes.at(row.node()[j], lane);
                if (!(p >= 0 && p <= 1 + TOLERANCE)) {
                    faults.found(ModelError.NOT_A_PROBABILITY, strategy.id(), row, t, p);
                }
                run += p;
                if (found < 0 && u < run) {
                    found = row.to()[j];
                }
            }
            if (row.rest() >= 0 && run > 1 + TOLERANCE) {
                faults.found(ModelError.NEGATIVE_COMPLEMENT, strategy.id(), row, t, run);
            } else if (row.rest() < 0 && Math.abs(run - 1) > TOLERANCE) {
                faults.found(ModelError.ROW_SUM, strategy.id(), row, t, run);
            }
            if (found >= 0) {
                return found;
            }
            return row.rest() >= 0 ? row.rest() : row.to().length > 0 ? row.to()[row.to().length - 1] : s;
        }

        private void passage(int from, int to, int lane, int person, int t) {
            for (int a = 0; a < totals.length; a++) {
                Account account = accounts.get(a);
                if (!account.hasEvents()) {
                    continue;
                }
                double weight = weights[account.outcome()].event()[t];
                if (from != to && account.entry()[to] >= 0) {
                    totals[a][person] += weight * lanes.at(account.entry()[to], lane);
                }
                for (Account.Flow f : account.flows()) {
                    if (f.from() == from && f.to() == to) {
                        totals[a][person] += weight * lanes.at(f.node(), lane);
                    }
                }
            }
        }

        private void update() {
            boolean any = false;
            for (Trait t : people.traits()) {
                any |= t.update()[number] >= 0;
            }
            if (!any) {
                return;
            }
            for (int p = 0; p < n; p++) {
                members[p] = p;
            }
            gather(n);
            fillUniforms(n);
            double[][] fresh = new double[traits.length][];
            for (int t = 0; t < traits.length; t++) {
                int node = people.traits().get(t).update()[number];
                if (node >= 0) {
                    lanes.compute(Arrays.stream(plan.graph().needed(List.of(node)))
                            .filter(i -> !lanes.isUniform(i))
                            .toArray());
                    fresh[t] = new double[n];
                    for (int p = 0; p < n; p++) {
                        fresh[t][p] = lanes.at(node, p);
                    }
                }
            }
            for (int t = 0; t < traits.length; t++) {
                if (fresh[t] != null) {
                    traits[t] = fresh[t];
                }
            }
        }

        private void trace(Simulation out, int point) {
            for (int p = 0; p < n; p++) {
                out.trace()[number][point][state[p]]++;
            }
        }
    }
}
