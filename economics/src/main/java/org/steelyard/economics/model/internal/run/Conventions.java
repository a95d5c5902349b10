package org.steelyard.economics.model.internal.run;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** Every choice that decides a digit, in words. */
final class Conventions {

    private Conventions() {}

    static Map<String, Text> of(Runner runner) {
        ModelSpec spec = runner.spec();
        Settings s = spec.settings();
        Map<String, Text> out = new LinkedHashMap<>();
        out.put("model", ConventionNames.kind(spec.header().kind().word()));
        out.put("currency", Text.same(spec.header().currency()));
        if (spec.header().priceYear() > 0) {
            out.put("price-year", Text.same(Integer.toString(spec.header().priceYear())));
        }
        if (!spec.header().perspective().isBlank()) {
            out.put("perspective", spec.header().perspective());
        }
        if (spec.header().kind() != Kind.TREE) {
            time(runner, spec, s, out);
        }
        out.put("year-length", Text.of(number(s.yearLength()) + " 天", number(s.yearLength()) + " days"));
        out.put("ties", Text.of("净效益相等时计入排在前面的策略", "equal net benefits count for the strategy that stands first"));
        out.put("intervals", Text.of("抽样的百分位区间（第 7 型分位数），95%", "percentile intervals of the draws, type 7, 95%"));
        out.put(
                "partial-information",
                Text.of("惩罚样条回归（广义交叉验证）", "penalised spline regression, smoothing by generalised cross-validation"));
        return out;
    }

    private static void time(Runner runner, ModelSpec spec, Settings s, Map<String, Text> out) {
        boolean cycles = spec.header().kind() != Kind.DISCRETE_EVENT;
        if (cycles) {
            out.put(
                    "counting-rule",
                    Text.of(
                            ConventionNames.rule(s.counting().name()).zh(),
                            s.counting().name()));
            out.put("cycle", ConventionNames.span(s.cycle().text()));
            runner.built()
                    .plan()
                    .ifPresent(p -> out.put(
                            "horizon",
                            Text.of(
                                    p.cycles() + " 个周期，" + number(p.cycles() * p.cycleLength()) + " 年",
                                    p.cycles() + " cycles, " + number(p.cycles() * p.cycleLength()) + " years")));
        } else {
            out.put("horizon", ConventionNames.span(s.horizon().text()));
            out.put("counting-rule", Text.of("连续时间", "continuous time"));
        }
        out.put("discount-rates", Text.of(rates(spec, Lang.ZH, "、"), rates(spec, Lang.EN, ", ")));
        String rule = word(s.discountRule());
        out.put(
                "discount-rule",
                Text.of(ConventionNames.rule("discount " + rule).zh(), rule));
        s.discountTiming().ifPresent(t -> out.put("discount-timing", ConventionNames.timing(word(t))));
        s.eventTiming().ifPresent(t -> out.put("event-timing", ConventionNames.timing(word(t))));
        if (spec.header().kind() == Kind.COHORT) {
            out.put(
                    "transitions",
                    s.rates()
                            ? Text.of("速率，经矩阵指数换成概率", "rates, turned into probabilities by the matrix exponential")
                            : Text.of("每周期概率", "probabilities a cycle"));
        }
        if (spec.header().kind() == Kind.MICROSIMULATION || spec.header().kind() == Kind.DISCRETE_EVENT) {
            out.put("people", Text.same(Integer.toString(s.people())));
        }
    }

    private static String rates(ModelSpec spec, Lang lang, String joint) {
        return spec.outcomes().values().stream()
                .map(o -> (o.label().isBlank() ? o.id() : o.label().in(lang)) + " " + number(o.discount()))
                .collect(Collectors.joining(joint));
    }

    private static String word(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String number(double v) {
        return Double.isFinite(v) ? BigDecimal.valueOf(v).stripTrailingZeros().toPlainString() : "–";
    }
}
