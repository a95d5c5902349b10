package org.steelyard.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;

class DesignMatrixTest {

    private static final long SEED = Long.getLong("seed", 20261122L);

    private static double[][] random(RandomGenerator random, int columns, int rows) {
        double[][] values = new double[columns][rows];
        for (double[] column : values) {
            Arrays.setAll(column, i -> random.nextGaussian());
        }
        return values;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(j -> "x" + j).toList();
    }

    @Test
    void productsEqualTheirDefinitionForEveryShapeAndKernel() {
        System.out.println("seed " + SEED);
        RandomGenerator random = new Seed(SEED).generator();
        int[][] shapes = {{1, 1}, {3, 7}, {4, 256}, {5, 257}, {7, 1000}, {8, 511}, {9, 5000}, {13, 2049}};
        for (int[] shape : shapes) {
            double[][] columns = random(random, shape[0], shape[1]);
            double[] w = random(random, 1, shape[1])[0];
            DesignMatrix x = DesignMatrix.withIntercept(names(shape[0]), columns);
            for (Numerics.Kernel kernel : Numerics.Kernel.values()) {
                Numerics numerics = new Numerics(kernel, 3);
                Matrix cross = x.crossProduct(w, numerics);
                double[] right = x.transposeTimes(w, numerics);
                NormalEquations both = x.normalEquations(w, w, numerics);
                assertThat(both.cross()).isEqualTo(cross);
                assertThat(both.right()).isEqualTo(right);
                for (int a = 0; a < x.columns(); a++) {
                    double[] left = x.column(a);
                    assertThat(right[a]).isCloseTo(sum(left, w, ones(w.length)), Offset.offset(1e-9));
                    for (int b = 0; b < x.columns(); b++) {
                        assertThat(cross.at(a, b)).isCloseTo(sum(left, w, x.column(b)), Offset.offset(1e-9));
                    }
                }
            }
        }
    }

    /** One order of fused multiply-adds: the kernel is a matter of time, as the number of threads is. */
    @Test
    void everyKernelGivesTheSameBits() {
        System.out.println("seed " + SEED);
        RandomGenerator random = new Seed(SEED).generator();
        int[][] shapes = {
            {1, 1}, {2, 3}, {3, 7}, {4, 256}, {5, 257}, {7, 1000}, {11, 511}, {20, 6001}, {51, 2049}, {71, 400}
        };
        for (int[] shape : shapes) {
            double[][] columns = random(random, shape[0], shape[1]);
            double[] w = random(random, 1, shape[1])[0];
            DesignMatrix x = DesignMatrix.withIntercept(names(shape[0]), columns);
            Matrix plain = x.crossProduct(w, new Numerics(Numerics.Kernel.PLAIN, 1));
            assertThat(x.crossProduct(w, new Numerics(Numerics.Kernel.VECTOR, 2)))
                    .isEqualTo(plain);
        }
        assertThat(CrossProduct.of(Numerics.Kernel.VECTOR).id())
                .as("the tests run with the module")
                .isEqualTo("vector");
    }

    @Test
    void rowsAddedTogetherHaveTheBitsOfRowsAddedOneByOne() {
        System.out.println("seed " + SEED);
        RandomGenerator random = new Seed(SEED).generator();
        for (int columns : new int[] {1, 4, 5, 8, 11, 20}) {
            DesignMatrix x = DesignMatrix.of(names(columns), random(random, columns, 900));
            double[] factors = random(random, 1, 900)[0];
            double[] together = new double[x.stride() + 3];
            double[] oneByOne = new double[x.stride() + 3];
            for (int row = 100; row < 777; row++) {
                x.addRow(row, factors[row], oneByOne, 3);
            }
            x.addRows(100, 777, factors, together, 3);
            assertThat(together).isEqualTo(oneByOne);
        }
    }

