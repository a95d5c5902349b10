package org.steelyard.economics.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.kernel.Text;

/**
 * The 28 items of CHEERS 2022 filled from a model and its results; what only people can say comes from the model's {@code reporting}, and what nobody said is named.
 *
 * <p>Reference: Husereau D, Drummond M, Augustovski F, et al. BMC Medicine 2022;20:23, doi:10.1186/s12916-021-02204-0. Topics are in our words.
 */
public record ReportingChecklist(List<Item> items) {

    /**
     * @param found what the model or its results say; blank for nothing
     * @param missing what is still to be said; blank for nothing
     */
    public record Item(int number, Text topic, Text found, Text missing) {
        public boolean complete() {
            return missing.isBlank();
        }
    }

    private static final Text NOTHING = Text.EMPTY;
    private static final int NAMED = 12;
    private static final int DIGITS = 6;

    public static ReportingChecklist of(ModelResults results) {
        return new Filling(results).checklist();
    }

    public List<Item> open() {
        return items.stream().filter(i -> !i.complete()).toList();
    }

    /** One filling. */
    private static final class Filling {
        private final ModelResults r;
        private final ModelSpec spec;
        private final List<Item> items = new ArrayList<>();

        Filling(ModelResults results) {
            r = results;
            spec = results.spec();
        }

        ReportingChecklist checklist() {
            introduction();
            methods();
            analyses();
            results();
            discussion();
            return new ReportingChecklist(List.copyOf(items));
        }

        private void add(Text topic, Text found, Text missing) {
            items.add(new Item(items.size() + 1, topic, found, missing));
        }

        /** Said in the model's {@code reporting} or not at all. */
        private void said(Text topic, String key) {
            add(topic, report(key), unsaid(key));
        }

        private Text report(String key) {
            return Optional.ofNullable(spec.header().reporting().get(key)).orElse(NOTHING);
        }

        private Text unsaid(String key) {
            return report(key).isBlank()
                    ? Text.of(
                            "未说明（请写在模型的 reporting." + key + "）",
                            "not said (say it in reporting." + key + " of the model)")
                    : NOTHING;
        }

        private static Text join(List<Text> parts) {
            List<Text> some = parts.stream().filter(t -> !t.isBlank()).toList();
            return Text.of(
                    some.stream().map(Text::zh).collect(Collectors.joining("；")),
                    some.stream().map(Text::en).collect(Collectors.joining("; ")));
        }

        private static Text or(Text found, String zh, String en) {
            return found.isBlank() ? Text.of(zh, en) : NOTHING;
        }

        private Text convention(String name) {
            return Optional.ofNullable(r.conventions().get(name)).orElse(NOTHING);
        }

        private static String names(List<String> all) {
            return all.stream().limit(NAMED).collect(Collectors.joining(", ")) + (all.size() > NAMED ? ", …" : "");
        }

        private static String number(double v) {
            return Double.isFinite(v)
                    ? new BigDecimal(v, new MathContext(DIGITS))
                            .stripTrailingZeros()
                            .toPlainString()
                    : "–";
        }

        private void introduction() {
            Text title = spec.header().title().en().equals(spec.header().id())
                    ? NOTHING
                    : spec.header().title();
            add(Text.of("标题", "title"), title, or(title, "未写：title", "not said: title"));
            said(Text.of("摘要", "abstract"), "abstract");
            said(Text.of("背景与目的", "background and objectives"), "background");
            said(Text.of("经济分析计划", "health economic analysis plan"), "plan");
            Text population = spec.header().population();
            add(
                    Text.of("研究人群", "study population"),
                    population,
                    or(population, "未写：population", "not said: population"));
            said(Text.of("场所与地区", "setting and location"), "setting");
        }

