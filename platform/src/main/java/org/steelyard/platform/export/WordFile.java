package org.steelyard.platform.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Word document of headings, paragraphs and tables (ECMA-376, WordprocessingML). */
public final class WordFile {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private static final String TYPES = HEAD
            + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
            + "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
            + "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";
    private static final String RELATIONS = HEAD
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    private static final String OWN_RELATIONS = HEAD
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
            + "<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";
    private static final String SPACE = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static final String STYLES = HEAD + "<w:styles" + SPACE + "><w:docDefaults><w:rPrDefault><w:rPr>"
            + "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\"/><w:sz w:val=\"22\"/>"
            + "</w:rPr></w:rPrDefault></w:docDefaults>"
            + style("Title", "Title", 36) + style("Heading1", "heading 1", 28) + style("Heading2", "heading 2", 24)
            + "</w:styles>";

    /** Page and pages, in the middle. */
    private static final String FOOTER = HEAD + "<w:ftr" + SPACE + "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>"
            + counted("PAGE") + "<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>" + counted("NUMPAGES")
            + "</w:p></w:ftr>";

    private final StringBuilder body = new StringBuilder();

    private static String counted(String field) {
        return "<w:fldSimple w:instr=\"" + field + "\"><w:r><w:t>1</w:t></w:r></w:fldSimple>";
    }

    private static String style(String id, String name, int halfPoints) {
        return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name
                + "\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\""
                + halfPoints + "\"/></w:rPr></w:style>";
    }

    public WordFile title(String text) {
        return styled("Title", text);
    }

    /** @param level 1 or 2 */
    public WordFile heading(int level, String text) {
        return styled("Heading" + level, text);
    }

    private WordFile styled(String style, String text) {
        body.append("<w:p><w:pPr><w:pStyle w:val=\"").append(style).append("\"/></w:pPr>");
        run(text);
        body.append("</w:p>");
        return this;
    }

    /** Each line of the text is a paragraph. */
    public WordFile text(String text) {
        text.lines().forEach(line -> {
            body.append("<w:p>");
            run(line);
            body.append("</w:p>");
        });
        return this;
    }

    /** What stands above a table, and on its page. */
    public WordFile label(String text) {
        body.append("<w:p><w:pPr><w:keepNext/></w:pPr>");
        run(text);
        body.append("</w:p>");
        return this;
    }

    /** @param rows the first is the head: bold, on each page, and never alone at the end of one */
    public WordFile table(List<List<String>> rows) {
        body.append("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
        for (String side : List.of("top", "left", "bottom", "right", "insideH", "insideV")) {
            body.append("<w:").append(side).append(" w:val=\"single\" w:sz=\"4\" w:color=\"888888\"/>");
        }
        body.append("</w:tblBorders></w:tblPr>");
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), i == 0);
        }
        body.append("</w:tbl><w:p/>");
        return this;
    }

    private void row(List<String> cells, boolean head) {
        body.append("<w:tr><w:trPr><w:cantSplit/>")
                .append(head ? "<w:tblHeader/>" : "")
                .append("</w:trPr>");
        cells.forEach(cell -> {
            body.append("<w:tc><w:tcPr/><w:p>").append(head ? "<w:pPr><w:keepNext/></w:pPr>" : "");
            run(cell, head ? "<w:rPr><w:b/></w:rPr>" : "");
            body.append("</w:p></w:tc>");
        });
        body.append("</w:tr>");
    }

    private void run(String text) {
        run(text, "");
    }

    private void run(String text, String look) {
        body.append("<w:r>")
                .append(look)
                .append("<w:t xml:space=\"preserve\">")
                .append(escaped(text))
                .append("</w:t></w:r>");
    }

    /** XML 1.0 has no control characters. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    public byte[] bytes() {
        String document = HEAD + "<w:document" + SPACE
                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>" + body
                + "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"r2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1300\" w:bottom=\"1440\" w:left=\"1300\"/></w:sectPr></w:body></w:document>";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            part(zip, "[Content_Types].xml", TYPES);
            part(zip, "_rels/.rels", RELATIONS);
            part(zip, "word/document.xml", document);
            part(zip, "word/_rels/document.xml.rels", OWN_RELATIONS);
            part(zip, "word/styles.xml", STYLES);
            part(zip, "word/footer1.xml", FOOTER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
