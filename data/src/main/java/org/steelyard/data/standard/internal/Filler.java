package org.steelyard.data.standard.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.Fill;
import org.steelyard.data.mapping.Mapping.Value;
import org.steelyard.data.standard.StandardError;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.kernel.Text;

/**
 * Writes the standard tables that a mapping fills, one Parquet file each. A keyed table has one row a key, numbered in the order
 * in which fill, file and row first have the key; of equal keys the value that is not missing of the earliest counts. In other tables a row is
 * numbered by the place that it came from, so that a hundred million rows stream through without a sort.
 */
final class Filler {

    /** Room for the row number and for the fill inside a generated identifier. */
    private static final long FILE_STEP = 1L << 44;

    private static final long FILL_STEP = 1L << 36;

    /** The same for the order of keys, where the fill comes first. */
    private static final long ORDER_OF_FILLS = 1L << 56;

    private static final long ORDER_OF_FILES = 1L << 40;

    private final Duck duck;
    private final Mapping mapping;
    private final Map<String, Source> sources;
    private final Findings findings;
    private final Path target;
    private final Fields.Facts facts;
    private final Map<String, Path> written = new LinkedHashMap<>();
    private final List<StepCount> steps = new ArrayList<>();

    /** What a filler works with. */
    record Workplace(Duck duck, Mapping mapping, Map<String, Source> sources, Findings findings) {}

    Filler(Workplace place, Path target, Fields.Facts facts) {
        duck = place.duck();
        mapping = place.mapping();
        sources = place.sources();
        findings = place.findings();
        this.target = target;
        this.facts = facts;
    }

    /** Files of the tables written, in order of writing. */
    Map<String, Path> written() {
        return written;
    }

    List<StepCount> steps() {
        return List.copyOf(steps);
    }

    /** Fills one table; nothing is written when none of its sources is there. */
    void fill(String table) {
        List<Fill> fills = mapping.fills().stream()
                .filter(f -> f.into().equals(table) && available(f.from()))
                .filter(f -> f.unless().isEmpty() || !available(f.unless().get()))
                .toList();
        StandardSchema.Table shape = StandardSchema.current().get(table);
        if (!fills.isEmpty()) {
            fills.forEach(this::checkValues);
            boolean keyed = !fills.getFirst().key().isEmpty();
            Path file = target.resolve(table + ".parquet");
            duck.write(keyed ? keyed(shape, fills) : rows(shape, fills), file);
            written.put(table, file);
            checkRequired(shape, file, fills);
        }
        lookup(shape, !fills.isEmpty());
    }

    /** All tables that the mapping fills, in order of their first fill. */
    static Set<String> tables(Mapping mapping) {
        Set<String> out = new LinkedHashSet<>();
        mapping.fills().forEach(f -> out.add(f.into()));
        return out;
    }

    private boolean available(String from) {
        Source source = sources.get(from);
        return source == null ? written.containsKey(from) : source.present();
    }

    private String from(String from) {
        return sources.containsKey(from)
                ? Duck.name("k_" + from)
                : Duck.parquet(Objects.requireNonNull(written.get(from)).toString());
    }

