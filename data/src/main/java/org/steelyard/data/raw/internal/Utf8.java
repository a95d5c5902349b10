package org.steelyard.data.raw.internal;

/** Well-formed UTF-8 (Unicode Standard, table 3-7). */
final class Utf8 {

    private Utf8() {}

    /** How many sequences of three or four bytes; -1 when something is malformed. */
    static int longSequences(byte[] b, int from, int to) {
        int sequences = 0;
        int i = from;
        while (i < to) {
            int n = length(b, i, to);
            if (n == 0) {
                return -1;
            }
            sequences += n >= 3 ? 1 : 0;
            i += n;
        }
        return sequences;
    }

    static boolean isValid(byte[] b, int from, int to) {
        return longSequences(b, from, to) >= 0;
    }

    /** Bytes of the character that begins here; 0 when it is malformed. */
    private static int length(byte[] b, int i, int to) {
        int lead = b[i] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int n = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) == 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (n == 0 || i + n > to) {
            return 0;
        }
        int second = b[i + 1] & 0xff;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < n; k++) {
            if ((b[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return n;
    }
}
