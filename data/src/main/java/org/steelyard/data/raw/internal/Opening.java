package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.DataError;
import org.steelyard.data.ReadOptions;
import org.steelyard.data.internal.Files;
import org.steelyard.data.internal.ParquetReader;
import org.steelyard.data.internal.XlsxReader;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawError;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.internal.Opened.Named;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** From a source's name to something that can be read, or to the parts that it has. */
public final class Opening {

    private static final char PART = '#';

    private Opening() {}

    /** The tables of a file: members, sheets or nodes; nothing for a file that is one table. */
    public static List<String> parts(RawSource.File source, Limits limits) {
        Files.Resolved file = Files.resolve(source.folder(), source.id(), source.name(), Optional.empty());
        refuseEmpty(file);
        try {
            return switch (kind(file.name())) {
                case TEXT, PARQUET -> List.of();
                case EXCEL -> XlsxReader.sheetNames(file);
                case JSON ->
                    List.copyOf(JsonRows.shapes(text(file.name(), file, "", json(source.options()), limits), limits)
                            .keySet());
                case ZIP -> zipParts(file, source, limits);
            };
        } catch (IOException e) {
            throw Files.unreadable(file.name());
        }
    }

    /** Members that are no tables are named too: leaving them alone is the caller's decision. */
    private static List<String> zipParts(Files.Resolved file, RawSource.File source, Limits limits) throws IOException {
        List<String> out = new ArrayList<>();
        for (String member : ZipMembers.list(file.path(), file.name(), limits)) {
            if (Kind.of(member).filter(Kind.JSON::equals).isPresent()) {
                TextFacts facts = text(file.name() + PART + member, file, member, json(source.options()), limits);
                JsonRows.shapes(facts, limits).keySet().forEach(node -> out.add(member + PART + node));
            } else {
                out.add(member);
            }
        }
        return out;
    }

    static Opened open(RawSource source, Limits limits) {
        return switch (source) {
            case RawSource.File file -> file(file, limits);
            case RawSource.Table table ->
                switch (table.database()) {
                    case Database.DuckDbFile file -> duckDb(table, file);
                    case Database.Jdbc jdbc -> jdbc(table, jdbc, limits);
                };
        };
    }

    private static Opened file(RawSource.File source, Limits limits) {
        Files.Resolved file = Files.resolve(source.folder(), source.id(), source.name(), source.part());
        refuseEmpty(file);
        try {
            return switch (kind(file.name())) {
                case TEXT ->
                    delimited(
                            named(file, file.name(), ""),
                            text(file.name(), file, "", source.options(), limits),
                            limits);
                case JSON -> node(file, "", source.part().orElse(""), source.options(), limits);
                case ZIP -> member(file, source, limits);
                case EXCEL -> excel(file, limits);
                case PARQUET -> parquet(file);
            };
        } catch (IOException e) {
            throw Files.unreadable(file.name());
        }
    }

    private static void refuseEmpty(Files.Resolved file) {
        try {
            if (java.nio.file.Files.size(file.path()) == 0) {
                throw Files.empty(file.name());
            }
        } catch (IOException e) {
            throw Files.unreadable(file.name());
        }
    }

    private static Kind kind(String name) {
        return Kind.of(name).orElseThrow(() -> unknown(name));
    }

    private static SteelyardException unknown(String name) {
        return Files.problem(
                DataError.UNKNOWN_FORMAT,
                name,
                Text.of(
                        "不认识的文件类型；允许 .csv、.tsv、.txt、.json、.jsonl（可再加 .gz）、.parquet、.xlsx、.zip",
                        "unknown kind of file; .csv, .tsv, .txt, .json, .jsonl (and these with .gz), .parquet, .xlsx and .zip"
                                + " are allowed"),
                Text.of("在原软件中另存为上述格式（旧版 .xls 请另存为 .xlsx）", "save it as one of these (an old .xls as .xlsx)"));
    }

    private static Named named(Files.Resolved file, String name, String part) {
        String table = part.isEmpty() ? Kind.table(name) : part.toLowerCase(java.util.Locale.ROOT);
        String format = Kind.of(name).map(Kind::label).orElse("") + (Files.isGzip(name) ? ".gz" : "");
        return new Named(file.source(), name, table, format, Optional.of(file.path()), Optional.empty());
    }

    private static TextFacts text(String name, Files.Resolved file, String member, ReadOptions options, Limits limits)
            throws IOException {
        return TextFacts.of(new Content(name, file.path(), member, limits), options);
    }

    /** JSON has no delimiter to be found. */
    private static ReadOptions json(ReadOptions options) {
        return new ReadOptions(options.charset(), Optional.of(','));
    }

    private static Opened delimited(Named named, TextFacts text, Limits limits) {
        return new Opened.InJava(
                named,
                () -> cursor(named.name(), () -> DelimitedRows.open(text, limits)),
                text.content()::fraction,
                Optional.of(text),
                () -> {});
    }

    private interface Open {
        RowCursor now() throws IOException;
    }

    private static RowCursor cursor(String name, Open open) {
        try {
            return open.now();
        } catch (IOException e) {
            throw Files.unreadable(name);
        }
    }

