package org.steelyard.data.standard.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.steelyard.data.Advance;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.standard.LinkedStores;
import org.steelyard.data.standard.LinkedStores.Part;
import org.steelyard.data.standard.MappingCoverage;
import org.steelyard.data.standard.StandardError;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** One making of a store from the stores of several sources. */
public final class LinkRun {

    /** Tables about the source as a whole, or about records that cannot be followed: only those of the first source stay. */
    private static final Set<String> FIRST_ONLY = Set.of(
            "observation_period",
            "cdm_source",
            "metadata",
            "cohort",
            "cohort_definition",
            "fact_relationship",
            "episode_event");

    private static final Set<String> ERAS = Set.of("condition_era", "drug_era", "dose_era");

    /** Facts of a person that another source may know where the first does not. */
    private static final Set<String> PERSONAL =
            Set.of("year_of_birth", "month_of_birth", "day_of_birth", "birth_datetime", "gender_source_value");

    /** What a row of the table {@code cost} may belong to. */
    private static final Map<String, String> COST_EVENTS = new TreeMap<>(Map.of(
            "Visit", "visit_occurrence",
            "Drug", "drug_exposure",
            "Procedure", "procedure_occurrence",
            "Device", "device_exposure",
            "Measurement", "measurement",
            "Observation", "observation"));

    private final List<Part> parts;
    private final StandardSettings settings;
    private final List<StepCount> steps = new ArrayList<>();

    public LinkRun(List<Part> parts, StandardSettings settings) {
        this.parts = List.copyOf(parts);
        this.settings = settings;
    }

    private Part first() {
        return parts.getFirst();
    }

    private List<Part> others() {
        return parts.subList(1, parts.size());
    }

    public StandardStore into(Path out) {
        StoreFolder.replace(out, this::make);
        return StandardStore.open(out);
    }

    private long rows(String table) {
        return parts.stream()
                .filter(p -> p.store().has(table))
                .mapToLong(p -> p.store().rows(table))
                .sum();
    }

    private void make(Path part) {
        Path work = part.resolve("work");
        try (Duck duck = Duck.open(settings.threads(), settings.memory(), work.resolve("spill"))) {
            link(duck);
            numbers(duck);
            Map<String, Path> written = new LinkedHashMap<>();
            long all = tables().stream().mapToLong(this::rows).sum();
            long started = System.nanoTime();
            long done = 0;
            for (String table : tables()) {
                settings.progress().accept(Advance.of(table, done, all, started));
                write(duck, part, table).ifPresent(file -> written.put(table, file));
                done += rows(table);
            }
            if (first().mapping().derive().contains(Mapping.Derived.ERAS)) {
                new Derivations(duck, part, written)
                        .derive(List.of(Mapping.Derived.ERAS), settings.gapDays(), StandardRun.facts(Optional.empty()));
            }
            manifest(duck, part, written);
        }
    }

    private Set<String> tables() {
        Set<String> there = new TreeSet<>();
        parts.forEach(p -> there.addAll(p.store().tables()));
        Set<String> ordered = new LinkedHashSet<>();
        StandardSchema.current().tables().stream()
                .map(StandardSchema.Table::name)
                .filter(there::contains)
                .filter(t -> !ERAS.contains(t) || hasOwnEras(t))
                .forEach(ordered::add);
        return ordered;
    }

    /** Eras that the first source brought stay; others are made anew from the exposures of all. */
    private boolean hasOwnEras(String table) {
        return !first().mapping().derive().contains(Mapping.Derived.ERAS)
                || first().raws().stream().anyMatch(r -> r.name().equals(table) && r.rows() > 0);
    }

