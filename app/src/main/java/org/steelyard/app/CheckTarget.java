package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.governance.GovernanceReport.IdentityFacts;
import org.steelyard.data.governance.GovernanceReport.SourceFacts;
import org.steelyard.data.governance.GovernanceReport.TableRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PlanFile;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceFormat;

/** What {@code data check} looks at: a standard store, what an earlier check left, or foreign files. */
final class CheckTarget {

    private CheckTarget() {}

    /**
     * @param folder where the results go unless told otherwise
     * @param prepared what was read just now; absent for a store that was there
     */
    record Checked(Path folder, CheckedTables tables, StandardStore store, Optional<DataFolder.Prepared> prepared) {

        /** Names of source files by number. */
        Map<Integer, String> files() {
            Map<Integer, String> files = new TreeMap<>();
            store.manifest().inputs().forEach(input -> files.put(input.index(), input.name()));
            return files;
        }

        String rawFile(String table) {
            return store.manifest().inputs().stream()
                    .filter(input -> input.table().equals(table))
                    .map(StoreManifest.SourceFile::name)
                    .findFirst()
                    .orElse(table);
        }

        GovernanceReport report(Optional<PlanFile> plan, QualityReport quality, List<FitResult> fit, String program) {
            StoreManifest manifest = store.manifest();
            String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
            return new GovernanceReport(
                    plan.map(p -> p.protocol().title())
                            .or(() -> prepared.map(DataFolder.Prepared::title))
                            .orElse(Text.same(manifest.mapping() + ": " + name)),
                    plan.map(p -> new GovernanceReport.PlanFacts(
                            p.protocol().id(), p.protocol().version(), p.canonicalSha256())),
                    program,
                    manifest.inputs().stream().map(this::source).toList(),
                    identities(),
                    manifest.steps(),
                    manifest.tables().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(t -> new TableRows(t.getKey(), t.getValue().rows()))
                            .toList(),
                    manifest.commonPeriod(),
                    manifest.coverage(),
                    manifest.packs(),
                    quality,
                    fit,
                    limits(quality));
        }

        private SourceFacts source(StoreManifest.SourceFile input) {
            List<Text> notes = prepared.flatMap(p -> p.raws().stream()
                            .filter(raw -> raw.name().equals(input.table()))
                            .findFirst())
                    .map(raw -> raw.notes().stream()
                            .filter(n -> n.kind() != Note.Kind.DROPPED && n.kind() != Note.Kind.DIGESTED)
                            .map(Note::what)
                            .toList())
                    .orElse(List.of());
            return new SourceFacts(
                    input.index(),
                    input.name(),
                    store.manifest().mapping(),
                    input.format(),
                    input.encoding(),
                    input.rows(),
                    input.sha256(),
                    notes);
        }

        private IdentityFacts identities() {
            return prepared.map(p -> new IdentityFacts(
                            p.pseudonyms().method().label(),
                            p.pseudonyms().keyId(),
                            columns(p, Note.Kind.DIGESTED),
                            columns(p, Note.Kind.DROPPED),
                            columns(p, Note.Kind.KEPT)))
                    .orElse(IdentityFacts.NONE);
        }

        private static List<String> columns(DataFolder.Prepared prepared, Note.Kind kind) {
            List<String> columns = new ArrayList<>();
            for (RawTable raw : prepared.raws()) {
                raw.notes().stream()
                        .filter(n -> n.kind() == kind && !n.column().isBlank())
                        .forEach(n -> columns.add(raw.name() + "." + n.column()));
            }
            return columns;
        }

        private List<Text> limits(QualityReport quality) {
            List<Text> limits = new ArrayList<>();
            limits.add(
                    Text.of(
                            "质量检查判断数据内部是否一致、完整、合理，不能证明记录与临床事实相符；与来源的核对见审核样本（DQ25）。",
                            "Checks judge whether data are consistent, complete and plausible in themselves. They do not prove that records match what happened; the audit sample (DQ25) serves for that."));
            int absent = quality.tally().notApplicable();
            if (absent > 0) {
                limits.add(Text.of(
                        absent + " 项检查没有可判断的数据，数据在这些方面的质量未知。",
                        "For " + absent + " checks there was nothing to judge; of these the quality is unknown."));
            }
            prepared.ifPresent(p -> reading(p, limits));
            if (store.manifest().packs().isEmpty()) {
                limits.add(
                        Text.of(
                                "没有载入编码字典包，编码只按结构核对，未核对是否在用。",
                                "No dictionary pack was loaded: codes were judged by their shape, not by whether they are in use."));
            }
            return limits;
        }

