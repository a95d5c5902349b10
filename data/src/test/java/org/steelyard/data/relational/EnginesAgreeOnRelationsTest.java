package org.steelyard.data.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.col;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.data.relational.Rel.AggregateFunction;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Rel.WindowFunction;

/** Every node and every function means the same to DuckDB as to the interpreter, over random rows with missing values. */
class EnginesAgreeOnRelationsTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final Set<ScalarFunction> functions = EnumSet.noneOf(ScalarFunction.class);

    private static final Schema SCHEMA = new Schema(List.of(
            Schema.column("key", DataType.INTEGER),
            Schema.column("flag", DataType.FLAG),
            Schema.column("other", DataType.FLAG),
            Schema.column("whole", DataType.INTEGER),
            Schema.column("count", DataType.INTEGER),
            Schema.column("money", DataType.MONEY),
            Schema.column("paid", DataType.MONEY),
            Schema.column("number", DataType.NUMBER),
            Schema.column("rate", DataType.NUMBER),
            Schema.column("text", DataType.TEXT),
            Schema.column("文字", DataType.TEXT),
            Schema.column("day", DataType.DAY),
            Schema.column("until", DataType.DAY)));

    private Rows table(int rows) {
        List<Map<String, Object>> out = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (Schema.Column c : SCHEMA.columns()) {
                row.put(c.name(), c.name().equals("key") ? (Object) (long) i : value(c.type()));
            }
            out.add(row);
        }
        return new Rows(SCHEMA, out);
    }

    private Object value(DataType type) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        return switch (type) {
            case FLAG -> random.nextBoolean();
            case INTEGER -> (long) random.nextInt(-4, 9);
            case MONEY -> BigDecimal.valueOf(random.nextInt(-500, 900), 2);
            case NUMBER -> random.nextInt(-9, 20) / 4.0;
            case TEXT ->
                List.of("", "I50", "I50.9", "心衰", "a'b\\c", "\uD83D\uDE00z").get(random.nextInt(6));
            case DAY -> LocalDate.of(2020, 1, 1).plusDays(random.nextInt(-40, 400));
        };
    }

    private Scalar scalar(DataType type, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf(type);
        }
        if (random.nextInt(5) == 0) {
            return general(type, depth - 1);
        }
        return switch (type) {
            case FLAG -> flag(depth - 1);
            case INTEGER -> integer(depth - 1);
            case MONEY -> call(pick(ScalarFunction.ADD, ScalarFunction.SUBTRACT), leaf(type), scalar(type, depth - 1));
            case NUMBER -> number(depth - 1);
            case TEXT -> text(depth - 1);
            case DAY -> day(depth - 1);
        };
    }

    private Scalar leaf(DataType type) {
        if (random.nextInt(3) == 0) {
            return org.steelyard.data.relational.internal.Interpreter.literal(type, value(type));
        }
        List<String> names = SCHEMA.columns().stream()
                .filter(c -> c.type() == type)
                .map(Schema.Column::name)
                .toList();
        return col(names.get(random.nextInt(names.size())));
    }

    private Scalar general(DataType type, int depth) {
        return switch (random.nextInt(type.isOrdered() ? 5 : 3)) {
            case 0 -> call(ScalarFunction.IF, scalar(DataType.FLAG, depth), scalar(type, depth), scalar(type, depth));
            case 1 -> call(ScalarFunction.COALESCE, scalar(type, depth), scalar(type, depth), leaf(type));
            case 2 -> call(ScalarFunction.NULL_IF, scalar(type, depth), leaf(type));
            case 3 -> call(ScalarFunction.LEAST, scalar(type, depth), scalar(type, depth), leaf(type));
            default -> call(ScalarFunction.GREATEST, scalar(type, depth), scalar(type, depth));
        };
    }

    private Scalar flag(int depth) {
        DataType type = pick(DataType.values());
        return switch (random.nextInt(9)) {
            case 0 -> call(pick(ScalarFunction.AND, ScalarFunction.OR), flag(0), scalar(DataType.FLAG, depth));
            case 1 -> call(ScalarFunction.NOT, scalar(DataType.FLAG, depth));
            case 2 -> call(pick(ScalarFunction.IS_MISSING, ScalarFunction.IS_KNOWN), scalar(type, depth));
            case 3 -> call(ScalarFunction.SAME, scalar(type, depth), scalar(type, depth));
            case 4 ->
                call(pick(ScalarFunction.EQUAL, ScalarFunction.NOT_EQUAL), scalar(type, depth), scalar(type, depth));
            case 5 ->
                call(
                        ScalarFunction.STARTS_WITH,
                        scalar(DataType.TEXT, depth),
                        Scalar.of(List.of("I", "心", "", "a'").get(random.nextInt(4))));
            case 6 -> new Scalar.In(scalar(type, depth), options(type));
            default -> {
                DataType ordered = type == DataType.FLAG ? DataType.TEXT : type;
                yield call(
                        pick(
                                ScalarFunction.LESS,
                                ScalarFunction.LESS_OR_EQUAL,
                                ScalarFunction.GREATER,
                                ScalarFunction.GREATER_OR_EQUAL),
                        scalar(ordered, depth),
                        scalar(ordered, depth));
            }
        };
    }

    private List<Scalar.Literal> options(DataType type) {
        List<Scalar.Literal> out = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Object value = value(type);
            if (value != null) {
                out.add(org.steelyard.data.relational.internal.Interpreter.literal(type, value));
            }
        }
        return out;
    }

    private Scalar integer(int depth) {
        return switch (random.nextInt(8)) {
            case 0 ->
                call(pick(ScalarFunction.ADD, ScalarFunction.SUBTRACT), integer(0), scalar(DataType.INTEGER, depth));
            case 1 -> call(ScalarFunction.MULTIPLY, leaf(DataType.INTEGER), leaf(DataType.INTEGER));
            case 2 ->
                call(
                        pick(ScalarFunction.QUOTIENT, ScalarFunction.REMAINDER),
                        scalar(DataType.INTEGER, depth),
                        leaf(DataType.INTEGER));
            case 3 -> call(pick(ScalarFunction.NEGATE, ScalarFunction.ABSOLUTE), scalar(DataType.INTEGER, depth));
            case 4 -> call(ScalarFunction.DAYS_BETWEEN, scalar(DataType.DAY, depth), scalar(DataType.DAY, depth));
            case 5 ->
                call(
                        pick(ScalarFunction.YEAR, ScalarFunction.MONTH, ScalarFunction.DAY_OF_MONTH),
                        scalar(DataType.DAY, depth));
            case 6 -> call(ScalarFunction.LENGTH, scalar(DataType.TEXT, depth));
            default -> call(ScalarFunction.TO_INTEGER, scalar(DataType.FLAG, depth));
        };
    }

    private Scalar number(int depth) {
        return switch (random.nextInt(5)) {
            case 0 ->
                call(
                        pick(ScalarFunction.ADD, ScalarFunction.SUBTRACT, ScalarFunction.MULTIPLY),
                        leaf(DataType.NUMBER),
                        scalar(DataType.NUMBER, depth));
            case 1 -> call(ScalarFunction.DIVIDE, scalar(DataType.NUMBER, depth), leaf(DataType.NUMBER));
            case 2 -> call(pick(ScalarFunction.FLOOR, ScalarFunction.CEILING), scalar(DataType.NUMBER, depth));
            case 3 -> call(pick(ScalarFunction.NEGATE, ScalarFunction.ABSOLUTE), scalar(DataType.NUMBER, depth));
            default -> call(ScalarFunction.TO_NUMBER, scalar(pick(DataType.INTEGER, DataType.MONEY), depth));
        };
    }

    private Scalar text(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> call(ScalarFunction.CONCAT, scalar(DataType.TEXT, depth), leaf(DataType.TEXT));
            case 1 ->
                call(
                        ScalarFunction.LEFT,
                        scalar(DataType.TEXT, depth),
                        call(ScalarFunction.ABSOLUTE, leaf(DataType.INTEGER)));
            default -> call(ScalarFunction.TO_TEXT, scalar(pick(DataType.INTEGER, DataType.DAY), depth));
        };
    }

    private Scalar day(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> call(ScalarFunction.ADD_DAYS, scalar(DataType.DAY, depth), leaf(DataType.INTEGER));
            case 1 -> call(ScalarFunction.ADD_MONTHS, scalar(DataType.DAY, depth), leaf(DataType.INTEGER));
            default -> call(ScalarFunction.MONTH_START, scalar(DataType.DAY, depth));
        };
    }

    private Scalar call(ScalarFunction function, Scalar... arguments) {
        functions.add(function);
        return Scalar.call(function, arguments);
    }

    @SafeVarargs
    private <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }

    @Test
    void everyFunctionMeansTheSame() {
        System.out.println("seed " + SEED);
        try (DuckDbRelations fast = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of());
                MemoryRelations slow = new MemoryRelations()) {
            Rel values = MemoryRelations.values(table(40));
            Rel quick = fast.keep("t", values);
            Rel plain = slow.keep("t", values);
            for (int round = 0; round < 40; round++) {
                List<Named> columns = new ArrayList<>(List.of(as("key", col("key"))));
                for (int i = 0; i < 25; i++) {
                    columns.add(as("c" + i, scalar(pick(DataType.values()), 3)));
                }
                assertThat(sorted(fast.rows(quick.project(columns))))
                        .as("round %d: %s", round, columns)
                        .isEqualTo(sorted(slow.rows(plain.project(columns))));
            }
        }
        assertThat(functions).containsExactlyInAnyOrder(ScalarFunction.values());
    }

    @Test
    void everyNodeMeansTheSame() {
        Set<Class<?>> seen = new HashSet<>();
        try (DuckDbRelations fast = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of());
                MemoryRelations slow = new MemoryRelations()) {
            for (int round = 0; round < 6; round++) {
                Rel a = MemoryRelations.values(table(25));
                Rel b = MemoryRelations.values(table(12));
                fast.keep("a" + round, a);
                fast.keep("b" + round, b);
                Rel left = slow.keep("a" + round, a);
                Rel right = slow.keep("b" + round, b).prefixed("r_");
                for (Rel rel : nodes(left, right)) {
                    seen.add(rel.getClass());
                    assertThat(sorted(fast.rows(rel))).as("%s", rel).isEqualTo(sorted(slow.rows(rel)));
                }
                seen.add(left.getClass());
                seen.add(a.getClass());
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Rel.class.getPermittedSubclasses());
    }

    private List<Rel> nodes(Rel left, Rel right) {
        Scalar on = Scalar.all(Scalar.eq(col("whole"), col("r_whole")), Scalar.le(col("day"), col("r_day")));
        List<Rel> out = new ArrayList<>(List.of(
                left.filter(scalar(DataType.FLAG, 3)),
                left.project(as("x", scalar(DataType.TEXT, 3)), as("key", col("key"))),
                new Rel.Join(left, right, on),
                new Rel.LeftJoin(left, right, on),
                new Rel.Semi(left, right, on),
                new Rel.Anti(left, right, on),
                new Rel.IntervalJoin(
                        left,
                        right,
                        List.of(new Rel.Pair("whole", "r_whole")),
                        new Rel.Interval("day", "r_day", "r_until")),
                new Rel.Union(List.of(left, left.filter(col("flag")))),
                new Rel.Distinct(left.only("whole", "flag")),
                new Rel.Limit(left, List.of(Order.down("text"), Order.by("key")), 7),
                new Rel.Aggregate(left.filter(Scalar.of(false)), List.of(), reductions()),
                new Rel.Aggregate(left, List.of("whole", "flag"), reductions()),
                new Rel.Aggregate(left.filter(Scalar.of(false)), List.of("whole"), reductions())));
        out.add(new Rel.Window(
                left,
                List.of("whole"),
                List.of(Order.down("day"), Order.by("key")),
                List.of(
                        new WindowColumn("n", WindowFunction.ROW_NUMBER, Optional.empty()),
                        new WindowColumn("before", WindowFunction.PREVIOUS, Optional.of("money")),
                        new WindowColumn("reach", WindowFunction.GREATEST_BEFORE, Optional.of("until")),
                        new WindowColumn("sum", WindowFunction.SUM_SO_FAR, Optional.of("money")))));
        return out;
    }

    private List<Reduction> reductions() {
        Scalar condition = scalar(DataType.FLAG, 2);
        return List.of(
                Reduction.count("rows").where(condition),
                Reduction.of("n", AggregateFunction.COUNT, col("text")),
                Reduction.of("distinct", AggregateFunction.COUNT_DISTINCT, col("count")),
                Reduction.of("least", AggregateFunction.MINIMUM, col("text")),
                Reduction.of("most", AggregateFunction.MAXIMUM, col("day")).where(condition),
                Reduction.of("sum", AggregateFunction.SUM, col("money")).where(condition),
                Reduction.of("total", AggregateFunction.SUM, col("count")),
                Reduction.of("any", AggregateFunction.ANY, col("flag")),
                Reduction.of("every", AggregateFunction.EVERY, col("flag")).where(condition));
    }

    private static List<String> sorted(Rows rows) {
        return rows.rows().stream()
                .map(row -> row.values().stream()
                        .map(v -> v instanceof Double d ? String.valueOf(d + 0.0) : String.valueOf(v))
                        .toList()
                        .toString())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "money", "sum of wholes", "sum of money"})
    void anOverflowIsAnErrorEverywhere(String what) {
        Schema schema = Schema.of(Schema.column("w", DataType.INTEGER), Schema.column("m", DataType.MONEY));
        List<Scalar.Literal> row =
                List.of(Scalar.of(Long.MAX_VALUE), new Scalar.MoneyLiteral(new BigDecimal("9999999999999999.99")));
        Rel two = new Rel.Values(schema, List.of(row, row));
        Rel rel = switch (what) {
            case "whole" -> two.project(as("x", Scalar.plus(col("w"), col("w"))));
            case "money" -> two.project(as("x", Scalar.plus(col("m"), col("m"))));
            case "sum of wholes" ->
                new Rel.Aggregate(two, List.of(), List.of(Reduction.of("x", AggregateFunction.SUM, col("w"))));
            default -> new Rel.Aggregate(two, List.of(), List.of(Reduction.of("x", AggregateFunction.SUM, col("m"))));
        };
        for (RelationalEngine engine : List.of(
                new MemoryRelations(), DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of()))) {
            try (engine) {
                assertThatThrownBy(() -> engine.rows(rel)).isInstanceOf(ArithmeticException.class);
            }
        }
    }

    @Test
    void aTreeThatDoesNotFitIsRefused() {
        Rel t = new Rel.Table("t", SCHEMA);
        List<Rel> wrong = List.of(
                t.filter(col("whole")),
                t.project(as("x", Scalar.plus(col("whole"), col("money")))),
                t.project(as("x", col("nothing"))),
                t.project(as("x", col("key")), as("x", col("day"))),
                new Rel.Join(t, t, Scalar.of(true)),
                new Rel.Union(List.of(t, t.only("key"))),
                new Rel.Aggregate(t, List.of(), List.of(Reduction.of("x", AggregateFunction.SUM, col("number")))),
                new Rel.Limit(t, List.of(Order.by("flag")), 1));

        assertThat(wrong)
                .allSatisfy(rel -> assertThatThrownBy(rel::schema).isInstanceOf(IllegalArgumentException.class));
        assertThat(Arrays.asList(DataType.values()))
                .filteredOn(DataType::isExact)
                .hasSize(2);
    }

    @Test
    void theFastEngineOpensNothingThatItWasNotGiven() {
        try (DuckDbRelations engine = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of())) {
            Rel.Table none = new Rel.Table("none", SCHEMA);
            assertThatThrownBy(() -> engine.attach("none", "/etc/passwd", SCHEMA))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("passwd");
            assertThatThrownBy(() -> engine.rows(none)).isInstanceOf(IllegalStateException.class);
        }
    }
}
