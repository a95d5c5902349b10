package org.steelyard.stats.calibration;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.Studies;

/**
 * The distribution of estimates where the truth is known to be no effect, from negative controls.
 *
 * <p><b>Model.</b> log RR_i ~ N(μ, σ² + se_i²), by maximum likelihood [1]. <b>Calibrated p</b>: that of log RR against N(μ, σ² + se²). <b>EASE</b>, the expected absolute
 * systematic error E|N(μ, σ²)| = σ√(2/π) e^{−μ²/2σ²} + μ(1 − 2Φ(−μ/σ)) [2]. <b>Assumption</b>: the error of the outcome of interest is drawn from the same
 * distribution as that of the controls, which cannot be tested and is disputed [3]. <b>Differs</b> from R's EmpiricalCalibration, which stops its search at a relative
 * change of 1e-8 of the likelihood, in the fourth to sixth digit.
 *
 * <ol>
 *   <li>Schuemie et al., Stat Med 2014;33:209-218, doi:10.1002/sim.5925.
 *   <li>Schuemie et al., J Am Med Inform Assoc 2020;27:1331-1337, doi:10.1093/jamia/ocaa103.
 *   <li>Gruber and Tchetgen Tchetgen, Stat Med 2016;35:3869-3882, doi:10.1002/sim.6936.
 * </ol>
 *
 * @param mean of the systematic error, on the log scale
 * @param sd 0 when the controls scatter no more than chance allows
 * @param controls how many
 */
public record EmpiricalNull(double mean, double sd, int controls) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** @param standardError of each; both finite, as checked by {@link Studies} */
    public static EmpiricalNull fit(double[] logEstimate, double[] standardError) {
        double[] variance =
                java.util.Arrays.stream(standardError).map(s -> s * s).toArray();
        Studies studies = new Studies(logEstimate, variance, Scale.IDENTITY);
        MetaAnalysis.Result fit =
                MetaAnalysis.pool(studies, MetaAnalysis.Options.of(BetweenVariance.MAXIMUM_LIKELIHOOD));
        return new EmpiricalNull(fit.coefficients()[0], Math.sqrt(fit.betweenVariance()), logEstimate.length);
    }

    /** Two-sided. */
    public double calibratedP(double logEstimate, double standardError) {
        return 2 * NORMAL.survivalProbability(Math.abs(z(logEstimate, standardError)));
    }

    /** One-sided, of an estimate this high or higher. */
    public double calibratedUpperP(double logEstimate, double standardError) {
        return NORMAL.survivalProbability(z(logEstimate, standardError));
    }

    private double z(double logEstimate, double standardError) {
        return (logEstimate - mean) / Math.hypot(sd, standardError);
    }

    /** The estimate less μ, its standard error √(σ² + se²): the systematic error is taken to be the same at any true effect. */
    public Estimate calibrated(double logEstimate, double standardError, double level) {
        return Estimate.ratio(logEstimate - mean, Math.hypot(sd, standardError), level);
    }

    /** Expected absolute systematic error. */
    public double ease() {
        if (sd == 0) {
            return Math.abs(mean);
        }
        double ratio = mean / sd;
        return sd * Math.sqrt(2 / Math.PI) * Math.exp(-ratio * ratio / 2)
                + mean * (1 - 2 * NORMAL.cumulativeProbability(-ratio));
    }

    /** Each control's p-value, calibrated with the others: close to uniform when calibration works. */
    public static double[] leaveOneOut(double[] logEstimate, double[] standardError) {
        return IntStream.range(0, logEstimate.length)
                .mapToDouble(i -> {
                    int[] rest = IntStream.range(0, logEstimate.length)
                            .filter(j -> j != i)
                            .toArray();
                    EmpiricalNull fit = fit(take(logEstimate, rest), take(standardError, rest));
                    return fit.calibratedP(logEstimate[i], standardError[i]);
                })
                .toArray();
    }

    private static double[] take(double[] values, int[] which) {
        return java.util.Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }
}
