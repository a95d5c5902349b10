package org.steelyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.SimpleBookmark;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.steelyard.kernel.Lang;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Labels;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.document.Span;
import org.steelyard.report.document.Walk;
import org.xml.sax.InputSource;

class RenderersTest {

    private static List<Block.Figure> figures(Document document) {
        return Walk.blocks(document.blocks())
                .filter(Block.Figure.class::isInstance)
                .map(Block.Figure.class::cast)
                .toList();
    }

    private static org.w3c.dom.Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String squeeze(String text) {
        return text.replaceAll("[\\s\\u00a0\\u3000]+", "");
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void svgIsWellFormedAndSaysWhatItShows(Lang lang) throws Exception {
        for (Block.Figure figure : figures(SampleDocument.in(lang))) {
            String svg = ChartRenderer.svg(figure, lang);
            assertThat(parse(svg).getDocumentElement().getNodeName()).isEqualTo("svg");
            assertThat(svg)
                    .contains("role=\"img\"", "<title id=\"fig-" + figure.id() + "-title\">", figure.alt())
                    .doesNotContain("NaN", "null", "Infinity");
            assertThat(ChartRenderer.svg(figure, lang)).isEqualTo(svg);
        }
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void pngHasThreePixelsForOneAndIsNotBlank(Lang lang) throws Exception {
        for (Block.Figure figure : figures(SampleDocument.in(lang)).subList(0, 4)) {
            ChartRenderer.Png png = ChartRenderer.png(figure.chart());
            var image = ImageIO.read(new ByteArrayInputStream(png.bytes()));
            assertThat(image.getWidth()).isEqualTo((int) (png.width() * ChartRenderer.PNG_SCALE));
            assertThat(image.getHeight()).isEqualTo((int) (png.height() * ChartRenderer.PNG_SCALE));
            long ink = IntStream.range(0, image.getHeight())
                    .mapToLong(y -> IntStream.range(0, image.getWidth())
                            .filter(x -> (image.getRGB(x, y) & 0xffffff) != 0xffffff)
                            .count())
                    .sum();
            assertThat(ink).isGreaterThan(5000);
        }
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void htmlIsOneWholePage(Lang lang) throws Exception {
        Document document = SampleDocument.in(lang);
        String html = HtmlRenderer.render(document);
        parse(html.replace("<!DOCTYPE html>", ""));
        assertThat(html)
                .contains(
                        "lang=\"" + Labels.of(lang).language() + "\"", "<th scope=\"col\"", "<th scope=\"row\"", "<svg")
                .doesNotContain("NaN", "<script", "<link", "<img", "url(", "@import");
        assertThat(html).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(html).doesNotContain(" src=");
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void everyLinkInsideThePageLeadsSomewhereAndNoIdOccursTwice(Lang lang) {
        String html = HtmlRenderer.render(SampleDocument.in(lang));
        List<String> ids = matches(html, " id=\"([^\"]+)\"");
        Set<String> unique = new HashSet<>(ids);
        assertThat(ids).hasSameSizeAs(unique);
        assertThat(unique).containsAll(matches(html, " href=\"#([^\"]+)\""));
    }

    private static List<String> matches(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void citationsAreNumberedByFirstAppearance() {
        String html = HtmlRenderer.render(SampleDocument.in(Lang.ZH));
        assertThat(html).contains("<span class=\"cite\">[<a href=\"#cite-1\">1</a>]</span>");
        assertThat(html).contains("[<a href=\"#cite-2\">2</a>, <a href=\"#cite-3\">3</a>]");
        assertThat(html.indexOf("Goyal M"))
                .isLessThan(html.indexOf("Husereau D"))
                .isPositive();
        assertThat(html.indexOf("国家医疗保障局. 真实世界")).isGreaterThan(html.indexOf("Hernán MA"));
        assertThat(html).contains("https://doi.org/10.1136/bmj-2021-067975");
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void pdfTextReadsAsWritten(Lang lang) throws Exception {
        PdfReader reader = new PdfReader(PdfRenderer.render(SampleDocument.in(lang)));
        PdfTextExtractor extractor = new PdfTextExtractor(reader);
        StringBuilder text = new StringBuilder();
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            text.append(extractor.getTextFromPage(page));
        }
        String all = squeeze(text.toString());
        List<String> expected = lang == Lang.ZH
                ? List.of(
                        "急性缺血性脑卒中是我国成人致死、致残的首要原因之一。",
                        "参保类型：城乡居民基本医疗保险",
                        "增量质量调整生命年（QALY）",
                        "第60项要素",
                        "图13",
                        "表2",
                        SampleDocument.DIGEST,
                        "决策要点",
                        "〓",
                        "子女用药")
                : List.of(
                        "Acuteischaemicstrokeisamongtheleadingcauses",
                        "Incrementalquality-adjustedlifeyears",
                        "Element60",
                        "Figure13",
                        "Table2",
                        SampleDocument.DIGEST,
                        "Keymessage");
        assertThat(all).contains(expected).doesNotContain("NaN", "null");
        assertThat(squeeze(text.toString())).contains(squeeze("<script>alert('x')"));
    }

    @Test
    void pdfHasBookmarksEmbeddedFontsAndTheDocumentsDate() throws Exception {
        byte[] pdf = PdfRenderer.render(SampleDocument.in(Lang.ZH));
        PdfReader reader = new PdfReader(pdf);
        assertThat(reader.getInfo())
                .containsEntry("CreationDate", "D:20261122000000Z")
                .containsKey("Title");
        List<?> bookmarks = SimpleBookmark.getBookmarkList(reader);
        assertThat(bookmarks).hasSize(4);
        assertThat(bookmarks.get(1).toString()).contains("1　背景", "1.1　疾病负担与现行治疗", "1.1.1　目标试验要素");
        Set<String> fonts = new HashSet<>();
        for (int i = 1; i < reader.getXrefSize(); i++) {
            if (reader.getPdfObject(i) instanceof PdfDictionary d
                    && PdfName.FONTDESCRIPTOR.equals(d.get(PdfName.TYPE))) {
                assertThat(d.get(PdfName.FONTFILE2)).isNotNull();
                fonts.add(d.get(PdfName.FONTNAME).toString());
            }
        }
        assertThat(fonts).containsExactlyInAnyOrder("/AAAAAA+NotoSansSC-Regular", "/AAAAAA+NotoSansSC-Bold");
    }

    @Test
    void aLongTableRepeatsItsHeadOnEveryPage() throws Exception {
        PdfReader reader = new PdfReader(PdfRenderer.render(SampleDocument.in(Lang.ZH)));
        PdfTextExtractor extractor = new PdfTextExtractor(reader);
        int pagesWithRows = 0;
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            String text = squeeze(extractor.getTextFromPage(page));
            if (text.matches(".*第\\d+项要素.*")) {
                pagesWithRows++;
                assertThat(text).contains("目标试验要素与模拟方式（跨页表格）", "要素说明序号");
            }
        }
        assertThat(pagesWithRows).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void docxHasRealHeadingsTablesCaptionsAndPictures(Lang lang) throws Exception {
        Document document = SampleDocument.in(lang);
        Numbering numbering = Numbering.of(document);
        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(DocxRenderer.render(document)))) {
            List<String> headings = docx.getParagraphs().stream()
                    .filter(p -> p.getStyle() != null && p.getStyle().startsWith("Heading"))
                    .map(XWPFParagraph::getText)
                    .toList();
            assertThat(headings)
                    .isEqualTo(numbering.headings().stream()
                            .map(Numbering.Entry::text)
                            .toList());
            XWPFTable wide = docx.getTables().stream()
                    .filter(t -> t.getRow(0).getTableCells().size() == 8)
                    .findFirst()
                    .orElseThrow();
            assertThat(wide.getRow(0).isRepeatHeader()).isTrue();
            assertThat(docx.getAllPictures()).hasSize(figures(document).size());
            List<String> captions = docx.getParagraphs().stream()
                    .filter(p -> "Caption".equals(p.getStyle()))
                    .map(p -> p.getCTP().xmlText())
                    .toList();
            assertThat(captions)
                    .hasSize(numbering.tables().size() + numbering.figures().size());
            assertThat(captions)
                    .allSatisfy(c -> assertThat(c)
                            .contains("SEQ "
                                    + (c.contains("_RefT")
                                            ? Labels.of(lang).tableWord()
                                            : Labels.of(lang).figureWord())));
            String text =
                    docx.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
            assertThat(text).contains(SampleDocument.HOSTILE).doesNotContain("NaN");
            assertThat(docx.getStyles().getStyle("Heading1").getName()).isEqualTo("heading 1");
        }
    }

    @Test
    void everyPartOfTheDocxIsWellFormedAndEveryRelationHasItsTarget() throws Exception {
        TreeMap<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(DocxRenderer.render(SampleDocument.in(Lang.ZH))), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        for (var part : parts.entrySet()) {
            if (!part.getKey().endsWith(".png")) {
                parse(new String(part.getValue(), StandardCharsets.UTF_8));
            }
        }
        String relations = new String(parts.get("word/_rels/document.xml.rels"), StandardCharsets.UTF_8);
        for (String target :
                matches(relations.replaceAll("<Relationship [^>]*External[^>]*>", ""), "Target=\"([^\"]+)\"")) {
            assertThat(parts).containsKey("word/" + target);
        }
        String main = new String(parts.get("word/document.xml"), StandardCharsets.UTF_8);
        assertThat(matches(relations, "Id=\"([^\"]+)\"")).containsAll(matches(main, " r:(?:id|embed)=\"([^\"]+)\""));
        assertThat(matches(main, "w:bookmarkStart w:id=\"[0-9]+\" w:name=\"([^\"]+)\""))
                .doesNotHaveDuplicates()
                .containsAll(matches(main, "w:anchor=\"([^\"]+)\""))
                .containsAll(matches(main, " REF (\\w+) "));
    }

    @Test
    void aBoldBeginningStaysWithTheTableThatItLeadsTo() throws Exception {
        Block.Paragraph bold = Block.Paragraph.of(Span.bold("引出表格："), Span.plain("见下。"));
        Block table = Walk.blocks(SampleDocument.in(Lang.ZH).blocks())
                .filter(Block.Table.class::isInstance)
                .findFirst()
                .orElseThrow();
        Document document = new Document(
                Lang.ZH, SampleDocument.in(Lang.ZH).cover(), List.of(bold, table, bold, Block.Paragraph.of("正文。")));
        assertThat(matches(HtmlRenderer.render(document), "<p( class=\"leading\")?><strong>引出表格"))
                .containsExactly(" class=\"leading\"", null);
        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(DocxRenderer.render(document)))) {
            assertThat(docx.getParagraphs().stream()
                            .filter(p -> p.getText().startsWith("引出表格"))
                            .map(p -> p.getCTP().getPPr().isSetKeepNext()))
                    .containsExactly(true, false);
        }
    }

    @Test
    void theSameDocumentGivesTheSameBytes() {
        Document document = SampleDocument.in(Lang.ZH);
        assertThat(PdfRenderer.render(document)).isEqualTo(PdfRenderer.render(document));
        assertThat(DocxRenderer.render(document)).isEqualTo(DocxRenderer.render(document));
        assertThat(HtmlRenderer.render(document)).isEqualTo(HtmlRenderer.render(document));
    }
}
