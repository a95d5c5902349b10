package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.agreement.OutcomeRefund;
import org.steelyard.economics.agreement.PriceVolume;
import org.steelyard.economics.budget.BudgetImpact;
import org.steelyard.economics.cost.CensoredCost;
import org.steelyard.economics.cost.CostRegression;
import org.steelyard.economics.criteria.DecisionMatrix;
import org.steelyard.economics.criteria.PairwiseComparison;
import org.steelyard.economics.equity.HealthDistribution;
import org.steelyard.economics.trial.TrialComparison;
import org.steelyard.economics.utility.ValueSet;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;

/** Every number about costs, utilities, equity, budgets, criteria, trials and agreements, with none left out. */
class EveryClosedFormNumberTest {

    private static void record(Ledger ledger) {
        for (Ledger.Finding f : ledger.close()) {
            Oracle.check(
                    "every number of a closed form",
                    "the named file of oracles",
                    f.what() + ": " + f.numbers() + " compared, largest relative difference plus 1",
                    1,
                    1 + f.worst(),
                    f.tolerance());
        }
    }

    // ---- 16

    @Test
    void costsUnderCensoring() {
        Ledger o = Ledger.open("16_censored_cost");
        String rows = "/toy/rows_id_start_stop_cost_delta_surv";
        o.inputs(rows, "/toy/L", "/toy/addInterPol", "/lin1997_truth");
        Map<String, List<CensoredCost.Line>> lines = new LinkedHashMap<>();
        Map<String, JsonNode> last = new LinkedHashMap<>();
        for (JsonNode r : o.at(rows)) {
            lines.computeIfAbsent(r.get(0).asString(), id -> new ArrayList<>())
                    .add(new CensoredCost.Line(
                            r.get(1).asDouble(), r.get(2).asDouble(), r.get(3).asDouble()));
            last.put(r.get(0).asString(), r);
        }
        List<CensoredCost.Person> people = lines.entrySet().stream()
                .map(e -> new CensoredCost.Person(
                        last.get(e.getKey()).get(5).asDouble(),
                        last.get(e.getKey()).get(4).asInt() == 1,
                        e.getValue()))
                .toList();
        CensoredCost.Means m = CensoredCost.of(people, o.number("/toy/L"));
        Map<String, Double> ours = new LinkedHashMap<>();
        ours.put("n", (double) people.size());
        ours.put("obs", (double) lines.values().stream().mapToInt(List::size).sum());
        ours.put("full", (double)
                people.stream().filter(CensoredCost.Person::complete).count());
        ours.put("AS", m.availableSample());
        ours.put("AS_SE", m.availableSampleSe());
        ours.put("CC", m.completeCases());
        ours.put("CC_SE", m.completeCasesSe());
        ours.put("BT", m.bangTsiatis());
        ours.put("BT_SE", m.bangTsiatisSe());
        ours.put("ZT", m.zhaoTian());
        ours.put("ZT_SE", m.zhaoTianSe());
        ours.put("LinT", m.linDeaths());
        o.same("/toy/recomputed", p -> ours.get(p[0]), 1e-10);
        for (String name : List.of("AS", "CC", "BT", "ZT", "AS_SE", "CC_SE", "BT_SE", "ZT_SE")) {
            o.printed("/toy/published/" + name, ours.get(name));
        }
        record(o);
    }

    // ---- 17

    @Test
    void gammaModelsOfClotting() {
        Ledger o = Ledger.open("17_glm_gamma_two_part");
        o.inputs("/clotting/u", "/clotting/lot1", "/clotting/lot2").aside("/two_part");
        double[] u = o.numbers("/clotting/u");
        double[][] x =
                Arrays.stream(u).mapToObj(v -> new double[] {1, Math.log(v)}).toArray(double[][]::new);
        double[][] constant = Arrays.stream(u).mapToObj(v -> new double[] {1}).toArray(double[][]::new);
        for (String lot : List.of("lot1", "lot2")) {
            for (CostRegression.Link link : List.of(CostRegression.Link.INVERSE, CostRegression.Link.LOG)) {
                double[] y = o.numbers("/clotting/" + lot);
                CostRegression model = CostRegression.of(CostRegression.Family.GAMMA, link);
                CostRegression.Fit f = model.fit(x, y);
                String at = "/clotting/recomputed/" + lot + "_" + link.name().toLowerCase(java.util.Locale.ROOT) + "/";
                o.same(at + "coef", p -> f.coefficients()[Integer.parseInt(p[0])], 1e-8)
                        .same(at + "se", p -> f.standardErrors()[Integer.parseInt(p[0])], 1e-7)
                        // the file's sandwich carries n/(n − 1)
                        .same(
                                at + "robust_se",
                                p -> f.robustStandardErrors()[Integer.parseInt(p[0])] * Math.sqrt(9 / 8.0),
                                1e-6)
                        .same(at + "dispersion", f.dispersion(), 1e-7)
                        .same(at + "deviance", f.deviance(), 1e-8)
                        .same(at + "null_deviance", model.fit(constant, y).deviance(), 1e-8)
                        .same(at + "aic_R", f.aic(), 1e-8)
                        .same(
                                at + "mean_fitted",
                                Arrays.stream(f.fitted()).average().orElseThrow(),
                                1e-9);
            }
        }
        record(o);
    }

