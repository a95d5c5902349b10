package org.steelyard.app;

import static org.steelyard.app.TableBook.Form.COUNT;
import static org.steelyard.app.TableBook.Form.EFFECT;
import static org.steelyard.app.TableBook.Form.MONEY;
import static org.steelyard.app.TableBook.Form.NUMBER;
import static org.steelyard.app.TableBook.Form.SHARE;
import static org.steelyard.app.TableBook.Form.WIDE;
import static org.steelyard.app.TableBook.Form.WORDS;
import static org.steelyard.app.TableBook.Form.YEARS;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.app.TableBook.Column;
import org.steelyard.app.TableBook.Page;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Ratios;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ReportingChecklist;
import org.steelyard.kernel.Lang;

/**
 * Every table of a run as one Excel file: inputs, conventions, results, trace, sensitivity, draws, budget, agreements. Net benefit follows a threshold that
 * the reader may change; all else are values.
 */
final class ModelWorkbook extends ModelSheets {

    private ModelWorkbook(ModelResults results, Lang lang, TableBook book) {
        super(results, lang, book);
    }

    static void write(ModelResults results, Lang lang, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                TableBook book =
                        new TableBook(out, lang, results.spec().header().title())) {
            ModelWorkbook main = new ModelWorkbook(results, lang, book);
            main.write();
            new SensitivitySheets(results, lang, book).write();
            new FundSheets(results, lang, book).write();
            main.cheers();
        }
    }

    @Override
    void write() {
        front();
        inputs();
        conventions();
        results();
        ratios();
        lines();
        otherConventions();
        trace();
        leaves();
    }

    private void front() {
        ModelSpec.Header h = r.spec().header();
        book.fact(say("模型", "model"), h.id());
        book.fact(say("类型", "kind"), in(ConventionNames.kind(h.kind().word())));
        book.fact(say("研究人群", "population"), in(h.population()));
        book.fact(say("研究角度", "perspective"), in(h.perspective()));
        book.fact(
                say("货币与价格年份", "currency, price year"), h.currency() + (h.priceYear() > 0 ? " " + h.priceYear() : ""));
        book.fact(
                say("策略", "strategies"),
                r.strategies().stream().map(s -> in(s.label())).collect(Collectors.joining(say("、", ", "))));
        book.fact(say("对照", "reference"), strategy(r.reference()));
        book.fact(
                say("如何阅读", "how to read it"),
                say(
                        "蓝字为模型的输入；改输入请改模型文件后重新运行。底色为黄的格可以在此直接改，依它计算的格随之改变。“–”表示没有定义。",
                        "Blue numbers are inputs of the model; to change them, change the model file and run it again. Yellow cells may be changed here, and what is computed from them follows. A dash is a number that is not defined."));
    }

    private void inputs() {
        Page t = book.page(
                say("输入", "Inputs"),
                say(
                        "全部参数：基线取值、单位、概率分析所用的分布与来源",
                        "every parameter: base value, unit, distribution of the probabilistic analysis, source"),
                List.of(
                        column("名称", "label", WIDE),
                        column("取值", "value", NUMBER),
                        column("单位", "unit", WORDS),
                        column("分布", "distribution", WIDE),
                        column("下限（单因素）", "low, one-way", NUMBER),
                        column("上限（单因素）", "high, one-way", NUMBER),
                        column("来源", "source", WIDE),
                        column("参数", "parameter", WORDS)));
        for (ModelSpec.Parameter p : r.spec().parameters().values()) {
            int row = t.add(
                    in(p.label()),
                    number(p.value().text()),
                    p.unit(),
                    distribution(p),
                    number(p.low().text()),
                    number(p.high().text()),
                    p.source(),
                    p.id());
            t.ink(row, 1);
        }
    }

    /** A formula that is a plain number as such, any other as its words. */
    private static Object number(String formula) {
        try {
            return Double.valueOf(formula);
        } catch (NumberFormatException words) {
            return formula;
        }
    }

    private String distribution(ModelSpec.Parameter p) {
        String own = p.distribution()
                .map(d -> in(ConventionNames.distribution(d.kind())) + " "
                        + d.numbers().entrySet().stream()
                                .map(e -> e.getKey() + " = " + plain(e.getValue()))
                                .collect(Collectors.joining(", ", "(", ")")))
                .orElse("");
        String joint = r.spec().joints().stream()
                .filter(j -> j.members().contains(p.id()))
                .map(j -> in(ConventionNames.distribution(j.kind())))
                .collect(Collectors.joining(say("；", "; ")));
        return own.isEmpty() && joint.isEmpty()
                ? in(ConventionNames.distribution("fixed"))
                : own + (own.isEmpty() || joint.isEmpty() ? "" : say("；", "; ")) + joint;
    }

    private void cheers() {
        CheersPage page = new CheersPage(ReportingChecklist.of(r), lang);
        List<String> header = page.header();
        Page t = book.page(
                "CHEERS 2022",
                say("报告规范条目：已有的内容与仍缺的内容", "items of the reporting standard: what is there and what is missing"),
                List.of(
                        new Column(header.get(1), WIDE),
                        new Column(header.get(0), COUNT),
                        new Column(header.get(2), WIDE),
                        new Column(header.get(3), WIDE)));
        page.checklist().items().forEach(i -> t.add(in(i.topic()), i.number(), in(i.found()), in(i.missing())));
    }

    private void conventions() {
        Page t = book.page(
                say("约定", "Conventions"),
                say("得出这些结果所用的约定，以及运行中的提示", "the conventions that made these results, and notes of the run"),
                List.of(column("约定", "convention", WIDE), column("取值", "value", WIDE)));
        r.conventions().forEach((key, text) -> t.add(in(ConventionNames.of(key)), in(text)));
        r.notes()
                .forEach(n -> t.add(
                        say("提示", "note"),
                        in(n.text())
                                + (n.id().startsWith("repaired")
                                        ? say("（" + n.times() + " 次）", " (" + n.times() + " times)")
                                        : "")));
    }

    private void results() {
        Page t = book.page(
                say("结果", "Results"),
                say(
                        "每人的费用与健康结果；增量与 ICER 沿前沿逐级计算",
                        "costs and health a person; increments and ICERs go along the frontier"),
                and(
                        withOutcomes(strategyColumn()),
                        column("状态", "status", WORDS),
                        column("增量成本", "incremental cost", MONEY),
                        column("增量效果", "incremental effect", EFFECT),
                        column("ICER", "ICER", MONEY)));
        List<Integer> rows = new ArrayList<>();
        for (Frontier.Entry e : r.frontier().entries()) {
            rows.add(t.add(cells(
                    List.of(strategy(e.strategy())),
                    r.strategies().get(e.strategy()).totals(),
                    in(ConventionNames.status(e.status())),
                    e.incrementalCost(),
                    e.incrementalEffect(),
                    e.icer())));
        }
        netBenefit(t, rows);
    }

    /** Threshold times effect less cost, by Excel's own formulas under the table. */
    private void netBenefit(Page t, List<Integer> rows) {
        double threshold = r.incremental().stream()
                .flatMap(i -> i.netBenefit().stream())
                .mapToDouble(ModelResults.NetBenefit::threshold)
                .findFirst()
                .orElse(Double.NaN);
        if (Double.isNaN(threshold)) {
            return;
        }
        int input = t.heading(say("支付意愿（可改）", "willingness to pay (may be changed)"));
        t.input(input, 1, threshold, MONEY);
        t.heading(strategyColumn().label(), say("净货币效益", "net monetary benefit"), say("最优", "best"));
        int first = input + 3;
        int last = first + rows.size() - 1;
        for (int i = 0; i < rows.size(); i++) {
            int at = first + i;
            int source = rows.get(i);
            t.formula(at, 0, "A" + source, WORDS);
            t.formula(
                    at,
                    1,
                    "$B$" + input + "*" + letter(1 + r.effect()) + source + "-" + letter(1 + r.cost()) + source,
                    MONEY);
            t.formula(at, 2, "IF(B" + at + "=MAX(B$" + first + ":B$" + last + "),\"✓\",\"\")", WORDS);
        }
    }

    private static String letter(int column) {
        return column < 26
                ? String.valueOf((char) ('A' + column))
                : letter(column / 26 - 1) + (char) ('A' + column % 26);
    }

    private void ratios() {
        Page t = book.page(
                say("比值", "Ratios"),
                say("平均成本效果比与效益成本比（λΔE/ΔC）", "average cost-effectiveness and benefit-cost ratios (λΔE/ΔC)"),
                List.of(
                        strategyColumn(),
                        column("比值", "ratio", WIDE),
                        column("支付意愿", "willingness to pay", MONEY),
                        column("取值", "value", NUMBER)));
        r.strategies()
                .forEach(s -> t.add(
                        in(s.label()),
                        say("平均成本效果比", "average cost-effectiveness ratio"),
                        "",
                        Ratios.average(s.totals()[r.cost()], s.totals()[r.effect()])));
        r.incremental()
                .forEach(i -> i.netBenefit()
                        .forEach(b -> t.add(
                                strategy(i.strategy()),
                                say("效益成本比", "benefit-cost ratio"),
                                b.threshold(),
                                Ratios.benefitCost(b.threshold(), i.cost(), i.effect()))));
        double margin = r.spec().analyses().equivalence();
        r.incremental().stream()
                .filter(i -> Math.abs(i.effect()) <= margin)
                .forEach(i -> t.add(
                        strategy(i.strategy()),
                        say("成本最小化：效果相当，成本差", "cost-minimisation: effects equal, difference in cost"),
                        "",
                        i.cost()));
    }

    private void lines() {
        if (r.strategies().stream().allMatch(s -> s.lines().isEmpty())) {
            return;
        }
        Page t = book.page(
                say("构成", "Lines"),
                say("每人的费用与结果由哪些项目构成", "what costs and outcomes a person are made of"),
                List.of(
                        strategyColumn(),
                        column("项目", "line", WIDE),
                        column("结果", "outcome", WORDS),
                        column("取值", "value", NUMBER)));
        r.strategies()
                .forEach(s -> s.lines()
                        .forEach(l -> t.add(in(s.label()), in(l.label()), outcomeLabel(l.outcome()), l.value())));
    }

    private String outcomeLabel(String id) {
        return r.outcomes().stream()
                .filter(o -> o.id().equals(id))
                .map(o -> in(o.label()))
                .findFirst()
                .orElse(id);
    }

    private void otherConventions() {
        if (r.alternatives().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("其他约定", "Other conventions"),
                say(
                        "换用其他计数与贴现规则时的结果；* 为本次所用",
                        "what the answer would be under the other rules of counting and discounting; * is the one used"),
                and(
                        withOutcomes(column("规则", "rule", WIDE), strategyColumn()),
                        column("ICER（对照）", "ICER against the reference", MONEY)));
        r.alternatives().forEach(a -> {
            for (int s = 0; s < a.totals().length; s++) {
                t.add(cells(
                        List.of(in(ConventionNames.rule(a.rule())) + (a.used() ? " *" : ""), strategy(s)),
                        a.totals()[s],
                        s == r.reference() ? Double.NaN : a.icer()[s]));
            }
        });
    }

    private void trace() {
        r.trace().ifPresent(trace -> {
            for (int s = 0; s < trace.people().length; s++) {
                List<Column> columns = new ArrayList<>(List.of(column("年", "years", YEARS)));
                trace.labels().forEach(l -> columns.add(new Column(in(l), SHARE)));
                columns.add(column("合计", "sum", SHARE));
                Page t = book.page(
                        say("轨迹 ", "Trace ") + (s + 1),
                        strategy(s) + say("：各时点处于各状态的人数比例", ": share of people in each state over time"),
                        columns);
                int states = trace.labels().size();
                for (int k = 0; k < trace.years().length; k++) {
                    int row = t.add(cells(List.of(trace.years()[k]), trace.people()[s][k]));
                    t.formula(row, states + 1, "SUM(B" + row + ":" + letter(states) + row + ")", SHARE);
                }
            }
        });
    }

    private void leaves() {
        if (r.leaves().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("叶结点", "Leaves"),
                say("决策树各终点的概率与所得", "probability and payoff of each end of the tree"),
                withOutcomes(strategyColumn(), column("路径", "path", WIDE), column("概率", "probability", SHARE)));
        r.leaves().forEach(l -> t.add(cells(List.of(strategy(l.strategy()), l.path(), l.probability()), l.payoff())));
    }
}
