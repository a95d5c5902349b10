package org.steelyard.stats.cox.internal;

import java.util.Optional;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;

/** Makes the fit's record from where the iterations ended. */
public final class CoxSummary {

    private final CoxData data;
    private final RiskSets sets;
    private final Numerics numerics;
    private final boolean robust;

    public CoxSummary(CoxData data, RiskSets sets, Numerics numerics, boolean robust) {
        this.data = data;
        this.sets = sets;
        this.numerics = numerics;
        this.robust = robust;
    }

    public CoxFit of(Ties ties, CoxNewton.Result result, String kernel) {
        int p = sets.x.columns();
        Optional<Matrix> sandwich = robust ? Optional.of(sandwich(ties, result)) : Optional.empty();
        double ll = result.atEnd().logLikelihood();
        double ll0 = result.atNull().logLikelihood();
        return new CoxFit(
                ties,
                sets.x.terms(),
                result.coefficients(),
                result.covariance(),
                sandwich,
                ll,
                ll0,
                ChiSquared.of(2 * (ll - ll0), p),
                ChiSquared.of(result.scoreStatistic(), p),
                wald(result.coefficients(), sandwich.orElse(result.covariance())),
                result.iterations(),
                sets.rowsOfPositiveWeight,
                sets.events(),
                linearPredictor(result.coefficients()),
                kernel);
    }

    private Matrix sandwich(Ties ties, CoxNewton.Result result) {
        RiskSums sums = new RiskSums(sets, ties, result.coefficients(), numerics);
        return new ScoreResiduals(sets, sums).sandwich(result.covariance(), data.clusters(), numerics);
    }

    /** Degrees of freedom are the rank of the covariance: a sandwich of few clusters may lack some. */
    private static ChiSquared wald(double[] b, Matrix covariance) {
        Cholesky factor = Cholesky.of(covariance);
        double[] solved = factor.solve(b);
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            sum += b[j] * solved[j];
        }
        return ChiSquared.of(sum, factor.rank());
    }

    private double[] linearPredictor(double[] b) {
        double[] eta = data.design().times(b, numerics);
        if (data.offset().isPresent()) {
            double[] offset = data.offset().get();
            for (int i = 0; i < eta.length; i++) {
                eta[i] += offset[i];
            }
        }
        return eta;
    }
}