    /**
     * Links people, source by source and again: who is linked lends his other identifiers to those who come after, in whatever
     * order the plan names the sources.
     */
    private void link(Duck duck) {
        duck.run("CREATE TABLE known AS SELECT kind, pseudonym, person_id FROM (" + new Identifiers(first()).query()
                + ")");
        for (int i = 1; i < parts.size(); i++) {
            duck.run("CREATE TABLE ident_" + i + " AS " + new Identifiers(parts.get(i)).query());
        }
        for (int pass = 1; pass < parts.size(); pass++) {
            for (int i = 1; i < parts.size(); i++) {
                duck.run("CREATE OR REPLACE TABLE link_" + i
                        + " AS SELECT i.person_id AS old_id, min(k.person_id) AS new_id,"
                        + " count(DISTINCT k.person_id) AS n FROM ident_" + i
                        + " i JOIN known k ON k.kind = i.kind AND k.pseudonym = i.pseudonym GROUP BY i.person_id");
                duck.run("INSERT INTO known SELECT DISTINCT i.kind, i.pseudonym, l.new_id FROM ident_" + i
                        + " i JOIN link_" + i
                        + " l ON l.old_id = i.person_id AND l.n = 1 WHERE NOT EXISTS (SELECT 1 FROM known k WHERE"
                        + " k.kind = i.kind AND k.pseudonym = i.pseudonym)");
            }
        }
        for (int i = 1; i < parts.size(); i++) {
            count(duck, i);
        }
    }

    private void count(Duck duck, int i) {
        long people = parts.get(i).store().rows("person");
        long several = duck.number("SELECT count(*) FROM link_" + i + " WHERE n > 1");
        duck.run("CREATE TABLE map_" + i + "_person AS SELECT old_id, new_id FROM link_" + i + " WHERE n = 1");
        long linked = duck.number("SELECT count(*) FROM map_" + i + "_person");
        steps.add(StepCount.rows(
                LinkedStores.STEP,
                parts.get(i).id() + ".person",
                "linked",
                new StepCount.Change(people, linked),
                Text.of(
                        "按假名与来源“" + first().id() + "”的人员关联；" + several + " 人对应多人，" + (people - linked - several)
                                + " 人未关联，均不进入",
                        "linked by pseudonym to people of \"" + first().id() + "\"; " + several
                                + " lead to several people and " + (people - linked - several)
                                + " to nobody, and stay out")));
    }

    /** New numbers for the rows that the others add, behind those that are there, in the order of the old ones. */
    private void numbers(Duck duck) {
        for (StandardSchema.Table shape : StandardSchema.current().tables()) {
            Optional<StandardSchema.Field> id = shape.id();
            if (id.isEmpty()
                    || !isJoined(shape)
                    || shape.name().equals("person")
                    || shape.name().equals("death")) {
                continue;
            }
            String column = Duck.name(id.get().name());
            long next = 0;
            if (first().store().has(shape.name())) {
                next = duck.number("SELECT max(" + column + ") FROM " + rows(0, shape.name()));
            }
            for (int i = 1; i < parts.size(); i++) {
                if (parts.get(i).store().has(shape.name())) {
                    long from = free(
                            duck,
                            shape.name(),
                            column,
                            next,
                            parts.get(i).store().rows(shape.name()));
                    duck.run("CREATE TABLE " + map(i, shape.name()) + " AS SELECT " + column + " AS old_id, " + from
                            + " + row_number() OVER (ORDER BY " + column + ") AS new_id FROM (SELECT DISTINCT " + column
                            + " FROM " + rows(i, shape.name()) + ")");
                    next = from + parts.get(i).store().rows(shape.name());
                }
            }
        }
    }

    /** Some sources use all 64 bits; where there is no room above, the numbers go below. */
    private long free(Duck duck, String table, String column, long last, long rows) {
        if (last <= Long.MAX_VALUE - rows) {
            return last;
        }
        long lowest = duck.number("SELECT min(" + column + ") FROM " + rows(0, table));
        return Math.subtractExact(lowest, rows + 1);
    }

    private static String map(int i, String table) {
        return Duck.name("map_" + i + "_" + table);
    }

    private static boolean isJoined(StandardSchema.Table shape) {
        return shape.group() != StandardSchema.Group.VOCABULARY
                && !FIRST_ONLY.contains(shape.name())
                && !ERAS.contains(shape.name());
    }

