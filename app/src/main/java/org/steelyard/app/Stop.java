package org.steelyard.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C asks the run to end: the program stops once the run has put its folder back as it was. */
final class Stop implements AutoCloseable {

    /** A run that cannot end within this time is left; nothing half-made is in its place even then. */
    private static final long PATIENCE_SECONDS = 10;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "stop");

    private Stop() {}

    static Stop watch() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    boolean asked() {
        return asked.get();
    }

    void ask() {
        asked.set(true);
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is already ending, and the hook has run
        }
    }
}
