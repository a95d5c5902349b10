package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.agreement.AgreementForecast;
import org.steelyard.economics.budget.BudgetImpact;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.testing.Oracle;

/** What a fund pays: worked by hand on a disease whose course is known in closed form. */
class FundTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    /** Half of the people fail every year; failing costs 100, staying well 10 a year, the start `price`. */
    private static final String MODEL = """
            model: fund
            kind: cohort
            settings: {cycle: 1 year, cycles: 10, counting: BEGINNING}
            strategies: {old: {set: {price: 0, p: 0.5}}, new: {set: {price: p_new, p: p_fail}}}
            parameters:
              p_new: {value: 50, unit: CNY}
              p_fail: {value: 0.2, distribution: {kind: beta, mean: 0.2, se: 0.02}}
              people: {value: 1000, distribution: {kind: gamma, mean: 1000, se: 50}}
            states: {Well: {}, Failed: {absorbing: true}}
            transitions: {Well: {Well: rest, Failed: p}}
            rewards:
              start: {outcome: cost, once: price}
              care: {outcome: cost, states: {Well: 10}, entry: {Failed: 100}}
              life: {outcome: qaly, states: {Well: 1}}
            """;

    private static final String BUDGET = """
            budget:
              years: 3
              first: 2026
              pools:
                a: {province: 甲省, insurance: 职工, members: 100000, eligible: people, incident: 200, growth: 0.1, fundShare: 0.7, fund: 1e6, fundGrowth: 0.05}
                b: {province: 甲省, insurance: 居民, members: 50000, incident: 100, fundShare: 0.5, fund: 1e6, fundGrowth: 0.02, limit: 0.1}
              current: {old: 3, none: 1}
              services: {none: {label: 不治疗, cost: [5]}}
              uptake: {new: [0.1, 0.3, 0.5]}
              displaces: {new: {old: 1}}
              scenarios: {cheap: {set: {p_new: 0}, uptake: {new: [0.5, 0.5, 0.5]}}}
            """;

    private static BudgetResults budget(String yaml, int draws) {
        return Models.parse(yaml)
                .run(RunSettings.of(SEED).withDraws(draws).withThresholds(List.of(1000.0)))
                .budget()
                .orElseThrow();
    }

    private static void close(String what, double actual, double expected) {
        Oracle.check("budget impact and agreements", "worked by hand", what, expected, actual, 1e-9);
    }

    @Test
    void aPersonCostsInEveryYearWhatTheModelSays() {
        BudgetResults b = budget(MODEL + BUDGET, 0);
        // old: 10 at the beginning of a year for who is well, 100 for who fails within it
        double[] old = {10 + 50, 0.5 * 60, 0.25 * 60};
        double[] fresh = {50 + 10 + 20, 0.8 * 30, 0.64 * 30};
        for (int y = 0; y < 3; y++) {
            close("cost of old, year " + y, b.services().get(0).cost()[y], old[y]);
            close("cost of new, year " + y, b.services().get(2).cost()[y], fresh[y]);
        }
        assertThat(b.services()).extracting(BudgetResults.Service::newcomer).containsExactly(false, false, true);
    }

    @Test
    void startersOfEveryYearAddUpByTheirYearsSinceTheStart() {
        FundModel.Year third =
                budget(MODEL + BUDGET, 0).pools().getFirst().years().get(2);
        double[] old = {60, 30, 15};
        double[] fresh = {80, 24, 19.2};
        double[] people = {1200, 220, 242};
        double[] uptake = {0.1, 0.3, 0.5};
        double without = 0;
        double with = 0;
        for (int start = 0; start < 3; start++) {
            int since = 2 - start;
            double none = 0.25 * (since == 0 ? 5 : 0);
            without += people[start] * (0.75 * old[since] + none);
            with += people[start] * ((0.75 - uptake[start]) * old[since] + uptake[start] * fresh[since] + none);
        }
        close("spending without, year 3", third.without(), without);
        close("spending with, year 3", third.with(), with);
        close("fund, net, year 3", third.fundNet(), 0.7 * (with - without));
        close("members, year 3", third.members(), 121000);
        close("room, year 3", third.room(), 1e6 * (1.05 * 1.05 * 1.05 - 1));
        close("a member and month", third.perMemberMonth(), 0.7 * (with - without) / 121000 / 12);
        close("others", third.othersNet(), 0.3 * (with - without));
    }

    @Test
    void poolsSumByProvinceAndInsurance() {
        BudgetResults b = budget(MODEL + BUDGET, 0);
        var provinces = b.by(BudgetResults.PoolForecast::province);
        assertThat(provinces).containsOnlyKeys("甲省");
        assertThat(b.by(BudgetResults.PoolForecast::insurance)).containsOnlyKeys("职工", "居民");
        for (int y = 0; y < 3; y++) {
            close(
                    "sum of pools",
                    provinces.get("甲省").get(y).net(),
                    b.total().get(y).net());
        }
        assertThat(b.name(b.total().get(2))).isEqualTo("2028");
    }

    /** Everybody treated every year, one cost a year, proportional displacement: the simple model of the library. */
    @Test
    void treatedEveryYearIsTheSimpleModel() {
        String simple = BUDGET.replace("years: 3\n", "years: 3\n  basis: treated\n")
                .replaceAll("    b: .*\n", "")
                .replace("eligible: people, incident: 200", "eligible: 1200")
                .replace("  displaces: {new: {old: 1}}\n", "");
        BudgetResults b = budget(MODEL.replaceAll("  people: .*\n", "") + simple, 0);
        BudgetImpact hand = new BudgetImpact(
                100000, 0.1, 0.012, new double[] {0.1, 0.3, 0.5}, new double[] {3, 1}, new double[] {60, 5}, 80, 0.7);
        for (int y = 0; y < 3; y++) {
            close("net", b.total().get(y).net(), hand.years().get(y).net());
            close("fund", b.total().get(y).fundNet(), hand.years().get(y).fundNet());
        }
    }

    @Test
    void everyEngineGivesTheSameYearlyCosts() {
        BudgetResults cohort = budget(MODEL + BUDGET, 0);
        String people = MODEL.replace("kind: cohort", "kind: microsimulation")
                .replace("counting: BEGINNING", "counting: BEGINNING, people: 40000");
        BudgetResults micro = budget(people + BUDGET, 0);
        for (int y = 0; y < 3; y++) {
            assertThat(micro.services().get(2).cost()[y])
                    .as("seed %d", SEED)
                    .isCloseTo(cohort.services().get(2).cost()[y], offset(1.0));
        }
    }

    @Test
    void scenariosChangeModelAndMarketTogether() {
        BudgetResults b = budget(MODEL + BUDGET, 0);
        BudgetResults cheap = budget(
                MODEL.replace("value: 50", "value: 0") + BUDGET.replace("[0.1, 0.3, 0.5]", "[0.5, 0.5, 0.5]"), 0);
        for (int y = 0; y < 3; y++) {
            close(
                    "scenario",
                    b.scenarios().getFirst().total().get(y).net(),
                    cheap.total().get(y).net());
        }
    }

    @Test
    void uncertaintyIsOfTheModelAndOfTheMarket() {
        BudgetResults b = budget(MODEL + BUDGET, 400);
        assertThat(b.draws()).isEqualTo(400);
        assertThat(b.oneWay())
                .extracting(BudgetResults.OneWay::parameter)
                .containsExactlyInAnyOrder("p_fail", "people");
        double base = BudgetResults.fundNet(b.total());
        assertThat(b.cumulative().lower()).isLessThan(base);
        assertThat(b.cumulative().upper()).isGreaterThan(base);
        b.oneWay()
                .forEach(w -> assertThat((w.fundNetLow() - base) * (w.fundNetHigh() - base))
                        .isNegative());
        assertThat(b.spread()).allSatisfy(s -> assertThat(s.unaffordable()).isBetween(0.0, 1.0));
    }

    @Test
    void withoutGrowthNothingIsJudged() {
        BudgetResults b = budget(MODEL + BUDGET.replace(", fundGrowth: 0.05", ""), 50);
        assertThat(b.pools().get(0).years()).noneMatch(FundModel.Year::judged);
        assertThat(b.pools().get(1).years()).allMatch(FundModel.Year::judged);
        assertThat(b.total()).noneMatch(FundModel.Year::affordable);
        assertThat(b.spread()).allSatisfy(s -> assertThat(s.unaffordable()).isNaN());
        BudgetResults pack = Models.parse(MODEL + BUDGET.replace(", fundGrowth: 0.05", ""))
                .run(RunSettings.of(SEED).withDraws(0).withFundGrowth(0.03))
                .budget()
                .orElseThrow();
        close("growth of the pack", pack.pools().get(0).years().get(0).room(), 1e6 * 0.03);
    }

    @Test
    void moreThanThereIsCannotBeTaken() {
        double[] shares = FundModel.displaced(
                new double[] {0.3, 0.7, 0}, new double[] {0, 0, 0.5}, new double[][] {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}});
        assertThat(shares).containsExactly(new double[] {0, 0.5, 0.5}, offset(1e-12));
        double[] two = FundModel.displaced(
                new double[] {1, 0, 0}, new double[] {0, 0.8, 0.8}, new double[][] {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}});
        assertThat(two).containsExactly(new double[] {0, 0.5, 0.5}, offset(1e-12));
    }

    private static final String AGREEMENT = """
            agreements:
              refund:
                strategy: new
                price: price
                people: 400
                endpoint: {states: [Failed]}
                refund: [{within: 1 year, share: 1}, {within: 3 years, share: 0.5}]
            """;

    private static ModelResults.Agreement agreement(String terms, int draws) {
        String yaml = MODEL.replaceAll("  people: .*\n", "") + terms;
        return Models.parse(yaml)
                .run(RunSettings.of(SEED).withDraws(draws).withThresholds(List.of(1000.0)))
                .agreements()
                .getFirst();
    }

    @Test
    void refundsFollowTheTimeOfTheEvent() {
        ModelResults.Agreement a = agreement(AGREEMENT, 0);
        close("by year 1", a.risks().get(0).probability(), 0.2);
        close("by year 3", a.risks().get(1).probability(), 1 - 0.8 * 0.8 * 0.8);
        double later = 1 - 0.512 - 0.2;
        double share = 1 - 0.2 - 0.5 * later;
        AgreementForecast f = a.forecast();
        close("gross", f.gross(), 20000);
        close("expected", f.expected(), 20000 * share);
        close("refund", f.refund(), 20000 * (1 - share));
        double variance = 0.2 * share * share + later * Math.pow(0.5 - share, 2) + 0.512 * Math.pow(1 - share, 2);
        close("sd by people", f.sdPeople(), 50 * Math.sqrt(400 * variance));
        close("sd by parameters", f.sdParameters(), 0);
        double z = 1.959963984540054;
        assertThat(f.lower()).isCloseTo(f.expected() - z * f.sd(), offset(0.15 * f.sd()));
        assertThat(f.upper()).isCloseTo(f.expected() + z * f.sd(), offset(0.15 * f.sd()));
    }

    @Test
    void notKnowingTheRiskWidensTheSpread() {
        AgreementForecast f = agreement(AGREEMENT, 2000).forecast();
        // d share / d p at p = 0.2: −1 − 0.5·(3·0.64 − 1)
        double slope = 1 + 0.5 * (3 * 0.64 - 1);
        assertThat(f.sdParameters()).isCloseTo(20000 * slope * 0.02, offset(20000 * slope * 0.002));
        assertThat(f.sd()).isCloseTo(Math.hypot(f.sdPeople(), f.sdParameters()), offset(1e-6));
    }

    @Test
    void instalmentsStopWithTheEvent() {
        AgreementForecast f = agreement(
                        AGREEMENT.replaceAll(
                                "refund: \\[.*\\]",
                                "instalments: [{at: 0 years, share: 0.4}, {at: 1 year, share: 0.3}, {at: 2 years, share: 0.3}]"),
                        0)
                .forecast();
        close("instalments", f.expected(), 20000 * (0.4 + 0.3 * 0.8 + 0.3 * 0.64));
    }

    @Test
    void volumeDiscountAndCapApplyInThisOrder() {
        String terms = """
                agreements:
                  volume: {strategy: new, price: 50, people: 400, discount: 0.1, cap: 12000, tiers: [{upTo: 100, price: 50}, {price: 30}]}
                """;
        AgreementForecast f = agreement(terms, 0).forecast();
        close("capped", f.expected(), 12000);
        close("P(capped)", f.capped(), 1);
        AgreementForecast open = agreement(terms.replace(" cap: 12000,", ""), 0).forecast();
        close("tiers and discount", open.expected(), 0.9 * (100 * 50 + 300 * 30));
        close("effective price", open.effectivePrice(), 0.9 * 14000 / 400);
    }

    /** The expectation of a capped payment is not the cap of the expectation. */
    @Test
    void aCapOnARandomPaymentIsAveragedOverItsDistribution() {
        AgreementForecast open = agreement(AGREEMENT, 0).forecast();
        AgreementForecast capped = agreement(
                        AGREEMENT.replace("people: 400", "people: 400\n    cap: " + open.expected()), 0)
                .forecast();
        double expected = open.expected() - open.sd() / Math.sqrt(2 * Math.PI);
        assertThat(capped.expected()).as("seed %d", SEED).isCloseTo(expected, offset(0.03 * open.sd()));
        assertThat(capped.capped()).isCloseTo(0.5, offset(0.03));
    }

    @Test
    void theStudyDecidesTheLaterPrice() {
        String terms = AGREEMENT.replaceAll(
                "refund: \\[.*\\]",
                "evidence: {people: 50, within: 1 year, target: 0.2, met: 40, missed: 0, later: 1000}");
        ModelResults.Agreement a = agreement(terms, 0);
        // R 4: pbinom(10, 50, 0.2) = 0.5835594
        Oracle.check(
                "coverage with evidence development",
                "R 4.2.2 pbinom(10, 50, 0.2)",
                "probability that the target is met",
                0.5835594,
                a.forecast().later() / 40000,
                5e-7);
        assertThat(a.forecast().met()).isCloseTo(0.5835594, offset(0.02));
        close(
                "with later payments",
                a.forecast().expected(),
                20000 + a.forecast().later());
    }

    @Test
    void endPointsInATreeAreProbabilities() {
        String tree = """
                model: t
                kind: tree
                parameters: {p: 0.25}
                tree: {decision: {a: {payoff: {cost: 100, qaly: 1}}, b: {chance: {x: {p: p, payoff: {cost: 10}}, y: {p: rest, payoff: {qaly: 1}}}}}}
                agreements: {r: {strategy: a, price: 100, people: 10, endpoint: {probability: p}, refund: [{within: 1 year, share: 1}]}}
                budget: {years: 2, pools: {all: {members: 1000, incident: 10}}, current: {b: 1}, uptake: {a: [0.5, 1]}}
                """;
        ModelResults r = Models.parse(tree).run(RunSettings.of(SEED));
        close("tree", r.agreements().getFirst().forecast().expected(), 750);
        close("tree budget", r.budget().orElseThrow().total().get(1).net(), 10 * (100 - 2.5));
    }

    @Test
    void everyNumberThatCannotBeIsToldAtItsPlace() {
        Object[][] cases = {
            {"uptake: {new: [0.1, 0.3, 0.5]}", "uptake: {new: [0.1, 0.3]}", "budget.uptake.new", "BAD_BUDGET"},
            {"uptake: {new: [0.1, 0.3, 0.5]}", "uptake: {new: [0.1, 0.3, 1.5]}", "budget.uptake.new", "BAD_BUDGET"},
            {"uptake: {new: [0.1, 0.3, 0.5]}", "uptake: {new: [0.1, 0.3, 0.9]}", "budget.displaces", "BAD_BUDGET"},
            {"current: {old: 3, none: 1}", "current: {old: 3, none: -1}", "budget.current", "BAD_BUDGET"},
            {"members: 100000", "members: 0", "budget.pools.a.members", "BAD_BUDGET"},
            {"members: 100000", "members: 100", "budget.pools.a", "BAD_BUDGET"},
            {"fundShare: 0.7", "fundShare: 1.7", "budget.pools.a.fundShare", "BAD_BUDGET"},
            {"growth: 0.1", "growth: 10", "budget.pools.a.growth", "BAD_BUDGET"},
            {"first: 2026", "first: 2026\n  outcome: qaly", "budget.outcome", "BAD_BUDGET"},
            {"{new: {old: 1}}", "{new: {olt: 1}}", "budget.displaces.new.olt", "UNKNOWN_NAME"},
            {"uptake: {new: [0.1, 0.3, 0.5]}", "uptake: {nwe: [0.1, 0.3, 0.5]}", "budget.uptake.nwe", "UNKNOWN_NAME"},
            {"set: {p_new: 0}", "set: {p_nwe: 0}", "budget.scenarios.cheap.set.p_nwe", "UNKNOWN_NAME"},
            {"cost: [5]", "cost: [cycle]", "budget.services.none.cost[0]", "NOT_CONSTANT"},
            {"members: 100000", "members: \"5 [CNY]\"", "budget.pools.a.members", "UNIT_MISMATCH"},
            {"strategy: new", "strategy: nwe", "agreements.refund.strategy", "UNKNOWN_NAME"},
            {"states: [Failed]", "states: [Fialed]", "agreements.refund.endpoint.states[0]", "UNKNOWN_NAME"},
            {"within: 1 year", "within: 18 months", "agreements.refund.refund[0].within", "BAD_AGREEMENT"},
            {"within: 1 year", "within: 4 years", "agreements.refund.refund", "BAD_AGREEMENT"},
            {"within: 3 years", "within: 30 years", "agreements.refund.refund[1].within", "BAD_AGREEMENT"},
            {"within: 1 year", "within: soon", "agreements.refund.refund[0].within", "BAD_SETTING"},
            {"share: 0.5}", "share: 5}", "agreements.refund.refund", "BAD_AGREEMENT"},
            {"people: 400", "people: 0", "agreements.refund.people", "BAD_AGREEMENT"},
            {
                "people: 400",
                "people: 400\n    period: {from: 2025/1/1}",
                "agreements.refund.period.from",
                "BAD_AGREEMENT"
            },
            {
                "endpoint: {states: [Failed]}",
                "endpoint: {states: [Failed], probability: 0.1}",
                "agreements.refund.endpoint",
                "BAD_AGREEMENT"
            },
        };
        String whole = MODEL + BUDGET + AGREEMENT;
        assertThat(Models.said(Models.problems(whole))).isEmpty();
        for (Object[] c : cases) {
            assertThat(whole).contains((String) c[0]);
            List<Problem> found = Models.problems(whole.replace((String) c[0], (String) c[1]));
            assertThat(found)
                    .as(c[1].toString() + "\n" + Models.said(found))
                    .anyMatch(p -> p.place().field().equals(c[2])
                            && ((ModelError) p.code()).name().equals(c[3]));
        }
    }

    @Test
    void termsThatContradictThemselvesAreTold() {
        String none =
                MODEL.replaceAll("  people: .*\n", "") + "agreements: {a: {strategy: new, price: 50, people: 10}}\n";
        assertThat(Models.said(Models.problems(none))).contains("no terms");
        String tiers = none.replace("people: 10", "people: 10, tiers: [{upTo: 5, price: 1}, {upTo: 3, price: 1}]");
        assertThat(Models.said(Models.problems(tiers))).contains("the last has none");
        String sum = none.replace(
                "people: 10",
                "people: 10, endpoint: {states: [Failed]}, instalments: [{at: 0 years, share: 0.4}, {at: 1 year, share: 0.4}]");
        assertThat(Models.said(Models.problems(sum))).contains("sum to one");
        String blind = none.replace("people: 10", "people: 10, refund: [{within: 1 year, share: 1}]");
        assertThat(Models.said(Models.problems(blind))).contains("agreed end point");
    }

    @Test
    void allProblemsOfAFundComeAtOnce() {
        String bad = (MODEL + BUDGET + AGREEMENT)
                .replace("members: 100000", "members: 0")
                .replace("fundShare: 0.5", "fundShare: 5")
                .replace("people: 400", "people: 0");
        assertThat(Models.problems(bad)).hasSizeGreaterThanOrEqualTo(3);
    }
}
