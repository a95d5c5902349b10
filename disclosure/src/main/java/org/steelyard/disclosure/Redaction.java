package org.steelyard.disclosure;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small counts in prose that a program wrote. */
public final class Redaction {

    private static final String COUNTED_AFTER = "人次|人|例|名|行|对|条|个事件|次事件|位|起"
            + "|people|persons?|patients?|participants?|subjects?|individuals?|rows?|records?|events?|deaths?|cases?|pairs?"
            + "|observations?|treated|controls?";

    /** A whole number, not part of a decimal, a range, an id or a percentage, before a word that counts people or events. */
    private static final Pattern COUNT = Pattern.compile(
            "(?<![\\d.,A-Za-z\\-–_/≤])(\\d{1,3}(?:,\\d{3})+|\\d+)(?=\\s{0,2}(?:个\\s?)?(?:" + COUNTED_AFTER + "))");

    /** {@code n=3}, {@code events = 4}. */
    private static final Pattern EQUATION =
            Pattern.compile("(?i)((?:\\bn|\\bevents?|例数|人数|事件数|行数)\\s*(?:=|＝|：|:|为|is)\\s*)(\\d+)(?![\\d.%,])");

    private Redaction() {}

    /** The text with each count from 1 to the limit written as {@code ≤limit}. */
    public static String hideSmallCounts(String text, SmallCells rule) {
        String mark = "≤" + rule.limit();
        String once = COUNT.matcher(text).replaceAll(m -> quoted(m, 1, "", rule, mark));
        return EQUATION.matcher(once).replaceAll(m -> quoted(m, 2, m.group(1), rule, mark));
    }

    private static String quoted(MatchResult match, int group, String before, SmallCells rule, String mark) {
        String digits = match.group(group).replace(",", "");
        boolean small = digits.length() <= 9 && rule.isSmall(Integer.parseInt(digits));
        return Matcher.quoteReplacement(small ? before + mark : match.group());
    }
}
