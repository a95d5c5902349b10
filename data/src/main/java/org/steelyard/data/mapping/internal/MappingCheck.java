package org.steelyard.data.mapping.internal;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.code.CodeSystems;
import org.steelyard.data.internal.ResourceCsv;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.Fill;
import org.steelyard.data.mapping.Mapping.Value;
import org.steelyard.data.mapping.MappingError;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** Whether the names in a mapping lead somewhere and its types fit. All problems are found together. */
public final class MappingCheck {

    private static final Set<String> UNIT_SYSTEMS = Set.of("UCUM");

    private static final Set<String> ANALYTES = ResourceCsv.read(StandardSchema.class, "unit-conversions.csv").stream()
            .map(r -> r.get("analyte"))
            .filter(a -> !a.isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    private final Mapping mapping;
    private final Function<String, Place> places;
    private final Problems problems = new Problems();
    private final Set<String> filled = new HashSet<>();

    private MappingCheck(Mapping mapping, Function<String, Place> places) {
        this.mapping = mapping;
        this.places = places;
    }

    public static List<Problem> problems(Mapping mapping, Function<String, Place> places) {
        MappingCheck check = new MappingCheck(mapping, places);
        mapping.tables().forEach(check::source);
        for (int i = 0; i < mapping.fills().size(); i++) {
            check.fill(mapping.fills().get(i), "fills[" + i + "]");
        }
        for (int i = 0; i < mapping.period().size(); i++) {
            Mapping.PeriodColumn period = mapping.period().get(i);
            check.sourceColumn("period[" + i + "].column", period.table(), period.column());
        }
        mapping.units()
                .forEach((name, conversions) -> conversions.forEach(
                        c -> c.analyte().ifPresent(a -> check.known("units." + name, a, ANALYTES))));
        check.known("zone", mapping.zone(), ZoneId.getAvailableZoneIds());
        check.keys();
        return check.problems.list();
    }

    private void source(String name, Mapping.Source source) {
        String path = "tables." + name;
        Set<String> columns = source.columns().keySet();
        source.amount().ifPresent(c -> known(path + ".amount", c, columns));
        for (int i = 0; i < source.keep().size(); i++) {
            condition(path + ".keep[" + i + "]", source.keep().get(i), columns);
        }
        source.net().ifPresent(net -> {
            known(path + ".net.line", net.line(), columns);
            known(path + ".net.original", net.original(), columns);
            net.within().forEach(c -> known(path + ".net.within", c, columns));
            net.sums().forEach(c -> known(path + ".net.sums", c, columns));
        });
        for (int i = 0; i < source.follow().size(); i++) {
            Mapping.Follow follow = source.follow().get(i);
            known(path + ".follow[" + i + "].column", follow.column(), columns);
            sourceColumn(path + ".follow[" + i + "].column", follow.table(), follow.column());
        }
        source.columns().forEach((column, facts) -> {
            String at = path + ".columns." + column;
            facts.within().ifPresent(w -> known(at + ".within", w, columns));
            forms(at, facts);
        });
    }

    /** Ways of writing numbers, where the column has numbers that may be written so. */
    private void forms(String path, Mapping.Column column) {
        Set<Mapping.NumberForm> allowed = NumberForms.of(column.type());
        String words = allowed.stream().map(NumberForms::word).collect(Collectors.joining(", "));
        if (!allowed.containsAll(column.numbers())) {
            add(
                    MappingError.WRONG_TYPE,
                    path + ".numbers",
                    Text.of(
                            "这种类型的列可声明的数字写法：" + (words.isEmpty() ? "无" : words) + "。",
                            "Forms of numbers that a column of this type may declare: "
                                    + (words.isEmpty() ? "none" : words) + "."));
        }
        if (column.unit().isPresent() && !allowed.contains(Mapping.NumberForm.UNITS)) {
            add(
                    MappingError.WRONG_TYPE,
                    path + ".unit",
                    Text.of(
                            "金额单位只用于 money 与 decimal 类型的列。",
                            "A unit of money is for columns of type money or decimal only."));
        }
    }

    private void sourceColumn(String path, String table, String column) {
        if (known(path, table, mapping.tables().keySet())) {
            known(
                    path,
                    column,
                    Objects.requireNonNull(mapping.tables().get(table))
                            .columns()
                            .keySet());
        }
    }

    private void condition(String path, Mapping.Condition condition, Set<String> columns) {
        known(path + ".column", condition.column(), columns);
        condition.matches().ifPresent(regex -> {
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                add(
                        MappingError.BAD_PATTERN,
                        path + ".matches",
                        Text.of("不是合法的正则表达式。", "Not a well-formed regular expression."));
            }
        });
    }

