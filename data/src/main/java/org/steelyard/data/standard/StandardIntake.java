package org.steelyard.data.standard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.DataError;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawError;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** From the tables found in a folder or a database to the raw tables that a mapping asks for. */
public final class StandardIntake {

    private static final Pattern JSON = Pattern.compile("\\.jsonl?(\\.gz)?$");

    private StandardIntake() {}

    /**
     * The tables of a folder. JSON files are settlement lists; where other files already say that the folder is something else,
     * they are left alone, whatever they hold.
     */
    public static RawFolder.Tables find(Path folder, Optional<Mappings.Kind> kind, IntakeSettings settings) {
        boolean lists = kind.map(k -> k == Mappings.Kind.SETTLEMENT_LIST)
                .orElseGet(() -> Mappings.recognise(stems(folder)).isEmpty());
        return RawFolder.find(folder, settings, name -> lists || !isJson(name));
    }

    private static boolean isJson(String name) {
        return JSON.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private static List<String> stems(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> String.valueOf(f.getFileName()))
                    .filter(n -> !isJson(n) && n.indexOf('.') > 0)
                    .map(n -> n.substring(0, n.indexOf('.')))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The mapping that ships for these tables.
     *
     * @param kind what the user says they are; told from their names where absent
     * @throws SteelyardException with {@link StandardError#NOTHING_TO_READ} when their names say nothing
     */
    public static Mapping mapping(RawFolder.Tables found, Optional<Mappings.Kind> kind) {
        List<Mappings.Kind> seen = Mappings.recognise(found.tables().keySet());
        Optional<Mappings.Kind> told = kind.or(() -> seen.stream().findFirst());
        // settlement lists are platform data too; their tables tell them apart
        boolean lists = told.filter(k -> k == Mappings.Kind.PLATFORM).isPresent()
                && seen.contains(Mappings.Kind.SETTLEMENT_LIST)
                && !seen.contains(Mappings.Kind.PLATFORM);
        return Mappings.shipped(lists ? Mappings.Kind.SETTLEMENT_LIST : told.orElseThrow(() -> unknown(found)));
    }

    /**
     * Brings in the tables that the mapping names; others are not read at all. A table without rows counts as absent, unless the
     * mapping requires it.
     *
     * @param job its treatments go before those of the mapping, column by column
     */
    public static List<RawTable> intake(RawFolder.Tables found, Mapping mapping, RawFolder.Job job) {
        Map<String, String> names = new LinkedHashMap<>();
        found.tables().keySet().forEach(raw -> mapping.table(raw).ifPresent(table -> names.put(raw, table)));
        refuseTwice(found, mapping, names.values());
        RawFolder.Job mapped = new RawFolder.Job(
                raw -> treatments(mapping, names.getOrDefault(raw, raw), job),
                job.pseudonyms(),
                job.target(),
                job.settings());
        List<RawTable> out = new ArrayList<>();
        List<org.steelyard.kernel.Problem> problems = new ArrayList<>();
        names.forEach((raw, table) -> {
            try {
                RawFolder.intake(
                                Map.of(
                                        raw,
                                        Objects.requireNonNull(found.tables().get(raw))),
                                mapped)
                        .forEach(t -> out.add(named(t, table)));
            } catch (SteelyardException e) {
                boolean empty = e.problems().stream().allMatch(p -> p.code() == DataError.NO_ROWS);
                if (!empty
                        || Objects.requireNonNull(mapping.tables().get(table)).required()) {
                    problems.addAll(e.problems());
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new SteelyardException(problems);
        }
        return List.copyOf(out);
    }

    /** A table that several schemas of a database have, and that is wanted: which one is not ours to choose. */
    private static void refuseTwice(RawFolder.Tables found, Mapping mapping, Collection<String> taken) {
        Problems problems = new Problems();
        for (String table : mapping.tables().keySet()) {
            List<String> several = found.tables().entrySet().stream()
                    .filter(e -> e.getValue() instanceof RawSource.Table)
                    .map(Map.Entry::getKey)
                    .filter(name -> name.indexOf('.') > 0
                            && mapping.table(name.substring(name.lastIndexOf('.') + 1))
                                    .filter(table::equals)
                                    .isPresent())
                    .toList();
            if (several.size() > 1 && !taken.contains(table)) {
                problems.add(
                        RawError.DUPLICATE_TABLE,
                        Place.field(table),
                        Text.of(
                                "数据库中有多张名为 " + table + " 的表：" + String.join(", ", several),
                                "the database has several tables called " + table + ": " + String.join(", ", several)),
                        Text.of(
                                "在连接文件中写明模式：名称.schema = cdm（可写多个，以逗号隔开）",
                                "name the schema in the connection file: NAME.schema = cdm (several with commas)"));
            }
        }
        problems.throwIfAny();
    }

    private static Map<String, Treatment> treatments(Mapping mapping, String table, RawFolder.Job job) {
        Map<String, Treatment> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(mapping.treatments(table));
        all.putAll(job.treatments().apply(table));
        return all;
    }

    /** Raw tables are called as the mapping calls them, whatever the file is called. */
    private static RawTable named(RawTable raw, String table) {
        return new RawTable(table, raw.parquet(), raw.columns(), raw.rows(), raw.input(), raw.notes());
    }

    private static SteelyardException unknown(RawFolder.Tables found) {
        String names =
                found.tables().values().stream().map(RawSource::name).limit(10).collect(Collectors.joining(", "));
        return SteelyardException.of(
                StandardError.NOTHING_TO_READ,
                Place.NONE,
                Text.of(
                        "看不出这些表属于哪一类来源：" + names + "。",
                        "The names of the tables do not tell what kind of source this is: " + names + "."),
                Text.of(
                        "用 steelyard data map 拟一份映射文件，再用 --mapping 指明。",
                        "Let steelyard data map propose a mapping, then name it with --mapping."));
    }
}
