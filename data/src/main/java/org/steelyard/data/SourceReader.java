package org.steelyard.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.steelyard.data.internal.CellReader;
import org.steelyard.data.internal.ColumnMap;
import org.steelyard.data.internal.Files;
import org.steelyard.data.internal.Messages;
import org.steelyard.data.internal.TypedRows;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.protocol.Protocol.DataPlan;
import org.steelyard.protocol.Variable;

/** Reads a source of the plan into an engine. */
public final class SourceReader {

    /** How many rows a problem cites. */
    public static final int CITED_ROWS = 20;

    private SourceReader() {}

    /**
     * Reads, types and checks one file. Duplicate persons are looked for as well.
     *
     * @param folder where data files lie; the source's file name is taken inside it
     * @throws org.steelyard.kernel.SteelyardException with {@link DataError}s: everything that is wrong, unless the file
     *     is so broken that reading could not go on
     */
    public static LoadedTable load(Engine engine, Path folder, DataPlan.Source source, Dictionary dictionary) {
        return load(engine, folder, source, dictionary, field -> true);
    }

    /**
     * As above.
     *
     * @param named fields that expressions will name; the others can be counted and pulled
     */
    public static LoadedTable load(
            Engine engine, Path folder, DataPlan.Source source, Dictionary dictionary, Predicate<String> named) {
        Files.Resolved file = Files.resolve(folder, source);
        Set<String> identifiers =
                identifiers(dictionary).stream().map(Variable::name).collect(Collectors.toSet());
        LoadedTable table = read(engine, file, dictionary, named.or(identifiers::contains));
        checkPersons(engine, table.relation(), dictionary, file.name());
        return table;
    }

    /** As above, where identifiers may repeat: a row a period or an event of a person. */
    public static LoadedTable loadRepeated(
            Engine engine, Path folder, DataPlan.Source source, Dictionary dictionary, Predicate<String> named) {
        return read(engine, Files.resolve(folder, source), dictionary, named);
    }

    /** The names of the columns, as the file has them. */
    public static List<String> columns(Path folder, DataPlan.Source source) {
        try (CellReader reader = Files.open(Files.resolve(folder, source), ReadOptions.FIND_OUT)) {
            return reader.header();
        }
    }

    private static LoadedTable read(
            Engine engine, Files.Resolved file, Dictionary dictionary, Predicate<String> named) {
        try (CellReader reader = Files.open(file, ReadOptions.FIND_OUT)) {
            ColumnMap map = ColumnMap.of(reader.header(), dictionary, file.name());
            TypedRows rows = new TypedRows(reader, map, file.name());
            Relation relation = engine.load(rows, named);
            rows.throwIfBad();
            return new LoadedTable(relation, reader.facts().input(file, rows.count()));
        }
    }

    private static List<Variable> identifiers(Dictionary dictionary) {
        return dictionary.read().stream()
                .filter(v -> v.role() == Variable.Role.IDENTIFIER)
                .toList();
    }

    /** A person is told by all identifiers together: a hospital's number, say, and the patient's number there. */
    private static void checkPersons(Engine engine, Relation relation, Dictionary dictionary, String file) {
        List<Variable> identifiers = identifiers(dictionary);
        if (identifiers.isEmpty()) {
            return;
        }
        Engine.Duplicates duplicates = engine.duplicates(
                relation, identifiers.stream().map(Variable::name).toList(), CITED_ROWS);
        if (duplicates.rows() == 0) {
            return;
        }
        String columns = String.join(
                " + ",
                identifiers.stream().map(v -> v.column().orElse(v.name())).toList());
        Messages.Rows rows = new Messages.Rows(duplicates.rows(), duplicates.first());
        new Problems()
                .add(
                        DataError.DUPLICATE_PERSON,
                        Place.of(file, duplicates.first().getFirst(), columns),
                        Messages.duplicatePerson(rows),
                        Messages.duplicatePersonRemedy())
                .throwIfAny();
    }
}
