package org.steelyard.protocol.method;

import java.util.List;

/**
 * Score and outcome learned on some people and used on the others.
 *
 * @param folds 1 learns from everybody, for few-parameter models only
 * @param learners one, or several that are mixed by cross-validated loss
 * @param repetitions of the draw of folds; medians are reported
 * @param bound smallest score, and 1 less the largest
 */
public record CrossFit(int folds, List<LearnerKind> learners, int repetitions, double bound) {

    public enum LearnerKind {
        GLM,
        LASSO,
        BOOSTED_TREES
    }
}
