package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;
import org.steelyard.data.Advance;
import org.steelyard.data.EngineMemory;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.Databases;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.LinkedStores;
import org.steelyard.data.standard.StandardIntake;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceFormat;

/**
 * The sources of event tables of a plan: read into raw tables, pseudonyms first, and brought into standard tables. What was
 * read once from the same bytes with the same key is not read again, table by table.
 */
final class EventSources {

    private final Request request;
    private final Progress progress;

    EventSources(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * @param plan the plan's file: mappings lie beside it
     * @param key file of the identity key; in the user's home when absent
     * @param connections file of database connections
     * @param codes folders of dictionary packs, besides the one that ships
     * @param work folder for raw tables
     */
    record Request(
            List<Source> sources,
            Path plan,
            Path data,
            Optional<Path> key,
            Optional<Path> connections,
            List<Path> codes,
            Path work,
            int threads,
            EngineMemory memory) {}

    /** @param raws in the order in which their rows are numbered */
    record Read(Source source, Mapping mapping, List<RawTable> raws, Pseudonyms pseudonyms) {}

    /** Reads every source that is not a flat table. */
    List<Read> read() throws IOException {
        Pseudonyms pseudonyms = Pseudonyms.of(key());
        List<Read> all = new ArrayList<>();
        for (Source source : request.sources()) {
            if (source.format() != SourceFormat.TABLE) {
                all.add(read(source, pseudonyms));
            }
        }
        return all;
    }

    private Read read(Source source, Pseudonyms pseudonyms) throws IOException {
        RawFolder.Tables found = find(source);
        Mapping mapping = mapping(source, found);
        Path target = Files.createDirectories(request.work().resolve(source.id()));
        KeptColumns kept = KeptColumns.of(source, mapping);
        RawFolder.Job job = new RawFolder.Job(table -> kept.treatments(), pseudonyms, target, settings());
        List<RawTable> raws = StandardIntake.intake(found, mapping, job);
        kept.refuseAbsent(raws);
        return new Read(source, mapping, raws, pseudonyms);
    }

    private RawFolder.Tables find(Source source) {
        if (source.connection().isPresent()) {
            return RawFolder.find(database(source));
        }
        Path folder = source.folder().map(request.data()::resolve).orElse(request.data());
        if (!Files.isDirectory(folder)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.of(source.folder().orElse("data"), "data.sources." + source.id()),
                    Text.of(
                            "找不到来源“" + source.id() + "”的数据文件夹。",
                            "The folder of the source \"" + source.id() + "\" was not found."),
                    Text.of("检查 --data 与方案中的 folder。", "Check --data and the plan's folder."));
        }
        return source.mapping().isPresent()
                ? RawFolder.find(folder, settings())
                : StandardIntake.find(folder, Optional.of(kind(source)), settings());
    }

    private static Mappings.Kind kind(Source source) {
        return Mappings.Kind.valueOf(source.format().name());
    }

    private Database database(Source source) {
        return database(source, request.connections());
    }

    static Database database(Source source, Optional<Path> connections) {
        String name = source.connection().orElseThrow();
        Map<String, Database> known = connections.map(Databases::read).orElse(Map.of());
        Database database = known.get(name);
        if (database == null) {
            throw SteelyardException.of(
                    AppError.BAD_OPTION,
                    Place.field("--connections"),
                    Text.of("没有名为“" + name + "”的数据库连接。", "There is no database connection called \"" + name + "\"."),
                    Text.of(
                            "用 --connections 指明连接文件，其中写明该连接。",
                            "Name a connection file with --connections that holds it."));
        }
        return database;
    }

    private Mapping mapping(Source source, RawFolder.Tables found) {
        return source.mapping()
                .map(own -> Mappings.load(beside(own)))
                .orElseGet(() -> StandardIntake.mapping(found, Optional.of(kind(source))))
                .withMissing(source.missing())
                .withZone(source.zone());
    }

