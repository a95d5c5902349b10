package org.steelyard.report.internal.font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Noto Sans SC in two weights; each is read once, when first needed. */
public final class Fonts {

    /** Stands for a character that the font does not have: the printer's geta mark. */
    public static final int MISSING = '〓';

    private Fonts() {}

    public static TrueTypeFont of(boolean bold) {
        return bold ? Bold.FONT : Regular.FONT;
    }

    /** Width of a text in em. */
    public static double width(String text, boolean bold) {
        TrueTypeFont font = of(bold);
        double width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += font.advance(text.codePointAt(i));
        }
        return width;
    }

    /** The text with every character that the fonts lack replaced by {@link #MISSING}. */
    public static String printable(String text) {
        TrueTypeFont font = of(false);
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || isVisible(c))
                .map(c -> font.has(c) || c == '\n' ? c : substitute(c))
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isVisible(int codePoint) {
        boolean variationSelector = codePoint >= 0xFE00 && codePoint <= 0xFE0F;
        return !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && !variationSelector;
    }

    /** Subscript and superscript digits that the font lacks are still legible as plain ones. */
    private static int substitute(int codePoint) {
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            return ' ';
        }
        if (codePoint >= '₀' && codePoint <= '₉') {
            return '0' + codePoint - '₀';
        }
        return codePoint == '⁻' || codePoint == '₋' ? '−' : MISSING;
    }

    public static byte[] bytes(boolean bold) {
        String name = bold ? "/fonts/NotoSansSC-Bold.ttf" : "/fonts/NotoSansSC-Regular.ttf";
        try (InputStream in = Fonts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its font " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Regular {
        static final TrueTypeFont FONT = TrueTypeFont.of(bytes(false));
    }

    private static final class Bold {
        static final TrueTypeFont FONT = TrueTypeFont.of(bytes(true));
    }
}
