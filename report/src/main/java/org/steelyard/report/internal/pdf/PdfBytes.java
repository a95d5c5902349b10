package org.steelyard.report.internal.pdf;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.kernel.Digest;

/**
 * Takes chance out of a finished PDF. The library draws the file's identifier and the prefixes of font subsets at
 * random; both are replaced by others of the same length, so that no offset moves: the prefix by a fixed one, the identifier
 * by the digest of everything else.
 */
final class PdfBytes {

    private static final Pattern SUBSET = Pattern.compile("/([A-Z]{6})\\+NotoSansSC");
    private static final Pattern IDENTIFIER = Pattern.compile("/ID ?\\[<([0-9a-f]{32})><([0-9a-f]{32})>]");

    private PdfBytes() {}

    static byte[] settle(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        String named = SUBSET.matcher(text).replaceAll(match -> "/AAAAAA+NotoSansSC");
        Matcher blank = IDENTIFIER.matcher(named);
        String anonymous = blank.replaceAll(match -> identifier(match, "0".repeat(32)));
        String id =
                Digest.of(anonymous.getBytes(StandardCharsets.ISO_8859_1)).hex().substring(0, 32);
        String settled = IDENTIFIER.matcher(anonymous).replaceAll(match -> identifier(match, id));
        return settled.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String identifier(MatchResult match, String id) {
        return match.group().replace(match.group(1), id).replace(match.group(2), id);
    }
}
