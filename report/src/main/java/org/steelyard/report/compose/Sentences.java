package org.steelyard.report.compose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicResults.Incremental;
import org.steelyard.economics.EconomicResults.NetBenefit;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.Further;
import org.steelyard.report.compose.Numbers.Style;

/** Sentences about numbers, worded with care: an interval that holds "no effect" is never called "no difference". */
record Sentences(Context c) {

    /** 风险差为 5.5 百分点（95% CI 2.4–8.6，P<0.001）. */
    String estimate(EffectEstimate e) {
        if (c.counts().hidesValue(e)) {
            return c.names().measure(e)
                    + c.t("：人数或事件数过少，依小样本保护规则不予公布", ": not shown, because too few people or events stand behind it");
        }
        Style style = Names.style(e.measure());
        String value = c.numbers().of(style, e.value()) + unitAfter(e);
        Optional<Names.Sides> arms = c.names().arms(e);
        return c.t(
                arms.map(a -> a.first() + "与" + a.second() + "相比，").orElse("")
                        + c.names().measure(e) + "为 " + value + "（" + interval(e) + "）",
                arms.map(a -> a.first() + " against " + a.second() + ": ").orElse("")
                        + c.names().measure(e) + " " + value + " (" + interval(e) + ")");
    }

    /** 95% CI 2.4–8.6，P<0.001. */
    String interval(EffectEstimate e) {
        Style style = Names.style(e.measure());
        String limits = Double.isNaN(e.lower()) || Double.isNaN(e.upper())
                ? c.t("区间不可得", "no interval available")
                : c.numbers().level(e.level())
                        + c.t(" CI：", " CI ")
                        + c.numbers().interval(style, e.lower(), e.upper());
        return limits + (Double.isNaN(e.p()) ? "" : c.t("，", ", ") + c.numbers().pStatement(e.p()));
    }

    /** Which arm it favours, or that this cannot be told; where the plan decides by a margin, the decision. */
    String meaning(EffectEstimate e) {
        if (c.counts().hidesValue(e)) {
            return "";
        }
        String side = side(e);
        return c.effect().further().margins().stream()
                .filter(m -> m.analysis().equals(e.analysis()) && m.measure().equals(e.measure()))
                .filter(m -> !Findings.isSubgroup(e) && !Findings.isTrial(e))
                .findFirst()
                .map(m -> c.t("按预设界值", "by the plan's margin, ")
                        + c.t(m.conclusion())
                        + (answered(m, e) ? "" : c.semicolon() + side))
                .orElse(side);
    }

    private String side(EffectEstimate e) {
        String treated = c.names().sides(e).first();
        String control = c.names().sides(e).second();
        return switch (c.findings().direction(e)) {
            case INTERVENTION ->
                c.t(
                        "置信区间不含无效值，估计方向有利于" + treated,
                        "the interval excludes no effect, and the estimate favours " + treated);
            case COMPARATOR ->
                c.t(
                        "置信区间不含无效值，估计方向不利于" + treated + "而有利于" + control,
                        "the interval excludes no effect, and the estimate favours " + control + " over " + treated);
            case UNCLEAR -> unclear(e);
        };
    }

    /** Where the margin's question has its answer, that the direction is open is no shortcoming of the data. */
    private boolean answered(Further.MarginTest m, EffectEstimate e) {
        return m.shown() && c.findings().direction(e) == Findings.Direction.UNCLEAR;
    }

    private String unclear(EffectEstimate e) {
        if (Double.isNaN(e.lower()) || Double.isNaN(e.upper())) {
            return c.t("因无置信区间，差异的方向与大小均不能判断", "without an interval neither direction nor size can be judged");
        }
        return c.t(
                "置信区间包含无效值，现有数据不足以判断差异的方向，也不能据此认为两组没有差别",
                "the interval includes no effect: the data cannot tell the direction of a difference, which is not to say that there is none");
    }

    /** The incremental result in one sentence. */
    String incremental(EconomicResults results) {
        Incremental i = results.incremental();
        String currency = c.names().currency(currency());
        String cost = amount(i.cost(), currency)
                + c.bracketed(interval95(
                        Style.MONEY, i.costInterval().lower(), i.costInterval().upper()));
        String qaly = c.numbers().of(Style.QALY, i.qaly())
                + c.bracketed(interval95(
                        Style.QALY, i.qalyInterval().lower(), i.qalyInterval().upper()));
        return c.t(
                "与" + c.names().control() + "相比，" + c.names().treated() + "每例增量成本为 " + cost + "，增量质量调整生命年（QALY）为 "
                        + qaly + "，" + icer(i),
                "Compared with " + c.names().control() + ", the incremental cost of "
                        + c.names().treated() + " is " + cost
                        + " a person, and the incremental quality-adjusted life years (QALYs) are " + qaly + "; "
                        + icer(i));
    }

