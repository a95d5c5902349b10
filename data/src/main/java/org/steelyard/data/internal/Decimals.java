package org.steelyard.data.internal;

/**
 * Numbers in text: an optional sign, digits with an optional decimal point, an optional exponent. Nothing else: no
 * thousands separators, no units, no percent signs, no full-width digits, no {@code NaN} or {@code Inf}.
 */
final class Decimals {

    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** A longer exponent is beyond any double and is not computed. */
    private static final int LARGEST_EXPONENT = 100_000;

    private Decimals() {}

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * The nearest double; NaN when it is not a number or beyond the range of a double.
     *
     * <p>With at most fifteen digits and a small exponent, one multiplication or division of exact doubles rounds
     * correctly (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990, doi:10.1145/93542.93557);
     * everything else goes through the platform's parser.
     */
    static double parse(char[] c, int start, int end) {
        int at = start;
        boolean negative = at < end && c[at] == '-';
        at += at < end && (c[at] == '-' || c[at] == '+') ? 1 : 0;
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int scale = 0;
        boolean point = false;
        for (; at < end; at++) {
            int d = c[at] - '0';
            if (d >= 0 && d <= 9) {
                digits++;
                scale -= point ? 1 : 0;
                significant += significant > 0 || d > 0 ? 1 : 0;
                mantissa = significant <= 18 ? mantissa * 10 + d : mantissa;
            } else if (c[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        int exponent = at < end ? exponent(c, at, end) : 0;
        if (exponent == Integer.MIN_VALUE) {
            return Double.NaN;
        }
        if (significant <= 15 && Math.abs(scale + exponent) <= 22) {
            int power = scale + exponent;
            double value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
            return negative ? -value : value;
        }
        double value = Double.parseDouble(new String(c, start, end - start));
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** The exponent that must fill the rest; the smallest int when it is malformed. */
    private static int exponent(char[] c, int start, int end) {
        int at = start;
        if (c[at] != 'e' && c[at] != 'E') {
            return Integer.MIN_VALUE;
        }
        at++;
        boolean negative = at < end && c[at] == '-';
        at += at < end && (c[at] == '-' || c[at] == '+') ? 1 : 0;
        if (at == end) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < end; at++) {
            int d = c[at] - '0';
            if (d < 0 || d > 9) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(value * 10 + d, LARGEST_EXPONENT);
        }
        return negative ? -value : value;
    }
}
