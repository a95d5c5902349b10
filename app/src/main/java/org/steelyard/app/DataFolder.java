package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.Advance;
import org.steelyard.data.EngineMemory;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardIntake;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Takes a folder of foreign tables to raw tables and a standard store, whatever is wrong with single values. */
final class DataFolder {

    private final Request request;
    private final Progress progress;

    DataFolder(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * @param database read instead of the folder
     * @param kind of source; found from the names of the files when absent
     * @param mapping the user's own, instead of a kind
     * @param missing texts that mean missing numbers, days and identifiers, beside those of the mapping
     * @param zone to which moments with a zone are brought, instead of the mapping's
     * @param key file of the identity key; without one a key is made for this work alone and forgotten
     * @param packs folders of dictionary packs
     * @param out gets {@code raw/} and {@code store/}
     */
    record Request(
            Path folder,
            Optional<Database> database,
            Optional<String> kind,
            Optional<Path> mapping,
            List<String> missing,
            Optional<String> zone,
            Optional<Path> key,
            List<Path> packs,
            Path out,
            int threads,
            EngineMemory memory) {}

    /**
     * @param title what the data are, in words
     * @param keptKey whether the identity key outlives this work
     * @param unread names of files that no table was read from: they belong to none, or hold no rows
     */
    record Prepared(
            Text title,
            List<RawTable> raws,
            StandardStore store,
            Pseudonyms pseudonyms,
            boolean keptKey,
            List<String> unread) {}

    Prepared prepare() {
        Optional<Mappings.Kind> kind = request.kind().map(DataFolder::kind);
        RawFolder.Tables found = found(kind);
        Mapping mapping = request.mapping()
                .map(Mappings::load)
                .orElseGet(() -> StandardIntake.mapping(found, kind))
                .withMissing(request.missing())
                .withZone(request.zone());
        Pseudonyms pseudonyms = Pseudonyms.of(key());
        IntakeSettings intake = IntakeSettings.DEFAULT
                .withThreads(request.threads())
                .withMemory(request.memory())
                .withProgress(p -> progress.working(
                        Text.of("读取", "reading"),
                        new Advance(p.table(), p.rows(), p.rowsPerSecond(), p.secondsLeft())));
        List<RawTable> raws = StandardIntake.intake(
                found,
                mapping,
                new RawFolder.Job(t -> Map.of(), pseudonyms, request.out().resolve("raw"), intake));
        // a check tells of values that do not fit; it does not refuse them
        StandardSettings settings = StandardSettings.DEFAULT
                .with(StandardSettings.Strictness.COUNT)
                .withPacks(packs())
                .withThreads(request.threads())
                .withMemory(Optional.of(request.memory().text()))
                .withProgress(a -> progress.working(Text.of("标准化", "standardising"), a));
        StandardStore store = Standardiser.run(raws, mapping, request.out().resolve("store"), settings);
        return new Prepared(
                title(mapping), raws, store, pseudonyms, request.key().isPresent(), unread(found, raws));
    }

    private RawFolder.Tables found(Optional<Mappings.Kind> kind) {
        if (request.database().isPresent()) {
            return RawFolder.find(request.database().get());
        }
        return request.mapping().isPresent()
                ? RawFolder.find(request.folder(), IntakeSettings.DEFAULT)
                : StandardIntake.find(request.folder(), kind, IntakeSettings.DEFAULT);
    }

    /** Columns of a table that cannot be read and that nobody needs. */
    static List<Text> leftOut(RawTable raw) {
        return raw.notes().stream()
                .filter(n -> n.kind() == Note.Kind.LEFT_OUT)
                .map(n -> Text.of(
                        raw.input().name() + "：" + n.what().zh(),
                        raw.input().name() + ": " + n.what().en()))
                .toList();
    }

    /** Names of files that no table was read from. */
    static List<String> unread(RawFolder.Tables found, List<RawTable> raws) {
        Set<String> read = raws.stream().map(r -> r.input().name()).collect(Collectors.toSet());
        List<String> unread = new ArrayList<>(found.tables().values().stream()
                .map(RawSource::name)
                .filter(name -> !read.contains(name))
                .toList());
        found.notes().forEach(note -> unread.add(note.column()));
        return unread.stream().filter(n -> !n.isBlank()).distinct().toList();
    }

    /** The user's packs come first, then the one that ships. */
    private List<CodePack> packs() {
        List<CodePack> packs = new ArrayList<>();
        request.packs().forEach(folder -> packs.add(CodePacks.load(folder)));
        packs.add(CodePacks.shipped());
        return packs;
    }

    private Text title(Mapping mapping) {
        String folder =
                String.valueOf(request.folder().toAbsolutePath().normalize().getFileName());
        Text name = mapping.name().isBlank() ? Text.same(mapping.id()) : mapping.name();
        return Text.of(name.zh() + "：" + folder, name.en() + ": " + folder);
    }

    private static Mappings.Kind kind(String word) {
        String allowed =
                Stream.of(Mappings.Kind.values()).map(Mappings.Kind::id).collect(Collectors.joining(", "));
        return Stream.of(Mappings.Kind.values())
                .filter(kind -> kind.id().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> SteelyardException.of(
                        AppError.BAD_OPTION,
                        Place.field("--source"),
                        Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                        Text.of("改正这个选项。", "Correct this option.")));
    }

    /** The IANA name of a zone. */
    static Optional<String> zone(Optional<String> told) {
        if (told.filter(z -> !ZoneId.getAvailableZoneIds().contains(z)).isPresent()) {
            throw SteelyardException.of(
                    AppError.BAD_OPTION,
                    Place.field("--zone"),
                    Text.of(
                            "没有这个时区；应为 IANA 时区名，如 Asia/Shanghai、UTC。",
                            "There is no such zone; an IANA name such as Asia/Shanghai or UTC is asked for."),
                    Text.of("改正这个选项。", "Correct this option."));
        }
        return told;
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
