package org.steelyard.stats.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Numbers that a script under {@code src/test/r} printed, by name. */
public final class Reference {

    private final Map<String, Double> values = new HashMap<>();

    private Reference() {}

    /** @param script its name without ending; the output lies beside it */
    public static Reference of(String script) {
        Reference reference = new Reference();
        Csv csv = Csv.read(Path.of("src", "test", "r", script + ".csv"));
        String[] names = csv.text("quantity");
        double[] values = csv.numbers("value");
        for (int i = 0; i < names.length; i++) {
            reference.values.put(names[i], values[i]);
        }
        return reference;
    }

    public double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the script printed no " + name);
        }
        return value;
    }

    /** The number that was printed under a name and a position from 1. */
    public double value(String name, int position) {
        return value(name + "." + position);
    }
}
