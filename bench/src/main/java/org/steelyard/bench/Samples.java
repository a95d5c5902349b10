package org.steelyard.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.penalised.SparseColumns;

/** Generated data: half of the covariates continuous, half binary, with modest effects. */
final class Samples {

    private static final Seed SEED = new Seed(20261122);
    private static final int DAYS = 3000;

    private Samples() {}

    /**
     * @param columns covariates without intercept
     * @param y a binary outcome of a logistic model
     */
    record Binary(double[][] columns, double[] y) {}

    /**
     * @param days whole days, from 1
     * @param event whether the event happened on that day
     */
    record Survival(double[][] columns, double[] days, boolean[] event) {}

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(j -> "x" + (j + 1)).toList();
    }

    static Binary binary(int rows, int columns) {
        RandomGenerator random = SEED.child("binary", columns).generator();
        double[][] x = covariates(random, rows, columns);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(0.5 - predictor(x, i))) ? 1 : 0;
        }
        return new Binary(x, y);
    }

    /** Exponential times cut into days, censored at random and at the end: about 35 % events. */
    static Survival survival(int rows, int columns) {
        RandomGenerator random = SEED.child("survival", columns).generator();
        double[][] x = covariates(random, rows, columns);
        double[] days = new double[rows];
        boolean[] event = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            double own = -Math.log(1 - random.nextDouble()) * 4000 * Math.exp(-predictor(x, i));
            double censored = random.nextDouble() * 1.5 * DAYS;
            event[i] = own <= Math.min(censored, DAYS);
            days[i] = Math.max(1, Math.ceil(Math.min(own, Math.min(censored, DAYS))));
        }
        return new Survival(x, days, event);
    }

    /**
     * @param columns indicators, each of one row in a hundred
     * @param places column · rows + row of every indicator that is set, for the other side
     * @param y treatment, on which a tenth of the columns act
     */
    record Sparse(SparseColumns columns, double[] places, double[] y) {}

    static Sparse sparse(int rows, int columns) {
        RandomGenerator random = SEED.child("sparse", columns).generator();
        int each = rows / 100;
        double[] eta = new double[rows];
        Arrays.fill(eta, -1);
        double[] places = new double[columns * each];
        SparseColumns.Builder builder = SparseColumns.rows(rows);
        int at = 0;
        for (int j = 0; j < columns; j++) {
            int[] having = distinct(random, rows, each);
            double effect = j % 10 == 0 ? 0.5 * random.nextGaussian() : 0;
            for (int row : having) {
                eta[row] += effect;
                places[at++] = (double) j * rows + row;
            }
            builder.indicator("c" + (j + 1), having);
        }
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-eta[i])) ? 1 : 0;
        }
        return new Sparse(builder.build(), places, y);
    }

    /**
     * @param columns NaN where missing; the first, second and third have many holes, the second is binary, the fourth few
     * @param incomplete the same for the imputation
     */
    record Holes(double[][] columns, List<IncompleteColumn> incomplete) {}

    /** Holes as in the heart catheter data: half of one laboratory value, three quarters of a questionnaire, and so on, at random given the last column. */
    static Holes holes(int rows, int columns) {
        double[] share = {0.53, 0.2, 0.75, 0.1};
        Binary full = binary(rows, columns);
        double[][] x = full.columns();
        RandomGenerator random = SEED.child("holes", columns).generator();
        for (int j = 0; j < share.length; j++) {
            for (int i = 0; i < rows; i++) {
                double raised = share[j] * (full.y()[i] == 1 ? 1.2 : 0.9);
                x[j][i] = random.nextDouble() < raised ? Double.NaN : x[j][i];
            }
        }
        return new Holes(
                x,
                IntStream.range(0, columns)
                        .mapToObj(j -> incomplete("x" + (j + 1), x[j], j % 2 == 1))
                        .toList());
    }

    private static IncompleteColumn incomplete(String name, double[] values, boolean binary) {
        if (!binary) {
            return new IncompleteColumn.Numeric(name, values);
        }
        byte[] flags = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            flags[i] = (byte) (Double.isNaN(values[i]) ? -1 : values[i]);
        }
        return new IncompleteColumn.Binary(name, flags);
    }

    private static int[] distinct(RandomGenerator random, int rows, int count) {
        BitSet set = new BitSet(rows);
        int chosen = 0;
        while (chosen < count) {
            int row = random.nextInt(rows);
            if (!set.get(row)) {
                set.set(row);
                chosen++;
            }
        }
        return set.stream().toArray();
    }

    private static double[][] covariates(RandomGenerator random, int rows, int columns) {
        double[][] x = new double[columns][rows];
        for (int j = 0; j < columns; j++) {
            boolean continuous = j % 2 == 0;
            double share = 0.1 + 0.3 * j / columns;
            Arrays.setAll(x[j], i -> continuous ? random.nextGaussian() : random.nextDouble() < share ? 1.0 : 0.0);
        }
        return x;
    }

    private static double predictor(double[][] x, int row) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += (j % 3 - 1) * 0.15 * x[j][row];
        }
        return sum;
    }
}
