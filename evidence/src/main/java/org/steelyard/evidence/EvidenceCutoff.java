package org.steelyard.evidence;

/**
 * The numbers of the grading scale. They stand in the policy pack's {@code evidence} map under these keys; code holds
 * none of them. The combination of both axes is there too, as {@code matrix-R-C} (R the strength 1 to 4, C the fit 1 to
 * 4, value the grade 1 to 4).
 */
public enum EvidenceCutoff {
    /** Best level of an axis: no sub-domain below this. */
    FIRST_MINIMUM_EACH("first-minimum-each", 0, 4),
    /** Best level of an axis: sum of the six sub-domains at least this. */
    FIRST_MINIMUM_SUM("first-minimum-sum", 0, 24),
    /** Second level: no sub-domain below this. */
    SECOND_MINIMUM_EACH("second-minimum-each", 0, 4),
    SECOND_MINIMUM_SUM("second-minimum-sum", 0, 24),
    /** Third level: sum at least this; below it the fourth. */
    THIRD_MINIMUM_SUM("third-minimum-sum", 0, 24),
    /** Best strength (1 to 4) that is still possible when a comparator of the third order is not justified. */
    CAP_COMPARATOR_UNJUSTIFIED("cap-comparator-unjustified", 1, 4),
    /** Best strength that is still possible when an independent repetition failed. */
    CAP_REANALYSIS_FAILED("cap-reanalysis-failed", 1, 4),
    /** Best strength that is still possible when reviewers found a critical risk of bias. */
    CAP_CRITICAL_BIAS("cap-critical-bias", 1, 4),
    /** Share of needed values that are present, good. */
    COMPLETENESS_HIGH("completeness-high", 0, 1),
    /** Share of needed values that are present, just enough. */
    COMPLETENESS_LOW("completeness-low", 0, 1),
    /** Share of sampled values that disagree with the source, good. */
    SOURCE_ERROR_LOW("source-error-low", 0, 1),
    /** Share of sampled values that disagree with the source, just enough. */
    SOURCE_ERROR_HIGH("source-error-high", 0, 1),
    /** Share of the primary analysis's checks that pass, for the middle score. */
    DIAGNOSTICS_PARTIAL("diagnostics-partial", 0, 1),
    /** Share of the plan's indicators that have a result, for the middle score. */
    INDICATORS_PARTIAL("indicators-partial", 0, 1),
    /** Share of the cohort that the primary analysis is about, good. */
    COHORT_SHARE_HIGH("cohort-share-high", 0, 1),
    /** Share of the cohort that the primary analysis is about, just enough. */
    COHORT_SHARE_LOW("cohort-share-low", 0, 1),
    /** A ratio whose whole interval lies between the inverse of this and this is a precise finding of little difference. */
    PRECISE_RATIO("precise-ratio", 1, Double.MAX_VALUE);

    private final String key;
    private final double lowest;
    private final double highest;

    EvidenceCutoff(String key, double lowest, double highest) {
        this.key = key;
        this.lowest = lowest;
        this.highest = highest;
    }

    public String key() {
        return key;
    }

    /** Smallest value that makes sense. */
    public double lowest() {
        return lowest;
    }

    /** Largest value that makes sense. */
    public double highest() {
        return highest;
    }

    /** The key of the combination of both axes. */
    public static String matrixKey(int strength, int fit) {
        return "matrix-" + strength + "-" + fit;
    }
}
