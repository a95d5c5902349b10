package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;

/**
 * Rules of monitoring that an authority makes for one evaluation: the guide names growth, size and pathways, and leaves the
 * list open (part 6, section 9).
 */
public final class Triggers {

    private Triggers() {}

    /** What a rule looks at: a yearly figure, what follows from two of them, or how one grew. */
    public enum Measure {
        FUND_SPENDING("年度医保基金支出（元）", "yearly fund spending (CNY)", false, f -> Optional.of(f.fundSpending())),
        FREQUENCY("年度服务频次", "yearly frequency", false, f -> Optional.of(BigDecimal.valueOf(f.frequency()))),
        TOTAL_COST("年度总费用（元）", "yearly total cost (CNY)", false, f -> Optional.of(f.totalCost())),
        COST_PER_SERVICE(
                "次均费用（元）",
                "cost of one service (CNY)",
                false,
                f -> ratio(f.totalCost(), BigDecimal.valueOf(f.frequency()))),
        FUND_SHARE("基金支出占总费用比例", "share of the fund in total cost", false, f -> ratio(f.fundSpending(), f.totalCost())),
        FUND_SPENDING_GROWTH("医保基金支出增长率", "growth of fund spending", true, FUND_SPENDING.read),
        FREQUENCY_GROWTH("服务频次增长率", "growth of frequency", true, FREQUENCY.read),
        TOTAL_COST_GROWTH("总费用增长率", "growth of total cost", true, TOTAL_COST.read),
        COST_PER_SERVICE_GROWTH("次均费用增长率", "growth of the cost of one service", true, COST_PER_SERVICE.read);

        private final Text label;
        private final boolean growth;
        private final Function<Body.MonitoringFigure, Optional<BigDecimal>> read;

        Measure(String zh, String en, boolean growth, Function<Body.MonitoringFigure, Optional<BigDecimal>> read) {
            label = Text.of(zh, en);
            this.growth = growth;
            this.read = read;
        }

        /** @throws IllegalArgumentException when there is none: {@link BodyCheck} has looked before */
        static Measure of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public Text label() {
            return label;
        }

        /** Whether it compares a year with an earlier one. */
        public boolean isGrowth() {
            return growth;
        }

        private static Optional<BigDecimal> ratio(BigDecimal above, BigDecimal below) {
            return below.signum() == 0 ? Optional.empty() : Optional.of(above.divide(below, MathContext.DECIMAL128));
        }
    }

    /** How a measure has to stand to the level. */
    public enum Comparison {
        ABOVE("高于", "above", sign -> sign > 0),
        AT_LEAST("不低于", "at least", sign -> sign >= 0),
        BELOW("低于", "below", sign -> sign < 0),
        AT_MOST("不高于", "at most", sign -> sign <= 0);

        private final Text label;
        private final IntPredicate holds;

        Comparison(String zh, String en, IntPredicate holds) {
            label = Text.of(zh, en);
            this.holds = holds;
        }

        static Comparison of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public Text label() {
            return label;
        }
    }

    /** The rules in force, by name: the last of a name counts, unless it ended the rule. */
    public static List<Body.Trigger> inForce(Case file) {
        Map<String, Body.Trigger> byName = new LinkedHashMap<>();
        file.bodies(Body.Trigger.class).forEach(t -> byName.put(t.name(), t));
        return byName.values().stream().filter(t -> !t.ended()).toList();
    }

    /**
     * An alert for each year in which the rule speaks.
     *
     * @param figures of one item, by year, one a year
     */
    static List<Alerts.Alert> judge(Body.Trigger trigger, List<Body.MonitoringFigure> figures) {
        Map<Integer, Body.MonitoringFigure> years = new LinkedHashMap<>();
        figures.forEach(f -> years.put(f.year(), f));
        return figures.stream()
                .filter(f -> speaks(trigger, f.year(), years))
                .map(f -> new Alerts.Alert("rule", f.item(), f.year(), said(trigger, f.year())))
                .toList();
    }

    private static boolean speaks(Body.Trigger trigger, int year, Map<Integer, Body.MonitoringFigure> years) {
        Measure measure = Measure.of(trigger.measure());
        Comparison comparison = Comparison.of(trigger.comparison());
        if (measure.isGrowth()) {
            Optional<BigDecimal> before = value(measure, years, year - trigger.window());
            Optional<BigDecimal> now = value(measure, years, year);
            return before.isPresent()
                    && now.isPresent()
                    && comparison.holds.test(growth(before.get(), now.get(), trigger.value()));
        }
        return IntStream.range(0, trigger.window())
                .mapToObj(back -> value(measure, years, year - back))
                .allMatch(v -> v.filter(x -> comparison.holds.test(x.compareTo(trigger.value())))
                        .isPresent());
    }

    /** How growth stands to a level, without a division that would round; growth from nothing is above any level. */
    private static int growth(BigDecimal before, BigDecimal now, BigDecimal level) {
        return before.signum() == 0 && now.signum() == 0
                ? BigDecimal.ZERO.compareTo(level)
                : now.compareTo(before.multiply(BigDecimal.ONE.add(level)));
    }

    private static Optional<BigDecimal> value(Measure measure, Map<Integer, Body.MonitoringFigure> years, int year) {
        return Optional.ofNullable(years.get(year)).flatMap(measure.read);
    }

    private static Text said(Body.Trigger trigger, int year) {
        Measure measure = Measure.of(trigger.measure());
        Comparison comparison = Comparison.of(trigger.comparison());
        String level = trigger.value().stripTrailingZeros().toPlainString();
        boolean one = trigger.window() == 1;
        Text over = measure.isGrowth()
                ? Text.of(trigger.window() + " 年间", one ? " over one year" : " over " + trigger.window() + " years")
                : Text.of(
                        one ? "" : "连续 " + trigger.window() + " 年",
                        one ? "" : " in " + trigger.window() + " years running");
        return Text.of(
                "自设规则“" + trigger.name() + "”：至 " + year + " 年，" + over.zh()
                        + measure.label().zh() + comparison.label().zh() + " " + level,
                "The rule \"" + trigger.name() + "\": " + measure.label().en() + over.en() + " to " + year + " is "
                        + comparison.label().en() + " " + level);
    }

    /** What a form offers: id and words of each measure. */
    public static List<Choice> measures() {
        return Arrays.stream(Measure.values())
                .map(m -> new Choice(m.id(), m.label()))
                .toList();
    }

    public static List<Choice> comparisons() {
        return Arrays.stream(Comparison.values())
                .map(c -> new Choice(c.id(), c.label()))
                .toList();
    }

    /** Something to choose. */
    public record Choice(String id, Text label) {}
}
