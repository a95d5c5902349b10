package org.steelyard.data.quality;

import java.util.List;
import java.util.function.Predicate;
import org.steelyard.data.quality.CheckResult.Status;

/**
 * What all checks found.
 *
 * @param results in the order of the checks
 */
public record QualityReport(List<CheckResult> results) {

    public QualityReport {
        results = List.copyOf(results);
    }

    /** How many checks came to what. Those that were not applicable are in no share. */
    public record Tally(int pass, int fail, int notApplicable, int error) {

        /** Checks that judged at least one row, or broke while trying. */
        public int judged() {
            return pass + fail + error;
        }
    }

    public Tally tally() {
        return tally(result -> true);
    }

    public Tally tally(Predicate<CheckResult> which) {
        return new Tally(
                count(which, Status.PASS),
                count(which, Status.FAIL),
                count(which, Status.NOT_APPLICABLE),
                count(which, Status.ERROR));
    }

    public List<CheckResult> failed() {
        return results.stream().filter(r -> r.status() == Status.FAIL).toList();
    }

    private int count(Predicate<CheckResult> which, Status status) {
        return (int) results.stream()
                .filter(r -> r.status() == status && which.test(r))
                .count();
    }
}
