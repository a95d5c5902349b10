package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.Further;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.testing.Records;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;

/** What the report says of outcomes that are neither a share nor a mean: their models, their units, their curves. */
class OutcomeReportTest {

    private static final List<String> MODELS =
            List.of("Fine–Gray", "Andersen–Gill", "McCullagh", "Liang KY", "Poisson");

    private static String words(OutcomeType type, Lang lang) {
        return String.join(
                "\n",
                Reading.texts(ReportComposer.compose(Dossiers.full(type, Verdict.MORE_COSTLY_MORE_EFFECTIVE), lang)));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPETING, Fine–Gray, 次分布风险比用, subdistribution hazard ratios by",
        "RECURRENT, Andersen–Gill, 复发事件：, Recurrent events:",
        "ORDINAL, McCullagh, 有序结局：, Ordered categories:",
        "REPEATED, Liang KY, 重复测量：, Repeated measurements:",
        "COUNT, Poisson, 计数结局：, Counts: a rate is"
    })
    void theSectionOnMethodsNamesTheModelOfTheOutcome(OutcomeType type, String model, String zh, String en) {
        assertThat(words(type, Lang.ZH)).contains(model, zh);
        assertThat(words(type, Lang.EN)).contains(model, en);
        assertThat(words(OutcomeType.BINARY, Lang.EN)).doesNotContain(MODELS).doesNotContain(en);
    }

    @Test
    void aHazardRatioWithCompetingEventsIsThatOfOneCause() {
        assertThat(words(OutcomeType.COMPETING, Lang.ZH)).contains("再入院：原因别风险比（HR）");
        assertThat(words(OutcomeType.COMPETING, Lang.EN)).contains("Readmission: Cause-specific hazard ratio");
        assertThat(words(OutcomeType.TIME_TO_EVENT, Lang.ZH))
                .contains("风险比（HR）")
                .doesNotContain("原因别");
    }

    /** A difference of −0.3 means nothing until one knows of what: of the time observed where the plan names it, of a person elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "WEEK, true, 次/人周, events per person-week",
        "YEAR, true, 次/人年, events per person-year",
        "DAY, false, 次/人, events per person"
    })
    void differencesOfRatesHaveTheirUnit(TimeUnit unit, boolean timed, String zh, String en) {
        Protocol plan = Plans.plan(OutcomeType.COUNT, false, false);
        Outcome outcome = Records.with(
                plan.outcomes().getFirst(),
                Map.of("exposureTime", timed ? Optional.of("t") : Optional.empty(), "timeUnit", Optional.of(unit)));
        Dossier dossier = Dossiers.dossier(
                Records.with(plan, Map.of("outcomes", List.of(outcome))),
                Dossiers.bare(OutcomeType.COUNT).effect(),
                Optional.empty(),
                Optional.empty());
        EffectEstimate e = Dossiers.estimate(
                "primary", "rate-difference", "all", new double[] {-0.3, 0.1, -0.5, -0.1, 0.01}, new int[] {900, 400, -1
                });

        assertThat(new Names(dossier, Lang.ZH).measureWithUnit(e)).endsWith("（" + zh + "）");
        assertThat(new Names(dossier, Lang.EN).measureWithUnit(e)).endsWith(" (" + en + ")");
    }

    @Test
    void incidenceOverLongFollowUpIsDrawnInYearsToTheHorizon() {
        double year = TimeUnit.DAY.perYear();
        Further.StepFunction steps = new Further.StepFunction(
                new double[] {0, year, 2 * year, 6 * year},
                new double[] {0, 0.1, 0.2, 0.3},
                new double[] {0, 0.01, 0.02, 0.03},
                new int[] {400, 300, 200, 100});
        EffectResults bare = Dossiers.bare(OutcomeType.TIME_TO_EVENT).effect();
        Further further = Records.with(
                Further.none(),
                Map.of(
                        "incidence",
                        List.of(new Further.IncidenceCurves("primary", "main", steps, steps, steps, steps))));
        EffectEstimate e = Dossiers.estimate(
                "primary", "hazard-ratio", "all", new double[] {1.2, 0.1, 1, 1.4, 0.05}, new int[] {900, 400, 206});
        Document document = ReportComposer.compose(
                Dossiers.dossier(
                        Plans.withDeathInDays(Plans.plan(OutcomeType.TIME_TO_EVENT, false, false), 5 * year),
                        Records.with(bare, Map.of("estimates", List.of(e), "further", further)),
                        Optional.empty(),
                        Optional.empty()),
                Lang.ZH);

        SurvivalPlot plot = document.blocks().stream()
                .filter(b -> b instanceof Block.Figure f && f.id().equals("f-incidence-1"))
                .map(b -> (SurvivalPlot) ((Block.Figure) b).chart())
                .findFirst()
                .orElseThrow();
        assertThat(plot.time().label()).isEqualTo("时间（年）");
        assertThat(plot.curves()).allSatisfy(c -> {
            assertThat(c.time()).containsExactly(new double[] {0, 1, 2}, within(1e-12));
            assertThat(c.until()).isCloseTo(5, within(1e-12));
        });
    }

    /** Months are no people: neither in the flow nor beside an estimate. */
    @Test
    void rowsOfASeriesAreNotCalledPeople() {
        Protocol plan = Plans.plan(OutcomeType.CONTINUOUS, false, false);
        EffectEstimate e = Dossiers.estimate(
                "primary", "level-change", "series", new double[] {-3, 1, -5, -1, 0.01}, new int[] {192, 23, -1});
        DesignResult series = new DesignResult(
                "primary", "interrupted-time-series", "main", "months", true, 192, 192, List.of(), List.of());
        Protocol ofDesigns =
                Records.with(plan, Map.of("analysis", Records.with(plan.analysis(), Map.of("analyses", List.of()))));
        for (boolean alone : new boolean[] {true, false}) {
            Dossier dossier = Dossiers.dossier(
                    alone ? ofDesigns : plan,
                    Records.with(
                            Dossiers.bare(OutcomeType.CONTINUOUS).effect(),
                            Map.of("estimates", List.of(e), "designs", List.of(series))),
                    Optional.empty(),
                    Optional.empty());
            String zh = String.join("\n", Reading.texts(ReportComposer.compose(dossier, Lang.ZH)));
            String en = String.join("\n", Reading.texts(ReportComposer.compose(dossier, Lang.EN)));
            assertThat(zh).contains(alone ? "数据源共 1,007 行" : "数据源共 1,007 例", "人数栏为所用的行数，不是人数");
            assertThat(en)
                    .contains(alone ? "Of 1,007 rows" : "Of 1,007 people", "numbers of people are numbers of rows");
        }
    }

    private static Document of(List<EffectEstimate> estimates, List<EffectResults.BaselineRow> baseline) {
        return ReportComposer.compose(
                Dossiers.dossier(
                        Plans.plan(OutcomeType.CONTINUOUS, false, false),
                        Records.with(
                                Dossiers.bare(OutcomeType.CONTINUOUS).effect(),
                                Map.of("estimates", estimates, "baseline", baseline)),
                        Optional.empty(),
                        Optional.empty()),
                Lang.ZH);
    }

    @Test
    void whereSmallCountsHideEveryEstimateNoEmptyPlotIsDrawn() {
        double[] v = {1, 0.5, 0, 2, 0.05};
        for (int treated : new int[] {6, 20}) {
            int[] n = {50, treated, -1};
            Document document = of(
                    List.of(
                            Dossiers.estimate("primary", "mean-difference", "all", v, n),
                            Dossiers.estimate("crude", "mean-difference", "all", v, n)),
                    List.of());
            assertThat(document.blocks().stream()
                            .filter(b -> b instanceof Block.Figure f && f.id().startsWith("f-forest")))
                    .hasSize(treated == 6 ? 0 : 1);
        }
    }

    /** Eighty matched sets of three people are one row, not eighty of asterisks. */
    @Test
    void aCategoryAllOfWhoseLevelsAreProtectedIsOneRow() {
        EffectResults.Summary few =
                new EffectResults.Summary(3, 900, 3 / 900.0, 0.06, Double.NaN, Double.NaN, Double.NaN);
        List<EffectResults.BaselineRow> levels = IntStream.rangeClosed(1, 80)
                .mapToObj(k -> new EffectResults.BaselineRow("income", "set " + k, few, few, few, 0.1))
                .toList();
        String words = String.join("\n", Reading.texts(of(List.of(), levels)));

        assertThat(words).contains("（80 个水平，人数均受保护）").doesNotContain("set 17");
    }
}
