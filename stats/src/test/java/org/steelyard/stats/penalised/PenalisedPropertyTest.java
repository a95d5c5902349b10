package org.steelyard.stats.penalised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.testing.Seeds;

class PenalisedPropertyTest {

    private static final FormulaSample SAMPLE = new FormulaSample();

    /** Two orthogonal columns of ±1: each coefficient is the mean of x y, drawn to 0 by lambda. */
    @Test
    void softThresholdByHand() {
        double[] a = {1, 1, -1, -1};
        double[] b = {1, -1, 1, -1};
        double[] y = {5, 3, 1, -1};
        PenalisedData data = PenalisedData.of(
                SparseColumns.ofDense(List.of("a", "b"), new double[][] {a, b}), new Response.Continuous(y));
        PenalisedFit fit = PenalisedRegression.lasso().withTolerance(1e-15).fit(data, 0.25);
        Oracle.check("Lasso, linear", "by hand", "orthogonal columns: first", 1.75, fit.coefficient(0), 1e-12);
        Oracle.check("Lasso, linear", "by hand", "orthogonal columns: second", 0.75, fit.coefficient(1), 1e-12);
        Oracle.check("Lasso, linear", "by hand", "orthogonal columns: intercept", 2, fit.intercept(), 1e-12);
        assertThat(PenalisedRegression.lasso().fit(data, 1.5).selected()).containsExactly(0);
        assertThat(PenalisedRegression.lasso().fit(data, 2.5).selected()).isEmpty();
    }

    @Test
    void aSmallPenaltyIsMaximumLikelihood() {
        SparseColumns few = SparseColumns.ofDense(List.of("x1", "x3"), new double[][] {SAMPLE.x[0], SAMPLE.x[2]});
        DesignMatrix dense = DesignMatrix.withIntercept(List.of("x1", "x3"), new double[][] {SAMPLE.x[0], SAMPLE.x[2]});
        double[] free = {0, 0};
        PenalisedFit logistic = PenalisedRegression.lasso()
                .withPenaltyFactors(free)
                .withTolerance(1e-16)
                .fit(PenalisedData.of(few, new Response.Binary(SAMPLE.y)), 1);
        double[] expected = LogisticRegression.withDefaults()
                .withTolerance(1e-14)
                .fit(dense, SAMPLE.y)
                .coefficients();
        assertThat(logistic.intercept()).isCloseTo(expected[0], within(1e-7));
        assertThat(logistic.values()).containsExactly(new double[] {expected[1], expected[2]}, within(1e-7));
        PenalisedFit cox = PenalisedRegression.lasso()
                .withPenaltyFactors(free)
                .withTolerance(1e-16)
                .fit(PenalisedData.of(few, Response.Survival.of(SAMPLE.time, SAMPLE.event)), 1);
        double[] b = CoxRegression.withDefaults()
                .with(Ties.BRESLOW)
                .fit(CoxData.rightCensored(dense.selectColumns(new int[] {1, 2}), SAMPLE.time, SAMPLE.event))
                .coefficients();
        assertThat(cox.values()).containsExactly(b, within(1e-7));
    }

    @Test
    void waysOfStoringAndMovingColumnsChangeNothing() {
        int[] having = IntStream.range(0, FormulaSample.N)
                .filter(i -> SAMPLE.x[2][i] == 1)
                .toArray();
        double[] ones = new double[having.length];
        Arrays.fill(ones, 1);
        double[] shifted = Arrays.stream(SAMPLE.x[0]).map(v -> v + 1000).toArray();
        SparseColumns stored = SparseColumns.rows(FormulaSample.N)
                .dense("a", SAMPLE.x[0])
                .indicator("b", having)
                .build();
        SparseColumns otherwise = SparseColumns.rows(FormulaSample.N)
                .dense("a", shifted)
                .sparse("b", having, ones)
                .build();
        PenalisedRegression method = PenalisedRegression.lasso().withTolerance(1e-15);
        PenalisedFit one = method.fit(PenalisedData.of(stored, new Response.Binary(SAMPLE.y)), 0.01);
        PenalisedFit two = method.fit(PenalisedData.of(otherwise, new Response.Binary(SAMPLE.y)), 0.01);
        assertThat(two.values()).containsExactly(one.values(), within(1e-7));
        assertThat(two.intercept()).isCloseTo(one.intercept() - 1000 * one.coefficient("a"), within(1e-4));
    }

