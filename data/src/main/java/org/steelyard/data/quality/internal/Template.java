package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.data.quality.Check;

/** Puts one check into the template of its type. */
final class Template {

    private static final Pattern MARK = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)");

    /** Stands for the alias of a lookup until it has one; identical lookups share an alias. */
    private static final String ALIAS = "\u0001";

    /** Stands in a query for the joins to its lookups. */
    static final String JOINED = "\u0002";

    private final Check check;
    private final CheckType type;
    private final Tables tables;
    private final Map<String, String> aliases = new LinkedHashMap<>();

    Template(Check check, CheckType type, Tables tables) {
        this.check = check;
        this.type = type;
        this.tables = tables;
        if (!tables.has(check.store(), check.table())) {
            throw Absent.table(check.table());
        }
    }

    /** Condition and lookups of a check that judges rows. */
    record RowSql(String applies, String fails) {}

    /** @param aliasOf gives a lookup, with its alias still open, its alias */
    RowSql rows(Function<String, String> aliasOf) {
        Map<String, String> found = new LinkedHashMap<>();
        type.joins().forEach((name, text) -> found.put(name, aliasOf.apply(join(name, text))));
        aliases.putAll(found);
        return new RowSql(render(type.clause("applies")), render(type.clause("fails")));
    }

    private String join(String name, String text) {
        int on = text.lastIndexOf(" ON ");
        String subquery = render(text.substring(0, on));
        aliases.put(name, ALIAS);
        String condition = render(text.substring(on + 4));
        aliases.remove(name);
        return "LEFT JOIN (" + subquery + ") AS " + ALIAS + " ON " + condition;
    }

    static String withAlias(String join, String alias) {
        return join.replace(ALIAS, alias);
    }

    /**
     * A query, in which {@link #JOINED} stands where its joined lookups belong.
     *
     * @param tableOf gives the subquery of a lookup the name of a table that holds it
     * @param aliasOf gives a lookup that is joined, with its alias still open, its alias
     */
    String query(String clause, Function<String, String> tableOf, Function<String, String> aliasOf) {
        Map<String, String> found = new LinkedHashMap<>();
        type.joins()
                .forEach((name, text) -> found.put(
                        name, text.contains(" ON ") ? aliasOf.apply(join(name, text)) : tableOf.apply(render(text))));
        aliases.putAll(found);
        return render(type.clause(clause));
    }

    boolean has(String clause) {
        return type.clauses().containsKey(clause);
    }

    String person() {
        String column = check.store() == Check.Store.RAW ? "psn_no" : "person_id";
        return optional(column).map(Value::text).orElse("CAST(NULL AS VARCHAR)");
    }

    String sourceFile() {
        return optional("src_file").map(v -> v.sql()).orElse("CAST(NULL AS INTEGER)");
    }

    String sourceRow() {
        return optional("src_row").map(v -> v.sql()).orElse("CAST(NULL AS BIGINT)");
    }

    String relation() {
        return Tables.relation(check.store(), check.table());
    }

    /** The distinct values of the field, each with the number of its rows. */
    String distinct() {
        String field = value("field").sql();
        return "(SELECT " + field + " AS \"" + check.field() + "\", count(*) AS n FROM " + relation()
                + " AS t GROUP BY 1)";
    }

    private Optional<Value> optional(String column) {
        return tables.type(check.store(), check.table(), column).map(t -> new Value("t.\"" + column + "\"", t));
    }

    /** The text with its marks replaced by what they stand for. */
    String render(String text) {
        Matcher matcher = MARK.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(mark(matcher.group(1))));
        }
        return matcher.appendTail(out).toString();
    }

    private String mark(String mark) {
        if (mark.startsWith("@")) {
            return table(mark.substring(1));
        }
        Matcher call = CALL.matcher(mark);
        if (call.matches()) {
            return call(call.group(1), List.of(call.group(2).split(", *")));
        }
        String alias = aliases.get(mark);
        if (alias != null) {
            return alias;
        }
        return type.parameter(mark).isPresent() && !mark.equals("only") ? parameter(mark) : builtIn(mark);
    }

    private String builtIn(String mark) {
        return switch (mark) {
            case "person" -> person();
            case "src_file" -> sourceFile();
            case "src_row" -> sourceRow();
            case "only" -> only();
            case "joined" -> JOINED;
            default -> value(mark).sql();
        };
    }

    private String only() {
        return given("only").isEmpty() || given("is").isEmpty()
                ? "TRUE"
                : column(given("only").get(), Optional.empty()).in(list("is"));
    }

    private String table(String name) {
        String table = name.equals("table") ? check.table() : given(name).orElse(name);
        tables.of(check.store(), table);
        return Tables.relation(check.store(), table);
    }

    private String parameter(String name) {
        return switch (type.parameter(name).orElseThrow().kind()) {
            case COLUMN -> value(name).sql();
            case COLUMNS -> columns(name).stream().map(Value::sql).collect(Collectors.joining(", "));
            default -> given(name).orElseThrow(() -> new IllegalStateException(type.name() + " needs " + name));
        };
    }

    private Optional<String> given(String name) {
        Optional<String> value = Optional.ofNullable(check.parameters().get(name));
        return value.isPresent() ? value : type.parameter(name).flatMap(CheckType.Parameter::fallback);
    }

    private List<String> list(String name) {
        return given(name).map(ParameterKind::split).orElse(List.of());
    }

    private String one(String name) {
        return given(name).orElseThrow(() -> new IllegalStateException(type.name() + " needs " + name));
    }

    /** A parameter that names a column, {@code t.x}, {@code alias.x}, {@code table.x}, or {@code x@tableParameter}. */
    private Value value(String reference) {
        boolean mayBeAbsent = reference.endsWith("?");
        String name = mayBeAbsent ? reference.substring(0, reference.length() - 1) : reference;
        int at = name.indexOf('@');
        if (at > 0) {
            return column(name.substring(0, at), Optional.of(one(name.substring(at + 1))));
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            return parameterColumn(name);
        }
        String owner = name.substring(0, dot);
        String column = name.substring(dot + 1);
        String alias = aliases.get(owner);
        if (alias != null) {
            return new Value(alias + "." + column, "VARCHAR");
        }
        Optional<String> table = owner.equals("t") ? Optional.empty() : Optional.of(owner);
        String where = table.orElse(check.table());
        return mayBeAbsent && tables.type(check.store(), where, column).isEmpty()
                ? Value.unknown()
                : column(column, table);
    }

    private Value parameterColumn(String name) {
        CheckType.Parameter parameter = type.parameter(name).orElseThrow(() -> new IllegalStateException(name));
        Optional<String> column = given(name);
        if (column.isEmpty()) {
            return Value.unknown();
        }
        return column(column.get(), parameter.of().map(this::one));
    }

    private Value column(String column, Optional<String> table) {
        String where = table.orElse(check.table());
        String found = tables.type(check.store(), where, column).orElseThrow(() -> Absent.field(where, column));
        return new Value((table.isEmpty() ? "t." : "") + "\"" + column + "\"", found);
    }

    private List<Value> columns(String name) {
        return list(name).stream().map(c -> column(c, Optional.empty())).toList();
    }

    /** Those of the columns that are there: a platform may not have every fund. */
    private List<Value> present(String name) {
        List<Value> present = new ArrayList<>();
        list(name).forEach(c -> optional(c).ifPresent(present::add));
        return present;
    }

    private String call(String function, List<String> arguments) {
        String first = arguments.getFirst();
        return switch (function) {
            case "date" -> value(first).date();
            case "num" -> value(first).number();
            case "money" -> value(first).money();
            case "fine" -> value(first).fine();
            case "text" -> value(first).text();
            case "id" -> value(first).id();
            case "key" ->
                check.store() == Check.Store.RAW
                        ? value(first).text()
                        : value(first).sql();
            case "missing" -> value(first).missing();
            case "blankless" -> value(first).blankless();
            case "given" ->
                given(first).isEmpty() ? "TRUE" : "NOT " + value(first).missing();
            case "sum" -> sum(first, "coalesce(%s, 0)");
            case "near" -> sum(first, "CAST(coalesce(%s, 0) AS DOUBLE)");
            case "reach" -> sum(first, "abs(CAST(coalesce(%s, 0) AS DOUBLE))");
            case "anyKnown" -> anyKnown(first);
            case "known" ->
                columns(first).stream().map(v -> v.sql() + " IS NOT NULL").collect(Collectors.joining(" AND "));
            case "age" -> age(value(first).date(), value(arguments.get(1)).date());
            case "born" -> born(arguments);
            default -> test(function, value(first), arguments.get(1));
        };
    }

    private String test(String function, Value value, String parameter) {
        return switch (function) {
            case "notOfType" -> value.notOf(one(parameter));
            case "starts" -> value.starts(list(parameter));
            case "in", "inText" -> value.in(list(parameter));
            case "notIn" -> list(parameter).isEmpty() ? "TRUE" : "NOT " + value.in(list(parameter));
            case "inIds" -> value.inIds(list(parameter));
            case "matches" -> value.matches(one(parameter));
            case "below" -> bound(value, "<", one(parameter));
            case "above" -> bound(value, ">", one(parameter));
            default -> throw new IllegalStateException("no function " + function);
        };
    }

    private static String bound(Value value, String comparison, String bound) {
        return bound.indexOf('-', 1) > 0
                ? value.date() + " " + comparison + " DATE '" + bound + "'"
                : value.number() + " " + comparison + " " + bound;
    }

    private String sum(String name, String term) {
        String terms =
                present(name).stream().map(v -> term.formatted(v.money())).collect(Collectors.joining(" + "));
        return terms.isEmpty() ? "0" : "(" + terms + ")";
    }

    private String anyKnown(String name) {
        List<Value> present = present(name);
        if (present.isEmpty()) {
            throw Absent.field(check.table(), String.join(", ", list(name)));
        }
        return present.stream().map(v -> v.sql() + " IS NOT NULL").collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String age(String date, String birth) {
        return "(extract(YEAR FROM " + date + ") - extract(YEAR FROM " + birth + ") - CASE WHEN extract(MONTH FROM "
                + date + ") * 100 + extract(DAY FROM " + date + ") < extract(MONTH FROM " + birth
                + ") * 100 + extract(DAY FROM " + birth + ") THEN 1 ELSE 0 END)";
    }

    /** OMOP may know the year of birth only; the first day of what is known stands for the rest. */
    private String born(List<String> parts) {
        List<String> text = parts.stream().map(p -> value(p).text()).toList();
        return "coalesce(" + value(parts.getFirst()).date() + ", TRY_CAST(" + text.get(1) + " || '-' || lpad(coalesce("
                + text.get(2) + ", '1'), 2, '0') || '-' || lpad(coalesce(" + text.get(3) + ", '1'), 2, '0') AS DATE))";
    }
}
