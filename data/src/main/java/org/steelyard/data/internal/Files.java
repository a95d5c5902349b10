package org.steelyard.data.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.data.DataError;
import org.steelyard.data.ReadOptions;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.DataPlan;

/** From the name of a file to its reader. */
public final class Files {

    private Files() {}

    /**
     * @param name as the plan has it
     */
    public record Resolved(String source, String name, Path path, Optional<String> sheet) {}

    private enum Format {
        TEXT,
        PARQUET,
        EXCEL
    }

    /**
     * The file a source names. The plan can name files inside the folder only; what the folder's owner links into it is the
     * owner's affair.
     */
    public static Resolved resolve(Path folder, DataPlan.Source source) {
        return resolve(folder, source.id(), source.where(), source.table());
    }

    /** As above, for a file that is named without a plan. */
    public static Resolved resolve(Path folder, String source, String name, Optional<String> part) {
        Path root = folder.toAbsolutePath().normalize();
        Path path = inside(root, name);
        if (!java.nio.file.Files.exists(path)) {
            throw problem(
                    DataError.MISSING_FILE,
                    name,
                    Text.of("数据文件夹中没有这个文件", "the data folder has no such file"),
                    whereToLook(root, name));
        }
        if (!java.nio.file.Files.isRegularFile(path) || !java.nio.file.Files.isReadable(path)) {
            throw unreadable(name);
        }
        return new Resolved(source, name, path, part);
    }

    /** A file whose name differs in case alone is most likely the one that was meant. */
    private static Text whereToLook(Path root, String name) {
        Text look = Text.of(
                "检查方案 data.sources 中的 file 与 --data 指定的文件夹",
                "check file under data.sources of the plan, and the folder given with --data");
        try (Stream<Path> entries = java.nio.file.Files.list(root)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name::equalsIgnoreCase)
                    .sorted()
                    .findFirst()
                    .map(near ->
                            Text.of("是否为“" + near + "”？" + look.zh(), "did you mean \"" + near + "\"? " + look.en()))
                    .orElse(look);
        } catch (IOException e) {
            return look;
        }
    }

    private static Path inside(Path root, String name) {
        try {
            Path relative = Path.of(name);
            Path path = root.resolve(name).normalize();
            if (!name.isBlank() && !relative.isAbsolute() && path.startsWith(root) && !path.equals(root)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // a name that no file can have: same answer
        }
        throw problem(
                DataError.OUTSIDE_FOLDER,
                name,
                Text.of("文件名指向数据文件夹之外", "the file name leads out of the data folder"),
                Text.of(
                        "写数据文件夹内的相对路径，不用 .. 与绝对路径",
                        "write a path inside the data folder, without .. and not absolute"));
    }

    public static CellReader open(Resolved file, ReadOptions options) {
        Format format = format(file.name());
        try {
            if (java.nio.file.Files.size(file.path()) == 0) {
                throw empty(file.name());
            }
            CellReader reader = switch (format) {
                case TEXT -> CsvReader.open(file, options);
                case PARQUET -> ParquetReader.open(file);
                case EXCEL -> XlsxReader.open(file);
            };
            return checked(reader, file.name());
        } catch (IOException e) {
            throw unreadable(file.name());
        }
    }

    private static CellReader checked(CellReader reader, String name) {
        try {
            HeaderCheck.check(reader.header(), name);
            return reader;
        } catch (SteelyardException e) {
            reader.close();
            throw e;
        }
    }

    private static Format format(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        if (plain.endsWith(".csv") || plain.endsWith(".tsv") || plain.endsWith(".txt")) {
            return Format.TEXT;
        }
        if (lower.endsWith(".parquet")) {
            return Format.PARQUET;
        }
        if (lower.endsWith(".xlsx")) {
            return Format.EXCEL;
        }
        throw problem(
                DataError.UNKNOWN_FORMAT,
                name,
                Text.of(
                        "不认识的文件类型；允许 .csv、.tsv、.txt（可再加 .gz）、.parquet、.xlsx",
                        "unknown kind of file; .csv, .tsv, .txt (and these with .gz), .parquet and .xlsx are allowed"),
                Text.of("在原软件中另存为上述格式（旧版 .xls 请另存为 .xlsx）", "save it as one of these (an old .xls as .xlsx)"));
    }

    public static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    public static SteelyardException problem(ErrorCode error, String file, Text message, Text remedy) {
        return SteelyardException.of(error, Place.file(file), message, remedy);
    }

    public static SteelyardException unreadable(String name) {
        return problem(
                DataError.UNREADABLE_FILE,
                name,
                Text.of("文件无法读取", "the file cannot be read"),
                Text.of("确认它是普通文件且有读取权限", "see that it is a plain file and may be read"));
    }

    public static SteelyardException empty(String name) {
        return problem(
                DataError.EMPTY_FILE,
                name,
                Text.of("文件是空的", "the file is empty"),
                Text.of("重新导出，第一行为列名", "export it again, with column names in the first row"));
    }

    public static SteelyardException damaged(String name) {
        return problem(
                DataError.DAMAGED_FILE,
                name,
                Text.of("文件已损坏或不完整", "the file is damaged or incomplete"),
                Text.of("重新传输或导出，并核对文件大小与校验值", "transfer or export it again, and compare size and checksum"));
    }

    public static SteelyardException wrongContent(String name, Text found) {
        return problem(
                DataError.WRONG_CONTENT,
                name,
                Text.of("文件内容与扩展名不符：" + found.zh(), "the content is not what the name says: " + found.en()),
                Text.of("改正扩展名，或重新另存为所需格式", "correct the extension, or save it in the right format"));
    }
}
