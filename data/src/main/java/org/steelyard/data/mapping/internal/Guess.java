package org.steelyard.data.mapping.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.data.code.CodeSystem;
import org.steelyard.data.code.CodeSystems;
import org.steelyard.data.internal.ColumnTypes;
import org.steelyard.data.internal.ResourceCsv;
import org.steelyard.data.mapping.ColumnProposal;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.internal.Sampler;
import org.steelyard.kernel.Text;

/**
 * What columns seem to be. Headers and values are two witnesses: two that agree make a guess surer than each alone
 * ({@code 1 − (1 − a)(1 − b)}), and values that cannot be of the role that the header names halve it.
 */
public final class Guess {

    private static final double EXACT = 0.75;
    private static final double PART = 0.45;
    private static final double MOST = 0.95;

    /** Day styles by the look of a value; those that cannot be told apart come in one group, named by the first. */
    private static final Map<String, Pattern> DAY_STYLES = new LinkedHashMap<>();

    static {
        DAY_STYLES.put("yyyy-MM-dd", Pattern.compile("(19|20)\\d{2}-\\d{2}-\\d{2}"));
        DAY_STYLES.put(
                "yyyy-MM-dd HH:mm:ss", Pattern.compile("(19|20)\\d{2}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d+)?"));
        DAY_STYLES.put("yyyy-MM-dd HH:mm", Pattern.compile("(19|20)\\d{2}-\\d{2}-\\d{2} \\d{2}:\\d{2}"));
        DAY_STYLES.put(
                "yyyy-MM-ddTHH:mm:ss", Pattern.compile("(19|20)\\d{2}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?"));
        String zone = "(\\.\\d+)? ?(Z|UTC|[+-]\\d{2}(:?\\d{2})?)";
        DAY_STYLES.put(
                "yyyy-MM-ddTHH:mm:ssXXX", Pattern.compile("(19|20)\\d{2}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}" + zone));
        DAY_STYLES.put(
                "yyyy-MM-dd HH:mm:ssXXX", Pattern.compile("(19|20)\\d{2}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}" + zone));
        DAY_STYLES.put("yyyy/M/d", Pattern.compile("(19|20)\\d{2}/\\d{1,2}/\\d{1,2}"));
        DAY_STYLES.put("yyyyMMdd", Pattern.compile("(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])"));
        DAY_STYLES.put("yyyyMMddHHmmss", Pattern.compile("(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d{6}"));
        DAY_STYLES.put("yyyy年M月d日", Pattern.compile("(19|20)\\d{2}年\\d{1,2}月\\d{1,2}日"));
        DAY_STYLES.put("yyyy.M.d", Pattern.compile("(19|20)\\d{2}\\.\\d{1,2}\\.\\d{1,2}"));
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Pattern MONEY = Pattern.compile("[+-]?\\d+(\\.\\d{1,2})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Set<String> SEXES =
            Set.of("1", "2", "男", "女", "M", "F", "m", "f", "男性", "女性", "male", "female", "0", "9", "未知");

    /** Headers that say whose number it is only together with the name of the table. */
    private static final Set<String> OWN = Set.of("id", "no", "编号", "号", "code", "编码", "代码");

    /** What programs write for nothing is no value of these; a text may well be called so: NA is sodium. */
    private static final Set<String> MARKED = Set.of("person", "certificate", "sex");

    /** Systems whose look is distinctive enough to speak for a role by itself. */
    private static final Map<String, String> SYSTEM_ROLES = Map.of(
            "ICD10CN", "diagnosis",
            "ICD9CM3CN", "operation",
            "NHSA_DRUG", "drug",
            "NHSA_CONSUMABLE", "device",
            "NHSA_SERVICE", "service",
            "NHSA_INSTITUTION", "institution",
            "CITIZEN_ID", "certificate");

    /** A role of {@code field-roles.csv}. */
    record Role(
            String id, Mapping.Type type, Mapping.Identity identity, String kind, Text name, List<String> headers) {}

    private static final List<Role> ROLES = ResourceCsv.read(Mapping.class, "field-roles.csv").stream()
            .map(r -> new Role(
                    r.get("role"),
                    Mapping.Type.valueOf(r.get("type").toUpperCase(Locale.ROOT)),
                    Mapping.Identity.valueOf(r.get("identity").toUpperCase(Locale.ROOT)),
                    r.get("kind"),
                    Text.of(r.get("name_zh"), r.get("name_en")),
                    List.of(r.get("headers").split(";", -1))))
            .toList();

    private static final Text TOLD = Text.of("由使用者指明", "told by the user");

    private Guess() {}

    static Role role(String id) {
        return ROLES.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    }

    /** All roles, with their names. */
    public static Map<String, Text> roles() {
        Map<String, Text> out = new LinkedHashMap<>();
        ROLES.forEach(r -> out.put(r.id(), r.name()));
        return out;
    }

    /**
     * A guess for every column; of two columns for one role the surer keeps it.
     *
     * @param table its name: the {@code id} of {@code patients} is that of a patient
     * @param told role of a column, as far as somebody knows it
     */
    public static List<ColumnProposal> columns(
            String table, Sampler.Sample sample, Function<String, Optional<String>> told) {
        List<ColumnProposal> out = new ArrayList<>();
        for (int i = 0; i < sample.columns().size(); i++) {
            RawColumn column = sample.columns().get(i);
            out.add(
                    ColumnTypes.unreadable(column.duckdbType())
                            ? unreadable(column)
                            : column(table, column.name(), sample.values(i), told.apply(column.name())));
        }
        Map<String, ColumnProposal> best = new HashMap<>();
        out.stream()
                .filter(c -> c.role().isPresent())
                .forEach(c -> best.merge(c.role().orElseThrow(), c, (a, b) -> b.confidence() > a.confidence() ? b : a));
        return out.stream()
                .map(c -> c.role().isPresent() && best.get(c.role().get()) != c ? second(c) : c)
                .toList();
    }

    /** How many laboratory items have results in several units. */
    public static long mixedItems(List<ColumnProposal> columns, Sampler.Sample sample) {
        int item = sure(columns, "item");
        int unit = sure(columns, "unit");
        if (item < 0 || unit < 0) {
            return 0;
        }
        Map<String, Set<String>> units = new HashMap<>();
        sample.cells()
                .forEach(row -> row.get(unit)
                        .filter(u -> !u.isBlank())
                        .ifPresent(u -> units.computeIfAbsent(row.get(item).orElse(""), _ -> new HashSet<>())
                                .add(u.toLowerCase(Locale.ROOT))));
        return units.values().stream().filter(u -> u.size() > 1).count();
    }

    /** Columns whose values differ in all rows. */
    public static Set<String> distinct(Sampler.Sample sample) {
        return IntStream.range(0, sample.columns().size())
                .filter(i -> {
                    List<String> values = sample.values(i);
                    return !values.isEmpty() && new HashSet<>(values).size() == values.size();
                })
                .mapToObj(i -> sample.columns().get(i).name())
                .collect(Collectors.toSet());
    }

    /** Whether bills that have several rows repeat their total in each of them. */
    public static boolean repeatsTotals(List<ColumnProposal> columns, Sampler.Sample sample) {
        int key = sure(columns, "settlement") >= 0 ? sure(columns, "settlement") : sure(columns, "visit");
        int total = sure(columns, "total-cost");
        if (key < 0 || total < 0) {
            return false;
        }
        Map<String, List<String>> totals = new HashMap<>();
        sample.cells()
                .forEach(row -> totals.computeIfAbsent(row.get(key).orElse(""), _ -> new ArrayList<>())
                        .add(row.get(total).orElse("")));
        List<List<String>> several =
                totals.values().stream().filter(t -> t.size() > 1).toList();
        return !several.isEmpty() && several.stream().allMatch(t -> new HashSet<>(t).size() == 1);
    }

    private static int sure(List<ColumnProposal> columns, String role) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).role().filter(role::equals).isPresent()
                        && columns.get(i).confidence() >= MappingProposal.SURE)
                .findFirst()
                .orElse(-1);
    }

    private static ColumnProposal unreadable(RawColumn column) {
        String type = ColumnTypes.shown(column.duckdbType());
        return new ColumnProposal(
                column.name(),
                Optional.empty(),
                Mapping.Type.TEXT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                List.of(Text.of(
                        "类型 " + type + " 不能作为单元格读取；需要时先展开成普通列",
                        "type " + type + " cannot be read as cells; unfold it into plain columns where it is needed")));
    }

    private static ColumnProposal second(ColumnProposal c) {
        Text why = Text.of("另一列更像此角色", "another column fits this role better");
        return changed(c, c.missing(), Math.min(c.confidence(), 0.5), why);
    }

    private static ColumnProposal changed(ColumnProposal c, List<String> missing, double confidence, Text reason) {
        List<Text> why = new ArrayList<>(c.why());
        why.add(reason);
        return new ColumnProposal(
                c.column(),
                c.role(),
                c.type(),
                c.dateStyle(),
                c.numbers(),
                c.unit(),
                c.system(),
                missing,
                confidence,
                why);
    }

    /** @param forms what the values need to be numbers; empty where they are plain, or no numbers */
    private record Evidence(
            Optional<String> style, Optional<CodeSystem> system, Set<Mapping.NumberForm> forms, Looks looks) {}

    private record Looks(boolean any, boolean number, boolean money, boolean whole, boolean sex, boolean distinct) {}

    private record Candidate(Role role, double confidence, List<Text> why) {}

    private static ColumnProposal column(String table, String header, List<String> values, Optional<String> told) {
        List<String> filled = values.stream().filter(v -> !v.isBlank()).toList();
        List<String> marks =
                filled.stream().filter(Marks::isOfPrograms).distinct().sorted().toList();
        Evidence whole = evidence(filled);
        if (marks.isEmpty()) {
            return column(table, header, whole, told);
        }
        Evidence rest =
                evidence(filled.stream().filter(v -> !Marks.isOfPrograms(v)).toList());
        ColumnProposal without = column(table, header, rest, told);
        boolean text = without.type() == Mapping.Type.TEXT
                && without.role().filter(MARKED::contains).isEmpty();
        return text ? column(table, header, whole, told) : missing(without, marks);
    }

    private static ColumnProposal missing(ColumnProposal c, List<String> marks) {
        String all = String.join(", ", marks);
        Text why = Text.of("写作 " + all + " 的单元格当作缺失", "cells that say " + all + " are taken as missing");
        return changed(c, marks, c.confidence(), why);
    }

    private static ColumnProposal column(String table, String header, Evidence evidence, Optional<String> told) {
        List<Candidate> candidates = new ArrayList<>();
        NumberForms.Header named = NumberForms.header(header);
        String full =
                OWN.contains(plain(named.name())) ? table.replaceFirst("(?i)s$", "") + named.name() : named.name();
        ROLES.forEach(role -> candidate(role, full, evidence).ifPresent(candidates::add));
        Optional<Candidate> best = told.map(id -> new Candidate(role(id), 1, List.of(TOLD)))
                .or(() -> candidates.stream().max(Comparator.comparingDouble(Candidate::confidence)));
        Mapping.Type type = best.map(b -> fitting(b.role(), evidence)).orElseGet(() -> type(evidence));
        List<Text> why = new ArrayList<>(best.map(Candidate::why).orElse(List.of()));
        if (best.isEmpty()) {
            why.add(unknown(evidence));
        }
        Set<Mapping.NumberForm> allowed = NumberForms.of(type);
        return new ColumnProposal(
                header,
                best.map(b -> b.role().id()),
                type,
                evidence.style(),
                evidence.forms().stream().filter(allowed::contains).toList(),
                named.unit().filter(u -> allowed.contains(Mapping.NumberForm.UNITS)),
                evidence.system().map(CodeSystem::id),
                List.of(),
                best.map(Candidate::confidence).orElse(0.0),
                why);
    }

    private static Text unknown(Evidence evidence) {
        if (evidence.style().isPresent()) {
            return Text.of("取值是日期，表头不知是哪一种日期", "the values are days; the header does not tell which");
        }
        return evidence.looks().number()
                ? Text.of("取值是数值，表头不知是哪一种数值", "the values are numbers; the header does not tell which")
                : Text.of("表头与取值都不像已知字段", "neither header nor values look like a known field");
    }

    private static boolean isDay(Mapping.Type type) {
        return type == Mapping.Type.DATE || type == Mapping.Type.DATETIME;
    }

    private static Optional<Candidate> candidate(Role role, String header, Evidence evidence) {
        List<Text> why = new ArrayList<>();
        double byHeader = byHeader(role, header, why);
        double byValues = byValues(role, evidence, why);
        boolean common = NumberForms.of(role.type()).isEmpty() && !isDay(role.type());
        if (byHeader == 0 && (byValues <= 0 || !common)) {
            return Optional.empty(); // any day, and any number, looks like that of any role
        }
        double confidence = byValues < 0 ? byHeader / 2 : 1 - (1 - byHeader) * (1 - byValues);
        return confidence == 0 ? Optional.empty() : Optional.of(new Candidate(role, confidence, why));
    }

    private static double byHeader(Role role, String header, List<Text> why) {
        String plain = plain(header);
        if (role.headers().stream().anyMatch(h -> plain(h).equals(plain))) {
            why.add(Text.of(
                    "表头是“" + role.name().zh() + "”的常用写法",
                    "the header is a usual name of \"" + role.name().en() + "\""));
            return EXACT;
        }
        boolean part = role.headers().stream()
                .map(Guess::plain)
                .anyMatch(h -> h.length() >= 2
                        && plain.length() > h.length()
                        && plain.contains(h)
                        && !(h.matches("[a-z0-9]+") && h.length() < 4));
        if (part) {
            why.add(Text.of(
                    "表头含“" + role.name().zh() + "”的写法",
                    "the header contains a name of \"" + role.name().en() + "\""));
            return PART;
        }
        return 0;
    }

    /** Positive: values speak for the role; 0: they say nothing; negative: they cannot be of it. */
    private static double byValues(Role role, Evidence evidence, List<Text> why) {
        if (!evidence.looks().any()) {
            return 0;
        }
        if (evidence.system()
                .filter(s -> role.id().equals(SYSTEM_ROLES.get(s.id())))
                .isPresent()) {
            CodeSystem system = evidence.system().get();
            why.add(Text.of("取值符合 " + system.id() + " 的编码结构", "the values have the shape of " + system.id()));
            return 0.8;
        }
        if (isDay(role.type())) {
            if (evidence.style().isEmpty()) {
                return contradicts(why);
            }
            why.add(Text.of(
                    "取值是日期：" + evidence.style().get(),
                    "the values are days: " + evidence.style().get()));
            return 0.3;
        }
        if (evidence.style().isPresent()) {
            return contradicts(why);
        }
        if (role.id().equals("sex")) {
            if (!evidence.looks().sex()) {
                return contradicts(why);
            }
            why.add(Text.of("取值只有性别的写法", "the values are ways of writing a sex"));
            return 0.5;
        }
        if (!NumberForms.of(role.type()).isEmpty()) {
            return byNumbers(role.type(), evidence, why);
        }
        if (role.id().equals("certificate")) {
            return contradicts(why);
        }
        return 0;
    }

    private static double byNumbers(Mapping.Type type, Evidence evidence, List<Text> why) {
        if (!fits(type, evidence.looks())) {
            return contradicts(why);
        }
        why.add(
                evidence.forms().isEmpty()
                        ? Text.of("取值是数值", "the values are numbers")
                        : Text.of("取值是数值，写法须声明", "the values are numbers whose form must be declared"));
        return 0.2;
    }

    private static boolean fits(Mapping.Type number, Looks looks) {
        return switch (number) {
            case MONEY -> looks.money();
            case INTEGER -> looks.whole();
            default -> looks.number();
        };
    }

    private static double contradicts(List<Text> why) {
        why.add(Text.of("但取值与此不符", "but the values do not fit"));
        return -1;
    }

    private static Mapping.Type fitting(Role role, Evidence evidence) {
        boolean other = evidence.looks().any() && evidence.style().isEmpty();
        return isDay(role.type()) && other ? Mapping.Type.TEXT : role.type();
    }

    private static Mapping.Type type(Evidence evidence) {
        if (evidence.style().isPresent()) {
            return Mapping.Type.DATETIME;
        }
        if (evidence.forms().contains(Mapping.NumberForm.CURRENCY)
                || evidence.forms().contains(Mapping.NumberForm.UNITS)) {
            return Mapping.Type.MONEY;
        }
        if (evidence.looks().whole()) {
            return Mapping.Type.TEXT;
        }
        return evidence.looks().number() ? Mapping.Type.NUMBER : Mapping.Type.TEXT;
    }

    private static Evidence evidence(List<String> values) {
        Optional<String> style = DAY_STYLES.entrySet().stream()
                .filter(s -> share(values, v -> s.getValue().matcher(v).matches()) >= MOST)
                .map(Map.Entry::getKey)
                .findFirst();
        Optional<CodeSystem> system = CodeSystems.all().stream()
                .filter(s -> SYSTEM_ROLES.containsKey(s.id()))
                .filter(s -> share(values, s::isValid) >= MOST)
                .findFirst();
        Set<Mapping.NumberForm> forms = forms(values);
        Looks looks = new Looks(
                !values.isEmpty(),
                !forms.isEmpty() || share(values, v -> NUMBER.matcher(v).matches()) >= MOST,
                !forms.isEmpty() || share(values, v -> MONEY.matcher(v).matches()) >= MOST,
                share(values, v -> WHOLE.matcher(v).matches()) >= MOST,
                share(values, SEXES::contains) == 1,
                values.stream().distinct().count() == values.size());
        return new Evidence(style, system, forms, looks);
    }

    /** What most values need to be numbers, and nothing where they are none. */
    private static Set<Mapping.NumberForm> forms(List<String> values) {
        Set<Mapping.NumberForm> out = EnumSet.noneOf(Mapping.NumberForm.class);
        long numbers = 0;
        for (String value : values) {
            Optional<Set<Mapping.NumberForm>> needed = NumberForms.needed(value);
            needed.ifPresent(out::addAll);
            numbers += needed.isPresent() ? 1 : 0;
        }
        boolean most = !values.isEmpty() && numbers >= MOST * values.size();
        return most ? out : EnumSet.noneOf(Mapping.NumberForm.class);
    }

    private static double share(List<String> values, Predicate<String> fits) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(fits).count() / values.size();
    }

    private static String plain(String header) {
        return header.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-（）()]", "");
    }
}
