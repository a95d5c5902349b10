package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.steelyard.data.Advance;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardIntake;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Foreign tables to a standard store: pseudonyms first, then the mapping. */
@Command(
        name = "standardise",
        resourceBundle = "cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class StandardiseCommand implements Callable<Integer> {

    @ParentCommand
    private DataCommand parent = new DataCommand();

    @Option(names = "--source", paramLabel = "KIND", descriptionKey = "std.source")
    private Optional<String> source = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "std.data")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--connections", paramLabel = "FILE", descriptionKey = "std.connections")
    private Optional<Path> connections = Optional.empty();

    @Option(names = "--database", paramLabel = "NAME", descriptionKey = "std.database")
    private Optional<String> database = Optional.empty();

    @Option(names = "--mapping", paramLabel = "FILE.yaml", descriptionKey = "std.mapping")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--missing", paramLabel = "TEXT", descriptionKey = "std.missing")
    private List<String> missing = new ArrayList<>();

    @Option(names = "--zone", paramLabel = "ZONE", descriptionKey = "std.zone")
    private Optional<String> zone = Optional.empty();

    @Option(names = "--key", required = true, paramLabel = "FILE", descriptionKey = "std.key")
    private Path key = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", descriptionKey = "std.out")
    private Path out = Path.of("");

    @Option(names = "--pack", paramLabel = "DIR", descriptionKey = "std.pack")
    private List<Path> packs = new ArrayList<>();

    @Option(names = "--lenient", descriptionKey = "std.lenient")
    private boolean lenient;

    @Option(names = "--gap-days", paramLabel = "N", descriptionKey = "std.gap")
    private int gapDays = StandardSettings.DEFAULT.gapDays();

    @Option(names = "--export", paramLabel = "csv|parquet", descriptionKey = "std.export")
    private Optional<StandardStore.OmopFormat> export = Optional.empty();

    @Option(names = "--export-to", paramLabel = "NAME", descriptionKey = "std.export-to")
    private Optional<String> exportTo = Optional.empty();

    @Option(names = "--cdm", paramLabel = "5.3|5.4", descriptionKey = "std.cdm")
    private String cdm = "5.4";

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "threads")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws IOException {
        Progress progress = engine.progress(parent.language());
        try (Interruption ignored = Interruption.tell(
                progress,
                Text.of(
                        "会沿用已读完的原始表（OUT/raw），标准库与导出从头再做",
                        "keeps the raw tables that were read (OUT/raw) and makes store and export anew"))) {
            standardise(progress);
        }
        return 0;
    }

    private void standardise(Progress progress) throws IOException {
        StandardStore.OmopVersion version = version();
        Optional<Database> target =
                exportTo.map(name -> NamedDatabase.find("--export-to", connections, Optional.of(name)));
        RawFolder.Tables found = found();
        Mapping map = mapping.map(Mappings::load)
                .orElseGet(() -> StandardIntake.mapping(found, kind()))
                .withMissing(missing)
                .withZone(DataFolder.zone(zone));
        IntakeSettings intake = IntakeSettings.DEFAULT
                .withThreads(threads)
                .withMemory(engine.memory())
                .withProgress(p -> progress.working(
                        Text.of("读取", "reading"),
                        new Advance(p.table(), p.rows(), p.rowsPerSecond(), p.secondsLeft())));
        List<RawTable> raws = StandardIntake.intake(
                found, map, new RawFolder.Job(t -> Map.of(), pseudonyms(), out.resolve("raw"), intake));
        StandardSettings settings = StandardSettings.DEFAULT
                .with(lenient ? StandardSettings.Strictness.COUNT : StandardSettings.Strictness.STRICT)
                .withPacks(packs())
                .withGapDays(gapDays)
                .withThreads(threads)
                .withMemory(Optional.of(engine.memory().text()))
                .withProgress(a -> progress.working(Text.of("标准化", "standardising"), a));
        StandardStore store = Standardiser.run(raws, map, out.resolve("store"), settings);
        export.ifPresent(format -> store.exportOmop(out.resolve("omop"), format, version));
        target.ifPresent(to -> store.exportOmop(to, version));
        tell(store, progress);
        raws.forEach(raw -> DataFolder.leftOut(raw).forEach(progress::say));
        List<String> unread = DataFolder.unread(found, raws);
        if (!unread.isEmpty()) {
            progress.say(Text.of(
                    "未读取（不属于任何表，或没有数据行）：" + String.join("、", unread),
                    "Not read (of no table, or without rows): " + String.join(", ", unread)));
        }
    }

    private RawFolder.Tables found() {
        if (database.isPresent() || (connections.isPresent() && data.isEmpty())) {
            return RawFolder.find(NamedDatabase.find("--database", connections, database));
        }
        Path folder = data.filter(Files::isDirectory)
                .orElseThrow(() -> SteelyardException.of(
                        AppError.NO_SUCH_PATH,
                        Place.file(
                                data.map(d -> String.valueOf(d.getFileName())).orElse("--data")),
                        Text.of("找不到数据文件夹。", "The data folder was not found."),
                        Text.of(
                                "用 --data 指明文件夹，或用 --connections 指明数据库。",
                                "Name the folder with --data, or a database with --connections.")));
        return mapping.isPresent()
                ? RawFolder.find(folder, IntakeSettings.DEFAULT)
                : StandardIntake.find(folder, kind(), IntakeSettings.DEFAULT);
    }

    private Optional<Mappings.Kind> kind() {
        return source.map(word -> java.util.Arrays.stream(Mappings.Kind.values())
                .filter(k -> k.id().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> NamedDatabase.bad(
                        "--source",
                        java.util.Arrays.stream(Mappings.Kind.values())
                                .map(Mappings.Kind::id)
                                .collect(Collectors.joining(", ")))));
    }

    private Pseudonyms pseudonyms() {
        List<Path> apart = new ArrayList<>(List.of(out));
        data.ifPresent(apart::add);
        return Pseudonyms.of(Files.exists(key) ? IdentityKey.read(key, apart) : IdentityKey.create(key, apart));
    }

    /** The user's packs, and behind them the one that ships. */
    private List<CodePack> packs() {
        List<CodePack> all = new ArrayList<>(packs.stream().map(CodePacks::load).toList());
        all.add(CodePacks.shipped());
        return all;
    }

    private StandardStore.OmopVersion version() {
        return java.util.Arrays.stream(StandardStore.OmopVersion.values())
                .filter(v -> v.label().equals(cdm))
                .findFirst()
                .orElseThrow(() -> NamedDatabase.bad("--cdm", "5.3, 5.4"));
    }

    private void tell(StandardStore store, Progress progress) {
        store.manifest().tables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(t -> progress.say(Text.same(
                        String.format("  %-24s %,d", t.getKey(), t.getValue().rows()))));
        store.manifest()
                .coverage()
                .forEach(c -> progress.say(Text.of(
                        "  编码覆盖 " + c.field() + " " + c.vocabulary() + "：" + c.inForce() + "/" + c.records() + " 行，"
                                + c.codesInForce() + "/" + c.codes() + " 种",
                        "  codes known, " + c.field() + " " + c.vocabulary() + ": " + c.inForce() + "/" + c.records()
                                + " rows, " + c.codesInForce() + "/" + c.codes() + " codes")));
        progress.say(Text.of("标准库：" + store.folder(), "Standard store: " + store.folder()));
    }
}
