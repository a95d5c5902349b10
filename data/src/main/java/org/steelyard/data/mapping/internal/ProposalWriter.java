package org.steelyard.data.mapping.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.mapping.ColumnProposal;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.mapping.MappingProposal.TableProposal;

/** A proposal as a mapping file. */
public final class ProposalWriter {

    private static final Set<String> EVENTS = Set.of(
            "visit",
            "settlement",
            "diagnosis",
            "operation",
            "drug",
            "device",
            "service",
            "item",
            "total-cost",
            "answer",
            "drug-name");

    private static final String PLAIN = "\nderive: [observation-periods, eras]\n";

    private static final String OBSERVED = """
              # 观察期由各人首末条记录推出，末条记录之后的死亡不在随访之内。死亡资料若覆盖整个时期（如死亡登记），改用下面这一项。
              # People are observed from their first to their last record, and a death after it is outside follow-up. Where deaths are
              # known for the whole period (a register of deaths), take this instead:
              # - into: observation_period
              #   from: %s
              #   key: [%s]
              #   fields:
              #     person_id: %s
              #     observation_period_start_date: {known: first-day}
              #     observation_period_end_date: {known: last-day}
              #     period_type_concept_id: {constant: '32817'}
            """;

    private static final String VISIT_KIND =
            "      # visit_concept_id: {constant: '9202'}  # 方案要分就诊类型时写明：9201 住院，9202 门诊，9203 急诊；或 {column: 列, values: 值映射}\n"
                    + "      # Where a plan tells kinds of visits: 9201 inpatient, 9202 outpatient, 9203 emergency; or {column: C,"
                    + " values: MAP}\n";

    private ProposalWriter() {}

    public static String yaml(MappingProposal proposal) {
        StringBuilder out = new StringBuilder("""
                # 由 steelyard data map 拟定的草稿。把握不足的列已注释；请逐条核对后使用。
                # A draft by steelyard data map. Columns that are not sure are comments; look at each line before use.
                """);
        String roles = Guess.roles().entrySet().stream()
                .map(r -> r.getKey() + " " + r.getValue().zh())
                .collect(Collectors.joining("，"));
        out.append("# 没有认出或认错的列：加 --role 列=角色（或 表.列=角色）重新拟定，fills 会随之写好。角色：")
                .append(roles)
                .append(
                        "。\n# Columns not known, or taken for another: draft again with --role COLUMN=ROLE (or TABLE.COLUMN=ROLE),"
                                + " and the fills follow.\n");
        proposal.known()
                .ifPresent(kind -> out.append("# 这些表已有内置映射，可直接用 --source ")
                        .append(kind.id())
                        .append("。\n# These tables have a mapping that ships: --source ")
                        .append(kind.id())
                        .append(" will do.\n"));
        out.append("mapping: 1\nid: proposal\nname: {zh: 拟定的映射, en: proposed mapping}\n");
        out.append("dates: [").append(styles(proposal)).append("]\n");
        if (styles(proposal).contains("XXX")) {
            out.append("# 时刻自带时区，换算到此时区后再取日期。/ Moments carry a zone; their days are those of this one.\n")
                    .append("zone: Asia/Shanghai\n");
        }
        out.append("missing: ['']\n\ntables:\n");
        proposal.tables().forEach(t -> out.append(table(t)));
        out.append(
                "\nvalues:\n  sex: {'1': '8507', '2': '8532', 男: '8507', 女: '8532', 男性: '8507', 女性: '8532', M: '8507',"
                        + " F: '8532', m: '8507', f: '8532', male: '8507', female: '8532'}\n");
        String period = period(proposal);
        out.append(period).append("\nfills:\n");
        String fills = ordered(proposal, ProposalWriter::person)
                        .map(ProposalWriter::persons)
                        .collect(Collectors.joining())
                + ordered(proposal, t -> column(t, "visit"))
                        .map(ProposalWriter::visits)
                        .collect(Collectors.joining())
                + proposal.tables().stream().map(t -> events(proposal, t)).collect(Collectors.joining());
        out.append(
                fills.isEmpty()
                        ? "  # 没有把握足够的人员标识列；请在上面注明哪一列是人员标识，再补充 fills。\n"
                                + "  # No column is surely the person's identifier: say which one it is, then fill tables here.\n"
                        : fills);
        out.append(fills.contains("into: claim_settlement") ? "\nderive: [observation-periods, costs, eras]\n" : PLAIN);
        return out.toString();
    }

    /** What a table with a row each says of them goes before what others say: of several rows the first counts. */
    private static Stream<TableProposal> ordered(
            MappingProposal proposal, Function<TableProposal, Optional<String>> key) {
        return proposal.tables().stream()
                .sorted(Comparator.comparing(
                        t -> key.apply(t).filter(t.distinct()::contains).isEmpty()));
    }

