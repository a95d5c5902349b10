package org.steelyard.report.internal.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks what must not be broken at the end of a printed line. The line breaker of the PDF takes the comma and the point
 * inside a number for the end of a word, and does not know that a closing mark stays with the link before it.
 */
public final class Together {

    private static final Pattern TEXT = Pattern.compile(">([^<>]+)(?=<)");

    /** 1,479; P=0.001; 95.0%. Longer numbers, such as digests and addresses, may be broken. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\w./-])(?:[A-Za-z] ?(?:=|&lt;|&gt;|≤|≥) ?)?[−≤≥]?\\d{1,9}(?:[.,]\\d{1,9}){1,4}%?(?![\\w./])");

    private static final Pattern LINK = Pattern.compile(
            "(<a class=\"ref\"[^>]*>[^<]*</a>|<span class=\"cite\">(?:(?!</span>).)*</span>)([，。；：、）》”]+)");

    private static final Pattern CODE = Pattern.compile("<code>([^<]+)</code>");

    private Together() {}

    public static String of(String html) {
        String numbers = TEXT.matcher(html).replaceAll(m -> Matcher.quoteReplacement(">" + kept(NUMBER, m.group(1))));
        String links = LINK.matcher(numbers).replaceAll("<span class=\"keep\">$1$2</span>");
        return CODE.matcher(links).replaceAll(m -> Matcher.quoteReplacement("<code>" + words(m.group(1)) + "</code>"));
    }

    private static String kept(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll("<span class=\"keep\">$0</span>");
    }

    /** The words of a command, unless one is as long as a line. */
    private static String words(String code) {
        return code.replaceAll("[^\\s&;]{2,30}", "<span class=\"keep\">$0</span>");
    }
}
