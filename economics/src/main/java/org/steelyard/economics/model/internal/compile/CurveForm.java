package org.steelyard.economics.model.internal.compile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.kernel.Text;

/** Which parts and lists a curve must and may have. */
record CurveForm(CurveSpec curve, Findings findings) {

    private static final Map<String, List<String>> NEEDS = Map.ofEntries(
            Map.entry("exponential", List.of("rate")),
            Map.entry("weibull", List.of("shape", "scale")),
            Map.entry("weibull-ph", List.of("shape", "lambda")),
            Map.entry("gompertz", List.of("shape", "rate")),
            Map.entry("lognormal", List.of("meanlog", "sdlog")),
            Map.entry("loglogistic", List.of("shape", "scale")),
            Map.entry("gamma", List.of("shape", "rate")),
            Map.entry("gengamma", List.of("mu", "sigma", "Q")),
            Map.entry("genf", List.of("mu", "sigma", "Q", "P")),
            Map.entry("piecewise-exponential", List.of()),
            Map.entry("table", List.of()),
            Map.entry("life-table", List.of("age")),
            Map.entry("royston-parmar", List.of()));

    static final Set<String> MODIFIERS =
            Set.of("hr", "af", "cure", "cureNonMixture", "background", "base", "then", "until", "scaleType");

    void run() {
        boolean based = has("base");
        if (based == !curve.family().isEmpty()) {
            bad("family 与 base 应恰有其一", "a curve has either a family or a base");
            return;
        }
        List<String> needs = NEEDS.getOrDefault(curve.family(), List.of());
        needs.stream()
                .filter(part -> !has(part))
                .forEach(n -> bad("缺少 " + n, "a " + curve.family() + " curve needs " + n));
        curve.parts().keySet().stream()
                .filter(n -> !MODIFIERS.contains(n)
                        && !needs.contains(n)
                        && !entries().contains(listed(n)))
                .forEach(n -> bad(n + " 不属于 " + curve.family(), n + " does not belong to " + curve.family()));
        if (has("then") != has("until")) {
            bad("then 与 until 应同时给出", "then and until go together");
        }
        lists();
    }

    /** Lists of formulas that the family has. */
    private List<String> entries() {
        return switch (curve.family()) {
            case "piecewise-exponential" -> List.of("rates");
            case "royston-parmar" -> List.of("coefficients");
            default -> List.of();
        };
    }

    /** {@code rates[2]} belongs to {@code rates}. */
    private static String listed(String part) {
        return part.replaceFirst("\\[\\d+]$", "");
    }

    int count(String list) {
        return (int) curve.parts().keySet().stream()
                .filter(n -> listed(n).equals(list))
                .count();
    }

    private void lists() {
        switch (curve.family()) {
            case "piecewise-exponential" -> {
                if (count("rates") != list("breaks").size() + 1) {
                    bad("rates 应比 breaks 多一个", "there is one more rate than breaks");
                }
                ascending("breaks");
            }
            case "table", "life-table" -> {
                if (list("times").isEmpty()
                        || list("times").size() != list("values").size()) {
                    bad("times 与 values 应等长且不为空", "times and values must be as many, and some");
                }
                ascending("times");
                if (list("values").stream().anyMatch(v -> !(v >= 0 && v <= 1))) {
                    bad("values 应在 0 与 1 之间", "values lie between 0 and 1");
                }
            }
            case "royston-parmar" -> {
                if (list("knots").size() < 2
                        || count("coefficients") != list("knots").size()) {
                    bad("coefficients 应与 knots 等长，至少两个", "there are as many coefficients as knots, at least two");
                }
                ascending("knots");
            }
            default -> {}
        }
    }

    private void ascending(String name) {
        List<Double> v = list(name);
        for (int i = 1; i < v.size(); i++) {
            if (!(v.get(i - 1) < v.get(i))) {
                bad(name + " 应由小到大", name + " must ascend");
            }
        }
    }

    List<Double> list(String name) {
        return curve.lists().getOrDefault(name, List.of());
    }

    boolean has(String part) {
        return curve.parts().containsKey(part);
    }

    void bad(String zh, String en) {
        findings.add(
                ModelError.BAD_CURVE,
                curve.path(),
                Text.of("曲线 " + curve.id() + "：" + zh, "curve " + curve.id() + ": " + en),
                Text.of("改正曲线", "Correct the curve"));
    }
}