    private IntakeSettings settings() {
        return IntakeSettings.DEFAULT
                .withThreads(request.threads())
                .withMemory(request.memory())
                .withProgress(p -> progress.working(
                        Text.of("读取", "reading"),
                        new Advance(p.table(), p.rows(), p.rowsPerSecond(), p.secondsLeft())));
    }

    /** Everything that the standard tables depend on, as parts of a step's key. */
    StepKey key(StepKey base, Read read) throws IOException {
        StepKey key = base;
        if (read.source().mapping().isPresent()) {
            key = key.with(
                    "mapping:" + read.source().id(),
                    Digest.ofFile(beside(read.source().mapping().get())));
        }
        if (!read.source().missing().isEmpty()) {
            key = key.with(
                    "missing:" + read.source().id(),
                    Digest.ofParts(read.source().missing()));
        }
        if (read.source().zone().isPresent()) {
            key = key.with("zone:" + read.source().id(), read.source().zone().get());
        }
        for (Path folder : request.codes()) {
            key = key.with("codes:" + folder.getFileName(), digest(folder));
        }
        for (RawTable raw : read.raws()) {
            key = key.with(
                    "input:" + read.source().id() + "/" + raw.name(),
                    raw.input().sha256());
        }
        return key.with(
                "identity",
                read.pseudonyms().method().label() + " "
                        + (hasPersons(read) ? read.pseudonyms().keyId() : "unused"));
    }

    /** Whether any identifier was digested: otherwise the key changes nothing. */
    private static boolean hasPersons(Read read) {
        return read.raws().stream()
                .flatMap(r -> r.notes().stream())
                .anyMatch(n -> n.kind() == org.steelyard.data.raw.Note.Kind.DIGESTED);
    }

    /** The standard store of a source, made by a step of the store. */
    StandardStore standardise(Read read, StepStore steps, StepKey base) throws Exception {
        List<CodePack> packs = new ArrayList<>();
        StepKey key = key(new StepKey("standardise-" + read.source().id(), base.parts()), read);
        for (Path folder : request.codes()) {
            packs.add(CodePacks.load(folder));
        }
        packs.add(CodePacks.shipped());
        StandardSettings settings = StandardSettings.DEFAULT
                .with(StandardSettings.Strictness.COUNT)
                .withPacks(packs)
                .withThreads(request.threads())
                .withMemory(Optional.of(request.memory().text()))
                .withProgress(a -> progress.working(Text.of("标准化", "standardising"), a));
        Path folder = steps.folder(
                key, into -> Standardiser.run(read.raws(), read.mapping(), into.resolve("store"), settings));
        return StandardStore.open(folder.resolve("store"));
    }

    /** The store of a source and of all that are linked to it. */
    StandardStore link(List<LinkedStores.Part> parts, StepStore steps, StepKey base) throws Exception {
        StepKey key = new StepKey("link-" + parts.getFirst().id(), base.parts());
        StandardSettings settings = StandardSettings.DEFAULT
                .withThreads(request.threads())
                .withMemory(Optional.of(request.memory().text()))
                .withProgress(a -> progress.working(Text.of("关联", "linking"), a));
        Path folder = steps.folder(key, into -> LinkedStores.run(parts, into.resolve("store"), settings));
        return StandardStore.open(folder.resolve("store"));
    }

    private Path beside(String file) {
        return request.plan().toAbsolutePath().resolveSibling(file);
    }

    private static Digest digest(Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                parts.add(String.valueOf(file.getFileName()));
                parts.add(Digest.ofFile(file).hex());
            }
        }
        return Digest.ofParts(parts);
    }

    private IdentityKey key() throws IOException {
        List<Path> apart = List.of(request.data(), request.work());
        Path file =
                request.key().orElseGet(() -> Path.of(System.getProperty("user.home"), ".steelyard", "identity.key"));
        if (Files.exists(file)) {
            return IdentityKey.read(file, apart);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        progress.say(Text.of(
                "已新建身份标识密钥：" + file + "（请妥善保管；同一密钥才能关联同一人）",
                "A new identity key was made: " + file + " (keep it safe; only one key links one person)"));
        return IdentityKey.create(file, apart);
    }
}
