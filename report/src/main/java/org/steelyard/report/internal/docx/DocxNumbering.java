package org.steelyard.report.internal.docx;

/** Numbers of headings (list 1), dots (list 2), and one list for every ordered list, each beginning at 1. */
final class DocxNumbering {

    static final int DOTS = 2;
    static final int FIRST_ORDERED = 3;

    private static final String NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private DocxNumbering() {}

    static String xml(int orderedLists) {
        StringBuilder out = new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering xmlns:w=\"")
                .append(NAMESPACE)
                .append("\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>");
        String[] texts = {"%1", "%1.%2", "%1.%2.%3"};
        for (int i = 0; i < texts.length; i++) {
            out.append(level(i, "decimal", texts[i], "<w:pStyle w:val=\"Heading" + (i + 1) + "\"/>", "0"));
        }
        out.append("</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>")
                .append(level(0, "bullet", "•", "", "420"))
                .append(
                        "</w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:multiLevelType w:val=\"singleLevel\"/>")
                .append(level(0, "decimal", "%1.", "", "420"))
                .append("</w:abstractNum>");
        out.append(number(1, 0, "")).append(number(DOTS, 1, ""));
        for (int i = 0; i < orderedLists; i++) {
            String restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
            out.append(number(FIRST_ORDERED + i, 2, restart));
        }
        return out.append("</w:numbering>").toString();
    }

    private static String level(int level, String format, String text, String style, String indent) {
        String place = indent.equals("0") ? "<w:suff w:val=\"space\"/>" : "";
        String paragraph = indent.equals("0")
                ? "<w:pPr><w:ind w:left=\"0\" w:firstLine=\"0\"/></w:pPr>"
                : "<w:pPr><w:ind w:left=\"" + indent + "\" w:hanging=\"" + indent + "\"/></w:pPr>";
        return "<w:lvl w:ilvl=\"" + level + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/>" + style
                + place + "<w:lvlText w:val=\"" + text + "\"/><w:lvlJc w:val=\"left\"/>" + paragraph + "</w:lvl>";
    }

    private static String number(int id, int kind, String restart) {
        return "<w:num w:numId=\"" + id + "\"><w:abstractNumId w:val=\"" + kind + "\"/>" + restart + "</w:num>";
    }
}
