package org.steelyard.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;

/**
 * Covariates of some rows of a table as the columns of a model.
 *
 * <p>A number is one column, a binary variable one column of 0 and 1, a category one column for each level but the
 * reference. The reference is the first level, in the dictionary's order, that anybody has; a level that nobody has gets
 * no column and is listed in {@code empty}. A column of a category is named {@code cat1=COPD}.
 *
 * @param columns values by term, without an intercept
 * @param empty levels of the dictionary that nobody in these rows has, as {@code variable=level}
 * @param shifted category to its reference, where that is not the dictionary's first level
 */
public record CovariateDesign(
        List<Term> terms, double[][] columns, int rows, List<String> empty, Map<String, String> shifted) {

    /** @param level empty for a number, {@code true} for a binary variable */
    public record Term(String variable, String level, String name) {}

    public CovariateDesign {
        terms = List.copyOf(terms);
        empty = List.copyOf(empty);
        shifted = Map.copyOf(shifted);
    }

    /**
     * @param rows of the table, in which none of the covariates is missing
     * @throws org.steelyard.kernel.SteelyardException {@link EffectError#CONSTANT_COVARIATE} naming every covariate with one
     *     value only
     */
    public static CovariateDesign encode(AnalysisTable table, int[] rows, List<String> covariates) {
        Builder builder = new Builder(rows);
        covariates.forEach(c -> builder.add(column(table, c)));
        Problems problems = new Problems();
        builder.constant.forEach(c -> problems.addAll(constant(c).list()));
        problems.throwIfAny();
        return builder.build();
    }

    /** As {@link #encode}, but a covariate with one value only is left out: for a part of the people, such as one level. */
    public static CovariateDesign encodeVarying(AnalysisTable table, int[] rows, List<String> covariates) {
        Builder builder = new Builder(rows);
        covariates.forEach(c -> builder.add(column(table, c)));
        return builder.build();
    }

    private static Column column(AnalysisTable table, String name) {
        if (!table.has(name)) {
            throw new org.steelyard.kernel.SteelyardException(new Problems()
                    .add(
                            EffectError.NO_VARIABLE,
                            Place.field(name),
                            Text.of("分析表中没有该变量", "the analysis table has no such variable"),
                            Text.of("在变量字典中定义该变量", "define the variable in the dictionary"))
                    .list());
        }
        return table.column(name);
    }

    private static Problems constant(String variable) {
        return new Problems()
                .add(
                        EffectError.CONSTANT_COVARIATE,
                        Place.field(variable),
                        Text.of(
                                "该协变量在分析人群中只有一个取值，无法用于调整",
                                "the covariate has one value for everybody in the analysis and cannot be adjusted for"),
                        Text.of(
                                "从协变量中删去该变量，或检查纳入排除标准",
                                "drop it from the covariates, or check the eligibility criteria"));
    }

    /**
     * Without the terms that are sums of terms before them: in a part of the people two levels may coincide. The space that the terms span
     * stays the same, and so does every fitted value; which term is left out is the order of the covariates.
     */
    public CovariateDesign independent(Numerics numerics) {
        if (terms.isEmpty()) {
            return this;
        }
        List<Integer> dependent =
                Cholesky.of(withIntercept().crossProduct(ones(), numerics)).dependent();
        int[] kept = IntStream.range(0, terms.size())
                .filter(j -> !dependent.contains(j + 1))
                .toArray();
        return select(kept);
    }

    /** Some of the terms, by number. */
    public CovariateDesign select(int[] kept) {
        return new CovariateDesign(
                IntStream.of(kept).mapToObj(terms::get).toList(),
                IntStream.of(kept).mapToObj(j -> columns[j]).toArray(double[][]::new),
                rows,
                empty,
                shifted);
    }

    private double[] ones() {
        double[] out = new double[rows];
        Arrays.fill(out, 1);
        return out;
    }

    /** With an intercept in front. */
    public DesignMatrix withIntercept() {
        return terms.isEmpty() ? DesignMatrix.interceptOnly(rows) : DesignMatrix.withIntercept(names(), columns);
    }

    /** Without an intercept, led by the column of treatment. */
    public DesignMatrix treatedFirst(String treatment, boolean[] treated, boolean intercept) {
        List<String> names = new ArrayList<>();
        names.add(treatment);
        names.addAll(names());
        double[][] all = new double[columns.length + 1][];
        all[0] = zeroOne(treated);
        System.arraycopy(columns, 0, all, 1, columns.length);
        return intercept ? DesignMatrix.withIntercept(names, all) : DesignMatrix.of(names, all);
    }

    public List<String> names() {
        return terms.stream().map(Term::name).toList();
    }

    /** True as 1, false as 0. */
    public static double[] zeroOne(boolean[] flags) {
        double[] out = new double[flags.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = flags[i] ? 1 : 0;
        }
        return out;
    }

    private static final class Builder {
        private final int[] rows;
        private final List<Term> terms = new ArrayList<>();
        private final List<double[]> columns = new ArrayList<>();
        private final List<String> empty = new ArrayList<>();
        private final Map<String, String> shifted = new LinkedHashMap<>();
        private final List<String> constant = new ArrayList<>();

        Builder(int[] rows) {
            this.rows = rows;
        }

        void add(Column column) {
            switch (column) {
                case Column.Numeric c -> addNumber(c.name(), "", c.name(), numeric(c));
                case Column.Binary c -> addNumber(c.name(), "true", c.name(), binary(c));
                case Column.Category c -> addCategory(c);
            }
        }

        private void addNumber(String variable, String level, String name, double[] values) {
            if (isConstant(values)) {
                constant.add(variable);
                return;
            }
            terms.add(new Term(variable, level, name));
            columns.add(values);
        }

        private void addCategory(Column.Category c) {
            int[] count = new int[c.levels().size()];
            for (int row : rows) {
                count[c.codes()[row]]++;
            }
            List<Integer> present = new ArrayList<>();
            for (int k = 0; k < count.length; k++) {
                if (count[k] > 0) {
                    present.add(k);
                } else {
                    empty.add(c.name() + "=" + c.levels().get(k));
                }
            }
            if (present.size() < 2) {
                constant.add(c.name());
                return;
            }
            if (present.getFirst() != 0) {
                shifted.put(c.name(), c.levels().get(present.getFirst()));
            }
            for (int k : present.subList(1, present.size())) {
                String level = c.levels().get(k);
                terms.add(new Term(c.name(), level, c.name() + "=" + level));
                columns.add(indicator(c, k));
            }
        }

        private double[] numeric(Column.Numeric c) {
            double[] out = new double[rows.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = c.values()[rows[i]];
            }
            return out;
        }

        private double[] binary(Column.Binary c) {
            double[] out = new double[rows.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = c.values()[rows[i]];
            }
            return out;
        }

        private double[] indicator(Column.Category c, int level) {
            double[] out = new double[rows.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = c.codes()[rows[i]] == level ? 1 : 0;
            }
            return out;
        }

        private static boolean isConstant(double[] values) {
            for (double v : values) {
                if (v != values[0]) {
                    return false;
                }
            }
            return true;
        }

        CovariateDesign build() {
            return new CovariateDesign(terms, columns.toArray(double[][]::new), rows.length, empty, shifted);
        }
    }
}
