package org.steelyard.data.internal;

/**
 * Walks over bytes and counts well-formed and malformed UTF-8 sequences (Unicode Standard, table 3-7), and finds the first
 * zero byte.
 */
final class Utf8Scan {

    private long longSequences;
    private long invalid;
    private long row = 1;
    private long zeroRow;
    private int wanted;
    private int low = 0x80;
    private int high = 0xbf;
    private boolean isLong;

    void accept(byte[] bytes, int n) {
        for (int i = 0; i < n; i++) {
            int b = bytes[i] & 0xff;
            if (wanted == 0 && b < 0x80) {
                ascii(b);
            } else {
                multi(b);
            }
        }
    }

    private void ascii(int b) {
        if (b == '\n') {
            row++;
        } else if (b == 0 && zeroRow == 0) {
            zeroRow = row;
        }
    }

    private void multi(int b) {
        if (wanted == 0) {
            lead(b);
        } else if (b < low || b > high) {
            invalid++;
            wanted = 0;
            accept(new byte[] {(byte) b}, 1);
        } else {
            low = 0x80;
            high = 0xbf;
            wanted--;
            longSequences += wanted == 0 && isLong ? 1 : 0;
        }
    }

    private void lead(int b) {
        isLong = b >= 0xe0;
        low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        if (b >= 0xc2 && b <= 0xdf) {
            wanted = 1;
        } else if (b >= 0xe0 && b <= 0xef) {
            wanted = 2;
        } else if (b >= 0xf0 && b <= 0xf4) {
            wanted = 3;
        } else {
            invalid++;
        }
    }

    void finish() {
        invalid += wanted > 0 ? 1 : 0;
        wanted = 0;
    }

    /** Good sequences of three or four bytes: Chinese in UTF-8; they hardly ever occur in GB18030 by chance. */
    long longSequences() {
        return longSequences;
    }

    long invalid() {
        return invalid;
    }

    boolean zeros() {
        return zeroRow > 0;
    }

    long zeroRow() {
        return zeroRow;
    }
}
