package org.steelyard.economics.survival;

/**
 * Right-censored times.
 *
 * @param time above 0
 * @param covariates by person and covariate; a row of length 0 each when there are none
 * @param background hazard of the general population at each person's time, at that age; empty when mortality is not split
 */
public record SurvivalSample(double[] time, boolean[] event, double[][] covariates, double[] background) {

    public SurvivalSample {
        boolean good = time.length > 0 && time.length == event.length && covariates.length == time.length;
        good &= background.length == 0 || background.length == time.length;
        for (double t : time) {
            good &= t > 0 && Double.isFinite(t);
        }
        if (!good) {
            throw new IllegalArgumentException("times above 0, with as many events and covariates");
        }
    }

    public static SurvivalSample of(double[] time, boolean[] event) {
        return new SurvivalSample(time, event, new double[time.length][0], new double[0]);
    }

    public SurvivalSample withCovariates(double[][] rows) {
        return new SurvivalSample(time, event, rows, background);
    }

    public SurvivalSample withBackground(double[] hazard) {
        return new SurvivalSample(time, event, covariates, hazard);
    }

    int covariateCount() {
        return covariates[0].length;
    }

    double events() {
        int n = 0;
        for (boolean e : event) {
            n += e ? 1 : 0;
        }
        return n;
    }
}
