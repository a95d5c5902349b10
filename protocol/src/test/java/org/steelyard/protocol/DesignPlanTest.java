package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;

/** Long tables and designs over time in a plan. */
class DesignPlanTest {

    private static final String GOOD = """
              tables:
                - id: months
                  name: 月度
                  source: trial
                  rows: aggregates
                  variables:
                    - {name: month, label: 月, role: time, type: integer}
                    - {name: later, label: 后, role: exposure, type: binary, define: month > 12}
                    - {name: dead, label: 死亡, role: outcome, type: binary, yes: ["1"], no: ["0"]}
                    - {name: place, label: 地区, role: identifier, type: text}
              designs:
                - {id: its, role: secondary, outcome: death30, table: months, method: {kind: interrupted-time-series, time: month, after: later}}
              benchmark:
            """;

    private static String with(String found, String replacement) {
        return Plans.smallWith("  benchmark:\n", Plans.replace(GOOD, found, replacement));
    }

    @Test
    void aDesignIsPlannedReadAndPutIntoWords() {
        PlanFile file = Plans.load(with("id: its", "id: its"));

        assertThat(file.protocol().analysis().designs()).hasSize(1);
        assertThat(file.protocol().analysis().designs().getFirst().method())
                .isInstanceOf(DesignMethod.InterruptedTimeSeries.class);
        assertThat(ProtocolProse.render(file.protocol(), Lang.ZH))
                .contains("间断时间序列", "一阶自相关，限制极大似然", "地区、机构、时点等汇总单位")
                .doesNotContain("RESTRICTED_LIKELIHOOD", "Optional");
    }

    record Bad(String found, String replacement, ProtocolError code, String field) {}

    static Stream<Bad> faults() {
        String method = "method: {kind: interrupted-time-series, time: month, after: later}";
        String at = "analysis.designs[0].method";
        return Stream.of(
                new Bad("table: months", "table: moths", ProtocolError.UNKNOWN_REFERENCE, "analysis.designs[0].table"),
                new Bad("time: month,", "time: mouth,", ProtocolError.UNKNOWN_REFERENCE, at + ".time"),
                new Bad("after: later", "after: month", ProtocolError.WRONG_VARIABLE, at + ".after"),
                new Bad("after: later}", "after: later, lag: 2}", ProtocolError.BAD_DESIGN, at + ".lag"),
                new Bad("role: secondary", "role: primary", ProtocolError.UNCLEAR_PRIMARY, "analysis.designs[0].role"),
                new Bad("id: its", "id: main", ProtocolError.DUPLICATE_ID, "analysis.designs[0].id"),
                new Bad("source: trial", "source: trail", ProtocolError.UNKNOWN_REFERENCE, "analysis.tables[0].source"),
                new Bad(
                        "outcome: death30",
                        "outcome: survival",
                        ProtocolError.BAD_DESIGN,
                        "analysis.designs[0].outcome"),
                new Bad("interrupted-time-series", "interupted-time-series", ProtocolError.NOT_ALLOWED, at + ".kind"),
                new Bad(
                        method,
                        "method: {kind: clone-censor-weight, start: month, window: 3, censoring: logistic}",
                        ProtocolError.BAD_DESIGN,
                        at + ".covariates"),
                new Bad(
                        method,
                        "method: {kind: clone-censor-weight, start: month, window: 3}",
                        ProtocolError.BAD_DESIGN,
                        "analysis.designs[0].outcome"),
                new Bad(
                        method,
                        "method: {kind: self-controlled-case-series, person: place, start: month}",
                        ProtocolError.BAD_DESIGN,
                        at + ".length"),
                new Bad(
                        method,
                        "method: {kind: pooling, analysis: main, by: age, measure: risk-difference}",
                        ProtocolError.BAD_DESIGN,
                        at + ".by"),
                new Bad(
                        method,
                        "method: {kind: instrumental-variable, treatment: later, instruments: [later]}",
                        ProtocolError.BAD_DESIGN,
                        at + ".instruments"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsToldWithItsPlace(Bad bad) {
        assertThat(Plans.problems(with(bad.found(), bad.replacement())))
                .anyMatch(p -> p.code() == bad.code() && p.place().field().equals(bad.field()));
    }

    private static String externalControl(String settings) {
        String method = "method: {kind: interrupted-time-series, time: month, after: later}";
        return Plans.replace(
                with(method, "method: {kind: external-control, treated: later, covariates: [month]}"),
                "  inference: 推断\n",
                "  inference: 推断\n" + settings);
    }

    @ParameterizedTest
    @CsvSource({"0.99, 198, 199", "0.95, 50, 0", "0.99, 199, 0", "0.9, 50, 0", "0.999, 1000, 1999"})
    void percentileLimitsNeedReplicatesForTheirLevel(String level, int bootstrap, int least) {
        List<Problem> problems =
                Plans.problems(externalControl("  level: " + level + "\n  bootstrap: " + bootstrap + "\n"));
        if (least == 0) {
            assertThat(problems).isEmpty();
            return;
        }
        assertThat(problems).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(ProtocolError.TOO_FEW_REPLICATES);
            assertThat(p.place().field()).isEqualTo("analysis.bootstrap");
            assertThat(p.message().zh()).contains("its", level, bootstrap + "", "至少须重复 " + least + " 次");
            assertThat(p.message().en()).contains("its", level, bootstrap + "", "at least " + least + " replicates");
        });
    }

    @Test
    void theUsualNumberOfReplicatesIsHeldAgainstTheLevelToo() {
        assertThat(Plans.problems(externalControl("  level: 0.999\n")))
                .singleElement()
                .matches(p -> p.code() == ProtocolError.TOO_FEW_REPLICATES);
    }

    @Test
    void designsWithoutPercentileLimitsTakeFewerReplicates() {
        assertThat(Plans.problems(with("  benchmark:", "  level: 0.999\n  bootstrap: 50\n  benchmark:")))
                .isEmpty();
    }
}