    private static Opened node(Files.Resolved file, String member, String part, ReadOptions options, Limits limits)
            throws IOException {
        String name = member.isEmpty() ? file.name() : file.name() + PART + member;
        TextFacts text = text(name, file, member, json(options), limits);
        Map<String, List<String>> shapes = JsonRows.shapes(text, limits);
        String node = ZipMembers.choose(List.copyOf(shapes.keySet()), part, name);
        String full = name + PART + node;
        Named named = new Named(file.source(), full, node, "json", Optional.of(file.path()), Optional.empty());
        return new Opened.InJava(
                named,
                () -> cursor(full, () -> JsonRows.open(text, node, limits)),
                text.content()::fraction,
                Optional.of(text),
                () -> {});
    }

    private static Opened member(Files.Resolved file, RawSource.File source, Limits limits) throws IOException {
        String wanted = source.part().orElse("");
        List<String> members = ZipMembers.list(file.path(), file.name(), limits);
        int cut = wanted.indexOf(PART);
        String member = ZipMembers.choose(members, cut < 0 ? wanted : wanted.substring(0, cut), file.name());
        String name = file.name() + PART + member;
        return switch (Kind.of(member).orElseThrow(() -> unknown(name))) {
            case TEXT -> {
                Named named = new Named(
                        file.source(), name, Kind.table(member), "csv.zip", Optional.of(file.path()), Optional.empty());
                yield delimited(named, text(name, file, member, source.options(), limits), limits);
            }
            case JSON -> node(file, member, cut < 0 ? "" : wanted.substring(cut + 1), source.options(), limits);
            case PARQUET, EXCEL, ZIP ->
                throw Files.problem(
                        DataError.UNKNOWN_FORMAT,
                        name,
                        Text.of("压缩包内只读取文本与 JSON", "inside an archive only text and JSON are read"),
                        Text.of("先解压，再提供该文件", "unpack it first"));
        };
    }

    private static Opened excel(Files.Resolved file, Limits limits) throws IOException {
        List<String> sheets = XlsxReader.sheetNames(file);
        Optional<String> sheet = file.sheet()
                .or(() -> Optional.of(sheets).filter(s -> s.size() == 1).map(List::getFirst));
        Named named = new Named(
                file.source(),
                file.name(),
                file.sheet().map(s -> s.toLowerCase(java.util.Locale.ROOT)).orElse(Kind.table(file.name())),
                "xlsx",
                Optional.of(file.path()),
                sheet);
        return new Opened.InJava(
                named,
                () -> cursor(file.name(), () -> ExcelRows.open(file, limits)),
                () -> 0.5,
                Optional.empty(),
                () -> {});
    }

    private static Opened parquet(Files.Resolved file) throws IOException {
        ParquetReader.checkMagic(file);
        return new Opened.InEngine(named(file, file.name(), ""), file.path(), Optional.empty());
    }

    private static Opened duckDb(RawSource.Table source, Database.DuckDbFile database) {
        if (!java.nio.file.Files.isRegularFile(database.file())) {
            throw Files.problem(
                    DataError.MISSING_FILE,
                    database.name(),
                    Text.of("没有这个数据库文件", "there is no such database file"),
                    Text.of("核对连接文件中的 file", "check file in the connection file"));
        }
        String table = source.table().substring(source.table().lastIndexOf('.') + 1);
        Named named = new Named(
                source.id(),
                source.name(),
                table.toLowerCase(java.util.Locale.ROOT),
                "duckdb",
                Optional.of(database.file()),
                Optional.empty());
        return new Opened.InEngine(named, database.file(), Optional.of(source.table()));
    }

    private static Opened jdbc(RawSource.Table source, Database.Jdbc database, Limits limits) {
        Jdbc jdbc = Jdbc.open(database);
        try {
            Jdbc.Found table = jdbc.find(database, source.table());
            Named named = new Named(
                    source.id(),
                    source.name(),
                    table.name().toLowerCase(java.util.Locale.ROOT),
                    "jdbc",
                    Optional.empty(),
                    Optional.empty());
            return new Opened.InJava(
                    named,
                    () -> JdbcRows.open(source.name(), jdbc, table, limits),
                    () -> 0.5,
                    Optional.empty(),
                    jdbc::close);
        } catch (SQLException e) {
            jdbc.close();
            throw JdbcRows.failed(source.name(), e);
        } catch (SteelyardException e) {
            jdbc.close();
            throw e;
        }
    }

    /** Tables of a database, as a source names them. */
    public static List<String> tables(Database database) {
        return switch (database) {
            case Database.DuckDbFile file -> DuckDbFiles.tables(file);
            case Database.Jdbc jdbc -> {
                try (Jdbc open = Jdbc.open(jdbc)) {
                    yield open.tables();
                } catch (SQLException e) {
                    throw JdbcRows.failed(database.name(), e);
                }
            }
        };
    }

    static SteelyardException missingTable(String database, String table) {
        return SteelyardException.of(
                RawError.MISSING_TABLE,
                org.steelyard.kernel.Place.of(database, table),
                Text.of("数据库中没有这张表", "the database has no such table"),
                Text.of("核对表名与模式", "check its name and schema"));
    }
}
