package org.steelyard.stats.learning;

import java.util.List;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.learning.internal.Boosting;
import org.steelyard.stats.learning.internal.Learning;
import org.steelyard.stats.learning.internal.Stacking;

/**
 * A way to learn the mean of an outcome given covariates: logistic loss for a binary outcome, squared error for a continuous one.
 *
 * <p>Learners differ in what they can follow: {@link MainEffects} straight lines (of the logit); {@link Lasso} the same with many covariates;
 * {@link BoostedTrees} bends and interactions, at the price of needing more people; {@link Stack} mixes several by cross-validated loss. None gives a
 * standard error of a prediction.
 */
public sealed interface Learner {

    /** The seed draws folds, where a learner needs any. */
    default Predictor learn(Covariates x, Outcome y, Seed seed) {
        return switch (this) {
            case Mean m -> Learning.mean(y);
            case MainEffects m -> Learning.mainEffects(x, y);
            case Lasso l -> Learning.lasso(l, x, y, seed);
            case BoostedTrees b -> new Boosting(b, y).learn(x, seed);
            case Stack s -> Stacking.learn(s, x, y, seed);
        };
    }

    /** The mean, whatever the covariates: what others must beat. */
    record Mean() implements Learner {}

    /** Logistic or linear regression on main effects. Collinear columns and separation are errors, as ever. */
    record MainEffects() implements Learner {}

    /**
     * Lasso or elastic net with the penalty of smallest cross-validated loss.
     *
     * @param alpha 1 for the lasso
     */
    record Lasso(double alpha, int folds) implements Learner {

        public static Lasso withDefaults() {
            return new Lasso(1, 5);
        }
    }

    /**
     * Gradient-boosted regression trees on histograms of the covariates, Newton steps [1], rounds chosen by the loss on a held-out fifth, then learned anew on
     * all rows with as many rounds. Deterministic: no rows or columns are sampled but for that fifth.
     *
     * <p>[1] Friedman, Ann Stat 2001;29:1189-1232, doi:10.1214/aos/1013203451. Chen and Guestrin, KDD 2016:785-794,
     * doi:10.1145/2939672.2939785 (second-order gain with ridge).
     *
     * @param mostRounds trees at most
     * @param depth of a tree: levels of splits
     * @param rate share of each tree's step that is taken
     * @param leastWeight curvature (for squared error, people) that a leaf needs
     * @param ridge added to the curvature of a leaf
     */
    record BoostedTrees(int mostRounds, int depth, double rate, double leastWeight, double ridge) implements Learner {

        public static BoostedTrees withDefaults() {
            return new BoostedTrees(300, 3, 0.1, 10, 1);
        }
    }

    /**
     * Convex combination of learners with the smallest cross-validated loss (super learner [1]).
     *
     * <p>[1] van der Laan, Polley and Hubbard, Stat Appl Genet Mol Biol 2007;6:25, doi:10.2202/1544-6115.1309.
     */
    record Stack(List<Learner> learners, int folds) implements Learner {

        public Stack {
            learners = List.copyOf(learners);
        }
    }
}
