package org.steelyard.app;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.steelyard.disclosure.CountTable;
import org.steelyard.disclosure.CountTable.Kind;
import org.steelyard.disclosure.Disclosure;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.disclosure.TableRelease;
import org.steelyard.economics.agreement.PaymentSchedule;
import org.steelyard.economics.agreement.Settlement;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.sheet.SheetTable;
import org.steelyard.economics.sheet.SheetTable.Cell;
import org.steelyard.kernel.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tables of a settlement: with all numbers for the parties, and without small counts for everybody. */
record SettleTables(DecisionModel model, String agreement, Settlement terms, Settlement.Statement statement) {

    static final String SCHEMA = "steelyard-settlement/1";

    private static final Text METHOD = Text.of(
            "约定结局在周年日（含）以前发生即算在期内；每人金额四舍五入到分后相加；封顶只作用于合计。",
            "An agreed event counts as within a time when it comes on or before the anniversary; amounts are rounded to the cent for each person, then added; the cap is on the sum alone.");

    List<SheetTable> full(SettlePeople people) {
        List<SheetTable> out = new ArrayList<>(List.of(termsTable(), due()));
        SheetTable.Draft t = draft("groups");
        SettleSummary.full(statement, people.groups()).forEach(f -> {
            List<Object> row = new ArrayList<>(List.of(column(f.column()), f.group(), (double) f.people()));
            SettleSummary.statuses()
                    .forEach(s -> row.add((double) (long) f.counts().getOrDefault(s, 0L)));
            amounts(row, Optional.of(f.amounts()));
            t.row(row.toArray());
        });
        out.add(t.of("settlement", agreement));
        SheetTable.Draft events = eventDraft();
        statement
                .events()
                .forEach(e -> events.row(e.years(), (double) e.people(), (double) e.events(), (double) e.open()));
        out.add(events.of("settlement", agreement));
        statement.verdict().ifPresent(v -> out.add(verdict(v, true)));
        return out;
    }

    /** What may be shown to anybody. */
    List<SheetTable> safe(SettlePeople people, SmallCells rule) {
        SettleSummary summary = SettleSummary.of(SettleSummary.full(statement, people.groups()), rule);
        List<SheetTable> out = new ArrayList<>(List.of(termsTable()));
        SheetTable.Draft t = draft("groups");
        summary.rows().forEach(r -> {
            List<Object> row = new ArrayList<>(List.of(column(r.column()), r.group(), cell(r.people())));
            SettleSummary.statuses()
                    .forEach(s -> row.add(cell(r.status().getOrDefault(s, new ReleasedCount.Withheld()))));
            amounts(row, r.amounts());
            t.row(row.toArray());
        });
        out.add(t.of("settlement", agreement));
        if (!summary.refused() && summary.rows().getFirst().amounts().isPresent()) {
            out.add(1, due());
        }
        out.add(events(rule));
        statement.verdict().ifPresent(v -> out.add(verdict(v, false)));
        return out;
    }

    private SheetTable.Draft draft(String part) {
        SheetTable.Draft t = new SheetTable.Draft(part, Text.of("各组结算", "settlement by group"), METHOD)
                .column("column", "分组列", "column")
                .column("group", "组", "group")
                .column("people", "人数", "people")
                .column("full", "全额", "full price")
                .column("refunded", "退款", "refunded")
                .column("stopped", "停付", "instalments ended")
                .column("pending", "待定", "pending");
        return t.column("paid", "已付", "paid")
                .column("refund", "退款额", "refund")
                .column("net", "净额", "net")
                .column("mayPay", "最多还须付", "may still fall due")
                .column("mayReturn", "最多还可退", "may still be returned");
    }

    private static Object column(String name) {
        return name.isEmpty() ? new Cell.Words("total", Text.of("合计", "total")) : name;
    }

    private static void amounts(List<Object> row, Optional<SettleSummary.Amounts> amounts) {
        if (amounts.isEmpty()) {
            row.addAll(List.of("—", "—", "—", "—", "—"));
            return;
        }
        SettleSummary.Amounts a = amounts.get();
        row.addAll(List.of(
                a.paid().doubleValue(),
                a.refund().doubleValue(),
                a.paid().subtract(a.refund()).doubleValue(),
                a.mayPay().doubleValue(),
                a.mayReturn().doubleValue()));
    }

