package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.DataError;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.raw.RawTables;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Takes a folder of foreign tables to raw tables and a standard store. */
final class DataFolder {

    private static final List<String> EXTENSIONS =
            List.of(".csv.gz", ".tsv.gz", ".txt.gz", ".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".json");

    private final Request request;
    private final Progress progress;

    DataFolder(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * @param kind of source; found from the names of the files when absent
     * @param mapping the user's own, instead of a kind
     * @param key file of the identity key; without one a key is made for this work alone and forgotten
     * @param packs folders of dictionary packs
     * @param out gets {@code raw/} and {@code store/}
     */
    record Request(
            Path folder,
            Optional<String> kind,
            Optional<Path> mapping,
            Optional<Path> key,
            List<Path> packs,
            Path out,
            int threads) {}

    /**
     * @param kind of source, or id of the mapping
     * @param title what the data are, in words
     * @param alone files of the folder that belong to no table
     * @param empty tables that have a header and no rows, as databases often export them
     */
    record Prepared(
            String kind,
            Text title,
            List<RawTable> raws,
            StandardStore store,
            Pseudonyms pseudonyms,
            boolean keptKey,
            List<String> alone,
            List<String> empty) {}

    Prepared prepare() throws IOException {
        List<Path> files = files();
        Mapping mapping = mapping(files);
        Map<String, Path> tables = new LinkedHashMap<>();
        List<String> alone = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            table(mapping, name).ifPresentOrElse(table -> tables.putIfAbsent(table, file), () -> alone.add(name));
        }
        Pseudonyms pseudonyms = Pseudonyms.of(key());
        List<RawTable> raws = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        Path rawFolder = Files.createDirectories(request.out().resolve("raw"));
        for (Map.Entry<String, Path> table : tables.entrySet()) {
            intake(mapping, table, pseudonyms, rawFolder)
                    .ifPresentOrElse(raws::add, () -> empty.add(table.getKey()));
        }
        progress.working(Text.of("标准化", "standardising"));
        StandardSettings settings = StandardSettings.DEFAULT
                .with(StandardSettings.Strictness.COUNT)
                .withPacks(packs())
                .withThreads(request.threads())
                .withProgress(table -> progress.working(Text.of("标准化 " + table, "standardising " + table)));
        StandardStore store = Standardiser.run(raws, mapping, request.out().resolve("store"), settings);
        return new Prepared(
                mapping.id(), title(mapping), raws, store, pseudonyms, request.key().isPresent(), alone, empty);
    }

    /** The user's packs come first, then the one that ships. */
    private List<CodePack> packs() {
        List<CodePack> packs = new ArrayList<>();
        request.packs().forEach(folder -> packs.add(CodePacks.load(folder)));
        packs.add(CodePacks.shipped());
        return packs;
    }

    private Text title(Mapping mapping) {
        String folder = String.valueOf(request.folder().toAbsolutePath().normalize().getFileName());
        Text name = mapping.name().isBlank() ? Text.same(mapping.id()) : mapping.name();
        return Text.of(name.zh() + "：" + folder, name.en() + ": " + folder);
    }

    private Optional<RawTable> intake(
            Mapping mapping, Map.Entry<String, Path> table, Pseudonyms pseudonyms, Path rawFolder) {
        try {
            return Optional.of(read(mapping, table, pseudonyms, rawFolder));
        } catch (SteelyardException e) {
            if (e.problems().stream().allMatch(p -> p.code() == DataError.NO_ROWS)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RawTable read(Mapping mapping, Map.Entry<String, Path> table, Pseudonyms pseudonyms, Path rawFolder) {
        String file = String.valueOf(table.getValue().getFileName());
        progress.working(Text.of("读取 " + file, "reading " + file));
        RawTable raw = RawTables.intake(
                RawSource.File.of(request.folder(), file),
                mapping.treatments(table.getKey()),
                pseudonyms,
                rawFolder.resolve(table.getKey() + ".parquet"),
                IntakeSettings.DEFAULT.withThreads(request.threads()));
        return new RawTable(table.getKey(), raw.parquet(), raw.columns(), raw.rows(), raw.input(), raw.notes());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(request.folder())) {
            return entries.filter(Files::isRegularFile)
                    .filter(f -> extension(String.valueOf(f.getFileName())).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private static Optional<String> extension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().filter(lower::endsWith).findFirst();
    }

    private static String stem(String name) {
        return extension(name)
                .map(e -> name.substring(0, name.length() - e.length()))
                .orElse(name)
                .toLowerCase(Locale.ROOT);
    }

    /** The table of a mapping that a file holds. */
    private static Optional<String> table(Mapping mapping, String file) {
        String stem = stem(file);
        return mapping.tables().entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(stem)
                        || e.getValue().aliases().stream().anyMatch(a -> a.equalsIgnoreCase(stem)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Mapping mapping(List<Path> files) {
        if (request.mapping().isPresent()) {
            return Mappings.load(request.mapping().get());
        }
        if (request.kind().isPresent()) {
            return Mappings.shipped(kind(request.kind().get()));
        }
        List<String> stems =
                files.stream().map(f -> stem(String.valueOf(f.getFileName()))).toList();
        List<Mappings.Kind> kinds = Mappings.recognise(stems);
        if (kinds.isEmpty()) {
            throw SteelyardException.of(
                    AppError.UNKNOWN_SOURCE,
                    Place.file(String.valueOf(request.folder().getFileName())),
                    Text.of(
                            "从文件名看不出这是哪一类数据：没有医保平台、结算清单、OMOP、医院或患者问卷的表。",
                            "The names of the files do not tell what this is: there is no table of the insurance platform, of settlement lists, OMOP, hospitals or questionnaires."),
                    Text.of(
                            "用 --source 指明类型；其他表格先用 steelyard data map 生成映射文件，再用 --mapping 指明。",
                            "Name the kind with --source; for other tables let steelyard data map propose a mapping file, and name it with --mapping."));
        }
        return Mappings.shipped(kinds.getFirst());
    }

    private static Mappings.Kind kind(String word) {
        for (Mappings.Kind kind : Mappings.Kind.values()) {
            if (kind.id().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        String allowed =
                Stream.of(Mappings.Kind.values()).map(Mappings.Kind::id).collect(Collectors.joining(", "));
        throw SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field("--source"),
                Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                Text.of("改正这个选项。", "Correct this option."));
    }

    private IdentityKey key() {
        List<Path> apart = List.of(request.folder(), request.out());
        if (request.key().isPresent()) {
            Path file = request.key().get();
            return Files.exists(file) ? IdentityKey.read(file, apart) : IdentityKey.create(file, apart);
        }
        byte[] secret = new byte[IdentityKey.BYTES];
        new SecureRandom().nextBytes(secret);
        return IdentityKey.of(secret);
    }
}
