package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.steelyard.data.Input;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Says that a raw table is whole, what it was made of and how. Lies beside the table and is written after it. */
public final class Seal {

    /** Part of what is sealed: raw tables of an older form are made anew. */
    private static final String FORM = "raw-2";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path parquet;
    private final Path file;
    private final Optional<Digest> recipe;

    public Seal(Path parquet, RawSource source, Map<String, Treatment> treatments, Pseudonyms pseudonyms) {
        this.parquet = parquet;
        file = parquet.resolveSibling(parquet.getFileName() + ".seal");
        recipe = source(source).map(s -> {
            List<String> parts =
                    new ArrayList<>(List.of(FORM, pseudonyms.method().label(), pseudonyms.keyId()));
            parts.addAll(s);
            new TreeMap<>(treatments).forEach((column, treatment) -> {
                parts.add(column);
                parts.add(treatment.toString());
            });
            return Digest.ofParts(parts);
        });
    }

    /** What tells a source; nothing for a database whose bytes nobody can digest beforehand. */
    private static Optional<List<String>> source(RawSource source) {
        try {
            return switch (source) {
                case RawSource.File f -> {
                    Path path = f.folder().resolve(f.name());
                    yield Files.isRegularFile(path)
                            ? Optional.of(List.of(
                                    f.id(),
                                    f.name(),
                                    f.part().orElse(""),
                                    f.options().toString(),
                                    Digest.ofFile(path).hex()))
                            : Optional.empty();
                }
                case RawSource.Table t ->
                    t.database() instanceof Database.DuckDbFile d && Files.isRegularFile(d.file())
                            ? Optional.of(List.of(
                                    t.id(), t.name(), Digest.ofFile(d.file()).hex()))
                            : Optional.empty();
            };
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private record Content(String recipe, String result, Table table) {}

    /** A raw table without its path. */
    private record Table(String name, List<RawColumn> columns, long rows, Facts input, List<Word> notes) {}

    private record Facts(
            String source,
            String name,
            String format,
            long rows,
            String sha256,
            long bytes,
            Optional<String> encoding,
            Optional<String> delimiter,
            Optional<String> sheet) {}

    private record Word(Note.Kind kind, String column, long count, String zh, String en) {}

    /** The table, if it was made of this in this way and is still as it was. */
    public Optional<RawTable> done() {
        try {
            if (recipe.isEmpty() || !Files.isRegularFile(file) || !Files.isRegularFile(parquet)) {
                return Optional.empty();
            }
            Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
            boolean same = recipe.get().hex().equals(content.recipe())
                    && Digest.ofFile(parquet).hex().equals(content.result());
            return same ? Optional.of(table(content.table())) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private RawTable table(Table t) {
        Facts f = t.input();
        Input input = new Input(
                f.source(),
                f.name(),
                f.format(),
                f.rows(),
                new Digest(f.sha256()),
                f.bytes(),
                f.encoding(),
                f.delimiter(),
                f.sheet());
        List<Note> notes = t.notes().stream()
                .map(w -> new Note(w.kind(), w.column(), w.count(), Text.of(w.zh(), w.en())))
                .toList();
        return new RawTable(t.name(), parquet, t.columns(), t.rows(), input, notes);
    }

    /** Taken away before the table is made anew, so that no seal ever stands beside a table that is not its own. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw notWritten();
        }
    }

    public void write(RawTable table) {
        if (recipe.isEmpty()) {
            return;
        }
        try (Target target = new Target(file)) {
            Content content =
                    new Content(recipe.get().hex(), Digest.ofFile(parquet).hex(), plain(table));
            Files.write(target.part(), JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
            target.commit();
        } catch (IOException e) {
            throw notWritten();
        }
    }

    private static Table plain(RawTable t) {
        Input i = t.input();
        Facts facts = new Facts(
                i.source(),
                i.name(),
                i.format(),
                i.rows(),
                i.sha256().hex(),
                i.bytes(),
                i.encoding(),
                i.delimiter(),
                i.sheet());
        List<Word> notes = t.notes().stream()
                .map(n -> new Word(
                        n.kind(), n.column(), n.count(), n.what().zh(), n.what().en()))
                .toList();
        return new Table(t.name(), t.columns(), t.rows(), facts, notes);
    }

    private SteelyardException notWritten() {
        return Target.notWritten(file);
    }
}
