package org.steelyard.economics.model.internal.compile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.economics.model.ModelSpec.Source;

/**
 * Names with a meaning of their own here, above those further out. A name inside its own definition means the one further out, so that
 * {@code set: {price: price * 0.9}} lowers the price.
 */
public final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Source> own;
    private final Map<String, Typed> nodes;
    private final Map<String, Typed> memo = new HashMap<>();
    private final String strategy;

    private Scope(@Nullable Scope outer, Map<String, Source> own, Map<String, Typed> nodes, String strategy) {
        this.outer = outer;
        this.own = own;
        this.nodes = nodes;
        this.strategy = strategy;
    }

    static Scope of(String strategy, Map<String, Source> let, Map<String, Source> set) {
        return new Scope(new Scope(null, let, Map.of(), strategy), set, Map.of(), strategy);
    }

    public Scope inside(Map<String, Source> set) {
        return set.isEmpty() ? this : new Scope(this, set, Map.of(), strategy);
    }

    /** With names that are nodes already, such as attributes of a person. */
    Scope with(Map<String, Typed> extra) {
        return new Scope(this, Map.of(), extra, strategy);
    }

    String strategy() {
        return strategy;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    Map<String, Source> own() {
        return own;
    }

    Map<String, Typed> nodes() {
        return nodes;
    }

    Map<String, Typed> memo() {
        return memo;
    }
}
