package org.steelyard.data.relational.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Rows;
import org.steelyard.data.relational.Scalar;

/** Each node as a loop. Written to be read, not to be fast. */
public final class Interpreter {

    private final Map<String, Rows> tables;

    public Interpreter(Map<String, Rows> tables) {
        this.tables = tables;
    }

    public List<Map<String, @Nullable Object>> rows(Rel rel) {
        return switch (rel) {
            case Rel.Table t -> table(t);
            case Rel.Values v -> values(v);
            case Rel.Filter f -> keep(rows(f.input()), row -> isTrue(f.predicate(), row));
            case Rel.Project p -> project(p);
            case Rel.Join j -> pairs(rows(j.left()), rows(j.right()), both -> isTrue(j.on(), both));
            case Rel.LeftJoin j -> leftJoin(j);
            case Rel.IntervalJoin j -> pairs(rows(j.left()), rows(j.right()), both -> inside(j, both));
            case Rel.Semi s -> partnered(rows(s.left()), rows(s.right()), s.on(), true);
            case Rel.Anti a -> partnered(rows(a.left()), rows(a.right()), a.on(), false);
            case Rel.Aggregate a -> aggregate(a);
            case Rel.Window w -> window(w);
            case Rel.Union u ->
                u.inputs().stream().flatMap(r -> rows(r).stream()).toList();
            case Rel.Distinct d -> new ArrayList<>(new LinkedHashSet<>(rows(d.input())));
            case Rel.Limit l ->
                rows(l.input()).stream().sorted(by(l.order())).limit(l.rows()).toList();
        };
    }

    private List<Map<String, @Nullable Object>> table(Rel.Table t) {
        Rows rows = tables.get(t.name());
        if (rows == null) {
            throw new IllegalArgumentException("no table " + t.name());
        }
        return rows.rows().stream()
                .map(row -> {
                    Map<String, @Nullable Object> out = new LinkedHashMap<>();
                    t.columns().names().forEach(n -> out.put(n, row.get(n)));
                    return out;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> values(Rel.Values v) {
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (List<Scalar.Literal> literals : v.rows()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < literals.size(); i++) {
                row.put(v.columns().names().get(i), Arithmetic.value(literals.get(i)));
            }
            out.add(row);
        }
        return out;
    }

    private static boolean isTrue(Scalar predicate, Map<String, @Nullable Object> row) {
        return Boolean.TRUE.equals(Arithmetic.evaluate(predicate, row));
    }

    private static List<Map<String, @Nullable Object>> keep(
            List<Map<String, @Nullable Object>> rows, Predicate<Map<String, @Nullable Object>> rule) {
        return rows.stream().filter(rule).toList();
    }

    private List<Map<String, @Nullable Object>> project(Rel.Project p) {
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows(p.input())) {
            Map<String, @Nullable Object> made = new LinkedHashMap<>();
            p.columns().forEach(n -> made.put(n.name(), Arithmetic.evaluate(n.value(), row)));
            out.add(made);
        }
        return out;
    }

    private static Map<String, @Nullable Object> both(
            Map<String, @Nullable Object> left, Map<String, @Nullable Object> right) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(left);
        both.putAll(right);
        return both;
    }

    private static List<Map<String, @Nullable Object>> pairs(
            List<Map<String, @Nullable Object>> left,
            List<Map<String, @Nullable Object>> right,
            Predicate<Map<String, @Nullable Object>> rule) {
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (Map<String, @Nullable Object> l : left) {
            for (Map<String, @Nullable Object> r : right) {
                Map<String, @Nullable Object> both = both(l, r);
                if (rule.test(both)) {
                    out.add(both);
                }
            }
        }
        return out;
    }

    private List<Map<String, @Nullable Object>> leftJoin(Rel.LeftJoin j) {
        List<Map<String, @Nullable Object>> right = rows(j.right());
        Map<String, @Nullable Object> nobody = new LinkedHashMap<>();
        j.right().schema().names().forEach(n -> nobody.put(n, null));
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (Map<String, @Nullable Object> l : rows(j.left())) {
            List<Map<String, @Nullable Object>> found = pairs(List.of(l), right, both -> isTrue(j.on(), both));
            out.addAll(found.isEmpty() ? List.of(both(l, nobody)) : found);
        }
        return out;
    }

