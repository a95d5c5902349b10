package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.report.compose.Numbers.Style;
import org.steelyard.society.SocialResults;
import org.steelyard.society.SocialResults.Concentration;
import org.steelyard.society.SocialResults.GroupTable;

/** Sentences about access and equity. */
record SocialSentences(Context c) {

    /** In which groupings access to the service differs. */
    Optional<String> access(SocialResults results) {
        double alpha = 1 - c.plan().analysis().level();
        List<GroupTable> tested = results.groups().stream()
                .filter(g -> !Double.isNaN(g.accessP()))
                .toList();
        if (tested.isEmpty()) {
            return Optional.empty();
        }
        List<GroupTable> differing =
                tested.stream().filter(g -> g.accessP() < alpha).toList();
        if (differing.isEmpty()) {
            return Optional.of(c.t(
                    "按" + variables(tested) + "分组，未检出服务利用率的差异；这不等于各组利用率相同。",
                    "No difference in access was detected by " + variables(tested)
                            + "; this is not to say that access is equal."));
        }
        return Optional.of(c.t(
                "服务利用率在以下分组间存在差异：" + withP(differing) + "。",
                "Access to the service differs by " + withP(differing) + "."));
    }

    private String variables(List<GroupTable> groups) {
        return groups.stream().map(g -> c.names().variable(g.variable())).collect(Collectors.joining(c.joint()));
    }

    private String withP(List<GroupTable> groups) {
        return groups.stream()
                .map(g -> c.names().variable(g.variable())
                        + c.bracketed(c.numbers().pStatement(g.accessP())))
                .collect(Collectors.joining(c.joint()));
    }

    /** Where the distribution leans, or that this cannot be told. */
    String concentration(Concentration x) {
        String name = c.names().variable(x.of());
        String value = c.numbers().estimate(Style.INDEX, x.index(), x.lower(), x.upper());
        String reading;
        if (x.lower() > 0) {
            reading = c.t("偏向状况较好者", "concentrated among the better off");
        } else if (x.upper() < 0) {
            reading = c.t("偏向状况较差者", "concentrated among the worse off");
        } else {
            reading = c.t("置信区间包含零，不足以判断偏向", "the interval includes zero, so that no lean can be told");
        }
        return c.t(
                name + "沿" + rank(x.rank()) + "的集中指数为 " + value + "，" + reading,
                "the concentration index of " + name + " along " + rank(x.rank()) + " is " + value + ": " + reading);
    }

    String rank(String variable) {
        return c.plan().society().stream()
                .flatMap(s -> s.concentration().stream())
                .filter(k -> k.rank().equals(variable))
                .map(k -> c.t(k.rankName()))
                .filter(n -> !n.isBlank())
                .findFirst()
                .orElseGet(() -> c.names().variable(variable));
    }

    String all(SocialResults results) {
        List<String> out = new ArrayList<>();
        access(results).ifPresent(out::add);
        results.concentration().stream()
                .filter(x -> Double.isFinite(x.index()))
                .map(this::concentration)
                .map(s -> c.t(s, Character.toUpperCase(s.charAt(0)) + s.substring(1)) + c.t("。", "."))
                .forEach(out::add);
        return String.join("\n", out);
    }
}