    private static String styles(MappingProposal proposal) {
        Set<String> styles = new LinkedHashSet<>();
        proposal.tables().forEach(t -> t.columns().forEach(c -> c.dateStyle().ifPresent(styles::add)));
        if (styles.isEmpty()) {
            styles.add("yyyy-MM-dd");
        }
        return styles.stream().map(s -> "'" + s + "'").collect(Collectors.joining(", "));
    }

    private static String table(TableProposal table) {
        StringBuilder out = new StringBuilder("  " + quote(table.table()) + ":\n    columns:\n");
        for (ColumnProposal column : table.columns()) {
            boolean sure =
                    column.confidence() >= MappingProposal.SURE && column.role().isPresent();
            out.append(sure ? "      " : "      # ")
                    .append(quote(column.column()))
                    .append(": ")
                    .append(declaration(column))
                    .append("  # ")
                    .append(reason(column))
                    .append('\n');
        }
        boolean none =
                table.columns().stream().noneMatch(c -> c.role().isPresent() && c.confidence() >= MappingProposal.SURE);
        return none ? out.toString().replace("    columns:\n", "    columns: {}\n") : out.toString();
    }

    private static String declaration(ColumnProposal column) {
        List<String> parts =
                new ArrayList<>(List.of("type: " + column.type().name().toLowerCase(Locale.ROOT)));
        column.role().map(Guess::role).ifPresent(role -> {
            if (role.identity() != Mapping.Identity.NONE) {
                parts.add("identity: " + role.identity().name().toLowerCase(Locale.ROOT));
            }
            if (!role.kind().isEmpty()) {
                parts.add("kind: " + role.kind());
            }
        });
        boolean day = column.type() == Mapping.Type.DATE || column.type() == Mapping.Type.DATETIME;
        column.dateStyle().filter(s -> day).ifPresent(s -> parts.add("dates: ['" + s + "']"));
        if (!column.numbers().isEmpty()) {
            parts.add("numbers: ["
                    + column.numbers().stream().map(NumberForms::word).collect(Collectors.joining(", ")) + "]");
        }
        column.unit().ifPresent(u -> parts.add("unit: " + u));
        if (!column.missing().isEmpty()) {
            parts.add("missing: ["
                    + column.missing().stream().map(m -> "'" + m + "'").collect(Collectors.joining(", ")) + "]");
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private static String reason(ColumnProposal column) {
        String role = column.role()
                .map(r -> Guess.role(r).name())
                .map(n -> n.zh() + " / " + n.en())
                .orElse("?");
        String zh = column.why().stream().map(w -> w.zh()).collect(Collectors.joining("；"));
        String en = column.why().stream().map(w -> w.en()).collect(Collectors.joining("; "));
        return String.format(Locale.ROOT, "%s, %.2f: %s / %s", role, column.confidence(), zh, en);
    }

    private static String period(MappingProposal proposal) {
        List<String> rows = new ArrayList<>();
        for (TableProposal table : proposal.tables()) {
            day(table)
                    .ifPresent(d -> rows.add("  - {table: " + quote(table.table()) + ", column: " + quote(d) + "}\n"));
        }
        return rows.isEmpty() ? "" : "\nperiod:\n" + String.join("", rows);
    }

    private static Optional<String> day(TableProposal table) {
        return List.of("start", "day").stream()
                .flatMap(r -> column(table, r).stream())
                .findFirst();
    }

    /** The day of a bill is the day it was settled, or else the end of what it is for. */
    private static String billed(TableProposal table, String day) {
        return column(table, "day").map(ProposalWriter::quote).orElseGet(() -> lastDay(table, day));
    }

    /** The end, or the day itself where there is none. */
    private static String lastDay(TableProposal table, String day) {
        return column(table, "end")
                .map(e -> "{first: [" + quote(e) + ", " + quote(day) + "]}")
                .orElse(quote(day));
    }

    private static Optional<String> column(TableProposal table, String role) {
        return table.sure(role).map(ColumnProposal::column);
    }

    private static Optional<String> person(TableProposal table) {
        return column(table, "person").or(() -> column(table, "certificate"));
    }

    private static String persons(TableProposal table) {
        if (person(table).isEmpty()) {
            return "";
        }
        String key = person(table).get();
        StringBuilder out = new StringBuilder(head("person", table, List.of(), Optional.of(key)));
        field(out, "person_source_value", quote(key));
        column(table, "sex").ifPresent(c -> {
            field(out, "gender_concept_id", "{column: " + quote(c) + ", values: sex, otherwise: '0'}");
            field(out, "gender_source_value", quote(c));
        });
        column(table, "birth").ifPresent(c -> {
            field(out, "year_of_birth", "{column: " + quote(c) + ", part: year}");
            field(out, "month_of_birth", "{column: " + quote(c) + ", part: month}");
            field(out, "day_of_birth", "{column: " + quote(c) + ", part: day}");
        });
        return out.toString();
    }

    private static String visits(TableProposal table) {
        Optional<String> visit = column(table, "visit");
        Optional<String> start = column(table, "start");
        if (visit.isEmpty() || start.isEmpty() || person(table).isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(head("visit_occurrence", table, List.of(), visit));
        field(out, "person_id", reference(table));
        field(out, "visit_start_date", quote(start.get()));
        field(out, "visit_end_date", lastDay(table, start.get()));
        out.append(VISIT_KIND);
        return out.toString();
    }

    private static String events(MappingProposal proposal, TableProposal table) {
        Optional<String> when = day(table);
        if (person(table).isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        boolean visits = proposal.tables().stream().anyMatch(t -> !visits(t).isEmpty());
        if (when.isEmpty() && table.columns().stream().anyMatch(ProposalWriter::happens)) {
            out.append("  # ")
                    .append(table.table())
                    .append("：没有把握足够的日期列，事件未写入；请在上面注明日期列，再补充 fills。\n  # ")
                    .append(table.table())
                    .append(
                            ": no column is surely a day, so that its events are not filled: say which one it is, then fill"
                                    + " tables here.\n");
        }
        when.ifPresent(d -> {
            coded(
                    out,
                    table,
                    new Coded("diagnosis", "condition_occurrence", "condition", "condition_start_date"),
                    visits);
            coded(out, table, new Coded("operation", "procedure_occurrence", "procedure", "procedure_date"), visits);
            coded(out, table, new Coded("drug", "drug_exposure", "drug", "drug_exposure_start_date"), visits);
            coded(out, table, new Coded("device", "device_exposure", "device", "device_exposure_start_date"), visits);
            coded(out, table, new Coded("service", "procedure_occurrence", "procedure", "procedure_date"), visits);
            measured(out, table, d, visits);
            settled(out, table, d, visits);
            asked(out, table, d);
        });
        column(table, "death").ifPresent(d -> {
            out.append(head("death", table, List.of("{column: " + quote(d) + ", present: true}"), person(table)));
            field(out, "person_id", reference(table));
            field(out, "death_date", quote(d));
            out.append(
                    OBSERVED.formatted(quote(table.table()), quote(person(table).orElseThrow()), reference(table)));
        });
        return out.toString();
    }

    /** Whether a column is surely of something that happens on a day. */
    private static boolean happens(ColumnProposal column) {
        return column.confidence() >= MappingProposal.SURE
                && column.role().filter(EVENTS::contains).isPresent();
    }

    private record Coded(String role, String into, String prefix, String dayField) {}

    private static void coded(StringBuilder out, TableProposal table, Coded coded, boolean visits) {
        Optional<ColumnProposal> code = table.sure(coded.role())
                .or(() -> coded.role().equals("drug") ? table.sure("drug-name") : Optional.empty());
        if (code.isEmpty()) {
            return;
        }
        String column = quote(code.get().column());
        out.append(head(coded.into(), table, List.of("{column: " + column + ", present: true}"), Optional.empty()));
        field(out, "person_id", reference(table));
        field(out, coded.dayField(), quote(day(table).orElseThrow()));
        if (coded.into().equals("drug_exposure")) {
            String day = day(table).orElseThrow();
            field(out, "drug_exposure_end_date", lastDay(table, day));
        }
        field(out, coded.prefix() + "_source_value", column);
        if (coded.into().equals("drug_exposure")) {
            column(table, "days-supply").ifPresent(d -> field(out, "days_supply", quote(d)));
        }
        code.get().system().ifPresent(system -> {
            field(out, coded.prefix() + "_concept_id", "{code: " + column + ", system: " + system + ", use: standard}");
            field(out, coded.prefix() + "_source_concept_id", "{code: " + column + ", system: " + system + "}");
            field(out, "source_vocabulary", "{constant: " + system + "}");
        });
        boolean counts = !coded.into().equals("condition_occurrence");
        column(table, "quantity").filter(q -> counts).ifPresent(q -> field(out, "quantity", quote(q)));
        visit(out, table, visits);
    }

    private static void measured(StringBuilder out, TableProposal table, String day, boolean visits) {
        Optional<String> item = column(table, "item");
        Optional<String> result = column(table, "result");
        if (item.isEmpty() || result.isEmpty()) {
            return;
        }
        out.append(head("measurement", table, List.of(), Optional.empty()));
        field(out, "person_id", reference(table));
        field(out, "measurement_date", quote(day));
        field(out, "measurement_source_value", quote(item.get()));
        if (table.mixedItems() > 0) {
            out.append(mixed(table.mixedItems()));
        }
        field(out, "value_as_number", quote(result.get()));
        column(table, "unit").ifPresent(u -> {
            field(out, "unit_source_value", quote(u));
            field(out, "unit_concept_id", "{code: " + quote(u) + ", system: UCUM, use: standard}");
        });
        visit(out, table, visits);
    }

    private static String mixed(long items) {
        return "      # 有 " + items + " 个项目的结果写着不止一种单位，须逐行换算后才可比：声明 units，把下面三行改为 convert（docs/mapping.md，单位换算）。\n"
                + "      # " + items
                + " items have results in more than one unit, which must be converted row by row before they can be"
                + " compared: declare units and turn the next three lines into convert (docs/mapping.md, Units).\n";
    }

    private static void settled(StringBuilder out, TableProposal table, String day, boolean visits) {
        Optional<String> total = column(table, "total-cost");
        Optional<String> key = column(table, "settlement").or(() -> column(table, "visit"));
        if (total.isEmpty() || key.isEmpty()) {
            return;
        }
        out.append(head("claim_settlement", table, List.of(), key, rowsOf(table, key.get())));
        field(out, "person_id", reference(table));
        field(out, "settlement_date", billed(table, day));
        field(out, "total_cost", quote(total.get()));
        column(table, "fund-paid").ifPresent(c -> field(out, "fund_paid", quote(c)));
        column(table, "person-paid").ifPresent(c -> field(out, "person_paid", quote(c)));
        column(table, "insurance").ifPresent(c -> field(out, "insurance_type", quote(c)));
        visit(out, table, visits);
    }

    /** How the rows of one bill become one: lines are added up, a total that each of them repeats is taken once. */
    private static String rowsOf(TableProposal table, String key) {
        if (table.distinct().contains(key)) {
            return "    single: true\n";
        }
        if (table.repeatsTotals()) {
            return "    # 同一单据的各行写着同一总额，只取一次。/ Every row of a bill repeats its total, which is taken once.\n";
        }
        List<String> sums = new ArrayList<>(List.of("total_cost"));
        column(table, "fund-paid").ifPresent(c -> sums.add("fund_paid"));
        column(table, "person-paid").ifPresent(c -> sums.add("person_paid"));
        return "    # 同一单据有多行，金额相加；若各行重复写总额，删去下一行。\n"
                + "    # A bill has several rows, whose amounts are added up; where each repeats the total, take the next line away.\n"
                + "    sums: [" + String.join(", ", sums) + "]\n";
    }

    private static void asked(StringBuilder out, TableProposal table, String day) {
        Optional<String> item = column(table, "item");
        Optional<String> answer = column(table, "answer");
        Optional<String> instrument = column(table, "instrument");
        if (item.isEmpty() || answer.isEmpty() || instrument.isEmpty()) {
            return;
        }
        out.append(head("survey_answer", table, List.of(), Optional.empty()));
        field(out, "person_id", reference(table));
        field(out, "survey_date", quote(day));
        field(out, "instrument", quote(instrument.get()));
        field(out, "item_source_value", quote(item.get()));
        field(out, "answer_source_value", quote(answer.get()));
    }

    private static void visit(StringBuilder out, TableProposal table, boolean visits) {
        column(table, "visit")
                .filter(v -> visits)
                .ifPresent(v -> field(out, "visit_occurrence_id", "{ref: visit_occurrence, key: [" + quote(v) + "]}"));
    }

    private static String reference(TableProposal table) {
        return "{ref: person, key: [" + quote(person(table).orElseThrow()) + "]}";
    }

    private static String head(String into, TableProposal table, List<String> where, Optional<String> key) {
        return head(into, table, where, key, "");
    }

    /** @param options further lines of the fill */
    private static String head(
            String into, TableProposal table, List<String> where, Optional<String> key, String options) {
        return "  - into: " + into + "\n    from: " + quote(table.table()) + "\n"
                + (where.isEmpty() ? "" : "    where: [" + String.join(", ", where) + "]\n")
                + key.map(k -> "    key: [" + quote(k) + "]\n").orElse("")
                + options
                + "    fields:\n";
    }

    private static void field(StringBuilder out, String name, String value) {
        out.append("      ").append(name).append(": ").append(value).append('\n');
    }

    private static String quote(String name) {
        return name.matches("[a-z][a-z0-9_]*") ? name : "'" + name.replace("'", "''") + "'";
    }
}
