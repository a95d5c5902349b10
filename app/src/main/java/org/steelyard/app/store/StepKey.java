package org.steelyard.app.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Digest;

/**
 * What a step's result depends on: inputs, parameters, seed and code, by name and in order.
 *
 * @param step for instance {@code effect}
 * @param parts name to digest or short text
 */
public record StepKey(String step, Map<String, String> parts) {

    public StepKey {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    public static StepKey of(String step) {
        return new StepKey(step, Map.of());
    }

    public StepKey with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.put(name, value.toString());
        return new StepKey(step, more);
    }

    public Digest digest() {
        List<String> all = new ArrayList<>(List.of(step));
        parts.forEach((name, value) -> {
            all.add(name);
            all.add(value);
        });
        return Digest.ofParts(all);
    }
}