    @Test
    void theScoreInOnePassHasTheBitsOfTwo() {
        RandomGenerator random = new Seed(SEED).generator();
        double[][] columns = random(random, 9, 20_000);
        DesignMatrix x = DesignMatrix.withIntercept(names(9), columns);
        double[] b = random(random, 1, 10)[0];
        double[] counts = new double[20_000];
        Arrays.setAll(counts, i -> i % 3);
        double[] predictor = x.times(b);
        double[] perRow = new double[20_000];
        Arrays.setAll(perRow, i -> counts[i] * (predictor[i] - columns[0][i]));
        assertThat(x.score(b, counts, (row, eta) -> eta - columns[0][row]))
                .isEqualTo(x.transposeTimes(perRow, Numerics.plain()));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double sum(double[] a, double[] b, double[] c) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i] * c[i]).sum();
    }

    @Test
    void threadsNeverChangeABit() {
        double[][] columns = random(new Seed(SEED).generator(), 11, 300_000);
        DesignMatrix x = DesignMatrix.withIntercept(names(11), columns);
        for (Numerics.Kernel kernel : Numerics.Kernel.values()) {
            Numerics one = new Numerics(kernel, 1);
            NormalEquations alone = x.normalEquations(columns[0], columns[1], one);
            for (int threads : new int[] {2, 3, 16}) {
                NormalEquations shared = x.normalEquations(columns[0], columns[1], one.withThreads(threads));
                assertThat(shared.cross()).isEqualTo(alone.cross());
                assertThat(shared.right()).isEqualTo(alone.right());
                assertThat(x.times(alone.right(), one.withThreads(threads))).isEqualTo(x.times(alone.right(), one));
            }
        }
    }

    @Test
    void changingTheSourceArrayDoesNotChangeTheDesign() {
        double[] column = {1, 2, 3};
        DesignMatrix x = DesignMatrix.of(List.of("a"), new double[][] {column});
        column[1] = 99;
        assertThat(x.column(0)).containsExactly(1, 2, 3);
    }

    @Test
    void rowsAndColumnsCanBeTakenAndReplaced() {
        DesignMatrix x = DesignMatrix.withIntercept(List.of("a", "b"), new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(x.select(new int[] {2, 0, 2}).column(2)).containsExactly(6, 4, 6);
        assertThat(x.withValue("a", 7).column(1)).containsExactly(7, 7, 7);
        assertThat(x.withColumn("c", new double[] {8, 9, 10}).row(1)).containsExactly(1, 2, 5, 9);
        assertThat(x.selectColumns(new int[] {2}).terms()).containsExactly("b");
        assertThat(x.selectColumns(new int[] {0, 2}).hasIntercept()).isTrue();
        assertThat(x.terms()).containsExactly("(Intercept)", "a", "b");
    }

    @Test
    void choleskySolvesAndInverts() {
        // By hand: [[4, 2], [2, 3]] has determinant 8 and inverse [[3, -2], [-2, 4]] / 8.
        Cholesky factor = Cholesky.of(Matrix.of(new double[][] {{4, 2}, {2, 3}}));
        assertThat(factor.inverse().at(0, 0)).isCloseTo(0.375, Offset.offset(1e-15));
        assertThat(factor.inverse().at(0, 1)).isCloseTo(-0.25, Offset.offset(1e-15));
        assertThat(factor.inverse().at(1, 1)).isCloseTo(0.5, Offset.offset(1e-15));
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(8), Offset.offset(1e-14));
        assertThat(factor.solve(new double[] {8, 8})).containsExactly(new double[] {1, 2}, Offset.offset(1e-14));
    }

    @Test
    void choleskyNamesTheColumnsOfACombination() {
        double[][] columns = random(new Seed(SEED).generator(), 3, 50);
        double[] sum = IntStream.range(0, 50)
                .mapToDouble(i -> 2 * columns[0][i] - columns[2][i])
                .toArray();
        DesignMatrix x =
                DesignMatrix.of(List.of("a", "b", "c", "d"), new double[][] {columns[0], columns[1], columns[2], sum});
        Cholesky factor = Cholesky.of(x.crossProduct(ones(50), Numerics.plain()));
        assertThat(factor.rank()).isEqualTo(3);
        assertThat(factor.dependent()).containsExactly(3);
        assertThat(factor.combinationOf(3)).containsExactly(0, 2);
    }
}
