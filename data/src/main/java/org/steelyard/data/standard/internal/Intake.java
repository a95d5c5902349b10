package org.steelyard.data.standard.internal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.standard.StandardError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/**
 * Raw tables to typed views of the rows that stay: {@code k_<table>} on the connection. Types are checked first, then the rules
 * of the mapping leave rows out, each counted, and refunds are taken off.
 */
final class Intake {

    /** So many cells that hold the name of their own column make a header. */
    private static final int HEADER_CELLS = 3;

    private final Duck duck;
    private final Mapping mapping;
    private final Findings findings;
    private final Path work;
    private final List<StepCount> steps = new ArrayList<>();

    Intake(Duck duck, Mapping mapping, Findings findings, Path work) {
        this.duck = duck;
        this.mapping = mapping;
        this.findings = findings;
        this.work = work;
    }

    List<StepCount> steps() {
        return List.copyOf(steps);
    }

    /** Missing columns and cells that do not fit, of all tables. */
    void check(List<Source> sources) {
        for (Source source : sources) {
            source.files().forEach(file -> checkFile(source, file));
        }
    }

    private void checkFile(Source source, Source.File file) {
        headerAgain(file, Duck.parquet(file.raw().parquet().toString()));
        new ExportMarks(duck, mapping, findings).check(source, file);
        Map<String, Optional<Typing>> typings = source.typings(mapping, file);
        List<String> names = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        typings.forEach((column, typing) -> {
            if (typing.isEmpty()
                    && Objects.requireNonNull(source.declared().columns().get(column))
                            .required()) {
                missingColumn(source, file, column);
            }
            typing.filter(Typing::canFail).ifPresent(t -> {
                names.add(column);
                counts.add("count(*) FILTER (" + t.bad() + ")");
            });
        });
        if (names.isEmpty()) {
            return;
        }
        String table = Duck.parquet(file.raw().parquet().toString());
        List<Long> bad = duck.numbers("SELECT " + String.join(", ", counts) + " FROM " + table);
        for (int i = 0; i < names.size(); i++) {
            Typing typing = Objects.requireNonNull(typings.get(names.get(i))).orElseThrow();
            if (bad.get(i) > 0) {
                String where = typing.bad();
                findings.add(
                        StandardError.BAD_VALUE,
                        new Findings.Rows(file.raw().input().name(), names.get(i), bad.get(i), rows(table, where)),
                        reasons(typing, table));
            }
            mixedStyles(file, names.get(i), typing, table);
        }
    }

    /** The rule, and how many of the cells that break it show why. */
    private Text reasons(Typing typing, String table) {
        List<Typing.Reason> reasons = typing.reasons();
        if (reasons.isEmpty()) {
            return typing.rule();
        }
        String counts = reasons.stream()
                .map(r -> "count(*) FILTER (" + r.condition() + ")")
                .collect(Collectors.joining(", "));
        List<Long> found = duck.numbers("SELECT " + counts + " FROM " + table + " WHERE " + typing.bad());
        Text out = typing.rule();
        for (int i = 0; i < reasons.size(); i++) {
            if (found.get(i) > 0) {
                Text what = reasons.get(i).what();
                out = Text.of(
                        out.zh() + "其中 " + found.get(i) + " 行" + what.zh() + "。",
                        out.en() + " Of these " + found.get(i) + " " + what.en() + ".");
            }
        }
        return out;
    }

    private void mixedStyles(Source.File file, String column, Typing typing, String table) {
        List<String> styles = typing.dayStyles();
        if (styles.size() < 2) {
            return;
        }
        String counts = styles.stream().map(s -> "count(*) FILTER (" + s + ")").collect(Collectors.joining(", "));
        List<Long> found = duck.numbers("SELECT " + counts + " FROM " + table);
        if (found.stream().filter(n -> n > 0).count() > 1) {
            int rarest = IntStream.range(0, styles.size())
                    .filter(i -> found.get(i) > 0)
                    .boxed()
                    .min(Comparator.comparing(found::get))
                    .orElseThrow();
            findings.add(
                    StandardError.MIXED_DATE_STYLES,
                    new Findings.Rows(
                            file.raw().input().name(), column, found.get(rarest), rows(table, styles.get(rarest))),
                    Text.of("同一列的日期须用同一种写法。", "The days of one column are written in one style."));
        }
    }

