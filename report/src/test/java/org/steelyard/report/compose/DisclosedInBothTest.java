package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolProse;
import org.steelyard.report.DocxRenderer;
import org.steelyard.report.document.Document;

/** What the guide wants in plan and report alike (part 9), and an index of every table and figure (Annex 3). */
class DisclosedInBothTest {

    private static final Dossier DOSSIER = Dossiers.full(OutcomeType.BINARY, Verdict.DOMINANT);

    @ParameterizedTest
    @EnumSource(Lang.class)
    void fundingAndInterestsStandInPlanAndReport(Lang lang) {
        Protocol.Stakeholders stakeholders = DOSSIER.protocol().stakeholders();
        String plan = ProtocolProse.render(DOSSIER.protocol(), lang);
        String report = String.join("\n", Reading.texts(ReportComposer.compose(DOSSIER, lang)));
        assertThat(stakeholders.funding()).isNotEmpty();
        for (Protocol.Stakeholders.Funding funding : stakeholders.funding()) {
            assertThat(plan).contains(funding.source().in(lang));
            assertThat(report).contains(funding.source().in(lang));
        }
        String interests = stakeholders.conflictsOfInterest().in(lang);
        assertThat(interests).isNotBlank();
        assertThat(plan).contains(interests);
        assertThat(report).contains(interests);
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void everyTableAndFigureIsInTheIndex(Lang lang) throws IOException {
        Document document = ReportComposer.compose(DOSSIER, lang);
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(DocxRenderer.render(document)))) {
            List<String> captions = styled(word, "Caption");
            List<String> index = styled(word, "TableofFigures");
            assertThat(captions).isNotEmpty();
            assertThat(index).hasSameSizeAs(captions);
            for (String caption : captions) {
                assertThat(index).anyMatch(entry -> plain(entry).startsWith(plain(caption)));
            }
        }
    }

    private static List<String> styled(XWPFDocument word, String style) {
        return word.getParagraphs().stream()
                .filter(p -> style.equals(p.getStyle()))
                .map(XWPFParagraph::getText)
                .toList();
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }
}