    // ---- 18

    @Test
    void valueSetsOfEq5d() {
        Ledger o = Ledger.open("18_eq5d_china_value_sets");
        Map<String, String> sets = Map.of(
                "VT_China", "eq5d-5l-china",
                "VT_HongKong", "eq5d-5l-hong-kong",
                "VT_Taiwan", "eq5d-5l-taiwan",
                "TTO_China", "eq5d-3l-china",
                "TTO_Taiwan", "eq5d-3l-taiwan",
                "Y_China", "eq5d-y-3l-china",
                "Y_HongKong", "eq5d-y-3l-hong-kong");
        sets.forEach((name, id) -> o.same("/coefficients/" + name, p -> coefficient(ValueSet.named(id), p[0]), 1e-9));
        Map<String, String> tests = Map.of(
                "five_L_China", "eq5d-5l-china",
                "three_L_China", "eq5d-3l-china",
                "Y3L_China", "eq5d-y-3l-china",
                "five_L_HongKong", "eq5d-5l-hong-kong",
                "five_L_Taiwan", "eq5d-5l-taiwan");
        tests.forEach((name, id) -> o.at("/tests/" + name)
                .properties()
                .forEach(e -> o.within(
                        "/tests/" + name + "/" + e.getKey(), ValueSet.named(id).utility(e.getKey()), 0.000501)));
        o.same("/dsu_mapping_range/three_L", p -> range("eq5d-3l-china", "33333", p[0]), 1e-12)
                .same("/dsu_mapping_range/five_L", p -> range("eq5d-5l-china", "55555", p[0]), 1e-12);
        record(o);
    }

    private static double range(String set, String worst, String end) {
        return ValueSet.named(set).utility(end.equals("0") ? worst : "11111");
    }

    private static double coefficient(ValueSet set, String name) {
        return switch (name) {
            case "StartValue", "FullHealth" -> set.utility("11111");
            case "AtLeastOne2Or3", "Intercept" -> set.anyBelowFull();
            case "AtLeastOne3" -> set.anyAtWorst();
            case "A3" -> set.allAtWorst();
            default -> {
                int dimension = List.of("MO", "SC", "UA", "PD", "AD").indexOf(name.substring(0, 2));
                yield set.decrements()[dimension][name.charAt(2) - '1'];
            }
        };
    }

    // ---- 21

    @Test
    void inequalityOfHealth() {
        Ledger o = Ledger.open("21_dcea_inequality");
        for (int c = 0; c < o.at("/cases").size(); c++) {
            String at = "/cases/" + c + "/";
            HealthDistribution h = new HealthDistribution(o.numbers(at + "health"), o.numbers(at + "weights"));
            o.inputs(at + "health", at + "weights")
                    .same(at + "mean", h.mean(), 1e-12)
                    .same(at + "SII", h.slopeIndex(), 1e-10)
                    .same(at + "RII", h.relativeIndex(), 1e-10)
                    .same(at + "gini", h.gini(), 1e-11)
                    .same(at + "concentration_index", h.concentrationIndex(), 1e-10)
                    .same(at + "atkinson", p -> h.atkinson(Double.parseDouble(p[0])), 1e-9)
                    .same(at + "EDE", p -> h.equallyDistributed(Double.parseDouble(p[0])), 1e-11)
                    .same(at + "kolm", p -> h.kolm(Double.parseDouble(p[0])), 1e-10);
        }
        String at = "/programme/";
        HealthDistribution before = new HealthDistribution(o.numbers(at + "pre"), o.numbers(at + "w"));
        HealthDistribution after = before.after(o.numbers(at + "net_health_benefit"));
        o.inputs(at + "pre", at + "w", at + "net_health_benefit")
                .same(at + "post", p -> after.health()[Integer.parseInt(p[0])], 1e-14)
                .same(at + "total", after.mean() - before.mean(), 1e-9)
                .same(
                        at + "EDE_change",
                        p -> after.equallyDistributed(Double.parseDouble(p[0]))
                                - before.equallyDistributed(Double.parseDouble(p[0])),
                        1e-9)
                .same(
                        at + "equity_weights_eta1_normalised",
                        p -> before.equityWeights(1)[Integer.parseInt(p[0])],
                        1e-10);
        record(o);
    }

