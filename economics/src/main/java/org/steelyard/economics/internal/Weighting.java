package org.steelyard.economics.internal;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRefits;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Weights of the propensity score, fitted anew to every resample. A resample is a count for each person, so that the design
 * matrix stays where it is. Without covariates everybody weighs the same.
 *
 * <p>In a resample a rare level may be missing, or be found in one arm alone. A level of one arm alone has a score of exactly 0 or 1 in
 * the limit of maximum likelihood, and its people have the weight of that limit (1 or 0 as the target has it) to about 1e-5; see
 * {@link LogisticRefits}. In the whole sample separation is an error.
 */
final class Weighting {

    /** Relative change of the deviance that ends the fit to the whole sample. */
    private static final double TOLERANCE = 1e-12;

    private final boolean[] treated;
    private final TargetPopulation target;

    /** Empty when there is nothing to adjust for. */
    private final Optional<Score> score;

    private record Score(GlmFit whole, LogisticRefits refits) {}

    /** @throws org.steelyard.kernel.SteelyardException when the score of the whole sample cannot be fitted */
    Weighting(People people, Target target) {
        treated = people.treated();
        this.target = TargetPopulation.valueOf(target.name());
        score = people.design().columns() > 1 ? Optional.of(fit(people.design(), treated)) : Optional.empty();
    }

    private static Score fit(DesignMatrix design, boolean[] treated) {
        double[] outcome = new double[treated.length];
        Arrays.setAll(outcome, i -> treated[i] ? 1 : 0);
        GlmFit whole =
                LogisticRegression.withDefaults().withTolerance(TOLERANCE).fit(design, outcome);
        return new Score(whole, LogisticRefits.of(design, outcome, whole));
    }

    /** Weights of the whole sample, everybody drawn once. */
    double[] weights() {
        double[] ones = new double[treated.length];
        Arrays.fill(ones, 1);
        return score.map(s -> balance(s.whole().fitted())).orElse(ones);
    }

    /** @param counts how often each person was drawn */
    double[] weights(double[] counts) {
        return score.map(s -> {
                    LogisticRefits refits = s.refits();
                    double[] out = balance(refits.probabilities(refits.coefficients(counts)));
                    for (int i = 0; i < out.length; i++) {
                        out[i] = counts[i] > 0 ? out[i] * counts[i] : 0;
                    }
                    return out;
                })
                .orElseGet(counts::clone);
    }

    private double[] balance(double[] scores) {
        return BalancingWeights.of(target, treated, scores).weight();
    }
}
