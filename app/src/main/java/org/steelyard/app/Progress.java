package org.steelyard.app;

import java.io.PrintStream;
import java.util.Locale;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** What a person sees while a run goes on: on a terminal the line in work is replaced, elsewhere every line stays. */
final class Progress {

    private final PrintStream out;
    private final Lang lang;
    private final boolean terminal;
    private boolean lineOpen;

    Progress(PrintStream out, Lang lang, boolean terminal) {
        this.out = out;
        this.lang = lang;
        this.terminal = terminal;
    }

    static Progress standard(Lang lang) {
        return new Progress(
                System.err, lang, System.console() != null && System.console().isTerminal());
    }

    /** Work that has begun. Off a terminal nothing is shown until it is done. */
    void working(Text what) {
        if (terminal) {
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

    private void close() {
        if (lineOpen) {
            out.print("\r\033[2K");
            lineOpen = false;
        }
    }
}
