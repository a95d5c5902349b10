package org.steelyard.data.relational;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Schema.Column;

/** The types of a tree, checked from the leaves up. */
public final class RelTypes {

    private RelTypes() {}

    public static Schema schema(Rel rel) {
        return switch (rel) {
            case Rel.Table t -> t.columns();
            case Rel.Values v -> values(v);
            case Rel.Filter f -> predicate(f.predicate(), f.input().schema());
            case Rel.Project p -> project(p);
            case Rel.Join j -> joined(j.left(), j.right(), j.on());
            case Rel.LeftJoin j -> joined(j.left(), j.right(), j.on());
            case Rel.IntervalJoin j -> interval(j);
            case Rel.Semi s -> {
                joined(s.left(), s.right(), s.on());
                yield s.left().schema();
            }
            case Rel.Anti a -> {
                joined(a.left(), a.right(), a.on());
                yield a.left().schema();
            }
            case Rel.Aggregate a -> aggregate(a);
            case Rel.Window w -> window(w);
            case Rel.Union u -> union(u);
            case Rel.Distinct d -> d.input().schema();
            case Rel.Limit l -> {
                l.order().forEach(o -> ordered(l.input().schema().type(o.column()), "limit"));
                yield l.input().schema();
            }
        };
    }

    /** The type of a value over rows of this schema. */
    public static DataType type(Scalar scalar, Schema schema) {
        return switch (scalar) {
            case Scalar.Column c -> schema.type(c.name());
            case Scalar.Literal l -> l.type();
            case Scalar.In in -> {
                DataType operand = type(in.operand(), schema);
                if (in.options().stream().anyMatch(o -> o.type() != operand)) {
                    throw new IllegalArgumentException("options of another type than " + operand);
                }
                yield DataType.FLAG;
            }
            case Scalar.Call call -> {
                List<DataType> types =
                        call.arguments().stream().map(a -> type(a, schema)).toList();
                yield call.function()
                        .result(types)
                        .orElseThrow(() -> new IllegalArgumentException(call.function() + " does not take " + types));
            }
        };
    }

    private static Schema values(Rel.Values values) {
        for (List<Scalar.Literal> row : values.rows()) {
            List<DataType> types = row.stream().map(Scalar.Literal::type).toList();
            if (!types.equals(
                    values.columns().columns().stream().map(Column::type).toList())) {
                throw new IllegalArgumentException("a row of values has types " + types);
            }
        }
        return values.columns();
    }

    private static Schema predicate(Scalar predicate, Schema schema) {
        if (type(predicate, schema) != DataType.FLAG) {
            throw new IllegalArgumentException("a condition is a flag");
        }
        return schema;
    }

    private static Schema project(Rel.Project project) {
        Schema in = project.input().schema();
        return new Schema(project.columns().stream()
                .map(n -> new Column(n.name(), type(n.value(), in)))
                .toList());
    }

    private static Schema joined(Rel left, Rel right, Scalar on) {
        return predicate(on, left.schema().and(right.schema()));
    }

    private static Schema interval(Rel.IntervalJoin join) {
        Schema left = join.left().schema();
        Schema right = join.right().schema();
        join.keys().forEach(k -> same(left.type(k.left()), right.type(k.right())));
        same(left.type(join.interval().day()), DataType.DAY);
        same(right.type(join.interval().from()), DataType.DAY);
        same(right.type(join.interval().to()), DataType.DAY);
        return left.and(right);
    }

    private static void same(DataType a, DataType b) {
        if (a != b) {
            throw new IllegalArgumentException(a + " is not " + b);
        }
    }

    private static void ordered(DataType type, String where) {
        if (!type.isOrdered()) {
            throw new IllegalArgumentException(where + " needs an order, and " + type + " has none");
        }
    }

    private static Schema aggregate(Rel.Aggregate aggregate) {
        Schema in = aggregate.input().schema();
        List<Column> out = new ArrayList<>(in.only(aggregate.keys()).columns());
        for (Reduction r : aggregate.reductions()) {
            r.filter().ifPresent(f -> predicate(f, in));
            out.add(new Column(r.name(), reduced(r, r.argument().map(a -> type(a, in)))));
        }
        return new Schema(out);
    }

    private static DataType reduced(Reduction r, Optional<DataType> argument) {
        return switch (r.function()) {
            case COUNT -> DataType.INTEGER;
            case COUNT_DISTINCT -> {
                if (argument.isEmpty()) {
                    throw new IllegalArgumentException("distinct values of something are counted");
                }
                yield DataType.INTEGER;
            }
            case MINIMUM, MAXIMUM -> {
                ordered(argument.orElseThrow(), "an extreme");
                yield argument.orElseThrow();
            }
            case SUM -> {
                if (!argument.orElseThrow().isExact()) {
                    throw new IllegalArgumentException("a sum is of whole numbers or money");
                }
                yield argument.orElseThrow();
            }
            case ANY, EVERY -> {
                same(argument.orElseThrow(), DataType.FLAG);
                yield DataType.FLAG;
            }
        };
    }

    private static Schema window(Rel.Window window) {
        Schema in = window.input().schema();
        in.only(window.partition());
        window.order().forEach(o -> ordered(in.type(o.column()), "a window"));
        List<Column> out = new ArrayList<>(in.columns());
        for (WindowColumn c : window.columns()) {
            out.add(new Column(c.name(), windowed(c, c.argument().map(in::type))));
        }
        return new Schema(out);
    }

    private static DataType windowed(WindowColumn column, Optional<DataType> argument) {
        return switch (column.function()) {
            case ROW_NUMBER -> DataType.INTEGER;
            case PREVIOUS -> argument.orElseThrow();
            case GREATEST_BEFORE -> {
                ordered(argument.orElseThrow(), "the greatest");
                yield argument.orElseThrow();
            }
            case SUM_SO_FAR -> {
                if (!argument.orElseThrow().isExact()) {
                    throw new IllegalArgumentException("a sum is of whole numbers or money");
                }
                yield argument.orElseThrow();
            }
        };
    }

    private static Schema union(Rel.Union union) {
        Schema first = union.inputs().getFirst().schema();
        if (union.inputs().stream().anyMatch(r -> !r.schema().equals(first))) {
            throw new IllegalArgumentException("a union is of equal columns");
        }
        return first;
    }
}
