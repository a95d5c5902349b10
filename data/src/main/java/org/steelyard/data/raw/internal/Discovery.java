package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.DataError;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawError;
import org.steelyard.data.raw.RawFolder.Tables;
import org.steelyard.data.raw.RawSource;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Which tables lie in a folder. */
public final class Discovery {

    private final Map<String, RawSource> tables = new TreeMap<>();
    private final List<Note> notes = new ArrayList<>();
    private final Problems problems = new Problems();

    private Discovery() {}

    /** @param wanted whether to open a file of this name; the others are left alone */
    public static Tables find(Path folder, Limits limits, Predicate<String> wanted) {
        Discovery discovery = new Discovery();
        for (String name : names(folder)) {
            Optional<Kind> kind = Kind.of(name);
            if (kind.isEmpty() || !wanted.test(name)) {
                discovery.leftAlone(name);
            } else {
                discovery.file(RawSource.File.of(folder, name), kind.get(), limits);
            }
        }
        discovery.problems.throwIfAny();
        if (discovery.tables.isEmpty()) {
            throw SteelyardException.of(
                    RawError.NO_TABLES,
                    Place.NONE,
                    Text.of(
                            "数据文件夹中没有可读取的表；允许 .csv、.tsv、.txt、.json、.jsonl（可再加 .gz）、.parquet、.xlsx、.zip",
                            "the data folder holds no table that can be read; .csv, .tsv, .txt, .json, .jsonl (and these with"
                                    + " .gz), .parquet, .xlsx and .zip are allowed"),
                    Text.of("检查 --data 指定的文件夹", "check the folder given with --data"));
        }
        return new Tables(discovery.tables, discovery.notes);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .map(p -> String.valueOf(p.getFileName()))
                    .filter(n -> !n.startsWith(".") && !n.startsWith("~$") && !n.endsWith(".part"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw SteelyardException.of(
                    DataError.UNREADABLE_FILE,
                    Place.NONE,
                    Text.of("数据文件夹无法读取", "the data folder cannot be read"),
                    Text.of("检查 --data 指定的文件夹与权限", "check the folder given with --data, and its rights"));
        }
    }

    private void leftAlone(String name) {
        notes.add(new Note(Note.Kind.LEFT_ALONE, name, 0, Text.of("不是表格文件，未读取", "not a table, and left alone")));
    }

    private void file(RawSource.File file, Kind kind, Limits limits) {
        if (kind == Kind.TEXT || kind == Kind.PARQUET) {
            put(Kind.table(file.name()), file);
            return;
        }
        List<String> parts = Opening.parts(file, limits);
        if (kind == Kind.EXCEL && parts.size() == 1) {
            put(Kind.table(file.name()), file);
            return;
        }
        for (String part : parts) {
            boolean table = kind != Kind.ZIP || isText(part);
            if (table) {
                put(name(kind, part), file.withPart(part));
            } else {
                leftAlone(file.name() + "#" + part);
            }
        }
    }

    /** Inside archives only text and JSON are read; a node's name comes behind that of its member. */
    private static boolean isText(String member) {
        String file = member.contains("#") ? member.substring(0, member.indexOf('#')) : member;
        return Kind.of(file).filter(k -> k == Kind.TEXT || k == Kind.JSON).isPresent();
    }

    private static String name(Kind kind, String part) {
        String last = part.substring(part.indexOf('#') + 1);
        return kind == Kind.ZIP && last.equals(part) ? Kind.table(part) : last.toLowerCase(Locale.ROOT);
    }

    private void put(String table, RawSource source) {
        RawSource first = tables.putIfAbsent(table, source);
        if (first != null) {
            problems.add(
                    RawError.DUPLICATE_TABLE,
                    Place.of(source.name(), table),
                    Text.of(
                            "表 " + table + " 有两个来源，另一个是 " + first.name(),
                            "table " + table + " has two sources; the other is " + first.name()),
                    Text.of("只保留其一，或改名", "keep one of them, or rename it"));
        }
    }

    /** @param all tables of the database as {@code schema.table}; those of its schemas are taken */
    public static Tables find(Database database, List<String> all) {
        List<String> names = all.stream()
                .filter(n -> database.schemas().isEmpty()
                        || database.schemas().stream().anyMatch(s -> s.equalsIgnoreCase(schema(n))))
                .toList();
        if (names.isEmpty()) {
            throw nothing(database, all);
        }
        Map<String, RawSource> out = new TreeMap<>();
        for (String name : names) {
            String bare = bare(name);
            boolean alone = names.stream().filter(n -> bare(n).equals(bare)).count() == 1;
            out.put(alone ? bare : name.toLowerCase(Locale.ROOT), RawSource.Table.of(database, name));
        }
        return new Tables(out, List.of());
    }

    private static SteelyardException nothing(Database database, List<String> all) {
        String schemas = all.stream().map(Discovery::schema).distinct().collect(Collectors.joining(", "));
        return SteelyardException.of(
                RawError.NO_TABLES,
                Place.file(database.name()),
                schemas.isEmpty()
                        ? Text.of("数据库中没有表", "the database holds no table")
                        : Text.of(
                                "所给模式中没有表；有表的模式：" + schemas,
                                "the schemas named hold no table; those that do: " + schemas),
                Text.of("核对连接文件中的地址、文件与 schema", "check address, file and schema in the connection file"));
    }

    private static String schema(String table) {
        int dot = table.lastIndexOf('.');
        return dot < 0 ? "" : table.substring(0, dot);
    }

    private static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
