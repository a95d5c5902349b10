package org.steelyard.report.internal.docx;

import org.steelyard.report.internal.scene.Xml;

/** Small pieces of WordprocessingML. */
final class Ooxml {

    /** Width of the text on A4 with margins of 22 mm, in twentieths of a point. */
    static final int TEXT_WIDTH = 9412;

    private Ooxml() {}

    /** A run of text; line breaks become breaks. @param properties content of {@code w:rPr}, may be empty */
    static String run(String text, String properties) {
        StringBuilder out = new StringBuilder("<w:r>");
        if (!properties.isEmpty()) {
            out.append("<w:rPr>").append(properties).append("</w:rPr>");
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            out.append(i == 0 ? "" : "<w:br/>");
            out.append("<w:t xml:space=\"preserve\">")
                    .append(Xml.escape(lines[i]))
                    .append("</w:t>");
        }
        return out.append("</w:r>").toString();
    }

    static String run(String text) {
        return run(text, "");
    }

    /** @param properties content of {@code w:pPr} after the style, may be empty */
    static String paragraph(String style, String properties, String runs) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/>" + properties + "</w:pPr>" + runs + "</w:p>\n";
    }

    /** A field that the word processor can bring up to date, with the result as it is now. */
    static String field(String instruction, String result) {
        return fieldBegin(instruction) + result + fieldEnd();
    }

    static String fieldBegin(String instruction) {
        return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> "
                + Xml.escape(instruction)
                + " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    }

    static String fieldEnd() {
        return "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    }

    static String bookmark(String name, int id, String content) {
        return "<w:bookmarkStart w:id=\"" + id + "\" w:name=\"" + name + "\"/>" + content + "<w:bookmarkEnd w:id=\""
                + id + "\"/>";
    }

    static String link(String anchor, String runs) {
        return "<w:hyperlink w:anchor=\"" + anchor + "\" w:history=\"1\">" + runs + "</w:hyperlink>";
    }
}
