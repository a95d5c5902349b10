package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.Further;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.report.HtmlRenderer;
import org.steelyard.report.chart.LovePlot;
import org.steelyard.report.chart.ScatterChart;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;

/** Decisions by margin, families and sensitivity analyses in the report, and what of them small counts hide. */
class BesideReportTest {

    private static final Text CONCLUSION = Text.of("在预设界值内证实等效", "equivalence within the margin is shown");

    @ParameterizedTest
    @EnumSource(Lang.class)
    void everythingBesideAnEstimateIsWrittenInEitherLanguage(Lang lang) {
        Document document = ReportComposer.compose(dossier(60, 40), lang);

        String html = HtmlRenderer.render(document);
        assertThat(html).doesNotContain("NaN", "⟦", "Infinity");
        assertThat(ids(document))
                .contains(
                        "t-margins",
                        "f-margins-1",
                        "t-families",
                        "t-shrunken",
                        "t-controls",
                        "f-controls-1",
                        "f-specifications-1",
                        "t-rosenbaum",
                        "t-bias-analysis",
                        "f-delta-1",
                        "f-incidence-1");
        List<String> texts = Reading.texts(document);
        assertThat(texts).anyMatch(t -> t.contains(CONCLUSION.in(lang)));
        assertThat(texts).anyMatch(t -> t.contains(lang == Lang.ZH ? "临界 Γ 为 1.43" : "critical Γ 1.43"));
        if (lang == Lang.EN) {
            List<String> ours = document.blocks().stream()
                    .filter(b -> b instanceof Block.Table t
                            && List.of("t-margins", "t-controls").contains(t.id()))
                    .flatMap(b -> Reading.texts(b).stream())
                    .filter(t -> t.matches(".*\\p{IsHan}.*"))
                    .filter(t -> !t.contains("干预") && !t.contains("主"))
                    .toList();
            assertThat(ours).isEmpty();
        }
    }

    @Test
    void boundsOfFewPairsAndControlsOfFewEventsAreNotShown() {
        Document few = ReportComposer.compose(dossier(60, 6), Lang.ZH);

        assertThat(Reading.texts(few)).noneMatch(t -> t.contains("临界 Γ 为"));
        Block.Figure controls = figure(few, "f-controls-1");
        ScatterChart chart = (ScatterChart) controls.chart();
        assertThat(chart.groups().getFirst().x()).hasSize(2);
        assertThat(Reading.texts(few)).anyMatch(t -> t.contains("缺失 ≤10 人"));
    }

    @Test
    void aCurveOfIncidenceEndsWhereFewAreAtRisk() {
        SurvivalPlot plot = (SurvivalPlot) figure(ReportComposer.compose(dossier(60, 40), Lang.ZH), "f-incidence-1")
                .chart();

        assertThat(plot.curves()).hasSize(4);
        assertThat(plot.curves()).allSatisfy(c -> assertThat(c.time()).containsExactly(0, 1, 2));
        assertThat(plot.curves().getFirst().upper()[2]).isBetween(0.2, 1.0);
    }

