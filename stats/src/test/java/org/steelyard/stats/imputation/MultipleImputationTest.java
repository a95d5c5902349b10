package org.steelyard.stats.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.imputation.ImputationPlan.NumericMethod;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

class MultipleImputationTest {

    private static final double MICE_AGE = 30.93;
    private static final double MICE_BMI = 5.18;

    /** Mixed columns with about 30 % holes in three of them, missing at random given x. */
    private static List<IncompleteColumn> mixed(RandomGenerator random, int n) {
        double[] x = new double[n];
        double[] y = new double[n];
        byte[] b = new byte[n];
        int[] c = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = Draws.normal(random);
            b[i] = (byte) (Draws.uniform(random) < 1 / (1 + Math.exp(-x[i])) ? 1 : 0);
            c[i] = Draws.index(random, 3);
            y[i] = 2 + x[i] + b[i] - 0.5 * c[i] + Draws.normal(random);
        }
        for (int i = 0; i < n; i++) {
            double hole = x[i] > 0 ? 0.4 : 0.2;
            y[i] = Draws.uniform(random) < hole ? Double.NaN : y[i];
            b[i] = (byte) (Draws.uniform(random) < hole ? -1 : b[i]);
            c[i] = Draws.uniform(random) < hole ? -1 : c[i];
        }
        return List.of(
                new IncompleteColumn.Numeric("x", x),
                new IncompleteColumn.Numeric("y", y),
                new IncompleteColumn.Binary("b", b),
                new IncompleteColumn.Category("c", 3, c));
    }

    @ParameterizedTest
    @EnumSource(NumericMethod.class)
    void observedValuesNeverChangeAndNoHoleIsLeft(NumericMethod method) {
        Seed seed = Seeds.of("imputation-observed");
        List<IncompleteColumn> columns = mixed(seed.generator(), 300);
        List<ImputedTable> tables =
                MultipleImputation.run(columns, ImputationPlan.of(3, 4, seed).with(method));
        assertThat(tables).hasSize(3);
        for (ImputedTable table : tables) {
            for (int k = 0; k < columns.size(); k++) {
                IncompleteColumn before = columns.get(k);
                IncompleteColumn after = table.columns().get(k);
                assertThat(after.missing()).isZero();
                for (int i = 0; i < before.rows(); i++) {
                    if (!before.isMissing(i)) {
                        assertThat(value(after, i)).isEqualTo(value(before, i));
                    }
                }
            }
            assertThat(table.trace()).containsOnlyKeys("y", "b", "c");
            assertThat(table.trace().get("y")).hasSize(4);
        }
    }

    private static double value(IncompleteColumn column, int row) {
        return switch (column) {
            case IncompleteColumn.Numeric c -> c.values()[row];
            case IncompleteColumn.Binary c -> c.values()[row];
            case IncompleteColumn.Category c -> c.codes()[row];
        };
    }

    @Test
    void meanMatchingOnlyEverGivesObservedValues() {
        Seed seed = Seeds.of("imputation-donors");
        List<IncompleteColumn> columns = mixed(seed.generator(), 200);
        double[] before = ((IncompleteColumn.Numeric) columns.get(1)).values();
        double[] observed =
                Arrays.stream(before).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] after = ((IncompleteColumn.Numeric) MultipleImputation.run(columns, ImputationPlan.of(1, 5, seed))
                        .getFirst()
                        .columns()
                        .get(1))
                .values();
        for (double v : after) {
            assertThat(Arrays.binarySearch(observed, v)).isNotNegative();
        }
    }

    @Test
    void threadsNeverChangeABitAndTablesDiffer() {
        Seed seed = Seeds.of("imputation-threads");
        List<IncompleteColumn> columns = mixed(seed.generator(), 250);
        ImputationPlan plan = ImputationPlan.of(6, 3, seed);
        List<ImputedTable> one = MultipleImputation.run(columns, plan);
        List<ImputedTable> four = MultipleImputation.run(columns, plan.withThreads(4));
        for (int k = 0; k < one.size(); k++) {
            for (int c = 0; c < columns.size(); c++) {
                for (int i = 0; i < 250; i++) {
                    assertThat(value(four.get(k).columns().get(c), i))
                            .isEqualTo(value(one.get(k).columns().get(c), i));
                }
            }
        }
        assertThat(one.get(0).trace().get("y")).isNotEqualTo(one.get(1).trace().get("y"));
    }

    @Test
    void separationCollinearityAndConstantColumnsDoNoHarm() {
        int n = 60;
        double[] x = new double[n];
        double[] twice = new double[n];
        double[] constant = new double[n];
        double[] hole = new double[n];
        byte[] separated = new byte[n];
        int[] rare = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
            twice[i] = 2.0 * i + 1;
            constant[i] = 5;
            hole[i] = i % 3 == 0 ? Double.NaN : 4;
            separated[i] = (byte) (i % 4 == 0 ? -1 : i >= 30 ? 1 : 0);
            rare[i] = i % 5 == 0 ? -1 : i == 7 ? 4 : i >= 40 ? 2 : 0;
        }
        List<IncompleteColumn> columns = List.of(
                new IncompleteColumn.Numeric("x", x),
                new IncompleteColumn.Numeric("twice", twice),
                new IncompleteColumn.Numeric("constant", constant),
                new IncompleteColumn.Numeric("hole", hole),
                new IncompleteColumn.Binary("separated", separated),
                new IncompleteColumn.Category("rare", 6, rare));
        ImputedTable table = MultipleImputation.run(columns, ImputationPlan.of(1, 5, Seeds.of("imputation-hard")))
                .getFirst();
        assertThat(((IncompleteColumn.Numeric) table.columns().get(3)).values()).containsOnly(4);
        byte[] filled = ((IncompleteColumn.Binary) table.columns().get(4)).values();
        int wrong = 0;
        for (int i = 0; i < n; i += 4) {
            wrong += filled[i] == (i >= 30 ? 1 : 0) ? 0 : 1;
        }
        assertThat(wrong).isLessThanOrEqualTo(5);
        assertThat(((IncompleteColumn.Category) table.columns().get(5)).codes()).doesNotContain(-1, 1, 3, 5);
    }

    @Test
    void morePredictorsThanRowsAreCutToTheStrongest() {
        RandomGenerator random = Seeds.of("imputation-wide").generator();
        int n = 30;
        List<IncompleteColumn> columns = new ArrayList<>();
        double[] signal = new double[n];
        for (int k = 0; k < 50; k++) {
            double[] x = new double[n];
            Arrays.setAll(x, i -> Draws.normal(random));
            columns.add(new IncompleteColumn.Numeric("x" + k, x));
            signal = k == 17 ? x.clone() : signal;
        }
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % 5 == 0 ? Double.NaN : 100 * signal[i];
        }
        columns.add(new IncompleteColumn.Numeric("y", y));
        ImputationPlan plan = ImputationPlan.of(1, 2, new Seed(5)).with(NumericMethod.NORMAL);
        double[] filled = ((IncompleteColumn.Numeric) MultipleImputation.run(columns, plan)
                        .getFirst()
                        .columns()
                        .get(50))
                .values();
        for (int i = 0; i < n; i += 5) {
            assertThat(filled[i]).isCloseTo(100 * signal[i], within(1.0));
        }
    }

    @Test
    void categoriesFollowTheirPredictor() {
        RandomGenerator random = Seeds.of("imputation-category").generator();
        int n = 3000;
        double[] x = new double[n];
        int[] c = new int[n];
        int[] truth = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = 2 * Draws.normal(random);
            double[] e = {1, Math.exp(0.5 + x[i]), Math.exp(-0.2 - x[i])};
            double u = Draws.uniform(random) * (e[0] + e[1] + e[2]);
            truth[i] = u < e[0] ? 0 : u < e[0] + e[1] ? 1 : 2;
            c[i] = Draws.uniform(random) < 0.3 ? -1 : truth[i];
        }
        int[] filled = ((IncompleteColumn.Category) MultipleImputation.run(
                                List.of(new IncompleteColumn.Numeric("x", x), new IncompleteColumn.Category("c", 3, c)),
                                ImputationPlan.of(1, 1, new Seed(8)))
                        .getFirst()
                        .columns()
                        .get(1))
                .codes();
        for (int level = 0; level < 3; level++) {
            double imputed = 0;
            double real = 0;
            for (int i = 0; i < n; i++) {
                if (c[i] < 0) {
                    imputed += filled[i] == level ? x[i] : 0;
                    real += truth[i] == level ? x[i] : 0;
                }
            }
            // Sum of x over a level among about 900 holes; its standard deviation is about 2 · sqrt(900 · 0.3) = 33.
            assertThat(imputed).isCloseTo(real, within(150.0));
        }
    }

    @Test
    void nhanesRegressionIsNearThatOfMice() {
        // mice on R 4.2.2, 20 tables by predictive mean matching: slopes of chl on age and bmi; Monte Carlo noise is
        // large with 25 rows.
        Csv csv = Shared.csv("data/meta/mice_nhanes.csv");
        double[] hyp = csv.numbers("hyp");
        byte[] binary = new byte[hyp.length];
        for (int i = 0; i < hyp.length; i++) {
            binary[i] = (byte) (Double.isNaN(hyp[i]) ? -1 : hyp[i] - 1);
        }
        List<IncompleteColumn> columns = List.of(
                new IncompleteColumn.Numeric("age", csv.numbers("age")),
                new IncompleteColumn.Numeric("bmi", csv.numbers("bmi")),
                new IncompleteColumn.Binary("hyp", binary),
                new IncompleteColumn.Numeric("chl", csv.numbers("chl")));
        List<Estimate> age = new ArrayList<>();
        List<Estimate> bmi = new ArrayList<>();
        for (ImputedTable table : MultipleImputation.run(columns, ImputationPlan.of(50, 20, new Seed(1)))) {
            LinearFit fit = LinearRegression.withDefaults()
                    .fit(
                            DesignMatrix.withIntercept(
                                    List.of("age", "bmi"), new double[][] {numbers(table, 0), numbers(table, 1)}),
                            numbers(table, 3));
            age.add(Estimate.normal(fit.coefficient("age"), fit.standardError("age"), 0.95));
            bmi.add(Estimate.normal(fit.coefficient("bmi"), fit.standardError("bmi"), 0.95));
        }
        RubinsRules.Pooled ageSlope = RubinsRules.pool(age, 0.95, OptionalDouble.of(22));
        RubinsRules.Pooled bmiSlope = RubinsRules.pool(bmi, 0.95, OptionalDouble.of(22));
        String mice = "R 4.2.2 mice, 20 tables by predictive mean matching";
        Oracle.check(
                "Multiple imputation",
                mice,
                "nhanes: slope of age",
                MICE_AGE,
                ageSlope.estimate().value(),
                0.32);
        Oracle.check(
                "Multiple imputation",
                mice,
                "nhanes: slope of body mass",
                MICE_BMI,
                bmiSlope.estimate().value(),
                0.38);
        assertThat(ageSlope.estimate().se()).isBetween(5.0, 18.0);
    }

    private static double[] numbers(ImputedTable table, int column) {
        return ((IncompleteColumn.Numeric) table.columns().get(column)).values();
    }
}
