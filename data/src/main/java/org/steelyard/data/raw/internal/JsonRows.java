package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.Files;
import org.steelyard.data.internal.RowFindings;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.internal.SettlementLists.SettlementList;
import org.steelyard.kernel.Place;

/**
 * One node of all settlement lists of a file as a table. The row's number is the number of its list. Nodes other than the head
 * get the head's keys ({@code mdtrt_id}, {@code setl_id}, {@code fixmedins_code}) where they lack them, and {@code node_seq}, their place in the list.
 */
final class JsonRows implements BufferedRows {

    private static final List<String> KEYS = List.of("mdtrt_id", "setl_id", "fixmedins_code");
    private static final String SEQUENCE = "node_seq";

    private final String node;
    private final SettlementLists lists;
    private final List<RawColumn> columns;
    private final RowBuffer buffer;
    private final RowFindings findings = new RowFindings();
    private Optional<SettlementList> list = Optional.empty();
    private List<Map<String, @Nullable String>> rows = List.of();
    private int at;

    private JsonRows(String node, SettlementLists lists, List<String> names) {
        this.node = node;
        this.lists = lists;
        columns = names.stream().map(n -> new RawColumn(n, "VARCHAR")).toList();
        buffer = new RowBuffer(columns.size());
    }

    /** Node to the names of its fields, over all lists: one list may have fields that another lacks. */
    static Map<String, List<String>> shapes(TextFacts text, Limits limits) throws IOException {
        Map<String, Set<String>> seen = new LinkedHashMap<>();
        boolean any = false;
        try (SettlementLists lists = new SettlementLists(text.content(), text.open(), limits)) {
            for (Optional<SettlementList> l = lists.next(); l.isPresent(); l = lists.next()) {
                any = true;
                l.get().nodes().forEach((name, rows) -> {
                    Set<String> names = seen.computeIfAbsent(name, _ -> new LinkedHashSet<>());
                    rows.forEach(row -> names.addAll(row.keySet()));
                });
            }
        }
        if (!any) {
            throw Files.empty(text.name());
        }
        Map<String, List<String>> out = new LinkedHashMap<>();
        seen.forEach((name, names) -> out.put(name, withKeys(name, names)));
        return out;
    }

    private static List<String> withKeys(String node, Set<String> names) {
        if (node.equals(SettlementLists.HEAD)) {
            return List.copyOf(names);
        }
        Set<String> lower = new LinkedHashSet<>();
        names.forEach(n -> lower.add(n.toLowerCase(Locale.ROOT)));
        Stream<String> added = Stream.concat(KEYS.stream(), Stream.of(SEQUENCE)).filter(k -> !lower.contains(k));
        return Stream.concat(added, names.stream()).toList();
    }

    static JsonRows open(TextFacts text, String node, Limits limits) throws IOException {
        List<String> names = shapes(text, limits).getOrDefault(node, List.of());
        Headers.check(names, Place.file(text.name()), limits);
        return new JsonRows(node, new SettlementLists(text.content(), text.open(), limits), names);
    }

    @Override
    public List<RawColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        at++;
        while (at >= rows.size()) {
            list = lists.next();
            if (list.isEmpty()) {
                return false;
            }
            rows = list.get().nodes().getOrDefault(node, List.of());
            at = 0;
        }
        fill(list.get(), rows.get(at));
        return true;
    }

    private void fill(SettlementList from, Map<String, @Nullable String> row) {
        buffer.clear();
        for (RawColumn column : columns) {
            String name = column.name();
            if (row.containsKey(name)) {
                buffer.add(row.get(name));
            } else if (name.equals(SEQUENCE)) {
                buffer.add(Integer.toString(at + 1));
            } else {
                boolean key = KEYS.contains(name) && !node.equals(SettlementLists.HEAD);
                buffer.add(key ? from.head(name).orElse(null) : null);
            }
        }
    }

    @Override
    public long row() {
        return list.map(SettlementList::number).orElse(0L);
    }

    @Override
    public RowBuffer buffer() {
        return buffer;
    }

    @Override
    public RowFindings findings() {
        return findings;
    }

    @Override
    public void close() {
        lists.close();
    }
}