    private String rows(StandardSchema.Table shape, List<Fill> fills) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < fills.size(); i++) {
            parts.add(select(shape, fills.get(i), i));
        }
        return String.join(" UNION ALL ", parts);
    }

    private String select(StandardSchema.Table shape, Fill fill, int position) {
        Fields fields = new Fields(mapping, facts);
        List<String> columns = shape.fields().stream()
                .map(f -> expression(shape, f, fill, new Row(fields, position)) + " AS " + Duck.name(f.name()))
                .toList();
        return "SELECT " + String.join(", ", columns) + " FROM " + from(fill.from()) + " s" + fields.joins() + " WHERE "
                + Conditions.all(fill.where(), "s");
    }

    private record Row(Fields fields, int position) {}

    private String expression(StandardSchema.Table shape, StandardSchema.Field field, Fill fill, Row row) {
        Value value = fill.fields().get(field.name());
        if (value != null) {
            return row.fields().value(value, field.type());
        }
        if (field.name().equals(StandardSchema.SRC_FILE) || field.name().equals(StandardSchema.SRC_ROW)) {
            return "s." + field.name();
        }
        boolean number = shape.id().filter(id -> id.equals(field)).isPresent();
        if (number && fill.key().isEmpty()) {
            return "CAST(s.src_file AS BIGINT) * " + FILE_STEP + " + " + row.position() * FILL_STEP + " + s.src_row";
        }
        boolean concept = field.required() && field.name().endsWith("concept_id");
        return "CAST(" + (concept ? "0" : "NULL") + " AS " + field.type() + ")";
    }

    /** One row a key. */
    private String keyed(StandardSchema.Table shape, List<Fill> fills) {
        String name = shape.name();
        List<String> candidates = new ArrayList<>();
        for (int i = 0; i < fills.size(); i++) {
            candidates.add(candidate(shape, fills.get(i), i));
        }
        duck.run("CREATE TABLE " + Duck.name("key_" + name)
                + " AS SELECT k, row_number() OVER (ORDER BY place, k) AS id FROM (SELECT k, min(place) AS place FROM ("
                + places(shape, candidates) + ") GROUP BY k)");
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < candidates.size(); i++) {
            joins.append(" LEFT JOIN ")
                    .append(candidates.get(i))
                    .append(" f")
                    .append(i)
                    .append(" ON f")
                    .append(i)
                    .append(".k = key.k");
        }
        List<String> columns = shape.fields().stream()
                .map(f -> keyedField(shape, f, fills) + " AS " + Duck.name(f.name()))
                .toList();
        return "SELECT " + String.join(", ", columns) + " FROM " + Duck.name("key_" + name) + " key" + joins
                + " ORDER BY key.id";
    }

    /**
     * Keys with the place of the row that first has them, fill by fill. Numbers follow the place and not the key: a key may be
     * a pseudonym, and neither the order of people nor anything drawn by it may depend on the secret behind it.
     */
    private static String places(StandardSchema.Table shape, List<String> candidates) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            String place = shape.has(StandardSchema.SRC_ROW)
                    ? (long) i * ORDER_OF_FILLS + " + CAST(src_file AS BIGINT) * " + ORDER_OF_FILES + " + src_row"
                    : "CAST(" + i + " AS BIGINT)";
            parts.add("SELECT k, " + place + " AS place FROM " + candidates.get(i));
        }
        return String.join(" UNION ALL ", parts);
    }

    /** Fills that say nothing of a field come last: the 0 of a concept that they lack is no answer beside one that is given. */
    private static String keyedField(StandardSchema.Table shape, StandardSchema.Field field, List<Fill> fills) {
        Map<Boolean, List<String>> parts = IntStream.range(0, fills.size())
                .boxed()
                .collect(Collectors.partitioningBy(
                        i -> fills.get(i).fields().containsKey(field.name()),
                        Collectors.mapping(i -> "f" + i + "." + Duck.name(field.name()), Collectors.toList())));
        List<String> given = Objects.requireNonNull(parts.get(true));
        if (shape.id().filter(id -> id.equals(field)).isPresent() && given.isEmpty()) {
            return "key.id";
        }
        return Stream.concat(given.stream(), Objects.requireNonNull(parts.get(false)).stream())
                .collect(Collectors.joining(", ", "coalesce(", ")"));
    }

    /** The rows of one fill of a keyed table, one a key; a table of the connection. */
    private String candidate(StandardSchema.Table shape, Fill fill, int position) {
        String name = Duck.name("fill_" + shape.name() + "_" + position);
        String key = Fields.key(fill.key(), "s");
        Fields fields = new Fields(mapping, facts);
        List<StandardSchema.Field> taken = shape.fields().stream()
                .filter(f -> !(shape.id().filter(id -> id.equals(f)).isPresent()
                        && !fill.fields().containsKey(f.name())))
                .toList();
        String columns = taken.stream()
                .map(f -> expression(shape, f, fill, new Row(fields, position)) + " AS " + Duck.name(f.name()))
                .collect(Collectors.joining(", "));
        String id = taken.size() == shape.fields().size()
                ? ""
                : ", NULL AS " + Duck.name(shape.id().orElseThrow().name());
        String fresh = fill.fresh() ? earlier(shape, position, key) : "";
        String rows = "SELECT " + key + " AS k, " + columns + id + " FROM " + from(fill.from()) + " s" + fields.joins()
                + " WHERE " + Conditions.all(fill.where(), "s") + " AND " + key + " IS NOT NULL" + fresh;
        if (fill.single()) {
            String all = Duck.name("all_" + shape.name() + "_" + position);
            duck.run("CREATE TEMP TABLE " + all + " AS " + rows);
            long surplus = duck.number("SELECT count(*) - count(DISTINCT k) FROM " + all);
            if (surplus > 0) {
                duplicates(fill, all, surplus);
            }
            duck.run(
                    surplus > 0
                            ? "CREATE TEMP TABLE " + name + " AS " + firstOfEach(shape, all, fill.sums())
                            : "CREATE VIEW " + name + " AS SELECT * FROM " + all);
        } else {
            duck.run("CREATE TEMP TABLE " + name + " AS " + firstOfEach(shape, "(" + rows + ")", fill.sums()));
        }
        missingKeys(fill, key);
        return name;
    }

    private static String earlier(StandardSchema.Table shape, int position, String key) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < position; i++) {
            out.append(" AND NOT EXISTS (SELECT 1 FROM ")
                    .append(Duck.name("fill_" + shape.name() + "_" + i))
                    .append(" e WHERE e.k = ")
                    .append(key)
                    .append(')');
        }
        return out.toString();
    }

    private static String firstOfEach(StandardSchema.Table shape, String all, List<String> sums) {
        String place = "CAST(src_file AS BIGINT) * " + FILE_STEP + " + src_row";
        String columns = shape.fields().stream()
                .map(f -> {
                    String c = Duck.name(f.name());
                    return sums.contains(f.name())
                            ? "CAST(sum(" + c + ") AS " + f.type() + ") AS " + c
                            : "arg_min(" + c + ", " + place + ") FILTER (" + c + " IS NOT NULL) AS " + c;
                })
                .collect(Collectors.joining(", "));
        return "SELECT k, " + columns + " FROM " + all + " GROUP BY k";
    }

    private void duplicates(Fill fill, String all, long surplus) {
        List<Place> first =
                places("SELECT src_file, src_row FROM (SELECT src_file, src_row, count(*) OVER (PARTITION BY k) AS n"
                        + " FROM " + all + ") WHERE n > 1 ORDER BY src_file, src_row LIMIT " + Findings.CITED);
        findings.add(
                StandardError.DUPLICATE_KEY,
                new Findings.Rows(file(first), String.join(" + ", fill.key()), surplus, numbers(first)),
                Text.of(
                        "该键在表中只允许出现一次；取文件中最先的一行。",
                        "The key may stand only once; the first row in the file is the one taken."));
    }

    private void missingKeys(Fill fill, String key) {
        String where = Conditions.all(fill.where(), "s") + " AND " + key + " IS NULL";
        long count = duck.number("SELECT count(*) FROM " + from(fill.from()) + " s WHERE " + where);
        if (count > 0) {
            List<Place> first = places("SELECT src_file, src_row FROM " + from(fill.from()) + " s WHERE " + where
                    + " ORDER BY src_file, src_row LIMIT " + Findings.CITED);
            findings.add(
                    StandardError.MISSING_VALUE,
                    new Findings.Rows(file(first), String.join(" + ", fill.key()), count, numbers(first)),
                    Text.of(
                            "没有键值的行不能进入标准表 " + fill.into() + "。",
                            "A row without its key cannot stand in the standard table " + fill.into() + "."));
        }
    }

    /** Rows that lack what they cannot stand without: the person, their own number, the day. */
    private void checkRequired(StandardSchema.Table shape, Path file, List<Fill> fills) {
        List<StandardSchema.Field> needed =
                shape.fields().stream().filter(Filler::cannotLack).toList();
        if (needed.isEmpty()) {
            return;
        }
        String rows = Duck.parquet(file.toString());
        String counts = needed.stream()
                .map(f -> "count(*) - count(" + Duck.name(f.name()) + ")")
                .collect(Collectors.joining(", "));
        List<Long> lacking = duck.numbers("SELECT count(*), " + counts + " FROM " + rows);
        boolean any = false;
        for (int i = 0; i < needed.size(); i++) {
            if (lacking.get(i + 1) > 0) {
                any = true;
                lacks(shape, needed.get(i), rows, new Lacking(fills, lacking.get(i + 1)));
            }
        }
        if (any && !findings.strict()) {
            leaveOut(shape, file, needed, lacking.getFirst());
        }
    }

    private record Lacking(List<Fill> fills, long count) {}

    private void lacks(StandardSchema.Table shape, StandardSchema.Field field, String rows, Lacking lacking) {
        List<Place> first = shape.has(StandardSchema.SRC_ROW)
                ? places("SELECT src_file, src_row FROM " + rows + " WHERE " + Duck.name(field.name())
                        + " IS NULL ORDER BY src_file, src_row LIMIT " + Findings.CITED)
                : List.of();
        String column = lacking.fills().stream()
                .map(f -> f.fields().get(field.name()))
                .filter(java.util.Objects::nonNull)
                .flatMap(Filler::columns)
                .distinct()
                .collect(Collectors.joining(" / "));
        findings.add(
                StandardError.MISSING_VALUE,
                new Findings.Rows(
                        file(first), column.isEmpty() ? field.name() : column, lacking.count(), numbers(first)),
                Text.of(
                        "标准表 " + shape.name() + " 的 " + field.name() + " 不能缺失。",
                        "Field " + field.name() + " of the standard table " + shape.name() + " cannot be missing."));
    }

    private void leaveOut(StandardSchema.Table shape, Path file, List<StandardSchema.Field> needed, long before) {
        String whole =
                needed.stream().map(f -> Duck.name(f.name()) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        Path kept = file.resolveSibling(shape.name() + ".kept");
        duck.write("SELECT * FROM " + Duck.parquet(file.toString()) + " WHERE " + whole, kept);
        try {
            Files.move(kept, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        long after = duck.number("SELECT count(*) FROM " + Duck.parquet(file.toString()));
        steps.add(StepCount.rows(
                "standardise",
                shape.name(),
                "required",
                new StepCount.Change(before, after),
                Text.of("缺少必需值的行剔除", "rows without a required value are left out")));
    }

    private static boolean cannotLack(StandardSchema.Field field) {
        boolean person =
                field.reference().filter(r -> r.table().equals("person")).isPresent();
        boolean day = field.type().equals("DATE") && !field.name().endsWith("end_date");
        return field.required() && (field.primaryKey() || person || day);
    }

    /** Values outside their map, and units that no conversion knows. */
    private void checkValues(Fill fill) {
        fill.fields().forEach((field, value) -> checkValue(fill, value));
    }

    private void checkValue(Fill fill, Value value) {
        Stream.of(value.first(), value.earliest(), value.latest())
                .flatMap(List::stream)
                .forEach(v -> checkValue(fill, v));
        value.choose().forEach(c -> checkValue(fill, c.then()));
        if (value.values().isPresent()
                && value.otherwise().isEmpty()
                && value.column().isPresent()) {
            Set<String> known = new TreeSet<>(mapping.values()
                    .getOrDefault(value.values().get(), Map.of())
                    .keySet());
            String column = "s." + Duck.name(value.column().get());
            String list = known.stream().map(Duck::text).collect(Collectors.joining(", "));
            String where = column + " IS NOT NULL AND CAST(" + column + " AS VARCHAR) NOT IN (" + list + ")";
            report(
                    fill,
                    where,
                    new Report(
                            StandardError.UNMAPPED_VALUE,
                            value.column().get(),
                            Text.of(
                                    "取值须在值映射 " + value.values().get() + " 中。",
                                    "The value must be in the value map "
                                            + value.values().get() + ".")));
        }
        if (value.convert().isPresent() && value.result() == Mapping.Converted.NUMBER) {
            checkUnits(fill, value);
        }
    }

    private void checkUnits(Fill fill, Value value) {
        String table = Duck.name("unit_" + value.by().orElseThrow());
        String item = "s." + Duck.name(value.item().orElseThrow());
        String unit = "s." + Duck.name(value.unit().orElseThrow());
        String where = "s." + Duck.name(value.convert().orElseThrow()) + " IS NOT NULL AND " + item
                + " IN (SELECT item FROM " + table + ") AND NOT EXISTS (SELECT 1 FROM " + table + " u WHERE u.item = "
                + item + " AND u.unit = " + unit + ")";
        report(
                fill,
                where,
                new Report(
                        StandardError.UNKNOWN_UNIT,
                        value.unit().orElseThrow(),
                        Text.of("该项目的单位不能换算为规定单位。", "The unit of this item cannot be turned into the one asked for.")));
    }

    private record Report(StandardError error, String column, Text rule) {}

    private void report(Fill fill, String condition, Report report) {
        String from = from(fill.from()) + " s WHERE " + Conditions.all(fill.where(), "s") + " AND " + condition;
        long count = duck.number("SELECT count(*) FROM " + from);
        if (count > 0) {
            List<Place> first = places(
                    "SELECT src_file, src_row FROM " + from + " ORDER BY src_file, src_row LIMIT " + Findings.CITED);
            findings.add(
                    report.error(),
                    new Findings.Rows(file(first), report.column(), count, numbers(first)),
                    report.rule());
        }
    }

    /** The table that others look rows up in, when some do. */
    private void lookup(StandardSchema.Table shape, boolean there) {
        Set<String> wanted = new TreeSet<>();
        mapping.fills().forEach(f -> f.fields().values().forEach(v -> wanted(shape.name(), v, wanted)));
        if (wanted.isEmpty()) {
            return;
        }
        String name = Duck.name("ref_" + shape.name());
        String id = shape.id().orElseThrow().name();
        wanted.add(id);
        String columns = wanted.stream().map(c -> ", p." + Duck.name(c)).collect(Collectors.joining());
        String file = there
                ? Duck.parquet(Objects.requireNonNull(written.get(shape.name())).toString())
                : "";
        String select;
        if (!there) {
            select = "SELECT CAST(NULL AS VARCHAR) AS k"
                    + wanted.stream()
                            .map(c -> ", CAST(NULL AS "
                                    + shape.field(c).orElseThrow().type() + ") AS " + Duck.name(c))
                            .collect(Collectors.joining())
                    + " WHERE false";
        } else if (keyed(shape.name())) {
            select = "SELECT key.k" + columns + " FROM " + Duck.name("key_" + shape.name()) + " key JOIN " + file
                    + " p ON p." + Duck.name(id) + " = key.id";
        } else {
            select = "SELECT CAST(p." + Duck.name(id) + " AS VARCHAR) AS k"
                    + wanted.stream()
                            .map(c -> ", min(p." + Duck.name(c) + ") AS " + Duck.name(c))
                            .collect(Collectors.joining())
                    + " FROM " + file + " p GROUP BY p." + Duck.name(id);
        }
        duck.run("CREATE TABLE " + name + " AS " + select);
    }

    private boolean keyed(String table) {
        return mapping.fills().stream()
                .anyMatch(f -> f.into().equals(table) && !f.key().isEmpty());
    }

    private static void wanted(String table, Value value, Set<String> out) {
        if (value.ref().filter(table::equals).isPresent()) {
            out.add(value.field()
                    .orElseGet(() -> StandardSchema.current()
                            .get(table)
                            .id()
                            .orElseThrow()
                            .name()));
        }
        Stream.of(value.first(), value.earliest(), value.latest())
                .flatMap(List::stream)
                .forEach(v -> wanted(table, v, out));
        value.choose().forEach(c -> wanted(table, c.then(), out));
    }

    /** Columns that a value is made of. */
    static Stream<String> columns(Value value) {
        Stream<String> own = Stream.of(value.column(), value.code(), value.shape(), value.convert())
                .flatMap(Optional::stream);
        Stream<String> below = Stream.of(value.first(), value.earliest(), value.latest())
                .flatMap(List::stream)
                .flatMap(Filler::columns);
        return Stream.of(own, below, value.key().stream(), value.differ().stream(), value.join().stream())
                .flatMap(s -> s);
    }

    private record Place(int file, long row) {}

    private List<Place> places(String sql) {
        return duck.rows(sql).stream()
                .map(r -> new Place(
                        Integer.parseInt(r.get(0).orElse("-1")),
                        Long.parseLong(r.get(1).orElse("0"))))
                .toList();
    }

    private static List<Long> numbers(List<Place> places) {
        return places.stream().map(Place::row).toList();
    }

    private String file(List<Place> places) {
        return places.stream()
                .findFirst()
                .flatMap(p -> sources.values().stream()
                        .flatMap(s -> s.files().stream())
                        .filter(f -> f.index() == p.file())
                        .findFirst())
                .map(f -> f.raw().input().name())
                .orElse("");
    }
}