    // ---- 22

    @Test
    void budgetOfFiveYears() {
        Ledger o = Ledger.open("22_budget_impact_synthetic");
        String in = "/inputs/";
        double price = o.number(in + "annual_drug_cost/new");
        BudgetImpact b = new BudgetImpact(
                o.number(in + "population"),
                o.number(in + "growth"),
                o.number(in + "prevalence") * o.number(in + "diagnosed") * o.number(in + "eligible"),
                o.numbers(in + "uptake"),
                new double[] {o.number(in + "comparator_mix/A"), o.number(in + "comparator_mix/B")},
                new double[] {
                    o.number(in + "annual_drug_cost/A") + o.number(in + "annual_offset_medical_cost/a"),
                    o.number(in + "annual_drug_cost/B") + o.number(in + "annual_offset_medical_cost/b")
                },
                price + o.number(in + "annual_offset_medical_cost/n"),
                1 - o.number(in + "copay"));
        o.inputs("/inputs");
        List<BudgetImpact.Year> years = b.years();
        o.same(
                "/years",
                p -> {
                    BudgetImpact.Year y = years.get(Integer.parseInt(p[0]));
                    return switch (p[1]) {
                        case "year" -> y.year();
                        case "population" -> y.population();
                        case "eligible" -> y.eligible();
                        case "treated_new" -> y.treatedNew();
                        case "without" -> y.without();
                        case "with_" -> y.with();
                        case "net" -> y.net();
                        case "fund_net" -> y.fundNet();
                        case "gross_new_drug" -> y.treatedNew() * price;
                        default -> y.perMemberMonth();
                    };
                },
                1e-11);
        double discounted = 0;
        for (BudgetImpact.Year y : years) {
            discounted += y.net() * Math.pow(1.05, 1 - y.year());
        }
        o.same("/cumulative_net", b.cumulative(), 1e-12)
                .same("/cumulative_net_discounted_5pct_start_year1", discounted, 1e-11);
        record(o);
    }

    // ---- 23

    @Test
    void severalCriteria() {
        Ledger o = Ledger.open("23_mcda_synthetic");
        double[][] values = new double[3][];
        double[][] judgements = new double[4][];
        Arrays.setAll(values, i -> o.numbers("/inputs/matrix/" + i));
        Arrays.setAll(judgements, i -> o.numbers("/inputs/ahp/" + i));
        double[] weights = o.numbers("/inputs/weights");
        boolean[] more = new boolean[4];
        for (int i = 0; i < 4; i++) {
            more[i] = o.number("/inputs/benefit_flags/" + i) == 1;
        }
        o.inputs("/inputs");
        DecisionMatrix m = new DecisionMatrix(values, more);
        PairwiseComparison pairs = PairwiseComparison.of(judgements);
        o.same("/weighted_sum", p -> m.weightedSum(weights)[Integer.parseInt(p[0])], 1e-12)
                .same("/topsis_closeness", p -> m.topsis(weights)[Integer.parseInt(p[0])], 1e-12)
                .same("/ahp_weights", p -> pairs.weights()[Integer.parseInt(p[0])], 1e-10)
                .same("/ahp_lambda_max", pairs.lambda(), 1e-10)
                .same("/ahp_CI", pairs.consistencyIndex(), 1e-8)
                .same("/ahp_CR_RI_0_90", pairs.consistencyRatio(), 1e-8)
                .same("/entropy_weights", p -> m.entropyWeights()[Integer.parseInt(p[0])], 1e-10);
        record(o);
    }

    // ---- 24

