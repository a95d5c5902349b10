package org.steelyard.data.standard.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.Advance;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardError;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/** One making of a store, from first to last. */
public final class StandardRun {

    private final List<RawTable> raws;
    private final Mapping mapping;
    private final StandardSettings settings;
    private final Findings findings;

    public StandardRun(List<RawTable> raws, Mapping mapping, StandardSettings settings) {
        this.raws = raws.stream()
                .sorted(Comparator.comparing((RawTable r) -> r.name())
                        .thenComparing(r -> r.input().name()))
                .toList();
        this.mapping = mapping;
        this.settings = settings;
        findings = new Findings(settings.strictness());
    }

    public StandardStore into(Path out) {
        StoreFolder.replace(out, this::make);
        return StandardStore.open(out);
    }

    private void make(Path part) {
        Map<String, Source> sources = sources();
        findings.throwIfAny();
        Path work = part.resolve("work");
        try (Duck duck = Duck.open(settings.threads(), settings.memory(), work.resolve("spill"))) {
            List<Source> present = List.copyOf(sources.values());
            Intake intake = new Intake(duck, mapping, findings, work);
            intake.check(present);
            findings.throwIfAny();
            intake.keep(present);
            KnownCodes known = knownCodes(duck, sources);
            known.load();
            Units.load(duck, mapping);
            Optional<StoreManifest.Period> period = settings.period().or(() -> period(duck, sources));
            Fields.Facts facts = facts(period);
            Filler filler = new Filler(new Filler.Workplace(duck, mapping, sources, findings), part, facts);
            fill(filler, sources);
            findings.throwIfAny();
            Map<String, Path> written = filler.written();
            concepts(duck, known, part, written);
            Derivations derivations = new Derivations(duck, part, written);
            derivations.derive(mapping.derive(), settings.gapDays(), facts);
            List<StepCount> steps = Stream.of(
                            intakeSteps(sources), intake.steps(), filler.steps(), findings.steps(), derivations.steps())
                    .flatMap(List::stream)
                    .toList();
            manifest(duck, part, new Outcome(sources, written, period, steps));
        }
    }

    private KnownCodes knownCodes(Duck duck, Map<String, Source> sources) {
        KnownCodes known = new KnownCodes(duck, settings.packs(), LocalConcepts.of(duck, mapping, sources));
        if (!known.fits()) {
            findings.refuse(
                    StandardError.CONCEPTS_COLLIDE,
                    Place.field("concept_id"),
                    Text.of(
                            "来源的本地概念号已接近 " + LocalConcepts.END + "，代码表的概念没有号可用。",
                            "The source's own concepts reach up to " + LocalConcepts.END
                                    + ", so that those of the dictionary packs find no number."),
                    Text.of(
                            "在来源系统中把本地概念改编为较小的号（从 2,000,000,000 起）。",
                            "Number the source's own concepts lower, from 2,000,000,000 on."));
            findings.throwIfAny();
        }
        return known;
    }

    private void fill(Filler filler, Map<String, Source> sources) {
        long all = Filler.tables(mapping).stream()
                .mapToLong(t -> rowsFor(t, sources))
                .sum();
        long started = System.nanoTime();
        long done = 0;
        for (String table : Filler.tables(mapping)) {
            settings.progress().accept(Advance.of(table, done, all, started));
            filler.fill(table);
            done += rowsFor(table, sources);
        }
    }

    /** Raw rows that a standard table is made from. */
    private long rowsFor(String table, Map<String, Source> sources) {
        return mapping.fills().stream()
                .filter(f -> f.into().equals(table) && sources.containsKey(f.from()))
                .flatMap(f -> Objects.requireNonNull(sources.get(f.from())).files().stream())
                .mapToLong(f -> f.raw().rows())
                .sum();
    }

    /** The tables of the mapping with their files; what belongs to no table is named in the steps. */
    private Map<String, Source> sources() {
        Map<String, Source> out = new LinkedHashMap<>();
        mapping.tables().forEach((name, declared) -> {
            List<Source.File> files = new ArrayList<>();
            for (int i = 0; i < raws.size(); i++) {
                if (mapping.table(raws.get(i).name()).filter(name::equals).isPresent()) {
                    files.add(new Source.File(raws.get(i), i));
                }
            }
            if (declared.required() && files.isEmpty()) {
                findings.refuse(
                        StandardError.MISSING_TABLE,
                        Place.file(name),
                        Text.of("缺少必需的表 " + name + "。", "The required table " + name + " is missing."),
                        Findings.OTHER_HEADINGS);
            }
            out.put(name, new Source(name, declared, files));
        });
        if (out.values().stream().noneMatch(Source::present)) {
            findings.refuse(
                    StandardError.NOTHING_TO_READ,
                    Place.NONE,
                    Text.of(
                            "没有一张表属于映射 " + mapping.id() + "。可识别：" + names() + "。",
                            "No table belongs to the mapping " + mapping.id() + ". Known: " + names() + "."),
                    Findings.OTHER_HEADINGS);
        }
        return out;
    }

    private String names() {
        return String.join(", ", mapping.tables().keySet());
    }

