package org.steelyard.report.internal.docx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.report.ChartRenderer.Png;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Cover;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Labels;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.document.Reference;
import org.steelyard.report.internal.scene.Xml;

/** The blocks of a document as the body of a word-processor file, with the pictures and links it needs. Used once. */
final class DocxBody {

    private static final double EMU_PER_PIXEL = 9525;
    private static final double EMU_PER_TWIP = 635;
    private static final double MOST_HEIGHT = 7_200_000;

    private final Document document;
    private final Numbering numbering;
    private final Labels labels;
    private final DocxRuns runs;
    private final Map<String, Png> pictures;
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final List<String> addresses = new ArrayList<>();
    private final List<String> images = new ArrayList<>();
    private int headings;
    private int tables;
    private int bookmarks;
    private int orderedLists;
    private String frame = "";

    /**
     * @param addresses of external links; the n-th has the relation {@code link<n>}, from 1
     * @param images ids of figures; the n-th has the relation {@code image<n>}, from 1
     */
    record Result(String xml, List<String> addresses, List<String> images, int orderedLists) {}

    private DocxBody(Document document, Map<String, Png> pictures) {
        this.document = document;
        this.numbering = Numbering.of(document);
        this.labels = Labels.of(document.lang());
        this.runs = new DocxRuns(numbering, document.lang());
        this.pictures = pictures;
    }

    static Result of(Document document, Map<String, Png> pictures) {
        DocxBody body = new DocxBody(document, pictures);
        body.cover(document.cover());
        body.write(document.blocks());
        return new Result(body.out.toString(), body.addresses, body.images, body.orderedLists);
    }

    private void cover(Cover cover) {
        line("CoverKind", cover.kind());
        line("Title", cover.title());
        line("Subtitle", cover.otherTitle());
        line("CoverStatus", cover.status());
        line("CoverAuthors", String.join(labels.separator(), cover.authors()));
        cover.affiliations().forEach(a -> line("CoverLine", a));
        line("CoverLine", cover.date().toString());
        if (!cover.facts().isEmpty()) {
            line("CoverLine", " ");
            out.append(DocxTable.facts(cover.facts()));
        }
        pageBreak();
    }

    private void line(String style, String text) {
        if (!text.isEmpty()) {
            paragraph(style, "", Ooxml.run(text));
        }
    }

    private void paragraph(String style, String properties, String content) {
        out.append(Ooxml.paragraph(style, properties, content));
    }

    private void pageBreak() {
        paragraph("Compact", "", "<w:r><w:br w:type=\"page\"/></w:r>");
    }

