package org.steelyard.app;

import java.io.PrintStream;
import java.util.Locale;
import org.steelyard.data.Advance;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** What a person sees while a run goes on: on a terminal the line in work is replaced, elsewhere every line stays. */
final class Progress {

    /** A log gets a line a second at most. */
    private static final long LINE_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final Lang lang;
    private final Where where;
    private boolean lineOpen;
    private long lastLine = System.nanoTime() - LINE_NANOS;

    /** What the lines are written to. */
    enum Where {
        TERMINAL,
        /** A log that is to show work in progress: a line now and then. */
        LOG,
        /** A log that is to show what is done only. */
        QUIET
    }

    Progress(PrintStream out, Lang lang, Where where) {
        this.out = out;
        this.lang = lang;
        this.where = where;
    }

    static Progress standard(Lang lang) {
        return standard(lang, false);
    }

    /** @param log whether work in progress is shown where there is no terminal */
    static Progress standard(Lang lang, boolean log) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Progress(System.err, lang, terminal ? Where.TERMINAL : log ? Where.LOG : Where.QUIET);
    }

    /** Work with its rows, rows a second and time left. */
    void working(Text what, Advance advance) {
        String numbers = String.format(
                Locale.ROOT,
                lang == Lang.ZH ? " %s：%,d 行，每秒 %,.0f 行" : " %s: %,d rows, %,.0f a second",
                advance.what(),
                advance.rows(),
                advance.rowsPerSecond());
        String left = advance.secondsLeft() < 0
                ? ""
                : String.format(
                        Locale.ROOT, lang == Lang.ZH ? "，剩余约 %.0f 秒" : ", about %.0f s left", advance.secondsLeft());
        working(Text.same(what.in(lang) + numbers + left));
    }

    /** Work that has begun. Off a terminal nothing is shown until it is done, unless asked for. */
    void working(Text what) {
        if (where == Where.LOG && System.nanoTime() - lastLine >= LINE_NANOS) {
            out.println("  … " + what.in(lang));
            lastLine = System.nanoTime();
        }
        if (where == Where.TERMINAL) {
            out.print("\r\033[2K  … " + what.in(lang));
            out.flush();
            lineOpen = true;
        }
    }

    void done(Text what, double seconds) {
        close();
        out.println("  ✓ " + what.in(lang) + String.format(Locale.ROOT, "  %.1f s", seconds));
    }

    void unchanged(Text what) {
        close();
        out.println("  = " + what.in(lang) + (lang == Lang.ZH ? "  未变，沿用上次结果" : "  unchanged, kept"));
    }

    void say(Text line) {
        close();
        out.println(line.in(lang));
    }

    /** Takes the line in work away. */
    void close() {
        if (lineOpen) {
            out.print("\r\033[2K");
            lineOpen = false;
        }
    }
}
