package org.steelyard.economics.model.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.steelyard.economics.model.ModelError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Numbered blocks on a few threads; results come back by number. A cancelled run ends at the next block with {@link ModelError#CANCELLED} and leaves nothing behind.
 *
 * @param cancelled asked before every block
 */
public record Blocks(int threads, BooleanSupplier cancelled, Watch progress) {

    /** Told after each block how many are done, and of how many. */
    @FunctionalInterface
    public interface Watch {
        void done(long blocks, long of);
    }

    public static Blocks quiet(int threads) {
        return new Blocks(threads, () -> false, (done, of) -> {});
    }

    public <T> List<T> map(int blocks, IntFunction<T> task) {
        AtomicLong done = new AtomicLong();
        IntFunction<T> watched = i -> {
            if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw cancelledRun();
            }
            T result = task.apply(i);
            progress.done(done.incrementAndGet(), blocks);
            return result;
        };
        if (threads <= 1 || blocks <= 1) {
            List<T> out = new ArrayList<>(blocks);
            for (int i = 0; i < blocks; i++) {
                out.add(watched.apply(i));
            }
            return out;
        }
        return parallel(blocks, watched);
    }

    private <T> List<T> parallel(int blocks, IntFunction<T> task) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, blocks));
        try {
            List<Future<T>> futures = new ArrayList<>(blocks);
            for (int i = 0; i < blocks; i++) {
                int number = i;
                futures.add(pool.submit(() -> task.apply(number)));
            }
            List<T> out = new ArrayList<>(blocks);
            for (Future<T> f : futures) {
                out.add(f.get());
            }
            return out;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelledRun();
        } finally {
            pool.shutdownNow();
        }
    }

    private static SteelyardException cancelledRun() {
        return SteelyardException.of(
                ModelError.CANCELLED,
                Place.NONE,
                Text.of("运行已取消，没有写出结果", "the run was cancelled; no result was written"),
                Text.of("重新运行即可", "Run it again"));
    }
}
