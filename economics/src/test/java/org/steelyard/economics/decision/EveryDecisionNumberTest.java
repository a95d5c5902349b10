package org.steelyard.economics.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.Ledger;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;

/** Every number of the published frontiers, of BCEA's vaccine example and of the normal model of information, with none left out. */
class EveryDecisionNumberTest {

    private static void record(Ledger ledger) {
        for (Ledger.Finding f : ledger.close()) {
            Oracle.check(
                    "every number of a published decision",
                    "the named file of oracles",
                    f.what() + ": " + f.numbers() + " compared, largest relative difference plus 1",
                    1,
                    1 + f.worst(),
                    f.tolerance());
        }
    }

    // ---- 11

    @Test
    void frontiersOfDampack() {
        Ledger o = Ledger.open("11_icer_frontier");
        for (int c = 0; c < o.at("/cases").size(); c++) {
            String at = "/cases/" + c;
            List<String> names = new ArrayList<>();
            List<Double> cost = new ArrayList<>();
            List<Double> effect = new ArrayList<>();
            JsonNode one = o.at(at);
            if (one.has("rows")) {
                for (JsonNode r : one.path("rows")) {
                    names.add(r.path("Strategy").asString());
                    cost.add(Double.parseDouble(r.path("Cost").asString()));
                    effect.add(Double.parseDouble(r.path("Effect").asString()));
                }
                o.inputs(at + "/rows");
            } else {
                one.path("strategies").forEach(s -> names.add(s.asString()));
                Arrays.stream(o.numbers(at + "/cost")).forEach(cost::add);
                Arrays.stream(o.numbers(at + "/effect")).forEach(effect::add);
                o.inputs(at + "/cost", at + "/effect");
            }
            Frontier f = Frontier.of(
                    cost.stream().mapToDouble(x -> x).toArray(),
                    effect.stream().mapToDouble(x -> x).toArray());
            if (one.has("published") && one.path("published").has("first")) {
                assertThat(names.get(f.entries().getFirst().strategy()))
                        .isEqualTo(one.path("published").path("first").asString());
                continue;
            }
            compare(o, at, names, f);
        }
        record(o);
    }

    private static void compare(Ledger o, String at, List<String> names, Frontier f) {
        JsonNode want = o.at(at + "/recomputed/nondominated");
        assertThat(f.onFrontier()).hasSize(want.size());
        Map<String, Frontier.Entry> byName = new HashMap<>();
        f.entries().forEach(e -> byName.put(names.get(e.strategy()), e));
        for (int k = 0; k < want.size(); k++) {
            Frontier.Entry e = f.onFrontier().get(k);
            assertThat(names.get(e.strategy()))
                    .isEqualTo(want.get(k).path("strategy").asString());
            o.same(
                    at + "/recomputed/nondominated/" + k,
                    p -> switch (p[0]) {
                        case "cost" -> e.cost();
                        case "effect" -> e.effect();
                        default -> e.icer();
                    },
                    1e-10);
        }
        o.at(at + "/recomputed/status")
                .properties()
                .forEach(s -> assertThat(byName.get(s.getKey()).status())
                        .as(s.getKey())
                        .isEqualTo(
                                s.getValue().asString().equals("D")
                                        ? Frontier.Status.DOMINATED
                                        : Frontier.Status.EXTENDEDLY_DOMINATED));
        assertThat(o.at(at + "/recomputed/status").size() + want.size()).isEqualTo(names.size());
        if (o.at(at).has("published")) {
            o.same(at + "/published", p -> byName.get(p[0]).icer(), 1e-12);
        }
        if (o.at(at).has("rows")) {
            for (JsonNode row : o.at(at + "/rows")) {
                Frontier.Entry e = byName.get(row.path("Strategy").asString());
                text(row, "Inc_Cost", e.incrementalCost());
                text(row, "Inc_Effect", e.incrementalEffect());
                text(row, "ICER", e.icer());
            }
        }
    }

