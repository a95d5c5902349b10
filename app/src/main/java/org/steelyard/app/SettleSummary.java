package org.steelyard.app;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.steelyard.disclosure.CountTable;
import org.steelyard.disclosure.CountTable.Kind;
import org.steelyard.disclosure.Disclosure;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.disclosure.TableRelease;
import org.steelyard.economics.agreement.Settlement;
import org.steelyard.economics.agreement.Settlement.Status;

/**
 * A settlement without small counts: how many people of each status, in all and by group, and the amounts that do not give a hidden count away.
 *
 * <p>An amount is a count times a price, so the amounts of a column's groups are shown only when every count of that column is, and those of the total when every count of the total is.
 *
 * @param refused that no form of the counts can be shown
 */
record SettleSummary(List<Row> rows, boolean refused) {

    private static final List<Status> COUNTED = List.of(Status.FULL, Status.REFUND, Status.STOPPED, Status.PENDING);

    /** @param column blank for the total @param amounts empty when they are withheld */
    record Row(
            String column,
            String group,
            ReleasedCount people,
            Map<Status, ReleasedCount> status,
            Optional<Amounts> amounts) {}

    record Amounts(BigDecimal paid, BigDecimal refund, BigDecimal mayPay, BigDecimal mayReturn) {
        static final Amounts NONE = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        Amounts plus(Settlement.Line l) {
            return new Amounts(
                    paid.add(l.paid()), refund.add(l.refund()), mayPay.add(l.mayPay()), mayReturn.add(l.mayReturn()));
        }
    }

    /** Everything about one group, before anything is hidden. */
    record Full(String column, String group, Map<Status, Long> counts, Amounts amounts) {
        long people() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        String id() {
            return column + "\u0001" + group;
        }

        /** No name of a group can be taken for that of a group and a status. */
        String id(Status status) {
            return id() + "\u0001" + status;
        }

        private Full plus(Settlement.Line l) {
            Map<Status, Long> more = new EnumMap<>(counts);
            more.merge(l.status(), 1L, Long::sum);
            return new Full(column, group, more, amounts.plus(l));
        }
    }

    /** The total first, then the groups of each column in order of their names. */
    static List<Full> full(Settlement.Statement statement, Map<String, List<String>> groups) {
        Map<String, Full> total = new LinkedHashMap<>();
        Map<String, Map<String, Full>> by = new LinkedHashMap<>();
        groups.keySet().forEach(c -> by.put(c, new TreeMap<>()));
        total.put("", empty("", ""));
        for (int i = 0; i < statement.lines().size(); i++) {
            Settlement.Line line = statement.lines().get(i);
            if (line.status() == Status.OUTSIDE) {
                continue;
            }
            total.computeIfPresent("", (k, f) -> f.plus(line));
            int person = i;
            groups.forEach((column, values) -> by.getOrDefault(column, new TreeMap<>())
                    .merge(
                            values.get(person),
                            empty(column, values.get(person)).plus(line),
                            (old, one) -> old.plus(line)));
        }
        List<Full> out = new ArrayList<>(total.values());
        by.values().forEach(g -> out.addAll(g.values()));
        return out;
    }

    private static Full empty(String column, String group) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        COUNTED.forEach(s -> counts.put(s, 0L));
        return new Full(column, group, counts, Amounts.NONE);
    }

    static SettleSummary of(List<Full> full, SmallCells rule) {
        CountTable.Builder table = CountTable.builder();
        for (Full f : full) {
            table.cell(f.id(), f.people(), Kind.KEPT);
            COUNTED.forEach(s -> table.cell(f.id(s), f.counts().getOrDefault(s, 0L), Kind.PRINTED));
            table.sum(f.id(), COUNTED.stream().map(s -> f.id(s)).toList());
        }
        Full total = full.getFirst();
        full.stream().map(Full::column).filter(c -> !c.isEmpty()).distinct().forEach(column -> {
            List<Full> parts =
                    full.stream().filter(f -> f.column().equals(column)).toList();
            table.sum(total.id(), parts.stream().map(Full::id).toList());
            COUNTED.forEach(
                    s -> table.sum(total.id(s), parts.stream().map(f -> f.id(s)).toList()));
        });
        return switch (Disclosure.release(table.build(), rule)) {
            case TableRelease.Releasable r -> new SettleSummary(rows(full, r), false);
            case TableRelease.Refusal r -> new SettleSummary(List.of(), true);
        };
    }

    private static List<Row> rows(List<Full> full, TableRelease.Releasable release) {
        return full.stream()
                .map(f -> {
                    Map<Status, ReleasedCount> status = new EnumMap<>(Status.class);
                    COUNTED.forEach(s -> status.put(s, release.count(f.id(s))));
                    boolean open = full.stream()
                            .filter(g -> g.column().equals(f.column()))
                            .allMatch(g -> release.count(g.id()).isShown()
                                    && COUNTED.stream()
                                            .allMatch(
                                                    s -> release.count(g.id(s)).isShown()));
                    return new Row(
                            f.column(),
                            f.group(),
                            release.count(f.id()),
                            status,
                            open ? Optional.of(f.amounts()) : Optional.empty());
                })
                .toList();
    }

    static List<Status> statuses() {
        return COUNTED;
    }
}
