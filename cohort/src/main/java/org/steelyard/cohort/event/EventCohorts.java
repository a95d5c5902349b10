package org.steelyard.cohort.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.cohort.CohortError;
import org.steelyard.data.Input;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceFormat;
import org.steelyard.protocol.event.EventCohort;

/** From a plan and its standard stores to the flat table. */
public final class EventCohorts {

    /** Name of the flat table. */
    public static final String FILE = "cohort.parquet";

    private EventCohorts() {}

    /** Whether the plan makes its cohort from event tables. */
    public static boolean isOfEvents(Protocol protocol) {
        return protocol.cohort().isPresent();
    }

    /** Ids of the sources that the plan's cohort is made from, its own first. */
    public static List<String> sources(Protocol protocol) {
        EventCohort cohort = protocol.cohort().orElseThrow();
        Set<String> out = new LinkedHashSet<>();
        out.add(cohort.source().orElseGet(() -> only(protocol)));
        cohort.treated().source().ifPresent(out::add);
        cohort.control().source().ifPresent(out::add);
        return List.copyOf(out);
    }

    private static String only(Protocol protocol) {
        return protocol.data().sources().stream()
                .filter(s -> s.format() != SourceFormat.TABLE && s.linkedTo().isEmpty())
                .map(Source::id)
                .findFirst()
                .orElseThrow(() -> missing("cohort"));
    }

    /**
     * Makes the table in a folder.
     *
     * @param stores by the id of the source in the plan
     * @throws SteelyardException when a store is missing
     */
    public static EventTable build(
            Protocol protocol, Map<String, StandardStore> stores, Path folder, EventSettings settings) {
        List<String> ids = sources(protocol);
        List<Path> folders = new ArrayList<>(List.of(folder));
        ids.forEach(id -> folders.add(store(stores, id).folder()));
        Path file = folder.resolve(FILE);
        try (RelationalEngine engine = settings.engine().open(folders)) {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            EventTables tables = new EventTables(ids.stream()
                    .map(id -> attach(id, ids, store(stores, id), engine))
                    .toList());
            EventCompiler.Result result = EventCompiler.compile(
                    protocol.cohort().orElseThrow(),
                    protocol.conceptSets(),
                    tables,
                    engine,
                    flat -> engine.write(flat, List.of(Rel.Order.by(EventCompiler.NUMBER)), file));
            return new EventTable(file, result.steps(), result.features(), inputs(ids, stores));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StandardStore store(Map<String, StandardStore> stores, String id) {
        StandardStore store = stores.get(id);
        if (store == null) {
            throw missing(id);
        }
        return store;
    }

    private static EventTables.Source attach(
            String id, List<String> ids, StandardStore store, RelationalEngine engine) {
        Map<String, Rel.Table> tables = new HashMap<>();
        for (String name : StandardColumns.names()) {
            if (store.has(name) && store.rows(name) > 0) {
                String unique = "s" + ids.indexOf(id) + "_" + name;
                tables.put(name, engine.attach(unique, store.parquet(name), StandardColumns.of(name)));
            }
        }
        return new EventTables.Source(id, tables);
    }

    private static List<Input> inputs(List<String> ids, Map<String, StandardStore> stores) {
        List<Input> out = new ArrayList<>();
        for (String id : ids) {
            store(stores, id)
                    .manifest()
                    .inputs()
                    .forEach(file -> out.add(new Input(
                            id,
                            file.name(),
                            file.format(),
                            file.rows(),
                            new Digest(file.sha256()),
                            0,
                            Optional.of(file.encoding()).filter(e -> !e.isEmpty()),
                            Optional.empty(),
                            Optional.empty())));
        }
        return out;
    }

    private static SteelyardException missing(String id) {
        return SteelyardException.of(
                CohortError.NO_STORE,
                Place.field("data.sources." + id),
                Text.of("没有来源“" + id + "”的标准库", "there is no standard store of source \"" + id + "\""),
                Text.of(
                        "先用 steelyard data standardise 生成标准库，并以 --data 指明其位置",
                        "make one with steelyard data standardise, and say where it is with --data"));
    }
}
