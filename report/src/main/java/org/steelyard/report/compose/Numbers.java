package org.steelyard.report.compose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.kernel.Lang;

/**
 * Numbers as a report writes them: rounded half up from the shortest decimal form, thousands separated by commas, a real
 * minus sign, and a dash where there is no number. The three numbers of an estimate have the same number of decimals.
 */
public record Numbers(Lang lang) {

    /** Stands where there is no number; a note beside it gives the reason. */
    public static final String ABSENT = "—";

    private static final double THRESHOLD_P = 0.05;

    /** How a kind of number is written. */
    public enum Style {
        /** 1.22; three figures when large or very small. */
        RATIO,
        /** A share as 12.3%. */
        PERCENT,
        /** A difference of shares in percentage points, without the unit. */
        POINTS,
        /** 12,346, without the currency. */
        MONEY,
        /** 0.123: quality-adjusted life years and life years. */
        QALY,
        /** −0.042: concentration indices, standardised differences. */
        INDEX,
        /** Three significant figures. */
        GENERAL
    }

    public String count(long n) {
        return minus(String.format(Locale.ROOT, "%,d", n));
    }

    public String count(ReleasedCount count) {
        return switch (count) {
            case ReleasedCount.Shown shown -> count(shown.count());
            case ReleasedCount.Hidden hidden -> "≤" + hidden.limit();
            case ReleasedCount.Withheld withheld -> "*";
        };
    }

    /** One number in its style. */
    public String of(Style style, double x) {
        return Double.isFinite(x) ? number(style, x, decimals(style, x)) : ABSENT;
    }

    public String percent(double share) {
        return of(Style.PERCENT, share);
    }

    /** A probability from a finite number of draws: never 0% or 100%. */
    public String probability(double share) {
        if (!Double.isFinite(share)) {
            return ABSENT;
        }
        if (share < 0.001) {
            return "<0.1%";
        }
        return share > 0.999 ? ">99.9%" : percent(share);
    }

    /** A parameter as somebody set it: three significant figures at most, without idle zeros. */
    public String parameter(double x) {
        String text = of(Style.GENERAL, x);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /** A mean or median without thousands separators, for calendar years. */
    public String year(double x, int decimals) {
        return fixed(x, decimals).replace(",", "");
    }

    public String money(double amount) {
        return of(Style.MONEY, amount);
    }

    /** Exactly so many decimals. */
    public String fixed(double x, int decimals) {
        return Double.isFinite(x) ? round(x, decimals) : ABSENT;
    }

    /** {@code 1.08–1.38}; where a limit is negative {@code −0.012 至 0.034}, so that no dash stands beside a minus. */
    public String interval(Style style, double lower, double upper) {
        return interval(style, lower, upper, decimals(style, lower, upper));
    }

    /** {@code 1.22（1.08–1.38）}; a missing interval is written as a dash. */
    public String estimate(Style style, double value, double lower, double upper) {
        if (!Double.isFinite(value)) {
            return ABSENT;
        }
        int decimals = decimals(style, value, lower, upper);
        String inner = Double.isNaN(lower) || Double.isNaN(upper) ? ABSENT : interval(style, lower, upper, decimals);
        return number(style, value, decimals) + (lang == Lang.ZH ? "（" + inner + "）" : " (" + inner + ")");
    }

    /** {@code 0.032}, {@code <0.001}; never rounded onto the conventional threshold from either side. */
    public String p(double p) {
        if (Double.isNaN(p)) {
            return ABSENT;
        }
        if (p < 0.001) {
            return "<0.001";
        }
        if (p > 0.999) {
            return ">0.999";
        }
        String three = round(p, 3);
        return three.equals("0.050") && p != THRESHOLD_P ? round(p, 4) : three;
    }

    /** {@code P=0.032} or {@code P<0.001}. */
    public String pStatement(double p) {
        String text = p(p);
        boolean bounded = text.startsWith("<") || text.startsWith(">");
        return lang == Lang.ZH
                ? (bounded ? "P" : "P=") + text
                : (bounded ? "P " : "P = ") + text.replace("<", "< ").replace(">", "> ");
    }

    /** The level of an interval: {@code 95%}. */
    public String level(double level) {
        return BigDecimal.valueOf(level)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    private String interval(Style style, double lower, double upper, int decimals) {
        if (Double.isNaN(lower) || Double.isNaN(upper)) {
            return ABSENT;
        }
        String low = limit(style, lower, decimals);
        String high = limit(style, upper, decimals);
        boolean negative = low.startsWith("−") || high.startsWith("−");
        String joint = negative ? (lang == Lang.ZH ? " 至 " : " to ") : "–";
        return low + joint + high;
    }

    private static String limit(Style style, double x, int decimals) {
        if (Double.isInfinite(x)) {
            return x > 0 ? "∞" : "−∞";
        }
        return number(style, x, decimals);
    }

    private static String number(Style style, double x, int decimals) {
        return switch (style) {
            case PERCENT -> round(x * 100, decimals) + "%";
            case POINTS -> round(x * 100, decimals);
            case RATIO, MONEY, QALY, INDEX, GENERAL -> round(x, decimals);
        };
    }

    private static int decimals(Style style, double... values) {
        double largest = 0;
        for (double value : values) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        return switch (style) {
            case RATIO -> largest >= 0.1 || largest == 0 ? Math.min(2, figures(largest)) : figures(largest) - 1;
            case PERCENT -> 1;
            case POINTS -> largest >= 0.01 || largest == 0 ? 1 : 2;
            case MONEY -> largest >= 100 || largest == 0 ? 0 : 2;
            case QALY, INDEX -> 3;
            case GENERAL -> figures(largest);
        };
    }

    /** Decimals that give three significant figures. */
    private static int figures(double largest) {
        if (largest == 0) {
            return 2;
        }
        int exponent = (int) Math.floor(Math.log10(largest));
        return Math.clamp(2L - exponent, 0, 8);
    }

    private static String round(double x, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(x).setScale(decimals, RoundingMode.HALF_UP);
        return minus(String.format(Locale.ROOT, "%,." + decimals + "f", rounded));
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
