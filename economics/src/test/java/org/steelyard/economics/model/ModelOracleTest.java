package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published and independently computed models, run from their model files. */
class ModelOracleTest {

    private static final String CHANCELLOR = "Briggs 2006 ex. 2.5, heemod and rdecision";

    static JsonNode oracle(String name) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name + ".json");
        Assumptions.assumeTrue(java.nio.file.Files.exists(file), "shared data absent: " + name);
        return JsonMapper.shared().readTree(file.toFile());
    }

    private static ModelResults run(String name) {
        return Models.load(name).run(RunSettings.of(1).withDraws(0));
    }

    @Test
    void hivCombinationTherapyGivesThePublishedRatio() {
        ModelResults r = run("hiv");
        JsonNode o = oracle("01_hiv_chancellor").path("recomputed");
        for (int s = 0; s < 2; s++) {
            JsonNode arm = o.path(s == 0 ? "mono" : "comb");
            String id = r.strategies().get(s).id();
            Oracle.check(
                    "cohort model",
                    CHANCELLOR,
                    "HIV: cost, " + id,
                    arm.path("cost").asDouble(),
                    r.strategies().get(s).totals()[0],
                    1e-10);
            Oracle.check(
                    "cohort model",
                    CHANCELLOR,
                    "HIV: life years, " + id,
                    arm.path("ly").asDouble(),
                    r.strategies().get(s).totals()[1],
                    1e-10);
            Oracle.check(
                    "cohort model, life-table counting",
                    CHANCELLOR,
                    "HIV: life years, " + id,
                    arm.path("ly_half_cycle").asDouble(),
                    alternative(r, "LIFE_TABLE").totals()[s][1],
                    1e-10);
            for (int k = 0; k <= 20; k++) {
                for (int i = 0; i < 4; i++) {
                    assertThat(r.trace().orElseThrow().people()[s][k][i])
                            .isCloseTo(
                                    arm.path("trace").get(k).get(i).asDouble(),
                                    org.assertj.core.data.Offset.offset(1e-12));
                }
            }
        }
        Oracle.check(
                "cohort model",
                CHANCELLOR,
                "HIV: ICER",
                o.path("icer").asDouble(),
                r.incremental().getFirst().icer(),
                1e-10);
        Oracle.check(
                "cohort model",
                "published, heemod",
                "HIV: ICER, printed digits",
                6275.9556,
                r.incremental().getFirst().icer(),
                1e-8);
    }

    @Test
    void thePriceAtWhichLamivudineIsWorthItsCost() {
        JsonNode o = oracle("01_hiv_chancellor").path("threshold_price").path("price_by_lambda");
        for (ModelResults.Price p : run("hiv").prices()) {
            String lambda = Long.toString((long) p.threshold());
            Oracle.check(
                    "threshold price",
                    CHANCELLOR,
                    "HIV: lamivudine at " + lambda,
                    o.path(lambda).asDouble(),
                    p.value(),
                    1e-9);
        }
    }

    private static ModelResults.Alternative alternative(ModelResults r, String rule) {
        return r.alternatives().stream()
                .filter(a -> a.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void heartValveTraceIsThatOfSonnenbergAndBeck() {
        ModelResults r = run("heart-valve");
        JsonNode o = oracle("03_phv_sonnenberg_beck");
        double[][] trace = r.trace().orElseThrow().people()[0];
        for (int k = 0; k <= 25; k++) {
            for (int i = 0; i < 3; i++) {
                assertThat(trace[k][i] * 10000)
                        .isCloseTo(
                                o.path("recomputed").path("trace").get(k).get(i).asDouble(),
                                org.assertj.core.data.Offset.offset(1e-8));
            }
        }
        Oracle.check(
                "cohort model",
                "Sonnenberg, Beck 1993",
                "heart valve: QALYs a patient, printed digits",
                2.375,
                Math.round(r.strategies().getFirst().totals()[1] * 1000) / 1000.0,
                1e-12);
        Oracle.check(
                "cohort model",
                "Sonnenberg, Beck 1993",
                "heart valve: QALYs after 25 cycles",
                o.path("recomputed").path("cumulative_QALY_per_patient").get(25).asDouble(),
                r.strategies().getFirst().totals()[1],
                1e-12);
    }

    @Test
    void sumatriptanTreeGivesLeavesRatioAndSensitivity() {
        DecisionModel model = Models.load("sumatriptan");
        ModelResults r = model.run(RunSettings.of(1));
        JsonNode o = oracle("04_sumatriptan_evans").path("recomputed");
        Oracle.check(
                "decision tree",
                "Evans 1997, rdecision",
                "sumatriptan: ICER, 365 days",
                o.path("base").path("icer_365").asDouble(),
                r.incremental().getFirst().icer(),
                1e-12);
        ModelResults julian = Models.parse(
                        Models.text("sumatriptan").replace("yearLength: 365}", "yearLength: 365.25}"))
                .run(RunSettings.of(1));
        Oracle.check(
                "decision tree",
                "Evans 1997, rdecision",
                "sumatriptan: ICER, 365.25 days",
                o.path("base").path("icer_365_25").asDouble(),
                julian.incremental().getFirst().icer(),
                1e-12);
        for (Map.Entry<String, Double> e :
                Map.of("relief_plus_268", 0.268, "relief_plus_091", -0.0).entrySet()) {
            JsonNode want = o.path(e.getKey());
            double p = e.getKey().equals("relief_plus_268") ? 0.379 + 0.268 : 0.379 + 0.091;
            double[][] totals = model.at(Map.of("p_relief_suma", p));
            double icer = (totals[1][0] - totals[0][0]) / (totals[1][1] - totals[0][1]);
            Oracle.check(
                    "decision tree",
                    "Evans 1997, rdecision",
                    "sumatriptan: ICER, " + e.getKey(),
                    want.path("icer_365").asDouble(),
                    icer,
                    1e-10);
        }
        List<ModelResults.Leaf> leaves =
                r.leaves().stream().filter(l -> l.strategy() == 1).toList();
        double[] probability = leaves.stream()
                .mapToDouble(ModelResults.Leaf::probability)
                .sorted()
                .toArray();
        double[] want = new double[5];
        for (int i = 0; i < 5; i++) {
            want[i] = o.path("leaf_prob_suma_ABCDE").get(i).asDouble();
        }
        java.util.Arrays.sort(want);
        for (int i = 0; i < 5; i++) {
            assertThat(probability[i]).isCloseTo(want[i], org.assertj.core.data.Offset.offset(1e-14));
        }
    }

    @Test
    void sickSickerUnderEachCountingRule() {
        ModelResults r = run("sick-sicker");
        JsonNode o = oracle("08_sick_sicker_time_independent").path("recomputed");
        Map<String, String> rules = Map.of("darth", "DARTH_SIMPSON", "half", "TRAPEZOID", "simpson", "SIMPSON");
        rules.forEach((key, rule) -> {
            for (int s = 0; s < 4; s++) {
                String name = r.strategies().get(s).label().en();
                double[] totals = alternative(r, rule).totals()[s];
                Oracle.check(
                        "cohort model, " + rule,
                        "Alarid-Escudero 2023 (DARTH)",
                        "Sick-Sicker: cost, " + name,
                        o.path(key).path("cost").path(name).asDouble(),
                        totals[0],
                        1e-11);
                Oracle.check(
                        "cohort model, " + rule,
                        "Alarid-Escudero 2023 (DARTH)",
                        "Sick-Sicker: QALY, " + name,
                        o.path(key).path("qaly").path(name).asDouble(),
                        totals[1],
                        1e-11);
            }
        });
        List<Frontier.Entry> frontier = r.frontier().onFrontier();
        assertThat(frontier).extracting(Frontier.Entry::strategy).containsExactly(0, 2, 3);
        Oracle.check(
                "frontier",
                "Alarid-Escudero 2023 (DARTH)",
                "Sick-Sicker: ICER of B, printed",
                72988,
                Math.rint(frontier.get(1).icer()),
                1e-12);
        Oracle.check(
                "frontier",
                "Alarid-Escudero 2023 (DARTH)",
                "Sick-Sicker: ICER of AB, printed",
                125764,
                Math.rint(frontier.get(2).icer()),
                1e-12);
        assertThat(r.frontier().entries().getLast().status()).isEqualTo(Frontier.Status.DOMINATED);
    }

    @Test
    void ratesGoThroughTheMatrixExponential() {
        ModelResults r = run("rates");
        JsonNode p = oracle("20_analytic_oracles").path("ctmc").path("P_t");
        double[][] trace = r.trace().orElseThrow().people()[0];
        for (int j = 0; j < 3; j++) {
            Oracle.check(
                    "cohort model, rates",
                    "matrix exponential",
                    "P(1)[1," + (j + 1) + "]",
                    p.path("1").get(0).get(j).asDouble(),
                    trace[1][j],
                    1e-13);
            Oracle.check(
                    "cohort model, rates",
                    "matrix exponential",
                    "P(5)[1," + (j + 1) + "]",
                    p.path("5").get(0).get(j).asDouble(),
                    trace[5][j],
                    1e-13);
        }
    }

    @Test
    void longRunTimeInStatesIsThatOfTheFundamentalMatrix() {
        String fine = Models.text("rates")
                .replace("cycle: 1 year, cycles: 5", "cycle: 1/64 year, horizon: 120 years")
                .replace("TRAPEZOID", "SIMPSON");
        double[] undiscounted = Models.parse(fine).baseCase()[0];
        Oracle.check("cohort model, rates", "closed form", "mean time in state 1", 3.75, undiscounted[1], 1e-8);
        Oracle.check("cohort model, rates", "closed form", "mean time in state 2", 2.5, undiscounted[2], 1e-8);
        double[] discounted =
                Models.parse(fine.replace("discount: 0", "discount: 0.05")).baseCase()[0];
        JsonNode want = oracle("20_analytic_oracles").path("ctmc").path("discounted_time_continuous_r_ln1_05");
        Oracle.check(
                "cohort model, rates",
                "closed form",
                "discounted time in state 1",
                want.get(0).asDouble(),
                discounted[1],
                1e-8);
        Oracle.check(
                "cohort model, rates",
                "closed form",
                "discounted time in state 2",
                want.get(1).asDouble(),
                discounted[2],
                1e-8);
    }

    @Test
    void countingRulesOfAnExponentialCurve() {
        ModelResults r = run("exponential");
        JsonNode o = oracle("20_analytic_oracles").path("exponential_wcc").path("by_method");
        Map<String, String> rules = Map.of(
                "beginning",
                "BEGINNING",
                "end",
                "END",
                "half",
                "TRAPEZOID",
                "simpson",
                "SIMPSON",
                "darth",
                "DARTH_SIMPSON");
        rules.forEach((key, rule) -> Oracle.check(
                "counting rule " + rule,
                "closed form",
                "S = exp(-0.1 t), 20 cycles",
                o.path(key).asDouble(),
                alternative(r, rule).totals()[0][1],
                1e-13));
        assertThat(alternative(r, "LIFE_TABLE").totals()[0][1])
                .isCloseTo(8.65385150630288, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void partitionedSurvivalWithTwoWeibullCurves() {
        ModelResults r = run("partitioned");
        JsonNode o = oracle("20_analytic_oracles").path("partitioned_survival").path("trapezoid_monthly");
        Oracle.check(
                "partitioned survival",
                "independent sum",
                "QALY, monthly trapezoid",
                o.path("QALY").asDouble(),
                r.strategies().getFirst().totals()[1],
                1e-12);
        Oracle.check(
                "partitioned survival",
                "independent sum",
                "cost, monthly trapezoid",
                o.path("cost").asDouble(),
                r.strategies().getFirst().totals()[0],
                1e-12);
        ModelResults fine = Models.parse(Models.text("partitioned")
                        .replace("1 month", "1/600 year")
                        .replace("TRAPEZOID", "SIMPSON"))
                .run(RunSettings.of(1));
        JsonNode exact =
                oracle("20_analytic_oracles").path("partitioned_survival").path("discounted");
        Oracle.check(
                "partitioned survival",
                "quadrature",
                "QALY, in the limit",
                exact.path("QALY").asDouble(),
                fine.strategies().getFirst().totals()[1],
                1e-7);
    }

    @Test
    void semiMarkovModelApproachesTheQuadratureSolution() {
        double[][] week = run("illness-death").trace().orElseThrow().people()[0];
        double[][] half = Models.parse(Models.text("illness-death").replace("1/52 year", "1/104 year"))
                .run(RunSettings.of(1))
                .trace()
                .orElseThrow()
                .people()[0];
        JsonNode o = oracle("20_analytic_oracles")
                .path("semi_markov_illness_death_clock_reset")
                .path("state_probs");
        for (int year : new int[] {1, 2, 5, 10}) {
            for (int i = 0; i < 3; i++) {
                double exact = o.path(Integer.toString(year)).get(i).asDouble();
                double at = week[52 * year][i];
                double finer = half[104 * year][i];
                String what = "illness-death: state " + (i + 1) + " at " + year + " years";
                Oracle.check("semi-Markov cohort model, weekly cycles", "quadrature", what, exact, at, 6e-3);
                Oracle.check(
                        "semi-Markov cohort model, cycles to zero (Richardson)",
                        "quadrature",
                        what,
                        exact,
                        2 * finer - at,
                        5e-4);
            }
        }
    }
}
