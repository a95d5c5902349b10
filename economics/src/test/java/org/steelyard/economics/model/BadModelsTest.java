package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;

/** Models as people get them wrong: each is refused with a place and a remedy, none breaks the program. */
class BadModelsTest {

    private static final String GOOD = ModelTemplate.COHORT.text();
    private static final String SURVIVAL = ModelTemplate.PARTITIONED_SURVIVAL.text();
    private static final String FUND = ModelTemplate.FUND.text();
    private static final String TREE = ModelTemplate.TREE.text();
    private static final String PEOPLE = ModelTemplate.MICROSIMULATION.text();
    private static final String EVENTS = ModelTemplate.DISCRETE_EVENT.text();

    private final Map<String, String> bad = new LinkedHashMap<>();

    private void bad(String name, String good, String from, String to) {
        assertThat(good).as(name).contains(from);
        bad.put(name, good.replace(from, to));
    }

    private void numbers() {
        bad("unit mismatch in a reward", GOOD, "states: {Well: drug}", "states: {Well: r_die}");
        bad("unit mismatch in a probability", GOOD, "prob(r_die)", "prob(c_ill)");
        bad("rows beyond one", GOOD, "{Ill: rest, Dead: prob(r_die)}", "{Ill: 0.9, Dead: 0.2}");
        bad("rows below one", GOOD, "{Ill: rest, Dead: prob(r_die)}", "{Ill: 0.9, Dead: 0.05}");
        bad(
                "negative complement",
                GOOD,
                "{Well: rest, Ill: prob(r_progress * hr)}",
                "{Well: rest, Ill: 0.7, Dead: 0.6}");
        bad("negative probability", GOOD, "Dead: prob(r_die)", "Dead: 0 - 0.1");
        bad("probability of 1e308", GOOD, "Dead: prob(r_die)", "Dead: 1e308");
        bad("overflow", GOOD, "states: {Ill: c_ill}", "states: {Ill: c_ill * 1e308 * 1e308}");
        bad("not a number", GOOD, "states: {Ill: c_ill}", "states: {Ill: \"c_ill * (0 / 0)\"}");
        bad("logarithm of a negative number", GOOD, "states: {Ill: c_ill}", "states: {Ill: \"c_ill * ln(0 - 1)\"}");
        bad("NaN as a value", GOOD, "{value: 0.15, unit: 1/year", "{value: .nan, unit: 1/year");
        bad("standard error of zero", GOOD, "mean: 0.15, se: 0.02", "mean: 0.15, se: 0");
        bad("negative standard error", GOOD, "mean: 30000, se: 4000", "mean: 30000, se: -4000");
        bad("lower above upper", GOOD, "lower: 0.55, upper: 0.89", "lower: 0.89, upper: 0.55");
        bad("beta mean above one", GOOD, "mean: 0.85, se: 0.02", "mean: 1.85, se: 0.02");
        bad("unknown distribution", GOOD, "kind: lognormal, lower", "kind: lognormalish, lower");
        bad("low above high", GOOD, "low: 600, high: 1000", "low: 1000, high: 600");
    }

    private void names() {
        bad("unknown key", GOOD, "absorbing: true", "absorbin: true");
        bad("unknown name", GOOD, "prob(r_progress * hr)", "prob(r_progres * hr)");
        bad("unknown state in a row", GOOD, "Dead: prob(r_die)", "Ded: prob(r_die)");
        bad("unknown state in a reward", GOOD, "entry: {Dead: 20000}", "entry: {Grave: 20000}");
        bad("unknown function", GOOD, "prob(r_die)", "probb(r_die)");
        bad("wrong number of arguments", GOOD, "prob(r_die)", "\"prob(r_die, 1, 2)\"");
        bad("circle of definitions", GOOD, "states:\n  Well:", "let: {a: b * hr, b: a}\nstates:\n  Well:");
        bad("definition of itself", GOOD, "states:\n  Well:", "let: {a: a + 1}\nstates:\n  Well:");
        bad("unused parameter", GOOD, "parameters:\n", "parameters:\n  idle: {value: 3}\n");
        bad("unused curve", SURVIVAL, "curves:\n", "curves:\n  idle: {family: exponential, rate: 0.1}\n");
        bad("name of the language", GOOD, "parameters:\n", "parameters:\n  cycle: {value: 3}\n");
        bad("strategy that sets what nothing uses", GOOD, "set: {hr: 1, drug", "set: {hrr: 1, hr: 1, drug");
        bad("price that is no parameter", GOOD, "price: c_drug", "price: c_drugs");
        bad("scenario of nothing", GOOD, "settings: {horizon: 20 years}", "set: {nothing: 1}");
        bad("unknown kind", GOOD, "kind: cohort", "kind: choort");
        bad("unclosed bracket", GOOD, "prob(r_die)", "\"prob(r_die\"");
        bad("key twice", GOOD, "priceYear: 2024\n", "priceYear: 2024\npriceYear: 2025\n");
    }

