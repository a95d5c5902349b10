package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.data.code.CodeSystem;
import org.steelyard.data.code.CodeSystems;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.Value;
import org.steelyard.data.standard.StandardSchema;

/**
 * The values of one fill as SQL over its source, which is called {@code s}, and the joins that they need. Every join is a left
 * join to a table with one row a key, so that rows neither vanish nor multiply.
 */
final class Fields {

    private final Mapping mapping;
    private final Facts facts;
    private final Map<String, String> joins = new LinkedHashMap<>();

    /** What is known of the whole source: days as SQL. */
    record Facts(String firstDay, String lastDay) {}

    Fields(Mapping mapping, Facts facts) {
        this.mapping = mapping;
        this.facts = facts;
    }

    /** The joins that the values compiled so far need. */
    String joins() {
        return String.join("", joins.values());
    }

    String value(Value value, String type) {
        return "CAST(" + plain(value, type) + " AS " + type + ")";
    }

    private String plain(Value v, String type) {
        if (v.column().isPresent()) {
            return part(mapped(column(v.column().get()), v), v.part());
        }
        if (v.constant().isPresent()) {
            return Duck.text(v.constant().get());
        }
        if (!v.first().isEmpty()) {
            return call("coalesce", v.first(), type);
        }
        if (!v.earliest().isEmpty()) {
            return call("least", v.earliest(), type);
        }
        if (!v.latest().isEmpty()) {
            return call("greatest", v.latest(), type);
        }
        if (v.code().isPresent()) {
            return concept(v);
        }
        if (v.ref().isPresent()) {
            return reference(v);
        }
        if (v.shape().isPresent()) {
            return shape(column(v.shape().get()), v.systems());
        }
        if (!v.differ().isEmpty()) {
            return column(v.differ().get(0)) + " <> " + column(v.differ().get(1));
        }
        if (!v.join().isEmpty()) {
            return "concat_ws(" + Duck.text(v.with()) + ", "
                    + v.join().stream().map(this::column).collect(Collectors.joining(", ")) + ")";
        }
        if (v.known().isPresent()) {
            return switch (v.known().get()) {
                case FIRST_DAY -> facts.firstDay();
                case LAST_DAY -> facts.lastDay();
            };
        }
        if (v.convert().isPresent()) {
            return converted(v);
        }
        return choose(v, type);
    }

    private String choose(Value v, String type) {
        StringBuilder out = new StringBuilder("CASE");
        for (Mapping.Choice choice : v.choose()) {
            out.append(" WHEN ")
                    .append(Conditions.all(choice.when(), "s"))
                    .append(" THEN ")
                    .append(value(choice.then(), type));
        }
        v.otherwise()
                .ifPresent(o -> out.append(" ELSE CAST(")
                        .append(Duck.text(o))
                        .append(" AS ")
                        .append(type)
                        .append(")"));
        return out.append(" END").toString();
    }

    private String call(String function, List<Value> values, String type) {
        return function + "(" + values.stream().map(x -> value(x, type)).collect(Collectors.joining(", ")) + ")";
    }

    private String mapped(String column, Value v) {
        if (v.values().isEmpty()) {
            return column;
        }
        Map<String, String> map = mapping.values().getOrDefault(v.values().get(), Map.of());
        StringBuilder out = new StringBuilder("CASE CAST(" + column + " AS VARCHAR)");
        map.forEach((from, to) ->
                out.append(" WHEN ").append(Duck.text(from)).append(" THEN ").append(Duck.text(to)));
        v.otherwise().ifPresent(o -> out.append(" ELSE ").append(Duck.text(o)));
        return out.append(" END").toString();
    }

    private static String part(String column, Optional<Mapping.Part> part) {
        return part.map(p -> switch (p) {
                    case DATE -> "CAST(" + column + " AS DATE)";
                    case YEAR -> "year(" + column + ")";
                    case MONTH -> "month(" + column + ")";
                    case DAY -> "day(" + column + ")";
                })
                .orElse(column);
    }

    private String concept(Value v) {
        String code = column(v.code().orElseThrow());
        String system = v.systemColumn()
                .map(this::column)
                .orElseGet(() -> Duck.text(v.system().orElse("")));
        String alias = join("c", "known_code", a -> a + ".system = " + system + " AND " + a + ".code = " + code);
        String id = v.use() == Mapping.Use.SOURCE ? "source_id" : "standard_id";
        return "coalesce(" + alias + "." + id + ", 0)";
    }

    private String reference(Value v) {
        String table = v.ref().orElseThrow();
        String alias = join("r", "ref_" + table, a -> a + ".k = " + key(v.key(), "s"));
        String id = StandardSchema.current()
                .get(table)
                .id()
                .map(StandardSchema.Field::name)
                .orElse("k");
        return alias + "." + Duck.name(v.field().orElse(id));
    }

    private String converted(Value v) {
        String value = column(v.convert().orElseThrow());
        String unit = column(v.unit().orElseThrow());
        String item = v.item().map(this::column).orElse("''");
        String alias =
                join("u", "unit_" + v.by().orElseThrow(), a -> a + ".item = " + item + " AND " + a + ".unit = " + unit);
        String now = "coalesce(" + alias + ".to_unit, " + unit + ")";
        return switch (v.result()) {
            case NUMBER ->
                "CASE WHEN " + alias + ".factor IS NULL THEN " + value + " ELSE " + value + " * " + alias + ".factor + "
                        + alias + ".shift END";
            case UNIT -> now;
            case CONCEPT ->
                "coalesce("
                        + join("c", "known_code", a -> a + ".system = 'UCUM' AND " + a + ".code = " + now)
                        + ".standard_id, 0)";
        };
    }

    private interface On {
        String condition(String alias);
    }

    private String join(String prefix, String table, On on) {
        String signature = table + "|" + on.condition("?");
        String alias = prefix + position(signature);
        joins.putIfAbsent(signature, " LEFT JOIN " + Duck.name(table) + " " + alias + " ON " + on.condition(alias));
        return alias;
    }

    private int position(String signature) {
        int at = new ArrayList<>(joins.keySet()).indexOf(signature);
        return at < 0 ? joins.size() : at;
    }

    private String column(String name) {
        return "s." + Duck.name(name);
    }

    /** The key of a row as one text; missing when any part is. */
    static String key(List<String> columns, String alias) {
        return columns.stream()
                .map(c -> "CAST(" + alias + "." + Duck.name(c) + " AS VARCHAR)")
                .collect(Collectors.joining(" || chr(31) || "));
    }

    private static String shape(String column, List<String> systems) {
        StringBuilder out = new StringBuilder("CASE");
        for (String id : systems) {
            String regex = CodeSystems.get(id).shapes().stream()
                    .map(CodeSystem.Shape::lenient)
                    .map(p -> "(?:" + p.pattern() + ")")
                    .collect(Collectors.joining("|"));
            out.append(" WHEN ")
                    .append(Typing.matches(column, regex))
                    .append(" THEN ")
                    .append(Duck.text(id));
        }
        return out.append(" END").toString();
    }
}