    private String rows(int i, String table) {
        return Duck.parquet(parts.get(i).store().parquet(table));
    }

    private boolean has(int i, String table) {
        return parts.get(i).store().has(table);
    }

    private Optional<Path> write(Duck duck, Path part, String table) {
        StandardSchema.Table shape = StandardSchema.current().get(table);
        Path file = part.resolve(table + ".parquet");
        boolean alone = others().stream().noneMatch(o -> o.store().has(table));
        if (alone || !isJoined(shape) && shape.group() != StandardSchema.Group.VOCABULARY) {
            if (!has(0, table)) {
                return Optional.empty();
            }
            duck.write("SELECT * FROM " + rows(0, table), file);
            return Optional.of(file);
        }
        String joined = switch (table) {
            case "person" -> people(shape);
            case "death" -> deaths(shape);
            default -> shape.group() == StandardSchema.Group.VOCABULARY ? vocabulary(duck, shape) : union(duck, shape);
        };
        duck.write(joined, file);
        return Optional.of(file);
    }

    /** The people of the first source, with facts that only another knows. */
    private String people(StandardSchema.Table shape) {
        StringBuilder joins = new StringBuilder();
        for (int i = 1; i < parts.size(); i++) {
            String facts = PERSONAL.stream()
                    .sorted()
                    .map(f -> ", arg_min(p." + Duck.name(f) + ", p.person_id) AS " + Duck.name(f))
                    .collect(Collectors.joining());
            joins.append(" LEFT JOIN (SELECT m.new_id, arg_min(p.gender_concept_id, p.person_id) FILTER"
                            + " (p.gender_concept_id <> 0) AS gender_concept_id")
                    .append(facts)
                    .append(" FROM ")
                    .append(rows(i, "person"))
                    .append(" p JOIN ")
                    .append(map(i, "person"))
                    .append(" m ON m.old_id = p.person_id GROUP BY m.new_id) o")
                    .append(i)
                    .append(" ON o")
                    .append(i)
                    .append(".new_id = a.person_id");
        }
        String columns = shape.fields().stream()
                .map(f -> personal(f.name()) + " AS " + Duck.name(f.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + rows(0, "person") + " a" + joins + " ORDER BY a.person_id";
    }

    private String personal(String field) {
        String own = "a." + Duck.name(field);
        boolean sex = field.equals("gender_concept_id");
        if (!sex && !PERSONAL.contains(field)) {
            return own;
        }
        List<String> known = new ArrayList<>(List.of(sex ? "nullif(" + own + ", 0)" : own));
        for (int i = 1; i < parts.size(); i++) {
            known.add("o" + i + "." + Duck.name(field));
        }
        return "coalesce(" + String.join(", ", known) + (sex ? ", 0)" : ")");
    }

    /** One death a person, that of the earliest source that knows of it. */
    private String deaths(StandardSchema.Table shape) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (has(i, "death")) {
                all.add("SELECT *, " + i + " AS turn FROM (" + (i == 0 ? plain(shape) : moved(shape, i)) + ")");
            }
        }
        return "SELECT * EXCLUDE (turn) FROM (" + String.join(" UNION ALL ", all)
                + ") QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY turn, death_date) = 1 ORDER BY person_id";
    }

