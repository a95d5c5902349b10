package org.steelyard.economics.sheet.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.economics.sheet.SheetTable.Draft;
import org.steelyard.economics.sheet.TableSource.Columns;
import org.steelyard.economics.trial.AdjustedDifference;
import org.steelyard.economics.utility.LifeYearsLost;
import org.steelyard.economics.utility.ResponseMap;
import org.steelyard.economics.utility.ValueMap;
import org.steelyard.economics.utility.ValueSet;
import org.steelyard.kernel.Text;

/** Health outcomes. */
public final class OutcomeCalculations {

    private OutcomeCalculations() {}

    private static ValueSet valueSet(Part p) {
        p.requireKnown(
                "valueSet",
                p.text("valueSet"),
                ValueSet.shipped().stream().map(ValueSet::id).collect(Collectors.toSet()));
        return ValueSet.named(p.text("valueSet"));
    }

    /** Utility of each answer in a column. */
    private static double[] utilities(Part p, Columns t, String column) {
        ValueSet set = valueSet(p);
        List<String> states = t.text(column);
        double[] out = new double[states.size()];
        for (int i = 0; i < out.length; i++) {
            try {
                out[i] = set.utility(states.get(i).trim());
            } catch (IllegalArgumentException e) {
                throw p.cell(
                        "table",
                        i,
                        column,
                        Text.of(
                                "不是该量表的五位状态；各维水平为 1–" + set.decrements()[0].length,
                                "no five-digit state of this instrument; levels are 1 to "
                                        + set.decrements()[0].length));
            }
        }
        return out;
    }

    public static List<Draft> qalys(Part p) {
        Map<String, Part> visits = p.named("visits");
        double[] years =
                visits.values().stream().mapToDouble(v -> v.number("years")).toArray();
        List<String> columns =
                visits.values().stream().map(v -> v.text("column")).toList();
        boolean states = p.has("valueSet");
        List<String> numbers = new ArrayList<>(states ? List.of() : columns);
        if (p.has("arm")) {
            numbers.add(p.text("arm"));
        }
        numbers.addAll(p.texts("covariates"));
        Columns t = p.read("table", numbers, states ? columns : List.of());
        double[][] u = columns.stream()
                .map(c -> states ? utilities(p, t, c) : t.number(c))
                .toArray(double[][]::new);
        double[] qaly = new double[u[0].length];
        for (int i = 0; i < qaly.length; i++) {
            int person = i;
            qaly[i] = ValueSet.qalys(
                    years, Arrays.stream(u).mapToDouble(visit -> visit[person]).toArray());
        }
        Text method = Text.of(
                "曲线下面积（相邻测量间直线）" + (states ? "；" + p.text("valueSet") : ""),
                "area under straight lines between measurements" + (states ? "; " + p.text("valueSet") : ""));
        Draft d = new Draft("qalys", Text.of("质量调整生命年", "Quality-adjusted life years"), method)
                .column("name", "指标", "name")
                .column("value", "数值", "value")
                .column("se", "标准误", "standard error")
                .column("lower", "95% 下限", "95 % lower limit")
                .column("upper", "95% 上限", "95 % upper limit");
        d.row(
                SheetWords.of("mean"),
                Arrays.stream(qaly).average().orElse(Double.NaN),
                Double.NaN,
                Double.NaN,
                Double.NaN);
        if (p.has("arm")) {
            boolean[] arm = p.flags("table", t, p.text("arm"));
            AdjustedDifference a = AdjustedDifference.of(qaly, arm, covariates(p, t, u[0]), 0.95);
            d.row(SheetWords.of("difference-unadjusted"), a.unadjusted(), Double.NaN, Double.NaN, Double.NaN);
            d.row(SheetWords.of("difference-adjusted-for-baseline"), a.value(), a.se(), a.lower(), a.upper());
        }
        return List.of(d);
    }

    private static double[][] covariates(Part p, Columns t, double[] baseline) {
        List<double[]> out = new ArrayList<>(List.of(baseline));
        p.texts("covariates").forEach(c -> out.add(t.number(c)));
        return out.toArray(double[][]::new);
    }

    public static List<Draft> dalys(Part p) {
        LifeYearsLost law = new LifeYearsLost(p.number("discount", 0), p.number("ageWeight", 0));
        double yll = 0;
        for (Part d : p.parts("deaths")) {
            yll += d.number("count", 1) * law.ofDeath(d.number("age", 0), d.number("remaining"));
        }
        double yld = 0;
        for (Part i : p.parts("illness")) {
            yld += i.number("count", 1)
                    * law.ofIllness(i.number("onset", 0), i.number("years"), i.number("disability"));
        }
        return List.of(new Draft(
                        "dalys",
                        Text.of("伤残调整生命年", "Disability-adjusted life years"),
                        Text.of(
                                "连续贴现率 " + law.discount() + "，年龄权重 " + law.ageWeight(),
                                "continuous discount rate " + law.discount() + ", age weight " + law.ageWeight()))
                .column("name", "指标", "name")
                .column("value", "数值", "value")
                .value("yll", "早死损失生命年", "years of life lost", yll)
                .value("yld", "伤残损失生命年", "years lived with disability", yld)
                .value("daly", "合计", "total", yll + yld));
    }

    /** Utilities of states: by a value set, a published map or a response mapping. */
    public static List<Draft> utilities(Part p) {
        Draft d = new Draft(
                        "utilities",
                        Text.of("健康状态效用", "Utilities of health states"),
                        Text.of(
                                "来源：" + p.text("source", "随程序提供的效用值集"),
                                "source: " + p.text("source", "value set that ships")))
                .column("name", "健康状态", "state")
                .column("utility", "效用", "utility");
        if (p.has("map")) {
            Part m = p.at("map");
            Columns t = m.read("table", List.of(m.text("value")), List.of("state", "age", "sex"));
            ValueMap map = ValueMap.of(lines(t, m.text("value")), m.text("value"));
            for (String state : p.texts("states")) {
                d.row(state, map.utility(state, m.number("age"), m.text("sex")));
            }
        } else if (p.has("crosswalk")) {
            double[][][] probabilities = p.parts("crosswalk").stream()
                    .map(dimension -> {
                        List<double[]> rows = new ArrayList<>();
                        dimension.node().forEach(row -> {
                            double[] out = new double[row.size()];
                            Arrays.setAll(out, i -> row.get(i).doubleValue());
                            rows.add(out);
                        });
                        return rows.toArray(double[][]::new);
                    })
                    .toArray(double[][][]::new);
            ResponseMap map = new ResponseMap(probabilities, valueSet(p));
            p.texts("states").forEach(s -> d.row(s, map.utility(s)));
        } else {
            ValueSet set = valueSet(p);
            p.texts("states").forEach(s -> d.row(s, set.utility(s)));
        }
        return List.of(d);
    }

    private static List<String> lines(Columns t, String value) {
        List<String> out = new ArrayList<>(List.of("state,age,sex," + value));
        for (int i = 0; i < t.text("state").size(); i++) {
            out.add(t.text("state").get(i) + "," + t.text("age").get(i) + ","
                    + t.text("sex").get(i) + "," + t.number(value)[i]);
        }
        return out;
    }
}
