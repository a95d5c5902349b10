package org.steelyard.data.relational;

import java.util.List;
import java.util.Optional;

/**
 * A relation. Joins need names that do not clash; project first where they do.
 *
 * <p>{@link #schema()} checks the node and all below it, and fails on what does not fit: trees are built by the program, so
 * that a wrong one is a mistake of the program.
 */
public sealed interface Rel {

    /** @throws IllegalArgumentException when a name is unknown or a type does not fit */
    default Schema schema() {
        return RelTypes.schema(this);
    }

    /** A table of the engine: of the store, or one that was kept before. */
    record Table(String name, Schema columns) implements Rel {}

    /** Rows written out. */
    record Values(Schema columns, List<List<Scalar.Literal>> rows) implements Rel {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Rows for which the predicate is true. */
    record Filter(Rel input, Scalar predicate) implements Rel {}

    record Project(Rel input, List<Named> columns) implements Rel {
        public Project {
            columns = List.copyOf(columns);
        }
    }

    /** Every pair for which the predicate is true. */
    record Join(Rel left, Rel right, Scalar on) implements Rel {}

    /** As a join; rows of the left that have no partner stay, with missing values. */
    record LeftJoin(Rel left, Rel right, Scalar on) implements Rel {}

    /** Pairs whose keys are equal and whose day lies in the interval, both ends included; a missing end is open. */
    record IntervalJoin(Rel left, Rel right, List<Pair> keys, Interval interval) implements Rel {
        public IntervalJoin {
            keys = List.copyOf(keys);
        }
    }

    /** Rows of the left that have a partner. */
    record Semi(Rel left, Rel right, Scalar on) implements Rel {}

    /** Rows of the left that have none. */
    record Anti(Rel left, Rel right, Scalar on) implements Rel {}

    /** One row for each combination of keys, which may be missing; exactly one row when there are no keys. */
    record Aggregate(Rel input, List<String> keys, List<Reduction> reductions) implements Rel {
        public Aggregate {
            keys = List.copyOf(keys);
            reductions = List.copyOf(reductions);
        }
    }

    /** All rows with columns computed from their partition; the order must leave no ties that matter. */
    record Window(Rel input, List<String> partition, List<Order> order, List<WindowColumn> columns) implements Rel {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            columns = List.copyOf(columns);
        }
    }

    /** All rows of all inputs, whose columns are the same. */
    record Union(List<Rel> inputs) implements Rel {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    record Distinct(Rel input) implements Rel {}

    /** The first rows in an order that leaves no ties. */
    record Limit(Rel input, List<Order> order, long rows) implements Rel {
        public Limit {
            order = List.copyOf(order);
        }
    }

    record Named(String name, Scalar value) {}

    record Pair(String left, String right) {}

    /** A day of the left between two days of the right. */
    record Interval(String day, String from, String to) {}

    /** A column to order by; missing values come last either way. */
    record Order(String column, boolean descending) {
        public static Order by(String column) {
            return new Order(column, false);
        }

        public static Order down(String column) {
            return new Order(column, true);
        }
    }

    /**
     * @param argument absent for a count of rows
     * @param filter only rows for which it is true take part
     */
    record Reduction(String name, AggregateFunction function, Optional<Scalar> argument, Optional<Scalar> filter) {

        public static Reduction of(String name, AggregateFunction function, Scalar argument) {
            return new Reduction(name, function, Optional.of(argument), Optional.empty());
        }

        public static Reduction count(String name) {
            return new Reduction(name, AggregateFunction.COUNT, Optional.empty(), Optional.empty());
        }

        public Reduction where(Scalar condition) {
            return new Reduction(name, function, argument, Optional.of(condition));
        }
    }

    /** Missing values take no part; of no values at all the count is zero and the rest missing. */
    enum AggregateFunction {
        COUNT,
        COUNT_DISTINCT,
        MINIMUM,
        MAXIMUM,
        /** Of whole numbers and money. */
        SUM,
        /** Whether one is true. */
        ANY,
        /** Whether all are true. */
        EVERY
    }

    record WindowColumn(String name, WindowFunction function, Optional<String> argument) {}

    enum WindowFunction {
        /** From 1. */
        ROW_NUMBER,
        /** The value of the row before. */
        PREVIOUS,
        /** The greatest value of all rows before. */
        GREATEST_BEFORE,
        /** The sum of all rows up to and with this one. */
        SUM_SO_FAR
    }

    default Rel filter(Scalar predicate) {
        return new Filter(this, predicate);
    }

    default Rel project(Named... columns) {
        return new Project(this, List.of(columns));
    }

    default Rel project(List<Named> columns) {
        return new Project(this, columns);
    }

    /** All columns and these. */
    default Rel with(List<Named> columns) {
        List<Named> all = new java.util.ArrayList<>(
                schema().names().stream().map(n -> new Named(n, Scalar.col(n))).toList());
        all.addAll(columns);
        return new Project(this, all);
    }

    default Rel with(Named... columns) {
        return with(List.of(columns));
    }

    default Rel only(List<String> names) {
        return new Project(
                this, names.stream().map(n -> new Named(n, Scalar.col(n))).toList());
    }

    default Rel only(String... names) {
        return only(List.of(names));
    }

    /** The same columns with a prefix before every name. */
    default Rel prefixed(String prefix) {
        return new Project(
                this,
                schema().names().stream()
                        .map(n -> new Named(prefix + n, Scalar.col(n)))
                        .toList());
    }

    static Named as(String name, Scalar value) {
        return new Named(name, value);
    }
}