    private void sections() {
        bad("no horizon", GOOD, "cycle: 1 month, horizon: 10 years", "cycle: 1 month");
        bad("horizon below a cycle", GOOD, "horizon: 10 years", "horizon: 1 day");
        bad("cycle of zero", GOOD, "cycle: 1 month", "cycle: 0 months");
        bad("cycle in money", GOOD, "cycle: 1 month", "cycle: \"3 [CNY]\"");
        bad("ten million cycles", GOOD, "cycle: 1 month, horizon: 10 years", "cycle: 1 day, horizon: 30000 years");
        bad("state without a way out", GOOD, "  Ill: {Ill: rest, Dead: prob(r_die)}\n", "");
        bad("crossing curves", SURVIVAL, "PF: \"min(surv(pfs, time), surv(os, time))\"", "PF: \"surv(pfs, time / 5)\"");
        bad("curve without its scale", SURVIVAL, "shape: 1.1, scale: 30 months", "shape: 1.1");
        bad("curve with a negative shape", SURVIVAL, "shape: 1.1", "shape: 0 - 1.1");
        bad("tree with chances above one", TREE, "positive: {p: dx.positive", "positive: {p: 1.2");
        bad(
                "tree that leads nowhere",
                TREE,
                "then: natural, set: {p_ill: prevalence}}\n    test",
                "then: artificial, set: {p_ill: prevalence}}\n    test");
        bad("nobody to simulate", PEOPLE, "people: 5000", "people: 0");
        bad("attribute nobody sets", PEOPLE, "attacks: {initial: 0, update", "attacks: {update");
        bad("resource that is not there", EVENTS, "requires: bed", "requires: cot");
        bad("event that leads nowhere", EVENTS, "to: Home, payoff", "to: House, payoff");
        bad("shares beyond one", FUND, "uptake: {new: [0.1, 0.25, 0.4]}", "uptake: {new: [0.1, 0.25, 1.4]}");
        bad("negative pool", FUND, "members: 1000000", "members: -5");
        bad("refund above the price", FUND, "within: 1 year, share: 1}", "within: 1 year, share: 1.5}");
        bad("refund times descending", FUND, "within: 2 years, share: 0.5", "within: 1 year, share: 0.5");
        bad("end point that is no state", FUND, "endpoint: {states: [Failed]}", "endpoint: {states: [Lost]}");
        bad("period that is no day", FUND, "from: 2026-01-01", "from: 2026-02-31");
        bad.put("empty file", "");
        bad.put("only a comment", "# nothing\n");
        bad.put("a list", "- 1\n- 2\n");
        bad.put("a word", "hello\n");
        bad.put("no YAML", "model: [\n");
    }

    @Test
    void everyBadModelIsRefusedWithAPlaceAndARemedy() {
        numbers();
        names();
        sections();
        assertThat(bad).hasSizeGreaterThan(50);
        List<String> wrong = new ArrayList<>();
        bad.forEach((name, yaml) -> {
            List<Problem> problems =
                    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Models.problems(yaml), name);
            if (problems.isEmpty()) {
                wrong.add(name + ": accepted");
            }
            for (Problem p : problems) {
                boolean said = !p.message().in(Lang.ZH).isBlank()
                        && !p.message().in(Lang.EN).isBlank()
                        && !p.remedy().in(Lang.EN).isBlank();
                boolean placed = p.place().row() > 0
                        || !p.place().field().isBlank()
                        || !p.place().file().isBlank();
                if (!said || !placed || p.code().id().equals("APP-006")) {
                    wrong.add(name + ": " + p);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void faultsOfManyKindsAreToldTogetherEachAtItsOwnLine() {
        List<Problem> problems = Models.problems(GOOD.replace("prob(r_progress * hr)", "prob(r_progres * hr)")
                .replace("{Ill: rest, Dead: prob(r_die)}", "{Ill: 0.9, Ded: prob(r_die)}")
                .replace("mean: 30000, se: 4000", "mean: 30000, se: -4000")
                .replace("entry: {Dead: 20000}", "entry: {Grave: 20000}"));
        assertThat(problems.stream().map(p -> p.place().row()).distinct()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aHugeModelIsReadInTime() {
        StringBuilder yaml =
                new StringBuilder("model: huge\nkind: cohort\nsettings: {cycle: 1 year, cycles: 5}\nparameters:\n");
        for (int i = 0; i < 3000; i++) {
            yaml.append("  p").append(i).append(": {value: 0.1}\n");
        }
        yaml.append("let:\n  x0: p0\n");
        for (int i = 1; i < 3000; i++) {
            yaml.append("  x")
                    .append(i)
                    .append(": x")
                    .append(i - 1)
                    .append(" * 0.5 + p")
                    .append(i)
                    .append(" * 0\n");
        }
        yaml.append("states: {A: {}, B: {absorbing: true}}\ntransitions: {A: {A: rest, B: x2999}}\n")
                .append("rewards: {life: {outcome: qaly, states: {A: 1}}}\n");
        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Models.problems(yaml.toString())))
                .allSatisfy(p -> assertThat(p.message().en()).isNotBlank());
    }
}