    String icer(Incremental i) {
        String currency = c.names().currency(currency());
        String ratio = c.numbers().money(Math.abs(i.icer()));
        return switch (i.verdict()) {
            case DOMINANT ->
                c.t("点估计处于绝对优势（成本更低且效果更好）", "by the point estimates it is dominant (less costly and more effective)");
            case DOMINATED ->
                c.t("点估计处于绝对劣势（成本更高且效果更差）", "by the point estimates it is dominated (more costly and less effective)");
            case MORE_COSTLY_MORE_EFFECTIVE ->
                c.t(
                        "增量成本效果比（ICER）为每 QALY " + ratio + " " + currency,
                        "the incremental cost-effectiveness ratio (ICER) is " + currency + " " + ratio + " per QALY");
            case LESS_COSTLY_LESS_EFFECTIVE ->
                c.t(
                        "成本更低但效果更差，每损失 1 个 QALY 节约 " + ratio + " " + currency,
                        "it costs less and gains less: " + currency + " " + ratio + " saved per QALY forgone");
        };
    }

    /** 在每 QALY 95,749 元（1 倍人均 GDP）的阈值下，概率为 12.3%. */
    String acceptability(NetBenefit benefit) {
        String currency = c.names().currency(currency());
        return c.t(
                "支付意愿阈值为每 QALY " + c.numbers().money(benefit.threshold()) + " " + currency
                        + c.bracketed(c.t(benefit.label())) + "时，具有成本效果的概率为 "
                        + c.numbers().probability(benefit.probability()),
                "at " + currency + " " + c.numbers().money(benefit.threshold()) + " per QALY"
                        + c.bracketed(c.t(benefit.label())) + " the probability of being cost-effective is "
                        + c.numbers().probability(benefit.probability()));
    }

    /** All thresholds in one sentence. */
    String acceptability(List<NetBenefit> benefits) {
        List<NetBenefit> known =
                benefits.stream().filter(b -> Double.isFinite(b.probability())).toList();
        if (known.size() < 2) {
            return known.stream().map(this::acceptability).collect(Collectors.joining());
        }
        List<String> probabilities = known.stream()
                .map(b -> c.numbers().probability(b.probability()))
                .toList();
        boolean alike = probabilities.stream().distinct().count() == 1;
        String thresholds = alike ? span(known) : each(known);
        String values = alike ? probabilities.getFirst() : String.join(c.joint(), probabilities);
        return c.t(
                "支付意愿阈值为每 QALY " + thresholds + "时，具有成本效果的概率" + (alike ? "均为 " : "依次为 ") + values,
                "at thresholds of " + thresholds + " per QALY the probability of being cost-effective is "
                        + (alike ? values + " throughout" : "respectively " + values));
    }

    private String span(List<NetBenefit> benefits) {
        return threshold(benefits.getFirst()) + c.t(" 至 ", " to ") + threshold(benefits.getLast());
    }

    private String each(List<NetBenefit> benefits) {
        return benefits.stream().map(this::threshold).collect(Collectors.joining(c.joint()));
    }

    private String threshold(NetBenefit benefit) {
        return amount(benefit.threshold(), c.names().currency(currency())) + c.bracketed(c.t(benefit.label()));
    }

    String amount(double amount, String currency) {
        String number = c.numbers().money(amount);
        return c.t(number + " " + currency, currency + " " + number);
    }

    String currency() {
        return c.plan().economics().map(e -> e.currency()).orElse("CNY");
    }

    /** The uncertainty interval of the economic results, at the plan's level. */
    String interval95(Style style, double lower, double upper) {
        return Double.isNaN(lower) || Double.isNaN(upper)
                ? ""
                : c.numbers().level(c.plan().analysis().level())
                        + c.t(" 不确定区间：", " uncertainty interval ")
                        + c.numbers().interval(style, lower, upper);
    }

    /** How the other planned, adjusted analyses compare with the main one. */
    Optional<String> consistency(EffectEstimate main) {
        var others = c.findings().alternatives(main).stream()
                .filter(e -> !c.counts().hidesValue(e))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        long same = others.stream()
                .filter(e -> c.findings().side(e) == c.findings().side(main))
                .count();
        long excluding = others.stream()
                .filter(e -> c.findings().side(e) == c.findings().side(main))
                .filter(Findings::excludesNoEffect)
                .count();
        Style style = Names.style(main.measure());
        double low = others.stream().mapToDouble(EffectEstimate::value).min().orElse(Double.NaN);
        double high = others.stream().mapToDouble(EffectEstimate::value).max().orElse(Double.NaN);
        String range =
                others.size() == 1 ? c.numbers().of(style, low) : c.numbers().interval(style, low, high);
        return Optional.of(c.t(
                "同一结局与指标的另外 " + others.size() + " 项预先规定的调整分析中，" + same + " 项点估计方向与主要分析一致（其中 " + excluding
                        + " 项置信区间不含无效值），点估计为 " + range + unitAfter(main),
                "Of " + others.size() + " other planned adjusted " + (others.size() == 1 ? "analysis" : "analyses")
                        + " of the same outcome and measure, " + same + " point the same way as the primary one ("
                        + excluding + " with an interval that excludes no effect); the point estimates are " + range
                        + unitAfter(main)));
    }

    private String unitAfter(EffectEstimate e) {
        String unit = c.names().unit(e);
        return unit.isEmpty() ? "" : c.t(unit.equals("百分点") ? " 个百分点" : " " + unit, " " + unit);
    }
}
