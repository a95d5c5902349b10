package org.steelyard.economics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.economics.survival.internal.Density;
import org.steelyard.economics.survival.internal.Search;

/**
 * Royston and Parmar's spline: g(S(t)) = γ₀ + γ₁x + γ₂v₁(x) + … + zβ with x = ln t and a natural cubic spline, g = ln(−ln S) (hazard), ln(1/S − 1) (odds) or −Φ⁻¹(S) (normal).
 *
 * <p>Inner knots stand at equally spaced quantiles (type 7) of the logarithms of event times, outer ones at the extremes. v_j(x) = (x − k_j)₊³ − λ_j(x − k_min)₊³ − (1 − λ_j)(x − k_max)₊³. No inner
 * knot gives Weibull, log-logistic and log-normal. A spline that would let S rise has likelihood 0. Agrees with R flexsurv 2.2 ({@code flexsurvspline}).
 *
 * <p>Reference: Royston, Parmar. Stat Med 2002;21:2175–2197, doi:10.1002/sim.1203.
 *
 * @param inner number of inner knots
 */
public record RoystonParmar(Scale scale, int inner) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double CALM = 1e-2;
    private static final double LOG_ROOT_2_PI = 0.9189385332046727;

    public enum Scale {
        HAZARD,
        ODDS,
        NORMAL
    }

    /** @param knots of ln t, ends included */
    public record Result(SurvivalFit fit, double[] knots) {}

    public Result fit(SurvivalSample s) {
        double[] knots = knots(s);
        double[][] basis = new double[s.time().length][];
        double[][] slope = new double[s.time().length][];
        for (int i = 0; i < basis.length; i++) {
            basis[i] = basis(StrictMath.log(s.time()[i]), knots);
            slope[i] = slope(StrictMath.log(s.time()[i]), knots);
        }
        List<double[]> starts = starts(s);
        Optional<Search.Found> found = Search.maximum(x -> logLikelihood(x, s, basis, slope), starts);
        return new Result(result(s, found, starts.size()), knots);
    }

    private double[] knots(SurvivalSample s) {
        double[] logs = new double[(int) s.events()];
        int n = 0;
        for (int i = 0; i < s.time().length; i++) {
            if (s.event()[i]) {
                logs[n++] = StrictMath.log(s.time()[i]);
            }
        }
        if (n < 2) {
            throw new IllegalArgumentException("at least two events are needed for knots");
        }
        Arrays.sort(logs);
        double[] out = new double[inner + 2];
        for (int k = 0; k < out.length; k++) {
            double h = (n - 1) * (double) k / (inner + 1);
            int low = (int) Math.floor(h);
            out[k] = logs[low] + (h - low) * (logs[Math.min(low + 1, n - 1)] - logs[low]);
        }
        return out;
    }

    private static double cubed(double x) {
        return x > 0 ? x * x * x : 0;
    }

    private static double squared(double x) {
        return x > 0 ? 3 * x * x : 0;
    }

    private static double[] basis(double x, double[] k) {
        double[] out = new double[k.length];
        out[0] = 1;
        out[1] = x;
        double last = k[k.length - 1];
        for (int j = 1; j < k.length - 1; j++) {
            double lambda = (last - k[j]) / (last - k[0]);
            out[j + 1] = cubed(x - k[j]) - lambda * cubed(x - k[0]) - (1 - lambda) * cubed(x - last);
        }
        return out;
    }

    private static double[] slope(double x, double[] k) {
        double[] out = new double[k.length];
        out[1] = 1;
        double last = k[k.length - 1];
        for (int j = 1; j < k.length - 1; j++) {
            double lambda = (last - k[j]) / (last - k[0]);
            out[j + 1] = squared(x - k[j]) - lambda * squared(x - k[0]) - (1 - lambda) * squared(x - last);
        }
        return out;
    }

    private double logLikelihood(double[] x, SurvivalSample s, double[][] basis, double[][] slope) {
        double sum = 0;
        for (int i = 0; i < basis.length; i++) {
            double eta = 0;
            double rise = 0;
            for (int j = 0; j < basis[i].length; j++) {
                eta += x[j] * basis[i][j];
                rise += x[j] * slope[i][j];
            }
            for (int j = 0; j < s.covariateCount(); j++) {
                eta += x[basis[i].length + j] * s.covariates()[i][j];
            }
            if (!s.event()[i]) {
                sum += logSurvival(eta);
            } else if (rise > 0) {
                sum += logDensity(eta) + StrictMath.log(rise) - StrictMath.log(s.time()[i]);
            } else {
                return Double.NEGATIVE_INFINITY;
            }
        }
        return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
    }

    private double logSurvival(double eta) {
        return switch (scale) {
            case HAZARD -> -StrictMath.exp(eta);
            case ODDS -> -Density.softPlus(eta);
            case NORMAL -> Density.logUpper(eta);
        };
    }

    /** ln(−dS/dη). */
    private double logDensity(double eta) {
        return switch (scale) {
            case HAZARD -> eta - StrictMath.exp(eta);
            case ODDS -> eta - 2 * Density.softPlus(eta);
            case NORMAL -> -eta * eta / 2 - LOG_ROOT_2_PI;
        };
    }

    /** From the family without inner knots, and from two flatter and steeper lines. */
    private List<double[]> starts(SurvivalSample s) {
        int n = inner + 2 + s.covariateCount();
        List<double[]> out = new ArrayList<>();
        Family plain = switch (scale) {
            case HAZARD -> Family.WEIBULL;
            case ODDS -> Family.LOGLOGISTIC;
            case NORMAL -> Family.LOGNORMAL;
        };
        SurvivalFit fit = ParametricSurvival.of(plain).fit(s);
        double[] p = fit.estimate();
        for (double factor : new double[] {1, 0.8, 1.2}) {
            double[] x = new double[n];
            double slope = scale == Scale.NORMAL ? 1 / p[1] : p[0];
            double centre = scale == Scale.NORMAL ? p[0] : StrictMath.log(p[1]);
            x[1] = slope * factor;
            x[0] = -x[1] * centre;
            for (int j = 0; j < s.covariateCount(); j++) {
                x[inner + 2 + j] = -x[1] * p[2 + j];
            }
            out.add(x);
        }
        return out;
    }

    /** Survival under a fit, for a person with these covariates. */
    public double survival(Result result, double[] covariates, double t) {
        if (t <= 0) {
            return 1;
        }
        double[] b = basis(StrictMath.log(t), result.knots());
        double eta = 0;
        for (int j = 0; j < b.length; j++) {
            eta += result.fit().search()[j] * b[j];
        }
        for (int j = 0; j < covariates.length; j++) {
            eta += result.fit().search()[b.length + j] * covariates[j];
        }
        return switch (scale) {
            case HAZARD -> StrictMath.exp(-StrictMath.exp(eta));
            case ODDS -> 1 / (1 + StrictMath.exp(eta));
            case NORMAL -> NORMAL.survivalProbability(eta);
        };
    }

    private SurvivalFit result(SurvivalSample s, Optional<Search.Found> found, int starts) {
        int n = inner + 2 + s.covariateCount();
        List<String> names = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            names.add(j < inner + 2 ? "gamma" + j : "x" + (j - inner - 1));
        }
        String model = "ROYSTON_PARMAR " + scale + " " + inner;
        double[] nan = new double[n];
        Arrays.fill(nan, Double.NaN);
        if (found.isEmpty()) {
            return new SurvivalFit(
                    model,
                    names,
                    nan,
                    nan,
                    nan,
                    new double[0][],
                    Double.NaN,
                    s.time().length,
                    SurvivalFit.Ending.FAILED,
                    0,
                    starts);
        }
        Search.Found f = found.get();
        double[] se = nan;
        if (f.covariance().isPresent()) {
            double[][] c = f.covariance().get();
            se = new double[n];
            for (int i = 0; i < n; i++) {
                se[i] = Math.sqrt(c[i][i]);
            }
        }
        boolean maximum = f.covariance().isPresent() && f.gradient() < CALM;
        return new SurvivalFit(
                model,
                names,
                f.at(),
                se,
                f.at(),
                f.covariance().orElse(new double[0][]),
                f.value(),
                s.time().length,
                maximum ? SurvivalFit.Ending.MAXIMUM : SurvivalFit.Ending.NO_CURVATURE,
                f.agreed(),
                starts);
    }
}
