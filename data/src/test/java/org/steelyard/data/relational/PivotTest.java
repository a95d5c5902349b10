package org.steelyard.data.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.steelyard.data.relational.Rel.AggregateFunction;

/** A pivot by arrays holds what the same pivot by joins holds, whatever the cells. */
class PivotTest {

    private static final long SEED = Long.getLong("seed", 20261123);
    private static final Pivot.Keys KEYS = new Pivot.Keys("row", "measure");
    private static final Schema CELLS = new Schema(List.of(
            Schema.column("row", DataType.INTEGER),
            Schema.column("measure", DataType.INTEGER),
            Schema.column("n", DataType.INTEGER),
            Schema.column("amount", DataType.MONEY),
            Schema.column("low", DataType.NUMBER)));
    private static final Schema ROWS =
            new Schema(List.of(Schema.column("row", DataType.INTEGER), Schema.column("name", DataType.TEXT)));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    private static Scalar.Literal or(Object value, DataType type) {
        return org.steelyard.data.relational.internal.Interpreter.literal(type, value);
    }

    private static List<Scalar.Literal> cell(Object row, long measure, Object n, Object amount, Object low) {
        return List.of(
                or(row, DataType.INTEGER),
                or(measure, DataType.INTEGER),
                or(n, DataType.INTEGER),
                or(amount, DataType.MONEY),
                or(low, DataType.NUMBER));
    }

    private static Rel rows(List<Long> keys) {
        return new Rel.Values(
                ROWS,
                keys.stream()
                        .map(k -> List.of(or(k, DataType.INTEGER), or("人" + k, DataType.TEXT)))
                        .toList());
    }

    private static List<Pivot.Column> columns(int measures) {
        List<Pivot.Column> out = new ArrayList<>();
        for (int m = 0; m < measures; m++) {
            AggregateFunction ends = m % 2 == 0 ? AggregateFunction.MINIMUM : AggregateFunction.MAXIMUM;
            out.add(new Pivot.Column("n" + m, m, m % 3 == 0 ? AggregateFunction.SUM : ends, "n"));
        }
        out.add(new Pivot.Column("paid", measures, AggregateFunction.SUM, "amount"));
        out.add(new Pivot.Column("dearest", measures + 1, AggregateFunction.MAXIMUM, "amount"));
        out.add(new Pivot.Column("least", measures + 2, AggregateFunction.MINIMUM, "low"));
        out.add(new Pivot.Column("most", measures + 3, AggregateFunction.MAXIMUM, "low"));
        return out;
    }

    private static List<Map<String, Object>> sorted(Rows rows) {
        return rows.rows().stream()
                .sorted(Comparator.comparing(r -> (Long) r.get("row")))
                .map(r -> (Map<String, Object>) new java.util.TreeMap<String, Object>(r))
                .toList();
    }

