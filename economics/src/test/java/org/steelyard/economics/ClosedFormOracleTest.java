package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.agreement.OutcomeRefund;
import org.steelyard.economics.agreement.PriceVolume;
import org.steelyard.economics.budget.BudgetImpact;
import org.steelyard.economics.cost.CensoredCost;
import org.steelyard.economics.criteria.DecisionMatrix;
import org.steelyard.economics.criteria.PairwiseComparison;
import org.steelyard.economics.equity.HealthDistribution;
import org.steelyard.economics.trial.TrialComparison;
import org.steelyard.economics.utility.ValueSet;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trial statistics, inequality, several criteria, agreements, budget impact: against independent closed forms. */
class ClosedFormOracleTest {

    private static final String SOURCE = "independent closed form";

    private static JsonNode oracle(String name) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name + ".json");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        return JsonMapper.shared().readTree(file.toFile());
    }

    private static double[] numbers(JsonNode array) {
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).asDouble();
        }
        return out;
    }

    @Test
    void trialOfTwoArms() {
        JsonNode o = oracle("24_cea_statistics").path("synthetic");
        var treated = new TrialComparison.Arm(numbers(o.path("cost_trt")), numbers(o.path("qaly_trt")));
        var control = new TrialComparison.Arm(numbers(o.path("cost_ctl")), numbers(o.path("qaly_ctl")));
        TrialComparison t = TrialComparison.of(treated, control);
        Oracle.check("trial comparison", SOURCE, "ICER", o.path("ICER").asDouble(), t.icer(), 1e-12);
        Oracle.check("trial comparison", SOURCE, "Var dC", o.path("var_dC").asDouble(), t.varianceCost(), 1e-12);
        Oracle.check("trial comparison", SOURCE, "Cov", o.path("cov").asDouble(), t.covariance(), 1e-12);
        Oracle.check(
                "Fieller",
                SOURCE,
                "lower limit",
                o.path("fieller95").path("limits").get(0).asDouble(),
                t.fieller(0.95).lower(),
                1e-10);
        Oracle.check(
                "Fieller",
                SOURCE,
                "upper limit",
                o.path("fieller95").path("limits").get(1).asDouble(),
                t.fieller(0.95).upper(),
                1e-10);
        assertThat(t.fieller(0.95).bounded()).isTrue();
        assertThat(t.fieller(0.999).bounded()).isFalse();
        Oracle.check(
                "delta method", SOURCE, "standard error", o.path("delta_se").asDouble(), t.deltaMethodSe(), 1e-12);
        Oracle.check(
                "delta method",
                SOURCE,
                "upper limit",
                o.path("delta95").get(1).asDouble(),
                t.deltaMethod(0.95).upper(),
                1e-10);
        o.path("net_benefit_regression").properties().forEach(e -> {
            TrialComparison.NetBenefit nb =
                    TrialComparison.netBenefit(treated, control, Double.parseDouble(e.getKey()));
            JsonNode want = e.getValue();
            String at = ", lambda = " + e.getKey();
            Oracle.check(
                    "net-benefit regression",
                    SOURCE,
                    "coefficient" + at,
                    want.path("INB").asDouble(),
                    nb.value(),
                    1e-11);
            Oracle.check(
                    "net-benefit regression",
                    SOURCE,
                    "standard error" + at,
                    want.path("se_ols").asDouble(),
                    nb.se(),
                    1e-11);
            Oracle.check(
                    "net-benefit regression",
                    SOURCE,
                    "p" + at,
                    want.path("p_two").asDouble(),
                    nb.p(),
                    1e-9);
            Oracle.check(
                    "net-benefit regression",
                    SOURCE,
                    "acceptability" + at,
                    want.path("ceac_ols_t").asDouble(),
                    nb.acceptability(),
                    1e-9);
            Oracle.check(
                    "net-benefit regression",
                    SOURCE,
                    "acceptability, normal" + at,
                    want.path("ceac_normal").asDouble(),
                    nb.acceptabilityNormal(),
                    1e-9);
        });
    }

    @Test
    void inequalityOfHealth() {
        JsonNode o = oracle("21_dcea_inequality");
        int n = 0;
        for (JsonNode c : o.path("cases")) {
            String id = "case " + ++n;
            HealthDistribution h = new HealthDistribution(numbers(c.path("health")), numbers(c.path("weights")));
            Oracle.check("slope index", SOURCE, id, c.path("SII").asDouble(), h.slopeIndex(), 1e-10);
            Oracle.check("relative index", SOURCE, id, c.path("RII").asDouble(), h.relativeIndex(), 1e-10);
            Oracle.check("Gini", SOURCE, id, c.path("gini").asDouble(), h.gini(), 1e-11);
            Oracle.check(
                    "concentration index of groups",
                    SOURCE,
                    id,
                    c.path("concentration_index").asDouble(),
                    h.concentrationIndex(),
                    1e-10);
            c.path("atkinson")
                    .properties()
                    .forEach(e -> Oracle.check(
                            "Atkinson index",
                            SOURCE,
                            id + ", aversion " + e.getKey(),
                            e.getValue().asDouble(),
                            h.atkinson(Double.parseDouble(e.getKey())),
                            1e-9));
            c.path("EDE")
                    .properties()
                    .forEach(e -> Oracle.check(
                            "equally distributed equivalent",
                            SOURCE,
                            id + ", aversion " + e.getKey(),
                            e.getValue().asDouble(),
                            h.equallyDistributed(Double.parseDouble(e.getKey())),
                            1e-11));
            c.path("kolm")
                    .properties()
                    .forEach(e -> Oracle.check(
                            "Kolm index",
                            SOURCE,
                            id + ", aversion " + e.getKey(),
                            e.getValue().asDouble(),
                            h.kolm(Double.parseDouble(e.getKey())),
                            1e-10));
        }
        JsonNode p = o.path("programme");
        HealthDistribution before = new HealthDistribution(numbers(p.path("pre")), numbers(p.path("w")));
        HealthDistribution after = before.after(numbers(p.path("net_health_benefit")));
        p.path("EDE_change").properties().forEach(e -> {
            double aversion = Double.parseDouble(e.getKey());
            Oracle.check(
                    "distributional CEA",
                    SOURCE,
                    "change of EDE, aversion " + e.getKey(),
                    e.getValue().asDouble(),
                    after.equallyDistributed(aversion) - before.equallyDistributed(aversion),
                    1e-9);
        });
        double[] weights = numbers(p.path("equity_weights_eta1_normalised"));
        for (int i = 0; i < weights.length; i++) {
            Oracle.check("equity weights", SOURCE, "group " + (i + 1), weights[i], before.equityWeights(1)[i], 1e-10);
        }
        assertThatThrownBy(() -> new HealthDistribution(new double[] {-1}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalCriteria() {
        JsonNode o = oracle("23_mcda_synthetic");
        JsonNode in = o.path("inputs");
        double[][] values = new double[3][];
        for (int i = 0; i < 3; i++) {
            values[i] = numbers(in.path("matrix").get(i));
        }
        DecisionMatrix m = new DecisionMatrix(values, new boolean[] {true, false, false, true});
        double[] w = numbers(in.path("weights"));
        double[][] ahp = new double[4][];
        for (int i = 0; i < 4; i++) {
            ahp[i] = numbers(in.path("ahp").get(i));
        }
        PairwiseComparison pairs = PairwiseComparison.of(ahp);
        for (int i = 0; i < 3; i++) {
            Oracle.check(
                    "weighted sum",
                    SOURCE,
                    "option " + (i + 1),
                    o.path("weighted_sum").get(i).asDouble(),
                    m.weightedSum(w)[i],
                    1e-12);
            Oracle.check(
                    "TOPSIS",
                    SOURCE,
                    "option " + (i + 1),
                    o.path("topsis_closeness").get(i).asDouble(),
                    m.topsis(w)[i],
                    1e-12);
        }
        for (int i = 0; i < 4; i++) {
            Oracle.check(
                    "AHP",
                    SOURCE,
                    "weight " + (i + 1),
                    o.path("ahp_weights").get(i).asDouble(),
                    pairs.weights()[i],
                    1e-10);
            Oracle.check(
                    "entropy weights",
                    SOURCE,
                    "weight " + (i + 1),
                    o.path("entropy_weights").get(i).asDouble(),
                    m.entropyWeights()[i],
                    1e-10);
        }
        Oracle.check(
                "AHP",
                SOURCE,
                "consistency ratio",
                o.path("ahp_CR_RI_0_90").asDouble(),
                pairs.consistencyRatio(),
                1e-8);
        assertThatThrownBy(() -> PairwiseComparison.of(new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
        double[][] ranks = m.rankAcceptability(5000, new Seed(1));
        for (double[] row : ranks) {
            assertThat(java.util.Arrays.stream(row).sum()).isCloseTo(1, Offset.offset(1e-9));
        }
    }

    /** Two criteria, two options that exchange best and worst: each is first for half of all weights. */
    @Test
    void ranksAreSharedWhereWeightsDecide() {
        DecisionMatrix m = new DecisionMatrix(new double[][] {{1, 0}, {0, 1}}, new boolean[] {true, true});
        assertThat(m.rankAcceptability(20_000, new Seed(Long.getLong("seed", 4)))[0][0])
                .isCloseTo(0.5, Offset.offset(0.015));
    }

    @Test
    void agreements() {
        JsonNode o = oracle("25_risk_sharing_threshold").path("outcome_based");
        OutcomeRefund r = new OutcomeRefund(36000, 2000, 0.42, 0.6);
        Oracle.check("outcome-based refund", SOURCE, "gross", o.path("gross").asDouble(), r.gross(), 1e-12);
        Oracle.check("outcome-based refund", SOURCE, "net", o.path("net").asDouble(), r.expected(), 1e-12);
        Oracle.check(
                "outcome-based refund",
                SOURCE,
                "effective price",
                12 * o.path("effective_price_month").asDouble(),
                r.effectivePrice(),
                1e-12);
        Oracle.check(
                "outcome-based refund",
                SOURCE,
                "standard deviation",
                o.path("sd_of_payment").asDouble(),
                r.standardDeviation(),
                1e-12);
        Oracle.check(
                "outcome-based refund",
                SOURCE,
                "95% quantile",
                o.path("q95_normal").asDouble(),
                r.quantile(0.95),
                1e-9);
        assertThat(r.expectedUnderCap(54e6)).isCloseTo(r.expected(), Offset.offset(1.0));
        assertThat(r.expectedUnderCap(r.expected())).isLessThan(r.expected() - 1e5);
        assertThat(r.settlement(840)).isCloseTo(r.expected(), Offset.offset(1e-6));
        PriceVolume tiers = new PriceVolume(List.of(
                new PriceVolume.Tier(1000, 36000),
                new PriceVolume.Tier(1500, 30000),
                new PriceVolume.Tier(Double.POSITIVE_INFINITY, 24000)));
        JsonNode v = oracle("25_risk_sharing_threshold").path("price_volume");
        Oracle.check("price-volume agreement", SOURCE, "total", v.path("total").asDouble(), tiers.total(2000), 1e-12);
        Oracle.check(
                "price-volume agreement", SOURCE, "average", v.path("average").asDouble(), tiers.average(2000), 1e-12);
    }

    @Test
    void budgetOfFiveYears() {
        JsonNode o = oracle("22_budget_impact_synthetic");
        BudgetImpact b = new BudgetImpact(
                1e7,
                0.004,
                0.0035 * 0.72 * 0.45,
                new double[] {0.05, 0.12, 0.2, 0.28, 0.35},
                new double[] {0.65, 0.35},
                new double[] {38000 + 5200, 52000 + 3900},
                61000 + 2100,
                0.7);
        List<BudgetImpact.Year> years = b.years();
        for (int y = 0; y < 5; y++) {
            JsonNode want = o.path("years").get(y);
            Map<String, Double> ours = Map.of(
                    "population", years.get(y).population(),
                    "eligible", years.get(y).eligible(),
                    "treated_new", years.get(y).treatedNew(),
                    "without", years.get(y).without(),
                    "with_", years.get(y).with(),
                    "net", years.get(y).net(),
                    "fund_net", years.get(y).fundNet(),
                    "pmpm", years.get(y).perMemberMonth());
            ours.forEach((name, value) -> Oracle.check(
                    "budget impact",
                    SOURCE,
                    name + ", year " + want.path("year").asInt(),
                    want.path(name).asDouble(),
                    value,
                    1e-9));
        }
        Oracle.check(
                "budget impact", SOURCE, "cumulative", o.path("cumulative_net").asDouble(), b.cumulative(), 1e-9);
        assertThat(b.unaffordable(new double[] {1e7, 1e7, 3e7, 3e7, 5e7})).containsExactly(2, 4);
    }

    @Test
    void chineseValueSets() {
        JsonNode o = oracle("18_eq5d_china_value_sets").path("tests");
        Map<String, String> sets = Map.of(
                "five_L_China", "eq5d-5l-china",
                "three_L_China", "eq5d-3l-china",
                "Y3L_China", "eq5d-y-3l-china",
                "five_L_HongKong", "eq5d-5l-hong-kong",
                "five_L_Taiwan", "eq5d-5l-taiwan");
        // printed to three decimals
        sets.forEach((name, id) -> o.path(name)
                .properties()
                .forEach(e -> Oracle.check(
                        "EQ-5D value set " + id,
                        "eq5d (R), published tests",
                        e.getKey(),
                        e.getValue().asDouble(),
                        ValueSet.named(id).utility(e.getKey()),
                        0.000501 / Math.abs(e.getValue().asDouble()))));
        assertThatThrownBy(() -> ValueSet.named("eq5d-5l-china").utility("11116"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ValueSet.named("eq5d-5l-china").utility("111"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ValueSet.shipped()).allMatch(v -> !v.source().isBlank() && v.utility("11111") == 1);
        assertThat(ValueSet.qalys(new double[] {0, 0.5, 1.5}, new double[] {0.6, 0.8, 0.7}))
                .isCloseTo(0.35 + 0.75, Offset.offset(1e-12));
    }

    private static CensoredCost.Person person(double followed, boolean dead, double... lines) {
        List<CensoredCost.Line> out = new java.util.ArrayList<>();
        for (int i = 0; i < lines.length; i += 3) {
            out.add(new CensoredCost.Line(lines[i], lines[i + 1], lines[i + 2]));
        }
        return new CensoredCost.Person(followed, dead, out);
    }

    @Test
    void censoredCosts() {
        JsonNode o = oracle("16_censored_cost").path("toy").path("recomputed");
        CensoredCost.Means m = CensoredCost.of(
                List.of(
                        person(343, false, 1, 1, 550, 30, 82, 1949, 88, 88, 45),
                        person(903, false, 18, 198, 4245),
                        person(445, true, 1, 5, 23, 67, 88, 567),
                        person(652, true, 43, 44, 300)),
                1000);
        String source = "ccostr, Stata hcost";
        Oracle.check("available sample", source, "toy data", o.path("AS").asDouble(), m.availableSample(), 1e-12);
        Oracle.check(
                "available sample",
                source,
                "toy data, standard error",
                o.path("AS_SE").asDouble(),
                m.availableSampleSe(),
                1e-12);
        Oracle.check("complete cases", source, "toy data", o.path("CC").asDouble(), m.completeCases(), 1e-12);
        Oracle.check(
                "complete cases",
                source,
                "toy data, standard error",
                o.path("CC_SE").asDouble(),
                m.completeCasesSe(),
                1e-12);
        Oracle.check("Bang and Tsiatis", source, "toy data", o.path("BT").asDouble(), m.bangTsiatis(), 1e-12);
        Oracle.check(
                "Bang and Tsiatis",
                source,
                "toy data, standard error",
                o.path("BT_SE").asDouble(),
                m.bangTsiatisSe(),
                1e-10);
        Oracle.check("Zhao and Tian", source, "toy data", o.path("ZT").asDouble(), m.zhaoTian(), 1e-12);
    }

    /** Nobody is lost: all estimators are the plain mean, in one interval or three. */
    @Test
    void withoutCensoringAllMeansAgree() {
        CensoredCost.Means m = CensoredCost.of(
                List.of(
                        person(100, true, 0, 50, 500),
                        person(300, true, 10, 200, 1900),
                        person(700, true, 1, 1, 30, 100, 600, 5000)),
                400,
                100,
                250);
        double mean = (500 + 1900 + 30 + 3000) / 3.0;
        for (double each :
                new double[] {m.availableSample(), m.completeCases(), m.bangTsiatis(), m.partitioned(), m.zhaoTian()}) {
            assertThat(each).isCloseTo(mean, Offset.offset(1e-9));
        }
    }
}