    /**
     * Files that were put one behind the other hold their header again. Counted as a bad row it would leave a person behind whose
     * name is that of a column, so that no setting lets it pass.
     */
    private void headerAgain(Source.File file, String table) {
        List<String> changed = file.raw().notes().stream()
                .filter(n -> n.kind() != Note.Kind.KEPT)
                .map(Note::column)
                .toList();
        List<String> texts = file.raw().columns().stream()
                .filter(c -> c.duckdbType().equals("VARCHAR") && !changed.contains(c.name()))
                .map(RawColumn::name)
                .limit(HEADER_CELLS)
                .toList();
        if (texts.size() < 2) {
            return;
        }
        List<Long> again = rows(
                table,
                texts.stream()
                        .map(n -> "trim(" + Duck.name(n) + ") = " + Duck.text(n))
                        .collect(Collectors.joining(" AND ")));
        if (!again.isEmpty()) {
            String list = again.stream().map(String::valueOf).collect(Collectors.joining(", "));
            findings.refuse(
                    StandardError.HEADER_AGAIN,
                    Place.of(file.raw().input().name(), again.getFirst(), texts.getFirst()),
                    Text.of(
                            "表头在数据中间再次出现（行号：" + list + "）。",
                            "The header stands again amid the data (rows " + list + ")."));
        }
    }

    private List<Long> rows(String table, String where) {
        return duck
                .rows("SELECT src_row FROM " + table + " WHERE " + where + " ORDER BY src_row LIMIT " + Findings.CITED)
                .stream()
                .map(r -> Long.valueOf(r.getFirst().orElse("0")))
                .toList();
    }

    private void missingColumn(Source source, Source.File file, String column) {
        String others = Source.unread(source.declared(), file.raw()).stream()
                .limit(Findings.CITED)
                .collect(Collectors.joining(", "));
        findings.refuse(
                StandardError.MISSING_COLUMN,
                Place.of(file.raw().input().name(), 1, column),
                Text.of(
                        "缺少必需的列 " + column + "。" + (others.isEmpty() ? "" : "文件中映射未用到的列：" + others + "。"),
                        "The required column " + column + " is missing."
                                + (others.isEmpty()
                                        ? ""
                                        : " Columns of the file that the mapping does not use: " + others + ".")),
                Findings.OTHER_HEADINGS);
    }

    /** Makes the views; tables that others follow come first. */
    void keep(List<Source> sources) {
        for (Source source : sources) {
            duck.run("CREATE VIEW " + Duck.name("t_" + source.name()) + " AS " + typedRows(source));
        }
        for (Source source : sources) {
            if (source.present()) {
                gone(source, sources);
            }
        }
        for (Source source : sources) {
            keepRows(source);
        }
    }

    private String typedRows(Source source) {
        if (!source.present()) {
            return empty(source);
        }
        if (!source.parses(mapping)) {
            return source.select(mapping);
        }
        Path file = work.resolve("typed_" + source.name() + ".parquet");
        duck.run(Duck.copy(source.select(mapping), file));
        return "SELECT * FROM " + Duck.parquet(file.toString());
    }

    private static String empty(Source source) {
        List<String> columns = new ArrayList<>();
        source.declared()
                .columns()
                .forEach((name, facts) ->
                        columns.add("CAST(NULL AS " + Typing.sqlType(facts.type()) + ") AS " + Duck.name(name)));
        return "SELECT " + String.join(", ", columns)
                + ", CAST(0 AS INTEGER) AS src_file, CAST(0 AS BIGINT) AS src_row WHERE false";
    }

    /** Keys of rows that are left out and have no row that stays. */
    private void gone(Source source, List<Source> all) {
        for (Mapping.Follow follow : source.declared().follow()) {
            Optional<Source> parent = all.stream()
                    .filter(s -> s.name().equals(follow.table()) && s.present())
                    .findFirst();
            String view = Duck.name("t_" + follow.table());
            String column = Duck.name(follow.column());
            String kept =
                    parent.map(p -> Conditions.all(p.declared().keep(), "t")).orElse("true");
            duck.run("CREATE OR REPLACE TABLE " + goneTable(source, follow) + " AS SELECT " + column + " AS k FROM "
                    + view + " t WHERE " + column + " IS NOT NULL GROUP BY " + column + " HAVING NOT bool_or(" + kept
                    + ")");
        }
    }

