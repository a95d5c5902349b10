package org.steelyard.economics.sheet;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where a sheet's tables come from. */
@FunctionalInterface
public interface TableSource {

    /** Some columns of a file. */
    Columns read(String file, List<String> numbers, List<String> texts);

    /** @param numbers NaN where missing @param texts empty where missing */
    record Columns(Map<String, double[]> numbers, Map<String, List<String>> texts) {
        public Columns {
            numbers = Map.copyOf(numbers);
            texts = Map.copyOf(texts);
        }

        public double[] number(String column) {
            return Objects.requireNonNull(numbers.get(column), "a column that was asked for");
        }

        public List<String> text(String column) {
            return Objects.requireNonNull(texts.get(column), "a column that was asked for");
        }
    }
}
