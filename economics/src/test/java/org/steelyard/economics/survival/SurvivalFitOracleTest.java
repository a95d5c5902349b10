package org.steelyard.economics.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SurvivalFitOracleTest {

    private static final Map<String, Family> FAMILIES = Map.of(
            "exp", Family.EXPONENTIAL,
            "weibull", Family.WEIBULL,
            "lnorm", Family.LOGNORMAL,
            "llogis", Family.LOGLOGISTIC,
            "gamma", Family.GAMMA,
            "gompertz", Family.GOMPERTZ,
            "gengamma", Family.GENERALISED_GAMMA);

    private static Path shared(String name) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name);
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        return file;
    }

    private static JsonNode oracle(String name) {
        return JsonMapper.shared().readTree(shared(name).toFile());
    }

    private static double[][] rows(String name) throws IOException {
        List<String> lines = Files.readAllLines(shared(name));
        return lines.stream()
                .skip(1)
                .map(l -> java.util.Arrays.stream(l.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static SurvivalSample sample(double[][] rows) {
        double[] t = new double[rows.length];
        boolean[] e = new boolean[rows.length];
        for (int i = 0; i < t.length; i++) {
            t[i] = rows[i][0];
            e[i] = rows[i][1] == 1;
        }
        return SurvivalSample.of(t, e);
    }

    private static SurvivalSample grouped(double[][] rows) {
        double[][] x = new double[rows.length][];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {rows[i][2] == 2 ? 1 : 0, rows[i][2] == 3 ? 1 : 0};
        }
        return sample(rows).withCovariates(x);
    }

    private static void compare(String what, JsonNode want, SurvivalFit fit) {
        String source = "flexsurv 2.2, independent fit";
        assertThat(fit.ending()).as(what).isEqualTo(SurvivalFit.Ending.MAXIMUM);
        Oracle.check(
                "survival fit",
                source,
                what + ": log-likelihood",
                want.path("loglik").asDouble(),
                fit.logLikelihood(),
                1e-8);
        Oracle.check("survival fit", source, what + ": AIC", want.path("AIC").asDouble(), fit.aic(), 1e-8);
        for (int i = 0; i < fit.estimate().length; i++) {
            double se = want.path("se").get(i).asDouble();
            double estimate = want.path("est").get(i).asDouble();
            // optimisers stop where the likelihood is flat: a small part of a standard error is the scale of agreement
            assertThat(Math.abs(fit.estimate()[i] - estimate))
                    .as(what + " " + fit.names().get(i))
                    .isLessThan(3e-3 * se);
            Oracle.check(
                    "survival fit",
                    source,
                    what + ": standard error of " + fit.names().get(i),
                    se,
                    fit.se()[i],
                    5e-3);
        }
    }

    @Test
    @Tag("slow")
    void familiesAgreeWithFlexsurv() throws IOException {
        JsonNode o = oracle("14_parametric_survival_fits.json").path("recomputed");
        SurvivalSample ovarian = sample(rows("14_ovarian.csv"));
        SurvivalSample breast = sample(rows("14_bc.csv"));
        SurvivalSample groups = grouped(rows("14_bc.csv"));
        FAMILIES.forEach((name, family) -> {
            ParametricSurvival model = ParametricSurvival.of(family);
            compare("ovarian, " + name, o.path("uncond").path("ovarian").path(name), model.fit(ovarian));
            compare("breast cancer, " + name, o.path("uncond").path("bc").path(name), model.fit(breast));
            compare("breast cancer by group, " + name, o.path("bc_group").path(name), model.fit(groups));
        });
    }

    @Test
    @Tag("slow")
    void splinesAgreeWithFlexsurv() throws IOException {
        JsonNode o = oracle("15_royston_parmar.json");
        SurvivalSample breast = sample(rows("14_bc.csv"));
        SurvivalSample groups = grouped(rows("14_bc.csv"));
        o.path("recomputed").path("fits").properties().forEach(e -> {
            String[] part = e.getKey().split("_");
            RoystonParmar model = new RoystonParmar(
                    RoystonParmar.Scale.valueOf(part[1].toUpperCase(java.util.Locale.ROOT)),
                    Integer.parseInt(part[0].substring(1)));
            RoystonParmar.Result r = model.fit(part[2].equals("group") ? groups : breast);
            for (int k = 0; k < r.knots().length; k++) {
                assertThat(r.knots()[k])
                        .isCloseTo(
                                e.getValue().path("knots_log").get(k).asDouble(),
                                org.assertj.core.data.Offset.offset(1e-12));
            }
            compare("spline " + e.getKey(), e.getValue(), r.fit());
            if (e.getKey().equals("k1_hazard_group")) {
                double rmst = SurvivalFit.restrictedMean(t -> model.survival(r, new double[] {0, 0}, t), 5);
                Oracle.check(
                        "restricted mean of a spline",
                        "flexsurv 2.2",
                        "breast cancer, good prognosis, 5 years",
                        o.path("published").path("RMST5_good_k1_hazard").asDouble(),
                        rmst,
                        1e-4);
            }
        });
    }

    /** A share of 40% never fails: mixture and non-mixture models find it; a plain Weibull cannot. */
    @Test
    void aCuredShareIsFound() {
        long seed = Long.getLong("seed", 5);
        RandomGenerator random = new Seed(seed).generator();
        int n = 1500;
        double[] t = new double[n];
        boolean[] e = new boolean[n];
        for (int i = 0; i < n; i++) {
            double death = random.nextDouble() < 0.4
                    ? Double.POSITIVE_INFINITY
                    : 2 * Math.pow(-Math.log(1 - random.nextDouble()), 1 / 1.4);
            double end = 4 + 6 * random.nextDouble();
            e[i] = death < end;
            t[i] = Math.max(1e-9, Math.min(death, end));
        }
        SurvivalSample s = SurvivalSample.of(t, e);
        SurvivalFit mixture = ParametricSurvival.of(Family.WEIBULL)
                .withCure(ParametricSurvival.Cure.MIXTURE)
                .fit(s);
        assertThat(mixture.converged()).isTrue();
        assertThat(Math.abs(mixture.get("cure") - 0.4)).as("seed " + seed).isLessThan(4 * mixture.se()[2]);
        assertThat(Math.abs(mixture.get("shape") - 1.4)).isLessThan(4 * mixture.se()[0]);
        SurvivalFit non = ParametricSurvival.of(Family.WEIBULL)
                .withCure(ParametricSurvival.Cure.NON_MIXTURE)
                .fit(s);
        assertThat(non.get("cure")).isBetween(0.33, 0.47);
        assertThat(mixture.aic())
                .isLessThan(ParametricSurvival.of(Family.WEIBULL).fit(s).aic() - 20);
    }

    /** Excess hazard 0.3 above a background of 0.05 a year. */
    @Test
    void backgroundMortalityIsTakenOut() {
        RandomGenerator random = new Seed(Long.getLong("seed", 9)).generator();
        int n = 5000;
        double[] t = new double[n];
        boolean[] e = new boolean[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            double death = -Math.log(1 - random.nextDouble()) / 0.35;
            e[i] = death < 6;
            t[i] = Math.min(death, 6);
            b[i] = 0.05;
        }
        SurvivalFit fit = ParametricSurvival.of(Family.EXPONENTIAL)
                .fit(SurvivalSample.of(t, e).withBackground(b));
        assertThat(Math.abs(fit.get("rate") - 0.3)).isLessThan(4 * fit.se()[0]);
    }

    /** P → 0 of the generalised F is the generalised gamma; Weibull has the same likelihood in both forms. */
    @Test
    void familiesContainEachOther() throws IOException {
        SurvivalSample s = sample(rows("14_bc.csv"));
        SurvivalFit gamma = ParametricSurvival.of(Family.GENERALISED_GAMMA).fit(s);
        SurvivalFit f = ParametricSurvival.of(Family.GENERALISED_F).fit(s);
        assertThat(f.logLikelihood()).isGreaterThan(gamma.logLikelihood() - 0.01);
        SurvivalFit accelerated = ParametricSurvival.of(Family.WEIBULL).fit(s);
        SurvivalFit proportional = ParametricSurvival.of(Family.WEIBULL_PH).fit(s);
        assertThat(proportional.logLikelihood())
                .isCloseTo(accelerated.logLikelihood(), org.assertj.core.data.Offset.offset(1e-7));
        assertThat(proportional.get("scale"))
                .isCloseTo(
                        Math.pow(accelerated.get("scale"), -accelerated.get("shape")),
                        org.assertj.core.data.Percentage.withPercentage(0.1));
    }

    /** Without an event the rate has no maximum above zero; that is said. */
    @Test
    void aFitThatFailsSaysSo() {
        SurvivalFit fit =
                ParametricSurvival.of(Family.WEIBULL).fit(SurvivalSample.of(new double[] {1, 2, 3}, new boolean[3]));
        assertThat(fit.converged()).isFalse();
        assertThat(fit.ending()).isNotEqualTo(SurvivalFit.Ending.MAXIMUM);
    }
}
