package org.steelyard.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.steelyard.protocol.expression.Evaluator;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.Value;

/**
 * The slow and obvious engine: a list of maps. It is the oracle for the fast ones, and does not share a line of their
 * work; not for more than some thousand rows.
 */
public final class MemoryEngine implements Engine {

    private static final int CHUNK = 256;

    private final Map<String, List<Row>> tables = new HashMap<>();

    private record Row(long number, Map<String, Value> values) {

        Value value(String name) {
            Value value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no field " + name);
            }
            return value;
        }
    }

    @Override
    public Relation load(RowSource source, Predicate<String> named) {
        List<Field> fields = source.fields();
        RowSource.Batch batch = RowSource.Batch.allocate(fields, CHUNK);
        List<Row> rows = new ArrayList<>();
        for (int n = source.next(batch); n > 0; n = source.next(batch)) {
            for (int i = 0; i < n; i++) {
                rows.add(row(batch, fields, i));
            }
        }
        return store(fields, rows);
    }

    @Override
    public Relation derive(Relation relation, List<Derivation> derivations) {
        List<Field> fields = new ArrayList<>(relation.fields());
        derivations.forEach(d -> fields.add(d.field()));
        List<Row> rows = new ArrayList<>();
        for (Row row : rows(relation)) {
            Map<String, Value> values = new LinkedHashMap<>(row.values());
            for (Derivation derivation : derivations) {
                Value value = Evaluator.evaluate(derivation.expression(), row::value);
                values.put(derivation.field().name(), fit(value, derivation.field()));
            }
            rows.add(new Row(row.number(), values));
        }
        return store(fields, rows);
    }

    @Override
    public Verdict judge(Relation relation, Expression rule) {
        long yes = 0;
        long no = 0;
        long unknown = 0;
        for (Row row : rows(relation)) {
            Value value = Evaluator.evaluate(rule, row::value);
            unknown += value.isMissing() ? 1 : 0;
            yes += value.equals(new Value.Flag(true)) ? 1 : 0;
            no += value.equals(new Value.Flag(false)) ? 1 : 0;
        }
        return new Verdict(yes, no, unknown);
    }

    @Override
    public Relation keep(Relation relation, Expression rule, boolean keepUnknown) {
        List<Row> kept = rows(relation).stream()
                .filter(row -> {
                    Value value = Evaluator.evaluate(rule, row::value);
                    return value.isMissing() ? keepUnknown : value.equals(new Value.Flag(true));
                })
                .toList();
        return store(relation.fields(), kept);
    }

    @Override
    public List<Long> rowsWhere(Relation relation, Expression rule, int limit) {
        return rows(relation).stream()
                .filter(row -> Evaluator.evaluate(rule, row::value).equals(new Value.Flag(true)))
                .map(Row::number)
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public Duplicates duplicates(Relation relation, List<String> fields, int limit) {
        Map<List<Value>, List<Long>> groups = new HashMap<>();
        for (Row row : rows(relation)) {
            List<Value> key = fields.stream().map(row::value).toList();
            if (key.stream().noneMatch(Value::isMissing)) {
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row.number());
            }
        }
        List<Long> twice = groups.values().stream()
                .filter(rows -> rows.size() > 1)
                .flatMap(List::stream)
                .sorted()
                .toList();
        return new Duplicates(twice.size(), twice.stream().limit(limit).toList());
    }

    @Override
    public List<Long> missing(Relation relation, List<String> fields) {
        return fields.stream()
                .map(f -> rows(relation).stream()
                        .filter(row -> row.value(f).isMissing())
                        .count())
                .toList();
    }

    @Override
    public Pulled pull(Relation relation, List<String> fields) {
        List<Row> rows = rows(relation).stream()
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList();
        List<Vector> vectors =
                fields.stream().map(f -> vector(relation.field(f), rows)).toList();
        return new Pulled(rows.stream().mapToLong(Row::number).toArray(), vectors);
    }

    @Override
    public void close() {
        tables.clear();
    }

    private Relation store(List<Field> fields, List<Row> rows) {
        String id = "m" + tables.size();
        tables.put(id, List.copyOf(rows));
        return new Relation(id, fields);
    }

    private List<Row> rows(Relation relation) {
        return tables.getOrDefault(relation.id(), List.of());
    }

    private static Row row(RowSource.Batch batch, List<Field> fields, int i) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int f = 0; f < fields.size(); f++) {
            values.put(fields.get(f).name(), value(batch.vectors().get(f), fields.get(f), i));
        }
        return new Row(batch.rows()[i], values);
    }

    private static Value value(Vector vector, Field field, int i) {
        return switch (vector) {
            case Vector.Numbers v -> Value.number(v.values()[i]);
            case Vector.Flags v -> v.values()[i] < 0 ? Value.MISSING : new Value.Flag(v.values()[i] > 0);
            case Vector.Codes v ->
                v.values()[i] < 0
                        ? Value.MISSING
                        : new Value.Text(field.levels().get(v.values()[i]));
            case Vector.Days v ->
                v.values()[i] == Vector.MISSING_DAY
                        ? Value.MISSING
                        : new Value.Day(LocalDate.ofEpochDay(v.values()[i]));
            case Vector.Texts v -> {
                String text = v.values()[i];
                yield text == null ? Value.MISSING : new Value.Text(text);
            }
        };
    }

    private static Value fit(Value value, Field field) {
        boolean stranger = field.kind() == Field.Kind.CATEGORY
                && value instanceof Value.Text t
                && !field.levels().contains(t.value());
        return stranger ? Value.MISSING : value;
    }

    private static Vector vector(Field field, List<Row> rows) {
        Vector vector = Vector.allocate(field.kind(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            put(vector, field, i, rows.get(i).value(field.name()));
        }
        return vector;
    }

    private static void put(Vector vector, Field field, int i, Value value) {
        switch (vector) {
            case Vector.Numbers v -> v.values()[i] = value.toDouble();
            case Vector.Flags v -> v.values()[i] = value.isMissing() ? -1 : (byte) value.toDouble();
            case Vector.Codes v ->
                v.values()[i] = value instanceof Value.Text t ? field.levels().indexOf(t.value()) : -1;
            case Vector.Days v -> v.values()[i] = value.isMissing() ? Vector.MISSING_DAY : (int) value.toDouble();
            case Vector.Texts v -> v.values()[i] = value instanceof Value.Text t ? t.value() : null;
        }
    }
}
