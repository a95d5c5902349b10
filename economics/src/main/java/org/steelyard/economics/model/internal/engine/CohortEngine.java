package org.steelyard.economics.model.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.internal.compile.Clock;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Lanes;

/**
 * A cohort's way through the states, for a block of draws side by side and all strategies together.
 *
 * <p>A state out of which probabilities, or in which rewards, depend on the time spent in it is split by that time: nobody has to write tunnel states. Somebody who leaves and
 * comes back starts anew. Rates are turned into probabilities by the matrix exponential of the whole generator, never one by one.
 */
public final class CohortEngine {

    private static final double TOLERANCE = 1e-9;

    /** What is run, the same for all draws. */
    public record Plan(
            Graph graph,
            Clock clock,
            Settings settings,
            int cycles,
            double cycleLength,
            double[] rates,
            List<Strategist> strategies,
            int states) {}

    private final Plan plan;
    private final Lanes lanes;
    private final int[] cycleNodes;
    private final int[] stateTimeNodes;
    private final int[] fixedNodes;
    private final boolean stateTimeMoves;
    private final boolean[] splits;
    private final RowFaults faults;
    private final boolean base;
    private final Map<Integer, double[][]> byStateTime = new HashMap<>();
    private final List<Integer> stateTimeRoots = new ArrayList<>();
    private final Map<Strategist, double[][][]> memberships = new IdentityHashMap<>();

    /** @param base whether the accounts of the base case are wanted, else those of draws */
    public CohortEngine(Plan plan, int width, boolean base, RowFaults faults) {
        this.plan = plan;
        this.base = base;
        this.faults = faults;
        Graph graph = plan.graph();
        List<Integer> roots = new ArrayList<>();
        plan.strategies().forEach(s -> roots.addAll(s.roots()));
        int[] needed = graph.needed(roots);
        lanes = new Lanes(graph, width, Graph.DRAW, needed);
        fixedNodes = Arrays.stream(needed)
                .filter(i -> (graph.depends(i) & (Graph.CYCLE | Graph.STATE_TIME)) == 0)
                .toArray();
        cycleNodes = Arrays.stream(needed)
                .filter(i -> (graph.depends(i) & Graph.CYCLE) != 0 && (graph.depends(i) & Graph.STATE_TIME) == 0)
                .toArray();
        stateTimeNodes = Arrays.stream(needed)
                .filter(i -> (graph.depends(i) & Graph.STATE_TIME) != 0)
                .toArray();
        stateTimeMoves = Arrays.stream(stateTimeNodes).anyMatch(i -> (graph.depends(i) & Graph.CYCLE) != 0);
        roots.stream()
                .filter(i -> (graph.depends(i) & Graph.STATE_TIME) != 0)
                .distinct()
                .forEach(stateTimeRoots::add);
        splits = new boolean[plan.states()];
        plan.strategies().forEach(this::markSplits);
        for (int root : stateTimeRoots) {
            byStateTime.put(root, new double[plan.cycles()][lanes.of(root).length]);
        }
    }

    private void markSplits(Strategist s) {
        for (int i = 0; i < plan.states(); i++) {
            if (!s.rows().isEmpty()) {
                for (int node : s.rows().get(i).node()) {
                    splits[i] |= dependsOnStateTime(node);
                }
            }
            for (Account a : accounts(s)) {
                splits[i] |= dependsOnStateTime(a.state()[i]);
                for (Account.Flow f : a.flows()) {
                    splits[i] |= f.from() == i && dependsOnStateTime(f.node());
                }
            }
        }
    }

    private boolean dependsOnStateTime(int node) {
        return node >= 0 && (plan.graph().depends(node) & Graph.STATE_TIME) != 0;
    }

    private List<Account> accounts(Strategist s) {
        return base ? s.lines() : s.sums();
    }

    /** Lanes into which parameter values are put before a run. */
    public Lanes lanes() {
        return lanes;
    }

    /** Totals by strategy, account and lane, for as many people as started. */
    public double[][][] run(int count) {
        return run(count, new Record[0]);
    }

