package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Reference;
import org.steelyard.report.document.Span;

class ReportComposerTest {

    private static final List<String> CHAPTERS_ZH =
            List.of("利益相关方声明", "摘要", "背景", "方法", "结果", "讨论", "结论", "参考文献", "附录");
    private static final List<String> CHAPTERS_EN = List.of(
            "Statement of stakeholders",
            "Abstract",
            "Background",
            "Methods",
            "Results",
            "Discussion",
            "Conclusion",
            "References",
            "Appendix");

    static Stream<Arguments> everyDossier() {
        List<Arguments> out = new ArrayList<>();
        for (Lang lang : Lang.values()) {
            for (OutcomeType type : OutcomeType.values()) {
                out.add(Arguments.of(type + " bare", Dossiers.bare(type), lang));
                for (Verdict verdict : Verdict.values()) {
                    out.add(Arguments.of(type + " " + verdict, Dossiers.full(type, verdict), lang));
                }
            }
            out.add(Arguments.of("amended", amended(), lang));
        }
        return out.stream();
    }

    private static Dossier amended() {
        Dossier d = Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT);
        return new Dossier(
                Plans.withAmendment(d.protocol()),
                d.pack(),
                new Dossier.Plan(Dossiers.DIGEST, false, Optional.empty()),
                d.run(),
                d.governance(),
                d.attrition(),
                Optional.of(d.attrition()),
                d.effect(),
                d.economics(),
                d.society(),
                d.evidence());
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("everyDossier")
    void chaptersOfAnnex3StandInOrder(String name, Dossier dossier, Lang lang) {
        Document document = ReportComposer.compose(dossier, lang);
        List<String> expected = lang == Lang.ZH ? CHAPTERS_ZH : CHAPTERS_EN;
        assertThat(Reading.headings(document).stream()
                        .filter(expected::contains)
                        .toList())
                .isEqualTo(expected);
        assertThat(document.blocks()).anyMatch(Block.Contents.class::isInstance);
        assertThat(document.cover().otherTitle()).isNotBlank();
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("everyDossier")
    void nothingThatOnlyAProgramUnderstandsIsPrinted(String name, Dossier dossier, Lang lang) {
        assertThat(Reading.texts(ReportComposer.compose(dossier, lang)))
                .noneMatch(t -> Pattern.compile("NaN|\\bnull\\b|Optional|⟦|⟧|Infinity|\\[[a-z]*@")
                        .matcher(t)
                        .find());
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("everyDossier")
    void everyReferenceResolvesAndEveryTableAndFigureIsReferredTo(String name, Dossier dossier, Lang lang) {
        Document document = ReportComposer.compose(dossier, lang);
        List<String> defined = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (Block b : document.blocks()) {
            switch (b) {
                case Block.Table t -> defined.add(t.id());
                case Block.Figure f -> defined.add(f.id());
                case Block.References r ->
                    entries.addAll(r.entries().stream().map(Reference::id).toList());
                default -> {}
            }
        }
        List<String> used = Reading.spans(document).stream()
                .filter(Span.CrossReference.class::isInstance)
                .map(s -> ((Span.CrossReference) s).id())
                .distinct()
                .toList();
        List<String> cited = Reading.spans(document).stream()
                .filter(Span.Citation.class::isInstance)
                .flatMap(s -> ((Span.Citation) s).ids().stream())
                .distinct()
                .toList();
        assertThat(defined).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
        assertThat(entries).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(cited);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("everyDossier")
    void rowsOfTablesFillTheirColumns(String name, Dossier dossier, Lang lang) {
        ReportComposer.compose(dossier, lang).blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .forEach(t -> assertThat(t.rows())
                        .as(t.id())
                        .isNotEmpty()
                        .allMatch(r ->
                                r.cells().stream().mapToInt(Block.Cell::span).sum()
                                        == t.columns().size()));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("everyDossier")
    void englishReportHasNoChineseAndChineseReportNoEnglishSentence(String name, Dossier dossier, Lang lang) {
        Document document = ReportComposer.compose(dossier, lang);
        List<String> texts = new ArrayList<>();
        document.blocks().stream()
                .filter(b -> !(b instanceof Block.References))
                .forEach(b -> texts.addAll(Reading.texts(b)));
        Pattern wrong = lang == Lang.EN
                ? Pattern.compile("[\\p{IsHan}，。；：、（）]")
                : Pattern.compile("([A-Za-z]{2,}[ ,]+){4,}[A-Za-z]{2,}");
        assertThat(texts).noneMatch(t -> wrong.matcher(t).find());
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("everyDossier")
    void sameDossierGivesTheSameDocument(String name, Dossier dossier, Lang lang) {
        assertThat(Reading.texts(ReportComposer.compose(dossier, lang)))
                .isEqualTo(Reading.texts(ReportComposer.compose(dossier, lang)));
    }

    @Test
    void smallCountsStandNowhere() {
        for (OutcomeType type : OutcomeType.values()) {
            for (Lang lang : Lang.values()) {
                Document document = ReportComposer.compose(Dossiers.full(type, Verdict.DOMINANT), lang);
                assertThat(cell(Reading.table(document, "t-baseline"), lang == Lang.ZH ? "罕见合并症" : "Rare condition", 2))
                        .isEqualTo("≤10");
                assertThat(cell(Reading.table(document, "t-access"), lang == Lang.ZH ? "低" : "Low", 2))
                        .isEqualTo("≤10");
                assertThat(cell(Reading.table(document, "t-access"), lang == Lang.ZH ? "低" : "Low", 3))
                        .isEqualTo("—");
                assertThat(Reading.texts(document))
                        .noneMatch(
                                t -> t.matches(
                                        ".*(剔除缺失者 5 人|合并重复记录 4 条|仅有 4 例|5 people were|895 remain|纳入 895 人|4 records|Only 4 events).*"));
                if (Dossiers.hasEvents(type)) {
                    assertThat(cell(Reading.table(document, "t-subgroups-1"), lang == Lang.ZH ? "女" : "Female", 2))
                            .isEqualTo("≤10");
                }
            }
        }
    }

    @Test
    void neighboursOfASmallStepAreWithheldEverywhere() {
        Document document = ReportComposer.compose(Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT), Lang.ZH);
        Block.Figure flow = (Block.Figure) document.blocks().stream()
                .filter(b -> b instanceof Block.Figure f && f.id().equals("f-flow"))
                .findFirst()
                .orElseThrow();
        List<String> lines = Reading.texts(flow.chart());
        assertThat(lines).contains("≤10 例").noneMatch(t -> t.equals("7 例"));
        boolean startKnown = lines.contains("1,007 例");
        boolean leftKnown = lines.contains("1,000 例");
        assertThat(startKnown && leftKnown).isFalse();
        boolean removedKnown = lines.contains("100 例");
        assertThat(startKnown && removedKnown)
                .as("900 left + 100 removed = 1,000")
                .isFalse();
    }

    @Test
    void complementOfASmallGroupIsNotPrinted() {
        Document document = ReportComposer.compose(Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT), Lang.EN);
        Block.Table baseline = Reading.table(document, "t-baseline");
        String all = cell(baseline, "Rare condition", 1);
        String control = cell(baseline, "Rare condition", 3);
        assertThat(all.startsWith("43") && control.startsWith("40"))
                .as("43 with the condition - 40 controls = 3 treated")
                .isFalse();
        assertThat(cell(baseline, "Rare condition", 4))
                .as("the difference would tell too")
                .isEqualTo("—");
        Block.Table estimates = Reading.table(document, "t-estimates");
        assertThat(Reading.texts(estimates)).as("900 - 895 = 5 left out").doesNotContain("895");
    }

    @Test
    void curvesEndBeforeRiskSetsAreSmall() {
        Document document = ReportComposer.compose(Dossiers.full(OutcomeType.TIME_TO_EVENT, Verdict.DOMINANT), Lang.ZH);
        Block.Figure figure = (Block.Figure) document.blocks().stream()
                .filter(b -> b instanceof Block.Figure f && f.id().equals("f-survival-1"))
                .findFirst()
                .orElseThrow();
        assertThat(Reading.numbers(figure.chart())).doesNotContain(0.111);
        assertThat(Reading.texts(figure.chart())).contains("≤10").doesNotContain("8");
    }

    @Test
    void missingResultsHaveASectionEvenWhenThereAreNone() {
        Document with = ReportComposer.compose(Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT), Lang.ZH);
        assertThat(Reading.texts(Reading.table(with, "t-unreported"))).anyMatch(t -> t.contains("≤10 例"));
        Document bare = ReportComposer.compose(Dossiers.bare(OutcomeType.BINARY), Lang.ZH);
        assertThat(Reading.table(bare, "t-unreported").rows())
                .as("all five planned analyses")
                .hasSize(5);
    }

    @Test
    void exploratoryAnalysesAreMarkedAndListed() {
        Document document = ReportComposer.compose(Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT), Lang.ZH);
        assertThat(Reading.texts(Reading.table(document, "t-exploratory"))).anyMatch(t -> t.startsWith("结局回归模型"));
        assertThat(cell(Reading.table(document, "t-estimates"), "结局回归模型", 1)).isEqualTo("探索性");
    }

    @Test
    void uncertainResultIsNeverCalledNoDifference() {
        Sentences say = new Sentences(Context.of(Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT), Lang.ZH));
        var unclear = Dossiers.estimate(
                "matched", "risk-ratio", "matched", new double[] {1.05, 0.1, 0.9, 1.2, 0.5}, new int[] {600, 300, 150});
        assertThat(say.meaning(unclear)).contains("不足以判断差异的方向").contains("不能据此认为两组没有差别");
    }

    @Test
    void directionFollowsHarmAndMeasure() {
        Findings f = Context.of(Dossiers.full(OutcomeType.TIME_TO_EVENT, Verdict.DOMINANT), Lang.ZH)
                .findings();
        var hazard = Dossiers.estimate(
                "primary", "hazard-ratio", "all", new double[] {0.7, 0.1, 0.6, 0.8, 0.001}, new int[] {900, 400, 206});
        var months = Dossiers.estimate(
                "primary", "rmst-difference", "all", new double[] {0.7, 0.1, 0.6, 0.8, 0.001}, new int[] {900, 400, 206
                });
        assertThat(f.direction(hazard)).isEqualTo(Findings.Direction.INTERVENTION);
        assertThat(f.direction(months)).isEqualTo(Findings.Direction.INTERVENTION);
    }

    private static String cell(Block.Table table, String label, int column) {
        return table.rows().stream()
                .filter(r -> r.cells().getFirst().text().equals(label))
                .findFirst()
                .orElseThrow()
                .cells()
                .get(column)
                .text();
    }
}