        private static void reading(DataFolder.Prepared prepared, List<Text> limits) {
            if (!prepared.keptKey()) {
                limits.add(
                        Text.of(
                                "身份标识的密钥只用于本次检查，未保存；与其他数据的人员关联须用 --key 指定同一密钥重新读取。",
                                "The identity key was made for this check and not kept; to link people with other data, read again with one key named by --key."));
            }
            if (!prepared.unread().isEmpty()) {
                String names = String.join(", ", prepared.unread());
                limits.add(Text.of(
                        "以下文件没有读取（不属于已知的表，或没有记录）：" + names,
                        "These files were not read (they belong to no known table, or hold no records): " + names));
            }
        }
    }

    /** A standard store, or the folder of an earlier check. */
    static Optional<Checked> earlier(Path target) throws IOException {
        Path store = Files.isRegularFile(target.resolve("store").resolve(StandardStore.MANIFEST))
                ? target.resolve("store")
                : target;
        if (!Files.isRegularFile(store.resolve(StandardStore.MANIFEST))) {
            return Optional.empty();
        }
        StandardStore opened = StandardStore.open(store);
        Path raw = target.resolve("raw");
        return Optional.of(
                new Checked(target, new CheckedTables(standard(opened), raws(raw)), opened, Optional.empty()));
    }

    private static Map<String, Path> raws(Path folder) throws IOException {
        Map<String, Path> raws = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(f -> f.toString().endsWith(".parquet"))
                        .forEach(f -> raws.put(
                                String.valueOf(f.getFileName())
                                        .replace(".parquet", "")
                                        .toLowerCase(Locale.ROOT),
                                f));
            }
        }
        return raws;
    }

    static Map<String, Path> standard(StandardStore store) {
        Map<String, Path> tables = new TreeMap<>();
        for (String table : store.tables()) {
            Path single = store.folder().resolve(table + ".parquet");
            tables.put(
                    table, Files.isRegularFile(single) ? single : store.folder().resolve(table));
        }
        return tables;
    }

    static Checked prepare(DataFolder.Request request, Progress progress) {
        DataFolder.Prepared prepared = new DataFolder(request, progress).prepare();
        Map<String, Path> raws = new TreeMap<>();
        prepared.raws().forEach(raw -> raws.put(raw.name(), raw.parquet()));
        CheckedTables tables = new CheckedTables(standard(prepared.store()), raws);
        return new Checked(request.out(), tables, prepared.store(), Optional.of(prepared));
    }

    /** The sources of event tables of a plan. */
    static List<Source> sources(Protocol protocol, Path plan) {
        List<Source> sources = protocol.data().sources().stream()
                .filter(s -> s.format() != SourceFormat.TABLE)
                .toList();
        if (sources.isEmpty()) {
            throw SteelyardException.of(
                    AppError.NO_EVENT_SOURCE,
                    Place.of(String.valueOf(plan.getFileName()), "data.sources"),
                    Text.of(
                            "方案中没有事件表来源（platform、omop、hospital、patients、mapped），没有可检查的表。",
                            "The plan has no source of event tables (platform, omop, hospital, patients, mapped): there is nothing to check."),
                    Text.of(
                            "平面表在 steelyard run 时逐值核对；要检查文件夹，请直接给出文件夹。",
                            "A flat table is checked value by value when the plan runs; to check a folder, name the folder."));
        }
        return sources;
    }

    static Path folderOf(Source source, Path plan, Optional<Path> data) {
        Path base = data.orElseGet(() -> plan.toAbsolutePath().resolveSibling("data"));
        return source.folder().map(base::resolve).orElse(base);
    }

    static Optional<String> kindOf(Source source) {
        return Optional.of(source)
                .filter(s -> s.format() != SourceFormat.MAPPED)
                .map(s -> s.format().name().toLowerCase(Locale.ROOT));
    }

    static Optional<Path> mappingOf(Source source, Path plan) {
        return source.mapping().map(m -> plan.toAbsolutePath().resolveSibling(m));
    }
}
