package org.steelyard.protocol.method;

/**
 * How the propensity score, or the weights in its stead, are made.
 *
 * @param folds of the cross-validation of {@code lasso}, and of the cross-fitting of {@code boosted-trees}
 * @param overIdentified of {@code covariate-balancing}: score equations and balance together, instead of balance alone
 * @param rareIndicators what becomes of an indicator that varies in one arm only
 */
public record ScoreRule(ScoreModel model, int folds, boolean overIdentified, RareIndicators rareIndicators) {

    /** A rule that refuses indicators that vary in one arm only. */
    public ScoreRule(ScoreModel model, int folds, boolean overIdentified) {
        this(model, folds, overIdentified, RareIndicators.REFUSE);
    }

    public enum RareIndicators {
        /** The analysis is refused, and the indicators are named. */
        REFUSE,
        /** Merged with their reference while the people concerned are few; they stay in the table of balance and are named. */
        MERGE
    }

    public enum ScoreModel {
        LOGISTIC,
        LASSO,
        COVARIATE_BALANCING,
        ENTROPY_BALANCING,
        BOOSTED_TREES
    }
}