    private static String goneTable(Source source, Mapping.Follow follow) {
        return Duck.name("gone_" + source.name() + "_" + follow.table() + "_" + follow.column());
    }

    private void keepRows(Source source) {
        String from = Duck.name("t_" + source.name()) + " t";
        List<String> rules = new ArrayList<>();
        List<StepName> names = new ArrayList<>();
        for (Mapping.Condition condition : source.declared().keep()) {
            rules.add(Conditions.one(condition, "t"));
            names.add(new StepName(condition.rule().orElse(condition.column()), condition.what()));
        }
        if (source.present()) {
            for (Mapping.Follow follow : source.declared().follow()) {
                rules.add("t." + Duck.name(follow.column()) + " NOT IN (SELECT k FROM " + goneTable(source, follow)
                        + ")");
                names.add(new StepName(follow.rule(), follow.what()));
            }
        }
        String where = rules.isEmpty() ? "" : " WHERE " + String.join(" AND ", coalesced(rules));
        String kept = "SELECT t.* FROM " + from + where;
        count(source, from, coalesced(rules), names);
        String view = Duck.name("k_" + source.name());
        Optional<Mapping.Net> net = source.declared().net();
        if (net.isPresent() && source.present()) {
            duck.run("CREATE VIEW " + Duck.name("b_" + source.name()) + " AS " + kept);
            duck.run("CREATE VIEW " + view + " AS " + net(source, net.get()));
        } else {
            duck.run("CREATE VIEW " + view + " AS " + kept);
        }
    }

    private record StepName(String rule, Text what) {}

    private static List<String> coalesced(List<String> rules) {
        return rules.stream().map(r -> "coalesce(" + r + ", true)").toList();
    }

    /** Rows and money before and after each rule, in one scan. */
    private void count(Source source, String from, List<String> rules, List<StepName> names) {
        if (!source.present()) {
            return;
        }
        String amount = source.declared().amount().map(Duck::name).orElse("NULL::DECIMAL(18,2)");
        List<String> columns = new ArrayList<>(List.of("count(*)", "sum(" + amount + ")"));
        for (int i = 0; i < rules.size(); i++) {
            String so = " FILTER (" + String.join(" AND ", rules.subList(0, i + 1)) + ")";
            columns.add("count(*)" + so);
            columns.add("sum(" + amount + ")" + so);
        }
        List<Optional<BigDecimal>> found = duck.decimals("SELECT " + String.join(", ", columns) + " FROM " + from);
        for (int i = 0; i < names.size(); i++) {
            long before = found.get(2 * i).orElseThrow().longValueExact();
            if (before > 0 && found.get(2 * i + 2).orElseThrow().signum() == 0) {
                nobodyLeft(source, i, before);
            }
            steps.add(new StepCount(
                    "standardise",
                    source.name(),
                    names.get(i).rule(),
                    found.get(2 * i).orElseThrow().longValueExact(),
                    found.get(2 * i + 2).orElseThrow().longValueExact(),
                    found.get(2 * i + 1),
                    found.get(2 * i + 3),
                    names.get(i).what()));
        }
    }

    /** A rule that takes every row is a flag written otherwise than the rule thinks, far more often than a table of invalid rows. */
    private void nobodyLeft(Source source, int rule, long rows) {
        if (rule < source.declared().keep().size()) {
            Mapping.Condition condition = source.declared().keep().get(rule);
            findings.add(
                    StandardError.BAD_VALUE,
                    new Findings.Rows(
                            source.files().getFirst().raw().input().name(), condition.column(), rows, List.of()),
                    Text.of(
                            "规则“" + condition.what().zh() + "”使这张表一行不剩：多半是该列的取值写法与规则不同。",
                            "The rule \"" + condition.what().en()
                                    + "\" leaves no row of this table: most likely the column writes its values otherwise."));
        }
    }

