package org.steelyard.stats.cox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.testing.Shared;

/** Against R 4.2.2 survival 3.5-3 (effects-reference/survival_and_competing_risks.R and rhc/reference/10_rhc.R). */
class CoxOracleTest {

    private static final String R = "R 4.2.2 survival 3.5-3";
    private static final List<String> LUNG_TERMS = List.of("age", "sex", "ph.ecog");

    private static void check(String what, double expected, double actual) {
        Oracle.check("Cox regression", R, what, expected, actual, 1e-8);
    }

    static boolean[] events(double[] values, double event) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] == event;
        }
        return flags;
    }

    private static DesignMatrix design(Csv csv, List<String> terms) {
        return DesignMatrix.of(terms, terms.stream().map(csv::numbers).toArray(double[][]::new));
    }

    static CoxData lung(String... more) {
        String[] needed = new String[LUNG_TERMS.size() + more.length];
        LUNG_TERMS.toArray(needed);
        System.arraycopy(more, 0, needed, LUNG_TERMS.size(), more.length);
        Csv csv = Shared.csv("data/survival/lung.csv").complete(needed);
        return CoxData.rightCensored(design(csv, LUNG_TERMS), csv.numbers("time"), events(csv.numbers("status"), 2));
    }

    private static int[] integers(double[] values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    @Test
    void lungByAllThreeTreatmentsOfTies() {
        Map<Ties, double[]> expected = Map.of(
                Ties.EFRON, new double[] {0.01106676456, -0.5526123957, 0.4637284754},
                Ties.BRESLOW, new double[] {0.01104113635, -0.5518895698, 0.4629470406},
                Ties.EXACT, new double[] {0.01106708584, -0.553435613, 0.4643874167});
        expected.forEach((ties, b) -> {
            CoxFit fit = CoxRegression.withDefaults().with(ties).fit(lung());
            for (int j = 0; j < b.length; j++) {
                check("lung, " + ties + ": " + LUNG_TERMS.get(j), b[j], fit.coefficients()[j]);
            }
        });
    }

    @Test
    void lungStandardErrorsAndTests() {
        CoxFit fit = CoxRegression.withDefaults().fit(lung());
        check("lung: se age", 0.009267411014, fit.standardError("age"));
        check("lung: se sex", 0.1677390538, fit.standardError("sex"));
        check("lung: se ph.ecog", 0.1135772662, fit.standardError("ph.ecog"));
        check("lung: log-likelihood at 0", -744.4804558, fit.nullLogLikelihood());
        check("lung: log-likelihood", -729.2301214, fit.logLikelihood());
        check("lung: score test", 30.4999227, fit.score().statistic());
        assertThat(fit.events()).isEqualTo(164);
        assertThat(fit.rows()).isEqualTo(227);
        CoxFit robust = CoxRegression.withDefaults().withRobust(true).fit(lung());
        check("lung: robust se age", 0.00988139278, robust.standardError("age"));
        check("lung: robust se sex", 0.164748428, robust.standardError("sex"));
        check("lung: robust se ph.ecog", 0.1241588486, robust.standardError("ph.ecog"));
    }

    @Test
    void strataAndClusters() {
        Csv csv = Shared.csv("data/survival/lung.csv").complete("ph.ecog");
        CoxData data = CoxData.rightCensored(
                design(csv, List.of("age", "sex")), csv.numbers("time"), events(csv.numbers("status"), 2));
        CoxFit strata = CoxRegression.withDefaults().fit(data.withStrata(integers(csv.numbers("ph.ecog"))));
        check("lung, strata(ph.ecog): age", 0.01077216112, strata.coefficient("age"));
        check("lung, strata(ph.ecog): sex", -0.5535169258, strata.coefficient("sex"));
        check("lung, strata(ph.ecog): log-likelihood", -560.6740086, strata.logLikelihood());
        Csv withInst = Shared.csv("data/survival/lung.csv").complete("inst");
        CoxData clustered = CoxData.rightCensored(
                        design(withInst, List.of("age", "sex")),
                        withInst.numbers("time"),
                        events(withInst.numbers("status"), 2))
                .withClusters(integers(withInst.numbers("inst")));
        CoxFit cluster = CoxRegression.withDefaults().fit(clustered);
        check("lung, cluster(inst): age", 0.01703349597, cluster.coefficient("age"));
        check("lung, cluster(inst): se age", 0.007327393074, cluster.standardError("age"));
        check("lung, cluster(inst): se sex", 0.1282306017, cluster.standardError("sex"));
    }

    @Test
    void timeDependentCovariateOfTheHeartData() {
        Csv csv = Shared.csv("data/survival/heart.csv");
        CoxData data = CoxData.counting(
                design(csv, List.of("transplant", "age", "surgery")),
                csv.numbers("start"),
                csv.numbers("stop"),
                events(csv.numbers("event"), 1));
        CoxFit fit = CoxRegression.withDefaults().fit(data);
        check("heart: transplant", 0.0160956053, fit.coefficient("transplant"));
        check("heart: se transplant", 0.30858580423, fit.standardError("transplant"));
        check("heart: age", 0.03053631495, fit.coefficient("age"));
        check("heart: surgery", -0.7733276453, fit.coefficient("surgery"));
    }

    @Test
    void recurrentEventsOfTheBladderData() {
        Csv csv = Shared.csv("data/survival/bladder2.csv");
        CoxData data = CoxData.counting(
                        design(csv, List.of("rx", "size", "number")),
                        csv.numbers("start"),
                        csv.numbers("stop"),
                        events(csv.numbers("event"), 1))
                .withClusters(integers(csv.numbers("id")));
        CoxFit fit = CoxRegression.withDefaults().fit(data);
        check("bladder2: rx", -0.4646869529, fit.coefficient("rx"));
        check("bladder2: size", -0.04366027609, fit.coefficient("size"));
        check("bladder2: number", 0.1749603813, fit.coefficient("number"));
        check("bladder2: robust se rx", 0.2655608119, fit.standardError("rx"));
        check("bladder2: robust se size", 0.0776161127, fit.standardError("size"));
        check("bladder2: robust se number", 0.0630405432, fit.standardError("number"));
    }

    @Test
    void rightHeartCatheterisation() {
        Rhc rhc = Rhc.load();
        boolean[] died = events(rhc.died, 1);
        CoxData crude =
                CoxData.rightCensored(DesignMatrix.of(List.of("A"), new double[][] {rhc.treated}), rhc.days, died);
        check(
                "RHC, crude, Efron: HR",
                1.306798276,
                CoxRegression.withDefaults().fit(crude).hazardRatio("A"));
        check(
                "RHC, crude, Breslow: HR",
                1.303531509,
                CoxRegression.withDefaults().with(Ties.BRESLOW).fit(crude).hazardRatio("A"));
        CoxFit adjusted = CoxRegression.withDefaults().fit(CoxData.rightCensored(rhc.coxDesign(), rhc.days, died));
        check("RHC, adjusted, Efron: HR", 1.277901702, adjusted.hazardRatio("A"));
        check("RHC, adjusted, Efron: se", 0.05403846295, adjusted.standardError("A"));
        double[] e = Shared.csv("data/rhc/reference/rhc_ps.csv").numbers("ps");
        CoxFit ate = weighted(crude, rhc.treated, e, true);
        check("RHC, ATE weights: HR", 1.218046856, ate.hazardRatio("A"));
        check("RHC, ATE weights: robust se", 0.06280846706, ate.standardError("A"));
        CoxFit overlap = weighted(crude, rhc.treated, e, false);
        check("RHC, overlap weights: HR", 1.263502622, overlap.hazardRatio("A"));
        check("RHC, overlap weights: robust se", 0.05447011177, overlap.standardError("A"));
    }

    private static CoxFit weighted(CoxData data, double[] treated, double[] e, boolean ate) {
        double[] w = new double[e.length];
        for (int i = 0; i < w.length; i++) {
            double own = treated[i] == 1 ? e[i] : 1 - e[i];
            w[i] = ate ? 1 / own : 1 - own;
        }
        return CoxRegression.withDefaults().withRobust(true).fit(data.withWeights(w));
    }

    @Test
    void threadsNeverChangeABit() {
        Rhc rhc = Rhc.load();
        CoxData data = CoxData.rightCensored(rhc.coxDesign(), rhc.days, events(rhc.died, 1));
        CoxFit one = CoxRegression.withDefaults().withRobust(true).fit(data);
        CoxFit many = CoxRegression.withDefaults()
                .withRobust(true)
                .with(Numerics.plain().withThreads(5))
                .fit(data);
        assertThat(many.coefficients()).isEqualTo(one.coefficients());
        assertThat(many.covariance()).isEqualTo(one.covariance());
    }
}