    private void fill(Fill fill, String path) {
        List<String> names = StandardSchema.current().tables().stream()
                .map(StandardSchema.Table::name)
                .toList();
        boolean target = known(path + ".into", fill.into(), names);
        Set<String> origins = new HashSet<>(mapping.tables().keySet());
        origins.addAll(filled);
        boolean origin = known(path + ".from", fill.from(), origins);
        if (target && origin) {
            fields(fill, path, StandardSchema.current().get(fill.into()));
        }
        fill.unless().ifPresent(t -> known(path + ".unless", t, mapping.tables().keySet()));
        filled.add(fill.into());
    }

    private void fields(Fill fill, String path, StandardSchema.Table shape) {
        Set<String> columns = columns(fill.from());
        for (int i = 0; i < fill.where().size(); i++) {
            condition(path + ".where[" + i + "]", fill.where().get(i), columns);
        }
        fill.key().forEach(c -> known(path + ".key", c, columns));
        fill.sums().forEach(f -> known(path + ".sums", f, fill.fields().keySet()));
        fill.fields().forEach((name, value) -> {
            String at = path + ".fields." + name;
            if (known(
                    at,
                    name,
                    shape.fields().stream().map(StandardSchema.Field::name).toList())) {
                value(at, value, new Context(fill, columns, shape.field(name).orElseThrow()));
            }
        });
    }

    private record Context(Fill fill, Set<String> columns, StandardSchema.Field field) {}

    private Set<String> columns(String table) {
        Set<String> out = new HashSet<>();
        Mapping.Source source = mapping.tables().get(table);
        if (source != null) {
            out.addAll(source.columns().keySet());
        } else {
            StandardSchema.current().get(table).fields().forEach(f -> out.add(f.name()));
        }
        return out;
    }

    private void value(String path, Value value, Context context) {
        List<Object> kinds = new ArrayList<>();
        Stream.of(
                        value.column(),
                        value.constant(),
                        value.code(),
                        value.ref(),
                        value.shape(),
                        value.known(),
                        value.convert())
                .flatMap(Optional::stream)
                .forEach(kinds::add);
        Stream.of(value.first(), value.earliest(), value.latest(), value.differ(), value.join(), value.choose())
                .filter(l -> !l.isEmpty())
                .forEach(kinds::add);
        if (kinds.size() != 1) {
            add(
                    MappingError.UNCLEAR_VALUE,
                    path,
                    Text.of(
                            "取值方式须恰好给出一种（column、constant、first、earliest、latest、code、ref、shape、differ、join、known、choose、convert）。",
                            "A value is made in exactly one way: column, constant, first, earliest, latest, code, ref, shape,"
                                    + " differ, join, known, choose, convert."));
            return;
        }
        Stream.of(
                        value.column(),
                        value.code(),
                        value.systemColumn(),
                        value.shape(),
                        value.convert(),
                        value.unit(),
                        value.item())
                .flatMap(Optional::stream)
                .forEach(c -> known(path, c, context.columns()));
        Stream.of(value.differ(), value.join(), value.key())
                .flatMap(List::stream)
                .forEach(c -> known(path, c, context.columns()));
        value.values()
                .ifPresent(v -> known(path + ".values", v, mapping.values().keySet()));
        value.by().ifPresent(b -> known(path + ".by", b, mapping.units().keySet()));
        Stream.concat(value.system().stream(), value.systems().stream())
                .filter(s -> !UNIT_SYSTEMS.contains(s))
                .forEach(s -> known(
                        path + ".system",
                        s,
                        CodeSystems.all().stream().map(c -> c.id()).toList()));
        value.ref().ifPresent(ref -> reference(path, ref, value));
        type(path, value, context);
        Stream.of(value.first(), value.earliest(), value.latest())
                .flatMap(List::stream)
                .forEach(v -> value(path, v, context));
        value.choose().forEach(c -> {
            c.when().forEach(w -> condition(path + ".choose", w, context.columns()));
            value(path, c.then(), context);
        });
    }

