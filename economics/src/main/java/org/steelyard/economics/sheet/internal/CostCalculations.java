package org.steelyard.economics.sheet.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.economics.cost.ActivityCost;
import org.steelyard.economics.cost.AttributableCost;
import org.steelyard.economics.cost.BenefitPackage;
import org.steelyard.economics.cost.BurdenOfIllness;
import org.steelyard.economics.cost.CensoredCost;
import org.steelyard.economics.cost.CostRegression;
import org.steelyard.economics.cost.PriceIndex;
import org.steelyard.economics.cost.QuantileRegression;
import org.steelyard.economics.sheet.SheetError;
import org.steelyard.economics.sheet.SheetTable.Draft;
import org.steelyard.economics.sheet.TableSource.Columns;
import org.steelyard.kernel.Money;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.stats.matching.GreedyMatching;
import org.steelyard.stats.matching.MatchingDistance;

/** Costs. */
public final class CostCalculations {

    private CostCalculations() {}

    private static Draft values(String part, Text title, Text method) {
        return new Draft(part, title, method).column("name", "指标", "name").column("value", "数值", "value");
    }

    public static List<Draft> censored(Part p) {
        List<CensoredCost.Person> people = people(p);
        CensoredCost.Means m = CensoredCost.of(people, p.number("limit"), p.numbers("cuts"));
        Draft d = new Draft(
                        "means",
                        Text.of("删失下的平均费用", "Mean cost under censoring"),
                        Text.of(
                                "至时限 " + p.number("limit") + "；删失由 Kaplan–Meier 逆概率加权",
                                "to the limit " + p.number("limit")
                                        + "; censoring by inverse Kaplan–Meier probabilities"))
                .column("name", "估计量", "estimator")
                .column("value", "均值", "mean")
                .column("se", "标准误", "standard error");
        named(d, "bang-tsiatis", "Bang–Tsiatis 简单加权", "Bang and Tsiatis, simple", m.bangTsiatis(), m.bangTsiatisSe());
        named(d, "partitioned", "Bang–Tsiatis 分段", "Bang and Tsiatis, partitioned", m.partitioned(), m.partitionedSe());
        named(d, "zhao-tian", "Zhao–Tian", "Zhao and Tian", m.zhaoTian(), m.zhaoTianSe());
        named(d, "lin-intervals", "Lin 区间法", "Lin, by intervals", m.linIntervals(), Double.NaN);
        named(d, "lin-deaths", "Lin 死亡区间法", "Lin, by deaths", m.linDeaths(), Double.NaN);
        named(
                d,
                "available-sample",
                "全部样本（有偏，供对照）",
                "available sample (biased, for comparison)",
                m.availableSample(),
                m.availableSampleSe());
        named(
                d,
                "complete-cases",
                "完整个案（有偏，供对照）",
                "complete cases (biased, for comparison)",
                m.completeCases(),
                m.completeCasesSe());
        return List.of(d);
    }

    private static void named(Draft d, String key, String zh, String en, double value, double se) {
        d.row(new org.steelyard.economics.sheet.SheetTable.Cell.Words(key, Text.of(zh, en)), value, se);
    }

