package org.steelyard.stats.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs numbered tasks on a few threads and returns their results by number, so that the order of finishing cannot matter. */
public final class Parallel {

    private Parallel() {}

    public static <T> List<T> map(int tasks, int threads, IntFunction<T> task) {
        if (threads <= 1 || tasks <= 1) {
            List<T> results = new ArrayList<>(tasks);
            for (int i = 0; i < tasks; i++) {
                Stop.check();
                results.add(task.apply(i));
            }
            return results;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, tasks))) {
            List<Future<T>> futures = new ArrayList<>(tasks);
            for (int i = 0; i < tasks && !Thread.currentThread().isInterrupted(); i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    Stop.check();
                    return task.apply(number);
                }));
            }
            return results(futures, pool);
        }
    }

    /** Who interrupts while a million tasks are still being handed out does not wait for the last of them. */
    private static <T> List<T> results(List<Future<T>> futures, ExecutorService pool) {
        List<T> results = new ArrayList<>(futures.size());
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while estimating", e);
        }
    }
}
