package org.steelyard.data;

/**
 * How far a piece of work is.
 *
 * @param what is worked on, such as a table
 * @param rows so far
 * @param rowsPerSecond since the work began
 * @param secondsLeft estimate for the whole piece; negative when there is no ground for one yet
 */
public record Advance(String what, long rows, double rowsPerSecond, double secondsLeft) {

    private static final double NANO = 1e9;

    /**
     * From rows done of all rows.
     *
     * @param started as {@link System#nanoTime} told
     */
    public static Advance of(String what, long rows, long all, long started) {
        double seconds = Math.max(1e-9, (System.nanoTime() - started) / NANO);
        boolean ground = rows > 0 && all >= rows;
        return new Advance(what, rows, rows / seconds, ground ? seconds / rows * (all - rows) : -1);
    }
}