    private static Object cell(ReleasedCount count) {
        return switch (count) {
            case ReleasedCount.Shown s -> (double) s.count();
            case ReleasedCount.Hidden h -> "≤" + h.limit();
            case ReleasedCount.Withheld w -> "*";
        };
    }

    private SheetTable.Draft eventDraft() {
        return new SheetTable.Draft(
                        "events",
                        Text.of("约定结局", "agreed events"),
                        Text.of(
                                "到每个时点为止：已发生者，以及随访尚不足以判断者。",
                                "By each time: who has had the event, and of whom it is not known yet."))
                .column("years", "年", "years")
                .column("people", "人数", "people")
                .column("events", "发生", "events")
                .column("open", "未知", "not known yet");
    }

    /** Counts by time are tied to each other: what happens between two times is a count as well. */
    private SheetTable events(SmallCells rule) {
        CountTable.Builder table = CountTable.builder();
        table.cell("people", statement.people(), Kind.KEPT);
        List<Settlement.Events> all = statement.events();
        for (int i = 0; i < all.size(); i++) {
            Settlement.Events e = all.get(i);
            table.cell("e" + i, e.events(), Kind.PRINTED).cell("o" + i, e.open(), Kind.PRINTED);
            table.cell("r" + i, e.people() - e.events() - e.open(), Kind.DERIVABLE)
                    .sum("people", List.of("e" + i, "o" + i, "r" + i));
            if (i > 0) {
                table.cell("d" + i, e.events() - all.get(i - 1).events(), Kind.DERIVABLE)
                        .sum("e" + i, List.of("e" + (i - 1), "d" + i));
            }
        }
        SheetTable.Draft t = eventDraft();
        if (Disclosure.release(table.build(), rule) instanceof TableRelease.Releasable r) {
            for (int i = 0; i < all.size(); i++) {
                t.row(all.get(i).years(), cell(r.count("people")), cell(r.count("e" + i)), cell(r.count("o" + i)));
            }
        }
        return t.of("settlement", agreement);
    }

    private SheetTable verdict(Settlement.Verdict v, boolean counts) {
        SheetTable.Draft t = new SheetTable.Draft(
                        "evidence",
                        Text.of("证据生成", "evidence development"),
                        Text.of(
                                "未决者全部发生也达标时为达标，现有结局已超标时为未达标，否则未定。",
                                "Met when it would be met even if all of the undecided had the event; missed when there are too many events already; open otherwise."))
                .column("item", "项目", "item")
                .column("value", "取值", "value");
        t.value("within", "观察年数", "years of observation", v.events().years());
        t.value("target", "目标：结局占比不高于", "target: share of events at most", v.target());
        if (counts) {
            t.value("people", "人数", "people", v.events().people());
            t.value("events", "结局", "events", v.events().events());
            t.value("open", "未知", "not known yet", v.events().open());
        }
        t.row(
                new Cell.Words("finding", Text.of("结论", "finding")),
                switch (v.finding()) {
                    case MET -> new Cell.Words("met", Text.of("达标", "met"));
                    case MISSED -> new Cell.Words("missed", Text.of("未达标", "missed"));
                    case OPEN -> new Cell.Words("open", Text.of("未定", "open"));
                });
        v.after().ifPresent(p -> t.value("price", "此后每例价格", "price of a course afterwards", p.doubleValue()));
        return t.of("settlement", agreement);
    }

    private SheetTable termsTable() {
        SheetTable.Draft t = new SheetTable.Draft(
                        "terms", Text.of("条款", "terms"), model.spec().header().title())
                .column("item", "项目", "item")
                .column("value", "取值", "value");
        t.row(new Cell.Words("agreement", Text.of("协议", "agreement")), new Cell.Words(agreement, label()));
        t.value("list", "标价", "list price", terms.price().list());
        t.value("discount", "折扣", "discount", terms.price().discount());
        day(t, "from", Text.of("协议期起", "first day"), terms.from());
        day(t, "to", Text.of("协议期止", "last day"), terms.to());
        for (PaymentSchedule.Step s : terms.schedule().instalments()) {
            t.row(
                    new Cell.Words(
                            "instalment",
                            Text.of("分期：第 " + plain(s.time()) + " 年末", "instalment at year " + plain(s.time()))),
                    s.share());
        }
        for (PaymentSchedule.Step s : terms.schedule().refunds()) {
            t.row(
                    new Cell.Words(
                            "refund",
                            Text.of("退款：" + plain(s.time()) + " 年内", "refund within " + plain(s.time()) + " years")),
                    s.share());
        }
        if (Double.isFinite(terms.cap())) {
            t.value("cap", "总额封顶", "cap", terms.cap());
        }
        return t.of("settlement", agreement);
    }