    /** The same, with everything by cycle written into records, one a strategy (one lane only). */
    public double[][][] run(int count, Record[] records) {
        lanes.setCount(count);
        lanes.compute(fixedNodes);
        readCurves(count);
        List<Course> courses = new ArrayList<>();
        for (int s = 0; s < plan.strategies().size(); s++) {
            courses.add(new Course(plan.strategies().get(s), count, records.length > 0 ? records[s] : NOTHING));
        }
        walk(courses, 0, plan.cycles());
        for (int before = 1; before < plan.cycles() && hasIncident(); before++) {
            int enter = before;
            setClock(before + 1, 0);
            lanes.compute(cycleNodes);
            courses.forEach(c -> c.enter(enter));
            walk(courses, before, plan.cycles() - before);
        }
        return courses.stream().map(c -> c.totals).toArray(double[][][]::new);
    }

    /** Membership by point and state where it is read from curves. */
    private void readCurves(int count) {
        memberships.clear();
        for (Strategist s : plan.strategies()) {
            if (s.survival().length > 0) {
                memberships.put(s, new double[plan.cycles() + 1][plan.states()][count]);
            }
        }
        for (int k = 0; k <= plan.cycles() && !memberships.isEmpty(); k++) {
            lanes.set(plan.clock().cycle(), k + 1);
            lanes.set(plan.clock().time(), k * plan.cycleLength());
            lanes.compute(cycleNodes);
            for (Strategist s : plan.strategies()) {
                partitionAt(s, k, Known.in(memberships, s)[k], count);
            }
        }
    }

    /** Shares from curves; where a curve crosses the one below it or rises beyond 0–1 it is pressed to the limit, and that is told. */
    private void partitionAt(Strategist s, int point, double[][] share, int count) {
        int last = plan.states() - 1;
        for (int b = 0; b < count; b++) {
            double below = 0;
            for (int i = 0; i < last; i++) {
                double curve = lanes.at(s.survival()[i], b);
                double own = Math.min(1, Math.max(curve, below));
                if (!(Math.abs(own - curve) <= TOLERANCE)) {
                    ModelError error =
                            curve >= 0 && curve <= 1 ? ModelError.CROSSING_CURVES : ModelError.NOT_A_PROBABILITY;
                    faults.found(error, s.id(), s.rows().get(i), point, curve);
                }
                share[i][b] = own - below;
                below = own;
            }
            share[last][b] = 1 - below;
        }
    }

    private static final Record NOTHING =
            new Record(new double[0][], new double[0][], new double[0][], new double[0][], new double[0]);

    private boolean hasIncident() {
        return plan.strategies().stream()
                .anyMatch(s -> Arrays.stream(s.incident()).anyMatch(i -> i >= 0));
    }

    private void walk(List<Course> courses, int before, int cycles) {
        if (!stateTimeMoves) {
            tabulate(cycles);
        }
        for (int t = 1; t <= cycles; t++) {
            setClock(t, before);
            lanes.compute(cycleNodes);
            if (stateTimeMoves) {
                tabulate(t);
            }
            for (Course c : courses) {
                c.step(t);
            }
        }
    }

    private void setClock(int cycle, int before) {
        lanes.set(plan.clock().cycle(), cycle);
        lanes.set(plan.clock().time(), (cycle - 1) * plan.cycleLength());
        lanes.set(plan.clock().calendar(), cycle + before);
    }

    /** Values of what depends on time in the state, for the first {@code upTo} cycles in it. */
    private void tabulate(int upTo) {
        if (stateTimeNodes.length == 0) {
            return;
        }
        for (int k = 0; k < upTo; k++) {
            lanes.set(plan.clock().stateTime(), k * plan.cycleLength());
            lanes.set(plan.clock().stateCycle(), k + 1);
            lanes.compute(stateTimeNodes);
            for (int root : stateTimeRoots) {
                double[] from = lanes.of(root);
                System.arraycopy(from, 0, Known.in(byStateTime, root)[k], 0, from.length);
            }
        }
    }

    private double[] value(int node, int k) {
        double[][] table = byStateTime.get(node);
        return table == null ? lanes.of(node) : table[Math.min(k, table.length - 1)];
    }

    /** One strategy under way. */
    private final class Course {
        private final Strategist strategy;
        private final int n;
        private final Record record;
        private final double[][] totals;
        private final double[] moved;
        private final double[] left;
        private final List<Account> accounts;
        private final double[] size;
        private double[][][] now;
        private double[][][] next;
        private double[][] sumNow;
        private double[][] sumNext;
        private TimeWeights[] weights;
        private int before;
        private double[][][] exponentials = new double[0][][];

