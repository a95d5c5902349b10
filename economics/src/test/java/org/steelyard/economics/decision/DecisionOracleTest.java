package org.steelyard.economics.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecisionOracleTest {

    private static Path shared(String name) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name);
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        return file;
    }

    private static double[] numbers(JsonNode array) {
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).asDouble();
        }
        return out;
    }

    @Test
    void frontiersOfDampack() {
        for (JsonNode c : JsonMapper.shared()
                .readTree(shared("11_icer_frontier.json").toFile())
                .path("cases")) {
            List<String> names = new ArrayList<>();
            List<Double> cost = new ArrayList<>();
            List<Double> effect = new ArrayList<>();
            if (c.has("rows")) {
                for (JsonNode r : c.path("rows")) {
                    names.add(r.path("Strategy").asString());
                    cost.add(Double.parseDouble(r.path("Cost").asString()));
                    effect.add(Double.parseDouble(r.path("Effect").asString()));
                }
            } else {
                c.path("strategies").forEach(s -> names.add(s.asString()));
                for (double v : numbers(c.path("cost"))) {
                    cost.add(v);
                }
                for (double v : numbers(c.path("effect"))) {
                    effect.add(v);
                }
            }
            Frontier f = Frontier.of(
                    cost.stream().mapToDouble(d -> d).toArray(),
                    effect.stream().mapToDouble(d -> d).toArray());
            if (c.path("id").asString().equals("tie_on_effect")) {
                assertThat(names.get(f.entries().getFirst().strategy())).isEqualTo("Test & treat");
                assertThat(f.onFrontier()).hasSize(1);
                continue;
            }
            JsonNode want = c.path("recomputed");
            assertThat(f.onFrontier()).hasSize(want.path("nondominated").size());
            for (int k = 0; k < f.onFrontier().size(); k++) {
                Frontier.Entry e = f.onFrontier().get(k);
                assertThat(names.get(e.strategy()))
                        .isEqualTo(want.path("nondominated")
                                .get(k)
                                .path("strategy")
                                .asString());
                if (k > 0) {
                    Oracle.check(
                            "frontier",
                            "dampack 1.0.2",
                            c.path("id").asString() + ": ICER of " + names.get(e.strategy()),
                            want.path("nondominated").get(k).path("icer").asDouble(),
                            e.icer(),
                            1e-11);
                }
            }
            for (Frontier.Entry e : f.entries()) {
                if (e.status() != Frontier.Status.ON_FRONTIER) {
                    String short_ = e.status() == Frontier.Status.DOMINATED ? "D" : "ED";
                    assertThat(short_)
                            .isEqualTo(want.path("status")
                                    .path(names.get(e.strategy()))
                                    .asString());
                }
            }
        }
    }

    private static Map<String, double[]> vaccine() throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(shared("12_bcea_vaccine_psa.csv.gz"))),
                StandardCharsets.UTF_8))) {
            in.lines().forEach(line -> rows.add(line.split(",")));
        }
        Map<String, double[]> out = new HashMap<>();
        for (int j = 0; j < rows.getFirst().length; j++) {
            int column = j;
            out.put(
                    rows.getFirst()[j].replace("\"", ""),
                    rows.stream()
                            .skip(1)
                            .mapToDouble(r -> Double.parseDouble(r[column]))
                            .toArray());
        }
        return out;
    }

    @Test
    void fixedDrawsGiveBceasNumbers() throws IOException {
        Map<String, double[]> v = vaccine();
        JsonNode o = JsonMapper.shared().readTree(shared("12_bcea_vaccine.json").toFile());
        double[][] cost = {v.get("c_pts1"), v.get("c_pts2")};
        double[][] effect = {v.get("e_pts1"), v.get("e_pts2")};
        o.path("vaccine_e_pts_c_pts").path("by_k").properties().forEach(e -> {
            double k = Double.parseDouble(e.getKey());
            Uncertainty u = Uncertainty.at(k, cost, effect);
            Oracle.check(
                    "EVPI",
                    "BCEA, influenza vaccine",
                    "k = " + e.getKey(),
                    e.getValue().path("evpi").asDouble(),
                    u.evpi(),
                    1e-12);
            Oracle.check(
                    "CEAC",
                    "BCEA, influenza vaccine",
                    "k = " + e.getKey(),
                    e.getValue().path("ceac").path("1").asDouble(),
                    u.acceptability()[1],
                    1e-12);
            Oracle.check(
                    "expected net benefit",
                    "BCEA, influenza vaccine",
                    "k = " + e.getKey(),
                    e.getValue().path("enb").get(1).asDouble(),
                    u.netBenefit()[1],
                    1e-12);
            assertThat(u.best() + 1).isEqualTo(e.getValue().path("best").asInt());
            assertThat(u.frontier()).isEqualTo(u.acceptability()[u.best()]);
        });
    }

    @Test
    void partialInformationOfTheVaccineModel() throws IOException {
        Map<String, double[]> v = vaccine();
        JsonNode o = JsonMapper.shared().readTree(shared("12_bcea_vaccine.json").toFile());
        double[][][] ce = {{v.get("c_pts1"), v.get("c_pts2")}, {v.get("e_pts1"), v.get("e_pts2")}};
        o.path("evppi_strong_oakley_beta1_nblocks50_recomputed").properties().forEach(e -> {
            double k = Double.parseDouble(e.getKey());
            double ours = Information.blocks(ce, v.get("beta1"), 50, k);
            double want = e.getValue().asDouble();
            Oracle.check(
                    "EVPPI, Strong and Oakley",
                    "BCEA, influenza vaccine",
                    "k = " + e.getKey(),
                    Math.abs(want) < 1e-9 ? 0 : want,
                    Math.abs(ours) < 1e-9 ? 0 : ours,
                    1e-10);
        });
        double[][] both = {v.get("beta1"), v.get("beta2")};
        Information spline = Information.given(ce[0], ce[1], both, Information.Method.SPLINE);
        Information process = Information.given(ce[0], ce[1], both, Information.Method.GAUSSIAN_PROCESS);
        JsonNode gam = o.path("evppi_published").path("EVPPI_GAM_default").path("evppi");
        for (String k : List.of("15000", "20000", "20400", "25000")) {
            // another smoother on the same 1,000 noisy draws: same size, not same digits
            Oracle.check(
                    "EVPPI, spline",
                    "BCEA 2.4 (mgcv), influenza vaccine, two parameters",
                    "k = " + k,
                    gam.path(k).asDouble(),
                    spline.value(Double.parseDouble(k)),
                    0.35);
            Oracle.check(
                    "EVPPI, Gaussian process",
                    "BCEA 2.4 (mgcv), influenza vaccine, two parameters",
                    "k = " + k,
                    gam.path(k).asDouble(),
                    process.value(Double.parseDouble(k)),
                    0.35);
        }
    }

    /** NB = φ² − 1 + noise: a regression must find the curve. E max(0, φ² − 1) for a standard normal φ is 2 φ(1) = 0.48394. */
    @Test
    void curvedNetBenefitIsNotMistakenForALine() {
        long seed = Long.getLong("seed", 3);
        RandomGenerator random = new Seed(seed).generator();
        int n = 8000;
        double[][] cost = new double[2][n];
        double[][] effect = new double[2][n];
        double[] phi = new double[n];
        for (int i = 0; i < n; i++) {
            phi[i] = random.nextGaussian();
            effect[1][i] = phi[i] * phi[i] - 1 + random.nextGaussian();
        }
        double exact = 0.4839414490382867;
        for (Information.Method method : Information.Method.values()) {
            double value = Information.given(cost, effect, new double[][] {phi}, method)
                    .value(1);
            Oracle.check(
                    "EVPPI, " + method,
                    "closed form, 8,000 draws",
                    "quadratic net benefit",
                    exact,
                    value,
                    method == Information.Method.SPLINE ? 0.06 : 0.12);
        }
        Information surface = Information.given(
                cost, effect, new double[][] {phi, noise(random, n), noise(random, n)}, Information.Method.SPLINE);
        Oracle.check(
                "EVPPI, three parameters",
                "closed form, 8,000 draws",
                "quadratic net benefit",
                exact,
                surface.value(1),
                0.1);
        double nested = Information.nested(
                (o, i) -> new double[] {
                    0,
                    phi[o] * phi[o]
                            - 1
                            + effect[1][(o * 31 + i) % n]
                            - phi[(o * 31 + i) % n] * phi[(o * 31 + i) % n]
                            + 1
                },
                4000,
                100);
        Oracle.check("EVPPI, nested simulation", "closed form", "quadratic net benefit", exact, nested, 0.06);
    }

    private static double[] noise(RandomGenerator random, int n) {
        return random.doubles(n).toArray();
    }

    @Test
    void misalignedDrawsAreRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        Uncertainty.at(1, new double[][] {{1, 2}, {1, 2}}, new double[][] {{1, 2}, {1}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void populationWeighsPeopleByYear() {
        assertThat(Uncertainty.population(2, 100, 2, 0.05)).isEqualTo(2 * (100 + 100 / 1.05));
        assertThat(Uncertainty.population(1, 100, 1.5, 0)).isEqualTo(150);
    }
}
