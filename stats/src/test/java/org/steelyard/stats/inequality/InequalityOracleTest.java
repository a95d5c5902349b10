package org.steelyard.stats.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inequality.ConcentrationIndex.Options;
import org.steelyard.stats.inequality.ConcentrationIndex.Result;
import org.steelyard.stats.inequality.ConcentrationIndex.Variance;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

/** Against the R package rineq 0.2.3 (shared reference run) and stats/src/test/r/inequality.R. */
class InequalityOracleTest {

    private static final String RINEQ = "R 4.2.2 rineq 0.2.3";
    private static final String R = "R 4.2.2, inequality.R (numerical derivatives)";
    private static final double LEVEL = 0.95;
    /** rineq scales both regression errors by the sample variance of the ranks, 10,000 people here; we by the population variance that C has. */
    private static final double RINEQ_FACTOR = Math.pow(10_000.0 / 9_999, 2);

    private static final double[] HEALTH = {2, 0, 5, 3, 8, 1, 4, 9, 6, 7, 2, 5};
    private static final double[] INCOME = {10, 10, 25, 30, 30, 30, 45, 50, 60, 70, 70, 90};
    private static final double[] WEIGHT = {1, 2, 1, 3, 1, 2, 2, 1, 1, 2, 1, 3};

    private static void check(String source, String quantity, double expected, double actual) {
        Oracle.check("Concentration index", source, quantity, expected, actual, 1e-8);
    }

    private static void estimate(String source, String quantity, double[] expected, Estimate actual) {
        check(source, quantity, expected[0], actual.value());
        Oracle.check("Concentration index", source, quantity + ", se", expected[1], actual.se(), 1e-6);
    }

    @Test
    void housingSurveyAgreesWithRineq() {
        Csv csv = Shared.csv("data/equity/rineq_housing.csv");
        double[] bmi = csv.numbers("bmi");
        double[] income = csv.numbers("income");
        Result delta = ConcentrationIndex.of(bmi, income, Options.of(LEVEL).with(Variance.DELTA));
        check(RINEQ, "housing: body mass by income", 0.1210040457, delta.index().value());
        check(
                RINEQ,
                "housing: variance, delta, times (n/(n-1))²",
                2.077384259e-06,
                square(delta.index().se()) * RINEQ_FACTOR);
        check(RINEQ, "housing: generalised", 3.118508776, delta.generalised().value());
        Result convenient = ConcentrationIndex.of(bmi, income, Options.of(LEVEL).with(Variance.CONVENIENT));
        check(
                RINEQ,
                "housing: variance, convenience, times (n/(n-1))²",
                1.989972836e-06,
                square(convenient.index().se()) * RINEQ_FACTOR);
        Result influence = ConcentrationIndex.of(bmi, income, Options.of(LEVEL));
        check(
                RINEQ,
                "housing: variance, direct",
                2.443740383e-06,
                square(influence.index().se()));
    }

