package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
                    .isCloseTo(
                            cohort.strategies().getFirst().totals()[o], org.assertj.core.data.Offset.offset(4 * error));
        }
        double[][] trace = people.trace().orElseThrow().people()[0];
        double[][] exact = cohort.trace().orElseThrow().people()[0];
        for (int year = 1; year <= 10; year++) {
            for (int i = 0; i < 3; i++) {
                double p = exact[52 * year][i];
                double error = Math.sqrt(p * (1 - p) / 20000);
                assertThat(trace[52 * year][i]).isCloseTo(p, org.assertj.core.data.Offset.offset(4.5 * error));
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
                    .isCloseTo(limit, org.assertj.core.data.Offset.offset(4 * error));
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
        assertThat(cohort[1]).isCloseTo(exact, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(cohort[0]).isCloseTo(deaths, org.assertj.core.data.Offset.offset(1e-9));
        ModelResults people = Models.parse("model: m\nkind: microsimulation\n" + head + cycles + rows)
                .run(RunSettings.of(SEED));
        ModelResults events = Models.parse("model: m\nkind: discrete-event\n" + head
                        + "settings: {horizon: 5 years, people: 40000}\ncurves: {os: {family: exponential, rate: r}}\n"
                        + "events: {Alive: {dies: {time: draw(os), to: Dead}}}\n")
                .run(RunSettings.of(SEED));
        for (ModelResults r : new ModelResults[] {people, events}) {
            ModelResults.Strategy s = r.strategies().getFirst();
            assertThat(s.totals()[1]).isCloseTo(exact, org.assertj.core.data.Offset.offset(4 * s.errors()[1] + 1e-4));
            assertThat(s.totals()[0]).isCloseTo(deaths, org.assertj.core.data.Offset.offset(4 * s.errors()[0]));
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
