package org.steelyard.effect.internal;

import org.steelyard.stats.penalised.LargeScalePropensity;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.weighting.CovariateBalancing;
import org.steelyard.stats.weighting.EntropyBalancing;

/** The model behind a score, or behind weights that stand in for one. */
sealed interface ScoreFit {

    /** Probability of treatment of each person. */
    double[] score();

    /** NaN when the method has none. */
    default double logLikelihood() {
        return Double.NaN;
    }

    record Logistic(GlmFit fit) implements ScoreFit {
        @Override
        public double[] score() {
            return fit.fitted();
        }

        @Override
        public double logLikelihood() {
            return fit.logLikelihood();
        }
    }

    record Penalised(LargeScalePropensity.Result fit) implements ScoreFit {
        @Override
        public double[] score() {
            return fit.score();
        }
    }

    record Balancing(CovariateBalancing fit) implements ScoreFit {
        @Override
        public double[] score() {
            return fit.score();
        }
    }

    /** @param description logistic score of the same covariates: entropy balancing has none, but how far the arms overlap is shown by one */
    record Entropy(EntropyBalancing fit, GlmFit description) implements ScoreFit {
        @Override
        public double[] score() {
            return description.fitted();
        }
    }

    /** Learned on other people than it is used on. */
    record Learned(double[] score, int truncated) implements ScoreFit {}

    /** The logit of the score, as the model gives it where it does. */
    default double[] logit() {
        if (this instanceof Logistic l) {
            return l.fit().linearPredictor();
        }
        double[] out = score().clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = StrictMath.log(out[i] / (1 - out[i]));
        }
        return out;
    }
}
