package org.steelyard.disclosure;

import java.util.Set;
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

    /** The numerator of a printed division, as in {@code (8 ÷ 4)}. */
    private static final Pattern NUMERATOR = Pattern.compile("(?<![\\d.,/])(\\d+)(?= ?(?:÷|/) ?\\d)");

    private static final Pattern WHOLE_NUMBER =
            Pattern.compile("(?<![\\d.,A-Za-z_])(\\d{1,3}(?:,\\d{3})+|\\d+)(?![\\d%]|[.,]\\d)");

    private Redaction() {}

    /** The text with each count from 1 to the limit written as {@code ≤limit}. */
    public static String hideSmallCounts(String text, SmallCells rule) {
        return hide(text, rule, Set.of());
    }

    /**
     * @param withheld counts that must not be shown because a small one could be computed from them; written as {@code *}
     *     wherever they stand
     */
    public static String hide(String text, SmallCells rule, Set<Long> withheld) {
        String counted = COUNT.matcher(text).replaceAll(m -> replacement(m, 1, "", rule, Set.of()));
        String equated = EQUATION.matcher(counted).replaceAll(m -> replacement(m, 2, m.group(1), rule, Set.of()));
        String divided = NUMERATOR.matcher(equated).replaceAll(m -> replacement(m, 1, "", rule, Set.of()));
        String bounded = divided.replaceAll("不足 ?≤(?=\\d)", "不超过 ").replaceAll("fewer than ≤(?=\\d)", "at most ");
        SmallCells nothing = new SmallCells(0);
        return WHOLE_NUMBER.matcher(bounded).replaceAll(m -> replacement(m, 1, "", nothing, withheld));
    }

    private static String replacement(
            MatchResult match, int group, String before, SmallCells rule, Set<Long> withheld) {
        String digits = match.group(group).replace(",", "");
        long count = digits.length() <= 12 ? Long.parseLong(digits) : Long.MAX_VALUE;
        String shown = match.group();
        if (rule.isSmall(count)) {
            shown = before + "≤" + rule.limit();
        } else if (withheld.contains(count)) {
            shown = before + "*";
        }
        return Matcher.quoteReplacement(shown);
    }
}
