package org.steelyard.stats.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

/** Against stats/src/test/r/inference.R. */
class InferenceTest {

    private static final String R = "R 4.2.2 stats";

    @Test
    void pearsonTestAgreesWithR() {
        long[][] counts = {{12, 18, 9}, {30, 44, 7}};
        ChiSquared test = Independence.pearson(counts);
        Oracle.check("Pearson chi-squared", R, "2 by 3 table", 4.7493008783331, test.statistic(), 1e-12);
        Oracle.check("Pearson chi-squared", R, "2 by 3 table, p", 0.0930470091165, test.p(), 1e-11);
        assertThat(test.df()).isEqualTo(2);
    }

    @Test
    void emptyRowsAndColumnsDoNotCount() {
        long[][] wide = {{12, 0, 18, 9}, {0, 0, 0, 0}, {30, 0, 44, 7}};
        ChiSquared test = Independence.pearson(wide);
        assertThat(test.statistic()).isCloseTo(4.7493008783331, within(1e-12));
        assertThat(test.df()).isEqualTo(2);
        ChiSquared single = Independence.pearson(new long[][] {{4, 5}});
        assertThat(single.df()).isZero();
        assertThat(single.p()).isNaN();
    }

    @Test
    void twoByTwoTableByHand() {
        // Expected 5 in every cell, each off by 2: 4 · 4/5.
        assertThat(Independence.pearson(new long[][] {{7, 3}, {3, 7}}).statistic())
                .isCloseTo(3.2, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 0.95, 0, 0.161125158053",
        "7, 20, 0.95, 0.181191824101, 0.567145723315",
        "20, 20, 0.95, 0.838874841947, 1",
        "37, 412, 0.9, 0.0692345917425, 0.1157292812147"
    })
    void wilsonIntervalAgreesWithR(long events, long n, double level, double lower, double upper) {
        Proportion p = Proportion.wilson(events, n, level);
        String quantity = events + " of " + n + " at " + level;
        Oracle.check("Wilson interval", R, quantity + ", lower", lower, p.lower(), 1e-11);
        Oracle.check("Wilson interval", R, quantity + ", upper", upper, p.upper(), 1e-11);
        assertThat(p.value()).isEqualTo((double) events / n);
    }

    private static List<Estimate> ratios() {
        return List.of(
                Estimate.ratio(Math.log(0.8), 0.12, 0.95),
                Estimate.ratio(Math.log(1.1), 0.2, 0.95),
                Estimate.ratio(Math.log(0.65), 0.15, 0.95));
    }

    @Test
    void cochranAndPooledMeansAgreeWithR() {
        Pooling.Result fixed = Pooling.fixed(ratios(), 0.95);
        Oracle.check(
                "Cochran Q",
                R,
                "three ratios",
                4.4399425403160,
                fixed.heterogeneity().statistic(),
                1e-12);
        Oracle.check(
                "Cochran Q",
                R,
                "three ratios, p",
                0.1086122291923,
                fixed.heterogeneity().p(),
                1e-11);
        Oracle.check(
                "Inverse-variance pooling",
                R,
                "three ratios",
                0.7927348499960,
                fixed.pooled().value(),
                1e-12);
        Oracle.check(
                "Inverse-variance pooling",
                R,
                "three ratios, se",
                0.0848528137424,
                fixed.pooled().se(),
                1e-11);
        Pooling.Result random = Pooling.random(ratios(), 0.95);
        Oracle.check("DerSimonian–Laird", R, "three ratios, variance", 0.028555894490, random.betweenVariance(), 1e-10);
        Oracle.check(
                "DerSimonian–Laird",
                R,
                "three ratios",
                0.808092726038,
                random.pooled().value(),
                1e-11);
        Oracle.check(
                "DerSimonian–Laird",
                R,
                "three ratios, se",
                0.131930361370,
                random.pooled().se(),
                1e-11);
    }

