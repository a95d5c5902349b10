package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;

/** One disease in four engines: they agree within Monte Carlo error. */
class AgreementTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    @Test
    void peopleMoveAsTheCohortDoes() {
        ModelResults cohort = Models.load("illness-death").run(RunSettings.of(SEED));
        ModelResults people =
                Models.load("illness-death-people").run(RunSettings.of(SEED).withThreads(2));
        for (int o = 0; o < 2; o++) {
            double error = people.strategies().getFirst().errors()[o];
            assertThat(error).isPositive();
            assertThat(people.strategies().getFirst().totals()[o])
                    .as("outcome %d, seed %d", o, SEED)
                    .isCloseTo(cohort.strategies().getFirst().totals()[o], offset(4 * error));
        }
        double[][] trace = people.trace().orElseThrow().people()[0];
        double[][] exact = cohort.trace().orElseThrow().people()[0];
        for (int year = 1; year <= 10; year++) {
            for (int i = 0; i < 3; i++) {
                double p = exact[52 * year][i];
                double error = Math.sqrt(p * (1 - p) / 20000);
                assertThat(trace[52 * year][i]).isCloseTo(p, offset(4.5 * error));
            }
        }
    }

    @Test
    void eventsHappenAsInTheContinuousLimit() {
        double[] coarse = Models.load("illness-death").baseCase()[0];
        double[] fine = Models.parse(Models.text("illness-death").replace("1/52 year", "1/104 year"))
                .baseCase()[0];
        ModelResults events =
                Models.load("illness-death-events").run(RunSettings.of(SEED).withThreads(2));
        for (int o = 0; o < 2; o++) {
            double limit = 2 * fine[o] - coarse[o];
            double error = events.strategies().getFirst().errors()[o];
            assertThat(events.strategies().getFirst().totals()[o])
                    .as("outcome %d, seed %d", o, SEED)
                    .isCloseTo(limit, offset(4 * error));
        }
    }

    @Test
    void memorylessCohortPeopleAndEventsGiveTheClosedForm() {
        String head = "outcomes: {cost: {kind: cost, discount: 0}, ly: {kind: effect, unit: LY, discount: 0}}\n"
                + "strategies: {all: {}}\nparameters: {r: {value: 0.2, unit: 1/year}}\nanalyses: {effect: ly}\n"
                + "states: {Alive: {}, Dead: {absorbing: true}}\n"
                + "rewards: {life: {outcome: ly, states: {Alive: 1}}, death: {outcome: cost, entry: {Dead: 100}}}\n";
        String cycles = "settings: {cycle: 1/12 year, horizon: 5 years, counting: TRAPEZOID, people: 40000}\n";
        String rows = "transitions: {Alive: {Alive: rest, Dead: prob(r)}}\n";
        double exact = (1 - Math.exp(-1)) / 0.2;
        double deaths = 100 * (1 - Math.exp(-1));
        double[] cohort =
                Models.parse("model: m\nkind: cohort\n" + head + cycles + rows).baseCase()[0];
        assertThat(cohort[1]).isCloseTo(exact, offset(1e-4));
        assertThat(cohort[0]).isCloseTo(deaths, offset(1e-9));
        ModelResults people = Models.parse("model: m\nkind: microsimulation\n" + head + cycles + rows)
                .run(RunSettings.of(SEED));
        ModelResults events = Models.parse("model: m\nkind: discrete-event\n" + head
                        + "settings: {horizon: 5 years, people: 40000}\ncurves: {os: {family: exponential, rate: r}}\n"
                        + "events: {Alive: {dies: {time: draw(os), to: Dead}}}\n")
                .run(RunSettings.of(SEED));
        for (ModelResults r : new ModelResults[] {people, events}) {
            ModelResults.Strategy s = r.strategies().getFirst();
            assertThat(s.totals()[1]).isCloseTo(exact, offset(4 * s.errors()[1] + 1e-4));
            assertThat(s.totals()[0]).isCloseTo(deaths, offset(4 * s.errors()[0]));
        }
    }

    private static final String THREE_STATES = """
            currency: CNY
            strategies: {all: {}}
            parameters:
              progress: {value: 0.3, unit: 1/year}
              die_well: {value: 0.05, unit: 1/year}
              die_ill: {value: 0.4, unit: 1/year}
            outcomes: {cost: {kind: cost, discount: 0.05}, qaly: {kind: effect, discount: 0.05}}
            states: {PF: {}, PD: {}, Dead: {absorbing: true}}
            rewards:
              care: {outcome: cost, states: {PF: 10000, PD: 30000}}
              life: {outcome: qaly, states: {PF: 0.8, PD: 0.5}}
            """;

    /**
     * A disease with constant rates over 20 years, discounted continuously at ρ = ln 1.05. With k = 0.35 for leaving PF and A(x) = (1 − e^(−20(x + ρ)))/(x + ρ): time in PF is A(k), time in PD 0.3/(k − 0.4) (A(0.4) − A(k)).
     */
    @Test
    void allFiveEnginesGiveTheClosedFormOfADiscountedDisease() {
        double wellTime = area(0.35);
        double illTime = 0.3 / (0.35 - 0.4) * (area(0.4) - wellTime);
        double[] exact = {10000 * wellTime + 30000 * illTime, 0.8 * wellTime + 0.5 * illTime};
        String cycles = "settings: {cycle: 1/50 year, horizon: 20 years, counting: SIMPSON%s}\n";
        String rates = "transitions: {PF: {PD: progress, Dead: die_well}, PD: {Dead: die_ill}}\n";
        String cohort = "model: m\nkind: cohort\n" + THREE_STATES + cycles.formatted(", transitions: rate") + rates;
        near("cohort", Models.parse(cohort).baseCase()[0], exact, 1e-9);
        String semi =
                "model: m\nkind: cohort\n" + THREE_STATES + cycles.formatted("").replace("1/50", "1/100")
                        + "curves: {ill: {family: exponential, rate: die_ill}, leave: {family: exponential, rate: progress + die_well}}\n"
                        + "transitions: {PF: {PF: rest, PD: \"event(leave, state_time) * progress / (progress + die_well)\", Dead: \"event(leave, state_time) * die_well / (progress + die_well)\"}, PD: {PD: rest, Dead: \"event(ill, state_time)\"}}\n";
        // nobody falls ill and dies within one cycle of a hundredth of a year
        near("semi-Markov", Models.parse(semi).baseCase()[0], exact, 2e-3);
        String parts = "model: m\nkind: partitioned-survival\n" + THREE_STATES + cycles.formatted("")
                + "curves: {pfs: {family: exponential, rate: progress + die_well}, ill: {family: exponential, rate: die_ill}}\n"
                + "survival: {PF: \"surv(pfs, time)\", PD: \"surv(pfs, time) + progress / (progress + die_well - die_ill) * (surv(ill, time) - surv(pfs, time))\"}\n";
        near("partitioned survival", Models.parse(parts).baseCase()[0], exact, 1e-9);
        String people = semi.replace("kind: cohort", "kind: microsimulation")
                .replace("1/100 year", "1/26 year")
                .replace("SIMPSON", "TRAPEZOID, people: 20000");
        double[] step = Models.parse(
                        people.replace("kind: microsimulation", "kind: cohort").replace(", people: 20000", ""))
                .baseCase()[0];
        simulated("microsimulation", people, step);
        String events = "model: m\nkind: discrete-event\n" + THREE_STATES
                + "settings: {horizon: 20 years, people: 40000}\n"
                + "curves: {ill: {family: exponential, rate: progress}, well: {family: exponential, rate: die_well}, end: {family: exponential, rate: die_ill}}\n"
                + "events: {PF: {progresses: {time: draw(ill), to: PD}, dies: {time: draw(well), to: Dead}}, PD: {dies: {time: draw(end), to: Dead}}}\n";
        simulated("event simulation", events, exact);
    }

    private static double area(double x) {
        double rate = x + Math.log(1.05);
        return (1 - Math.exp(-20 * rate)) / rate;
    }

    private static void near(String engine, double[] ours, double[] exact, double tolerance) {
        for (int o = 0; o < 2; o++) {
            Oracle.check(engine, "closed form", "three states, discounted: outcome " + o, exact[o], ours[o], tolerance);
        }
    }

    private static void simulated(String engine, String model, double[] exact) {
        ModelResults.Strategy s = Models.parse(model)
                .run(RunSettings.of(SEED).withThreads(2))
                .strategies()
                .getFirst();
        for (int o = 0; o < 2; o++) {
            assertThat(s.errors()[o]).isPositive();
            assertThat(s.totals()[o])
                    .as("%s, outcome %d, seed %d", engine, o, SEED)
                    .isCloseTo(exact[o], offset(4 * s.errors()[o]));
        }
    }

    /** One server, Poisson arrivals, exponential service: waiting as in the formula of Pollaczek and Khinchine for M/M/1. */
    @Test
    void aQueueIsAsLongAsTheoryHasIt() {
        String model = """
                model: queue
                kind: discrete-event
                settings: {horizon: 400 years, people: 40000}
                outcomes: {cost: {kind: cost, discount: 0}, qaly: {kind: effect, discount: 0}}
                strategies: {one: {set: {beds: 1}}, many: {set: {beds: 50}}}
                parameters: {arrive: {value: 60, unit: 1/year}, serve: {value: 100, unit: 1/year}}
                curves: {gap: {family: exponential, rate: arrive}, stay: {family: exponential, rate: serve}}
                states: {Outside: {}, Ward: {requires: bed}, Home: {absorbing: true}}
                resources: {bed: beds}
                arrivals: {interval: draw(gap)}
                events:
                  Outside: {asks: {time: 0 year, to: Ward}}
                  Ward: {leaves: {time: draw(stay), to: Home}}
                rewards: {waiting: {outcome: cost, states: {Outside: 1}}, care: {outcome: qaly, states: {Ward: 1}}}
                """;
        ModelResults r = Models.parse(model).run(RunSettings.of(SEED));
        double seen = 24000.0 / 40000;
        double wait = 0.6 / (100 - 60);
        assertThat(r.strategies().get(0).totals()[0] / seen)
                .isCloseTo(wait, org.assertj.core.data.Percentage.withPercentage(8));
        assertThat(r.strategies().get(1).totals()[0]).isZero();
        assertThat(r.strategies().get(0).totals()[1] / seen)
                .isCloseTo(0.01, org.assertj.core.data.Percentage.withPercentage(3));
        assertThat(r.notes()).anyMatch(n -> n.id().equals("wait-one/bed") && n.times() > 10000);
    }
}
