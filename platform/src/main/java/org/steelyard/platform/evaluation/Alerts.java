package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Text;

/** What the figures of monitoring say against the trigger levels (guide, part 6, section 9). */
public final class Alerts {

    private Alerts() {}

    /** @param kind fund-growth, frequency-growth, total-cost, rule, pathway, routine or other; @param year of the figure, or when it is due */
    public record Alert(String kind, String item, int year, Text text) {}

    public static List<Alert> of(Case file, Rules rules) {
        Map<String, List<Body.MonitoringFigure>> byItem = new LinkedHashMap<>();
        latest(file).stream()
                .sorted(Comparator.comparing(Body.MonitoringFigure::item).thenComparing(Body.MonitoringFigure::year))
                .forEach(f ->
                        byItem.computeIfAbsent(f.item(), i -> new ArrayList<>()).add(f));
        List<Alert> alerts = new ArrayList<>();
        List<Body.Trigger> own = Triggers.inForce(file);
        byItem.values().forEach(figures -> {
            judge(figures, rules, alerts);
            own.forEach(trigger -> alerts.addAll(Triggers.judge(trigger, figures)));
        });
        file.bodies(Body.PathwayUpdate.class)
                .filter(Body.PathwayUpdate::major)
                .forEach(p -> alerts.add(new Alert(
                        "pathway",
                        p.pathway(),
                        p.effectiveOn().getYear(),
                        Text.of("临床路径重大更新：" + p.pathway(), "Major update of the pathway " + p.pathway()))));
        file.of("raise-alert").forEach(f -> alerts.add(raised(file, f)));
        followUp(file).ifPresent(alerts::add);
        return alerts;
    }

    /** The figures in force: who files a year of an item again corrects what was filed before. */
    public static List<Body.MonitoringFigure> latest(Case file) {
        Map<List<Object>, Body.MonitoringFigure> last = new LinkedHashMap<>();
        file.bodies(Body.MonitoringFigure.class).forEach(f -> last.put(List.of(f.item(), f.year()), f));
        return List.copyOf(last.values());
    }

    /** The guide leaves the list of cases open; the authority names another one. */
    private static Alert raised(Case file, Filing filing) {
        String why = filing.body() instanceof Body.Reason reason ? reason.text() : "";
        return new Alert(
                "other",
                String.join(" ", file.evaluation().itemCodes()),
                filing.at().atZone(ZoneId.of("Asia/Shanghai")).getYear(),
                Text.of("其他情形：" + why, "Another case: " + why));
    }

    /** A rapid evaluation is followed by a routine one: it may be opened at once, and no later than its day. */
    private static Optional<Alert> followUp(Case file) {
        return file.last(Body.MonitoringPlan.class)
                .filter(plan -> file.evaluation().isRapid() && file.evaluation().state() == State.MONITORING)
                .flatMap(Body.MonitoringPlan::routineDue)
                .map(due -> new Alert(
                        "routine",
                        String.join(" ", file.evaluation().itemCodes()),
                        due.getYear(),
                        Text.of(
                                "快速评价须于 " + due + " 前开展常规评价",
                                "The routine evaluation after the rapid one is due by " + due)));
    }

    private static void judge(List<Body.MonitoringFigure> figures, Rules rules, List<Alert> alerts) {
        for (int i = 0; i < figures.size(); i++) {
            Body.MonitoringFigure now = figures.get(i);
            if (now.totalCost().compareTo(rules.totalCost()) >= 0) {
                alerts.add(new Alert(
                        "total-cost",
                        now.item(),
                        now.year(),
                        Text.of(
                                now.year() + " 年总费用达到 " + grouped(rules.totalCost()) + " 元",
                                "Total cost of " + now.year() + " reached CNY " + grouped(rules.totalCost()))));
            }
            if (i > 0 && figures.get(i - 1).year() == now.year() - 1) {
                growth(figures.get(i - 1), now, rules, alerts);
            }
        }
    }

    private static void growth(
            Body.MonitoringFigure before, Body.MonitoringFigure now, Rules rules, List<Alert> alerts) {
        if (exceeds(before.fundSpending(), now.fundSpending(), rules.growth())) {
            alerts.add(new Alert(
                    "fund-growth",
                    now.item(),
                    now.year(),
                    Text.of(
                            now.year() + " 年医保基金支出增长超过 " + percent(rules.growth()),
                            "Fund spending of " + now.year() + " grew by more than " + percent(rules.growth()))));
        }
        if (exceeds(BigDecimal.valueOf(before.frequency()), BigDecimal.valueOf(now.frequency()), rules.growth())) {
            alerts.add(new Alert(
                    "frequency-growth",
                    now.item(),
                    now.year(),
                    Text.of(
                            now.year() + " 年服务频次增长超过 " + percent(rules.growth()),
                            "Frequency of " + now.year() + " grew by more than " + percent(rules.growth()))));
        }
    }

    /** Growth above the level; growth from nothing is above any. */
    private static boolean exceeds(BigDecimal before, BigDecimal now, double level) {
        return now.compareTo(before.multiply(BigDecimal.valueOf(1 + level))) > 0;
    }

    /** 100,000,000: as people read a sum. */
    static String grouped(BigDecimal sum) {
        return String.format(
                Locale.ROOT, "%,." + Math.max(0, sum.stripTrailingZeros().scale()) + "f", sum);
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
