package org.steelyard.economics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A hazard that is constant between given times: λ_j on (b_{j−1}, b_j], the last piece without end.
 *
 * <p><b>Estimator.</b> λ_j = d_j / T_j, events over time at risk within the piece; ln λ_j has variance 1 / d_j, and pieces are independent. The log likelihood is Σ_j (d_j ln λ_j − λ_j T_j). An event at a
 * break belongs to the piece that ends there. <b>Edges.</b> A piece without an event has no maximum: the fit is {@link SurvivalFit.Ending#FAILED}. Equal to R's {@code eha::phreg} with {@code dist = "pch"} and to a Poisson
 * regression of events on pieces with the logarithm of time as offset.
 *
 * <p>Reference: Friedman. Annals of Statistics 1982;10:101–113, doi:10.1214/aos/1176345693.
 *
 * @param breaks ascending, above 0, in the unit of the times
 */
public record PiecewiseExponential(List<Double> breaks) {

    public PiecewiseExponential {
        breaks = List.copyOf(breaks);
        for (int i = 0; i < breaks.size(); i++) {
            if (!(breaks.get(i) > (i == 0 ? 0 : breaks.get(i - 1)))) {
                throw new IllegalArgumentException("breaks ascend and are above 0");
            }
        }
    }

    private int pieces() {
        return breaks.size() + 1;
    }

    private double from(int piece) {
        return piece == 0 ? 0 : breaks.get(piece - 1);
    }

    private double to(int piece) {
        return piece == breaks.size() ? Double.POSITIVE_INFINITY : breaks.get(piece);
    }

    public SurvivalFit fit(SurvivalSample sample) {
        int n = pieces();
        double[] events = new double[n];
        double[] exposure = new double[n];
        for (int i = 0; i < sample.time().length; i++) {
            double t = sample.time()[i];
            for (int j = 0; j < n && t > from(j); j++) {
                exposure[j] += Math.min(t, to(j)) - from(j);
                events[j] += sample.event()[i] && t <= to(j) ? 1 : 0;
            }
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            names.add("rate" + (j + 1));
        }
        boolean enough = Arrays.stream(events).allMatch(d -> d > 0);
        double[] rate = new double[n];
        double[] se = new double[n];
        double[] search = new double[n];
        double[][] covariance = new double[n][n];
        double log = 0;
        for (int j = 0; j < n; j++) {
            rate[j] = enough ? events[j] / exposure[j] : Double.NaN;
            se[j] = rate[j] / Math.sqrt(events[j]);
            search[j] = StrictMath.log(rate[j]);
            covariance[j][j] = 1 / events[j];
            log += events[j] * search[j] - rate[j] * exposure[j];
        }
        return new SurvivalFit(
                "PIECEWISE_EXPONENTIAL",
                names,
                rate,
                se,
                search,
                enough ? covariance : new double[0][],
                log,
                sample.time().length,
                enough ? SurvivalFit.Ending.MAXIMUM : SurvivalFit.Ending.FAILED,
                1,
                1);
    }

    /** Survival under fitted rates. */
    public double survival(SurvivalFit fit, double t) {
        double hazard = 0;
        for (int j = 0; j < pieces() && t > from(j); j++) {
            hazard += fit.estimate()[j] * (Math.min(t, to(j)) - from(j));
        }
        return StrictMath.exp(-hazard);
    }
}
