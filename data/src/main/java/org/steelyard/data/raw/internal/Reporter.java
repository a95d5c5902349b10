package org.steelyard.data.raw.internal;

import java.util.function.Consumer;
import org.steelyard.data.raw.Progress;

/**
 * Tells how far an intake is, about once a second. An intake looks at a table first and stores it then; both count for one half
 * of the time.
 */
final class Reporter {

    private static final long INTERVAL = 1_000_000_000L;

    private final String table;
    private final Consumer<Progress> listener;
    private final long start = System.nanoTime();
    private long last = start;

    Reporter(String table, Consumer<Progress> listener) {
        this.table = table;
        this.listener = listener;
    }

    /** @param fraction of the whole work, between 0 and 1 */
    synchronized void at(long rows, double fraction) {
        long now = System.nanoTime();
        if (now - last >= INTERVAL) {
            last = now;
            tell(rows, fraction, now);
        }
    }

    synchronized void tell(long rows, double fraction) {
        tell(rows, fraction, System.nanoTime());
    }

    private void tell(long rows, double fraction, long now) {
        double seconds = (now - start) / 1e9;
        double left = fraction > 0 ? seconds * (1 - fraction) / fraction : -1;
        listener.accept(new Progress(table, rows, seconds > 0 ? rows / seconds : 0, left));
    }
}