    private void write(List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            boolean leads =
                    i + 1 < blocks.size() && blocks.get(i) instanceof Block.Paragraph p && p.leadsTo(blocks.get(i + 1));
            write(blocks.get(i), leads);
        }
    }

    private void write(Block block, boolean leads) {
        switch (block) {
            case Block.Heading heading -> heading(heading);
            case Block.Paragraph p ->
                paragraph(
                        frame.isEmpty() ? "BodyText" : "Callout",
                        (leads ? "<w:keepNext/>" : "") + frame,
                        runs.of(p.spans()));
            case Block.Bullets bullets -> bullets(bullets);
            case Block.Table table -> table(table);
            case Block.Figure figure -> figure(figure);
            case Block.Callout callout -> callout(callout);
            case Block.Contents _ -> contents();
            case Block.References _ -> references();
            case Block.PageBreak _ -> pageBreak();
            case Block.Facts facts -> {
                out.append(DocxTable.facts(facts.facts()));
                paragraph("Compact", "", "");
            }
        }
    }

    /** The numbers are the style's own, so that they follow when a section is added by hand. */
    private void heading(Block.Heading heading) {
        Numbering.Entry entry = numbering.headings().get(headings++);
        String list = heading.numbered() ? "" : "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>";
        String text = Ooxml.bookmark("_Toc" + headings, ++bookmarks, Ooxml.run(entry.text()));
        paragraph("Heading" + heading.level(), list, text);
    }

    private void bullets(Block.Bullets bullets) {
        int list = bullets.ordered() ? DocxNumbering.FIRST_ORDERED + orderedLists++ : DocxNumbering.DOTS;
        String inset = frame.isEmpty() ? "" : "<w:ind w:left=\"620\" w:right=\"200\" w:hanging=\"420\"/>";
        for (Block.Paragraph item : bullets.items()) {
            String number = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + list + "\"/></w:numPr>";
            paragraph("ListParagraph", number + frame + inset, runs.of(item.spans()));
        }
    }

    private void table(Block.Table table) {
        Numbering.Entry entry = numbering.tables().get(tables++);
        caption(entry, labels.tableWord(), "_RefT", "<w:keepNext/>");
        out.append(DocxTable.of(table));
        notes(table.notes());
    }

    private void caption(Numbering.Entry entry, String word, String prefix, String properties) {
        String number = Ooxml.run(word + Labels.NO_BREAK, "<w:b/>")
                + Ooxml.field("SEQ " + word + " \\* ARABIC", Ooxml.run(entry.number(), "<w:b/>"));
        String label = Ooxml.bookmark(prefix + entry.number(), ++bookmarks, number);
        paragraph("Caption", properties, label + Ooxml.run("　" + entry.text()));
    }

    private void notes(List<String> notes) {
        notes.forEach(note -> paragraph("TableNote", "", Ooxml.run(note)));
        paragraph("Compact", "", "");
    }

    private void figure(Block.Figure figure) {
        Png png = pictures.get(figure.id());
        if (png == null) {
            throw new IllegalArgumentException("figure without a picture: " + figure.id());
        }
        images.add(figure.id());
        paragraph("Picture", "", picture(figure, png));
        Numbering.Entry entry = numbering.figures().get(images.size() - 1);
        caption(entry, labels.figureWord(), "_RefF", figure.notes().isEmpty() ? "" : "<w:keepNext/>");
        notes(figure.notes());
    }

    private String picture(Block.Figure figure, Png png) {
        double widest = Ooxml.TEXT_WIDTH * EMU_PER_TWIP;
        double scale = Math.min(
                1, Math.min(widest / (png.width() * EMU_PER_PIXEL), MOST_HEIGHT / (png.height() * EMU_PER_PIXEL)));
        long width = Math.round(png.width() * EMU_PER_PIXEL * scale);
        long height = Math.round(png.height() * EMU_PER_PIXEL * scale);
        int number = images.size();
        String extent = "cx=\"" + width + "\" cy=\"" + height + "\"";
        return "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent " + extent
                + "/><wp:docPr id=\"" + number + "\" name=\"" + Xml.escape(figure.id()) + "\" title=\""
                + Xml.escape(figure.caption()) + "\" descr=\"" + Xml.escape(figure.alt())
                + "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
                + "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"" + number + "\" name=\"" + Xml.escape(figure.id())
                + ".png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"image" + number
                + "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext "
                + extent
                + "/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
                + "</a:graphic></wp:inline></w:drawing></w:r>";
    }

    private void callout(Block.Callout callout) {
        String outer = frame;
        frame = DocxFrame.of(callout.level());
        if (!callout.title().isEmpty()) {
            paragraph("Callout", "<w:keepNext/>" + frame, Ooxml.run(callout.title(), "<w:b/>"));
        }
        write(callout.body());
        frame = outer;
        paragraph("Compact", "", "");
    }

    private void contents() {
        list(labels.contents(), "TOC \\o \"1-3\" \\h \\z \\u", tocEntries());
        list(labels.listOfTables(), "TOC \\h \\z \\c \"" + labels.tableWord() + "\"", captions(true));
        list(labels.listOfFigures(), "TOC \\h \\z \\c \"" + labels.figureWord() + "\"", captions(false));
    }

    private record Entry(String style, String anchor, String text) {}

    private List<Entry> tocEntries() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < numbering.headings().size(); i++) {
            Numbering.Entry heading = numbering.headings().get(i);
            String text = heading.number().isEmpty() ? heading.text() : heading.number() + "　" + heading.text();
            entries.add(new Entry("TOC" + heading.level(), "_Toc" + (i + 1), text));
        }
        return entries;
    }

    private List<Entry> captions(boolean ofTables) {
        List<Numbering.Entry> numbered = ofTables ? numbering.tables() : numbering.figures();
        return numbered.stream()
                .map(e -> new Entry(
                        "TableofFigures",
                        (ofTables ? "_RefT" : "_RefF") + e.number(),
                        (ofTables ? labels.table(e.number()) : labels.figure(e.number())) + "　" + e.text()))
                .toList();
    }

    /** One field over all entries: it reads right as it is, and gets page numbers when the reader updates it. */
    private void list(String title, String instruction, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        paragraph("ContentsTitle", "", Ooxml.run(title));
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String begin = i == 0 ? Ooxml.fieldBegin(instruction) : "";
            String end = i == entries.size() - 1 ? Ooxml.fieldEnd() : "";
            paragraph(entry.style, "", begin + Ooxml.link(entry.anchor, Ooxml.run(entry.text)) + end);
        }
    }

    private void references() {
        for (int i = 0; i < numbering.references().size(); i++) {
            Reference reference = numbering.references().get(i);
            String number = Ooxml.bookmark("_Cite" + (i + 1), ++bookmarks, Ooxml.run("[" + (i + 1) + "]"));
            String text = number + "<w:r><w:tab/></w:r>" + Ooxml.run(reference.text());
            paragraph("Bibliography", "", text + address(reference.address()));
        }
    }

    private String address(String address) {
        if (address.isEmpty()) {
            return "";
        }
        addresses.add(address);
        return Ooxml.run(" ") + "<w:hyperlink r:id=\"link" + addresses.size() + "\">"
                + Ooxml.run(address, "<w:rStyle w:val=\"Hyperlink\"/>") + "</w:hyperlink>";
    }
}