    private static List<CensoredCost.Person> people(Part p) {
        Columns people = p.read("people", List.of("followed", "complete"), List.of("person"));
        Columns costs = p.read("costs", List.of("start", "stop", "cost"), List.of("person"));
        boolean[] complete = p.flags("people", people, "complete");
        Map<String, List<CensoredCost.Line>> lines = new LinkedHashMap<>();
        List<String> ids = people.text("person");
        for (int i = 0; i < ids.size(); i++) {
            if (lines.put(ids.get(i), new ArrayList<>()) != null) {
                throw p.cell("people", i, "person", Text.of("同一人出现两次", "a person stands twice"));
            }
        }
        List<String> owners = costs.text("person");
        for (int i = 0; i < owners.size(); i++) {
            List<CensoredCost.Line> own = lines.get(owners.get(i));
            double start = costs.number("start")[i];
            double stop = costs.number("stop")[i];
            if (own == null || stop < start) {
                throw p.cell(
                        "costs",
                        i,
                        own == null ? "person" : "stop",
                        own == null
                                ? Text.of("人员表中没有此人", "the table of people does not hold this person")
                                : Text.of("结束早于开始", "the end is before the start"));
            }
            own.add(new CensoredCost.Line(start, stop, costs.number("cost")[i]));
        }
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new CensoredCost.Person(
                        people.number("followed")[i], complete[i], Objects.requireNonNull(lines.get(ids.get(i)))))
                .toList();
    }

    public static List<Draft> regression(Part p) {
        List<String> columns = p.texts("columns");
        boolean censored = p.has("followed");
        List<String> numbers = new ArrayList<>(columns);
        numbers.add(p.text("cost"));
        if (censored) {
            numbers.addAll(List.of(p.text("followed"), p.text("complete")));
        }
        Columns t = p.read("table", numbers.stream().distinct().toList(), List.of());
        double[] y = t.number(p.text("cost"));
        double[][] x = new double[y.length][columns.size() + 1];
        for (int i = 0; i < y.length; i++) {
            x[i][0] = 1;
            for (int j = 0; j < columns.size(); j++) {
                x[i][j + 1] = t.number(columns.get(j))[i];
            }
        }
        CostRegression amount = CostRegression.of(
                CostRegression.Family.valueOf(word(p.text("family", "gamma"))),
                CostRegression.Link.valueOf(word(p.text("link", "log"))));
        double[] w = new double[y.length];
        Arrays.fill(w, 1);
        if (p.has("any")) {
            if (censored) {
                throw p.fail(
                        SheetError.BAD_INPUT,
                        "followed",
                        Text.of("两部分模型不用删失权重", "a model in two parts does not weigh by censoring"),
                        Text.of("去掉 any，或去掉 followed 与 complete", "Leave out any, or followed and complete"));
            }
            List<Draft> two = new ArrayList<>(twoPart(p, x, y, amount));
            if (p.has("quantiles")) {
                two.add(quantiles(p, x, y, w));
            }
            return two;
        }
        if (censored) {
            boolean[] complete = p.flags("table", t, p.text("complete"));
            List<CensoredCost.Person> people = IntStream.range(0, y.length)
                    .mapToObj(i -> new CensoredCost.Person(
                            t.number(p.text("followed"))[i], complete[i], List.of(new CensoredCost.Line(0, 0, y[i]))))
                    .toList();
            w = CensoredCost.weighted(people, p.number("limit", Double.MAX_VALUE))
                    .weight();
        }
        CostRegression.Fit fit = amount.fit(x, y, w);
        List<Draft> out = new ArrayList<>(
                List.of(coefficients("coefficients", fit, columns), means(p, x, columns, z -> amount.predict(fit, z))));
        if (p.has("quantiles")) {
            out.add(quantiles(p, x, y, w));
        }
        return out;
    }

    private static Draft quantiles(Part p, double[][] x, double[] y, double[] w) {
        Draft d = new Draft(
                        "quantiles",
                        Text.of("分位数回归", "Quantile regression"),
                        Text.of(
                                "线性规划（Koenker–Bassett）；标准误为 Powell 核估计",
                                "linear programme (Koenker and Bassett); standard errors by Powell's kernel"))
                .column("name", "分位数与项", "quantile and term")
                .column("value", "系数", "coefficient")
                .column("se", "标准误", "standard error");
        for (double tau : p.list("quantiles")) {
            QuantileRegression.Fit fit = QuantileRegression.fit(x, y, w, tau);
            for (int j = 0; j < fit.coefficients().length; j++) {
                String term = j == 0 ? "(Intercept)" : p.texts("columns").get(j - 1);
                d.row(tau + " " + term, fit.coefficients()[j], fit.standardErrors()[j]);
            }
        }
        return d;
    }

    private static String word(String text) {
        return text.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static List<Draft> twoPart(Part p, double[][] x, double[] y, CostRegression amount) {
        List<String> columns = p.texts("columns");
        CostRegression any =
                CostRegression.of(CostRegression.Family.BINOMIAL, CostRegression.Link.valueOf(word(p.text("any"))));
        CostRegression.TwoPart two = p.flag("smearing", false)
                ? CostRegression.TwoPart.logarithms(x, y, any)
                : CostRegression.TwoPart.of(x, y, any, amount);
        Draft means = means(p, x, columns, two::predict);
        two.smearing().ifPresent(f -> means.value("smearing", "Duan 校正因子", "smearing factor", f));
        return List.of(
                coefficients("any", two.anyFit(), columns), coefficients("amount", two.amountFit(), columns), means);
    }

    private static Draft coefficients(String part, CostRegression.Fit fit, List<String> columns) {
        Draft d = new Draft(
                        part,
                        part.equals("any")
                                ? Text.of("是否发生费用", "Whether there is any cost")
                                : Text.of("费用回归", "Regression of cost"),
                        Text.of(
                                "迭代重加权最小二乘；稳健标准误为三明治 HC0",
                                "iteratively reweighted least squares; robust standard errors by the sandwich HC0"))
                .column("name", "项", "term")
                .column("value", "系数", "coefficient")
                .column("se", "标准误", "standard error")
                .column("robustSe", "稳健标准误", "robust standard error");
        for (int j = 0; j < fit.coefficients().length; j++) {
            d.row(
                    j == 0 ? "(Intercept)" : columns.get(j - 1),
                    fit.coefficients()[j],
                    fit.standardErrors()[j],
                    fit.robustStandardErrors()[j]);
        }
        return d;
    }

    /** Mean prediction, and where asked its change when one column is 1 instead of 0 for everybody. */
    private static Draft means(
            Part p, double[][] x, List<String> columns, java.util.function.Function<double[][], double[]> predict) {
        Draft d = values(
                "means",
                Text.of("平均预测费用", "Mean predicted cost"),
                Text.of("对所有人取平均；差值为把该列置 1 与置 0 之差", "over everybody; differences with the column at 1 and at 0"));
        d.value("mean", "平均", "mean", Arrays.stream(predict.apply(x)).average().orElse(Double.NaN));
        if (p.has("difference")) {
            int j = columns.indexOf(p.text("difference")) + 1;
            if (j == 0) {
                p.requireKnown("difference", p.text("difference"), java.util.Set.copyOf(columns));
            }
            double one = Arrays.stream(predict.apply(set(x, j, 1))).average().orElse(Double.NaN);
            double none = Arrays.stream(predict.apply(set(x, j, 0))).average().orElse(Double.NaN);
            d.value("at-1", "该列为 1", "column at 1", one);
            d.value("at-0", "该列为 0", "column at 0", none);
            d.value("difference", "差值", "difference", one - none);
        }
        return d;
    }

    private static double[][] set(double[][] x, int column, double value) {
        return Arrays.stream(x)
                .map(row -> {
                    double[] copy = row.clone();
                    copy[column] = value;
                    return copy;
                })
                .toArray(double[][]::new);
    }

    public static List<Draft> attributable(Part p) {
        List<String> match = p.texts("match");
        List<String> numbers = new ArrayList<>(match);
        numbers.addAll(List.of(p.text("cost"), p.text("ill")));
        Columns t = p.read("table", numbers, p.texts("exact"));
        boolean[] ill = p.flags("table", t, p.text("ill"));
        double[][] columns = match.stream().map(c -> t.number(c)).toArray(double[][]::new);
        MatchingDistance distance = columns.length == 0 ? (a, b) -> 0 : MatchingDistance.mahalanobis(columns);
        MatchingDistance allowed = p.texts("exact").isEmpty() ? distance : distance.withinGroups(groups(p, t));
        int[] cases = IntStream.range(0, ill.length).filter(i -> ill[i]).toArray();
        var sets = GreedyMatching.match(allowed, ill, cases, (int) p.number("ratio", 1));
        AttributableCost a = AttributableCost.of(t.number(p.text("cost")), ill, sets, 0.95);
        Draft d = values(
                "cost",
                Text.of("归因费用", "Attributable cost"),
                Text.of(
                        "病例与匹配对照之差的均值；马氏距离贪心匹配，不放回",
                        "mean difference of cases and matched controls; greedy matching by Mahalanobis distance without replacement"));
        d.value("value", "人均归因费用", "a case", a.value())
                .value("se", "标准误", "standard error", a.se())
                .value("lower", "95% 下限", "95 % lower limit", a.lower())
                .value("upper", "95% 上限", "95 % upper limit", a.upper())
                .value("matched", "匹配成功的病例", "cases matched", a.matched())
                .value("unmatched", "未匹配的病例", "cases without a match", a.unmatched());
        return List.of(d);
    }

    private static int[] groups(Part p, Columns t) {
        Map<List<String>, Integer> seen = new HashMap<>();
        List<String> exact = p.texts("exact");
        int n = t.text(exact.getFirst()).size();
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            int row = i;
            List<String> key = exact.stream().map(c -> t.text(c).get(row)).toList();
            out[i] = seen.computeIfAbsent(key, k -> seen.size());
        }
        return out;
    }

    public static List<Draft> burden(Part p) {
        List<Draft> out = new ArrayList<>();
        if (p.has("prevalence")) {
            out.add(prevalence(p));
        }
        if (p.has("incidence")) {
            Part i = p.at("incidence");
            double total = BurdenOfIllness.incidence(
                    i.number("newCases"), i.numbers("yearlyCost"), i.numbers("alive"), i.number("discount", 0));
            out.add(values(
                            "incidence",
                            Text.of("发病口径疾病负担", "Burden by incidence"),
                            Text.of("当年新发病例的终生费用现值", "present value of lifetime costs of a year's new cases"))
                    .value("total", "合计", "total", total)
                    .value("perCase", "每例", "a case", total / i.number("newCases")));
        }
        return out;
    }

    private static Draft prevalence(Part p) {
        Part l = p.at("labour");
        BurdenOfIllness.Labour labour = new BurdenOfIllness.Labour(
                l.number("dailyWage", 0),
                l.number("workdaysAYear", 250),
                l.number("employed", 1),
                l.number("wageGrowth", 0),
                l.number("discount", 0));
        Part f = p.at("friction");
        BurdenOfIllness.Valuation valuation = p.has("friction")
                ? new BurdenOfIllness.Valuation.Friction(
                        f.number("days"), f.number("elasticity"), f.number("filling", 0))
                : new BurdenOfIllness.Valuation.HumanCapital();
        Part y = p.at("prevalence");
        BurdenOfIllness b = BurdenOfIllness.prevalence(
                new BurdenOfIllness.Year(
                        y.number("cases"),
                        y.number("directCost"),
                        y.number("daysAbsent", 0),
                        y.number("spells", 1),
                        y.number("deaths", 0),
                        y.number("yearsLeft", 0)),
                labour,
                valuation);
        Text method = p.has("friction")
                ? Text.of("患病口径；生产力损失按摩擦成本法", "prevalence; productivity by friction costs")
                : Text.of("患病口径；生产力损失按人力资本法", "prevalence; productivity by human capital");
        return values("prevalence", Text.of("患病口径疾病负担", "Burden by prevalence"), method)
                .value("direct", "直接费用", "direct", b.direct())
                .value("illness", "患病误工损失", "work lost by illness", b.illness())
                .value("death", "过早死亡损失", "work lost by early death", b.death())
                .value("indirect", "间接费用", "indirect", b.indirect())
                .value("total", "合计", "total", b.total());
    }

    public static List<Draft> activities(Part p) {
        List<ActivityCost.Resource> resources = p.named("resources").entrySet().stream()
                .map(e -> new ActivityCost.Resource(
                        e.getKey(),
                        e.getValue().number("yearlyCost"),
                        e.getValue().number("minutes"),
                        e.getValue().number("practical", 1)))
                .toList();
        List<ActivityCost.Service> services = new ArrayList<>();
        p.named("services").forEach((name, s) -> {
            List<ActivityCost.Activity> list = new ArrayList<>();
            for (Part a : s.parts("activities")) {
                a.requireKnown(
                        "resource", a.text("resource"), p.named("resources").keySet());
                list.add(new ActivityCost.Activity(
                        a.text("name", ""),
                        a.text("resource"),
                        a.number("minutes"),
                        a.number("share", 1),
                        a.number("materials", 0)));
            }
            services.add(new ActivityCost.Service(name, s.number("volume", 0), list));
        });
        ActivityCost.Result r = ActivityCost.of(resources, services);
        Draft cost = new Draft(
                        "services",
                        Text.of("服务成本", "Cost of services"),
                        Text.of("时间驱动作业成本法", "time-driven activity-based costing"))
                .column("name", "服务", "service")
                .column("time", "人力与设备", "labour and equipment")
                .column("materials", "材料", "materials")
                .column("total", "合计", "total");
        r.services().forEach(s -> cost.row(s.service(), s.labourAndEquipment(), s.materials(), s.total()));
        Draft capacity = new Draft(
                        "capacity",
                        Text.of("产能", "Capacity"),
                        Text.of("闲置产能不计入服务成本", "idle capacity is not loaded onto services"))
                .column("name", "资源", "resource")
                .column("rate", "每分钟成本", "cost a minute")
                .column("minutes", "可用分钟", "minutes there are")
                .column("used", "已用分钟", "minutes used")
                .column("idleCost", "闲置成本", "cost of idle minutes");
        r.capacity().forEach(c -> capacity.row(c.resource(), c.rate(), c.minutes(), c.used(), c.idleCost()));
        return List.of(cost, capacity);
    }

    public static List<Draft> payers(Part p) {
        Map<String, BenefitPackage> packages = packages(p);
        boolean byCase = p.has("standard");
        if (p.has("casePayment") && !byCase) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "casePayment",
                    Text.of("没有支付标准", "there is no payment standard"),
                    Text.of("用 standard 指明账单中支付标准的列", "Name the column of the standard in the bills by standard"));
        }
        Columns t =
                p.read("bills", List.of("covered", "partly", "firstShare", "uncovered"), List.of("person", "package"));
        double[] standard = byCase ? standards(p) : new double[t.number("covered").length];
        Map<List<String>, List<Integer>> bills = new LinkedHashMap<>();
        List<String> who = t.text("person");
        for (int i = 0; i < who.size(); i++) {
            String which = t.text("package").get(i);
            if (!packages.containsKey(which)) {
                String known = String.join(", ", packages.keySet());
                throw p.cell(
                        "bills",
                        i,
                        "package",
                        Text.of("没有这个待遇包；已知：" + known, "there is no such package; known: " + known));
            }
            sound(p, t, i);
            bills.computeIfAbsent(List.of(who.get(i), which), k -> new ArrayList<>())
                    .add(i);
        }
        BenefitPackage.CasePayment payment = p.text("casePayment", "deduct").equals("multiply")
                ? BenefitPackage.CasePayment.MULTIPLY
                : BenefitPackage.CasePayment.DEDUCT;
        Map<String, BenefitPackage.Settled> sums = new LinkedHashMap<>();
        Map<String, Integer> people = new HashMap<>();
        bills.forEach((key, rows) -> {
            List<BenefitPackage.Bill> year = rows.stream()
                    .map(i -> new BenefitPackage.Bill(
                            t.number("covered")[i],
                            t.number("partly")[i],
                            t.number("firstShare")[i],
                            t.number("uncovered")[i]))
                    .toList();
            List<Double> amounts =
                    rows.stream().map(i -> byCase ? standard[i] : Double.NaN).toList();
            people.merge(key.get(1), 1, Integer::sum);
            Objects.requireNonNull(packages.get(key.get(1)))
                    .settle(year, new BenefitPackage.Standards(payment, amounts))
                    .forEach(s -> sums.merge(
                            key.get(1),
                            s,
                            (a, b) -> new BenefitPackage.Settled(
                                    a.shares().plus(b.shares()), a.hospital() + b.hospital())));
        });
        return List.of(shares(p, people, sums));
    }

    private static void sound(Part p, Columns t, int row) {
        for (String amount : List.of("covered", "partly", "uncovered")) {
            if (!(t.number(amount)[row] >= 0)) {
                throw p.cell("bills", row, amount, Text.of("金额不小于 0", "an amount is at least 0"));
            }
        }
        double share = t.number("firstShare")[row];
        if (!(share >= 0 && share <= 1)) {
            throw p.cell("bills", row, "firstShare", Text.of("比例在 0 与 1 之间", "a share lies between 0 and 1"));
        }
    }

    private static double[] standards(Part p) {
        double[] standard = p.tables()
                .read(p.text("bills"), List.of(p.text("standard")), List.of())
                .number(p.text("standard"));
        for (int i = 0; i < standard.length; i++) {
            if (standard[i] < 0) {
                throw p.cell("bills", i, p.text("standard"), Text.of("支付标准不小于 0", "a standard is at least 0"));
            }
        }
        return standard;
    }

    private static Draft shares(Part p, Map<String, Integer> people, Map<String, BenefitPackage.Settled> sums) {
        String rule = p.text("casePayment", "deduct");
        Text method = p.has("standard")
                ? Text.of(
                        "按待遇包逐笔结算，一人一年；病例按支付标准付医院（" + rule + "）",
                        "settled bill by bill under the package, a person and year at a time; hospitals paid by the standard of the case ("
                                + rule + ")")
                : Text.of("按待遇包逐笔结算，一人一年", "settled bill by bill under the package, a person and year at a time");
        Draft d = new Draft("shares", Text.of("各方支付", "Who pays"), method)
                .column("name", "待遇包", "package")
                .column("source", "出处", "source")
                .column("people", "人数", "people")
                .column("fund", "基本医保基金", "fund")
                .column("seriousIllness", "大病保险", "serious-illness insurance")
                .column("medicalAid", "医疗救助", "medical aid")
                .column("patient", "个人", "patient")
                .column("hospital", "医院结余（亏损为负）", "hospital's surplus (loss below 0)")
                .column("total", "费用合计", "total of the bills");
        sums.forEach((name, s) -> d.row(
                name,
                source(p, name),
                people.getOrDefault(name, 0),
                s.shares().fund(),
                s.shares().seriousIllness(),
                s.shares().medicalAid(),
                s.shares().patient(),
                s.hospital(),
                s.shares().total() - s.hospital()));
        return d;
    }

    private static String source(Part p, String name) {
        boolean own = p.at("packages").has(name);
        return own
                ? p.at("packages").at(name).text("source")
                : p.pack().id() + " " + p.pack().version();
    }

    /** Those of the sheet, and those of the policy pack that it does not replace. */
    private static Map<String, BenefitPackage> packages(Part p) {
        Map<String, BenefitPackage> out = new LinkedHashMap<>();
        p.named("packages").forEach((name, b) -> out.put(name, benefits(b)));
        p.pack().benefits().forEach((name, b) -> out.putIfAbsent(name, benefits(b)));
        return out;
    }

    private static BenefitPackage benefits(PolicyPack.Benefits b) {
        return new BenefitPackage(
                b.deductibles(),
                tiers(b.tiers()),
                b.cap().orElse(Double.POSITIVE_INFINITY),
                b.seriousIllness().map(CostCalculations::layer),
                b.medicalAid().map(CostCalculations::layer));
    }

    private static BenefitPackage.Layer layer(PolicyPack.Layer l) {
        return new BenefitPackage.Layer(l.threshold(), tiers(l.tiers()), l.cap().orElse(Double.POSITIVE_INFINITY));
    }

    private static List<BenefitPackage.Tier> tiers(List<PolicyPack.Tier> tiers) {
        return tiers.stream()
                .map(t -> new BenefitPackage.Tier(t.upTo().orElse(Double.POSITIVE_INFINITY), t.rate()))
                .toList();
    }

    private static BenefitPackage benefits(Part b) {
        return new BenefitPackage(
                b.list("deductibles"),
                tiers(b),
                b.number("cap", Double.POSITIVE_INFINITY),
                b.has("seriousIllness") ? Optional.of(layer(b.at("seriousIllness"))) : Optional.empty(),
                b.has("medicalAid") ? Optional.of(layer(b.at("medicalAid"))) : Optional.empty());
    }

    private static BenefitPackage.Layer layer(Part l) {
        return new BenefitPackage.Layer(l.number("threshold", 0), tiers(l), l.number("cap", Double.POSITIVE_INFINITY));
    }

    private static List<BenefitPackage.Tier> tiers(Part p) {
        return p.parts("tiers").stream()
                .map(t -> new BenefitPackage.Tier(t.number("upTo", Double.POSITIVE_INFINITY), t.number("rate")))
                .toList();
    }

    public static List<Draft> prices(Part p) {
        Map<Integer, Double> years = new HashMap<>();
        p.named("index").forEach((year, v) -> years.put(year(p, year), v.node().doubleValue()));
        PriceIndex index = new PriceIndex(p.id(), p.text("source"), p.text("currency", "CNY"), years);
        Draft d = new Draft(
                        "amounts",
                        Text.of("价格换算", "Prices of another year"),
                        Text.of("指数来源：" + p.text("source"), "index: " + p.text("source")))
                .column("name", "项目", "item")
                .column("amount", "原金额", "amount")
                .column("year", "价格年", "price year")
                .column("converted", "换算后", "converted")
                .column("to", "目标年", "target year");
        p.named("amounts").forEach((name, a) -> {
            Money from = new Money(
                    BigDecimal.valueOf(a.number("amount")), p.text("currency", "CNY"), (int) a.number("year"));
            Money to = index.convert(from, (int) p.number("to"));
            d.row(name, a.number("amount"), a.number("year"), to.amount().doubleValue(), p.number("to"));
        });
        return List.of(d);
    }

    private static int year(Part p, String text) {
        if (!text.matches("[12]\\d{3}")) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "index",
                    Text.of("指数的键应为年份", "keys of the index are years"),
                    Text.of("写四位年份", "Write years of four digits"));
        }
        return Integer.parseInt(text);
    }
}
