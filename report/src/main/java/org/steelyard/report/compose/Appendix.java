package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;
import org.steelyard.report.document.Fact;

/** 附录: data, dictionary, diagnostics, conventions, provenance, plan of work, checklists, and how to run it again. */
record Appendix(Context c) {

    /** Kinds of diagnostics whose whole numbers are not people or events. */
    private static final Set<String> COUNTS_NOBODY = Set.of(
            "base-within-draws",
            "bootstrap-failures",
            "c-statistic",
            "convergence",
            "donors-used",
            "e-value",
            "empty-levels",
            "hidden-bias",
            "not-estimated",
            "overlap-exact-balance",
            "points-before",
            "points-each-side",
            "price-units",
            "score-selected",
            "score-suspicious",
            "specification-curve");

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        b.add(new Block.PageBreak());
        b.front("附录", "Appendix");
        inputs(b);
        dictionary(b);
        supplementary(b);
        diagnostics(b);
        conventions(b);
        provenance(b);
        work(b);
        documents(b);
        b.addAll(new Checklists(c).blocks());
        return b.list();
    }

    private void inputs(Blocks b) {
        b.minor("原始数据", "Source data");
        b.para(
                "⟦t-inputs⟧列出所用数据文件的行数与 SHA-256 摘要值；原始数据由数据提供方保管，核查时以摘要值比对。",
                "⟦t-inputs⟧ lists the files with rows and SHA-256 digests. The data stay with their provider; digests allow a check.");
        b.table(
                "t-inputs",
                c.t("数据文件", "Data files"),
                List.of(
                        Column.left(c.t("文件", "File"), 1.4),
                        Column.right(c.t("行数", "Rows"), 0.8),
                        Column.left(c.t("编码", "Encoding"), 0.8),
                        Column.left("SHA-256", 3.4)),
                c.dossier().run().inputs().stream().map(this::input).toList(),
                List.of());
    }

    private Row input(Dossier.Input i) {
        boolean start = i.rows() == c.dossier().attrition().start();
        boolean hidden = c.counts().rule().isSmall(i.rows())
                || c.counts().withheld().contains(i.rows())
                || (start && !c.counts().start(Counts.FLOW).isShown());
        return Row.of(
                i.name(),
                hidden ? "*" : c.numbers().count(i.rows()),
                i.encoding().isBlank() ? Numbers.ABSENT : i.encoding(),
                i.sha256().hex());
    }

    private void dictionary(Blocks b) {
        b.minor("数据字典", "Dictionary");
        b.para("⟦t-dictionary⟧为方案所列变量。", "⟦t-dictionary⟧ lists the variables of the plan.");
        b.table(
                "t-dictionary",
                c.t("数据字典", "Dictionary"),
                List.of(
                        Column.left(c.t("变量", "Variable"), 1.2),
                        Column.left(c.t("含义", "Meaning"), 1.7),
                        Column.left(c.t("角色", "Role"), 0.8),
                        Column.left(c.t("类型", "Type"), 0.7),
                        Column.left(c.t("单位或取值", "Unit or levels"), 1.8),
                        Column.left(c.t("来源列或定义", "Column or definition"), 1.6)),
                c.plan().variables().stream().map(this::variable).toList(),
                List.of());
    }

    private Row variable(Variable v) {
        String levels = v.levels().stream()
                .map(l -> c.t(l.label()).isBlank() ? l.value() : c.t(l.label()))
                .collect(Collectors.joining(c.semicolon()));
        String unit = v.unit().map(c::t).orElse("");
        String values = unit.isBlank() ? levels : levels.isEmpty() ? unit : unit + c.semicolon() + levels;
        return Row.of(
                v.name(),
                c.t(v.label()),
                c.t(Labels.of(v.role())),
                c.t(Labels.of(v.type())),
                values.isBlank() ? Numbers.ABSENT : values,
                v.define().orElse(v.column().orElse(v.name())));
    }

    private void supplementary(Blocks b) {
        if (!c.effect().balance().isEmpty()) {
            b.minor("补充表格", "Supplementary tables");
            b.para(
                    "⟦t-balance⟧为各协变量调整前后的标准化均数差。",
                    "⟦t-balance⟧ gives the standardised mean difference of each covariate before and after adjustment.");
            new BalanceResults(c).table(b);
        }
    }

    private void diagnostics(Blocks b) {
        b.minor("诊断", "Diagnostics");
        List<Diagnostic> all = c.findings().diagnostics();
        if (all.isEmpty()) {
            b.para("本次运行未产生诊断。", "The run made no diagnostics.");
            return;
        }
        b.para("⟦t-diagnostics⟧列出全部诊断，未通过者在前。", "⟦t-diagnostics⟧ lists all diagnostics, failed ones first.");
        List<Row> rows = new ArrayList<>();
        merged(all.stream().filter(d -> !d.passed()).toList()).forEach(same -> rows.add(diagnostic(same)));
        merged(all.stream().filter(Diagnostic::passed).toList()).forEach(same -> rows.add(diagnostic(same)));
        b.table(
                "t-diagnostics",
                c.t("诊断", "Diagnostics"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 1.4),
                        Column.left(c.t("诊断", "Diagnostic"), 1.3),
                        Column.right(c.t("数值", "Value"), 0.8),
                        Column.right(c.t("界值", "Limit"), 0.7),
                        Column.center(c.t("通过", "Passed"), 0.6),
                        Column.left(c.t("说明", "Note"), 3)),
                rows,
                List.of(c.t("“—”表示该诊断没有数值或界值，仅供参考。", "“—”: the diagnostic has no value or limit and only informs.")));
    }

    /** Analyses of several outcomes that share one score have its diagnostics in one row. */
    private static Collection<List<Diagnostic>> merged(List<Diagnostic> diagnostics) {
        Map<List<Object>, List<Diagnostic>> out = new LinkedHashMap<>();
        diagnostics.forEach(d -> out.computeIfAbsent(
                        List.of(d.kind(), d.value(), d.threshold(), d.message()), k -> new ArrayList<>())
                .add(d));
        return out.values();
    }

    private Row diagnostic(List<Diagnostic> same) {
        Diagnostic d = same.getFirst();
        List<String> ids = same.stream()
                .map(Diagnostic::about)
                .filter(a -> !a.isBlank())
                .distinct()
                .toList();
        String about = ids.isEmpty() ? c.t("全部", "All") : c.names().analyses(ids);
        return Row.of(
                about,
                c.names().diagnostic(d.kind()),
                value(d),
                limit(d.threshold()),
                Double.isNaN(d.threshold()) && d.passed() ? Numbers.ABSENT : c.t(Labels.yesNo(d.passed())),
                c.fromData(d.message()));
    }

    private String limit(double threshold) {
        return Double.isFinite(threshold) && threshold != 0 && Math.abs(threshold) < 0.001
                ? "10^" + c.numbers().fixed(Math.log10(Math.abs(threshold)), 0)
                : c.numbers().parameter(threshold);
    }

    /** A whole number may count people, unless its kind is known not to; a redacted message takes its number with it. */
    private String value(Diagnostic d) {
        double x = d.value();
        boolean redacted = !c.counts().redact(d.message()).equals(d.message());
        boolean whole = x == Math.rint(x) && Math.abs(x) < 1e15;
        boolean share = d.threshold() > 0 && d.threshold() < 1;
        boolean counts = whole && !share && !COUNTS_NOBODY.contains(d.kind());
        if (counts && c.counts().rule().isSmall((long) x)) {
            return "≤" + c.counts().rule().limit();
        }
        if (redacted || (counts && c.counts().withheld().contains((long) x))) {
            return "*";
        }
        if (x != 0 && Math.abs(x) < 0.0005) {
            return "<0.001";
        }
        return whole ? c.numbers().fixed(x, 0) : c.numbers().of(Numbers.Style.GENERAL, x);
    }

    private void conventions(Blocks b) {
        List<EffectEstimate> estimates = c.effect().estimates();
        if (estimates.isEmpty()) {
            return;
        }
        b.minor("计算约定", "Conventions");
        b.para(
                "⟦t-conventions⟧给出各类估计值的算法与约定。",
                "⟦t-conventions⟧ says how each kind of estimate was made where conventions differ.");
        Map<String, Row> rows = new LinkedHashMap<>();
        for (EffectEstimate e : estimates) {
            if (!Findings.isSubgroup(e)) {
                rows.putIfAbsent(
                        c.names().analysisInFull(e.analysis()) + e.measure() + e.method() + e.convention(),
                        Row.of(
                                c.names().analysisInFull(e.analysis()),
                                c.names().measure(e),
                                words(e.method()),
                                words(e.convention())));
            }
        }
        b.table(
                "t-conventions",
                c.t("计算约定", "Conventions"),
                List.of(
                        Column.left(c.t("分析", "Analysis"), 1.6),
                        Column.left(c.t("指标", "Measure"), 1.2),
                        Column.left(c.t("方法", "Method"), 2.2),
                        Column.left(c.t("约定", "Convention"), 2.2)),
                List.copyOf(rows.values()),
                List.of());
    }

    private String words(String english) {
        Optional<String> text = c.lang() == Lang.ZH ? MethodWords.chinese(english) : Optional.of(english);
        return text.filter(t -> !t.isBlank()).orElse(Numbers.ABSENT);
    }

    private void provenance(Blocks b) {
        Dossier.Run run = c.dossier().run();
        b.minor("溯源与复现", "Provenance and how to run it again");
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                c.t("方案", "Plan"),
                c.plan().id() + c.t("，第 ", ", version ") + c.plan().version() + c.t(" 版", "")));
        facts.add(Fact.of(
                c.t("方案 SHA-256", "Plan SHA-256"), c.dossier().plan().digest().hex()));
        facts.add(Fact.of(
                c.t("方案锁定", "Plan locked"),
                c.t(Labels.yesNo(c.dossier().plan().locked()))
                        + c.dossier().plan().lockedAt().map(c::bracketed).orElse("")));
        facts.add(Fact.of(c.t("程序", "Program"), "Steelyard " + run.codeVersion()));
        facts.add(Fact.of("Java", run.javaVersion()));
        facts.add(Fact.of(c.t("数据引擎", "Engine"), Names.engine(run.engine())));
        facts.add(Fact.of(c.t("随机种子", "Seed"), String.valueOf(run.seed())));
        facts.add(Fact.of(c.t("运行开始时间", "Run started"), run.startedAt()));
        facts.add(Fact.of(
                c.t("政策参数包", "Policy pack"),
                c.dossier().pack().id() + " " + c.dossier().pack().version()));
        b.facts(facts);
        b.para(
                "用同一方案、同一数据（摘要值相同）和同一版本程序运行下列命令，可得到逐位相同的结果：⟦`steelyard run 方案文件 --data 数据目录 --out 输出目录 --seed "
                        + run.seed()
                        + "⟧；核验已有成果包用 ⟦`steelyard verify⟧，重新计算并比对用 ⟦`steelyard reproduce⟧。全部数值的双精度原值在成果包的 ⟦`results.json⟧ 中。",
                "The same plan, data (same digests) and version of the program give the same bits again: ⟦`steelyard run PLAN --data DATA --out OUT --seed "
                        + run.seed()
                        + "⟧. ⟦`steelyard verify⟧ checks a package, ⟦`steelyard reproduce⟧ computes it again and compares. All numbers stand in double precision in ⟦`results.json⟧ of the package.");
    }

    private void work(Blocks b) {
        Protocol.ResearchPlan plan = c.plan().plan();
        b.minor("研究计划执行信息", "Plan of work");
        List<Row> rows = new ArrayList<>();
        plan.timeline()
                .forEach(m -> rows.add(
                        Row.of(c.t("时间进度", "Timeline"), c.t(m.name()), m.date().toString())));
        plan.budget()
                .forEach(l -> rows.add(Row.of(
                        c.t("预算", "Budget"),
                        c.t(l.item()),
                        c.t(
                                c.numbers().money(l.amount().doubleValue()) + " "
                                        + c.names().currency(l.currency()),
                                l.currency() + " "
                                        + c.numbers().money(l.amount().doubleValue())))));
        plan.risks().forEach(r -> rows.add(Row.of(c.t("风险", "Risk"), c.t(r.risk()), c.t(r.response()))));
        rows.add(Row.of(
                c.t("国家层面协调", "National coordination"),
                c.t(Labels.yesNo(plan.nationalCoordination())),
                plan.nationalCoordinationNote().map(c::t).orElse(Numbers.ABSENT)));
        b.para("时间进度、预算与风险应对见⟦t-work⟧。", "⟦t-work⟧ gives timeline, budget and risks.");
        b.table(
                "t-work",
                c.t("研究计划", "Plan of work"),
                List.of(
                        Column.left(c.t("类别", "Kind"), 0.9),
                        Column.left(c.t("内容", "Item"), 2.4),
                        Column.left(c.t("日期、金额或应对", "Date, amount or response"), 2.6)),
                rows,
                List.of());
    }

    private void documents(Blocks b) {
        b.minor("统计代码、伦理文件与评审意见", "Code, ethics papers and reviews");
        b.para(
                "统计计算由开源程序 Steelyard（杆秤）完成，版本见上，无另行编写的统计代码。伦理审查文件与专家评审意见由评价实施主体随报告另附。",
                "All statistics were computed by the open-source program Steelyard of the version above; there is no other statistical code. Ethics papers and experts' reviews are handed in by the implementer beside this report.");
    }
}
