package org.steelyard.stats.cox.internal;

import java.util.Arrays;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Numerics;

/** Efron's and Breslow's partial likelihood. */
public final class PartialLikelihood implements Likelihood {

    private final RiskSets sets;
    private final Ties ties;
    private final Numerics numerics;

    public PartialLikelihood(RiskSets sets, Ties ties, Numerics numerics) {
        this.sets = sets;
        this.ties = ties;
        this.numerics = numerics;
    }

    @Override
    public Evaluation at(double[] coefficients) {
        RiskSums sums = sums(coefficients);
        double[] ones = new double[sets.eventTimes()];
        Arrays.fill(ones, 1);
        return derivatives(sums, ones);
    }

    public RiskSums sums(double[] coefficients) {
        return new RiskSums(sets, ties, coefficients, numerics);
    }

    /** Score and information with each event time counted {@code multiplier} times. */
    Evaluation derivatives(RiskSums sums, double[] multiplier) {
        double[] expected = new double[sums.eta.length];
        double[] residual = new double[sums.eta.length];
        double[] cumulative = cumulative(sums.a, multiplier);
        RiskSums.pieces(expected.length, numerics, (from, to) -> {
            for (int i = from; i < to; i++) {
                int last = sets.last[i];
                double rate = cumulative[last] - cumulative[sets.first[i]];
                rate -= sets.event[i] ? multiplier[last - 1] * sums.b[last - 1] : 0;
                expected[i] = sums.hazard[i] * rate;
                residual[i] = (sets.event[i] ? multiplier[last - 1] * sets.weight[i] : 0) - expected[i];
            }
        });
        NormalEquations equations = sets.x.normalEquations(expected, residual, numerics);
        Matrix information = equations.cross().minus(meansPart(sums, multiplier));
        return new Evaluation(
                sums.logLikelihood,
                equations.right(),
                information,
                equations.cross().diagonal());
    }

    /** Sums of {@code values * multiplier} before each event time. */
    static double[] cumulative(double[] values, double[] multiplier) {
        double[] sums = new double[values.length + 1];
        for (int j = 0; j < values.length; j++) {
            sums[j + 1] = sums[j] + values[j] * multiplier[j];
        }
        return sums;
    }

    /**
     * {@code aa S1S1' - ab (S1D1' + D1S1') + bb D1D1'}, summed over event times, as squares: {@code aa uu' + (bb - ab^2/aa)
     * D1D1'} with {@code u = S1 - (ab/aa) D1}.
     */
    private Matrix meansPart(RiskSums sums, double[] multiplier) {
        int[] tied = sums.tiedIndices();
        int count = sets.eventTimes();
        double[] rows = new double[(count + tied.length) * sums.stride];
        double[] weights = new double[count + tied.length];
        for (int j = 0; j < count; j++) {
            sums.addCombination(j, 1, -sums.ab[j] / sums.aa[j], rows, j * sums.stride);
            weights[j] = multiplier[j] * sums.aa[j];
        }
        for (int m = 0; m < tied.length; m++) {
            int j = tied[m];
            sums.addCombination(j, 0, 1, rows, (count + m) * sums.stride);
            weights[count + m] = multiplier[j] * (sums.bb[j] - sums.ab[j] * sums.ab[j] / sums.aa[j]);
        }
        return DesignMatrix.ofRows(sets.x.terms(), rows).crossProduct(weights, numerics);
    }
}
