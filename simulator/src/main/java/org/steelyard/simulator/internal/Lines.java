package org.steelyard.simulator.internal;

import java.util.Arrays;

/**
 * The fee lines of one visit. A line may be partly returned later: then it was issued with the returned count on top, and
 * a negative line follows it.
 */
final class Lines {

    private static final long PRICE_TO_CENTS = 100;
    private static final long SHARE = 10_000;

    private int size;
    private int[] item = new int[256];
    private int[] day = new int[256];
    private int[] minute = new int[256];
    private int[] count = new int[256];
    private int[] returned = new int[256];
    private long[] price = new long[256];
    private int unlimited = -1;
    private Refund refund = Refund.NONE;

    /** What became of the whole settlement. */
    enum Refund {
        NONE,
        BILLED_AGAIN,
        GONE
    }

    void clear() {
        size = 0;
        unlimited = -1;
        refund = Refund.NONE;
    }

    Refund refund() {
        return refund;
    }

    void refund(Refund whole) {
        refund = whole;
    }

    int size() {
        return size;
    }

    /** Adds a line and gives its number. */
    int add(int newItem, int onDay, int atMinute, int units) {
        if (size == item.length) {
            item = Arrays.copyOf(item, size * 2);
            day = Arrays.copyOf(day, size * 2);
            minute = Arrays.copyOf(minute, size * 2);
            count = Arrays.copyOf(count, size * 2);
            returned = Arrays.copyOf(returned, size * 2);
            price = Arrays.copyOf(price, size * 2);
        }
        item[size] = newItem;
        day[size] = onDay;
        minute[size] = atMinute;
        count[size] = units;
        returned[size] = 0;
        price[size] = 0;
        return size++;
    }

    /** In ten-thousandths of a yuan. */
    long price(int line) {
        return price[line];
    }

    void price(int line, long newPrice) {
        price[line] = newPrice;
    }

    /** A line that is billed as if its item had no price limit: a planted fault. */
    void unlimited(int line) {
        unlimited = line;
    }

    int unlimited() {
        return unlimited;
    }

    void giveBack(int line, int units) {
        returned[line] = units;
    }

    int item(int line) {
        return item[line];
    }

    int day(int line) {
        return day[line];
    }

    int minute(int line) {
        return minute[line];
    }

    /** What was used in the end. */
    int count(int line) {
        return count[line];
    }

    int returned(int line) {
        return returned[line];
    }

    /**
     * What a count of an item costs and who bears which part, in fen.
     *
     * @param full outside the catalogue
     * @param over above the price limit
     * @param self first self-paid share of the rest
     * @param scope within the rules of the fund: amount - full - over - self
     */
    record Amounts(long amount, long full, long over, long self, long scope) {

        static Amounts of(Catalogue.Item item, long price, long units, boolean limited) {
            long amount = cents(units * price);
            if (item.outside()) {
                return new Amounts(amount, amount, 0, 0, 0);
            }
            long excess = limited && item.limit() > 0 ? Math.max(0, price - item.limit()) : 0;
            long over = Math.min(amount, cents(units * excess));
            long self = half((amount - over) * item.selfPay(), SHARE);
            return new Amounts(amount, 0, over, self, amount - over - self);
        }

        private static long cents(long tenThousandths) {
            return half(tenThousandths, PRICE_TO_CENTS);
        }

        /** Division rounded half up; for numbers that are not negative. */
        static long half(long value, long by) {
            return (value + by / 2) / by;
        }

        Amounts plus(Amounts other) {
            return new Amounts(
                    amount + other.amount,
                    full + other.full,
                    over + other.over,
                    self + other.self,
                    scope + other.scope);
        }

        Amounts negative() {
            return new Amounts(-amount, -full, -over, -self, -scope);
        }

        static final Amounts NONE = new Amounts(0, 0, 0, 0, 0);
    }

    /** A line as issued, before anything came back. */
    Amounts issued(Catalogue catalogue, int line) {
        return amounts(catalogue, line, (long) count[line] + returned[line]);
    }

    /** What came back of a line, negative. */
    Amounts returned(Catalogue catalogue, int line) {
        return amounts(catalogue, line, returned[line]).negative();
    }

    private Amounts amounts(Catalogue catalogue, int line, long units) {
        return Amounts.of(catalogue.item(item[line]), price[line], units, line != unlimited);
    }

    /** What a line costs in the end. */
    Amounts net(Catalogue catalogue, int line) {
        Amounts issued = issued(catalogue, line);
        return returned[line] > 0 ? issued.plus(returned(catalogue, line)) : issued;
    }

    /** What the visit costs in the end. */
    Amounts total(Catalogue catalogue) {
        Amounts sum = Amounts.NONE;
        for (int line = 0; line < size; line++) {
            sum = sum.plus(net(catalogue, line));
        }
        return sum;
    }
}
