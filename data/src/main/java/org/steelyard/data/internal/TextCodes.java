package org.steelyard.data.internal;

import java.util.Map;

/** Text to code, without making a string of the text: an open hash table over ranges of characters. */
final class TextCodes {

    static final int ABSENT = Integer.MIN_VALUE;

    private final char[][] keys;
    private final int[] codes;
    private final int mask;

    TextCodes(Map<String, Integer> entries) {
        int size = Integer.highestOneBit(Math.max(4, entries.size() * 4));
        keys = new char[size][];
        codes = new int[size];
        mask = size - 1;
        entries.forEach(this::put);
    }

    private void put(String key, int code) {
        char[] c = key.toCharArray();
        int at = hash(c, 0, c.length) & mask;
        while (keys[at] != null) {
            at = at + 1 & mask;
        }
        keys[at] = c;
        codes[at] = code;
    }

    int get(char[] c, int start, int end) {
        int at = hash(c, start, end) & mask;
        while (keys[at] != null) {
            if (same(keys[at], c, start, end)) {
                return codes[at];
            }
            at = at + 1 & mask;
        }
        return ABSENT;
    }

    int get(String text) {
        return get(text.toCharArray(), 0, text.length());
    }

    private static boolean same(char[] key, char[] c, int start, int end) {
        return java.util.Arrays.equals(key, 0, key.length, c, start, end);
    }

    private static int hash(char[] c, int start, int end) {
        int h = 17;
        for (int i = start; i < end; i++) {
            h = 31 * h + c[i];
        }
        return h ^ h >>> 15;
    }
}
