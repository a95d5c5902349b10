package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which years a rule of one's own speaks, by the figures of an item. */
class TriggersTest {

    /** Fund spending, frequency and total cost of 2021 to 2025; 2023 is missing where it says so. */
    private static List<Body.MonitoringFigure> figures(String funds) {
        List<Body.MonitoringFigure> all = new ArrayList<>();
        int year = 2021;
        for (String fund : funds.split(" ")) {
            if (!fund.equals("-")) {
                BigDecimal paid = new BigDecimal(fund);
                all.add(new Body.MonitoringFigure("A", year, paid, 10, paid.multiply(BigDecimal.TWO)));
            }
            year++;
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "fund-spending, above, 100, 1, 100 101 99 100 200, 2022 2025",
        "fund-spending, at-least, 100, 1, 100 101 99 100 200, 2021 2022 2024 2025",
        "fund-spending, below, 100, 1, 100 101 99 100 200, 2023",
        "fund-spending, at-most, 100, 2, 100 101 99 100 200, 2024",
        "fund-spending, above, 50, 3, 100 101 - 100 200, ",
        "fund-spending-growth, above, 0.3, 1, 100 130 169.1 100 100, 2023",
        "fund-spending-growth, at-least, 0.3, 1, 100 130 169.1 100 100, 2022 2023",
        "fund-spending-growth, below, -0.3, 1, 100 130 169 100 100, 2024",
        "fund-spending-growth, above, 0.5, 2, 100 130 169 100 100, 2023",
        "fund-spending-growth, above, 0.5, 2, 100 130 - 300 100, 2024",
        "fund-spending-growth, above, 9, 1, 0 1 0 0 0, 2022",
        "fund-spending-growth, at-most, 0, 1, 0 1 0 0 0, 2023 2024 2025",
        "cost-per-service, above, 30, 1, 100 151 150 100 100, 2022",
        "fund-share, at-least, 0.5, 5, 100 101 99 100 200, 2025",
        "total-cost, above, 399, 1, 100 101 99 100 200, 2025",
        "frequency, at-least, 10, 5, 100 101 99 100 200, 2025",
        "frequency-growth, above, 0, 1, 100 101 99 100 200, ",
    })
    void aRuleSpeaksInTheYearsThatMeetIt(
            String measure, String comparison, BigDecimal value, int window, String funds, String years) {
        Body.Trigger rule = new Body.Trigger("规则", measure, comparison, value, window, false);
        String spoken = String.join(
                " ",
                Triggers.judge(rule, figures(funds)).stream()
                        .map(a -> Integer.toString(a.year()))
                        .toList());
        assertThat(spoken).isEqualTo(years == null ? "" : years);
    }

    /** A service that nobody had has no cost of one. */
    @ParameterizedTest
    @CsvSource({"cost-per-service, 0, 100", "fund-share, 10, 0"})
    void whatCannotBeComputedIsNoReason(String measure, long frequency, BigDecimal total) {
        List<Body.MonitoringFigure> one =
                List.of(new Body.MonitoringFigure("A", 2025, BigDecimal.ZERO, frequency, total));
        Body.Trigger rule = new Body.Trigger("规则", measure, "at-least", BigDecimal.ZERO, 1, false);
        assertThat(Triggers.judge(rule, one)).isEmpty();
    }
}