        private void methods() {
            Text compared = Text.of(
                    r.strategies().stream().map(s -> s.label().zh()).collect(Collectors.joining("、")),
                    r.strategies().stream().map(s -> s.label().en()).collect(Collectors.joining(", ")));
            add(
                    Text.of("对照", "comparators"),
                    join(List.of(compared, report("comparators"))),
                    join(List.of(
                            r.strategies().size() > 1 ? NOTHING : Text.of("只有一个策略", "there is one strategy only"),
                            unsaid("comparators"))));
            Text perspective = spec.header().perspective();
            add(
                    Text.of("研究角度", "perspective"),
                    perspective,
                    or(perspective, "未写：perspective", "not said: perspective"));
            boolean tree = spec.header().kind() == ModelSpec.Kind.TREE;
            add(
                    Text.of("时间范围", "time horizon"),
                    tree ? Text.of("决策树，不含时间", "a tree, without time") : convention("horizon"),
                    NOTHING);
            add(
                    Text.of("贴现率", "discount rate"),
                    tree ? Text.of("决策树，不贴现", "a tree, not discounted") : convention("discount-rates"),
                    NOTHING);
            add(
                    Text.of("结局的选择", "selection of outcomes"),
                    Text.of(
                            r.outcomes().stream().map(o -> o.label().zh()).collect(Collectors.joining("、")),
                            r.outcomes().stream().map(o -> o.label().en()).collect(Collectors.joining(", "))),
                    NOTHING);
            measurement();
            said(Text.of("结局的估值", "valuation of outcomes"), "valuation");
            costs();
        }

        private boolean isMoney(Parameter p) {
            return p.unit().contains(spec.header().currency());
        }

        private List<String> without(
                java.util.function.Predicate<Parameter> kind, java.util.function.Predicate<Parameter> has) {
            return spec.parameters().values().stream()
                    .filter(kind)
                    .filter(p -> !has.test(p))
                    .map(Parameter::id)
                    .toList();
        }

        private static Text lacking(List<String> names, String zh, String en) {
            return names.isEmpty() ? NOTHING : Text.of(zh + names(names), en + names(names));
        }

        private void measurement() {
            List<String> unsourced = without(p -> !isMoney(p), p -> !p.source().isBlank());
            add(
                    Text.of("结局的测量", "measurement of outcomes"),
                    report("measurement"),
                    join(List.of(
                            unsaid("measurement"), lacking(unsourced, "参数缺来源：", "parameters without a source: "))));
        }

        private void costs() {
            List<String> unsourced = without(this::isMoney, p -> !p.source().isBlank());
            add(
                    Text.of("资源与成本的测量与估价", "measurement and valuation of resources and costs"),
                    report("resources"),
                    join(List.of(unsaid("resources"), lacking(unsourced, "费用参数缺来源：", "costs without a source: "))));
            int year = spec.header().priceYear();
            add(
                    Text.of("货币、价格年份与换算", "currency, price date, conversion"),
                    Text.same(spec.header().currency() + (year > 0 ? " " + year : "")),
                    year > 0 ? NOTHING : Text.of("未写：priceYear", "not said: priceYear"));
        }

        private void analyses() {
            add(
                    Text.of("模型的理由与描述", "rationale and description of the model"),
                    join(List.of(ConventionNames.kind(spec.header().kind().word()), states(), report("rationale"))),
                    unsaid("rationale"));
            List<Text> how = new ArrayList<>();
            r.conventions().forEach((key, text) -> {
                Text name = ConventionNames.of(key);
                how.add(Text.of(name.zh() + "：" + text.zh(), name.en() + ": " + text.en()));
            });
            add(Text.of("分析方法与假设", "analytics and assumptions"), join(how), NOTHING);
            said(Text.of("异质性", "heterogeneity"), "heterogeneity");
            said(Text.of("分布效应", "distributional effects"), "distribution");
            uncertainty();
            said(Text.of("患者与各方的参与方式", "approach to engagement with patients and others"), "engagement");
        }

        private Text states() {
            return spec.states().isEmpty()
                    ? NOTHING
                    : Text.of(
                            spec.states().values().stream()
                                    .map(s -> s.label().zh())
                                    .collect(Collectors.joining("、")),
                            spec.states().values().stream()
                                    .map(s -> s.label().en())
                                    .collect(Collectors.joining(", ")));
        }

