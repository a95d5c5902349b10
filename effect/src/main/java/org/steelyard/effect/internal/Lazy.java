package org.steelyard.effect.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.steelyard.kernel.SteelyardException;

/** Computes once, when first asked; a failure is remembered as well. For one thread. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> source;
    private Optional<T> value = Optional.empty();
    private Optional<SteelyardException> failure = Optional.empty();

    private Lazy(Supplier<T> source) {
        this.source = source;
    }

    static <T> Supplier<T> of(Supplier<T> source) {
        return new Lazy<>(source);
    }

    @Override
    public T get() {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (value.isEmpty()) {
            value = Optional.of(compute());
        }
        return value.get();
    }

    private T compute() {
        try {
            return source.get();
        } catch (SteelyardException e) {
            failure = Optional.of(e);
            throw e;
        }
    }
}