    @Test
    void trialOfTwoArms() {
        Ledger o = Ledger.open("24_cea_statistics");
        String at = "/synthetic/";
        var treated = new TrialComparison.Arm(o.numbers(at + "cost_trt"), o.numbers(at + "qaly_trt"));
        var control = new TrialComparison.Arm(o.numbers(at + "cost_ctl"), o.numbers(at + "qaly_ctl"));
        o.inputs(at + "cost_trt", at + "qaly_trt", at + "cost_ctl", at + "qaly_ctl");
        TrialComparison t = TrialComparison.of(treated, control);
        double z2 = Math.pow(NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975), 2);
        double low = t.fieller(0.95).lower();
        double high = t.fieller(0.95).upper();
        // product and distance of the limits give the quadratic that they solve
        double a = (t.deltaCost() * t.deltaCost() - z2 * t.varianceCost()) / (low * high);
        o.same(at + "dC", t.deltaCost(), 1e-12)
                .same(at + "dE", t.deltaEffect(), 1e-12)
                .same(at + "ICER", t.icer(), 1e-12)
                .same(at + "var_dC", t.varianceCost(), 1e-12)
                .same(at + "var_dE", t.varianceEffect(), 1e-12)
                .same(at + "cov", t.covariance(), 1e-12)
                .same(at + "fieller95/limits/0", low, 1e-10)
                .same(at + "fieller95/limits/1", high, 1e-10)
                .same(at + "fieller95/a", a, 1e-9)
                .same(at + "fieller95/disc", Math.pow((high - low) * a, 2), 1e-9)
                .same(at + "delta_se", t.deltaMethodSe(), 1e-12)
                .same(at + "delta95/0", t.deltaMethod(0.95).lower(), 1e-10)
                .same(at + "delta95/1", t.deltaMethod(0.95).upper(), 1e-10);
        o.same(
                at + "net_benefit_regression",
                p -> {
                    TrialComparison.NetBenefit nb =
                            TrialComparison.netBenefit(treated, control, Double.parseDouble(p[0]));
                    return switch (p[1]) {
                        case "INB" -> nb.value();
                        case "se_ols" -> nb.se();
                        case "t" -> nb.value() / nb.se();
                        case "p_two" -> nb.p();
                        case "ceac_ols_t" -> nb.acceptability();
                        case "se_unequal" -> nb.seUnequal();
                        default -> nb.acceptabilityNormal();
                    };
                },
                1e-9);
        loopRecorder(o);
        record(o);
    }

    /** Cost per diagnosis: success is the effect, cost is the same for everybody in an arm as only means are published. */
    private static void loopRecorder(Ledger o) {
        String at = "/loop_recorder_Hoch2006/";
        TrialComparison.Arm[] arms = new TrialComparison.Arm[2];
        for (int arm = 0; arm < 2; arm++) {
            int n = (int) o.number(at + "n/" + arm);
            double[] cost = new double[n];
            double[] effect = new double[n];
            Arrays.fill(cost, o.number(at + "cost/" + arm));
            Arrays.fill(effect, 0, (int) o.number(at + "success/" + arm), 1);
            arms[arm] = new TrialComparison.Arm(cost, effect);
        }
        double icer = TrialComparison.of(arms[0], arms[1]).icer();
        o.inputs(at + "n", at + "success", at + "cost")
                .printed(at + "published_icer", icer)
                .same(at + "recomputed", icer, 1e-12);
    }

    // ---- 25

    @Test
    void agreements() {
        Ledger o = Ledger.open("25_risk_sharing_threshold");
        String at = "/outcome_based/";
        double months = o.number(at + "inputs/months");
        OutcomeRefund r = new OutcomeRefund(
                o.number(at + "inputs/price_month") * months,
                (int) o.number(at + "inputs/N"),
                o.number(at + "inputs/p_response"),
                o.number(at + "inputs/refund_share_nonresponder"));
        double cap = o.number(at + "cap_example/cap");
        o.inputs(at + "inputs", at + "cap_example/cap")
                .same(at + "gross", r.gross(), 1e-12)
                .same(at + "net", r.expected(), 1e-12)
                .same(at + "effective_price_month", r.effectivePrice() / months, 1e-12)
                .same(at + "sd_of_payment", r.standardDeviation(), 1e-12)
                .same(at + "q95_normal", r.quantile(0.95), 1e-9);
        assertThat(r.expectedUnderCap(cap))
                .as("the cap hardly ever binds")
                .isCloseTo(r.expected(), org.assertj.core.data.Offset.offset(1.0));
        List<PriceVolume.Tier> tiers = new ArrayList<>();
        o.at("/price_volume/tiers")
                .forEach(tier -> tiers.add(new PriceVolume.Tier(
                        tier.path("upto").isNumber() ? tier.path("upto").asDouble() : Double.POSITIVE_INFINITY,
                        tier.path("price").asDouble())));
        double volume = o.number("/price_volume/volume");
        PriceVolume agreed = new PriceVolume(tiers);
        o.inputs("/price_volume/tiers", "/price_volume/volume")
                .same("/price_volume/total", agreed.total(volume), 1e-12)
                .same("/price_volume/average", agreed.average(volume), 1e-12);
        record(o);
    }
}