    private static boolean inside(Rel.IntervalJoin j, Map<String, @Nullable Object> both) {
        boolean keys = j.keys().stream().allMatch(k -> {
            Object left = both.get(k.left());
            return left != null && left.equals(both.get(k.right()));
        });
        LocalDate day = (LocalDate) both.get(j.interval().day());
        LocalDate from = (LocalDate) both.get(j.interval().from());
        LocalDate to = (LocalDate) both.get(j.interval().to());
        return keys && day != null && (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    private static List<Map<String, @Nullable Object>> partnered(
            List<Map<String, @Nullable Object>> left,
            List<Map<String, @Nullable Object>> right,
            Scalar on,
            boolean wanted) {
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (Map<String, @Nullable Object> l : left) {
            boolean found = false;
            for (Map<String, @Nullable Object> r : right) {
                found |= isTrue(on, both(l, r));
            }
            if (found == wanted) {
                out.add(l);
            }
        }
        return out;
    }

    private List<Map<String, @Nullable Object>> aggregate(Rel.Aggregate a) {
        Map<List<@Nullable Object>, List<Map<String, @Nullable Object>>> groups = groups(rows(a.input()), a.keys());
        if (a.keys().isEmpty() && groups.isEmpty()) {
            groups.put(List.of(), List.of());
        }
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (Map.Entry<List<@Nullable Object>, List<Map<String, @Nullable Object>>> group : groups.entrySet()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < a.keys().size(); i++) {
                row.put(a.keys().get(i), group.getKey().get(i));
            }
            for (Reduction r : a.reductions()) {
                row.put(r.name(), reduce(r, group.getValue()));
            }
            out.add(row);
        }
        return out;
    }

    private static Map<List<@Nullable Object>, List<Map<String, @Nullable Object>>> groups(
            List<Map<String, @Nullable Object>> rows, List<String> keys) {
        Map<List<@Nullable Object>, List<Map<String, @Nullable Object>>> groups = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : rows) {
            List<@Nullable Object> key = new ArrayList<>();
            keys.forEach(k -> key.add(row.get(k)));
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private static @Nullable Object reduce(Reduction r, List<Map<String, @Nullable Object>> members) {
        List<Map<String, @Nullable Object>> rows =
                r.filter().isPresent() ? keep(members, row -> isTrue(r.filter().get(), row)) : members;
        if (r.argument().isEmpty()) {
            return (long) rows.size();
        }
        List<Object> values = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            Object value = Arithmetic.evaluate(r.argument().get(), row);
            if (value != null) {
                values.add(value);
            }
        }
        return switch (r.function()) {
            case COUNT -> (long) values.size();
            case COUNT_DISTINCT -> values.stream().distinct().count();
            case MINIMUM -> values.stream().min(Arithmetic::compare).orElse(null);
            case MAXIMUM -> values.stream().max(Arithmetic::compare).orElse(null);
            case SUM -> values.stream().reduce(Arithmetic::add).orElse(null);
            case ANY -> values.isEmpty() ? null : (Object) values.contains(true);
            case EVERY -> values.isEmpty() ? null : (Object) !values.contains(false);
        };
    }

    private List<Map<String, @Nullable Object>> window(Rel.Window w) {
        List<Map<String, @Nullable Object>> out = new ArrayList<>();
        for (List<Map<String, @Nullable Object>> members :
                groups(rows(w.input()), w.partition()).values()) {
            List<Map<String, @Nullable Object>> sorted =
                    members.stream().sorted(by(w.order())).toList();
            for (int i = 0; i < sorted.size(); i++) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>(sorted.get(i));
                for (WindowColumn c : w.columns()) {
                    row.put(c.name(), windowed(c, sorted, i));
                }
                out.add(row);
            }
        }
        return out;
    }

    private static @Nullable Object windowed(WindowColumn c, List<Map<String, @Nullable Object>> sorted, int at) {
        return switch (c.function()) {
            case ROW_NUMBER -> (long) (at + 1);
            case PREVIOUS ->
                at == 0 ? null : sorted.get(at - 1).get(c.argument().orElseThrow());
            case GREATEST_BEFORE ->
                known(sorted.subList(0, at), c).stream()
                        .max(Arithmetic::compare)
                        .orElse(null);
            case SUM_SO_FAR ->
                known(sorted.subList(0, at + 1), c).stream()
                        .reduce(Arithmetic::add)
                        .orElse(null);
        };
    }

    private static List<Object> known(List<Map<String, @Nullable Object>> rows, WindowColumn c) {
        List<Object> out = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            Object value = row.get(c.argument().orElseThrow());
            if (value != null) {
                out.add(value);
            }
        }
        return out;
    }

    private static Comparator<Map<String, @Nullable Object>> by(List<Order> order) {
        return (a, b) -> {
            for (Order o : order) {
                Object x = a.get(o.column());
                Object y = b.get(o.column());
                int found = x == null || y == null
                        ? Boolean.compare(x == null, y == null)
                        : o.descending() ? Arithmetic.compare(y, x) : Arithmetic.compare(x, y);
                if (found != 0) {
                    return found;
                }
            }
            return 0;
        };
    }

    /** A value as a constant. */
    public static Scalar.Literal literal(DataType type, @Nullable Object value) {
        return switch (value) {
            case null -> new Scalar.Missing(type);
            case Boolean b -> Scalar.of(b);
            case Long l -> Scalar.of(l);
            case BigDecimal d -> new Scalar.MoneyLiteral(d);
            case Double d -> Scalar.of(d);
            case String s -> Scalar.of(s);
            case LocalDate d -> Scalar.of(d);
            default -> throw new IllegalArgumentException("no such value: " + value.getClass());
        };
    }
}