        Course(Strategist strategy, int n, Record record) {
            this.strategy = strategy;
            this.n = n;
            this.record = record;
            accounts = accounts(strategy);
            totals = new double[accounts.size()][n];
            moved = new double[n];
            left = new double[n];
            now = room();
            next = room();
            sumNow = new double[plan.states()][n];
            sumNext = new double[plan.states()][n];
            weights = weights();
            size = people(strategy.initial());
            for (int a = 0; a < accounts.size(); a++) {
                begin(a);
            }
            put(strategy.initial());
        }

        private double[] people(int[] starters) {
            double[] people = new double[n];
            for (int starter : starters) {
                if (starter >= 0) {
                    double[] each = lanes.of(starter);
                    for (int b = 0; b < n; b++) {
                        people[b] += each[each.length == 1 ? 0 : b];
                    }
                }
            }
            return people;
        }

        private double[][][] room() {
            double[][][] out = new double[plan.states()][][];
            for (int i = 0; i < out.length; i++) {
                out[i] = new double[splits[i] ? plan.cycles() + 1 : 1][n];
            }
            return out;
        }

        private TimeWeights[] weights() {
            TimeWeights.Span span = new TimeWeights.Span(plan.cycles() - before, plan.cycleLength(), before);
            TimeWeights[] out = new TimeWeights[plan.rates().length];
            for (int o = 0; o < out.length; o++) {
                out[o] = TimeWeights.of(plan.settings(), plan.settings().counting(), span, plan.rates()[o]);
            }
            return out;
        }

        private void put(int[] starters) {
            for (int i = 0; i < plan.states(); i++) {
                for (double[] k : now[i]) {
                    Arrays.fill(k, 0);
                }
                Arrays.fill(sumNow[i], 0);
                if (strategy.survival().length > 0) {
                    Vec.product(now[i][0], size, Known.in(memberships, strategy)[0][i], n);
                    System.arraycopy(now[i][0], 0, sumNow[i], 0, n);
                } else if (i < starters.length && starters[i] >= 0) {
                    double[] size = lanes.of(starters[i]);
                    for (int b = 0; b < n; b++) {
                        now[i][0][b] = size[size.length == 1 ? 0 : b];
                        sumNow[i][b] = now[i][0][b];
                    }
                }
            }
            if (record.trace().length > 0) {
                traceInto(before, sumNow);
            }
        }

        private void begin(int a) {
            int once = accounts.get(a).once();
            if (once < 0) {
                return;
            }
            Vec.addProduct(totals[a], 1, size, lanes.of(once), n);
            if (record.trace().length > 0) {
                record.once()[a] += size[0] * lanes.of(once)[0];
            }
        }

        /** A new cohort starts; what was there before has been counted to the end. */
        void enter(int cyclesBefore) {
            before = cyclesBefore;
            weights = weights();
            put(strategy.incident());
            for (int a = 0; a < accounts.size(); a++) {
                int once = accounts.get(a).once();
                if (once >= 0) {
                    double v = TimeWeights.factor(
                            plan.settings().discountRule(),
                            plan.rates()[accounts.get(a).outcome()],
                            before * plan.cycleLength());
                    for (double[] people : sumNow) {
                        Vec.addProduct(totals[a], v, people, lanes.of(once), n);
                    }
                }
            }
        }

        private void traceInto(int point, double[][] people) {
            for (int i = 0; i < plan.states(); i++) {
                record.trace()[point][i] += people[i][0];
            }
        }

        void step(int t) {
            for (int i = 0; i < plan.states(); i++) {
                for (int k = 0; k <= Math.min(t, next[i].length - 1); k++) {
                    Arrays.fill(next[i][k], 0);
                }
            }
            if (strategy.survival().length > 0) {
                partition(t);
            } else {
                pass(t);
            }
            for (int i = 0; i < plan.states(); i++) {
                Arrays.fill(sumNext[i], 0);
                for (int k = 0; k <= Math.min(t, next[i].length - 1); k++) {
                    Vec.add(sumNext[i], next[i][k], n);
                }
            }
            count(t);
            if (record.trace().length > 0) {
                traceInto(before + t, sumNext);
            }
            double[][][] swap = now;
            now = next;
            next = swap;
            double[][] swapSum = sumNow;
            sumNow = sumNext;
            sumNext = swapSum;
        }

