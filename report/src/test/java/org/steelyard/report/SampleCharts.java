package org.steelyard.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.report.chart.AcceptabilityCurve;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.chart.ConcentrationCurve;
import org.steelyard.report.chart.CostEffectivenessPlane;
import org.steelyard.report.chart.FlowDiagram;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.LovePlot;
import org.steelyard.report.chart.Mark;
import org.steelyard.report.chart.ScoreOverlap;
import org.steelyard.report.chart.Series;
import org.steelyard.report.chart.StateTrace;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.chart.Tornado;

/** One chart of every kind, in either language, with long labels and awkward values on purpose. */
public final class SampleCharts {

    private static final double NAN = Double.NaN;

    private final Lang lang;

    private SampleCharts(Lang lang) {
        this.lang = lang;
    }

    public static Map<String, Chart> all(Lang lang) {
        SampleCharts s = new SampleCharts(lang);
        Map<String, Chart> charts = new LinkedHashMap<>();
        charts.put("flow", s.flow());
        charts.put("overlap", s.overlap());
        charts.put("love", s.love());
        charts.put("survival", s.survival());
        charts.put("forest", s.forest());
        charts.put("forest-differences", s.forestOfDifferences());
        charts.put("plane", s.plane());
        charts.put("acceptability", s.acceptability());
        charts.put("concentration", s.concentration());
        charts.put("bars", s.bars());
        charts.put("tornado", s.tornado());
        charts.put("trace", s.trace());
        charts.put("lines", s.lines());
        return charts;
    }

    private String t(String zh, String en) {
        return Text.of(zh, en).in(lang);
    }

    private static Optional<FlowDiagram.Box> side(String title, String... lines) {
        return Optional.of(new FlowDiagram.Box(title, List.of(lines)));
    }

    private FlowDiagram flow() {
        return new FlowDiagram(
                List.of(
                        new FlowDiagram.Step(
                                new FlowDiagram.Box(
                                        t(
                                                "医院结算清单与电子病历关联后的全部住院患者",
                                                "All inpatients after linking settlement lists and records"),
                                        List.of("n = 128,406")),
                                side(
                                        t("不符合纳入标准", "Not eligible"),
                                        t("年龄小于 18 周岁：n = 3,120", "Younger than 18 years: n = 3,120"),
                                        t(
                                                "首次诊断前 365 天内无连续参保记录（含异地就医备案后中断者）：n = 21,770",
                                                "No continuous enrolment in the 365 days before first diagnosis: n = 21,770"))),
                        new FlowDiagram.Step(
                                new FlowDiagram.Box(t("符合纳入标准", "Eligible"), List.of("n = 103,516")),
                                side("", t("变量缺失，无法判断：n ≤10", "Undecided because a value is missing: n ≤10"))),
                        new FlowDiagram.Step(
                                new FlowDiagram.Box(t("分析人群", "Analysed"), List.of("n = 103,508")), Optional.empty())),
                List.of(
                        new FlowDiagram.Box(t("达格列净联合标准治疗", "Dapagliflozin with standard care"), List.of("n = 41,230")),
                        new FlowDiagram.Box(t("标准治疗", "Standard care"), List.of("n = 62,278"))));
    }

    private ScoreOverlap overlap() {
        double[] edges = new double[26];
        double[] upper = new double[25];
        double[] lower = new double[25];
        for (int i = 0; i <= 25; i++) {
            edges[i] = i / 25.0;
        }
        for (int i = 0; i < 25; i++) {
            upper[i] = Math.rint(900 * Math.exp(-Math.pow((i - 14) / 5.0, 2)));
            lower[i] = Math.rint(1300 * Math.exp(-Math.pow((i - 8) / 5.0, 2)));
        }
        upper[0] = NAN;
        lower[24] = NAN;
        return new ScoreOverlap(
                Axis.linear(t("倾向评分（接受干预的估计概率）", "Propensity score (estimated probability of treatment)")),
                t("人数", "People"),
                edges,
                new ScoreOverlap.Group(t("干预组", "Treated"), upper),
                new ScoreOverlap.Group(t("对照组", "Control"), lower),
                10,
                t("≤10 人，不显示", "≤10 people, not shown"));
    }

