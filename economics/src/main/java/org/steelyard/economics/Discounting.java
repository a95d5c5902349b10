package org.steelyard.economics;

/**
 * Present value at time zero of what happens later, at a yearly rate r.
 *
 * <p>Two conventions, and a result says which made it. {@link #atPoint}: continuous time with yearly compounding, (1 +
 * r)<sup>−t</sup>, read at the cycle points (state time) or cycle midpoints (events) of the partitioned-survival model.
 * {@link #byYear}: whole years, (1 + r)<sup>−⌊t⌋</sup>, so that the first year is not discounted; used for costs and
 * life years observed patient by patient, whose date within a year is not known. At r = 0 both are 1.
 *
 * <p>References: [1] Drummond, Sculpher, Claxton, Stoddart, Torrance. Methods for the Economic Evaluation of Health Care
 * Programmes, 4th ed. Oxford 2015, ch. 4.5. [2] Attema, Brouwer, Claxton. PharmacoEconomics 2018;36:745–758,
 * doi:10.1007/s40273-018-0672-z.
 */
public final class Discounting {

    private Discounting() {}

    /**
     * @param rate per year, at least 0
     * @param years since time zero
     */
    public static double atPoint(double rate, double years) {
        return StrictMath.pow(1 + rate, -years);
    }

    /** (1 + r) to the power of minus the whole years that have passed. */
    public static double byYear(double rate, double years) {
        return StrictMath.pow(1 + rate, -Math.floor(years));
    }

    /** ∫ from {@code from} to {@code to} of (1 + r)<sup>−⌊t⌋</sup> dt: discounted time, in years. */
    public static double timeByYear(double rate, double from, double to) {
        if (rate == 0) {
            return to - from;
        }
        double sum = 0;
        double start = from;
        while (start < to) {
            double end = Math.min(Math.floor(start) + 1, to);
            sum += (end - start) * byYear(rate, start);
            start = end;
        }
        return sum;
    }
}
