package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.Ledger;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.internal.random.Law;
import org.steelyard.economics.model.internal.random.Laws;
import org.steelyard.kernel.testing.Oracle;

/** Every number of the published models, from model files, with none left out. */
class EveryModelNumberTest {

    private static void record(Ledger ledger) {
        for (Ledger.Finding f : ledger.close()) {
            Oracle.check(
                    "every number of a published model",
                    "the named file of oracles",
                    f.what() + ": " + f.numbers() + " compared, largest relative difference plus 1",
                    1,
                    1 + f.worst(),
                    f.tolerance());
        }
    }

    private static ModelResults run(String yaml) {
        return Models.parse(yaml).run(RunSettings.of(1).withDraws(0));
    }

    private static double[][] trace(String yaml, int strategy) {
        return run(yaml).trace().orElseThrow().people()[strategy];
    }

    private static int at(String[] steps, int i) {
        return Integer.parseInt(steps[i]);
    }

    private static ModelResults.Alternative under(ModelResults r, String rule) {
        return r.alternatives().stream()
                .filter(a -> a.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    // ---- 01

    @Test
    void hivByChancellor() {
        Ledger o = Ledger.open("01_hiv_chancellor");
        o.inputs(
                "/inputs", "/psa_inputs", "/published/tolerance_rel", "/psa_ex47_excel_1000/n", "/hesim_psa_printed/n");
        String yaml = Models.text("hiv");
        ModelResults r = run(yaml);
        double[][] half = under(r, "LIFE_TABLE").totals();
        double[] mono = r.strategies().get(0).totals();
        double[] comb = r.strategies().get(1).totals();
        double icer = r.incremental().getFirst().icer();
        o.same("/published/cost_mono", mono[0], 1e-9)
                .same("/published/cost_comb", comb[0], 1e-9)
                .printed("/published/ly_mono", mono[1])
                .printed("/published/ly_comb", comb[1])
                .printed("/published/icer", icer)
                .aside("/published/briggs_book/ly_mono")
                .printed("/published/briggs_book/ly_comb", comb[1])
                .printed("/published/briggs_book/icer", icer)
                .printed("/published/briggs_book/ly_mono_hcc", half[0][1])
                .within("/published/briggs_book/ly_comb_hcc", half[1][1], 0.005);
        for (String from : List.of("A", "B", "C")) {
            String start = yaml + "initial: {" + from + ": 1}\n";
            int row = "ABC".indexOf(from);
            for (int s = 0; s < 2; s++) {
                double[] after = trace(start, s)[1];
                String table = "/published/briggs_book/table22_" + (s == 0 ? "mono" : "comb") + "/" + row + "/";
                for (int j = 0; j < 4; j++) {
                    o.within(table + j, after[j], 0.0005);
                }
            }
        }
        for (int s = 0; s < 2; s++) {
            String arm = "/recomputed/" + (s == 0 ? "mono" : "comb");
            double[][] people = r.trace().orElseThrow().people()[s];
            double[] byCycle = costByCycle(yaml, s);
            o.same(arm + "/trace", p -> people[at(p, 0)][at(p, 1)], 1e-10)
                    .same(arm + "/cost_by_cycle", p -> byCycle[at(p, 0)], 1e-10)
                    .same(arm + "/cost", r.strategies().get(s).totals()[0], 1e-10)
                    .same(arm + "/ly", r.strategies().get(s).totals()[1], 1e-10)
                    .same(arm + "/ly_half_cycle", half[s][1], 1e-10);
        }
        o.same("/recomputed/icer", icer, 1e-10)
                .same("/recomputed/icer_half_cycle_LY", (comb[0] - mono[0]) / (half[1][1] - half[0][1]), 1e-10);
        prices(o, yaml, comb[1] - mono[1]);
        draws(o, yaml);
        record(o);
    }

    private static double[] costByCycle(String yaml, int strategy) {
        double[] out = new double[20];
        double before = 0;
        for (int k = 0; k < 20; k++) {
            double upTo = Models.parse(yaml.replace("cycles: 20", "cycles: " + (k + 1)))
                    .baseCase()[strategy][0];
            out[k] = upTo - before;
            before = upTo;
        }
        return out;
    }

    private static void prices(Ledger o, String yaml, double gained) {
        ModelResults r =
                run(yaml.replace("[5000, 10000, 20000, 30000]", "[5000, 6275.955603531786, 10000, 20000, 30000]"));
        double[] price =
                r.prices().stream().mapToDouble(ModelResults.Price::value).toArray();
        o.same("/threshold_price/K", 25000 * gained / (price[4] - price[0]), 1e-9);
        for (ModelResults.Price p : r.prices()) {
            String key = p.threshold() == Math.rint(p.threshold())
                    ? Long.toString((long) p.threshold())
                    : Double.toString(p.threshold());
            o.same("/threshold_price/price_by_lambda/" + key, p.value(), 1e-9);
        }
    }

    /** The thousand draws of the book's workbook, and those of hesim, have other random numbers: what the luck of draws explains, four standard errors, and no more. */
    private static void draws(Ledger o, String yaml) {
        int n = 4000;
        RunSettings settings = RunSettings.of(Long.getLong("seed", 7));
        double[][][] end = Models.parse(yaml).draws(n, settings);
        double[][][] half = Models.parse(yaml.replace("counting: END", "counting: LIFE_TABLE"))
                .draws(n, settings);
        double[][] cost = {end[0][0], end[1][0]};
        double[][] years = {half[0][1], half[1][1]};
        double[][] atEnd = {end[0][1], end[1][1]};
        double luck = 4 * Math.sqrt(1 / 1000.0 + 1.0 / n);
        String book = "/psa_ex47_excel_1000/";
        for (int s = 0; s < 2; s++) {
            String arm = s == 0 ? "mono" : "comb";
            spread(o, book + arm + "_cost", cost[s], luck, new double[] {0.2, 0.08, 0.15});
            spread(o, book + arm + "_ly", years[s], luck, new double[] {0.12, 0.01, 0.01});
        }
        double[] dc = minus(cost[1], cost[0]);
        double[] de = minus(years[1], years[0]);
        o.within(book + "ratio_of_means", mean(dc) / mean(de), 0.05 * 6310);
        for (int lambda : new int[] {0, 2000, 5000, 6000, 7000, 10000, 20000, 30000}) {
            double[] nb = new double[n];
            double[] best = new double[n];
            Arrays.setAll(nb, d -> lambda * de[d] - dc[d]);
            Uncertainty u = Uncertainty.at(lambda, cost, years);
            Arrays.setAll(best, d -> Math.max(0, nb[d]) - (mean(nb) > 0 ? nb[d] : 0));
            String at = book + "by_lambda/" + lambda + "/";
            double share = Math.clamp(u.acceptability()[1], 0.002, 0.998);
            o.within(at + "EIB", mean(nb), luck * sd(nb))
                    .within(at + "ceac", u.acceptability()[1], luck * Math.sqrt(share * (1 - share)))
                    .within(at + "EVPI", u.evpi(), luck * Math.max(sd(best), 10));
        }
        // hesim counts at the end of cycles
        double[] ends = minus(atEnd[1], atEnd[0]);
        o.within("/hesim_psa_printed/icer", mean(dc) / mean(ends), 0.06 * 6280)
                .within(
                        "/hesim_psa_printed/ceac_at_10000",
                        Uncertainty.at(10000, cost, atEnd).acceptability()[1],
                        luck * Math.sqrt(0.93 * 0.07));
    }

    private static void spread(Ledger o, String path, double[] x, double luck, double[] shares) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        o.within(path + "/mean", mean(x), luck * sd(x))
                .within(path + "/sd", sd(x), shares[0] * sd(x))
                .within(path + "/q025", sorted[x.length / 40], shares[1] * sorted[x.length / 40])
                .within(path + "/q975", sorted[x.length - x.length / 40], shares[2] * sorted[x.length - x.length / 40]);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> a[i] - b[i]);
        return out;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double sd(double[] x) {
        double m = mean(x);
        return Math.sqrt(Arrays.stream(x).map(v -> (v - m) * (v - m)).sum() / (x.length - 1));
    }

    // ---- 03

    @Test
    void heartValveBySonnenbergAndBeck() {
        Ledger o = Ledger.open("03_phv_sonnenberg_beck").inputs("/inputs");
        String yaml = Models.text("heart-valve");
        double[][] people = trace(yaml, 0);
        double[] sum = new double[26];
        for (int k = 1; k <= 25; k++) {
            sum[k] = Models.parse(yaml.replace("cycles: 25", "cycles: " + k)).baseCase()[0][1];
        }
        o.same("/published/cycle1", p -> 10000 * people[1][at(p, 0)], 1e-12)
                .same("/published/cycle2", p -> 10000 * people[2][at(p, 0)], 1e-12)
                .printed("/published/cycle_sum_1", 10000 * sum[1])
                .printed("/published/cycle_sum_2", 10000 * (sum[2] - sum[1]))
                .printed("/published/cumulative_2", 10000 * sum[2])
                // the paper rounds to whole people in every cycle
                .within("/published/cumulative_23", 10000 * sum[23], 3)
                .printed("/published/per_patient_QALY", sum[23])
                .same("/recomputed/trace", p -> 10000 * people[at(p, 0)][at(p, 1)], 1e-10)
                .same("/recomputed/cumulative_QALY_per_patient", p -> sum[at(p, 0)], 1e-12);
        String without = yaml.replace("cycles: 25", "cycles: 400");
        String disabled = without.replace("{Well: 10000}", "{Disabled: 10000}");
        o.same(
                        "/recomputed/fundamental_matrix_N",
                        p -> sojourn(trace(at(p, 0) == 0 ? without : disabled, 0), at(p, 1)),
                        1e-12)
                .same(
                        "/recomputed/expected_QALY_infinite_excl_cycle0",
                        Models.parse(without).baseCase()[0][1],
                        1e-12)
                .same(
                        "/recomputed/expected_QALY_infinite_incl_cycle0",
                        Models.parse(without.replace("counting: END", "counting: BEGINNING"))
                                .baseCase()[0][1],
                        1e-12);
        record(o);
    }

    private static double sojourn(double[][] trace, int state) {
        return Arrays.stream(trace).mapToDouble(row -> row[state]).sum();
    }

    // ---- 04

    @Test
    void sumatriptanByEvans() {
        Ledger o = Ledger.open("04_sumatriptan_evans").inputs("/inputs");
        String yaml = Models.text("sumatriptan");
        DecisionModel year365 = Models.parse(yaml);
        DecisionModel julian = Models.parse(yaml.replace("yearLength: 365}", "yearLength: 365.25}"));
        double[][] base = year365.baseCase();
        Map<String, Double> relief = Map.of("base", 0.558, "relief_plus_268", 0.647, "relief_plus_091", 0.470);
        relief.forEach((name, p) -> {
            double[][] t = year365.at(Map.of("p_relief_suma", p));
            String at = "/recomputed/" + name + "/";
            o.same(at + "icer_365", ratio(t), 1e-10)
                    .same(at + "icer_365_25", ratio(julian.at(Map.of("p_relief_suma", p))), 1e-10)
                    .same(at + "cost_s", t[1][0], 1e-12)
                    .same(at + "util_s", 365 * t[1][1], 1e-12)
                    .same(at + "cost_c", t[0][0], 1e-12)
                    .same(at + "util_c", 365 * t[0][1], 1e-12);
        });
        // the file says how near the printed ratios can be reproduced: 5 %
        o.within("/published/evans_icer", ratio(base), 0.05 * 29366)
                .within(
                        "/published/evans_icer_relief_plus_26_8pct",
                        ratio(year365.at(Map.of("p_relief_suma", 0.647))),
                        0.05 * 18950)
                .within(
                        "/published/evans_icer_relief_plus_9_1pct",
                        ratio(year365.at(Map.of("p_relief_suma", 0.470))),
                        0.05 * 60839)
                .printed("/published/cost_s", base[1][0])
                .printed("/published/util_c", 365 * base[0][1])
                .aside("/published/util_s", "/published/cost_c");
        List<ModelResults.Leaf> leaves = run(yaml).leaves();
        for (int s = 0; s < 2; s++) {
            int strategy = s;
            List<ModelResults.Leaf> own =
                    leaves.stream().filter(l -> l.strategy() == strategy).toList();
            String drug = s == 0 ? "caff" : "suma";
            o.same(
                            "/recomputed/leaf_prob_" + drug + (s == 0 ? "" : "_ABCDE"),
                            p -> own.get(at(p, 0)).probability(),
                            1e-12)
                    .same("/recomputed/leaf_cost_" + drug, p -> expected(own.get(at(p, 0)), 0), 1e-12)
                    .same("/recomputed/leaf_util_" + drug, p -> 365 * expected(own.get(at(p, 0)), 1), 1e-12);
            String leaf = "/published/" + (s == 0 ? "leafH/" : "leafA/");
            ModelResults.Leaf printed = own.get(s == 0 ? 2 : 0);
            o.printed(leaf + "p", printed.probability())
                    .printed(leaf + "cost", expected(printed, 0))
                    .printed(leaf + "u", 365 * expected(printed, 1));
        }
        for (int icer : new int[] {18950, 29366, 60839}) {
            o.same("/recomputed/threshold_p_relief_for_icer/" + icer, relief(julian, icer), 1e-9);
        }
        record(o);
    }

    private static double ratio(double[][] t) {
        return (t[1][0] - t[0][0]) / (t[1][1] - t[0][1]);
    }

    private static double expected(ModelResults.Leaf leaf, int outcome) {
        return leaf.probability() * leaf.payoff()[outcome];
    }

    private static double relief(DecisionModel model, double icer) {
        double low = 0.42;
        double high = 0.9;
        for (int i = 0; i < 60; i++) {
            double p = (low + high) / 2;
            boolean more = ratio(model.at(Map.of("p_relief_suma", p))) > icer;
            low = more ? p : low;
            high = more ? high : p;
        }
        return low;
    }

    // ---- 08

    @Test
    void sickSickerOfDarth() {
        Ledger o = Ledger.open("08_sick_sicker_time_independent").inputs("/inputs");
        String yaml = Models.text("sick-sicker");
        ModelResults r = run(yaml);
        // all 76 points with weight one: the starts of 76 cycles
        ModelResults all = run(yaml.replace("cycles: 75", "cycles: 76").replace("DARTH_SIMPSON", "BEGINNING"));
        Map<String, double[][]> totals = Map.of(
                "darth", under(r, "DARTH_SIMPSON").totals(),
                "half", under(r, "TRAPEZOID").totals(),
                "simpson", under(r, "SIMPSON").totals(),
                "none", under(all, "BEGINNING").totals());
        List<String> names = List.of("Standard of care", "Strategy A", "Strategy B", "Strategy AB");
        totals.forEach((rule, t) -> {
            String at = "/recomputed/" + rule + "/";
            for (int s = 0; s < 4; s++) {
                o.same(at + "cost/" + names.get(s), t[s][0], 1e-11).same(at + "qaly/" + names.get(s), t[s][1], 1e-11);
            }
            Frontier f = Frontier.of(column(t, 0), column(t, 1));
            assertThat(f.entries().getLast().strategy()).isEqualTo(1);
            assertThat(f.entries().getLast().status()).isEqualTo(Frontier.Status.DOMINATED);
            for (int k = 1; k < 3; k++) {
                Frontier.Entry e = f.onFrontier().get(k);
                assertThat(names.get(e.strategy()))
                        .isEqualTo(o.at(at + "frontier/" + k + "/strategy").asString());
                o.same(at + "frontier/" + k + "/icer", e.icer(), 1e-10)
                        .same(at + "frontier/" + k + "/inc_cost", e.incrementalCost(), 1e-10)
                        .same(at + "frontier/" + k + "/inc_qaly", e.incrementalEffect(), 1e-10);
            }
        });
        double[][] used = totals.get("darth");
        for (int s = 0; s < 4; s++) {
            o.printed("/published/cost/" + names.get(s), used[s][0])
                    .printed("/published/qaly/" + names.get(s), used[s][1]);
        }
        Frontier f = Frontier.of(column(used, 0), column(used, 1));
        o.printed("/published/icer_B", f.onFrontier().get(1).icer())
                .printed("/published/icer_AB", f.onFrontier().get(2).icer());
        double[][][] people = r.trace().orElseThrow().people();
        o.same("/recomputed/trace_SoC", p -> people[0][at(p, 0)][at(p, 1)], 1e-11)
                .same("/recomputed/trace_B", p -> people[2][at(p, 0)][at(p, 1)], 1e-11);
        switches(o, yaml);
        record(o);
    }

    /** Read off a figure with a grid of 5,000: where another strategy becomes the best on expected net benefit. */
    private static void switches(Ledger o, String yaml) {
        double[][][] v = Models.parse(yaml).draws(2000, RunSettings.of(Long.getLong("seed", 7)));
        double[][] cost = new double[4][];
        double[][] qaly = new double[4][];
        for (int s = 0; s < 4; s++) {
            cost[s] = v[s][0];
            qaly[s] = v[s][1];
        }
        double[] found = new double[2];
        int last = 0;
        for (int k = 0; k <= 40; k++) {
            int best = Uncertainty.at(5000.0 * k, cost, qaly).best();
            if (best != last) {
                found[last == 0 ? 0 : 1] = 5000.0 * k;
                last = best;
            }
        }
        o.within("/published/psa_frontier_switch_wtp/0", found[0], 5000)
                .within("/published/psa_frontier_switch_wtp/1", found[1], 5000);
    }

    private static double[] column(double[][] t, int c) {
        return Arrays.stream(t).mapToDouble(row -> row[c]).toArray();
    }

    // ---- 20

    @Test
    void closedFormsOfTime() {
        Ledger o = Ledger.open("20_analytic_oracles");
        o.inputs("/ctmc/Q", "/partitioned_survival/inputs", "/weibull/shape", "/weibull/scale");
        o.inputs("/gengamma/mu", "/gengamma/sigma", "/gengamma/Q");
        chain(o);
        illnessDeath(o);
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
        ModelResults curve = run(Models.text("exponential"));
        rules.forEach((key, rule) ->
                o.same("/exponential_wcc/by_method/" + key, under(curve, rule).totals()[0][1], 1e-13));
        o.same("/exponential_wcc/life_table", under(curve, "LIFE_TABLE").totals()[0][1], 1e-13)
                .same(
                        "/exponential_wcc/exact",
                        Models.parse(Models.text("exponential")
                                        .replace("cycle: 1 year, cycles: 20", "cycle: 1/64 year, horizon: 20 years"))
                                .baseCase()[0][1],
                        1e-11);
        partitioned(o);
        curves(o);
        laws(o);
        record(o);
    }

    private static void chain(Ledger o) {
        String quarter = Models.text("rates").replace("cycle: 1 year, cycles: 5", "cycle: 0.25 year, cycles: 20");
        for (int row = 0; row < 3; row++) {
            double[][] t = trace(quarter + "initial: {\"" + (row + 1) + "\": 1}\n", 0);
            for (Map.Entry<String, Integer> e :
                    Map.of("0.25", 1, "1", 4, "5", 20).entrySet()) {
                o.same("/ctmc/P_t/" + e.getKey() + "/" + row, p -> t[e.getValue()][at(p, 0)], 1e-12);
            }
        }
        String fine = Models.text("rates")
                .replace("cycle: 1 year, cycles: 5", "cycle: 1/64 year, horizon: 120 years")
                .replace("TRAPEZOID", "SIMPSON");
        double[] time = Models.parse(fine).baseCase()[0];
        double[] discounted =
                Models.parse(fine.replace("discount: 0", "discount: 0.05")).baseCase()[0];
        o.same("/ctmc/mean_time/state1", time[1], 1e-8)
                .same("/ctmc/mean_time/state2", time[2], 1e-8)
                .same("/ctmc/discounted_time_continuous_r_ln1_05", p -> discounted[1 + at(p, 0)], 1e-8);
        String naive = Models.text("rates")
                .replace(", transitions: rate", "")
                .replace("\"1\": {\"2\": q12, \"3\": q13}", "\"1\": {\"1\": rest, \"2\": prob(q12), \"3\": prob(q13)}")
                .replace("\"2\": {\"1\": q21, \"3\": q23}", "\"2\": {\"1\": prob(q21), \"2\": rest, \"3\": prob(q23)}");
        double[] first = trace(naive, 0)[1];
        double[] second = trace(naive + "initial: {\"2\": 1}\n", 0)[1];
        o.same("/ctmc/naive_elementwise_P1/0", p -> first[at(p, 0)], 1e-12)
                .same("/ctmc/naive_elementwise_P1/1", p -> second[at(p, 0)], 1e-12);
    }

    /** Cycles of 1/52, 1/104 and 1/208 year, taken to zero. */
    private static void illnessDeath(Ledger o) {
        String text = Models.text("illness-death");
        double[][] one = trace(text, 0);
        double[][] two = trace(text.replace("1/52 year", "1/104 year"), 0);
        double[][] four = trace(text.replace("1/52 year", "1/208 year"), 0);
        o.same(
                "/semi_markov_illness_death_clock_reset/state_probs",
                p -> {
                    int year = at(p, 0);
                    int i = at(p, 1);
                    double a = 2 * two[104 * year][i] - one[52 * year][i];
                    double b = 2 * four[208 * year][i] - two[104 * year][i];
                    return b + (b - a) / 3;
                },
                3e-5);
    }

    private static void partitioned(Ledger o) {
        String text = Models.text("partitioned");
        String fine = text.replace("1 month", "1/600 year").replace("TRAPEZOID", "SIMPSON");
        String life = fine.replace("discount: 0.05", "discount: 0");
        String at = "/partitioned_survival/";
        o.same(at + "undiscounted/mean_PFS", years(life, 1, 0), 1e-7)
                .same(at + "undiscounted/mean_PD", years(life, 0, 1), 1e-7)
                .same(at + "undiscounted/mean_OS", years(life, 1, 1), 1e-7)
                .same(at + "discounted/LY_PF", years(fine, 1, 0), 1e-7)
                .same(at + "discounted/LY_OS", years(fine, 1, 1), 1e-7)
                .same(at + "discounted/QALY", years(fine, 0.8, 0.6), 1e-7)
                .same(at + "discounted/cost", Models.parse(fine).baseCase()[0][0], 1e-7);
        for (Map.Entry<String, String> e : Map.of(
                        "trapezoid_monthly", "1 month", "trapezoid_21day_approx_weekly52", "1/52 year")
                .entrySet()) {
            double[] t = Models.parse(text.replace("1 month", e.getValue())).baseCase()[0];
            o.same(at + e.getKey() + "/QALY", t[1], 1e-12).same(at + e.getKey() + "/cost", t[0], 1e-12);
        }
    }

    private static double years(String text, double progressionFree, double progressed) {
        return Models.parse(text.replace("u_PF: 0.8", "u_PF: " + progressionFree)
                        .replace("u_PD: 0.6", "u_PD: " + progressed))
                .baseCase()[0][1];
    }

    private static void curves(Ledger o) {
        String weibull = Models.text("exponential")
                .replace("parameters: {rate: 0.1}\n", "")
                .replace("{family: exponential, rate: rate}", "{family: weibull, shape: 1.3, scale: 5 years}");
        o.same("/weibull/mean", area(weibull, 100), 1e-7).same("/weibull/rmst10", area(weibull, 10), 1e-7);
        double median = o.number("/weibull/median");
        assertThat(alive(weibull, median)).isCloseTo(0.5, org.assertj.core.data.Offset.offset(1e-14));
        o.same("/weibull/median", median * (1 + alive(weibull, median) - 0.5), 1e-13);
        String gengamma = weibull.replace(
                "{family: weibull, shape: 1.3, scale: 5 years}",
                "{family: gengamma, mu: 6.426, sigma: 1.426, Q: -0.766}");
        o.same("/gengamma/S365", alive(gengamma, 365), 1e-10);
    }

    private static double area(String text, int years) {
        return Models.parse(
                        text.replace("cycle: 1 year, cycles: 20", "cycle: 1/1000 year, horizon: " + years + " years"))
                .baseCase()[0][1];
    }

    private static double alive(String text, double years) {
        return trace(text.replace("cycle: 1 year, cycles: 20", "cycle: " + years + " years, cycles: 2"), 0)[1][0];
    }

    private static void laws(Ledger o) {
        String at = "/distribution_moments/";
        Law.Beta beta = (Law.Beta) law("beta", 0.85, 0.03);
        Law.Gamma gamma = (Law.Gamma) law("gamma", 5294, 1487);
        Law.Normal log = (Law.Normal) law("lognormal", 0.402, 0.174);
        o.same(at + "beta_mean_85_sd_03/alpha", beta.alpha(), 1e-12)
                .same(at + "beta_mean_85_sd_03/beta", beta.beta(), 1e-12)
                .same(at + "gamma_mean_5294_sd_1487/shape", gamma.shape(), 1e-12)
                .same(at + "gamma_mean_5294_sd_1487/scale", gamma.scale(), 1e-12)
                .same(at + "lognormal_mean_402_sd_174/sdlog", log.spread(), 1e-12)
                .same(at + "lognormal_mean_402_sd_174/meanlog", log.location(), 1e-12);
    }

    private static Law law(String kind, double mean, double se) {
        return Laws.of(
                new ModelSpec.DistributionSpec(kind, Map.of("mean", mean, "se", se), List.of(), List.of(), "p"), mean);
    }
}
