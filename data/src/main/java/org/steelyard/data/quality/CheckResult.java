package org.steelyard.data.quality;

import java.util.List;
import org.steelyard.kernel.Text;

/** A check and what came of it. */
public record CheckResult(Check check, Outcome outcome) {

    /** What a check came to. */
    public enum Status {
        PASS,
        FAIL,
        NOT_APPLICABLE,
        ERROR
    }

    /** What a check found. */
    public sealed interface Outcome {

        /**
         * @param rows that were judged, at least one
         * @param failing of these
         * @param details in words, where counts alone say too little
         */
        record Counted(long rows, long failing, List<Text> details) implements Outcome {
            public Counted {
                details = List.copyOf(details);
                if (rows < 1 || failing < 0 || failing > rows) {
                    throw new IllegalArgumentException("not counts of a check: " + failing + " of " + rows);
                }
            }

            public double percent() {
                return 100.0 * failing / rows;
            }
        }

        /** There was nothing to judge. */
        record NotApplicable(Reason reason, Text why) implements Outcome {}

        /** The check itself broke; the cause is a kind of failure, never a value. */
        record Broken(String cause) implements Outcome {}
    }

    /** Why a check had nothing to judge. */
    public enum Reason {
        TABLE_ABSENT,
        FIELD_ABSENT,
        NO_ROWS,
        TOO_FEW
    }

    public Status status() {
        return switch (outcome) {
            case Outcome.Counted counted -> counted.percent() <= check.threshold() ? Status.PASS : Status.FAIL;
            case Outcome.NotApplicable _ -> Status.NOT_APPLICABLE;
            case Outcome.Broken _ -> Status.ERROR;
        };
    }
}