        private void pass(int t) {
            if (plan.settings().rates()) {
                exponentiate(t);
            }
            for (int i = 0; i < plan.states(); i++) {
                for (int k = 0; k < Math.min(t, now[i].length); k++) {
                    leave(i, k, t);
                }
            }
        }

        /** Membership at point t is read from the curves; who left the last of them has died. */
        private void partition(int t) {
            double[][] share = Known.in(memberships, strategy)[t];
            int dead = plan.states() - 1;
            for (int i = 0; i < plan.states(); i++) {
                for (int b = 0; b < n; b++) {
                    next[i][0][b] = share[i][b] * size[b];
                }
            }
            for (int b = 0; b < n; b++) {
                moved[b] = next[dead][0][b] - now[dead][0][b];
            }
            for (int a = 0; a < accounts.size(); a++) {
                if (accounts.get(a).entry()[dead] >= 0) {
                    event(a, accounts.get(a), accounts.get(a).entry()[dead], 0, t);
                }
            }
        }

        private void leave(int from, int k, int t) {
            Row row = strategy.rows().get(from);
            double[] people = now[from][k];
            if (row.stays()) {
                Vec.add(next[from][splits[from] ? k + 1 : 0], people, n);
                return;
            }
            if (plan.settings().rates()) {
                leaveByRate(from, t);
                return;
            }
            if (isEmpty(people)) {
                return;
            }
            boolean repaired = settle(row, k, t, people);
            for (int j = 0; j < row.to().length; j++) {
                Vec.product(moved, people, value(row.node()[j], k), n);
                if (repaired) {
                    repairInto(moved, row, j, k, people);
                }
                arrive(from, row.to()[j], k, t);
            }
            if (row.rest() >= 0) {
                for (int b = 0; b < n; b++) {
                    moved[b] = people[b] * Math.max(0, left[b]);
                }
                arrive(from, row.rest(), k, t);
            }
        }

