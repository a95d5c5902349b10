package org.steelyard.data.raw.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Walks over bytes and sorts the runs that are not ASCII: well-formed UTF-8 with sequences of three bytes and more (Chinese),
 * or not UTF-8 at all. A file that has both kinds was glued together from two encodings, and reading it as either would give
 * wrong characters without an error.
 *
 * <p>A run ends at any byte below {@code 0x30}: blanks, commas, quotes, tabs and line ends, none of which is part of a
 * multi-byte character of UTF-8 or GB18030. Three aligned three-byte sequences in a run of GB18030 by chance have a
 * probability far below one in a billion; one such sequence may happen, and is held against the share of such runs.
 */
final class EncodingScan {

    private static final int LONGEST_KEPT = 1 << 10;
    private static final int CERTAIN = 3;
    private static final int KEPT_FOREIGN = 1000;

    /** Share of runs that look like UTF-8 by chance at most, with a wide margin. */
    private static final double CHANCE = 0.02;

    private final Charset other = Charset.forName("GB18030");
    private byte[] run = new byte[256];
    private int length;
    private boolean tooLong;
    private boolean zero;
    private long row = 1;
    private long utf8Runs;
    private long certainRuns;
    private long foreignRuns;
    private long decodable;
    private long firstUtf8;
    private long firstForeign;

    void accept(byte[] b, int n) {
        int i = 0;
        while (i < n) {
            if (length == 0) {
                i = ascii(b, i, n);
            }
            while (i < n && (b[i] < 0 || b[i] >= 0x30)) {
                keep(b[i++]);
            }
            if (i < n) {
                endRun();
            }
        }
    }

    private int ascii(byte[] b, int from, int n) {
        int i = from;
        while (i < n && b[i] >= 0) {
            if (b[i] == '\n') {
                row++;
            } else if (b[i] == 0) {
                zero = true;
            }
            i++;
        }
        return i;
    }

    private void keep(byte b) {
        if (length == run.length && length < LONGEST_KEPT) {
            run = Arrays.copyOf(run, length * 2);
        }
        if (length < run.length) {
            run[length++] = b;
        } else {
            tooLong = true;
        }
    }

    private void endRun() {
        if (length == 0) {
            return;
        }
        int whole = tooLong ? wholeUtf8(length) : length;
        int sequences = Utf8.longSequences(run, 0, whole);
        if (sequences < 0) {
            foreignRuns++;
            firstForeign = firstForeign == 0 ? row : firstForeign;
            decodable += foreignRuns <= KEPT_FOREIGN && decodes(length) ? 1 : 0;
        } else if (sequences > 0) {
            utf8Runs++;
            certainRuns += sequences >= CERTAIN ? 1 : 0;
            firstUtf8 = firstUtf8 == 0 ? row : firstUtf8;
        }
        length = 0;
        tooLong = false;
    }

    /** A run that was cut may have been cut inside a character. */
    private int wholeUtf8(int n) {
        int end = n;
        while (end > 0 && n - end < 4 && (run[end - 1] & 0xc0) == 0x80) {
            end--;
        }
        return Math.max(end - 1, 0);
    }

    private boolean decodes(int n) {
        try {
            other.newDecoder().decode(ByteBuffer.wrap(run, 0, tooLong ? n & ~1 : n));
            return true;
        } catch (CharacterCodingException e) {
            return tooLong;
        }
    }

    void finish() {
        endRun();
    }

    boolean zero() {
        return zero;
    }

    boolean isUtf8() {
        return foreignRuns == 0;
    }

    /** Both kinds of run, and more of each than damage or chance would make. */
    boolean isMixed() {
        boolean someUtf8 = certainRuns > 0 || utf8Runs > CHANCE * (utf8Runs + foreignRuns) && utf8Runs > 1;
        return someUtf8 && foreignRuns > 0 && !isDamagedUtf8();
    }

    /** Good UTF-8 but for runs that are too few, or not even characters of the other encoding. */
    boolean isDamagedUtf8() {
        return utf8Runs > foreignRuns && (foreignRuns == 1 || decodable < Math.min(foreignRuns, KEPT_FOREIGN));
    }

    /** Where the kind begins that is not the first row's: what a person should look at. */
    long firstChange() {
        return Math.max(firstUtf8, firstForeign);
    }
}
