package org.steelyard.economics.model.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec.DiscountRule;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.internal.compile.Clock;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Lanes;
import org.steelyard.economics.model.internal.random.Law;
import org.steelyard.economics.model.internal.random.Stream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Discrete events in continuous time. On entering a state every event draws its time; the earliest happens. An event that leads to a state which needs a resource waits, first come
 * first served, until one is free; meanwhile the person stays where they are and the other events go on competing. Time in states is discounted continuously, events at their moment.
 *
 * <p>Without resources and arrivals people do not meet, and are simulated one by one on any number of threads. Otherwise one calendar carries all.
 */
public final class EventEngine {

    private static final int BLOCK = 512;
    private static final int MOST_EVENTS = 100_000;

    /** @param payoff by outcome, −1 for none @param sets pairs of attribute and formula */
    public record Event(String id, int time, int to, int[] payoff, List<int[]> sets) {}

    /**
     * @param events by state
     * @param initial formula of each attribute, −1 when it is drawn
     * @param capacity formula of each resource
     * @param interval formula of the time between arrivals, or −1
     */
    public record Policy(
            String id,
            Text label,
            List<List<Event>> events,
            List<Account> lines,
            List<Account> sums,
            int[] initial,
            List<Optional<Law>> laws,
            int[] capacity,
            int interval) {}

    /** @param requires by state: index of a resource, or −1 @param attributes input of each attribute */
    public record Plan(
            Graph graph,
            Clock clock,
            Settings settings,
            double horizon,
            double[] rates,
            List<Policy> policies,
            List<String> states,
            int start,
            int[] requires,
            int[] attributes,
            List<Integer> uniforms) {

        /** Years at which the trace is taken. */
        int points() {
            return (int) Math.floor(horizon + 1e-9) + 1;
        }
    }

    private final Plan plan;
    private final boolean base;

    public EventEngine(Plan plan, boolean base) {
        this.plan = plan;
        this.base = base;
    }

    /** Accounts of a policy: its rewards, then, in the base case, one a outcome for the payoffs of events. */
    private int accounts(Policy p) {
        return base ? p.lines().size() + plan.rates().length : p.sums().size();
    }

    public Simulation run(Map<Integer, Double> parameters, int count, Seed seed, Blocks blocks) {
        boolean alone = plan.policies().stream().allMatch(p -> p.capacity().length == 0 && p.interval() < 0);
        int size = alone ? BLOCK : count;
        int n = (count + size - 1) / size;
        List<Simulation> parts = blocks.map(n, b -> block(parameters, b * size, Math.min(count, (b + 1) * size), seed));
        Simulation all = parts.getFirst();
        for (Simulation part : parts.subList(1, parts.size())) {
            all = all.plus(part);
        }
        return all;
    }

    private Simulation block(Map<Integer, Double> parameters, int from, int to, Seed seed) {
        int accounts = accounts(plan.policies().getFirst());
        Simulation out = Simulation.empty(
                plan.policies().size(), accounts, plan.points(), plan.states().size());
        for (int p = 0; p < plan.policies().size(); p++) {
            World world = new World(p, seed);
            parameters.forEach((node, value) -> world.lanes.set(node, value));
            world.run(from, to, out);
        }
        return new Simulation(to - from, out.sum(), out.squares(), out.trace(), out.waits());
    }

    /** A person on their way. */
    private static final class Person {
        private final double[] attributes;
        private final double[] totals;
        private final long stream;
        private final double arrived;
        private int state;
        private int epoch;
        private int drawn;
        private int happened;
        private double since;
        private double[] due = new double[0];
        private double waitingSince = Double.NaN;

        Person(int attributes, int accounts, long stream, double arrived) {
            this.attributes = new double[attributes];
            this.totals = new double[accounts];
            this.stream = stream;
            this.arrived = arrived;
        }
    }

    /** @param epoch of the person when it was put down; a later one makes it void */
    private record Due(double time, long order, Person person, int event, int epoch) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Double.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private static final int ARRIVES = -1;

    /** One policy, some people. */
    private final class World {
        private final Policy policy;
        private final int number;
        private final Lanes lanes;
        private final List<Account> accounts;
        private final Map<List<Integer>, int[]> recipes = new HashMap<>();
        private final long key;
        private final PriorityQueue<Due> calendar = new PriorityQueue<>();
        private final List<Deque<Due>> queues = new ArrayList<>();
        private int[] free = new int[0];
        private long order;
        private double[][] waits;

        World(int number, Seed seed) {
            this.number = number;
            policy = plan.policies().get(number);
            accounts = base ? policy.lines() : policy.sums();
            Set<Integer> roots = new LinkedHashSet<>();
            policy.events()
                    .forEach(list -> list.forEach(e -> {
                        roots.add(e.time());
                        Arrays.stream(e.payoff()).filter(i -> i >= 0).forEach(roots::add);
                        e.sets().forEach(s -> roots.add(s[1]));
                    }));
            accounts.forEach(a -> {
                Arrays.stream(a.state()).filter(i -> i >= 0).forEach(roots::add);
                Arrays.stream(a.entry()).filter(i -> i >= 0).forEach(roots::add);
                a.flows().forEach(f -> roots.add(f.node()));
                if (a.once() >= 0) {
                    roots.add(a.once());
                }
            });
            Arrays.stream(policy.initial()).filter(i -> i >= 0).forEach(roots::add);
            Arrays.stream(policy.capacity()).forEach(roots::add);
            if (policy.interval() >= 0) {
                roots.add(policy.interval());
            }
            lanes = new Lanes(
                    plan.graph(), 1, Graph.PERSON | Graph.CYCLE, plan.graph().needed(roots));
            key = seed.child("person").value();
            waits = new double[policy.capacity().length][3];
        }