    private static void text(JsonNode row, String name, double ours) {
        String printed = row.path(name).asString();
        if (printed.equals("NA")) {
            assertThat(ours).as(name).isNaN();
        } else {
            Oracle.check(
                    "frontier",
                    "dampack, vignette",
                    row.path("Strategy").asString() + ": " + name,
                    Double.parseDouble(printed),
                    ours,
                    1e-10);
        }
    }

    // ---- 12

    private static Map<String, double[]> vaccine() throws IOException {
        Path file = Path.of(
                System.getProperty("steelyard.shared", "../../shared"), "oracles", "12_bcea_vaccine_psa.csv.gz");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent");
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            in.lines().forEach(line -> rows.add(line.replace("\"", "").split(",")));
        }
        Map<String, double[]> out = new HashMap<>();
        for (int j = 0; j < rows.getFirst().length; j++) {
            int column = j;
            out.put(
                    rows.getFirst()[j],
                    rows.stream()
                            .skip(1)
                            .mapToDouble(r -> Double.parseDouble(r[column]))
                            .toArray());
        }
        return out;
    }

    @Test
    void vaccineOfBcea() throws IOException {
        Ledger o = Ledger.open("12_bcea_vaccine");
        Map<String, double[]> v = vaccine();
        double[][] cost = {v.get("c_pts1"), v.get("c_pts2")};
        double[][] effect = {v.get("e_pts1"), v.get("e_pts2")};
        draws(o, "/vaccine_e_pts_c_pts", cost, effect);
        o.same("/vaccine_e_pts_c_pts/kstar_grid100", turn(cost, effect), 1e-15);
        double[][] cost2 = {v.get("cost1"), v.get("cost2")};
        double[][] effect2 = {v.get("eff1"), v.get("eff2")};
        draws(o, "/vaccine_eff_cost", cost2, effect2);
        o.printed("/vaccine_eff_cost/published_icer", ratio(cost2, effect2));
        double[][][] ce = {cost, effect};
        for (String path :
                List.of("/evppi_published/EVPPI_so_default/evppi", "/evppi_strong_oakley_beta1_nblocks50_recomputed")) {
            o.same(path, p -> clean(Information.blocks(ce, v.get("beta1"), 50, Double.parseDouble(p[0]))), 1e-10);
        }
        o.same(
                "/evppi_published/EVPPI_sad_default/evppi",
                p -> clean(Information.separation(ce, v.get("beta2"), Double.parseDouble(p[0]))),
                1e-9);
        Information spline = Information.given(
                cost, effect, new double[][] {v.get("beta1"), v.get("beta2")}, Information.Method.SPLINE);
        String gam = "/evppi_published/EVPPI_GAM_default/evppi/";
        for (int k : new int[] {0, 5000, 10000, 15000, 20000, 20100, 20400, 25000, 30000, 40000, 50000}) {
            // BCEA's fit stopped early: see the page of differences
            o.within(gam + k, clean(spline.value(k)), 0.2 * o.number(gam + k) + 0.01);
        }
        o.aside("/evppi_published/EVPPI_gam", "/evppi_published/EVPPI_gp");
        record(o);
    }

    private static void draws(Ledger o, String at, double[][] cost, double[][] effect) {
        o.same(at + "/icer", ratio(cost, effect), 1e-12);
        o.same(
                at + "/by_k",
                p -> {
                    Uncertainty u = Uncertainty.at(Double.parseDouble(p[0]), cost, effect);
                    return switch (p[1]) {
                        case "enb" -> u.netBenefit()[Integer.parseInt(p[2])];
                        case "best" -> u.best() + 1;
                        case "eib" -> u.netBenefit()[1] - u.netBenefit()[0];
                        case "ceac" -> u.acceptability()[1];
                        case "p_best" -> u.acceptability()[Integer.parseInt(p[2])];
                        default -> u.evpi();
                    };
                },
                1e-11);
    }

    private static double ratio(double[][] cost, double[][] effect) {
        return (mean(cost[1]) - mean(cost[0])) / (mean(effect[1]) - mean(effect[0]));
    }

    private static double turn(double[][] cost, double[][] effect) {
        int k = 0;
        while (Uncertainty.at(k, cost, effect).best() == 0) {
            k += 100;
        }
        return k;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double clean(double value) {
        return Math.abs(value) < 1e-9 ? 0 : value;
    }

    // ---- 13

    private static final int POINTS = 28_657;
    private static final int STEP = 17_711;

    /** Points of a Fibonacci lattice through the normal quantile: even enough for four digits where the closed form is exact. */
    @Test
    void normalModelOfInformation() {
        Ledger o = Ledger.open("13_voi_normal_closed_form");
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] p1 = new double[POINTS];
        double[] p2 = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            p1[i] = 1 + normal.inverseCumulativeProbability((i + 0.5) / POINTS);
            p2[i] = 2 * normal.inverseCumulativeProbability(((long) i * STEP % POINTS + 0.5) / POINTS);
        }
        double[][] cost = {new double[POINTS], p2};
        double[][] effect = {new double[POINTS], p1};
        double[][][] ce = {cost, effect};
        for (int k = 1; k <= 3; k++) {
            String at = "/recomputed/" + k + "/";
            double mean = k;
            double scale = k;
            o.within(at + "EVPI", perfect(normal, k), 1e-6)
                    .within(at + "EVPPI_p1", nested(normal, mean, scale), 1e-6)
                    .within(at + "EVPPI_p2", nested(normal, mean, -2), 1e-6);
            regression("p1", k, o.number(at + "EVPPI_p1"), given(ce, p1).value(k));
            regression("p2", k, o.number(at + "EVPPI_p2"), given(ce, p2).value(k));
            for (int people : new int[] {1, 10, 100, 1000}) {
                Information study = Information.after(new Study.Measurements(people, 1), ce, p1, new Seed(1));
                o.same(at + "EVSI_p1/" + people, study.value(k), 6e-3);
            }
            // 10,000 random draws of another program: what their luck explains
            o.within("/published/mc_10000/EVPI/" + k, perfect(normal, k), 0.06);
        }
        o.within("/published/EVPI_k1_exact", perfect(normal, 1), 1e-6)
                .within("/published/mc_10000/EVPPI_p1_gam", given(ce, p1).value(1), 0.02)
                .within("/published/mc_10000/EVPPI_p2_gam", given(ce, p2).value(1), 0.04);
        for (int people : new int[] {10, 100, 1000}) {
            Information study = Information.after(new Study.Measurements(people, 1), ce, p1, new Seed(1));
            o.within("/published/mc_10000/EVSI_p1/" + people, study.value(1), 0.02);
        }
        o.aside("/published/chemo_model_EVPI_k20000");
        record(o);
    }

    private static void regression(String parameter, int k, double exact, double ours) {
        Oracle.check(
                "EVPPI, spline on an even lattice of draws",
                "closed form",
                "normal model, " + parameter + ", k = " + k,
                exact,
                ours,
                8e-3);
    }

    /** Two levels, of which the inner one is known: the net benefit expected given a normal parameter. */
    private static double nested(NormalDistribution normal, double mean, double scale) {
        int n = 300_000;
        return Information.nested(
                (outer, inner) ->
                        new double[] {0, mean + scale * normal.inverseCumulativeProbability((outer + 0.5) / n)},
                n,
                1);
    }

    private static Information given(double[][][] ce, double[] phi) {
        return Information.given(ce[0], ce[1], new double[][] {phi}, Information.Method.SPLINE);
    }

    /** Net benefit itself is normal, with mean k and variance k² + 4: a million of its quantiles for draws. */
    private static double perfect(NormalDistribution normal, int k) {
        int n = 300_000;
        double[] gain = new double[n];
        double sd = Math.sqrt(k * k + 4.0);
        for (int i = 0; i < n; i++) {
            gain[i] = k + sd * normal.inverseCumulativeProbability((i + 0.5) / n);
        }
        double[] none = new double[n];
        return Uncertainty.at(1, new double[][] {none, none}, new double[][] {none, gain})
                .evpi();
    }
}
