package org.steelyard.cohort.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.CohortPlan;
import org.steelyard.cohort.Column;
import org.steelyard.cohort.VariableQuality;
import org.steelyard.data.Engine;
import org.steelyard.data.Relation;
import org.steelyard.data.Vector;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expression;

/**
 * Copies who is left into arrays. Identifiers and free texts stay behind: no analysis of people needs them, and what is not
 * there cannot leak. In a long table, and where people are grouped by them, they become numbers without meaning.
 */
public final class Columns {

    private Columns() {}

    public static AnalysisTable table(Engine engine, Relation kept, CohortPlan plan) {
        List<Variable> variables =
                plan.variables().stream().filter(v -> isKept(v, plan)).toList();
        Engine.Pulled pulled =
                engine.pull(kept, variables.stream().map(Variable::name).toList());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            columns.add(
                    variables.get(i).role() == Variable.Role.IDENTIFIER
                            ? ranks(variables.get(i).name(), pulled.vectors().get(i))
                            : column(variables.get(i), pulled.vectors().get(i)));
        }
        return new AnalysisTable(plan.source().id(), pulled.rows(), columns);
    }

    private static boolean isKept(Variable variable, CohortPlan plan) {
        boolean meaning = variable.role() != Variable.Role.IDENTIFIER && variable.type() != Variable.Type.TEXT;
        return meaning || plan.repeated() || plan.groups().contains(variable.name());
    }

    public static List<VariableQuality> quality(Engine engine, Relation source, Relation kept, CohortPlan plan) {
        List<String> names = plan.variables().stream().map(Variable::name).toList();
        List<Long> before = engine.missing(source, names);
        List<Long> after = engine.missing(kept, names);
        int rowsBefore = rows(engine, source);
        int rowsAfter = rows(engine, kept);
        List<VariableQuality> quality = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Variable variable = plan.variables().get(i);
            Optional<String> column = variable.define().isPresent()
                    ? Optional.empty()
                    : Optional.of(variable.column().orElse(variable.name()));
            quality.add(new VariableQuality(
                    variable.name(),
                    column,
                    rowsBefore,
                    Math.toIntExact(before.get(i)),
                    rowsAfter,
                    Math.toIntExact(after.get(i))));
        }
        return quality;
    }

    private static int rows(Engine engine, Relation relation) {
        return Math.toIntExact(
                engine.judge(relation, new Expression.BooleanLiteral(true)).yes());
    }

    private static Column column(Variable variable, Vector vector) {
        return switch (vector) {
            case Vector.Numbers v -> new Column.Numeric(variable.name(), v.values());
            case Vector.Flags v -> new Column.Binary(variable.name(), v.values());
            case Vector.Codes v ->
                new Column.Category(
                        variable.name(),
                        variable.levels().stream().map(Variable.Level::value).toList(),
                        v.values());
            case Vector.Days v -> new Column.Numeric(variable.name(), doubles(v.values()));
            case Vector.Texts _ -> ranks(variable.name(), vector);
        };
    }

    /** Values told apart and no more: numbers from 0 in the order in which they first occur. */
    private static Column ranks(String name, Vector vector) {
        Object[] values = switch (vector) {
            case Vector.Texts v -> v.values();
            case Vector.Numbers v ->
                Arrays.stream(v.values())
                        .mapToObj(x -> Double.isNaN(x) ? null : x)
                        .toArray();
            case Vector.Codes v ->
                Arrays.stream(v.values()).mapToObj(x -> x < 0 ? null : x).toArray();
            case Vector.Days v ->
                Arrays.stream(v.values())
                        .mapToObj(x -> x == Vector.MISSING_DAY ? null : x)
                        .toArray();
            case Vector.Flags v ->
                IntStream.range(0, v.values().length)
                        .mapToObj(i -> v.values()[i] < 0 ? null : v.values()[i])
                        .toArray();
        };
        Map<Object, Double> seen = new HashMap<>();
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            Object value = values[i];
            out[i] = value == null ? Double.NaN : rank(seen, value);
        }
        return new Column.Numeric(name, out);
    }

    private static double rank(Map<Object, Double> seen, Object value) {
        double next = seen.size();
        Double known = seen.putIfAbsent(value, next);
        return known == null ? next : known;
    }

    private static double[] doubles(int[] days) {
        double[] out = new double[days.length];
        for (int i = 0; i < days.length; i++) {
            out[i] = days[i] == Vector.MISSING_DAY ? Double.NaN : days[i];
        }
        return out;
    }
}
