package org.steelyard.data.quality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.steelyard.kernel.Text;

/**
 * Whether the data are fit for one thing that the evaluation needs.
 *
 * @param about what is needed
 * @param share that was found, where there is one
 * @param needed share that is enough, where there is one
 * @param records that were found; absent when there is nothing to count
 * @param persons with such records; absent when there is nothing to count, or too few to tell
 * @param years records by calendar year
 */
public record FitResult(
        Kind kind,
        Text about,
        Verdict verdict,
        OptionalDouble share,
        OptionalDouble needed,
        Optional<Long> records,
        Optional<Long> persons,
        List<YearCount> years,
        Text finding) {

    public FitResult {
        years = List.copyOf(years);
    }

    /** What is judged. */
    public enum Kind {
        FIELD,
        CONCEPT_SET,
        FOLLOW_UP,
        SITES
    }

    /** What it comes to. */
    public enum Verdict {
        FIT,
        LIMITED,
        UNFIT,
        UNKNOWN
    }

    /** Records of a year. */
    public record YearCount(int year, long records) {}
}
