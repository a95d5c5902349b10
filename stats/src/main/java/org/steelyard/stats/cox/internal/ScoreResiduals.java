package org.steelyard.stats.cox.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;

/** Score residuals of Efron's and Breslow's likelihood, in one pass over rows; and the sandwich made of them. */
public final class ScoreResiduals {

    private final RiskSets sets;
    private final RiskSums sums;

    ScoreResiduals(RiskSets sets, RiskSums sums) {
        this.sets = sets;
        this.sums = sums;
    }

    /**
     * Weighted score residuals, {@code stride} doubles per row of the risk sets:
     * {@code w [ dN (x - xbar) - exp(eta) (x (A(last) - A(first)) - (B(last) - B(first))) + dN exp(eta) (x b - c) ]}
     * with A and B the cumulated {@code a} and {@code aa S1 - ab D1}, and {@code c = ab S1 - bb D1} for Efron's ties.
     */
    double[] weighted() {
        int stride = sums.stride;
        double[] cumulative = PartialLikelihood.cumulative(sums.a, ones(sets.eventTimes()));
        double[] drift = drift();
        double[] residuals = new double[sets.rows() * stride];
        for (int i = 0; i < sets.rows(); i++) {
            addAtRisk(i, cumulative, drift, residuals);
            if (sets.event[i]) {
                addEvent(i, residuals);
            }
        }
        return residuals;
    }

    private double[] drift() {
        int stride = sums.stride;
        double[] drift = new double[(sets.eventTimes() + 1) * stride];
        for (int j = 0; j < sets.eventTimes(); j++) {
            System.arraycopy(drift, j * stride, drift, (j + 1) * stride, stride);
            sums.addCombination(j, sums.aa[j], -sums.ab[j], drift, (j + 1) * stride);
        }
        return drift;
    }

    private void addAtRisk(int i, double[] cumulative, double[] drift, double[] to) {
        int stride = sums.stride;
        double hazard = sums.hazard[i];
        int last = sets.last[i];
        int first = sets.first[i];
        sets.x.addRow(i, -hazard * (cumulative[last] - cumulative[first]), to, i * stride);
        for (int m = 0; m < stride; m++) {
            to[i * stride + m] += hazard * (drift[last * stride + m] - drift[first * stride + m]);
        }
    }

    private void addEvent(int i, double[] to) {
        int j = sets.last[i] - 1;
        int place = i * sums.stride;
        double share = sets.weight[i] / sets.deathWeight[j];
        double hazard = sums.hazard[i];
        sets.x.addRow(i, sets.weight[i] + hazard * sums.b[j], to, place);
        sums.addCombination(j, -share * sums.a[j], share * sums.b[j], to, place);
        sums.addCombination(j, -hazard * sums.ab[j], hazard * sums.bb[j], to, place);
    }

    /** {@code V (sum L L') V} over rows, or over clusters given per row of the data. */
    Matrix sandwich(Matrix covariance, Optional<int[]> clusters, Numerics numerics) {
        double[] residuals = weighted();
        double[] perUnit = clusters.map(c -> summed(residuals, c)).orElse(residuals);
        DesignMatrix units = DesignMatrix.ofRows(sets.x.terms(), perUnit);
        Matrix meat = units.crossProduct(ones(units.rows()), numerics);
        return covariance.times(meat).times(covariance);
    }

    private double[] summed(double[] residuals, int[] clusters) {
        Map<Integer, Integer> place = new HashMap<>();
        for (int row : sets.source) {
            place.putIfAbsent(clusters[row], place.size());
        }
        int stride = sums.stride;
        double[] total = new double[place.size() * stride];
        for (int i = 0; i < sets.rows(); i++) {
            int to = place.getOrDefault(clusters[sets.source[i]], 0) * stride;
            for (int m = 0; m < stride; m++) {
                total[to + m] += residuals[i * stride + m];
            }
        }
        return total;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }
}
