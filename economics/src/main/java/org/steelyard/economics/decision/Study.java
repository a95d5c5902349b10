package org.steelyard.economics.decision;

/** Data that a study would collect about one parameter φ. */
public sealed interface Study {

    /** Observations of φ itself, normal around it. @param sd of one observation */
    record Measurements(int people, double sd) implements Study {
        public Measurements {
            require(people > 0 && sd > 0);
        }
    }

    /** How many of these people have an event whose probability is φ. */
    record Events(int people) implements Study {
        public Events {
            require(people > 0);
        }
    }

    /** Events counted over person-time, φ being their rate in the same unit of time. */
    record PersonTime(double time) implements Study {
        public PersonTime {
            require(time > 0);
        }
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException("a study has people or person-time, and a spread, above 0");
        }
    }
}
