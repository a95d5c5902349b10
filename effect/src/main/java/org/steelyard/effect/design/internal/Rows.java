package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** Some rows of a table in an order, and their columns as arrays. */
record Rows(AnalysisTable table, int[] index) {

    static Rows all(AnalysisTable table) {
        return new Rows(table, IntStream.range(0, table.rows()).toArray());
    }

    int size() {
        return index.length;
    }

    /** Rows that miss none of these. */
    Rows complete(List<String> variables) {
        int[] kept = Arrays.stream(index)
                .filter(i -> variables.stream().noneMatch(v -> table.column(v).isMissing(i)))
                .toArray();
        if (kept.length == 0) {
            throw Failure.of(
                    EffectError.BAD_VALUE,
                    String.join(", ", variables),
                    Text.of("没有一行的所需变量都有取值", "no row has a value in all variables that are needed"),
                    Text.of("检查变量与缺失编码", "check the variables and the codes of missing values"));
        }
        return new Rows(table, kept);
    }

    /** All rows, none of which may miss any of these: a series or a history with a gap is another one. */
    Rows gapless(List<String> variables) {
        Problems problems = new Problems();
        for (String name : variables) {
            long missing = Arrays.stream(index)
                    .filter(i -> table.column(name).isMissing(i))
                    .count();
            if (missing > 0) {
                problems.add(
                        EffectError.BAD_VALUE,
                        Place.field(name),
                        Text.of(
                                "该变量有 " + missing + " 行缺失；该设计要求每个时期都有取值",
                                "the variable is missing in " + missing
                                        + " rows; this design needs a value in every period"),
                        Text.of("补齐，或用纳入、排除标准去掉整个单位", "complete it, or take whole units out with a criterion"));
            }
        }
        problems.throwIfAny();
        return this;
    }

    Rows where(String flag, boolean value) {
        double[] flags = table.numbers(flag);
        return new Rows(
                table,
                Arrays.stream(index).filter(i -> flags[i] == (value ? 1 : 0)).toArray());
    }

    /** By these variables in turn; ties keep the order of the file. */
    Rows sortedBy(String... variables) {
        List<double[]> keys = new ArrayList<>();
        for (String v : variables) {
            keys.add(table.numbers(v));
        }
        Comparator<Integer> order = Comparator.comparingInt(i -> 0);
        for (double[] key : keys) {
            order = order.thenComparingDouble(i -> key[i]);
        }
        return new Rows(
                table,
                Arrays.stream(index).boxed().sorted(order).mapToInt(i -> i).toArray());
    }

    double[] numbers(String variable) {
        double[] all = table.numbers(variable);
        return Arrays.stream(index).mapToDouble(i -> all[i]).toArray();
    }

    boolean[] flags(String variable) {
        double[] values = numbers(variable);
        boolean[] out = new boolean[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] == 1;
        }
        return out;
    }

    /** Whole numbers; a fraction is an error. */
    int[] whole(String variable) {
        double[] values = numbers(variable);
        if (Arrays.stream(values).anyMatch(v -> v != Math.rint(v) || Math.abs(v) > 1e9)) {
            throw Failure.of(
                    EffectError.BAD_VALUE,
                    variable,
                    Text.of("该变量须为整数", "the variable must hold whole numbers"),
                    Text.of("用 define 换算为整数时期", "derive whole periods with define"));
        }
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    /** Equal values as equal numbers from 0, in order of value. */
    int[] codes(String variable) {
        double[] values = numbers(variable);
        double[] levels = Arrays.stream(values).distinct().sorted().toArray();
        return Arrays.stream(values)
                .mapToInt(v -> Arrays.binarySearch(levels, v))
                .toArray();
    }

    /** Covariates as columns of a model. */
    Terms terms(List<String> covariates) {
        CovariateDesign design = CovariateDesign.encode(table, index, covariates);
        return new Terms(design.names(), design.columns());
    }

    record Terms(List<String> names, double[][] columns) {}

    static boolean two(double[] values) {
        return Arrays.stream(values).distinct().count() == 2
                && Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
    }
}