        private boolean isEmpty(double[] people) {
            for (int b = 0; b < n; b++) {
                if (people[b] != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Computes what is left after all named targets; true when some lane is no distribution and must be repaired. */
        private boolean settle(Row row, int k, int t, double[] people) {
            Arrays.fill(left, 1);
            boolean bad = false;
            for (int node : row.node()) {
                double[] p = value(node, k);
                Vec.subtract(left, p, n);
                for (int b = 0; b < (p.length == 1 ? 1 : n); b++) {
                    if (!(p[b] >= 0)) {
                        bad = true;
                    }
                }
            }
            double lowest = -TOLERANCE;
            double highest = row.rest() >= 0 ? Double.POSITIVE_INFINITY : TOLERANCE;
            for (int b = 0; b < n && !bad; b++) {
                bad = !(left[b] >= lowest && left[b] <= highest);
            }
            return bad && report(row, k, t, people);
        }

        private boolean report(Row row, int k, int t, double[] people) {
            boolean any = false;
            for (int b = 0; b < n; b++) {
                if (people[b] == 0) {
                    continue;
                }
                boolean negative = false;
                boolean nan = false;
                for (int node : row.node()) {
                    double[] p = value(node, k);
                    double v = p[p.length == 1 ? 0 : b];
                    nan |= Double.isNaN(v);
                    negative |= v < 0 || v > 1 + TOLERANCE;
                }
                Optional<ModelError> error = fault(row, nan || negative, left[b]);
                if (error.isPresent()) {
                    any = true;
                    faults.found(error.get(), strategy.id(), row, t, nan ? Double.NaN : 1 - left[b]);
                }
            }
            return any;
        }

        private static Optional<ModelError> fault(Row row, boolean outside, double left) {
            if (outside) {
                return Optional.of(ModelError.NOT_A_PROBABILITY);
            }
            if (row.rest() >= 0) {
                return left < -TOLERANCE ? Optional.of(ModelError.NEGATIVE_COMPLEMENT) : Optional.empty();
            }
            return Math.abs(left) > TOLERANCE ? Optional.of(ModelError.ROW_SUM) : Optional.empty();
        }

        /** Negative shares become none; shares that sum to more than one, or that should sum to one, are scaled. */
        private void repairInto(double[] out, Row row, int j, int k, double[] people) {
            for (int b = 0; b < n; b++) {
                double sum = 0;
                for (int node : row.node()) {
                    double[] p = value(node, k);
                    sum += Math.max(0, p[p.length == 1 ? 0 : b]);
                }
                double[] p = value(row.node()[j], k);
                double own = Math.max(0, p[p.length == 1 ? 0 : b]);
                boolean scale = sum > 1 || row.rest() < 0;
                out[b] = people[b] * (scale && sum > 0 ? own / sum : own);
                left[b] = Math.max(0, 1 - sum);
            }
        }

        private void arrive(int from, int to, int k, int t) {
            boolean stays = from == to;
            int place = splits[to] && stays ? k + 1 : 0;
            Vec.add(next[to][place], moved, n);
            for (int a = 0; a < accounts.size(); a++) {
                Account account = accounts.get(a);
                if (!stays && account.entry()[to] >= 0) {
                    event(a, account, account.entry()[to], k, t);
                }
                for (Account.Flow f : account.flows()) {
                    if (f.from() == from && f.to() == to) {
                        event(a, account, f.node(), k, t);
                    }
                }
            }
        }

        private void event(int a, Account account, int node, int k, int t) {
            double[] worth = value(node, k);
            Vec.addProduct(totals[a], weights[account.outcome()].event()[t], moved, worth, n);
            if (record.trace().length > 0) {
                record.event()[a][before + t] += moved[0] * worth[0];
            }
        }

        private void exponentiate(int t) {
            boolean moves = false;
            for (Row row : strategy.rows()) {
                for (int node : row.node()) {
                    moves |= (plan.graph().depends(node) & Graph.CYCLE) != 0;
                }
            }
            if (t > 1 && !moves && exponentials.length == n) {
                return;
            }
            exponentials = new double[n][][];
            for (int b = 0; b < n; b++) {
                exponentials[b] = MatrixExponential.of(generator(b, t));
            }
        }

        private double[][] generator(int lane, int t) {
            int m = plan.states();
            double[][] q = new double[m][m];
            for (int i = 0; i < m; i++) {
                Row row = strategy.rows().get(i);
                for (int j = 0; j < row.to().length; j++) {
                    double rate = lanes.at(row.node()[j], lane);
                    if (!(rate >= 0)) {
                        faults.found(ModelError.NOT_A_PROBABILITY, strategy.id(), row, t, rate);
                        rate = 0;
                    }
                    q[i][row.to()[j]] += rate * plan.cycleLength();
                    q[i][i] -= rate * plan.cycleLength();
                }
            }
            return q;
        }

        private void leaveByRate(int from, int t) {
            for (int to = 0; to < plan.states(); to++) {
                for (int b = 0; b < n; b++) {
                    moved[b] = now[from][0][b] * exponentials[b][from][to];
                }
                arrive(from, to, 0, t);
            }
        }

        private void count(int t) {
            for (int a = 0; a < accounts.size(); a++) {
                Account account = accounts.get(a);
                TimeWeights w = weights[account.outcome()];
                for (int i = 0; i < plan.states(); i++) {
                    int node = account.state()[i];
                    if (node < 0) {
                        continue;
                    }
                    if (dependsOnStateTime(node)) {
                        for (int k = 0; k <= t && k < now[i].length; k++) {
                            earn(a, t, now[i][k], w.start()[t - 1], value(node, k), true);
                            earn(a, t, next[i][k], w.end()[t], value(node, k), false);
                        }
                    } else {
                        earn(a, t, sumNow[i], w.start()[t - 1], lanes.of(node), true);
                        earn(a, t, sumNext[i], w.end()[t], lanes.of(node), false);
                    }
                }
            }
        }

        private void earn(int a, int t, double[] people, double weight, double[] worth, boolean start) {
            if (weight != 0) {
                Vec.addProduct(totals[a], weight, people, worth, n);
            }
            if (record.trace().length > 0) {
                (start ? record.start() : record.end())[a][before + t] += people[0] * worth[0];
            }
        }
    }
}
