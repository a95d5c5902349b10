package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.ModelPart;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.kernel.Text;
import org.steelyard.report.BudgetFigures;
import org.steelyard.report.ModelFigures;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.Series;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** What a model file adds to the economic chapter: fitted curves, scenarios of bias, budget impact, agreements. */
record ModelFindings(Context c, ModelPart model) {

    private static final int MOST_LINES = 5;
    private static final List<String> MORE = List.of("model", "frontier", "evpi", "evppi");

    void add(Blocks b) {
        figures(b);
        for (int i = 0; i < model.fits().size(); i++) {
            fit(b, model.fits().get(i), i + 1);
        }
        scenarios(b);
        conventions(b);
        results().budget().ifPresent(r -> budget(b, r));
        agreements(b);
    }

    /** What the chapter does not show already: the model drawn, the acceptability frontier, the value of information. */
    private void figures(Blocks b) {
        List<Block.Figure> more = ModelFigures.of(results(), c.lang()).stream()
                .filter(f -> MORE.contains(f.id()))
                .toList();
        String list = String.join(
                c.t("、", ", "),
                more.stream().map(f -> "⟦f-model-" + f.id() + "⟧").toList());
        b.subsection("模型结构与信息价值", "Structure of the model and value of information");
        b.para(
                "模型“" + results().spec().header().title().zh() + "”（SHA-256 "
                        + model.sha256().substring(0, 12) + "）见" + list
                        + "。输入、轨迹、全部结果与逐次抽样另存于 model 文件夹（model.xlsx、psa.csv、model.json）。",
                "The model “" + results().spec().header().title().en() + "” (SHA-256 "
                        + model.sha256().substring(0, 12) + ") is shown in " + list
                        + ". Inputs, traces, all results and every draw are kept in the folder model (model.xlsx, psa.csv, model.json).");
        boolean drawn = results().psa().filter(p -> !p.partial().isEmpty()).isPresent();
        if (drawn && more.stream().noneMatch(f -> f.id().equals("evppi"))) {
            b.para(
                    "在主要阈值下，任何一个参数的完全信息都不会改变决策：各参数的部分完全信息期望价值均为 0。",
                    "At the main threshold perfect information about no single parameter would change the decision: the expected value of partial perfect information is 0 for each.");
        }
        more.forEach(f -> b.figure("f-model-" + f.id(), f.caption(), f.chart(), List.of(), f.alt()));
    }

    private ModelResults results() {
        return model.results();
    }

    private void fit(Blocks b, ModelPart.CurveFit f, int number) {
        String id = "t-fit-" + number;
        String figure = "f-fit-" + number;
        String hazard = "f-hazard-" + number;
        Text curve =
                Objects.requireNonNull(results().spec().curves().get(f.curve())).label();
        b.subsection("曲线拟合：" + curve.zh(), "Fitted curve: " + curve.en());
        b.para(
                "⟦" + id + "⟧比较各分布族，方案选用" + f.family().zh() + "；⟦" + figure + "⟧与 Kaplan–Meier 曲线对照，⟦" + hazard
                        + "⟧为风险率。",
                "⟦" + id + "⟧ compares the families; the plan names "
                        + f.family().en() + ". ⟦" + figure + "⟧ lays them beside the Kaplan–Meier curve, ⟦" + hazard
                        + "⟧ shows the hazards.");
        List<Row> rows = new ArrayList<>();
        f.families()
                .forEach(x -> rows.add(Row.of(
                        family(x),
                        c.numbers().parameter(x.logLikelihood()),
                        c.numbers().parameter(x.aic()),
                        c.numbers().parameter(x.bic()),
                        x.converged() ? c.t("是", "yes") : c.t("否", "no") + c.bracketed(c.t(x.ending())))));
        b.table(
                id,
                c.t("各分布族的拟合优度", "Goodness of fit by family"),
                List.of(
                        Column.left(c.t("分布族", "Family"), 2),
                        Column.right(c.t("对数似然", "Log likelihood"), 1.2),
                        Column.right("AIC", 1.2),
                        Column.right("BIC", 1.2),
                        Column.right(c.t("达到极大值", "Maximum reached"), 1.2)),
                rows,
                List.of());
        b.figure(
                figure,
                c.t("拟合曲线与 Kaplan–Meier 曲线", "Fitted curves beside Kaplan–Meier"),
                new LineChart(
                        Axis.linear(c.t("年", "Years")).from(0),
                        Axis.percent(c.t("生存率", "Survival")).from(0).to(1),
                        curves(f, false),
                        List.of(),
                        List.of()),
                List.of(),
                c.t("阶梯为观察值，其余为各分布族。", "The steps are observed, the lines are families."));
        b.figure(
                hazard,
                c.t("各分布族的风险率", "Hazards by family"),
                new LineChart(
                        Axis.linear(c.t("年", "Years")).from(0),
                        Axis.linear(c.t("每年风险率", "Hazard a year")).from(0),
                        curves(f, true),
                        List.of(),
                        List.of()),
                List.of(),
                c.t("外推部分由分布族决定。", "Beyond follow-up the family decides."));
    }

