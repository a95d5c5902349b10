package org.steelyard.stats.weighting;

/** How each person, through what was estimated to make the weights, moves a quantity that depends on the linear predictors of the weights' model. */
@FunctionalInterface
public interface ScoreInfluence {

    /**
     * @param gradient derivative of the quantity by each person's linear predictor
     * @return what each person moves the quantity by
     */
    double[] of(double[] gradient);
}
