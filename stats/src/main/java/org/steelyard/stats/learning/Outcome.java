package org.steelyard.stats.learning;

import java.util.Arrays;
import org.steelyard.stats.internal.Checks;

/** What is learned: the mean of these values given covariates. */
public sealed interface Outcome {

    double[] values();

    Outcome select(int[] rows);

    /** @param values 0 or 1, or proportions in between */
    record Binary(double[] values) implements Outcome {
        public Binary {
            for (double v : values) {
                if (!(v >= 0 && v <= 1)) {
                    throw Checks.invalid(
                            "outcome",
                            org.steelyard.kernel.Text.of("二分类结局须在 0 与 1 之间", "a binary outcome lies between 0 and 1"));
                }
            }
        }

        @Override
        public Binary select(int[] rows) {
            return new Binary(Arrays.stream(rows).mapToDouble(i -> values[i]).toArray());
        }
    }

    record Continuous(double[] values) implements Outcome {
        public Continuous {
            Checks.finite("outcome", values);
        }

        @Override
        public Continuous select(int[] rows) {
            return new Continuous(
                    Arrays.stream(rows).mapToDouble(i -> values[i]).toArray());
        }
    }
}
