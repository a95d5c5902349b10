package org.steelyard.report.document;

import org.steelyard.kernel.Lang;

/** The few words that the renderers add themselves. */
public record Labels(Lang lang) {

    /** A space at which no line is broken. */
    public static final String NO_BREAK = "\u00a0";

    public static Labels of(Lang lang) {
        return new Labels(lang);
    }

    private String say(String zh, String en) {
        return switch (lang) {
            case ZH -> zh;
            case EN -> en;
        };
    }

    /** Word and number stay on one line. */
    public String table(String number) {
        return tableWord() + NO_BREAK + number;
    }

    public String figure(String number) {
        return figureWord() + NO_BREAK + number;
    }

    /** The word before the number of a table. */
    public String tableWord() {
        return say("表", "Table");
    }

    public String figureWord() {
        return say("图", "Figure");
    }

    public String contents() {
        return say("目录", "Contents");
    }

    public String listOfTables() {
        return say("表目录", "List of tables");
    }

    public String listOfFigures() {
        return say("图目录", "List of figures");
    }

    public String note() {
        return say("注：", "Note: ");
    }

    public String authors() {
        return say("作者", "Authors");
    }

    public String affiliations() {
        return say("单位", "Affiliations");
    }

    public String date() {
        return say("日期", "Date");
    }

    /** What stands between the names of people. */
    public String separator() {
        return say("、", ", ");
    }

    public String language() {
        return say("zh-CN", "en");
    }

    public String toContents() {
        return say("跳到正文", "Skip to the text");
    }
}