    private String family(ModelPart.FamilyFit x) {
        return c.t(x.family()) + (x.used() ? c.t("（选用）", " (used)") : "");
    }

    /** The family in use, and those that fit best beside it: more lines cannot be told apart. */
    private static List<ModelPart.FamilyFit> drawn(ModelPart.CurveFit f) {
        return java.util.stream.Stream.concat(
                        f.families().stream().filter(ModelPart.FamilyFit::used),
                        f.families().stream()
                                .filter(x -> !x.used() && x.converged())
                                .sorted(java.util.Comparator.comparingDouble(ModelPart.FamilyFit::aic))
                                .limit(MOST_LINES))
                .toList();
    }

    private List<Series> curves(ModelPart.CurveFit f, boolean hazard) {
        List<Series> out = new ArrayList<>();
        if (!hazard) {
            out.add(steps(f));
        }
        int from = hazard ? 1 : 0;
        double[] years = java.util.Arrays.copyOfRange(f.years(), from, f.years().length);
        drawn(f).forEach(x -> out.add(Series.of(
                family(x),
                years,
                java.util.Arrays.copyOfRange(hazard ? x.hazard() : x.survival(), from, f.years().length))));
        return out;
    }

    private static Series steps(ModelPart.CurveFit f) {
        int n = f.observed().length;
        double[] x = new double[2 * n + 1];
        double[] y = new double[2 * n + 1];
        y[0] = 1;
        for (int i = 0; i < n; i++) {
            x[2 * i + 1] = f.observedYears()[i];
            y[2 * i + 1] = y[2 * i];
            x[2 * i + 2] = f.observedYears()[i];
            y[2 * i + 2] = f.observed()[i];
        }
        return Series.of("Kaplan–Meier", x, y);
    }

    private void scenarios(Blocks b) {
        if (results().scenarios().isEmpty()) {
            return;
        }
        b.subsection("情景分析", "Scenarios");
        b.para(
                "⟦t-model-scenarios⟧给出各情景下的增量成本效果比，含未测混杂的偏倚界。",
                "⟦t-model-scenarios⟧ gives the ICER of each scenario, bounds of unmeasured confounding among them.");
        List<Row> rows = new ArrayList<>();
        results().scenarios().forEach(s -> rows.addAll(against(c.t(s.label()), s.totals(), s.icer())));
        b.table("t-model-scenarios", c.t("情景分析", "Scenarios"), columns(c.t("情景", "Scenario")), rows, List.of());
    }

    private List<Column> columns(String first) {
        return List.of(
                Column.left(first, 2.4),
                Column.left(c.t("策略", "Strategy"), 1.4),
                Column.right(c.t("增量成本", "Incremental cost"), 1.2),
                Column.right(c.t("增量效果", "Incremental effect"), 1.1),
                Column.right("ICER", 1.2));
    }