        private void uncertainty() {
            int draws = r.psa().map(ModelResults.Psa::draws).orElse(0);
            Text found = join(List.of(
                    r.oneWay().isEmpty() ? NOTHING : Text.of("单因素分析", "one-way analysis"),
                    draws == 0
                            ? NOTHING
                            : Text.of("概率分析 " + draws + " 次抽样", "probabilistic analysis, " + draws + " draws"),
                    r.scenarios().isEmpty()
                            ? NOTHING
                            : Text.of(
                                    r.scenarios().size() + " 个情景", r.scenarios().size() + " scenarios")));
            add(
                    Text.of("不确定性的处理", "characterising uncertainty"),
                    found,
                    join(List.of(
                            draws > 0 ? NOTHING : Text.of("没有概率分析", "no probabilistic analysis"),
                            r.oneWay().isEmpty() ? Text.of("没有单因素分析", "no one-way analysis") : NOTHING,
                            r.scenarios().isEmpty() ? Text.of("没有结构情景", "no scenarios of the structure") : NOTHING)));
        }

        private void results() {
            int all = spec.parameters().size()
                    + spec.joints().stream().mapToInt(j -> j.members().size()).sum();
            List<String> fixed = without(
                    p -> true,
                    p -> p.distribution().isPresent()
                            || !p.low().text().isBlank()
                            || spec.joints().stream().anyMatch(j -> j.members().contains(p.id())));
            add(
                    Text.of("参数", "study parameters"),
                    all == 0 ? NOTHING : Text.of(all + " 个参数，见“输入”表", all + " parameters, see the sheet of inputs"),
                    lacking(fixed, "没有分布也没有上下限：", "neither a distribution nor a range: "));
            add(Text.of("主要结果", "summary of main results"), main(), NOTHING);
            Text effect = uncertaintyEffect();
            add(
                    Text.of("不确定性的影响", "effect of uncertainty"),
                    effect,
                    or(effect, "没有不确定性分析", "no analysis of uncertainty"));
            said(Text.of("参与的影响", "effect of engagement"), "engagementEffect");
        }

        private Text main() {
            List<Text> parts = new ArrayList<>();
            for (Frontier.Entry e : r.frontier().entries()) {
                Text label = r.strategies().get(e.strategy()).label();
                String numbers = number(e.cost()) + " / " + number(e.effect())
                        + (Double.isFinite(e.icer()) ? ", ICER " + number(e.icer()) : "");
                parts.add(Text.of(label.zh() + "：" + numbers, label.en() + ": " + numbers));
            }
            return join(parts);
        }

        private Text uncertaintyEffect() {
            List<Text> parts = new ArrayList<>();
            r.oneWay().stream()
                    .max(Comparator.comparingDouble(w -> Math.abs(w.netBenefitHigh() - w.netBenefitLow())))
                    .ifPresent(w -> parts.add(Text.of(
                            "影响最大的参数：" + w.label().zh(),
                            "largest effect: " + w.label().en())));
            r.psa()
                    .ifPresent(psa -> parts.addAll(psa.curve().stream()
                            .filter(u -> isThreshold(u.threshold()))
                            .map(this::probability)
                            .toList()));
            return join(parts);
        }

        private boolean isThreshold(double value) {
            return !r.incremental().isEmpty()
                    && r.incremental().getFirst().netBenefit().stream().anyMatch(n -> n.threshold() == value);
        }

        private Text probability(Uncertainty u) {
            Text best = r.strategies().get(u.best()).label();
            String p = number(u.acceptability()[u.best()]);
            String at = number(u.threshold());
            return Text.of(
                    "支付意愿 " + at + " 时最优：" + best.zh() + "（概率 " + p + "）",
                    "best at " + at + ": " + best.en() + " (probability " + p + ")");
        }

        private void discussion() {
            said(Text.of("发现、局限与可推广性", "findings, limitations, generalisability"), "limitations");
            said(Text.of("资金来源", "source of funding"), "funding");
            said(Text.of("利益冲突", "conflicts of interest"), "conflicts");
        }
    }
}
