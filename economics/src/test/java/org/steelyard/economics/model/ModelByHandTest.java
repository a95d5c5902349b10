package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Small cases worked by hand: conventions, units, formulas, entries, late entrants, Bayes. */
class ModelByHandTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private static String model(String settings, String rest) {
        return "model: m\nkind: cohort\nsettings: {" + settings + "}\n"
                + "outcomes: {cost: {kind: cost, discount: 0.1}, qaly: {kind: effect, discount: 0}}\n" + rest;
    }

    private static final String DYING = """
            strategies: {a: {}}
            states: {Well: {}, Dead: {absorbing: true}}
            transitions: {Well: {Well: rest, Dead: 0.5}}
            rewards:
              care: {outcome: cost, states: {Well: 100}}
              death: {outcome: cost, entry: {Dead: 40}}
              life: {outcome: qaly, states: {Well: 1}}
            """;

    /** Membership 1, ½, ¼; v = 1/1.1. */
    @Test
    void twoCyclesUnderEachRule() {
        double v = 1 / 1.1;
        Map<String, double[]> want = Map.of(
                "BEGINNING", new double[] {100 * (1 + 0.5 * v) + 40 * (0.5 + 0.25 * v), 1.5},
                "END", new double[] {100 * (0.5 * v + 0.25 * v * v) + 40 * (0.5 * v + 0.25 * v * v), 0.75},
                "LIFE_TABLE", new double[] {100 * (0.75 + 0.375 * v) + 40 * (0.5 + 0.25 * v), 1.125},
                "TRAPEZOID",
                        new double[] {
                            100 * (0.5 + 0.5 * v + 0.125 * v * v)
                                    + 40 * (0.5 * Math.pow(v, 0.5) + 0.25 * Math.pow(v, 1.5)),
                            1.125
                        },
                "SIMPSON",
                        new double[] {
                            100 * (1 + 4 * 0.5 * v + 0.25 * v * v) / 3
                                    + 40 * (0.5 * Math.pow(v, 0.5) + 0.25 * Math.pow(v, 1.5)),
                            3.25 / 3
                        });
        want.forEach((rule, totals) -> {
            double[] ours =
                    Models.parse(model("cycles: 2, counting: " + rule, DYING)).baseCase()[0];
            assertThat(ours[0]).as(rule).isCloseTo(totals[0], EXACT);
            assertThat(ours[1]).as(rule).isCloseTo(totals[1], EXACT);
        });
    }

    @Test
    void timingsOfDiscountingCanBeChosen() {
        double v = 1 / 1.1;
        double[] middle = Models.parse(
                        model("cycles: 2, counting: LIFE_TABLE, discountTiming: middle, eventTiming: end", DYING))
                .baseCase()[0];
        assertThat(middle[0])
                .isCloseTo(
                        100 * (0.75 * Math.pow(v, 0.5) + 0.375 * Math.pow(v, 1.5)) + 40 * (0.5 * v + 0.25 * v * v),
                        EXACT);
        double[] years = Models.parse(
                        model("cycle: 6 months, cycles: 2, counting: BEGINNING, discountRule: whole-years", DYING))
                .baseCase()[0];
        assertThat(years[0]).isCloseTo(50 * 1.5 + 40 * 0.75, EXACT);
    }

    @Test
    void unitsAreConverted() {
        String text = DYING.replace("Well: 100", "Well: \"c + 12 [CNY/month]\"")
                .replace("strategies:", "parameters: {c: {value: 2, unit: CNY/week}}\nstrategies:");
        double[] totals = Models.parse(model("cycle: 1 month, cycles: 1, counting: BEGINNING, yearLength: 364", text))
                .baseCase()[0];
        assertThat(totals[0]).isCloseTo(2 * 52 / 12.0 + 12 + 20, EXACT);
    }

    /** A bare number that replaces a parameter counts in the parameter's unit, in a strategy as in a scenario. */
    @Test
    void replacedParametersKeepTheirUnit() {
        String text = DYING.replace("Well: 100", "Well: c")
                        .replace(
                                "strategies: {a: {}}",
                                "parameters: {c: {value: 2, unit: CNY/month}}\nstrategies: {a: {}, b: {set: {c: 5}}, d: {set: {c: c * 2}}}")
                + "analyses: {scenarios: {dear: {set: {c: 7}}}}\n";
        ModelResults r = Models.parse(model("cycles: 1, counting: BEGINNING", text))
                .run(RunSettings.of(1).withDraws(0));
        assertThat(r.strategies().get(0).totals()[0]).isCloseTo(24 + 20, EXACT);
        assertThat(r.strategies().get(1).totals()[0]).isCloseTo(60 + 20, EXACT);
        assertThat(r.strategies().get(2).totals()[0]).isCloseTo(48 + 20, EXACT);
        assertThat(r.scenarios().getFirst().totals()[0][0]).isCloseTo(84 + 20, EXACT);
    }

    /** Two people at the start and three a year later, each dying by halves on their own clock. */
    @Test
    void lateEntrantsHaveTheirOwnClock() {
        String text = DYING.replace("Dead: 0.5", "Dead: \"if(cycle == 1, 0.5, 1)\"")
                + "initial: {Well: 2}\nincident: {Well: \"if(calendar == 2, 3, 0)\"}\n";
        double[] totals =
                Models.parse(model("cycles: 3, counting: BEGINNING", text)).baseCase()[0];
        assertThat(totals[1]).isCloseTo(2 * 1.5 + 3 * 1.5, EXACT);
        double v = 1 / 1.1;
        assertThat(totals[0])
                .isCloseTo(100 * (2 + v + 3 * v + 1.5 * v * v) + 40 * (1 + v + 1.5 * v + 1.5 * v * v), EXACT);
    }

    /** Probability ½ in the first year of the state, 1 in the second: the engine makes the tunnel. */
    @Test
    void timeInTheStateNeedsNoTunnels() {
        String text = """
                strategies: {a: {}}
                states: {Well: {}, Ill: {}, Dead: {absorbing: true}}
                transitions:
                  Well: {Well: rest, Ill: 0.5}
                  Ill: {Ill: rest, Dead: "if(state_cycle == 1, 0.25, 1)"}
                rewards:
                  care: {outcome: cost, states: {Ill: "if(state_time < 1 year, 100, 10)"}, transition: {"Ill -> Dead": 1000 * state_cycle}}
                  life: {outcome: qaly, states: {Ill: 1}}
                """;
        double[] totals = Models.parse(
                        model("cycles: 4, counting: BEGINNING", text).replace("0.1", "0"))
                .baseCase()[0];
        // ill newly: 0, .5, .25, .125 at the starts of cycles 1–4; in their second year: 0, 0, .375, .1875
        double first = 0.5 + 0.25 + 0.125;
        double second = 0.375 + 0.1875;
        assertThat(totals[1]).isCloseTo(first + second, EXACT);
        assertThat(totals[0]).isCloseTo(100 * first + 10 * second + 1000 * 0.25 * first + 2000 * second, EXACT);
    }

    @Test
    void bayesRevisesByTheFinding() {
        String text = """
                model: t
                kind: tree
                outcomes: {cost: {kind: cost}, qaly: {kind: effect}}
                parameters: {prevalence: 0.2, sensitivity: 0.9, specificity: 0.7}
                bayes:
                  dx:
                    prior: {ill: prevalence, well: rest}
                    likelihood: {ill: {pos: sensitivity, neg: rest}, well: {pos: rest, neg: specificity}}
                tree:
                  decision:
                    test:
                      chance:
                        pos: {p: dx.pos, chance: {ill: {p: dx.ill.pos, payoff: {cost: 1}}, well: {p: rest, payoff: {qaly: 1}}}}
                        neg: {p: rest, chance: {ill: {p: dx.ill.neg, payoff: {cost: 10}}, well: {p: rest}}}
                """;
        double[] totals = Models.parse(text).baseCase()[0];
        assertThat(totals[0]).isCloseTo(0.2 * 0.9 * 1 + 0.2 * 0.1 * 10, EXACT);
        assertThat(totals[1]).isCloseTo(0.8 * 0.3, EXACT);
    }

    /** Two nested decisions of two branches behind a chance node: four policies, the best one by cases. */
    @Test
    void nestedDecisionsAreEnumerated() {
        String text = """
                model: t
                kind: tree
                outcomes: {cost: {kind: cost}, qaly: {kind: effect}}
                tree:
                  chance:
                    bad: {p: 0.25, decision: {act: {payoff: {cost: 8, qaly: 1}}, wait: {}}}
                    good: {p: rest, decision: {act: {payoff: {cost: 8, qaly: 0.1}}, wait: {}}}
                """;
        ModelResults r = Models.parse(text).run(RunSettings.of(1).withThresholds(java.util.List.of(20.0)));
        assertThat(r.strategies())
                .extracting(ModelResults.Strategy::id)
                .containsExactly(
                        "bad: act, good: act", "bad: act, good: wait", "bad: wait, good: act", "bad: wait, good: wait");
        assertThat(r.strategies().get(1).totals()).containsExactly(new double[] {2, 0.25}, EXACT);
        assertThat(r.frontier().onFrontier()).extracting(e -> e.strategy()).containsExactly(3, 1, 0);
    }

    @Test
    void peopleCarryTheirHistory() {
        String text = """
                model: m
                kind: microsimulation
                settings: {cycles: 3, counting: BEGINNING, people: 2000}
                outcomes: {cost: {kind: cost, discount: 0}, qaly: {kind: effect, discount: 0}}
                strategies: {a: {}}
                states: {Well: {}, Ill: {}}
                attributes:
                  age: {distribution: {kind: uniform, min: 50, max: 70}}
                  attacks: {initial: 0, update: attacks + entered.Ill}
                transitions:
                  Well: {Ill: 1}
                  Ill: {Well: 1}
                rewards:
                  care: {outcome: cost, states: {Well: 100 * attacks, Ill: 0}}
                  years: {outcome: qaly, states: {all: (age + time) / (1 year)}}
                """;
        ModelResults r = Models.parse(text).run(RunSettings.of(5));
        assertThat(r.strategies().getFirst().totals()[0]).isCloseTo(100, EXACT);
        assertThat(r.strategies().getFirst().totals()[1])
                .isCloseTo(
                        3 * 60 + 3, Offset.offset(4 * r.strategies().getFirst().errors()[1]));
        assertThat(r.strategies().getFirst().errors()[0]).isCloseTo(0, EXACT);
    }

    @Test
    void formulasFollowTheUsualOrder() {
        String[][] cases = {
            {"-2^2 + 7", "3"},
            {"2^3^2", "512"},
            {"if(1 < 2 and not 3 < 2, 5, 6)", "5"},
            {"10% * 50", "5"},
            {"min(3, 1, 2) + max(4, 9)", "10"},
            {"prob(rate(0.3, 2 years), 2 years) * 10", "3"},
            {"rescale(0.19, 2 years, 1 year) * 100", "10"},
            {"with_or(0.5, 3) * 4", "3"},
            {"expit(logit(0.2)) * 10", "2"},
            {"exp(ln(5))", "5"},
            {"sqrt(16)", "4"},
            {"phi(0) * 8", "4"}
        };
        for (String[] c : cases) {
            String text = DYING.replace("Well: 1}", "Well: \"" + c[0] + "\"}");
            double ours =
                    Models.parse(model("cycles: 1, counting: BEGINNING", text)).baseCase()[0][1];
            assertThat(ours).as(c[0]).isCloseTo(Double.parseDouble(c[1]), Offset.offset(1e-9));
        }
    }

    /** S(2) of every family and modifier against its formula. */
    @Test
    void curvesFollowTheirFormulas() {
        Map<String, Double> want = Map.ofEntries(
                Map.entry("{family: exponential, rate: 0.3}", Math.exp(-0.6)),
                Map.entry("{family: exponential, rate: 0.025, unit: month}", Math.exp(-0.6)),
                Map.entry("{family: weibull, shape: 1.5, scale: 4}", Math.exp(-Math.pow(0.5, 1.5))),
                Map.entry("{family: weibull-ph, shape: 1.5, lambda: 0.1}", Math.exp(-0.1 * Math.pow(2, 1.5))),
                Map.entry("{family: gompertz, shape: 0.2, rate: 0.1}", Math.exp(-0.5 * (Math.exp(0.4) - 1))),
                Map.entry("{family: loglogistic, shape: 2, scale: 4}", 0.8),
                Map.entry("{family: lognormal, meanlog: 0.6931471805599453, sdlog: 1}", 0.5),
                Map.entry("{family: gamma, shape: 1, rate: 0.3}", Math.exp(-0.6)),
                Map.entry(
                        "{family: gengamma, mu: 1.3862943611198906, sigma: 0.6666666666666666, Q: 1}",
                        Math.exp(-Math.pow(0.5, 1.5))),
                Map.entry("{family: gengamma, mu: 0.6931471805599453, sigma: 1, Q: 0}", 0.5),
                // Q = 0, P = 1: δ = √2, s = 1 and 1, so odds of death e^w: log-logistic with shape √2/sigma
                Map.entry("{family: genf, mu: 1.3862943611198906, sigma: 0.7071067811865476, Q: 0, P: 1}", 0.8),
                Map.entry("{family: genf, mu: 0.6931471805599453, sigma: 1, Q: 0, P: 0}", 0.5),
                Map.entry("{family: piecewise-exponential, breaks: [1], rates: [0.1, 0.5]}", Math.exp(-0.6)),
                Map.entry("{family: table, times: [1, 2, 3], values: [0.9, 0.7, 0.6]}", 0.7),
                Map.entry("{family: life-table, age: 60, times: [60, 61], values: [0.1, 0.2]}", 0.9 * 0.8),
                Map.entry(
                        "{family: royston-parmar, knots: [0, 1], coefficients: [-2, 1.5]}",
                        Math.exp(-Math.exp(-2) * Math.pow(2, 1.5))),
                Map.entry("{family: exponential, rate: 0.3, hr: 0.5}", Math.exp(-0.3)),
                Map.entry("{family: exponential, rate: 0.3, af: 2}", Math.exp(-0.3)),
                Map.entry("{family: exponential, rate: 0.3, cure: 0.4}", 0.4 + 0.6 * Math.exp(-0.6)),
                Map.entry("{family: exponential, rate: 0.3, cureNonMixture: 0.4}", Math.pow(0.4, 1 - Math.exp(-0.6))),
                Map.entry("{family: exponential, rate: 0.3, background: other}", Math.exp(-0.6 - 0.2)),
                Map.entry("{base: other, hr: 3}", Math.exp(-0.6)),
                Map.entry("{family: exponential, rate: 0.3, then: other, until: 1 year}", Math.exp(-0.3 - 0.1)));
        want.forEach((curve, survival) -> {
            String text = DYING.replace("Well: 1}", "Well: \"surv(c, 2 years) + 0 * surv(other, 1 year)\"}")
                    + "curves: {c: " + curve + ", other: {family: exponential, rate: 0.1}}\n";
            double ours =
                    Models.parse(model("cycles: 1, counting: BEGINNING", text)).baseCase()[0][1];
            assertThat(ours).as(curve).isCloseTo(survival, Offset.offset(1e-12));
        });
    }

    /** The time at which the curve has fallen to u, drawn, has the curve as its distribution. */
    @Test
    void drawnTimesFollowTheirCurve() {
        for (String curve : new String[] {
            "{family: weibull, shape: 1.5, scale: 2, hr: 1.3}",
            "{family: gompertz, shape: 0.3, rate: 0.2}",
            "{family: lognormal, meanlog: 0.5, sdlog: 0.7}",
            "{family: loglogistic, shape: 2, scale: 2}",
            "{family: gamma, shape: 2, rate: 1}",
            "{family: gengamma, mu: 0.5, sigma: 0.8, Q: -0.7}",
            "{family: genf, mu: 0.5, sigma: 0.8, Q: -0.7, P: 0.4}",
            "{family: piecewise-exponential, breaks: [1], rates: [0.2, 0.9]}",
            "{family: life-table, age: 60, times: [60, 62], values: [0.1, 0.5]}"
        }) {
            String head =
                    "outcomes: {cost: {kind: cost, discount: 0}, qaly: {kind: effect, discount: 0}}\nstrategies: {a: {}}\n"
                            + "curves: {c: " + curve
                            + "}\nstates: {Alive: {}, Dead: {absorbing: true}}\nrewards: {life: {outcome: qaly, states: {Alive: 1}}}\n";
            double cohort = Models.parse(
                            "model: m\nkind: partitioned-survival\nsettings: {cycle: 1/100 year, horizon: 4 years, counting: SIMPSON}\n"
                                    + head + "survival: {Alive: \"surv(c, time)\"}\n")
                    .baseCase()[0][1];
            ModelResults.Strategy events = Models.parse(
                            "model: m\nkind: discrete-event\nsettings: {horizon: 4 years, people: 20000}\n" + head
                                    + "events: {Alive: {dies: {time: draw(c), to: Dead}}}\n")
                    .run(RunSettings.of(11))
                    .strategies()
                    .getFirst();
            assertThat(events.totals()[1]).as(curve).isCloseTo(cohort, Offset.offset(4 * events.errors()[1]));
        }
    }
}
