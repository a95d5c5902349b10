package org.steelyard.stats.cox.internal;

import java.util.Arrays;
import org.steelyard.stats.cox.CoxBaseline.Prediction;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;

/** Increments of the hazard for centred covariates of zero, and what their variance is made of. */
public final class BaselineHazard {

    private final RiskSets sets;
    private final RiskSums sums;
    private final double[] coefficients;
    private final Matrix covariance;

    private BaselineHazard(RiskSets sets, RiskSums sums, CoxFit fit) {
        this.sets = sets;
        this.sums = sums;
        this.coefficients = fit.coefficients();
        this.covariance = fit.covariance();
    }

    public static BaselineHazard of(CoxData data, CoxFit fit) {
        RiskSets sets = RiskSets.of(data, Numerics.standard());
        Ties ties = fit.ties() == Ties.EXACT ? Ties.BRESLOW : fit.ties();
        return new BaselineHazard(sets, new RiskSums(sets, ties, fit.coefficients(), Numerics.standard()), fit);
    }

    private int begin(int stratum) {
        int level = Arrays.binarySearch(sets.stratumLevels, stratum);
        if (level < 0) {
            throw new IllegalArgumentException("no such stratum: " + stratum);
        }
        int begin = 0;
        while (begin < sets.stratum.length && sets.stratum[begin] < level) {
            begin++;
        }
        return begin;
    }

    private int end(int begin, int stratum) {
        int level = Arrays.binarySearch(sets.stratumLevels, stratum);
        int end = begin;
        while (end < sets.stratum.length && sets.stratum[end] == level) {
            end++;
        }
        return end;
    }

    public double[] times(int stratum) {
        int begin = begin(stratum);
        return Arrays.copyOfRange(sets.time, begin, end(begin, stratum));
    }

    public double[] cumulative(int stratum) {
        int begin = begin(stratum);
        int end = end(begin, stratum);
        double factor = StrictMath.exp(-dot(sets.centre, coefficients));
        double[] cumulative = new double[end - begin];
        double sum = 0;
        for (int j = begin; j < end; j++) {
            sum += sums.a[j];
            cumulative[j - begin] = factor * sum;
        }
        return cumulative;
    }

    public Prediction survival(double[] covariates, double time, int stratum) {
        int p = coefficients.length;
        if (covariates.length != p) {
            throw new IllegalArgumentException("one covariate per term of the model");
        }
        int begin = begin(stratum);
        int end = end(begin, stratum);
        double hazard = 0;
        double variance = 0;
        double[] q = new double[sums.stride];
        for (int j = begin; j < end && sets.time[j] <= time; j++) {
            hazard += sums.a[j];
            variance += sums.aa[j];
            sums.addCombination(j, sums.aa[j], -sums.ab[j], q, 0);
        }
        double eta = 0;
        for (int m = 0; m < p; m++) {
            double centred = covariates[m] - sets.centre[m];
            eta += centred * coefficients[m];
            q[m] -= centred * hazard;
        }
        double risk = StrictMath.exp(eta);
        variance += covariance.quadraticForm(Arrays.copyOf(q, p));
        double survival = StrictMath.exp(-risk * hazard);
        return new Prediction(survival, survival * risk * Math.sqrt(variance), risk * hazard);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