    private String vocabulary(Duck duck, StandardSchema.Table shape) {
        String key = shape.fields().stream()
                .filter(StandardSchema.Field::primaryKey)
                .map(f -> Duck.name(f.name()))
                .collect(Collectors.joining(", "));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (has(i, shape.name())) {
                all.add("SELECT *, " + i + " AS turn FROM " + rows(i, shape.name()));
            }
        }
        String columns = shape.fields().stream().map(f -> Duck.name(f.name())).collect(Collectors.joining(", "));
        String rows = "(" + String.join(" UNION ALL ", all) + ")";
        if (shape.name().equals("concept")) {
            refuseCollisions(duck, rows);
        }
        return key.isEmpty()
                ? "SELECT DISTINCT " + columns + " FROM " + rows + " ORDER BY " + columns
                : "SELECT " + columns + " FROM " + rows + " QUALIFY row_number() OVER (PARTITION BY " + key
                        + " ORDER BY turn) = 1 ORDER BY " + key;
    }

    /** One number for two concepts would make the records of one source mean what the other's do. */
    private static void refuseCollisions(Duck duck, String rows) {
        long twice = duck.number(
                "SELECT count(*) FROM (SELECT concept_id FROM " + rows + " WHERE concept_id >= " + LocalConcepts.BEGIN
                        + " GROUP BY concept_id HAVING count(DISTINCT (vocabulary_id, concept_code)) > 1)");
        if (twice > 0) {
            throw SteelyardException.of(
                    StandardError.CONCEPTS_COLLIDE,
                    Place.field("concept_id"),
                    Text.of(
                            "要关联的来源中有 " + twice + " 个本地概念号（从 " + LocalConcepts.BEGIN + " 起）各指不同的概念。",
                            twice + " numbers of local concepts (from " + LocalConcepts.BEGIN
                                    + " on) mean different things in the sources that are to be linked."),
                    Text.of(
                            "在来源系统中给本地概念另编不相重叠的号，再重新导出。",
                            "Give the local concepts numbers that do not overlap in the source systems, and export again."));
        }
    }

    private String union(Duck duck, StandardSchema.Table shape) {
        List<String> all = new ArrayList<>();
        if (has(0, shape.name())) {
            all.add(plain(shape));
        }
        for (int i = 1; i < parts.size(); i++) {
            if (has(i, shape.name())) {
                String moved = moved(shape, i);
                all.add(moved);
                if (shape.has("person_id")) {
                    long after = duck.number("SELECT count(*) FROM (" + moved + ")");
                    steps.add(StepCount.rows(
                            LinkedStores.STEP,
                            parts.get(i).id() + "." + shape.name(),
                            "linked-people",
                            new StepCount.Change(parts.get(i).store().rows(shape.name()), after),
                            Text.of("只保留已关联人员的记录", "records of linked people only")));
                }
            }
        }
        return String.join(" UNION ALL ", all);
    }

    private String plain(StandardSchema.Table shape) {
        return "SELECT " + shape.fields().stream().map(f -> Duck.name(f.name())).collect(Collectors.joining(", "))
                + " FROM " + rows(0, shape.name());
    }

    /** Rows of another source under their new numbers. */
    private String moved(StandardSchema.Table shape, int i) {
        StringBuilder joins = new StringBuilder();
        List<String> columns = new ArrayList<>();
        for (StandardSchema.Field field : shape.fields()) {
            columns.add(moved(shape, field, new Move(i, joins)) + " AS " + Duck.name(field.name()));
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + rows(i, shape.name()) + " t" + joins;
    }

    private record Move(int part, StringBuilder joins) {}

    private String moved(StandardSchema.Table shape, StandardSchema.Field field, Move move) {
        String column = Duck.name(field.name());
        String alias = Duck.name("m_" + field.name());
        String on = " " + alias + " ON " + alias + ".old_id = t." + column;
        if (field.name().equals(StandardSchema.SRC_FILE)) {
            return "CAST(t.src_file + " + offset(move.part()) + " AS INTEGER)";
        }
        boolean own =
                shape.id().filter(field::equals).isPresent() && !shape.name().equals("death");
        Optional<String> target = own
                ? Optional.of(shape.name())
                : field.reference().map(StandardSchema.Reference::table).filter(t -> !isVocabulary(t));
        if (target.isPresent() && target.get().equals("person")) {
            move.joins().append(" JOIN ").append(map(move.part(), "person")).append(on);
            return alias + ".new_id";
        }
        if (target.isPresent()) {
            if (!has(move.part(), target.get())
                    || !isJoined(StandardSchema.current().get(target.get()))) {
                return "CAST(NULL AS " + field.type() + ")";
            }
            move.joins()
                    .append(own ? " JOIN " : " LEFT JOIN ")
                    .append(map(move.part(), target.get()))
                    .append(on);
            return alias + ".new_id";
        }
        if (field.name().endsWith("_event_id")) {
            return shape.name().equals("cost") ? costEvent(move) : "CAST(NULL AS " + field.type() + ")";
        }
        return "t." + column;
    }

    /** What a cost belongs to is told by its domain. */
    private String costEvent(Move move) {
        StringBuilder choice = new StringBuilder("CASE t.cost_domain_id");
        COST_EVENTS.forEach((domain, table) -> {
            if (has(move.part(), table)) {
                String alias = Duck.name("e_" + table);
                move.joins()
                        .append(" LEFT JOIN ")
                        .append(map(move.part(), table))
                        .append(" ")
                        .append(alias)
                        .append(" ON t.cost_domain_id = ")
                        .append(Duck.text(domain))
                        .append(" AND ")
                        .append(alias)
                        .append(".old_id = t.cost_event_id");
                choice.append(" WHEN ")
                        .append(Duck.text(domain))
                        .append(" THEN ")
                        .append(alias)
                        .append(".new_id");
            }
        });
        return choice.indexOf("WHEN") < 0 ? "CAST(NULL AS BIGINT)" : choice + " END";
    }

    private static boolean isVocabulary(String table) {
        return StandardSchema.current()
                .table(table)
                .filter(t -> t.group() == StandardSchema.Group.VOCABULARY)
                .isPresent();
    }

    private int offset(int part) {
        return parts.subList(0, part).stream()
                .mapToInt(p -> p.store().manifest().inputs().size())
                .sum();
    }

    private void manifest(Duck duck, Path part, Map<String, Path> written) {
        Map<String, StoreManifest.TableFacts> tables = new TreeMap<>();
        written.forEach((table, file) -> tables.put(
                table,
                new StoreManifest.TableFacts(duck.number("SELECT count(*) FROM " + Duck.parquet(file.toString())))));
        List<StoreManifest.SourceFile> inputs = new ArrayList<>();
        List<StepCount> before = new ArrayList<>();
        List<MappingCoverage> coverage = new ArrayList<>();
        Set<String> packs = new LinkedHashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            StoreManifest one = parts.get(i).store().manifest();
            String prefix = i == 0 ? "" : parts.get(i).id() + ".";
            one.inputs()
                    .forEach(f -> inputs.add(new StoreManifest.SourceFile(
                            inputs.size(),
                            prefix.replace('.', '/') + f.name(),
                            f.table(),
                            f.rows(),
                            f.sha256(),
                            f.encoding(),
                            f.format())));
            one.steps().forEach(s -> before.add(named(prefix, s)));
            one.coverage().forEach(c -> coverage.add(named(prefix, c)));
            packs.addAll(one.packs());
        }
        before.addAll(steps);
        ManifestFile.write(
                new StoreManifest(
                        StandardSchema.VERSION,
                        first().store().manifest().cdmVersion(),
                        parts.stream()
                                .map(p -> p.store().manifest().mapping())
                                .distinct()
                                .collect(Collectors.joining(" + ")),
                        tables,
                        inputs,
                        List.copyOf(packs),
                        first().store().manifest().commonPeriod(),
                        before,
                        coverage),
                Objects.requireNonNull(part).resolve(StandardStore.MANIFEST));
    }

    private static StepCount named(String prefix, StepCount s) {
        return new StepCount(
                s.step(),
                prefix + s.table(),
                s.rule(),
                s.rowsBefore(),
                s.rowsAfter(),
                s.amountBefore(),
                s.amountAfter(),
                s.what());
    }

    private static MappingCoverage named(String prefix, MappingCoverage c) {
        return new MappingCoverage(
                prefix + c.table(),
                c.field(),
                c.vocabulary(),
                c.records(),
                c.inForce(),
                c.outOfForce(),
                c.standard(),
                c.codes(),
                c.codesInForce(),
                c.codesStandard());
    }
}
