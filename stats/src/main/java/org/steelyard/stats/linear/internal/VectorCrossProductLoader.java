package org.steelyard.stats.linear.internal;

import java.util.Optional;
import org.steelyard.stats.linear.CrossProduct;

/** Keeps the class that needs {@code jdk.incubator.vector} unloaded where that module is absent. */
public final class VectorCrossProductLoader {

    private VectorCrossProductLoader() {}

    public static Optional<CrossProduct> load() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? Optional.of(Holder.create())
                : Optional.empty();
    }

    private static final class Holder {
        static CrossProduct create() {
            return new VectorCrossProduct();
        }
    }
}
