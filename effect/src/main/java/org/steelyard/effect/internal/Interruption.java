package org.steelyard.effect.internal;

import java.util.function.Supplier;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** A run that is asked to stop does so between two pieces of work, without a result that looks finished. */
final class Interruption {

    private Interruption() {}

    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
    }

    /** Work that other threads share: asked to stop, they end with an error of their own, which is no defect then. */
    static <T> T guard(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalStateException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw cancelled();
            }
            throw e;
        }
    }

    private static SteelyardException cancelled() {
        return Failure.of(
                EffectError.CANCELLED,
                "",
                Text.of("运行被取消", "the run was cancelled"),
                Text.of("重新运行；已完成的步骤不会重做", "run it again; finished steps are not repeated"));
    }
}