    /** Each strategy but the reference against it. */
    private List<Row> against(String first, double[][] totals, double[] icer) {
        int reference = results().reference();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < icer.length; i++) {
            if (i != reference) {
                double cost = totals[i][results().cost()]
                        - totals[reference][results().cost()];
                double effect = totals[i][results().effect()]
                        - totals[reference][results().effect()];
                String dominance = cost <= 0 && effect >= 0 ? c.t("占优", "dominant") : c.t("被占优", "dominated");
                rows.add(Row.of(
                        first,
                        c.t(results().strategies().get(i).label()),
                        c.numbers().money(cost),
                        c.numbers().of(Numbers.Style.QALY, effect),
                        Double.isFinite(icer[i]) ? c.numbers().money(icer[i]) : dominance));
            }
        }
        return rows;
    }

    /** What the answer would be had it been counted otherwise. */
    private void conventions(Blocks b) {
        if (results().alternatives().isEmpty()) {
            return;
        }
        b.subsection("其他约定下的结果", "Under other conventions");
        b.para(
                "⟦t-model-conventions⟧给出改用其他计数规则、贴现规则或年长时的增量成本效果比，其余不变；* 为本报告所用。",
                "⟦t-model-conventions⟧ gives the ICER under other rules of counting and discounting and other lengths of the year, all else equal; * marks what this report uses.");
        List<Row> rows = new ArrayList<>();
        for (ModelResults.Alternative a : results().alternatives()) {
            rows.addAll(against(c.t(ConventionNames.rule(a.rule())) + (a.used() ? " *" : ""), a.totals(), a.icer()));
        }
        b.table(
                "t-model-conventions",
                c.t("其他约定下的增量成本效果比", "ICER under other conventions"),
                columns(c.t("约定", "Convention")),
                rows,
                List.of());
    }

    private void budget(Blocks b, BudgetResults r) {
        b.subsection("预算影响", "Budget impact");
        b.para(
                "⟦t-budget⟧与⟦f-budget⟧给出各基金年度有无新服务的支出，未贴现；可用增长为基金支出增长中可用于该服务的部分。",
                "⟦t-budget⟧ and ⟦f-budget⟧ give spending by fund year without and with the new service, not discounted; the growth allowed is what this service may take of the growth of the fund.");
        List<Row> rows = new ArrayList<>();
        for (FundModel.Year y : r.total()) {
            rows.add(Row.of(
                    r.name(y),
                    c.numbers().money(y.without()),
                    c.numbers().money(y.with()),
                    c.numbers().money(y.net()),
                    c.numbers().money(y.fundNet()),
                    y.judged() ? c.numbers().money(y.allowed()) : Numbers.ABSENT,
                    !y.judged() ? c.t("未判断", "not judged") : y.affordable() ? c.t("是", "yes") : c.t("否", "no")));
        }
        b.table(
                "t-budget",
                c.t("预算影响（" + r.currency() + "）", "Budget impact (" + r.currency() + ")"),
                List.of(
                        Column.left(c.t("年度", "Year"), 0.8),
                        Column.right(c.t("无新服务", "Without"), 1.3),
                        Column.right(c.t("有新服务", "With"), 1.3),
                        Column.right(c.t("净增", "Net"), 1.3),
                        Column.right(c.t("基金净增", "Fund, net"), 1.3),
                        Column.right(c.t("可用增长", "Growth allowed"), 1.3),
                        Column.right(c.t("可承受", "Affordable"), 0.9)),
                rows,
                List.of());
        for (Block.Figure f : BudgetFigures.of(r, c.lang())) {
            b.figure("f-" + f.id(), f.caption(), f.chart(), List.of(), f.alt());
        }
    }

    private void agreements(Blocks b) {
        if (results().agreements().isEmpty()) {
            return;
        }
        b.subsection("支付协议", "Agreements");
        b.para(
                "⟦t-agreements⟧给出各协议的预期支付与离散程度：标准差含个体随机与参数不确定两部分。",
                "⟦t-agreements⟧ gives the expected payment of each agreement and its spread: the luck of people and uncertain parameters together.");
        List<Row> rows = new ArrayList<>();
        results()
                .agreements()
                .forEach(a -> rows.add(Row.of(
                        c.t(a.label()),
                        c.numbers().money(a.forecast().gross()),
                        c.numbers().money(a.forecast().expected()),
                        c.numbers().money(a.forecast().sd()),
                        c.numbers().money(a.forecast().tail()),
                        c.numbers().money(a.forecast().effectivePrice()))));
        b.table(
                "t-agreements",
                c.t("支付协议", "Agreements"),
                List.of(
                        Column.left(c.t("协议", "Agreement"), 2),
                        Column.right(c.t("按标价", "At list price"), 1.2),
                        Column.right(c.t("预期支付", "Expected"), 1.2),
                        Column.right(c.t("标准差", "SD"), 1),
                        Column.right(c.t("95% 分位", "95% quantile"), 1.2),
                        Column.right(c.t("实际价格", "Effective price"), 1.2)),
                rows,
                List.of());
    }
}