    private void reference(String path, String ref, Value value) {
        boolean keyed = mapping.fills().stream()
                .anyMatch(f -> f.into().equals(ref) && !f.key().isEmpty());
        boolean ready = filled.contains(ref)
                && StandardSchema.current()
                        .table(ref)
                        .flatMap(StandardSchema.Table::id)
                        .isPresent();
        if (!keyed || !ready || value.key().isEmpty()) {
            add(
                    MappingError.BAD_REFERENCE,
                    path + ".ref",
                    Text.of(
                            "引用的表须有键、在此之前填充，并给出 key。",
                            "A table that is looked up has a key and is filled before; the columns of the key must be named."));
            return;
        }
        value.field()
                .ifPresent(f -> known(
                        path + ".field",
                        f,
                        StandardSchema.current().get(ref).fields().stream()
                                .map(StandardSchema.Field::name)
                                .toList()));
    }

    /** Text cannot become a number or a day by itself: the column must be declared so, or go through a value map. */
    private void type(String path, Value value, Context context) {
        Mapping.Source source = mapping.tables().get(context.fill().from());
        if (source == null || value.column().isEmpty() || value.values().isPresent()) {
            return;
        }
        Mapping.Column column = source.columns().get(value.column().get());
        if (column == null) {
            return;
        }
        boolean text = column.type() == Mapping.Type.TEXT;
        boolean day = column.type() == Mapping.Type.DATE || column.type() == Mapping.Type.DATETIME;
        String wanted = context.field().type();
        boolean wantsDay = wanted.equals("DATE") || wanted.equals("TIMESTAMP");
        boolean fits = wanted.equals("VARCHAR") || (value.part().isPresent() ? day : !text && day == wantsDay);
        if (!fits) {
            add(
                    MappingError.WRONG_TYPE,
                    path,
                    Text.of(
                            "列的类型与字段 " + context.field().name() + "（" + wanted + "）不符。",
                            "The type of the column does not fit field "
                                    + context.field().name() + " (" + wanted + ")."));
        }
    }

    /** Every fill of a table has a key or none has; and every table has what its rows cannot stand without. */
    private void keys() {
        for (int i = 0; i < mapping.fills().size(); i++) {
            Fill fill = mapping.fills().get(i);
            Optional<StandardSchema.Table> shape = StandardSchema.current().table(fill.into());
            boolean mixed = mapping.fills().stream()
                    .filter(f -> f.into().equals(fill.into()))
                    .anyMatch(f -> f.key().isEmpty() != fill.key().isEmpty());
            if (mixed) {
                add(
                        MappingError.MIXED_KEYS,
                        "fills[" + i + "].key",
                        Text.of("同一目标表的各项须都有键或都没有键。", "Either all fills of a table have a key or none has."));
            }
            int index = i;
            shape.ifPresent(t -> unfilled(fill, t, "fills[" + index + "].fields"));
        }
    }

    private void unfilled(Fill fill, StandardSchema.Table shape, String path) {
        Set<String> given = new HashSet<>();
        mapping.fills().stream()
                .filter(f -> f.into().equals(fill.into())
                        && (f == fill || !fill.key().isEmpty()))
                .forEach(f -> given.addAll(f.fields().keySet()));
        for (StandardSchema.Field field : shape.fields()) {
            boolean person =
                    field.reference().filter(r -> r.table().equals("person")).isPresent();
            boolean day = field.type().equals("DATE") && !field.name().endsWith("end_date");
            if (field.required() && (person || day) && !given.contains(field.name())) {
                add(
                        MappingError.UNFILLED_FIELD,
                        path + "." + field.name(),
                        Text.of(
                                "标准表 " + shape.name() + " 的行不能没有 " + field.name() + "。",
                                "A row of " + shape.name() + " cannot stand without " + field.name() + "."));
            }
        }
    }

    private boolean known(String path, String name, Collection<String> names) {
        if (names.contains(name)) {
            return true;
        }
        Optional<String> near = names.stream()
                .filter(n -> distance(n, name) <= Math.max(1, name.length() / 4))
                .min(java.util.Comparator.comparingInt((String n) -> distance(n, name))
                        .thenComparing(n -> n));
        String list = String.join(", ", names.stream().sorted().limit(30).toList());
        add(
                MappingError.UNKNOWN_NAME,
                path,
                Text.of(
                        "没有 " + name + "。" + near.map(n -> "是否想写 " + n + "？").orElse("") + "此处可用：" + list + "。",
                        "There is no " + name + ". "
                                + near.map(n -> "Did you mean " + n + "? ").orElse("") + "Known here: " + list + "."));
        return false;
    }

    /** Edit distance, for "did you mean". */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private void add(MappingError error, String path, Text message) {
        problems.add(error, places.apply(path), message, Text.of("改正映射文件。", "Correct the mapping file."));
    }
}