    @Test
    void boundedVariableAgreesWithRineq() {
        Csv csv = Shared.csv("data/equity/rineq_housing.csv");
        double[] high =
                Arrays.stream(csv.numbers("bmi")).map(b -> b > 30 ? 1 : 0).toArray();
        Result r = ConcentrationIndex.of(
                high, csv.numbers("income"), Options.of(LEVEL).bounded(0, 1).with(Variance.DELTA));
        check(RINEQ, "housing: BMI above 30", 0.4521106142, r.index().value());
        check(
                RINEQ,
                "housing: BMI above 30, Erreygers",
                0.54180936,
                r.erreygers().orElseThrow().value());
        check(
                RINEQ,
                "housing: BMI above 30, Wagstaff",
                0.6455034468,
                r.wagstaff().orElseThrow().value());
        check(
                RINEQ,
                "housing: BMI above 30, Wagstaff variance",
                0.0001891180144,
                square(r.wagstaff().orElseThrow().se()) * RINEQ_FACTOR);
        check(
                RINEQ,
                "housing: BMI above 30, Erreygers variance",
                0.0001332382055,
                square(r.erreygers().orElseThrow().se()) * RINEQ_FACTOR);
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void influenceErrorsAgreeWithNumericalDerivatives() {
        Result plain = ConcentrationIndex.of(HEALTH, INCOME, Options.of(LEVEL));
        estimate(R, "twelve people", new double[] {0.155448717949, 0.0984926640912}, plain.index());
        Result r =
                ConcentrationIndex.of(HEALTH, INCOME, WEIGHT, Options.of(LEVEL).bounded(0, 10));
        estimate(R, "twelve people, weighted", new double[] {0.200625, 0.0981506485394}, r.index());
        estimate(R, "weighted, generalised", new double[] {0.8025, 0.304253184233}, r.generalised());
        estimate(
                R,
                "weighted, Erreygers",
                new double[] {0.321, 0.121701273706},
                r.erreygers().orElseThrow());
        estimate(
                R,
                "weighted, Wagstaff",
                new double[] {0.334375, 0.137209990542},
                r.wagstaff().orElseThrow());
        Result wide =
                ConcentrationIndex.of(HEALTH, INCOME, WEIGHT, Options.of(LEVEL).bounded(-1, 12));
        estimate(
                R,
                "wider bounds, Erreygers",
                new double[] {0.2469230769231, 0.0936163643763},
                wide.erreygers().orElseThrow());
        estimate(
                R,
                "wider bounds, Wagstaff",
                new double[] {0.2608125, 0.106133623663},
                wide.wagstaff().orElseThrow());
    }

    @Test
    void regressionErrorsAgreeWithR() {
        Options options = Options.of(LEVEL);
        check(
                R,
                "twelve people, convenient se",
                0.101664137157,
                ConcentrationIndex.of(HEALTH, INCOME, options.with(Variance.CONVENIENT))
                        .index()
                        .se());
        check(
                R,
                "twelve people, delta se",
                0.105386249799,
                ConcentrationIndex.of(HEALTH, INCOME, options.with(Variance.DELTA))
                        .index()
                        .se());
    }

    @Test
    void twoPeopleByHand() {
        // Ranks 1/4 and 3/4, mean 2: C = 2 · ((1−2)(−1/4) + (3−2)(1/4))/2 / 2 = 1/4.
        Result r = ConcentrationIndex.of(new double[] {1, 3}, new double[] {5, 9}, Options.of(LEVEL));
        assertThat(r.index().value()).isEqualTo(0.25);
        assertThat(r.curve().population()).containsExactly(0, 0.5, 1);
        assertThat(r.curve().cumulative()).containsExactly(0, 0.25, 1);
    }

    @Test
    void ginisAndTheilsOfChineseCitiesAgreeWithThePublishedOnes() {
        Csv csv = Shared.csv("data/china_charls_nhss/CHARLS_CITY.csv");
        double[] year = csv.numbers("YEAR");
        double[] all = csv.numbers("OUTP1M_RATIO");
        double[] x = java.util.stream.IntStream.range(0, year.length)
                .filter(i -> year[i] == 2011 && !Double.isNaN(all[i]))
                .mapToDouble(i -> all[i])
                .toArray();
        String source = "Jiang, Zheng and Zhao 2019 (published indices)";
        Oracle.check("Gini", source, "outpatient use, 126 cities, 2011", 0.2451906901, Dispersion.gini(x), 1e-9);
        Oracle.check("Theil T", source, "outpatient use, 126 cities, 2011", 0.09702968984, Dispersion.theilT(x), 1e-9);
        Oracle.check("Theil L", source, "outpatient use, 126 cities, 2011", 0.1141265655, Dispersion.theilL(x), 1e-9);
    }

    @Test
    void equalSharesHaveNoInequality() {
        double[] same = {3, 3, 3, 3};
        assertThat(Dispersion.gini(same)).isZero();
        assertThat(Dispersion.theilT(same)).isZero();
        assertThat(Dispersion.theilL(same)).isZero();
    }

    @Test
    void indexIsUnchangedByScaleOrderAndRepetitionAndTurnsWithTheRanking() {
        var random = Seeds.of("concentration-invariance").generator();
        int n = 200;
        double[] h = random.doubles(n, 0, 5).toArray();
        double[] y = random.ints(n, 0, 30).asDoubleStream().toArray();
        double[] w = random.ints(n, 1, 4).asDoubleStream().toArray();
        Result base = ConcentrationIndex.of(h, y, w, Options.of(LEVEL));
        double[] scaled = Arrays.stream(h).map(v -> 7 * v).toArray();
        double[] monotone = Arrays.stream(y).map(v -> Math.exp(v / 10)).toArray();
        assertThat(ConcentrationIndex.of(scaled, monotone, w, Options.of(LEVEL))
                        .index()
                        .value())
                .isCloseTo(base.index().value(), within(1e-12));
        double[] turned = Arrays.stream(y).map(v -> -v).toArray();
        assertThat(ConcentrationIndex.of(h, turned, w, Options.of(LEVEL))
                        .index()
                        .value())
                .isCloseTo(-base.index().value(), within(1e-12));
        int[] rows = java.util.stream.IntStream.range(0, n)
                .flatMap(i -> java.util.stream.IntStream.generate(() -> i).limit((long) w[i]))
                .toArray();
        double[] longHealth = Arrays.stream(rows).mapToDouble(i -> h[i]).toArray();
        double[] longIncome = Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
        assertThat(ConcentrationIndex.of(longHealth, longIncome, Options.of(LEVEL))
                        .index()
                        .value())
                .isCloseTo(base.index().value(), within(1e-12));
    }

    @Test
    void longCurvesAreThinnedToEvenShares() {
        double[] x =
                java.util.stream.IntStream.rangeClosed(1, 1000).asDoubleStream().toArray();
        ConcentrationIndex.Curve curve =
                ConcentrationIndex.of(x, x, Options.of(LEVEL)).curve();
        assertThat(curve.population()).hasSize(101);
        // The poorest half of 1 … 1000 hold 500·501/2 of 1000·1001/2.
        assertThat(curve.population()[50]).isEqualTo(0.5);
        assertThat(curve.cumulative()[50]).isCloseTo(500.0 * 501 / (1000.0 * 1001), within(1e-12));
    }
}
