package org.steelyard.economics.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.Ledger;
import org.steelyard.kernel.testing.Oracle;

/** Every number of flexsurv's published fits and of an independent fit of the same, with none left out. */
@Tag("slow")
class EverySurvivalNumberTest {

    private static final Map<String, Family> FAMILIES = Map.of(
            "exp", Family.EXPONENTIAL,
            "weibull", Family.WEIBULL,
            "lnorm", Family.LOGNORMAL,
            "llogis", Family.LOGLOGISTIC,
            "gamma", Family.GAMMA,
            "gompertz", Family.GOMPERTZ,
            "gengamma", Family.GENERALISED_GAMMA);

    private static void record(Ledger ledger) {
        for (Ledger.Finding f : ledger.close()) {
            Oracle.check(
                    "every number of published survival fits",
                    "flexsurv 2.2, independent fit, Stata",
                    f.what() + ": " + f.numbers() + " compared, largest relative difference plus 1",
                    1,
                    1 + f.worst(),
                    f.tolerance());
        }
    }

    private static double[][] rows(String name) throws IOException {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name);
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(l -> Arrays.stream(l.split(","))
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

    /** One column for each level of the third column but the first. */
    private static SurvivalSample grouped(double[][] rows, int levels) {
        double[][] x = new double[rows.length][levels - 1];
        for (int i = 0; i < x.length; i++) {
            for (int l = 2; l <= levels; l++) {
                x[i][l - 2] = rows[i][2] == l ? 1 : 0;
            }
        }
        return sample(rows).withCovariates(x);
    }

    /** Searches stop where the likelihood is flat: a small part of a standard error is the scale of agreement. */
    private static void compare(Ledger o, String at, SurvivalFit fit) {
        assertThat(fit.ending()).as(at).isEqualTo(SurvivalFit.Ending.MAXIMUM);
        o.same(at + "/loglik", fit.logLikelihood(), 1e-8).same(at + "/AIC", fit.aic(), 1e-8);
        for (int i = 0; i < fit.estimate().length; i++) {
            double se = o.number(at + "/se/" + i);
            o.within(at + "/est/" + i, fit.estimate()[i], 3e-3 * se).same(at + "/se/" + i, fit.se()[i], 5e-3);
        }
    }

    // ---- 14

    @Test
    void familiesOfFlexsurv() throws IOException {
        Ledger o = Ledger.open("14_parametric_survival_fits");
        SurvivalSample ovarian = sample(rows("14_ovarian.csv"));
        SurvivalSample breast = sample(rows("14_bc.csv"));
        SurvivalSample groups = grouped(rows("14_bc.csv"), 3);
        Map<String, SurvivalSample> samples =
                Map.of("uncond/ovarian", ovarian, "uncond/bc", breast, "bc_group", groups);
        samples.forEach((id, s) -> FAMILIES.forEach((name, family) -> {
            String at = "/recomputed/" + id + "/" + name;
            SurvivalFit fit = ParametricSurvival.of(family).fit(s);
            compare(o, at, fit);
            o.same(at + "/df", fit.estimate().length, 1e-15).same(at + "/BIC_n", fit.bic(), 1e-8);
        }));
        SurvivalFit treated = ParametricSurvival.of(Family.WEIBULL).fit(grouped(byTreatment(), 2));
        compare(o, "/recomputed/ov_rx", treated);
        o.same("/recomputed/ov_rx/df", 3, 1e-15).same("/recomputed/ov_rx/BIC_n", treated.bic(), 1e-8);
        o.same("/published/ovarian/weibull_rx_loglik", treated.logLikelihood(), 1e-9);
        ovarian(o, ovarian);
        byGroup(o, groups);
        o.same(
                "/published/bc_group/weibull_uncond_loglik",
                ParametricSurvival.of(Family.WEIBULL).fit(breast).logLikelihood(),
                1e-9);
        record(o);
    }

    private static double[][] byTreatment() throws IOException {
        return Arrays.stream(rows("14_ovarian.csv"))
                .map(r -> new double[] {r[0], r[1], r[4]})
                .toArray(double[][]::new);
    }

    private static void ovarian(Ledger o, SurvivalSample s) {
        String at = "/published/ovarian/";
        SurvivalFit exponential = ParametricSurvival.of(Family.EXPONENTIAL).fit(s);
        SurvivalFit weibull = ParametricSurvival.of(Family.WEIBULL).fit(s);
        SurvivalFit gamma = ParametricSurvival.of(Family.GENERALISED_GAMMA).fit(s);
        o.printed(at + "exp/rate", exponential.get("rate"))
                .printed(at + "exp/loglik", exponential.logLikelihood())
                .printed(at + "exp/AIC", exponential.aic())
                .printed(at + "weibull/shape", weibull.get("shape"))
                .printed(at + "weibull/scale", weibull.get("scale"))
                .printed(at + "weibull/loglik", weibull.logLikelihood())
                .printed(at + "weibull/AIC", weibull.aic())
                .same(at + "lnorm_loglik", fit(Family.LOGNORMAL, s).logLikelihood(), 1e-9)
                .same(at + "gamma_loglik", fit(Family.GAMMA, s).logLikelihood(), 1e-9)
                .printed(at + "gengamma/loglik", gamma.logLikelihood())
                .printed(at + "gengamma/AIC", gamma.aic());
        List<String> names = List.of("mu", "sigma", "Q");
        for (int i = 0; i < 3; i++) {
            // printed where R's search stopped, a few thousandths of a standard error short of the maximum
            o.within(at + "gengamma/" + names.get(i), gamma.estimate()[i], 3e-3 * gamma.se()[i])
                    .within(at + "gengamma/se/" + i, gamma.se()[i], 2e-3 * gamma.se()[i]);
        }
    }

    private static SurvivalFit fit(Family family, SurvivalSample s) {
        return ParametricSurvival.of(family).fit(s);
    }

    private static void byGroup(Ledger o, SurvivalSample groups) {
        String at = "/published/bc_group/";
        ParametricSurvival model = ParametricSurvival.of(Family.WEIBULL);
        SurvivalFit f = model.fit(groups);
        List<String> names = List.of("shape", "scale", "Medium", "Poor");
        for (int i = 0; i < 4; i++) {
            o.within(at + "weibull/" + names.get(i), f.estimate()[i], 3e-3 * f.se()[i])
                    .within(at + "weibull/se/" + i, f.se()[i], 2e-3 * f.se()[i]);
        }
        o.printed(at + "weibull/loglik", f.logLikelihood())
                .within(at + "weibull/AIC", f.aic(), 5e-4)
                .same(at + "weibull/median/Good", median(model, f, new double[] {0, 0}), 1e-4)
                .same(at + "weibull/median/Medium", median(model, f, new double[] {1, 0}), 1e-4)
                .same(at + "weibull/median/Poor", median(model, f, new double[] {0, 1}), 1e-4)
                .printed(
                        at + "gengamma_AIC",
                        fit(Family.GENERALISED_GAMMA, groups).aic());
    }

    private static double median(ParametricSurvival model, SurvivalFit fit, double[] group) {
        double low = 0;
        double high = 100;
        for (int i = 0; i < 60; i++) {
            double t = (low + high) / 2;
            boolean most = model.survival(fit, group, t) > 0.5;
            low = most ? t : low;
            high = most ? high : t;
        }
        return low;
    }

    // ---- 15

    @Test
    void splinesOfFlexsurvAndStata() throws IOException {
        Ledger o = Ledger.open("15_royston_parmar");
        SurvivalSample breast = sample(rows("14_bc.csv"));
        SurvivalSample groups = grouped(rows("14_bc.csv"), 3);
        for (String name : List.copyOf(o.at("/recomputed/fits").propertyNames())) {
            RoystonParmar model = model(name);
            RoystonParmar.Result r = model.fit(name.endsWith("group") ? groups : breast);
            String at = "/recomputed/fits/" + name;
            o.same(at + "/knots_log", p -> r.knots()[Integer.parseInt(p[0])], 1e-11)
                    .same(at + "/npar", r.fit().estimate().length, 1e-15);
            compare(o, at, r.fit());
        }
        double perLogTime = 0;
        for (int i = 0; i < breast.time().length; i++) {
            perLogTime += breast.event()[i] ? Math.log(breast.time()[i]) : 0;
        }
        o.same("/recomputed/sum_log_t_events", perLogTime, 1e-12);
        published(o, breast, groups, perLogTime);
        record(o);
    }

    private static RoystonParmar model(String name) {
        String[] part = name.split("_");
        return new RoystonParmar(
                RoystonParmar.Scale.valueOf(part[1].toUpperCase(Locale.ROOT)), Integer.parseInt(part[0].substring(1)));
    }

    /** Stata's likelihood is that of log time: higher by the sum of the logarithms of the times of events. */
    private static void published(Ledger o, SurvivalSample breast, SurvivalSample groups, double perLogTime) {
        SurvivalFit odds = model("k1_odds").fit(groups).fit();
        RoystonParmar hazards = model("k1_hazard");
        RoystonParmar.Result hazard = hazards.fit(groups);
        SurvivalFit straight = model("k0_hazard").fit(groups).fit();
        String at = "/published/";
        o.same(at + "k0_hazard_none_ll", model("k0_hazard").fit(breast).fit().logLikelihood(), 1e-9)
                .same(at + "k1_odds_group/ll", odds.logLikelihood(), 1e-8)
                .same(at + "k1_odds_group/stpm_ll", odds.logLikelihood() + perLogTime, 1e-8);
        for (int i = 0; i < 3; i++) {
            // printed by another program's search
            o.within(at + "k1_odds_group/coef/" + i, odds.estimate()[i], 2e-2 * odds.se()[i])
                    .within(at + "k1_odds_group/se/" + i, odds.se()[i], 5.1e-4);
        }
        int n = hazard.fit().estimate().length;
        o.same(at + "k1_hazard_group/ll", hazard.fit().logLikelihood(), 1e-8);
        for (int g = 0; g < 2; g++) {
            double se = hazard.fit().se()[n - 2 + g];
            o.within(
                            at + "k1_hazard_group/" + (g == 0 ? "Medium" : "Poor"),
                            hazard.fit().estimate()[n - 2 + g],
                            3e-3 * se)
                    .same(at + "k1_hazard_group/se/" + g, se, 5e-3);
        }
        o.same(at + "k1_normal_group_ll", model("k1_normal").fit(groups).fit().logLikelihood(), 1e-8)
                .same(at + "k0_hazard_group_stata/ll", straight.logLikelihood() + perLogTime, 1e-7)
                .same(at + "k0_hazard_group_stata/coef", p -> straight.estimate()[Integer.parseInt(p[0])], 1e-6)
                // Stata puts two knots at centiles of another definition
                .within(
                        at + "k2_hazard_none_stata_ll",
                        model("k2_hazard").fit(breast).fit().logLikelihood() + perLogTime,
                        0.02)
                .printed(at + "AIC/sp1_odds_k1", odds.aic())
                .printed(at + "AIC/sp3_hazard_k1", hazard.fit().aic())
                .same(
                        at + "RMST5_good_k1_hazard",
                        SurvivalFit.restrictedMean(t -> hazards.survival(hazard, new double[] {0, 0}, t), 5),
                        1e-4);
    }
}
