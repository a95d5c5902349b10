package org.steelyard.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.agreement.AgreementForecast;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Ratios;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ReportingChecklist;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** Every table of a run as one Excel file: inputs, conventions, results, trace, sensitivity, draws. */
final class ModelWorkbook {

    private final ModelResults r;
    private final Lang lang;
    private final Workbook book;

    private ModelWorkbook(ModelResults results, Lang lang, Workbook book) {
        this.r = results;
        this.lang = lang;
        this.book = book;
    }

    static void write(ModelResults results, Lang lang, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "Steelyard", null)) {
            ModelWorkbook sheets = new ModelWorkbook(results, lang, book);
            sheets.inputs();
            sheets.conventions();
            sheets.results();
            sheets.ratios();
            sheets.lines();
            sheets.otherConventions();
            sheets.trace();
            sheets.leaves();
            sheets.oneWay();
            sheets.scenarios();
            sheets.prices();
            sheets.curve();
            sheets.information();
            results.budget().ifPresent(sheets::budget);
            sheets.agreements();
            sheets.cheers();
        }
    }

    /** A sheet that is filled row by row under a bold header that stays in view. */
    private final class Table {
        private final Worksheet sheet;
        private int row = 1;

        Table(String zh, String en, List<String> header) {
            sheet = book.newWorksheet(lang == Lang.ZH ? zh : en);
            for (int c = 0; c < header.size(); c++) {
                sheet.value(0, c, header.get(c));
                sheet.style(0, c).bold().fillColor("E7ECF2").set();
                sheet.width(c, c == 0 ? 34 : 18);
            }
            sheet.freezePane(0, 1);
        }

        void add(Object... cells) {
            for (int c = 0; c < cells.length; c++) {
                switch (cells[c]) {
                    case Double d when Double.isFinite(d) -> sheet.value(row, c, d);
                    case Double d -> sheet.value(row, c, "–");
                    case Integer i -> sheet.value(row, c, i);
                    default -> sheet.value(row, c, cells[c].toString());
                }
            }
            row++;
        }
    }

    private String say(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    private String in(Text text) {
        return text.in(lang);
    }

    private String strategy(int s) {
        return in(r.strategies().get(s).label());
    }

    private List<String> withOutcomes(String... before) {
        List<String> out = new ArrayList<>(List.of(before));
        r.outcomes().forEach(o -> out.add(in(o.label())));
        return out;
    }

    private static Object[] cells(List<Object> start, double[] values) {
        List<Object> out = new ArrayList<>(start);
        for (double v : values) {
            out.add(v);
        }
        return out.toArray();
    }

    private void inputs() {
        Table t = new Table(
                "输入",
                "Inputs",
                List.of(
                        say("参数", "parameter"),
                        say("名称", "label"),
                        say("取值", "value"),
                        say("单位", "unit"),
                        say("分布", "distribution"),
                        say("来源", "source")));
        for (ModelSpec.Parameter p : r.spec().parameters().values()) {
            String distribution =
                    p.distribution().map(d -> d.kind() + " " + d.numbers()).orElse(say("固定", "fixed"));
            t.add(p.id(), in(p.label()), p.value().text(), p.unit(), distribution, p.source());
        }
    }

    private void cheers() {
        CheersPage page = new CheersPage(ReportingChecklist.of(r), lang);
        Table t = new Table("CHEERS 2022", "CHEERS 2022", page.header());
        page.checklist().items().forEach(i -> t.add(i.number(), in(i.topic()), in(i.found()), in(i.missing())));
    }

    private void conventions() {
        Table t = new Table("约定", "Conventions", List.of(say("约定", "convention"), say("取值", "value")));
        r.conventions().forEach((key, text) -> t.add(in(ConventionNames.of(key)), in(text)));
        r.notes().forEach(n -> t.add(n.id(), in(n.text()) + " (" + n.times() + ")"));
    }

    private void results() {
        List<String> header = withOutcomes(say("策略", "strategy"));
        header.addAll(List.of(
                say("状态", "status"), say("增量成本", "incremental cost"), say("增量效果", "incremental effect"), "ICER"));
        Table t = new Table("结果", "Results", header);
        for (Frontier.Entry e : r.frontier().entries()) {
            List<Object> row = new ArrayList<>(List.of(cells(
                    List.of(strategy(e.strategy())),
                    r.strategies().get(e.strategy()).totals())));
            row.add(e.status().name());
            row.addAll(List.of(e.incrementalCost(), e.incrementalEffect(), e.icer()));
            t.add(row.toArray());
        }
    }

    private void ratios() {
        Table t = new Table(
                "比值",
                "Ratios",
                List.of(
                        say("策略", "strategy"),
                        say("比值", "ratio"),
                        say("支付意愿", "willingness to pay"),
                        say("取值", "value")));
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
        Table t = new Table(
                "构成",
                "Lines",
                List.of(say("策略", "strategy"), say("项目", "line"), say("结果", "outcome"), say("取值", "value")));
        r.strategies()
                .forEach(s -> s.lines().forEach(l -> t.add(in(s.label()), in(l.label()), l.outcome(), l.value())));
    }

    private void otherConventions() {
        if (r.alternatives().isEmpty()) {
            return;
        }
        List<String> header = withOutcomes(say("规则", "rule"), say("策略", "strategy"));
        header.add("ICER");
        Table t = new Table("其他约定", "Other conventions", header);
        r.alternatives().forEach(a -> {
            for (int s = 0; s < a.totals().length; s++) {
                List<Object> row = new ArrayList<>(List.of(cells(
                        List.of(in(ConventionNames.rule(a.rule())) + (a.used() ? " *" : ""), strategy(s)),
                        a.totals()[s])));
                row.add(s == r.reference() ? Double.NaN : a.icer()[s]);
                t.add(row.toArray());
            }
        });
    }

    private void trace() {
        r.trace().ifPresent(trace -> {
            for (int s = 0; s < trace.people().length; s++) {
                List<String> header = new ArrayList<>(List.of(say("年", "years")));
                trace.labels().forEach(l -> header.add(in(l)));
                Table t = new Table("轨迹 " + (s + 1), "Trace " + (s + 1), header);
                for (int k = 0; k < trace.years().length; k++) {
                    t.add(cells(List.of(trace.years()[k]), trace.people()[s][k]));
                }
            }
        });
    }

    private void leaves() {
        if (r.leaves().isEmpty()) {
            return;
        }
        Table t = new Table(
                "叶结点", "Leaves", withOutcomes(say("策略", "strategy"), say("路径", "path"), say("概率", "probability")));
        r.leaves().forEach(l -> t.add(cells(List.of(strategy(l.strategy()), l.path(), l.probability()), l.payoff())));
    }

    private void oneWay() {
        if (r.oneWay().isEmpty()) {
            return;
        }
        Table t = new Table(
                "单因素",
                "One-way",
                List.of(
                        say("参数", "parameter"),
                        say("策略", "strategy"),
                        say("低", "low"),
                        say("高", "high"),
                        say("ICER（低）", "ICER, low"),
                        say("ICER（高）", "ICER, high"),
                        say("净效益（低）", "net benefit, low"),
                        say("净效益（高）", "net benefit, high")));
        r.oneWay()
                .forEach(w -> t.add(
                        in(w.label()),
                        strategy(w.strategy()),
                        w.low(),
                        w.high(),
                        w.icerLow(),
                        w.icerHigh(),
                        w.netBenefitLow(),
                        w.netBenefitHigh()));
    }

    private void scenarios() {
        if (r.scenarios().isEmpty()) {
            return;
        }
        List<String> header = withOutcomes(say("情景", "scenario"), say("策略", "strategy"));
        header.add("ICER");
        Table t = new Table("情景", "Scenarios", header);
        r.scenarios().forEach(sc -> {
            for (int s = 0; s < sc.totals().length; s++) {
                List<Object> row =
                        new ArrayList<>(List.of(cells(List.of(in(sc.label()), strategy(s)), sc.totals()[s])));
                row.add(s == r.reference() ? Double.NaN : sc.icer()[s]);
                t.add(row.toArray());
            }
        });
    }

    private void prices() {
        if (r.prices().isEmpty()) {
            return;
        }
        Table t = new Table(
                "阈值价格",
                "Threshold price",
                List.of(
                        say("策略", "strategy"),
                        say("支付意愿", "willingness to pay"),
                        say("价格", "price"),
                        say("下限", "lower"),
                        say("上限", "upper")));
        r.prices()
                .forEach(p -> t.add(
                        strategy(p.strategy()),
                        p.threshold(),
                        p.value(),
                        p.interval().lower(),
                        p.interval().upper()));
    }

    private void curve() {
        r.psa().ifPresent(psa -> {
            List<String> header = new ArrayList<>(List.of(say("支付意愿", "willingness to pay")));
            for (int s = 0; s < r.strategies().size(); s++) {
                header.add("P(" + strategy(s) + ")");
            }
            header.addAll(List.of(say("最优", "best"), "EVPI"));
            Table t = new Table("可接受曲线", "Acceptability", header);
            for (Uncertainty u : psa.curve()) {
                List<Object> row = new ArrayList<>(List.of(cells(List.of(u.threshold()), u.acceptability())));
                row.addAll(List.of(strategy(u.best()), u.evpi()));
                t.add(row.toArray());
            }
        });
    }

    private void information() {
        r.psa().filter(p -> !p.partial().isEmpty()).ifPresent(psa -> {
            List<String> header = new ArrayList<>(List.of(say("参数", "parameters")));
            for (double threshold : psa.partial().getFirst().thresholds()) {
                header.add("EVPPI @ " + threshold);
            }
            Table t = new Table("部分信息价值", "EVPPI", header);
            psa.partial().forEach(p -> t.add(cells(List.of(String.join(", ", p.parameters())), p.value())));
        });
    }

    private void budget(BudgetResults b) {
        List<String> header = new ArrayList<>(List.of(
                say("统筹区", "pool"),
                say("省份", "province"),
                say("险种", "insurance"),
                say("年度", "year"),
                say("参保人数", "members"),
                say("治疗人数", "people")));
        b.services().forEach(s -> header.add(say("人数：", "people: ") + in(s.label())));
        header.addAll(List.of(
                say("总费用（无）", "spending without"),
                say("总费用（有）", "spending with"),
                say("净增", "net"),
                say("基金净增", "fund, net"),
                say("患者等净增", "others, net"),
                say("基金每参保人每月", "fund, a member and month"),
                say("可用增长", "growth allowed"),
                say("可承受", "affordable")));
        Table t = new Table("预算影响", "Budget impact", header);
        b.pools().forEach(p -> budget(t, b, List.of(in(p.label()), p.province(), p.insurance()), p.years()));
        b.by(BudgetResults.PoolForecast::province)
                .forEach((name, years) -> budget(t, b, List.of(say("合计", "sum"), name, ""), years));
        b.by(BudgetResults.PoolForecast::insurance)
                .forEach((name, years) -> budget(t, b, List.of(say("合计", "sum"), "", name), years));
        budget(t, b, List.of(say("合计", "sum"), "", ""), b.total());
        b.scenarios().forEach(s -> budget(t, b, List.of(say("情景：", "scenario: ") + in(s.label()), "", ""), s.total()));
        Table costs = new Table(
                "每年费用",
                "Yearly costs",
                List.of(say("服务", "service"), say("开始后第几年", "year since start"), say("费用", "cost")));
        b.services().forEach(s -> {
            for (int y = 0; y < s.cost().length; y++) {
                costs.add(in(s.label()), y + 1, s.cost()[y]);
            }
        });
        budgetUncertainty(b);
    }

    private void budget(Table t, BudgetResults b, List<String> who, List<FundModel.Year> years) {
        for (FundModel.Year y : years) {
            List<Object> row = new ArrayList<>(who);
            row.addAll(List.of(b.name(y), y.members(), y.people()));
            for (double n : y.services()) {
                row.add(n);
            }
            row.addAll(List.of(
                    y.without(), y.with(), y.net(), y.fundNet(), y.othersNet(), y.perMemberMonth(), y.allowed()));
            row.add(!y.judged() ? say("未判断", "not judged") : y.affordable() ? say("是", "yes") : say("否", "no"));
            t.add(row.toArray());
        }
    }

    private void budgetUncertainty(BudgetResults b) {
        if (!b.spread().isEmpty()) {
            Table t = new Table(
                    "预算区间",
                    "Budget intervals",
                    List.of(
                            say("年度", "year"),
                            say("基金净增", "fund, net"),
                            say("下限", "lower"),
                            say("上限", "upper"),
                            say("超出可用增长的概率", "probability beyond what is allowed")));
            for (int y = 0; y < b.spread().size(); y++) {
                BudgetResults.YearSpread s = b.spread().get(y);
                FundModel.Year year = b.total().get(y);
                t.add(
                        b.name(year),
                        year.fundNet(),
                        s.fundNet().lower(),
                        s.fundNet().upper(),
                        s.unaffordable());
            }
        }
        if (!b.oneWay().isEmpty()) {
            Table t = new Table(
                    "预算单因素",
                    "Budget one-way",
                    List.of(
                            say("参数", "parameter"),
                            say("低", "low"),
                            say("高", "high"),
                            say("累计基金净增（低）", "fund, net, all years, low"),
                            say("累计基金净增（高）", "fund, net, all years, high")));
            b.oneWay().forEach(w -> t.add(in(w.label()), w.low(), w.high(), w.fundNetLow(), w.fundNetHigh()));
        }
    }

    private void agreements() {
        if (r.agreements().isEmpty()) {
            return;
        }
        Table t = new Table(
                "支付协议",
                "Agreements",
                List.of(
                        say("协议", "agreement"),
                        say("策略", "strategy"),
                        say("人数", "people"),
                        say("标价", "list price"),
                        say("按标价总额", "gross"),
                        say("预期支付", "expected payment"),
                        say("标准差", "SD"),
                        say("其中个体随机", "SD by people"),
                        say("其中参数不确定", "SD by parameters"),
                        say("下限", "lower"),
                        say("上限", "upper"),
                        say("95% 分位", "95 % quantile"),
                        say("预期退款", "expected refund"),
                        say("之后支付", "paid later"),
                        say("每例实际价格", "effective price"),
                        say("触及封顶概率", "P(cap binds)"),
                        say("达标概率", "P(target met)"),
                        say("ICER（实际价格）", "ICER at effective price")));
        r.agreements().forEach(a -> {
            AgreementForecast f = a.forecast();
            t.add(
                    in(a.label()),
                    strategy(a.strategy()),
                    f.people(),
                    f.listPrice(),
                    f.gross(),
                    f.expected(),
                    f.sd(),
                    f.sdPeople(),
                    f.sdParameters(),
                    f.lower(),
                    f.upper(),
                    f.tail(),
                    f.refund(),
                    f.later(),
                    f.effectivePrice(),
                    f.capped(),
                    f.met(),
                    a.icer());
        });
        Table events = new Table(
                "约定结局",
                "Agreed events",
                List.of(
                        say("协议", "agreement"),
                        say("年", "years"),
                        say("概率", "probability"),
                        say("下限", "lower"),
                        say("上限", "upper")));
        r.agreements()
                .forEach(a -> a.risks()
                        .forEach(e -> events.add(
                                in(a.label()),
                                e.years(),
                                e.probability(),
                                e.interval().lower(),
                                e.interval().upper())));
    }
}
