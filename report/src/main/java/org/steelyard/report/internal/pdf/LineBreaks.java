package org.steelyard.report.internal.pdf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xhtmlrenderer.css.style.CalculatedStyle;
import org.xhtmlrenderer.layout.breaker.BreakPoint;
import org.xhtmlrenderer.layout.breaker.BreakPointsProvider;
import org.xhtmlrenderer.layout.breaker.DefaultLineBreakingStrategy;
import org.xhtmlrenderer.layout.breaker.LineBreakingStrategy;
import org.xhtmlrenderer.layout.breaker.ListBreakPointsProvider;

/**
 * Where a printed line may end. The usual rules for Chinese text allow a line to end behind the point of 0.001 and the
 * comma of 1,151; here short figures and words stay whole, and only runs as long as an address or a digest are broken.
 */
final class LineBreaks implements LineBreakingStrategy {

    private static final int LONGEST_WHOLE = 24;

    private final LineBreakingStrategy usual = new DefaultLineBreakingStrategy();

    @Override
    public BreakPointsProvider getBreakPointsProvider(String text, @Nullable String language, CalculatedStyle style) {
        BreakPointsProvider points = usual.getBreakPointsProvider(text, language == null ? "" : language, style);
        List<BreakPoint> kept = new ArrayList<>();
        for (BreakPoint p = points.next(); p.getPosition() >= 0; p = points.next()) {
            if (mayBreak(text, p.getPosition())) {
                kept.add(p);
            }
        }
        return new ListBreakPointsProvider(kept);
    }

    /** Whether a line may end before the character at the position. */
    static boolean mayBreak(String text, int position) {
        if (position <= 0 || position >= text.length()) {
            return true;
        }
        if (!isTight(text.charAt(position - 1)) || !isTight(text.charAt(position))) {
            return true;
        }
        int from = position;
        while (from > 0 && isTight(text.charAt(from - 1))) {
            from--;
        }
        int to = position;
        while (to < text.length() && isTight(text.charAt(to))) {
            to++;
        }
        return to - from > LONGEST_WHOLE;
    }

    private static boolean isTight(char c) {
        return (c > ' ' && c < 127 && c != '-') || c == '−' || c == '–' || c == '≤' || c == '≥';
    }
}
