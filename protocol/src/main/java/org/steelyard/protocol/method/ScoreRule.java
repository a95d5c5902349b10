package org.steelyard.protocol.method;

/**
 * How the propensity score, or the weights in its stead, are made.
 *
 * @param folds of the cross-validation of {@code lasso}, and of the cross-fitting of {@code boosted-trees}
 * @param overIdentified of {@code covariate-balancing}: score equations and balance together, instead of balance alone
 */
public record ScoreRule(ScoreModel model, int folds, boolean overIdentified) {

    public enum ScoreModel {
        LOGISTIC,
        LASSO,
        COVARIATE_BALANCING,
        ENTROPY_BALANCING,
        BOOSTED_TREES
    }
}