    @Test
    void vaccineTrialsAgreeWithMetafor() {
        // dat.bcg of metafor 3.8: log risk ratios by hand from the 2 × 2 tables.
        Csv csv = Shared.csv("data/meta/bcg.csv");
        List<Estimate> trials = java.util.stream.IntStream.range(0, csv.rows())
                .mapToObj(i -> logRiskRatio(csv, i))
                .toList();
        String metafor = "R 4.2.2 metafor";
        Oracle.check(
                "Inverse-variance pooling",
                metafor,
                "BCG trials, log risk ratio",
                -0.4302851637,
                Math.log(Pooling.fixed(trials, 0.95).pooled().value()),
                1e-9);
        Oracle.check(
                "Cochran Q",
                metafor,
                "BCG trials",
                152.2330081,
                Pooling.heterogeneity(trials).statistic(),
                1e-9);
        Pooling.Result random = Pooling.random(trials, 0.95);
        Oracle.check(
                "DerSimonian–Laird",
                metafor,
                "BCG trials, log risk ratio",
                -0.7141172221,
                random.pooled().transformed(),
                1e-9);
        Oracle.check(
                "DerSimonian–Laird",
                metafor,
                "BCG trials, se",
                0.1787420895,
                random.pooled().se(),
                1e-9);
        Oracle.check(
                "DerSimonian–Laird", metafor, "BCG trials, variance", 0.3087602629, random.betweenVariance(), 1e-9);
    }

    private static Estimate logRiskRatio(Csv csv, int i) {
        double a = csv.numbers("tpos")[i];
        double b = csv.numbers("tneg")[i];
        double c = csv.numbers("cpos")[i];
        double d = csv.numbers("cneg")[i];
        double se = Math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d));
        return Estimate.ratio(Math.log(a / (a + b) / (c / (c + d))), se, 0.95);
    }

    @Test
    void poolingOneEstimateGivesThatEstimate() {
        Estimate one = Estimate.ratio(Math.log(0.58), 0.2, 0.95);
        Pooling.Result pooled = Pooling.random(List.of(one), 0.95);
        assertThat(pooled.pooled().value()).isCloseTo(0.58, within(1e-15));
        assertThat(pooled.pooled().se()).isCloseTo(0.2, within(1e-15));
        assertThat(pooled.heterogeneity().p()).isNaN();
    }

    @Test
    void poolingDoesNotDependOnOrderAndEqualEstimatesAreHomogeneous() {
        var random = Seeds.of("pooling").generator();
        List<Estimate> estimates = random.doubles(9, -1, 1)
                .mapToObj(v -> Estimate.normal(v, 0.1 + random.nextDouble(), 0.95))
                .toList();
        Pooling.Result forward = Pooling.random(estimates, 0.95);
        Pooling.Result backward = Pooling.random(estimates.reversed(), 0.95);
        assertThat(backward.pooled().value()).isCloseTo(forward.pooled().value(), within(1e-12));
        List<Estimate> equal =
                estimates.stream().map(e -> Estimate.normal(0.3, e.se(), 0.95)).toList();
        assertThat(Pooling.heterogeneity(equal).statistic()).isCloseTo(0, within(1e-20));
    }

    /** Vectors of length one give Cochran's Q; two vectors give the chi-squared of their difference, here by hand (1, 2) under 2I, so 5/2. */
    @Test
    void vectorsDifferByTheirJointCovariance() {
        List<Estimate> one =
                List.of(Estimate.normal(1, 0.5, 0.95), Estimate.normal(2, 0.4, 0.95), Estimate.normal(1.2, 0.3, 0.95));
        ChiSquared q = Pooling.heterogeneity(
                one.stream().map(e -> new double[] {e.value()}).toList(),
                one.stream()
                        .map(e -> Matrix.of(new double[][] {{e.se() * e.se()}}))
                        .toList());
        assertThat(q.statistic()).isCloseTo(Pooling.heterogeneity(one).statistic(), within(1e-12));
        assertThat(q.df()).isEqualTo(2);
        Matrix unit = Matrix.identity(2);
        ChiSquared two = Pooling.heterogeneity(List.of(new double[] {0, 0}, new double[] {1, 2}), List.of(unit, unit));
        assertThat(two.statistic()).isCloseTo(2.5, within(1e-14));
        assertThat(two.df()).isEqualTo(2);
    }
}
