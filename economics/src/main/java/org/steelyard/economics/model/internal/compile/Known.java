package org.steelyard.economics.model.internal.compile;

import java.util.Map;
import java.util.Objects;

/** Entries of maps that are there, because what made the key made the entry. */
public final class Known {

    private Known() {}

    public static <K, V> V in(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "no entry " + key);
    }
}
