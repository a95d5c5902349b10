package org.steelyard.data.relational;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;

/** A tree as one SELECT. What all engines share stands here, the rest in the dialect. */
public final class RelationalSql {

    private final Dialect dialect;
    private int aliases;

    private RelationalSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws IllegalArgumentException when the tree does not fit together */
    public static String render(Rel rel, Dialect dialect) {
        rel.schema();
        return new RelationalSql(dialect).select(rel);
    }

    private String select(Rel rel) {
        return switch (rel) {
            case Rel.Table t -> "SELECT " + names(t.columns().names()) + " FROM " + dialect.name(t.name());
            case Rel.Values v -> "SELECT " + names(v.columns().names()) + " FROM " + dialect.values(v);
            case Rel.Filter f ->
                "SELECT * FROM " + from(f.input()) + " WHERE "
                        + scalar(f.predicate(), f.input().schema());
            case Rel.Project p -> project(p);
            case Rel.Join j -> joined(j.left(), " JOIN ", j.right(), j.on());
            case Rel.LeftJoin j -> joined(j.left(), " LEFT JOIN ", j.right(), j.on());
            case Rel.IntervalJoin j -> joined(j.left(), " JOIN ", j.right(), condition(j));
            case Rel.Semi s -> exists(s.left(), s.right(), s.on(), "EXISTS");
            case Rel.Anti a -> exists(a.left(), a.right(), a.on(), "NOT EXISTS");
            case Rel.Aggregate a -> aggregate(a);
            case Rel.Window w -> window(w);
            case Rel.Union u ->
                u.inputs().stream()
                        .map(r -> "SELECT " + names(r.schema().names()) + " FROM " + from(r))
                        .collect(Collectors.joining(" UNION ALL "));
            case Rel.Distinct d -> "SELECT DISTINCT * FROM " + from(d.input());
            case Rel.Limit l ->
                "SELECT * FROM " + from(l.input()) + " ORDER BY " + order(l.order()) + " LIMIT " + l.rows();
        };
    }

    private String from(Rel rel) {
        if (rel instanceof Rel.Table t) {
            return dialect.name(t.name());
        }
        return "(" + select(rel) + ") AS q" + aliases++;
    }

    private String names(List<String> names) {
        return names.stream().map(dialect::name).collect(Collectors.joining(", "));
    }

