package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.steelyard.cohort.Attrition;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.effect.EffectResults.Summary;
import org.steelyard.evidence.Dossier.VariableQuality;
import org.steelyard.protocol.Variable;
import org.steelyard.report.chart.FlowDiagram;
import org.steelyard.report.chart.FlowDiagram.Box;
import org.steelyard.report.compose.Counts.Group;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Results about people and data: flow, description, missing values. */
record PeopleResults(Context c) {

    /** A calendar year is written 1988, not 1,988. */
    private static final Pattern YEAR = Pattern.compile("(?i)年份|年度|\\byear");

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        flow(b);
        baseline(b);
        missing(b);
        return b.list();
    }

    private void flow(Blocks b) {
        b.section("研究对象筛选", "Selection of participants");
        String each = each();
        b.para(
                "数据源共 " + n(c.counts().start(Counts.FLOW)) + each + "，按方案筛选后纳入 " + n(group(Group.ALL)) + each + "，其中"
                        + c.names().treated() + " " + n(group(Group.TREATED)) + each + "、"
                        + c.names().control() + " " + n(group(Group.CONTROL)) + each + "（⟦f-flow⟧）。",
                "Of " + n(c.counts().start(Counts.FLOW)) + each + " in the source, " + n(group(Group.ALL))
                        + " were included: " + n(group(Group.TREATED)) + " with "
                        + c.names().treated() + " and " + n(group(Group.CONTROL)) + " with "
                        + c.names().control() + " (⟦f-flow⟧).");
        figure(b, "f-flow", c.t("研究对象筛选流程", "Flow of participants"), c.dossier().attrition(), Counts.FLOW);
        c.dossier().benchmarkAttrition().ifPresent(trial -> {
            b.para("对标试验数据按相同口径筛选（⟦f-flow-trial⟧）。", "The benchmark trial was filtered likewise (⟦f-flow-trial⟧).");
            figure(
                    b,
                    "f-flow-trial",
                    c.t("对标试验研究对象筛选流程", "Flow of participants, benchmark trial"),
                    trial,
                    Counts.TRIAL);
        });
    }

    private void figure(Blocks b, String id, String caption, Attrition attrition, String flow) {
        b.figure(
                id,
                caption,
                diagram(attrition, flow),
                List.of(c.t("“≤”与“*”为小样本保护标记，见方法。", "“≤” and “*” protect small counts; see Methods.")),
                c.t(
                        "自上而下列出每一步之后的人数及每一步剔除的人数。",
                        "From top to bottom: people left after each criterion, and those removed beside it."));
    }

    private FlowDiagram diagram(Attrition attrition, String flow) {
        List<FlowDiagram.Step> steps = new ArrayList<>();
        Box before = box(c.t("数据源", "Source"), flow + "/start");
        for (int i = 0; i < attrition.steps().size(); i++) {
            steps.add(new FlowDiagram.Step(
                    before, Optional.of(removed(attrition.steps().get(i), flow, i))));
            before = box(c.t("第 " + (i + 1) + " 步后", "After step " + (i + 1)), flow + "/left/" + i);
        }
        ReleasedCount unassigned = c.counts().get(flow + "/unassigned");
        if (!isZero(unassigned)) {
            Box side = new Box(c.t("治疗组别无法确定", "Arm unknown"), List.of(people(unassigned)));
            steps.add(new FlowDiagram.Step(before, Optional.of(side)));
        }
        steps.add(new FlowDiagram.Step(box(c.t("纳入分析", "Included"), flow + "/all"), Optional.empty()));
        return new FlowDiagram(
                steps,
                List.of(
                        box(c.names().treated(), flow + "/treated"),
                        box(c.names().control(), flow + "/control")));
    }

    private Box removed(Attrition.Step step, String flow, int i) {
        List<String> lines = new ArrayList<>();
        lines.add(people(c.counts().get(flow + "/removed/" + i)));
        if (step.undecided() > 0) {
            lines.add(c.t("因数据缺失无法判定：", "undecided for missing data: ")
                    + people(c.counts().get(flow + "/undecided/" + i)));
        }
        String kind = step.inclusion() ? c.t("不符合：", "Not met: ") : c.t("排除：", "Excluded: ");
        return new Box(kind + c.t(step.label()), lines);
    }

    private Box box(String title, String count) {
        return new Box(title, List.of(people(c.counts().get(count))));
    }

    private String people(ReleasedCount count) {
        return c.t(n(count) + each(), "n = " + n(count));
    }

    /** What is counted: people, but rows where every design of the plan stands on aggregates such as months. */
    private String each() {
        boolean rows = c.plan().analysis().analyses().isEmpty()
                && c.effect().designs().stream().allMatch(DesignResult::aggregated);
        return rows ? c.t(" 行", " rows") : c.t(" 例", " people");
    }

    private static boolean isZero(ReleasedCount count) {
        return count instanceof ReleasedCount.Shown shown && shown.count() == 0;
    }

    private ReleasedCount group(Group group) {
        return c.counts().group(Counts.FLOW, group);
    }

    private String n(ReleasedCount count) {
        return c.numbers().count(count);
    }

    private void baseline(Blocks b) {
        b.section("研究对象特征", "Description of participants");
        List<BaselineRow> rows = c.effect().baseline();
        if (rows.isEmpty()) {
            b.para("方案未指定需要描述的变量。", "The plan names no variable to describe.");
            return;
        }
        long imbalanced = rows.stream()
                .filter(r -> Math.abs(r.smd()) > c.plan().analysis().smdThreshold())
                .map(BaselineRow::variable)
                .distinct()
                .count();
        long variables = rows.stream().map(BaselineRow::variable).distinct().count();
        b.para(
                "⟦t-baseline⟧描述调整前两组特征。" + variables + " 个变量中有 " + imbalanced + " 个的标准化均数差绝对值超过 " + threshold()
                        + "，未经调整的比较不宜作因果解释。",
                "⟦t-baseline⟧ describes the arms before adjustment. Of " + variables + " variables " + imbalanced
                        + " have an absolute standardised mean difference above " + threshold()
                        + "; comparisons without adjustment should not be read as causal.");
        List<Column> columns = List.of(
                Column.left(c.t("变量", "Variable"), 2.4),
                Column.right(c.t("全部", "All") + size(Group.ALL), 1.3),
                Column.right(c.names().treated() + size(Group.TREATED), 1.3),
                Column.right(c.names().control() + size(Group.CONTROL), 1.3),
                Column.right("SMD", 0.7));
        b.table(
                "t-baseline",
                c.t("调整前研究对象特征", "Participants before adjustment"),
                columns,
                baselineRows(rows),
                List.of(
                        c.t(
                                "数值为均数（标准差）或例数（%）；缺失者不计入分母。SMD：标准化均数差。",
                                "Mean (SD) or count (%); people without a value are not in the denominator. SMD: standardised mean difference."),
                        protectionNote()));
    }

    private String threshold() {
        return java.math.BigDecimal.valueOf(c.plan().analysis().smdThreshold())
                .stripTrailingZeros()
                .toPlainString();
    }

    private String protectionNote() {
        int limit = c.counts().rule().limit();
        return c.t(
                "“≤" + limit + "”表示 1 至 " + limit + "；“*”表示为防止反推而隐去；相应百分比与 SMD 一并隐去。",
                "“≤" + limit + "”: from 1 to " + limit
                        + "; “*”: withheld so that a hidden count cannot be computed; shares and SMDs go with them.");
    }

    private String size(Group group) {
        return c.t("\n（n=" + n(group(group)) + "）", "\n(n = " + n(group(group)) + ")");
    }

    private List<Row> baselineRows(List<BaselineRow> rows) {
        Map<String, List<BaselineRow>> variables = new LinkedHashMap<>();
        rows.forEach(r ->
                variables.computeIfAbsent(r.variable(), v -> new ArrayList<>()).add(r));
        return variables.values().stream().flatMap(this::variable).toList();
    }

    private Stream<Row> variable(List<BaselineRow> levels) {
        BaselineRow first = levels.getFirst();
        if (first.level().isEmpty()) {
            return Stream.of(row(Cell.of(c.names().variableWithUnit(first.variable())), first));
        }
        String name = c.names().variable(first.variable());
        if (first.level().equals("true")) {
            return Stream.of(row(Cell.of(name), first));
        }
        if (levels.stream().noneMatch(this::isShown)) {
            String count = c.t(levels.size() + " 个水平，人数均受保护", levels.size() + " levels, all counts protected");
            String hidden = n(new ReleasedCount.Withheld());
            return Stream.of(Row.of(name + c.bracketed(count), hidden, hidden, hidden, Numbers.ABSENT));
        }
        return Stream.concat(
                Stream.of(Row.group(name, 5)),
                levels.stream().map(l -> row(Cell.indented(c.names().level(l.variable(), l.level()), 1), l)));
    }

    private boolean isShown(BaselineRow level) {
        return Stream.of(Group.ALL, Group.TREATED, Group.CONTROL)
                .anyMatch(g ->
                        c.counts().level(level.variable(), level.level(), g).isShown());
    }

    private Row row(Cell label, BaselineRow row) {
        return Row.cells(
                label,
                Cell.of(value(row, row.all(), Group.ALL)),
                Cell.of(value(row, row.treated(), Group.TREATED)),
                Cell.of(value(row, row.control(), Group.CONTROL)),
                Cell.of(smd(row)));
    }

    private String value(BaselineRow row, Summary s, Group group) {
        if (row.level().isEmpty()) {
            return c.counts().rule().isSmall(s.n()) || !Double.isFinite(s.mean())
                    ? Numbers.ABSENT
                    : mean(row, s) + c.bracketed(c.numbers().of(Style.GENERAL, s.sd()));
        }
        ReleasedCount count = c.counts().level(row.variable(), row.level(), group);
        return n(count)
                + (count.isShown() && Double.isFinite(s.mean())
                        ? c.bracketed(c.numbers().percent(s.mean()))
                        : "");
    }

    private String mean(BaselineRow row, Summary s) {
        boolean year = s.mean() >= 1800
                && s.mean() < 2200
                && c.plan().variables().stream()
                        .filter(v -> v.name().equals(row.variable()))
                        .anyMatch(v -> v.type() == Variable.Type.INTEGER
                                && YEAR.matcher(v.name() + " " + v.label().zh() + " "
                                                + v.label().en())
                                        .find());
        return year ? c.numbers().year(s.mean(), 1) : c.numbers().of(Style.GENERAL, s.mean());
    }

    private String smd(BaselineRow row) {
        return Masks.smdIsShown(c, row) ? c.numbers().of(Style.INDEX, row.smd()) : Numbers.ABSENT;
    }

    private void missing(Blocks b) {
        b.section("数据完整性", "Completeness of data");
        List<VariableQuality> rows = quality();
        List<VariableQuality> incomplete =
                rows.stream().filter(q -> q.missing() > 0).toList();
        if (incomplete.isEmpty()) {
            b.para("方案所列变量均无缺失值。", "No variable of the plan has a missing value.");
            return;
        }
        double worst = incomplete.stream()
                .filter(q -> shown(q))
                .mapToDouble(q -> (double) q.missing() / q.rows())
                .max()
                .orElse(Double.NaN);
        b.para(
                "⟦t-missing⟧列出有缺失值的 " + incomplete.size() + " 个变量（共 " + rows.size() + " 个）"
                        + (Double.isNaN(worst) ? "" : "，缺失比例最高为 " + c.numbers().percent(worst)) + "。",
                "⟦t-missing⟧ lists the " + incomplete.size() + " of " + rows.size() + " variables with missing values"
                        + (Double.isNaN(worst)
                                ? ""
                                : "; the largest share missing is "
                                        + c.numbers().percent(worst)) + ".");
        b.table(
                "t-missing",
                c.t("缺失值", "Missing values"),
                List.of(
                        Column.left(c.t("变量", "Variable"), 2),
                        Column.right(c.t("缺失数", "Missing"), 0.8),
                        Column.right(c.t("缺失比例", "Share"), 0.8),
                        Column.left(c.t("处理规则", "Rule"), 2.4)),
                incomplete.stream().map(this::missingRow).toList(),
                List.of());
    }

    private List<VariableQuality> quality() {
        List<VariableQuality> governed = c.dossier().governance().variables();
        return !governed.isEmpty()
                ? governed
                : c.effect().missingness().stream()
                        .map(m -> new VariableQuality(
                                m.variable(), m.rows(), m.missing(), org.steelyard.kernel.Text.EMPTY))
                        .toList();
    }

    private boolean shown(VariableQuality q) {
        return c.counts().missing(q.variable(), q.missing(), q.rows()).isShown();
    }

    private Row missingRow(VariableQuality q) {
        String rule = c.fromData(q.rule());
        return Row.of(
                c.names().variable(q.variable()),
                n(c.counts().missing(q.variable(), q.missing(), q.rows())),
                shown(q) ? c.numbers().percent((double) q.missing() / q.rows()) : Numbers.ABSENT,
                rule.isBlank() ? Numbers.ABSENT : rule);
    }
}
