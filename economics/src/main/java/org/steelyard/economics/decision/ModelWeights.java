package org.steelyard.economics.decision;

import java.util.Arrays;

/**
 * Weights of structures that were fitted to the same data, by an information criterion: w_m = e^(−Δ_m/2)/Σ e^(−Δ/2), Δ the criterion less its smallest. With the BIC they approximate posterior probabilities of the structures for equal priors.
 *
 * <p>References: Burnham, Anderson. Model Selection and Multimodel Inference. Springer 2002, doi:10.1007/b97636. Jackson, Thompson, Sharples. J R Stat Soc A 2009;172:383–404, doi:10.1111/j.1467-985X.2008.00573.x.
 */
public final class ModelWeights {

    private ModelWeights() {}

    /** @param criterion AIC or BIC of each structure; NaN for one that was not fitted, which weighs nothing */
    public static double[] of(double... criterion) {
        double least =
                Arrays.stream(criterion).filter(c -> !Double.isNaN(c)).min().orElseThrow();
        double[] w = Arrays.stream(criterion)
                .map(c -> Double.isNaN(c) ? 0 : StrictMath.exp((least - c) / 2))
                .toArray();
        double sum = Arrays.stream(w).sum();
        return Arrays.stream(w).map(v -> v / sum).toArray();
    }
}