    /** Files that no table of the mapping takes, and columns that are not read. */
    private List<StepCount> intakeSteps(Map<String, Source> sources) {
        List<StepCount> out = new ArrayList<>();
        for (int i = 0; i < raws.size(); i++) {
            int index = i;
            Optional<Source> source = sources.values().stream()
                    .filter(s -> s.files().stream().anyMatch(f -> f.index() == index))
                    .findFirst();
            RawTable raw = raws.get(i);
            if (source.isEmpty()) {
                out.add(StepCount.rows(
                        "standardise",
                        raw.name(),
                        "not-mapped",
                        new StepCount.Change(raw.rows(), 0),
                        Text.of("映射中没有这张表，未读取", "the mapping has no such table; it was not read")));
            } else {
                Stream<String> leftOut = raw.notes().stream()
                        .filter(n -> n.kind() == Note.Kind.LEFT_OUT)
                        .map(Note::column);
                String unread = Stream.concat(Source.unread(source.get().declared(), raw).stream(), leftOut)
                        .collect(Collectors.joining(", "));
                if (!unread.isEmpty()) {
                    out.add(StepCount.rows(
                            "standardise",
                            raw.name(),
                            "columns-not-read",
                            new StepCount.Change(raw.rows(), raw.rows()),
                            Text.of("映射未用到的列：" + unread, "columns that the mapping does not use: " + unread)));
                }
            }
        }
        return out;
    }

    /**
     * From the first to the last month that holds at least a tenth of the median month's records: a single wrong date must not
     * stretch the period.
     */
    private Optional<StoreManifest.Period> period(Duck duck, Map<String, Source> sources) {
        List<String> parts = mapping.period().stream()
                .filter(p -> sources.containsKey(p.table())
                        && Objects.requireNonNull(sources.get(p.table())).present())
                .map(p -> "SELECT CAST(" + Duck.name(p.column()) + " AS DATE) AS d FROM " + Duck.name("k_" + p.table()))
                .toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String months = "SELECT date_trunc('month', d) AS m, count(*) AS n, min(d) AS a, max(d) AS b FROM ("
                + String.join(" UNION ALL ", parts) + ") WHERE d IS NOT NULL GROUP BY 1";
        List<Optional<String>> found = duck.rows("WITH m AS (" + months
                        + ") SELECT min(a), max(b) FROM m WHERE n >= 0.1 * (SELECT median(CAST(n AS DOUBLE)) FROM m)")
                .getFirst();
        return found.get(0).isEmpty()
                ? Optional.empty()
                : Optional.of(new StoreManifest.Period(
                        LocalDate.parse(found.get(0).orElseThrow()),
                        LocalDate.parse(found.get(1).orElseThrow())));
    }

    static Fields.Facts facts(Optional<StoreManifest.Period> period) {
        return new Fields.Facts(
                period.map(p -> "DATE '" + p.from() + "'").orElse("DATE '1900-01-01'"),
                period.map(p -> "DATE '" + p.to() + "'").orElse("DATE '2099-12-31'"));
    }

    /** Concepts of the packs, beside those that the source brought: a store that went out with them brings them again. */
    private static void concepts(Duck duck, KnownCodes known, Path part, Map<String, Path> written) {
        if (!known.hasConcepts()) {
            return;
        }
        join(duck, part, written, new Joined("concept", "local_concept", "concept_id, vocabulary_id, concept_code"));
        join(
                duck,
                part,
                written,
                new Joined("concept_ancestor", "local_ancestor", "ancestor_concept_id, descendant_concept_id"));
    }

    /** @param key columns that say which row of both is the same, first those that rows are ordered by */
    private record Joined(String table, String local, String key) {}

    private static void join(Duck duck, Path part, Map<String, Path> written, Joined joined) {
        Path file = part.resolve(joined.table() + ".parquet");
        Path whole = part.resolve(joined.table() + ".whole");
        Path before = written.get(joined.table());
        String rows = before == null
                ? "SELECT * FROM " + joined.local()
                : "SELECT * FROM " + Duck.parquet(before.toString())
                        + " UNION ALL SELECT local.* FROM " + joined.local() + " local ANTI JOIN "
                        + Duck.parquet(before.toString()) + " brought USING (" + joined.key() + ")";
        duck.write("SELECT * FROM (" + rows + ") ORDER BY " + joined.key(), whole);
        try {
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.put(joined.table(), file);
    }

    private record Outcome(
            Map<String, Source> sources,
            Map<String, Path> written,
            Optional<StoreManifest.Period> period,
            List<StepCount> steps) {}

    private void manifest(Duck duck, Path part, Outcome outcome) {
        Map<String, StoreManifest.TableFacts> tables = new TreeMap<>();
        outcome.written()
                .forEach((table, file) -> tables.put(
                        table,
                        new StoreManifest.TableFacts(
                                duck.number("SELECT count(*) FROM " + Duck.parquet(file.toString())))));
        List<StoreManifest.SourceFile> inputs = new ArrayList<>();
        for (int i = 0; i < raws.size(); i++) {
            RawTable raw = raws.get(i);
            inputs.add(new StoreManifest.SourceFile(
                    i,
                    raw.input().name(),
                    raw.name(),
                    raw.rows(),
                    raw.input().sha256().hex(),
                    raw.input().encoding().orElse(""),
                    raw.input().format()));
        }
        ManifestFile.write(
                new StoreManifest(
                        StandardSchema.VERSION,
                        "5.4",
                        mapping.id(),
                        tables,
                        inputs,
                        settings.packs().stream().map(p -> p.header().label()).collect(Collectors.toList()),
                        outcome.period(),
                        outcome.steps(),
                        Coverage.of(duck, outcome.written())),
                part.resolve(StandardStore.MANIFEST));
    }
}