    private static void day(SheetTable.Draft t, String key, Text label, Optional<LocalDate> day) {
        day.ifPresent(d -> t.row(new Cell.Words(key, label), d.toString()));
    }

    private static String plain(double years) {
        return String.format(Locale.ROOT, "%.4g", years).replaceAll("\\.?0+$", "");
    }

    private Text label() {
        return Optional.ofNullable(model.spec().agreements().get(agreement))
                .map(a -> a.label())
                .orElse(Text.same(agreement));
    }

    /** The whole sum, after the cap. */
    private SheetTable due() {
        SheetTable.Draft t = new SheetTable.Draft("due", Text.of("应付", "due"), METHOD)
                .column("item", "项目", "item")
                .column("value", "取值", "value");
        money(t, "price", Text.of("每例价格（分档与折扣后）", "price of a course, after tiers and discount"), statement.price());
        money(t, "paid", Text.of("已付", "paid"), statement.paid());
        money(t, "refund", Text.of("退款", "refund"), statement.refund());
        money(t, "overCap", Text.of("超出封顶", "beyond the cap"), statement.overCap());
        money(t, "due", Text.of("应付净额", "due, net"), statement.due());
        money(t, "mayPay", Text.of("最多还须付（未决，封顶前）", "may still fall due (open, before the cap)"), statement.mayPay());
        money(t, "mayReturn", Text.of("最多还可退（未决）", "may still be returned (open)"), statement.mayReturn());
        return t.of("settlement", agreement);
    }

    private static void money(SheetTable.Draft t, String key, Text label, BigDecimal value) {
        t.row(new Cell.Words(key, label), value.doubleValue());
    }

    String json(List<SheetTable> tables, SettlePeople people, SettleOptions options) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.putObject("model")
                .put("id", model.spec().header().id())
                .put("file", model.name())
                .put("sha256", model.digest().hex());
        root.put("agreement", agreement).put("currency", model.spec().header().currency());
        options.asOf().ifPresent(d -> root.put("asOf", d.toString()));
        root.putObject("input")
                .put("name", people.input().name())
                .put("sha256", people.input().sha256().hex());
        root.putObject("run").put("codeVersion", CodeVersion.current().toString());
        SheetOutput.tables(root.putArray("tables"), tables);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** A line a person: the row of the table and what was decided; no identifiers. */
    String audit(SettlePeople people) {
        StringBuilder out =
                new StringBuilder("row,start,event,died,seen,status,within_years,paid,refund,net,may_pay,may_return");
        people.groups().keySet().forEach(g -> out.append(',').append(quoted(g)));
        out.append('\n');
        for (int i = 0; i < statement.lines().size(); i++) {
            Settlement.Line l = statement.lines().get(i);
            Settlement.Case c = l.person();
            String within = l.within().isPresent() && Double.isFinite(l.within().getAsDouble())
                    ? plain(l.within().getAsDouble())
                    : "";
            out.append(c.row()).append(',').append(c.start()).append(',');
            out.append(text(c.event()))
                    .append(',')
                    .append(text(c.died()))
                    .append(',')
                    .append(c.seen());
            out.append(',').append(l.status().name().toLowerCase(Locale.ROOT));
            out.append(',')
                    .append(within)
                    .append(',')
                    .append(l.paid())
                    .append(',')
                    .append(l.refund());
            out.append(',')
                    .append(l.net())
                    .append(',')
                    .append(l.mayPay())
                    .append(',')
                    .append(l.mayReturn());
            for (List<String> values : people.groups().values()) {
                out.append(',').append(quoted(values.get(i)));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String text(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
