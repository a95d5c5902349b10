package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.steelyard.app.Progress.Where;
import org.steelyard.data.Advance;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** Work in progress is shown on a terminal, in a log only if asked for, with rows a second and the time left. */
class ProgressTest {

    private static String shown(Lang lang, Where where, Advance advance) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            new Progress(out, lang, where).working(Text.of("标准化", "standardising"), advance);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogIsQuietUnlessAskedFor() {
        Advance advance = new Advance("visit_occurrence", 1_234_567, 50_000.4, 12.3);
        assertThat(shown(Lang.EN, Where.QUIET, advance)).isEmpty();
        assertThat(shown(Lang.EN, Where.LOG, advance).strip())
                .isEqualTo("… standardising visit_occurrence: 1,234,567 rows, 50,000 a second, about 12 s left");
        assertThat(shown(Lang.ZH, Where.TERMINAL, advance))
                .startsWith("\r")
                .endsWith("标准化 visit_occurrence：1,234,567 行，每秒 50,000 行，剩余约 12 秒");
    }

    @Test
    void withoutGroundThereIsNoTimeLeft() {
        Advance advance = Advance.of("person", 0, 100, System.nanoTime());
        assertThat(advance.secondsLeft()).isNegative();
        assertThat(shown(Lang.EN, Where.LOG, advance)).contains("0 rows").doesNotContain("left");
    }

    @Test
    void timeLeftFollowsFromRowsDone() {
        Advance advance = Advance.of("person", 25, 100, System.nanoTime() - 2_000_000_000L);
        assertThat(advance.rowsPerSecond()).isBetween(5.0, 12.6);
        assertThat(advance.secondsLeft()).isBetween(5.9, 15.0);
    }

    @Test
    void aLogGetsALineASecondAtMost() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            Progress progress = new Progress(out, Lang.EN, Where.LOG);
            for (int i = 0; i < 100; i++) {
                progress.working(Text.same("step " + i));
            }
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }
}