    /**
     * Refund lines are few, so that they are summed first and joined to the lines that they refund; the long table streams.
     */
    private String net(Source source, Mapping.Net net) {
        String base = Duck.name("b_" + source.name());
        String refunds = Duck.name("refunds_" + source.name());
        String original = Duck.name(net.original());
        List<String> within = net.within().stream().map(Duck::name).toList();
        StringBuilder keys = new StringBuilder(original + " AS line");
        StringBuilder groups = new StringBuilder(original);
        StringBuilder on = new StringBuilder("r.line = b." + Duck.name(net.line()));
        for (int i = 0; i < within.size(); i++) {
            keys.append(", ").append(within.get(i)).append(" AS w").append(i);
            groups.append(", ").append(within.get(i));
            on.append(" AND r.w").append(i).append(" IS NOT DISTINCT FROM b.").append(within.get(i));
        }
        StringBuilder sums = new StringBuilder();
        StringBuilder replaced = new StringBuilder();
        for (int i = 0; i < net.sums().size(); i++) {
            String column = Duck.name(net.sums().get(i));
            String type = Typing.sqlType(Objects.requireNonNull(
                            source.declared().columns().get(net.sums().get(i)))
                    .type());
            sums.append(", sum(").append(column).append(") AS s").append(i);
            replaced.append(i == 0 ? "" : ", ")
                    .append("CAST(b.")
                    .append(column)
                    .append(" + coalesce(r.s")
                    .append(i)
                    .append(", 0) AS ")
                    .append(type)
                    .append(") AS ")
                    .append(column);
        }
        duck.run("CREATE TABLE " + refunds + " AS SELECT " + keys + sums + ", count(*) AS n FROM " + base + " WHERE "
                + original + " IS NOT NULL GROUP BY " + groups);
        String amount = Duck.name(net.sums().getFirst());
        String zero = "r.line IS NOT NULL AND b." + amount + " + coalesce(r.s0, 0) = 0";
        countNet(source, net, on.toString(), zero);
        return "SELECT b.* REPLACE (" + replaced + ") FROM " + base + " b LEFT JOIN " + refunds + " r ON " + on
                + " WHERE b." + original + " IS NULL AND NOT (" + zero + ")";
    }

    private void countNet(Source source, Mapping.Net net, String on, String zero) {
        String base = Duck.name("b_" + source.name());
        String refunds = Duck.name("refunds_" + source.name());
        String original = Duck.name(net.original());
        String amount = Duck.name(net.sums().getFirst());
        List<Optional<BigDecimal>> all = duck.decimals("SELECT count(*), sum(" + amount + "), count(*) FILTER ("
                + original + " IS NULL), sum(" + amount + ") FILTER (" + original + " IS NULL) FROM " + base);
        List<Optional<BigDecimal>> lines =
                duck.decimals("SELECT count(*), count(*) FILTER (" + zero + "), sum(r.s0), sum(r.n)" + " FROM " + base
                        + " b JOIN " + refunds + " r ON " + on + " WHERE b." + original + " IS NULL");
        BigDecimal rows = all.get(0).orElse(BigDecimal.ZERO);
        BigDecimal originals = all.get(2).orElse(BigDecimal.ZERO);
        BigDecimal netted = lines.get(3).orElse(BigDecimal.ZERO);
        BigDecimal takenOff = lines.get(2).orElse(BigDecimal.ZERO);
        Optional<BigDecimal> amountNet = all.get(3).map(a -> a.add(takenOff));
        BigDecimal refundRows = rows.subtract(originals);
        steps.add(new StepCount(
                "standardise",
                source.name(),
                "refund-without-original",
                rows.longValueExact(),
                rows.subtract(refundRows).add(netted).longValueExact(),
                all.get(1),
                amountNet,
                Text.of("退费行找不到原明细，剔除", "refund lines whose original is not there are left out")));
        steps.add(new StepCount(
                "standardise",
                source.name(),
                "net-refunds",
                rows.subtract(refundRows).add(netted).longValueExact(),
                originals.subtract(lines.get(1).orElse(BigDecimal.ZERO)).longValueExact(),
                amountNet,
                amountNet,
                Text.of(
                        "退费行与原明细冲销，冲销为零的明细消失",
                        "refunds are taken off their originals; lines that come to zero vanish")));
    }
}