    @Test
    void aShareOfSpecificationsIsNoCountOfPeople() {
        Dossier d = dossier(60, 40);
        Diagnostic all = new Diagnostic(
                "primary/specification-curve",
                "primary",
                "specification-curve",
                1,
                1,
                true,
                Text.of("101 种合理设定中 100.0% 方向一致", "of 101 reasonable specifications 100.0% agree"));
        Document document = ReportComposer.compose(
                Dossiers.dossier(
                        d.protocol(), with(d.effect(), List.of(all), Further.none()), d.economics(), d.society()),
                Lang.ZH);

        Block.Table table = document.blocks().stream()
                .filter(b -> b instanceof Block.Table t && t.id().equals("t-diagnostics"))
                .map(Block.Table.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(Reading.texts(table)).noneMatch(t -> t.contains("≤10"));
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void seriesOfThePlotOfBalanceDifferInTheirMarkers(Lang lang) {
        Dossier d = dossier(60, 40);
        Map<String, Double> adjusted = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            adjusted.put("other-" + i, 0.01 * i);
        }
        adjusted.put("primary", 0.005);
        EffectResults many = with(
                d.effect(),
                d.effect().diagnostics(),
                List.of(new EffectResults.Balance("age", "", -0.204, adjusted)),
                d.effect().further());
        Document document =
                ReportComposer.compose(Dossiers.dossier(d.protocol(), many, d.economics(), d.society()), lang);

        Block.Figure figure = figure(document, "f-love");
        LovePlot plot = (LovePlot) figure.chart();
        assertThat(plot.series()).hasSize(7);
        assertThat(plot.terms().getFirst().values()).hasSize(7).contains(0.005);
        assertThat(figure.notes()).anyMatch(n -> n.contains(lang == Lang.ZH ? "仅画出 6 种" : "Only 6 adjustments"));
    }

    private static List<String> ids(Document document) {
        List<String> out = new ArrayList<>();
        for (Block b : document.blocks()) {
            if (b instanceof Block.Table t) {
                out.add(t.id());
            } else if (b instanceof Block.Figure f) {
                out.add(f.id());
            }
        }
        return out;
    }

    private static Block.Figure figure(Document document, String id) {
        return document.blocks().stream()
                .filter(b -> b instanceof Block.Figure f && f.id().equals(id))
                .map(Block.Figure.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Dossier dossier(int positive, int negative) {
        Dossier d = Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT);
        return Dossiers.dossier(
                d.protocol(),
                with(d.effect(), d.effect().diagnostics(), further(positive, negative)),
                d.economics(),
                d.society());
    }

    private static EffectResults with(EffectResults r, List<Diagnostic> diagnostics, Further further) {
        return with(r, diagnostics, r.balance(), further);
    }

    private static EffectResults with(
            EffectResults r, List<Diagnostic> diagnostics, List<EffectResults.Balance> balance, Further further) {
        return new EffectResults(
                r.estimates(),
                diagnostics,
                r.baseline(),
                balance,
                r.overlap(),
                r.curves(),
                r.interactions(),
                r.eValues(),
                r.agreement(),
                r.missingness(),
                r.notEstimated(),
                r.designs(),
                further);
    }

    private static Further further(int positive, int negative) {
        Further.StepFunction steps = new Further.StepFunction(
                new double[] {0, 1, 2, 3},
                new double[] {0, 0.1, 0.2, 0.3},
                new double[] {0, 0.01, 0.02, 0.03},
                new int[] {400, 300, 200, 8});
        return new Further(
                List.of(new Further.IncidenceCurves("primary", "main", steps, steps, steps, steps)),
                List.of(new Further.MarginTest(
                        "primary",
                        "main",
                        "risk-difference",
                        "equivalence",
                        -0.1,
                        0.1,
                        0.055,
                        new double[] {0.024, 0.086},
                        0.025,
                        0.0001,
                        0.001,
                        0.001,
                        true,
                        true,
                        CONCLUSION)),
                List.of(new Further.Family(
                        "two",
                        "holm",
                        0.05,
                        List.of(
                                new Further.Family.Member(
                                        "primary", "death30", "risk-difference", 0.0003, 0.0006, true),
                                new Further.Family.Member("overlap", "death30", "risk-difference", 0.03, 0.03, true)),
                        true,
                        Text.of("2 个问题中 2 个在多重性控制后仍有统计学意义", "2 of 2 questions remain significant"))),
                List.of(new Further.Shrunken(
                        "primary",
                        "sex",
                        "risk-difference",
                        List.of(
                                new Further.Shrunken.Level("sex=male", 0.06, 0.055, 0.02, 0.09),
                                new Further.Shrunken.Level("sex=female", 0.01, 0.03, -0.01, 0.07)),
                        0.001,
                        Text.of("亚组结果须谨慎。", "Subgroups call for caution."))),
                List.of(new Further.HiddenBias(
                        "matched",
                        "main",
                        List.of(
                                new Further.HiddenBias.Bound(1, 0.001, 0.001),
                                new Further.HiddenBias.Bound(1.5, 0.0001, 0.06)),
                        1.4321,
                        0.025,
                        positive,
                        negative)),
                List.of(new Further.BiasCorrected(
                        "primary",
                        "main",
                        "risk-ratio",
                        1.22,
                        new double[] {1.2, 1.1, 1.3},
                        new double[] {1.19, 0.99, 1.4},
                        5000,
                        12)),
                List.of(new Further.Calibration(
                        "primary",
                        "risk-difference",
                        List.of(
                                new Further.Calibration.Control("main", 0.01, 0.02, 900, 400, 200),
                                new Further.Calibration.Control("main", -0.01, 0.02, 900, 400, 180),
                                new Further.Calibration.Control("main", 0.02, 0.02, 900, 400, 3)),
                        0.006,
                        0.001,
                        0.055,
                        0.0003,
                        0.001,
                        new double[] {0.049, 0.02, 0.08},
                        0.006,
                        false)),
                List.of(new Further.Specifications(
                        "primary",
                        "main",
                        "risk-difference",
                        List.of(
                                point("none", false, 0.03),
                                point("weighting", true, 0.055),
                                point("matching", false, 0.06)),
                        1,
                        0.055,
                        0.66,
                        1)),
                List.of(new Further.Tipping(
                        "primary",
                        "main",
                        "risk-difference",
                        "treated",
                        6,
                        List.of(
                                new Further.Tipping.Step(0, 0.05, 0.02, 0.08, 0.001),
                                new Further.Tipping.Step(-1, 0.02, -0.01, 0.05, 0.2)),
                        OptionalDouble.of(-1))));
    }

    private static Further.Specifications.Point point(String adjustment, boolean own, double value) {
        return new Further.Specifications.Point(
                Map.of("adjustment", adjustment, "score", "-", "covariates", "plan", "trim", "none"),
                own,
                value,
                value - 0.03,
                value + 0.03,
                0.01);
    }
}