    @Test
    void twiceARowIsAWeightOfTwoForEveryLoss() {
        int[] twice = IntStream.range(0, 2 * FormulaSample.N)
                .map(i -> i % FormulaSample.N)
                .toArray();
        double[][] x = Arrays.stream(SAMPLE.x).map(c -> pick(c, twice)).toArray(double[][]::new);
        List<String> names = SAMPLE.columns().names();
        double[] two = new double[FormulaSample.N];
        Arrays.fill(two, 2);
        boolean[] event = new boolean[twice.length];
        for (int i = 0; i < event.length; i++) {
            event[i] = SAMPLE.event[twice[i]];
        }
        List<Response> doubled = List.of(
                new Response.Binary(pick(SAMPLE.y, twice)),
                new Response.Count(pick(SAMPLE.count, twice)),
                Response.Survival.of(pick(SAMPLE.time, twice), event));
        List<Response> single = List.of(
                new Response.Binary(SAMPLE.y),
                new Response.Count(SAMPLE.count),
                Response.Survival.of(SAMPLE.time, SAMPLE.event));
        PenalisedRegression method = PenalisedRegression.elasticNet(0.7).withTolerance(1e-16);
        for (int k = 0; k < single.size(); k++) {
            PenalisedFit one =
                    method.fit(PenalisedData.of(SAMPLE.columns(), single.get(k)).withWeights(two), 0.03);
            PenalisedFit all = method.fit(PenalisedData.of(SparseColumns.ofDense(names, x), doubled.get(k)), 0.03);
            assertThat(all.values()).containsExactly(one.values(), within(1e-6));
        }
    }

    private static double[] pick(double[] v, int[] rows) {
        return Arrays.stream(rows).mapToDouble(r -> v[r]).toArray();
    }

    @Test
    void largeScaleScoreFindsWhatDrivesTreatmentAndListsItsDouble() {
        RandomGenerator random = Seeds.of("large-scale score").generator();
        int n = 3000;
        int p = 400;
        boolean[] treated = new boolean[n];
        double[] truth = new double[n];
        double[][] x = new double[p][n];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < n; i++) {
                x[j][i] = random.nextDouble() < 0.05 ? 1 : 0;
            }
        }
        for (int i = 0; i < n; i++) {
            truth[i] = -0.5;
            for (int j = 0; j < 10; j++) {
                truth[i] += (j % 2 == 0 ? 1.2 : -1.2) * x[j][i];
            }
            treated[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth[i]));
        }
        List<String> names = IntStream.range(0, p).mapToObj(j -> "code" + j).toList();
        LargeScalePropensity.Result result = LargeScalePropensity.fit(
                SparseColumns.ofDense(names, x), treated, LargeScalePropensity.Options.of(new Seed(1), 2));
        assertThat(result.fit().selected().length).isBetween(10, 120);
        assertThat(result.fit().names()).contains("code0", "code1", "code2", "code3");
        assertThat(result.suspicious()).isEmpty();
        assertThat(result.fit().violation()).isLessThan(0.05);
        double[][] more = Arrays.copyOf(x, p + 1);
        more[p] = new double[n];
        for (int i = 0; i < n; i++) {
            more[p][i] = treated[i] == (i % 10 != 0) ? 1 : 0;
        }
        List<String> moreNames =
                IntStream.rangeClosed(0, p).mapToObj(j -> "code" + j).toList();
        assertThat(LargeScalePropensity.fit(
                                SparseColumns.ofDense(moreNames, more),
                                treated,
                                LargeScalePropensity.Options.of(new Seed(1), 1))
                        .suspicious())
                .containsExactly("code400");
    }

    @Test
    void foldsAreEvenWithinStrataAndReproducible() {
        int[] arm = IntStream.range(0, 103).map(i -> i % 3 == 0 ? 1 : 0).toArray();
        int[] fold = PenalisedRegression.folds(arm, 5, new Seed(3));
        assertThat(fold).isEqualTo(PenalisedRegression.folds(arm, 5, new Seed(3)));
        for (int s = 0; s < 2; s++) {
            int stratum = s;
            int[] count = new int[5];
            IntStream.range(0, arm.length).filter(i -> arm[i] == stratum).forEach(i -> count[fold[i]]++);
            assertThat(Arrays.stream(count).max().orElse(0)
                            - Arrays.stream(count).min().orElse(0))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatCannotBeFittedIsSaid() {
        SparseColumns x = SparseColumns.ofDense(List.of("a"), new double[][] {{1, 2, 3}});
        assertThatThrownBy(() -> PenalisedRegression.lasso()
                        .fit(PenalisedData.of(x, new Response.Continuous(new double[] {2, 2, 2})), 1))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(NumericError.OUTCOME_CONSTANT));
        assertThatThrownBy(() -> PenalisedData.of(x, new Response.Binary(new double[] {2, 0, 1})))
                .isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> SparseColumns.ofDense(List.of("a"), new double[][] {{1, Double.NaN}}))
                .isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> PenalisedRegression.elasticNet(2)).isInstanceOf(SteelyardException.class);
    }
}