        void run(int from, int to, Simulation out) {
            lanes.setCount(1);
            free = new int[policy.capacity().length];
            for (int r = 0; r < free.length; r++) {
                free[r] = (int) Math.max(0, Math.floor(value(policy.capacity()[r])));
                queues.add(new ArrayDeque<>());
            }
            List<Person> people = new ArrayList<>();
            double clock = 0;
            for (int i = from; i < to; i++) {
                Person p = new Person(
                        plan.attributes().length, accounts(policy), Stream.start(key, i), arrival(i, from, clock));
                clock = p.arrived;
                people.add(p);
                if (free.length == 0 && policy.interval() < 0) {
                    alone(p, out);
                } else if (p.arrived < plan.horizon()) {
                    calendar.add(new Due(p.arrived, order++, p, ARRIVES, p.epoch));
                }
            }
            together(out);
            finish(people, out);
        }

        private double arrival(int i, int from, double last) {
            if (policy.interval() < 0 || i == from) {
                return 0;
            }
            Person chance = new Person(plan.attributes().length, 0, Stream.start(key ^ 1, i), last);
            load(chance, last);
            return last + Math.max(0, evaluate(policy.interval(), chance));
        }

        private void finish(List<Person> people, Simulation out) {
            for (Person p : people) {
                for (int a = 0; a < p.totals.length; a++) {
                    out.sum()[number][a] += p.totals[a];
                    out.squares()[number][a] += p.totals[a] * p.totals[a];
                }
            }
            out.waits()[number] = waits;
        }

        private void alone(Person p, Simulation out) {
            begin(p, 0);
            while (p.since < plan.horizon()) {
                int first = -1;
                for (int e = 0; e < p.due.length; e++) {
                    first = p.due[e] < plan.horizon() && (first < 0 || p.due[e] < p.due[first]) ? e : first;
                }
                if (first < 0) {
                    stay(p, plan.horizon(), out);
                    return;
                }
                happen(p, first, p.due[first], out);
            }
        }

        private void together(Simulation out) {
            Set<Person> inside = new LinkedHashSet<>();
            while (!calendar.isEmpty()) {
                Due next = calendar.poll();
                if (next.epoch() != next.person().epoch) {
                    continue;
                }
                if (next.event() == ARRIVES) {
                    begin(next.person(), next.time());
                    inside.add(next.person());
                    schedule(next.person());
                } else {
                    attempt(next, next.time(), out);
                }
            }
            inside.forEach(p -> stay(p, plan.horizon(), out));
        }

        private void schedule(Person p) {
            for (int e = 0; e < p.due.length; e++) {
                if (p.due[e] < plan.horizon()) {
                    calendar.add(new Due(p.due[e], order++, p, e, p.epoch));
                }
            }
        }

        /** Carries the event out, or puts the person into the queue of the resource that is wanted. */
        private void attempt(Due due, double now, Simulation out) {
            Person p = due.person();
            Event event = policy.events().get(p.state).get(due.event());
            int wanted = event.to() == p.state ? -1 : plan.requires()[event.to()];
            if (wanted >= 0 && free[wanted] == 0 && plan.requires()[p.state] != wanted) {
                queues.get(wanted).add(due);
                p.waitingSince = now;
                waits[wanted][1] = Math.max(waits[wanted][1], queues.get(wanted).size());
                return;
            }
            int held = plan.requires()[p.state];
            if (!Double.isNaN(p.waitingSince) && wanted >= 0) {
                waits[wanted][0] += now - p.waitingSince;
                waits[wanted][2]++;
            }
            p.waitingSince = Double.NaN;
            int before = p.state;
            happen(p, due.event(), now, out);
            schedule(p);
            if (before != p.state) {
                if (wanted >= 0) {
                    free[wanted]--;
                }
                if (held >= 0) {
                    free[held]++;
                    serve(held, now, out);
                }
            }
        }

        private void serve(int resource, double now, Simulation out) {
            Deque<Due> queue = queues.get(resource);
            while (free[resource] > 0 && !queue.isEmpty()) {
                Due next = queue.poll();
                if (next.epoch() == next.person().epoch) {
                    attempt(next, now, out);
                }
            }
        }