    private String project(Rel.Project p) {
        Schema in = p.input().schema();
        String columns = p.columns().stream()
                .map(n -> scalar(n.value(), in) + " AS " + dialect.name(n.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + from(p.input());
    }

    private String joined(Rel left, String join, Rel right, Scalar on) {
        Schema both = left.schema().and(right.schema());
        return "SELECT " + names(both.names()) + " FROM " + from(left) + join + from(right) + " ON " + scalar(on, both);
    }

    private static Scalar condition(Rel.IntervalJoin j) {
        List<Scalar> conditions = new java.util.ArrayList<>(j.keys().stream()
                .map(k -> Scalar.eq(Scalar.col(k.left()), Scalar.col(k.right())))
                .toList());
        Scalar day = Scalar.col(j.interval().day());
        Scalar from = Scalar.col(j.interval().from());
        Scalar to = Scalar.col(j.interval().to());
        conditions.add(Scalar.any(List.of(Scalar.missing(from), Scalar.ge(day, from))));
        conditions.add(Scalar.any(List.of(Scalar.missing(to), Scalar.le(day, to))));
        conditions.add(Scalar.known(day));
        return Scalar.all(conditions);
    }

    private String exists(Rel left, Rel right, Scalar on, String word) {
        Schema both = left.schema().and(right.schema());
        return "SELECT * FROM " + from(left) + " WHERE " + word + " (SELECT 1 FROM " + from(right) + " WHERE "
                + scalar(on, both) + ")";
    }

    private String aggregate(Rel.Aggregate a) {
        Schema in = a.input().schema();
        String keys = names(a.keys());
        String reductions = a.reductions().stream()
                .map(r -> reduction(r, in) + " AS " + dialect.name(r.name()))
                .collect(Collectors.joining(", "));
        String columns = keys.isEmpty() || reductions.isEmpty() ? keys + reductions : keys + ", " + reductions;
        return "SELECT " + columns + " FROM " + from(a.input()) + (keys.isEmpty() ? "" : " GROUP BY " + keys);
    }

    private String reduction(Reduction r, Schema in) {
        String argument = r.argument().map(x -> scalar(x, in)).orElse("*");
        String filter =
                r.filter().map(f -> " FILTER (WHERE " + scalar(f, in) + ")").orElse("");
        return switch (r.function()) {
            case COUNT -> "count(" + argument + ")" + filter;
            case COUNT_DISTINCT -> "count(DISTINCT " + argument + ")" + filter;
            case MINIMUM -> "min(" + argument + ")" + filter;
            case MAXIMUM -> "max(" + argument + ")" + filter;
            case ANY -> "bool_or(" + argument + ")" + filter;
            case EVERY -> "bool_and(" + argument + ")" + filter;
            case SUM ->
                "CAST(sum(" + argument + ")" + filter + " AS "
                        + dialect.type(RelTypes.type(r.argument().orElseThrow(), in)) + ")";
        };
    }

    private String window(Rel.Window w) {
        Schema in = w.input().schema();
        String partition = w.partition().isEmpty() ? "" : "PARTITION BY " + names(w.partition());
        String over = partition + (w.order().isEmpty() ? "" : " ORDER BY " + order(w.order()));
        String columns = w.columns().stream()
                .map(c -> windowed(c, over.strip(), in) + " AS " + dialect.name(c.name()))
                .collect(Collectors.joining(", "));
        return "SELECT *, " + columns + " FROM " + from(w.input());
    }

    private String windowed(WindowColumn c, String over, Schema in) {
        String argument = c.argument().map(dialect::name).orElse("");
        return switch (c.function()) {
            case ROW_NUMBER -> "CAST(row_number() OVER (" + over + ") AS " + dialect.type(DataType.INTEGER) + ")";
            case PREVIOUS -> "lag(" + argument + ") OVER (" + over + ")";
            case GREATEST_BEFORE ->
                "max(" + argument + ") OVER (" + over + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)";
            case SUM_SO_FAR ->
                "CAST(sum(" + argument + ") OVER (" + over + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "
                        + dialect.type(in.type(c.argument().orElseThrow())) + ")";
        };
    }

    private String order(List<Order> order) {
        return order.stream()
                .map(o -> dialect.name(o.column()) + (o.descending() ? " DESC" : " ASC") + " NULLS LAST")
                .collect(Collectors.joining(", "));
    }

    private String scalar(Scalar scalar, Schema in) {
        return switch (scalar) {
            case Scalar.Column c -> dialect.name(c.name());
            case Scalar.Literal l -> dialect.literal(l);
            case Scalar.In i
            when i.options().isEmpty() -> "(CASE WHEN " + scalar(i.operand(), in) + " IS NOT NULL THEN FALSE END)";
            case Scalar.In i ->
                "(" + scalar(i.operand(), in) + " IN ("
                        + i.options().stream().map(dialect::literal).collect(Collectors.joining(", ")) + "))";
            case Scalar.Call c -> {
                List<String> arguments =
                        c.arguments().stream().map(a -> scalar(a, in)).toList();
                List<DataType> types =
                        c.arguments().stream().map(a -> RelTypes.type(a, in)).toList();
                yield standard(c.function(), arguments, types);
            }
        };
    }

    /** Calls that all engines write alike. */
    private String standard(ScalarFunction function, List<String> a, List<DataType> types) {
        return switch (function) {
            case EQUAL -> infix(a, " = ");
            case NOT_EQUAL -> infix(a, " <> ");
            case LESS -> infix(a, " < ");
            case LESS_OR_EQUAL -> infix(a, " <= ");
            case GREATER -> infix(a, " > ");
            case GREATER_OR_EQUAL -> infix(a, " >= ");
            case SAME -> infix(a, " IS NOT DISTINCT FROM ");
            case IS_MISSING -> "(" + a.getFirst() + " IS NULL)";
            case IS_KNOWN -> "(" + a.getFirst() + " IS NOT NULL)";
            case AND -> infix(a, " AND ");
            case OR -> infix(a, " OR ");
            case NOT -> "(NOT " + a.getFirst() + ")";
            case ADD -> exact(infix(a, " + "), types);
            case SUBTRACT -> exact(infix(a, " - "), types);
            case MULTIPLY -> infix(a, " * ");
            case DIVIDE -> "(" + a.get(0) + " / NULLIF(" + a.get(1) + ", " + dialect.literal(Scalar.of(0.0)) + "))";
            case NEGATE -> "(- " + a.getFirst() + ")";
            case ABSOLUTE -> "abs(" + a.getFirst() + ")";
            case IF -> "(CASE WHEN " + a.get(0) + " THEN " + a.get(1) + " ELSE " + a.get(2) + " END)";
            case COALESCE -> function("coalesce", a);
            case NULL_IF -> function("nullif", a);
            case LEAST -> function("least", a);
            case GREATEST -> function("greatest", a);
            case LENGTH -> "CAST(length(" + a.getFirst() + ") AS " + dialect.type(DataType.INTEGER) + ")";
            case CONCAT -> infix(a, " || ");
            case YEAR -> "CAST(year(" + a.getFirst() + ") AS " + dialect.type(DataType.INTEGER) + ")";
            case MONTH -> "CAST(month(" + a.getFirst() + ") AS " + dialect.type(DataType.INTEGER) + ")";
            case DAY_OF_MONTH -> "CAST(day(" + a.getFirst() + ") AS " + dialect.type(DataType.INTEGER) + ")";
            case FLOOR -> "(CAST(floor(" + a.getFirst() + ") AS " + dialect.type(DataType.NUMBER) + ") + 0)";
            case CEILING -> "(CAST(ceil(" + a.getFirst() + ") AS " + dialect.type(DataType.NUMBER) + ") + 0)";
            case TO_TEXT -> "CAST(" + a.getFirst() + " AS " + dialect.type(DataType.TEXT) + ")";
            case TO_NUMBER -> "CAST(" + a.getFirst() + " AS " + dialect.type(DataType.NUMBER) + ")";
            case TO_INTEGER -> "CAST(" + a.getFirst() + " AS " + dialect.type(DataType.INTEGER) + ")";
            case QUOTIENT, REMAINDER, ADD_DAYS, ADD_MONTHS, DAYS_BETWEEN, MONTH_START, STARTS_WITH, LEFT ->
                dialect.call(function, a, types);
        };
    }

    /** Sums of money keep their precision, so that too large a one is an error. */
    private String exact(String sum, List<DataType> types) {
        return types.getFirst() == DataType.MONEY ? "CAST(" + sum + " AS " + dialect.type(DataType.MONEY) + ")" : sum;
    }

    private static String infix(List<String> arguments, String operator) {
        return arguments.stream().collect(Collectors.joining(operator, "(", ")"));
    }

    private static String function(String name, List<String> arguments) {
        return name + "(" + String.join(", ", arguments) + ")";
    }

    /** Rows as a VALUES clause with casts in the first, as what stands after FROM; for dialects. */
    public static String valuesClause(Rel.Values values, Dialect dialect, String alias) {
        List<String> names = values.columns().names();
        String columns = names.stream().map(dialect::name).collect(Collectors.joining(", ", "(", ")"));
        if (values.rows().isEmpty()) {
            String nothing = values.columns().columns().stream()
                    .map(c -> "CAST(NULL AS " + dialect.type(c.type()) + ") AS " + dialect.name(c.name()))
                    .collect(Collectors.joining(", "));
            return "(SELECT " + nothing + " WHERE 1 = 0) AS " + alias;
        }
        String rows = IntStream.range(0, values.rows().size())
                .mapToObj(i ->
                        values.rows().get(i).stream().map(dialect::literal).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        return "(VALUES " + rows + ") AS " + alias + columns;
    }
}
