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

    /**
     * R 4.2.2, mgcv 1.8-41: {@code f <- function(y) sd(y) * fitted(gam(I(y / sd(y)) ~ s(beta1, bs = "cr"), optimizer = c("outer", "newton"), control = list(newton = list(conv.tol = 1e-10))))}, on {@code e_pts2 - e_pts1} and
     * {@code c_pts2 - c_pts1}; EVPPI mean(pmax(k e − c, 0)) − max(mean(k e − c), 0). Divided by their spread, because otherwise mgcv stops early.
     */
    private static final Map<Double, Double> MGCV_ONE = Map.of(
            5000d,
            0.0020530398,
            10000d,
            0.0617005832,
            15000d,
            0.3731230528,
            20000d,
            0.9854853540,
            20400d,
            1.0436838237,
            25000d,
            0.6738753603,
            30000d,
            0.4317293235,
            50000d,
            0.0962735128);

    /** The same with {@code te(beta1, beta2, bs = "cr")}. */
    private static final Map<Double, Double> MGCV_TWO = Map.of(
            5000d,
            0.0022097853,
            10000d,
            0.0678696346,
            15000d,
            0.3914749507,
            20000d,
            1.0178231897,
            20400d,
            1.0758713231,
            25000d,
            0.7146618056,
            30000d,
            0.4677164007,
            50000d,
            0.1079425430);

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
        for (String k : List.of("10000", "15000", "20000", "20400", "25000", "30000", "40000", "50000")) {
            Oracle.check(
                    "EVPPI, separation",
                    "BCEA 2.4 (Sadatsafavi), influenza vaccine",
                    "beta2, k = " + k,
                    published(o, "EVPPI_sad_default", k),
                    clean(Information.separation(ce, v.get("beta2"), Double.parseDouble(k))),
                    1e-9);
        }
        double[][] both = {v.get("beta1"), v.get("beta2")};
        Information spline = Information.given(ce[0], ce[1], both, Information.Method.SPLINE);
        Information process = Information.given(ce[0], ce[1], both, Information.Method.GAUSSIAN_PROCESS);
        MGCV_TWO.forEach((k, want) -> Oracle.check(
                "EVPPI, spline",
                "R mgcv 1.8-41, te(bs = \"cr\") converged, influenza vaccine, two parameters",
                "k = " + k,
                want,
                spline.value(k),
                2e-3));
        for (String k : List.of("15000", "20000", "20100", "20400", "25000", "30000")) {
            // BCEA's stored fit stopped where the score is 0.05 % above its least: the effects are a tenth of a
            // thousandth in size, and mgcv's rule to stop is not relative to them
            Oracle.check(
                    "EVPPI, spline",
                    "BCEA 2.4 (mgcv as called there), influenza vaccine, two parameters",
                    "k = " + k,
                    published(o, "EVPPI_GAM_default", k),
                    spline.value(Double.parseDouble(k)),
                    0.08);
        }
        assertThat(clean(spline.value(0))).isZero();
        for (String k : List.of("15000", "20000", "20400", "25000")) {
            // another kind of regression on the same 1,000 noisy draws: same size, not same digits
            Oracle.check(
                    "EVPPI, Gaussian process",
                    "BCEA 2.4 (mgcv), influenza vaccine, two parameters",
                    "k = " + k,
                    published(o, "EVPPI_GAM_default", k),
                    process.value(Double.parseDouble(k)),
                    0.05);
        }
    }

    private static double published(JsonNode o, String which, String k) {
        return clean(o.path("evppi_published").path(which).path("evppi").path(k).asDouble());
    }

    /** What is zero but for rounding is zero. */
    private static double clean(double value) {
        return Math.abs(value) < 1e-9 ? 0 : value;
    }

    @Test
    void oneParameterIsSmoothedAsByMgcv() throws IOException {
        Map<String, double[]> v = vaccine();
        double[][][] ce = {{v.get("c_pts1"), v.get("c_pts2")}, {v.get("e_pts1"), v.get("e_pts2")}};
        Information one = Information.given(ce[0], ce[1], new double[][] {v.get("beta1")}, Information.Method.SPLINE);
        MGCV_ONE.forEach((k, want) -> Oracle.check(
                "EVPPI, spline",
                "R mgcv 1.8-41, s(bs = \"cr\"), influenza vaccine",
                "beta1, k = " + k,
                want,
                one.value(k),
                2e-3));
    }

    /** X = aφ₁ + bφ₂ + cφ₃ + … with normal φ: EVPPI of any group is sd·φ(μ/sd) + μΦ(μ/sd) − max(0, μ), sd that of the group. */
    @Test
    void groupsOfNormalParametersAgreeWithTheClosedForm() {
        long seed = Long.getLong("seed", 11);
        RandomGenerator random = new Seed(seed).generator();
        int n = 8000;
        double[] a = {1, 0.8, -0.6, 0.5, 0.4, 2};
        double[][] phi = new double[a.length][n];
        double[][] cost = new double[2][n];
        double[][] effect = new double[2][n];
        for (int i = 0; i < n; i++) {
            cost[1][i] = 0.3;
            for (int p = 0; p < a.length; p++) {
                phi[p][i] = random.nextGaussian();
                effect[1][i] += a[p] * phi[p][i];
            }
        }
        for (int size = 1; size <= 5; size++) {
            double[][] group = java.util.Arrays.copyOf(phi, size);
            double sd = Math.sqrt(java.util.stream.IntStream.range(0, size)
                    .mapToDouble(p -> a[p] * a[p])
                    .sum());
            double exact = unitLoss(0.3 / sd) * sd;
            for (Information.Method method : Information.Method.values()) {
                if (method == Information.Method.SPLINE && size > 3) {
                    continue;
                }
                Oracle.check(
                        "EVPPI, " + method,
                        "closed form, 8,000 draws",
                        size + " normal parameters",
                        exact,
                        Information.given(cost, effect, group, method).value(1),
                        0.08);
            }
        }
        assertThat(Information.Method.suitedTo(4)).isEqualTo(Information.Method.GAUSSIAN_PROCESS);
    }

    /** E max(0, Z − z). */
    private static double unitLoss(double z) {
        var normal = org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1);
        return normal.density(z) - z * normal.survivalProbability(z);
    }

    /** Five parameters that act together, beside nested simulation of the same function. */
    @Test
    void interactionsAreFoundByAGaussianProcess() {
        long seed = Long.getLong("seed", 12);
        RandomGenerator random = new Seed(seed).generator();
        int n = 6000;
        double[][] phi = new double[5][n];
        double[][] cost = new double[2][n];
        double[][] effect = new double[2][n];
        double exact = 0;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            for (double[] p : phi) {
                p[i] = random.nextGaussian();
            }
            double known = phi[0][i] * phi[1][i] + 0.5 * phi[2][i] * phi[3][i] + 0.3 * phi[4][i];
            exact += Math.max(0, known) / n;
            mean += known / n;
            effect[1][i] = known + random.nextGaussian();
        }
        exact -= Math.max(0, mean);
        Oracle.check(
                "EVPPI, GAUSSIAN_PROCESS",
                "the same draws without noise",
                "five interacting parameters",
                exact,
                Information.given(cost, effect, phi, Information.Method.GAUSSIAN_PROCESS)
                        .value(1),
                0.12);
    }

    /** NB of treating = φ − c: a beta prior and binomial data have a posterior mean (a + x)/(a + b + n), whose law is beta-binomial, so EVSI is a finite sum. */
    @Test
    void studiesOfEventsAndOfPersonTimeAgreeWithConjugateUpdating() {
        RandomGenerator random = new Seed(Long.getLong("seed", 13)).generator();
        int n = 20_000;
        double[] p = new double[n];
        double[] rate = new double[n];
        double[][] costP = new double[2][n];
        double[][] costR = new double[2][n];
        var beta = org.apache.commons.statistics.distribution.BetaDistribution.of(4, 6);
        var gamma = org.apache.commons.statistics.distribution.GammaDistribution.of(3, 0.1);
        for (int i = 0; i < n; i++) {
            p[i] = beta.inverseCumulativeProbability(random.nextDouble());
            rate[i] = gamma.inverseCumulativeProbability(random.nextDouble());
            costP[1][i] = 0.45 - p[i];
            costR[1][i] = 0.35 - rate[i];
        }
        double[][] none = new double[2][n];
        for (int size : new int[] {5, 20, 80}) {
            double exactP = 0;
            for (int x = 0; x <= size; x++) {
                exactP += betaBinomial(x, size, 4, 6) * Math.max(0, (4.0 + x) / (10 + size) - 0.45);
            }
            Information events =
                    Information.after(new Study.Events(size), new double[][][] {costP, none}, p, new Seed(5));
            Oracle.check(
                    "EVSI, events", "beta-binomial sum, 20,000 draws", size + " people", exactP, events.value(0), 0.06);
            double exactR = 0;
            for (int x = 0; x <= 400; x++) {
                exactR += gammaPoisson(x, size, 3, 0.1) * Math.max(0, (3.0 + x) / (10 + size) - 0.35);
            }
            Information counted =
                    Information.after(new Study.PersonTime(size), new double[][][] {costR, none}, rate, new Seed(6));
            Oracle.check(
                    "EVSI, person-time",
                    "gamma-Poisson sum, 20,000 draws",
                    size + " years",
                    exactR,
                    counted.value(0),
                    0.06);
        }
    }

    private static double betaBinomial(int x, int n, double a, double b) {
        return Math.exp(lchoose(n, x) + lbeta(x + a, n - x + b) - lbeta(a, b));
    }

    private static double gammaPoisson(int x, double time, double shape, double scale) {
        double q = time * scale / (1 + time * scale);
        return Math.exp(lgamma(shape + x) - lgamma(shape) - lgamma(x + 1) + shape * Math.log(1 - q) + x * Math.log(q));
    }

    private static double lgamma(double x) {
        return org.apache.commons.numbers.gamma.LogGamma.value(x);
    }

    private static double lbeta(double a, double b) {
        return lgamma(a) + lgamma(b) - lgamma(a + b);
    }

    private static double lchoose(int n, int k) {
        return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
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