    private LovePlot love() {
        String[] names = {
            t("年龄（岁）", "Age (years)"),
            t("性别：女", "Sex: female"),
            t("参保类型：城乡居民基本医疗保险（含大学生参保人员）", "Insurance: basic scheme for urban and rural residents, students included"),
            t("入院时格拉斯哥昏迷评分", "Glasgow coma score at admission"),
            t("既往脑卒中", "Prior stroke"),
            t("高血压", "Hypertension"),
            t("糖化血红蛋白（%）", "Glycated haemoglobin (%)"),
            t("医院级别：三级甲等", "Hospital: tertiary A"),
            "baseline_very_long_column_name_without_any_space_at_all_2024"
        };
        double[][] values = {
            {0.42, -0.03, 0.01},
            {-0.18, 0.02, 0.004},
            {0.31, 0.06, 0.02},
            {-0.66, -0.12, 0.05},
            {0.09, 0.01, 0},
            {0.22, -0.04, 0.02},
            {0.04, NAN, 0.03},
            {0.51, 0.08, 0.01},
            {0.12, 0.03, 0.02}
        };
        List<LovePlot.Term> terms = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            terms.add(new LovePlot.Term(names[i], values[i]));
        }
        return new LovePlot(
                t("标准化均数差的绝对值", "Absolute standardised mean difference"),
                List.of(
                        t("调整前", "Before adjustment"),
                        t("1:1 最近邻匹配", "1:1 nearest-neighbour matching"),
                        t("重叠加权", "Overlap weights")),
                terms,
                0.1,
                t("阈值 0.1", "Threshold 0.1"));
    }

    private SurvivalPlot survival() {
        int n = 60;
        double[] time = new double[n];
        for (int i = 0; i < n; i++) {
            time[i] = i * 12;
        }
        double[] riskTimes = {0, 90, 180, 270, 360, 450, 540, 630, 720};
        return new SurvivalPlot(
                Axis.linear(t("自入组起的天数", "Days since entry")),
                Axis.percent(t("无事件生存率", "Event-free survival")),
                List.of(
                        curve(t("干预组", "Treated"), time, 0.0009, Double.POSITIVE_INFINITY),
                        curve(t("对照组（常规药物治疗加康复训练）", "Control (usual drugs with rehabilitation)"), time, 0.0016, 640)),
                Optional.of(new SurvivalPlot.RiskTable(
                        t("风险人数", "Number at risk"),
                        riskTimes,
                        List.of(
                                List.of("12,480", "11,902", "10,771", "9,034", "6,120", "3,308", "1,204", "96", "≤10"),
                                List.of("15,031", "13,440", "11,208", "8,940", "5,802", "2,877", "870", "41", "≤10")))),
                List.of(t("对数秩检验 P < 0.001", "Log-rank P < 0.001")));
    }

    private static SurvivalPlot.Curve curve(String name, double[] time, double rate, double until) {
        double[] value = new double[time.length];
        double[] lower = new double[time.length];
        double[] upper = new double[time.length];
        for (int i = 0; i < time.length; i++) {
            value[i] = Math.exp(-rate * time[i]);
            lower[i] = value[i] - 0.0007 * i;
            upper[i] = Math.min(1, value[i] + 0.0006 * i);
        }
        return new SurvivalPlot.Curve(name, time, value, lower, upper, until);
    }

    private ForestPlot forest() {
        List<ForestPlot.Row> rows = List.of(
                ForestPlot.Row.heading(t("主要分析", "Primary analysis")),
                row(t("重叠加权 Cox 模型", "Overlap-weighted Cox model"), ForestPlot.Kind.SUMMARY, 0.78, 0.69, 0.88),
                ForestPlot.Row.heading(t("预先规定的敏感性分析", "Pre-specified sensitivity analyses")),
                row(
                        t("1:1 倾向评分匹配（卡钳 0.2）", "1:1 propensity-score matching (caliper 0.2)"),
                        ForestPlot.Kind.ESTIMATE,
                        0.81,
                        0.7,
                        0.94),
                row(
                        t(
                                "排除入组后 30 天内死亡者，以减少永生时间偏倚的影响",
                                "Deaths within 30 days of entry excluded, to lessen immortal-time bias"),
                        ForestPlot.Kind.ESTIMATE,
                        0.84,
                        0.73,
                        0.97),
                row(
                        t("阴性对照结局：阑尾切除术", "Negative control outcome: appendectomy"),
                        ForestPlot.Kind.ESTIMATE,
                        1.4,
                        0.2,
                        9.8),
                ForestPlot.Row.heading(t("探索性分析", "Exploratory analyses")),
                row(t("年龄 ≥75 岁", "Age ≥75 years"), ForestPlot.Kind.EXPLORATORY, 0.92, 0.71, 1.19),
                new ForestPlot.Row(
                        t("年龄 <45 岁", "Age <45 years"),
                        1,
                        ForestPlot.Kind.ESTIMATE,
                        NAN,
                        NAN,
                        NAN,
                        List.of("≤10"),
                        List.of(t("未估计", "not estimated"), "—")));
        return new ForestPlot(
                Axis.log(t("风险比（对数刻度）", "Hazard ratio (log scale)")),
                1,
                t("分析", "Analysis"),
                List.of(t("人数", "People")),
                List.of(t("风险比（95% CI）", "HR (95% CI)"), "P"),
                rows,
                t("干预更优", "Favours treatment"),
                t("对照更优", "Favours control"));
    }

    private static ForestPlot.Row row(String label, ForestPlot.Kind kind, double value, double lower, double upper) {
        String interval = value + " (" + lower + "–" + upper + ")";
        return new ForestPlot.Row(label, 1, kind, value, lower, upper, List.of("103,508"), List.of(interval, "0.032"));
    }

    private ForestPlot forestOfDifferences() {
        List<ForestPlot.Row> rows = List.of(
                new ForestPlot.Row(
                        t("住院总费用（元）", "Inpatient cost (CNY)"),
                        0,
                        ForestPlot.Kind.ESTIMATE,
                        -2310,
                        -5120,
                        500,
                        List.of(),
                        List.of("−2,310")),
                new ForestPlot.Row(
                        t("门诊费用（元）", "Outpatient cost (CNY)"),
                        0,
                        ForestPlot.Kind.ESTIMATE,
                        1220,
                        310,
                        2130,
                        List.of(),
                        List.of("1,220")));
        return new ForestPlot(
                Axis.linear(t("均数差（元）", "Mean difference (CNY)")),
                0,
                "",
                List.of(),
                List.of(t("差值", "Difference")),
                rows,
                "",
                "");
    }

    private CostEffectivenessPlane plane() {
        var random = new Seed(7).generator();
        double[] effect = new double[5000];
        double[] cost = new double[5000];
        for (int i = 0; i < effect.length; i++) {
            double z = random.nextGaussian();
            effect[i] = 0.12 + 0.05 * z;
            cost[i] = 9000 + 5200 * (0.4 * z + 0.9 * random.nextGaussian());
        }
        return new CostEffectivenessPlane(
                Axis.linear(t("增量质量调整生命年（QALY）", "Incremental quality-adjusted life years")),
                Axis.linear(t("增量成本（元）", "Incremental cost (CNY)")),
                effect,
                cost,
                t("概率敏感性分析抽样", "Probabilistic draws"),
                new CostEffectivenessPlane.Point(0.12, 9000, t("基础分析", "Base case")),
                t("95% 椭圆", "95% ellipse"),
                List.of(
                        new CostEffectivenessPlane.Threshold(
                                95749, t("1 倍人均 GDP（95,749 元/QALY）", "1 × GDP per capita (95,749 CNY/QALY)")),
                        new CostEffectivenessPlane.Threshold(
                                287247, t("3 倍人均 GDP（287,247 元/QALY）", "3 × GDP per capita (287,247 CNY/QALY)"))));
    }

    private AcceptabilityCurve acceptability() {
        double[] x = new double[61];
        double[] a = new double[61];
        double[] b = new double[61];
        for (int i = 0; i < 61; i++) {
            x[i] = i * 5000;
            a[i] = 1 / (1 + Math.exp(-(x[i] - 75000) / 25000));
            b[i] = 1 - a[i];
        }
        return new AcceptabilityCurve(
                Axis.linear(t("意愿支付阈值（元/QALY）", "Willingness to pay (CNY per QALY)")),
                Axis.percent(t("具有成本效果的概率", "Probability of being cost-effective")),
                List.of(Series.of(t("干预", "Intervention"), x, a), Series.of(t("对照", "Comparator"), x, b)),
                List.of(
                        new Mark(95749, t("1 倍人均 GDP", "1 × GDP per capita")),
                        new Mark(110000, t("常用阈值", "Common threshold")),
                        new Mark(287247, t("3 倍人均 GDP", "3 × GDP per capita"))));
    }

    private ConcentrationCurve concentration() {
        double[] p = new double[51];
        double[] access = new double[51];
        double[] benefit = new double[51];
        for (int i = 0; i < 51; i++) {
            p[i] = i / 50.0;
            access[i] = Math.pow(p[i], 1.35);
            benefit[i] = Math.pow(p[i], 0.85);
        }
        return new ConcentrationCurve(
                Axis.percent(t("人群累计比例（按家庭人均可支配收入由低到高排序）", "Cumulative share of people, by income from lowest")),
                Axis.percent(t("累计比例", "Cumulative share")),
                List.of(
                        Series.of(t("接受干预", "Receiving the service"), p, access),
                        Series.of(t("健康获益", "Health gained"), p, benefit)),
                t("绝对公平线", "Line of equality"));
    }

    private BarChart bars() {
        return new BarChart(
                Axis.linear(t("人均贴现成本（元）", "Mean discounted cost a person (CNY)")),
                List.of(t("干预组", "Treated"), t("对照组", "Control")),
                List.of(
                        new BarChart.Group(
                                t("药品费", "Drugs"),
                                List.of(
                                        new BarChart.Bar(18230, 17100, 19400, "18,230"),
                                        new BarChart.Bar(9120, 8500, 9900, "9,120"))),
                        new BarChart.Group(
                                t(
                                        "住院费（含床位、护理、检查检验与手术耗材）",
                                        "Inpatient stay with bed, nursing, tests and surgical supplies"),
                                List.of(BarChart.Bar.of(25110, "25,110"), BarChart.Bar.of(31870, "31,870"))),
                        new BarChart.Group(
                                t("医保扣减", "Deducted by insurance"),
                                List.of(
                                        BarChart.Bar.of(-1800, "−1,800"),
                                        BarChart.Bar.of(NAN, t("不显示（≤10 人）", "not shown (≤10)"))))));
    }

    private Tornado tornado() {
        return new Tornado(
                Axis.linear(t("增量成本效果比（元/QALY）", "ICER (CNY per QALY)")),
                75200,
                t("基础分析 75,200", "Base case 75,200"),
                t("参数取低值", "Parameter low"),
                t("参数取高值", "Parameter high"),
                List.of(
                        new Tornado.Row(t("干预药品价格（元/疗程）", "Price of a course (CNY)"), 41000, 109800, "6,000", "12,000"),
                        new Tornado.Row(
                                t(
                                        "稳定状态健康效用值（EQ-5D-5L 中国人群积分体系）",
                                        "Utility in stable state (EQ-5D-5L, Chinese value set)"),
                                96100,
                                62040,
                                "0.68",
                                "0.86"),
                        new Tornado.Row(t("贴现率", "Discount rate"), 70100, 83600, "0%", "8%"),
                        new Tornado.Row(t("研究时限（年）", "Horizon (years)"), 78000, 76500, "10", "30")));
    }

    private StateTrace trace() {
        return new StateTrace(
                Axis.linear(t("年", "Years")),
                Axis.percent(t("占队列比例", "Share of cohort")),
                List.of(
                        t("稳定", "Stable"),
                        t("住院", "In hospital"),
                        t("心力衰竭加重后稳定期", "Stable after worsening"),
                        t("死亡", "Dead")),
                List.of(panel(t("干预组", "Treated"), 0.05), panel(t("对照组：常规治疗", "Control: usual care"), 0.08)));
    }

    private static StateTrace.Panel panel(String title, double rate) {
        double[] time = new double[31];
        double[][] shares = new double[31][4];
        for (int i = 0; i < 31; i++) {
            time[i] = i;
            double alive = Math.exp(-rate * i);
            shares[i] = new double[] {alive * 0.7, alive * 0.1, alive * 0.2, 1 - alive};
        }
        return new StateTrace.Panel(title, time, shares);
    }

    private LineChart lines() {
        double[] x = {0, 50000, 100000, 150000, 200000};
        double[] y = {2000000, 7300000, 4100000, 1800000, 600000};
        double[] low = {1500000, 6000000, 3000000, NAN, 100000};
        double[] high = {2600000, 8600000, 5000000, NAN, 1200000};
        return new LineChart(
                Axis.linear(t("意愿支付阈值（元/QALY）", "Willingness to pay (CNY per QALY)")),
                Axis.linear(t("全部信息期望值（元）", "Expected value of perfect information (CNY)")),
                List.of(new Series(t("人群 EVPI", "Population EVPI"), x, y, low, high)),
                List.of(new Mark(95749, t("1 倍人均 GDP", "1 × GDP per capita"))),
                List.of(new Mark(3000000, t("一项新研究的成本", "Cost of a new study"))));
    }
}
