package org.steelyard.stats.learning.internal;

import java.util.Arrays;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.learning.Predictor;
import org.steelyard.stats.penalised.CrossValidation;
import org.steelyard.stats.penalised.PenalisedData;
import org.steelyard.stats.penalised.PenalisedFit;
import org.steelyard.stats.penalised.PenalisedRegression;
import org.steelyard.stats.penalised.Response;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.LogisticRegression;

/** The simple learners. */
public final class Learning {

    private static final int PENALTIES = 40;
    private static final int PATIENCE = 5;

    private Learning() {}

    public static Predictor mean(Outcome y) {
        double mean = Sums.mean(y.values());
        return x -> {
            double[] out = new double[x.rows()];
            Arrays.fill(out, mean);
            return out;
        };
    }

    public static Predictor mainEffects(Covariates x, Outcome y) {
        return switch (y) {
            case Outcome.Binary b -> {
                GlmFit fit =
                        LogisticRegression.withDefaults().withTolerance(1e-10).fit(x.design(), b.values());
                yield more -> LogisticRegression.predict(fit, more.design());
            }
            case Outcome.Continuous c -> {
                LinearFit fit = LinearRegression.withDefaults().fit(x.design(), c.values());
                yield more -> LinearRegression.predict(fit, more.design());
            }
        };
    }

    public static Predictor lasso(Learner.Lasso settings, Covariates x, Outcome y, Seed seed) {
        boolean binary = y instanceof Outcome.Binary;
        Response response = binary ? new Response.Binary(y.values()) : new Response.Continuous(y.values());
        PenalisedData data = PenalisedData.of(x.sparse(), response);
        PenalisedRegression method = PenalisedRegression.elasticNet(settings.alpha());
        int[] fold = PenalisedRegression.folds(strata(y), settings.folds(), seed);
        double ratio = x.rows() < x.columns().length ? 0.01 : 0.001;
        CrossValidation validation = method.crossValidate(data, method.lambdas(data, PENALTIES, ratio), fold, PATIENCE);
        PenalisedFit fit = validation.bestFit();
        return more -> {
            double[] eta = fit.linearPredictor(more.sparse());
            return binary ? Arrays.stream(eta).map(Learning::logistic).toArray() : eta;
        };
    }

    /** Folds keep the share of a binary outcome. */
    static int[] strata(Outcome y) {
        return switch (y) {
            case Outcome.Binary b ->
                Arrays.stream(b.values()).mapToInt(v -> v > 0.5 ? 1 : 0).toArray();
            case Outcome.Continuous c -> new int[c.values().length];
        };
    }

    static double logistic(double eta) {
        double e = StrictMath.exp(-Math.abs(eta));
        return (eta >= 0 ? 1 : e) / (1 + e);
    }
}