    /** By arrays where that goes, and by joins. */
    private static List<List<Map<String, Object>>> both(
            List<Long> keys, List<List<Scalar.Literal>> cells, List<Pivot.Column> columns) {
        try (RelationalEngine engine = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(2), List.of())) {
            Pivot pivot = new Pivot(rows(keys), engine.keep("cells", new Rel.Values(CELLS, cells)), KEYS, columns);
            Rel.Table fast = engine.pivot("fast", pivot);
            Rel.Table slow = engine.keep("slow", pivot.relation());
            assertThat(fast.columns()).isEqualTo(slow.columns());
            return List.of(sorted(engine.rows(fast)), sorted(engine.rows(slow)));
        }
    }

    @Test
    void randomCellsFallIntoTheirPlaces() {
        System.out.println("seed " + SEED);
        for (int times = 0; times < 6; times++) {
            long apart = times % 3 == 2 ? 3_000_000_019L : 1 + times;
            List<Long> keys = new ArrayList<>();
            for (long k = -20; k < 60; k++) {
                keys.add(k * apart);
            }
            List<List<Scalar.Literal>> cells = new ArrayList<>();
            for (int i = 0; i < 1500; i++) {
                Long row = random.nextInt(40) == 0 ? null : random.nextInt(-30, 50) * apart;
                cells.add(cell(
                        row,
                        random.nextInt(28),
                        random.nextInt(5) == 0 ? null : (long) random.nextInt(-3, 9),
                        random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(-999, 9999), 2),
                        random.nextInt(5) == 0 ? null : random.nextInt(-9, 9) / 4.0));
            }
            List<List<Map<String, Object>>> found = both(keys, cells, columns(20));
            assertThat(found.getFirst()).hasSize(80).isEqualTo(found.getLast());
        }
    }

    @Test
    void noCellsLeaveEveryColumnMissing() {
        List<List<Map<String, Object>>> found = both(List.of(1L, 2L), List.of(), columns(17));
        assertThat(found.getFirst()).hasSize(2).isEqualTo(found.getLast());
        assertThat(found.getFirst().getFirst()).containsEntry("n0", null).containsEntry("paid", null);
    }

    @Test
    void whatDoesNotFitAnArrayGoesTheSlowWay() {
        long wide = 5_000_000_000L;
        List<List<Scalar.Literal>> cells =
                List.of(cell(1L, 0, wide, null, null), cell(1L, 0, wide, null, null), cell(2L, 1, 7L, null, null));
        List<List<Map<String, Object>>> found = both(List.of(1L, 2L), cells, columns(17));
        assertThat(found.getFirst()).isEqualTo(found.getLast());
        assertThat(found.getFirst().getFirst()).containsEntry("n0", 2 * wide);
    }

    @Test
    void minusZeroIsAValue() {
        List<List<Map<String, Object>>> found = both(List.of(1L), List.of(cell(1L, 19, 1L, null, -0.0)), columns(17));
        assertThat(found)
                .allSatisfy(rows ->
                        assertThat((Double) rows.getFirst().get("least") + 0.0).isEqualTo(0.0));
    }

    @Test
    void aSumOfMoneyThatRunsOverIsAnError() {
        BigDecimal most = new BigDecimal("9999999999999999.99");
        List<List<Scalar.Literal>> cells = List.of(cell(1L, 17, null, most, null), cell(1L, 17, null, most, null));
        assertThatThrownBy(() -> both(List.of(1L), cells, columns(17))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void everyEngineUnderstandsThePivotAsARelation() {
        List<List<Scalar.Literal>> cells =
                List.of(cell(1L, 0, 2L, null, 0.5), cell(1L, 0, 3L, null, null), cell(2L, 20, null, null, -1.5));
        try (RelationalEngine slow = new MemoryRelations()) {
            Pivot pivot = new Pivot(
                    rows(List.of(1L, 2L)), slow.keep("cells", new Rel.Values(CELLS, cells)), KEYS, columns(17));
            assertThat(sorted(slow.rows(slow.pivot("wide", pivot))))
                    .isEqualTo(both(List.of(1L, 2L), cells, columns(17)).getFirst());
        }
    }

    @Test
    void aTextIsNoValueOfAnArray() {
        Schema texts = new Schema(List.of(
                Schema.column("row", DataType.INTEGER),
                Schema.column("measure", DataType.INTEGER),
                Schema.column("word", DataType.TEXT)));
        try (RelationalEngine engine = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of())) {
            Rel.Table cells = engine.keep(
                    "cells",
                    new Rel.Values(
                            texts,
                            List.of(List.of(
                                    or(1L, DataType.INTEGER), or(0L, DataType.INTEGER), or("b", DataType.TEXT)))));
            Pivot pivot = new Pivot(
                    rows(List.of(1L)),
                    cells,
                    KEYS,
                    List.of(new Pivot.Column("word", 0, AggregateFunction.MAXIMUM, "word")));
            assertThat(sorted(engine.rows(engine.pivot("wide", pivot))).getFirst())
                    .containsEntry("word", "b");
        }
    }
}