        private void begin(Person p, double now) {
            p.state = plan.start();
            p.since = now;
            for (int i = 0; i < p.attributes.length; i++) {
                Optional<Law> law = policy.laws().get(i);
                if (law.isPresent()) {
                    p.attributes[i] = law.get().quantile(Stream.uniformAt(p.stream, p.drawn++));
                } else {
                    load(p, now);
                    p.attributes[i] = evaluate(policy.initial()[i], p);
                }
            }
            load(p, now);
            for (int a = 0; a < accounts.size(); a++) {
                if (accounts.get(a).once() >= 0) {
                    p.totals[a] += factor(accounts.get(a).outcome(), now)
                            * evaluate(accounts.get(a).once(), p);
                }
            }
            settle(p, now);
        }

        /** Draws the times of all events of the state just entered. */
        private void settle(Person p, double now) {
            List<Event> events = policy.events().get(p.state);
            p.due = new double[events.size()];
            load(p, now);
            for (int e = 0; e < p.due.length; e++) {
                double after = evaluate(events.get(e).time(), p);
                if (Double.isNaN(after) || after < 0) {
                    throw SteelyardException.of(
                            ModelError.NOT_FINITE,
                            Place.field("events." + plan.states().get(p.state) + "."
                                    + events.get(e).id() + ".time"),
                            Text.of("事件时间为负或不是数", "the time of the event is negative or no number"),
                            Text.of("改正公式或参数", "Correct the formula or its parameters"));
                }
                p.due[e] = now + after;
            }
        }

        private void happen(Person p, int index, double now, Simulation out) {
            if (++p.happened > MOST_EVENTS) {
                throw SteelyardException.of(
                        ModelError.TOO_LARGE,
                        Place.field("events." + plan.states().get(p.state)),
                        Text.of("一个人发生了过多事件", "one person meets too many events"),
                        Text.of("检查事件时间是否会为 0", "See whether an event can take no time"));
            }
            Event event = policy.events().get(p.state).get(index);
            stay(p, now, out);
            load(p, now);
            for (int o = 0; o < event.payoff().length; o++) {
                if (event.payoff()[o] >= 0) {
                    int place = base ? accounts.size() + o : o;
                    p.totals[place] += factor(o, now) * evaluate(event.payoff()[o], p);
                }
            }
            for (int a = 0; a < accounts.size(); a++) {
                passage(p, accounts.get(a), a, event.to(), now);
            }
            double[] fresh = p.attributes.clone();
            for (int[] set : event.sets()) {
                fresh[set[0]] = evaluate(set[1], p);
            }
            System.arraycopy(fresh, 0, p.attributes, 0, fresh.length);
            p.state = event.to();
            p.since = now;
            p.epoch++;
            settle(p, now);
        }

        private void passage(Person p, Account account, int a, int to, double now) {
            double v = factor(account.outcome(), now);
            if (to != p.state && account.entry()[to] >= 0) {
                p.totals[a] += v * evaluate(account.entry()[to], p);
            }
            for (Account.Flow f : account.flows()) {
                if (f.from() == p.state && f.to() == to) {
                    p.totals[a] += v * evaluate(f.node(), p);
                }
            }
        }

        /** Time in the state since it was entered, until now. */
        private void stay(Person p, double now, Simulation out) {
            load(p, p.since);
            for (int a = 0; a < accounts.size(); a++) {
                int node = accounts.get(a).state()[p.state];
                if (node >= 0) {
                    p.totals[a] += discounted(accounts.get(a).outcome(), p.since, now) * evaluate(node, p);
                }
            }
            int first = (int) Math.ceil(p.since - 1e-12);
            boolean last = now >= plan.horizon();
            for (int k = first; k < plan.points() && (k < now || (last && k <= now)); k++) {
                out.trace()[number][k][p.state]++;
            }
        }

        private void load(Person p, double now) {
            for (int i = 0; i < p.attributes.length; i++) {
                lanes.set(plan.attributes()[i], p.attributes[i]);
            }
            lanes.set(plan.clock().time(), now - p.arrived);
        }

        private double evaluate(int node, Person p) {
            int[] recipe = recipes.computeIfAbsent(List.of(node), plan.graph()::needed);
            for (int input : plan.uniforms()) {
                if (lanes.holds(input) && Arrays.binarySearch(recipe, input) >= 0) {
                    lanes.set(input, Stream.uniformAt(p.stream, p.drawn++));
                }
            }
            lanes.compute(recipe);
            return lanes.at(node, 0);
        }

        private double value(int node) {
            lanes.compute(plan.graph().needed(List.of(node)));
            return lanes.at(node, 0);
        }
    }

    private double factor(int outcome, double years) {
        return TimeWeights.factor(plan.settings().discountRule(), plan.rates()[outcome], years);
    }

    /** Integral of the discount factor. */
    private double discounted(int outcome, double from, double to) {
        double rate = plan.rates()[outcome];
        if (rate == 0 || to <= from) {
            return Math.max(0, to - from);
        }
        if (plan.settings().discountRule() == DiscountRule.WHOLE_YEARS) {
            return org.steelyard.economics.Discounting.timeByYear(rate, from, to);
        }
        double delta = plan.settings().discountRule() == DiscountRule.CONTINUOUS ? rate : StrictMath.log1p(rate);
        return (StrictMath.exp(-delta * from) - StrictMath.exp(-delta * to)) / delta;
    }
}
