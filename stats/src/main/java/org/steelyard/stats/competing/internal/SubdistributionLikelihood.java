package org.steelyard.stats.competing.internal;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.stats.competing.CompetingData;
import org.steelyard.stats.cox.internal.Likelihood;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NormalEquations;
import org.steelyard.stats.linear.Numerics;

/**
 * Fine and Gray's weighted partial likelihood with Breslow's ties. At an event time t the risk set holds everybody with T ≥ t, and those who had
 * another cause before t with weight G(t−)/G(T−). So S0(t) = A(t) + Σ_g G_g(t−) B_g(t), with A a sum over the former and B_g one over the latter
 * of group g, and an evaluation costs one pass over the rows.
 */
public final class SubdistributionLikelihood implements Likelihood {

    /** Event times up to the person's own. */
    private final int[] index;

    private final int[] source;
    private final int[] kind;
    private final double[] weight;
    /** G(T−) of the person's group at their own time. */
    private final double[] own;

    private final int[] group;
    private final DesignMatrix x;
    private final double[] centre;
    private final double[] eventTime;
    private final double[] eventWeight;
    /** G just before each event time, by group. */
    private final double[][] before;

    private final CensoringCurve censoring;
    private final double[] time;
    private final Numerics numerics;
    private final int stride;
    private final int events;

    public SubdistributionLikelihood(
            DesignMatrix design, CompetingData data, int cause, Optional<int[]> censoringGroup, Numerics numerics) {
        int n = data.size();
        this.numerics = numerics;
        int[] order = SortOrder.ascending(data.time());
        int[] groupOf = censoringGroup.map(SubdistributionLikelihood::numbered).orElseGet(() -> new int[n]);
        censoring = CensoringCurve.of(data, order, groupOf, false);
        source = Arrays.stream(order).filter(i -> data.weight()[i] > 0).toArray();
        int rows = source.length;
        time = new double[rows];
        kind = new int[rows];
        weight = new double[rows];
        group = new int[rows];
        own = new double[rows];
        index = new int[rows];
        double[] times = new double[rows];
        double[] deaths = new double[rows];
        int k = 0;
        int count = 0;
        for (int i = 0; i < rows; i++) {
            int r = source[i];
            time[i] = data.time()[r];
            kind[i] = data.cause()[r] == 0 ? 0 : data.cause()[r] == cause ? 1 : 2;
            weight[i] = data.weight()[r];
            group[i] = groupOf[r];
            own[i] = censoring.before(group[i], time[i]);
            if (kind[i] == 1) {
                if (k == 0 || times[k - 1] != time[i]) {
                    times[k++] = time[i];
                }
                deaths[k - 1] += weight[i];
                count++;
            }
        }
        events = count;
        eventTime = Arrays.copyOf(times, k);
        eventWeight = Arrays.copyOf(deaths, k);
        int passed = 0;
        for (int i = 0; i < rows; i++) {
            while (passed < k && eventTime[passed] <= time[i]) {
                passed++;
            }
            index[i] = passed;
        }
        before = new double[censoring.groups()][k];
        for (int g = 0; g < before.length; g++) {
            for (int j = 0; j < k; j++) {
                before[g][j] = censoring.before(g, eventTime[j]);
            }
        }
        centre = middle(design, source);
        x = design.selectCentred(source, centre, numerics);
        stride = x.stride();
    }

    /** Any integers as 0, 1, 2, … in increasing order. */
    private static int[] numbered(int[] values) {
        int[] levels = Arrays.stream(values).distinct().sorted().toArray();
        return Arrays.stream(values).map(v -> Arrays.binarySearch(levels, v)).toArray();
    }

    private static double[] middle(DesignMatrix design, int[] rows) {
        double[] sum = new double[design.stride()];
        for (int row : rows) {
            design.addRow(row, 1.0 / rows.length, sum, 0);
        }
        return Arrays.copyOf(sum, design.columns());
    }

    public DesignMatrix covariates() {
        return x;
    }

    public double[] centre() {
        return centre.clone();
    }

    public int events() {
        return events;
    }

    public int rows() {
        return source.length;
    }

    /** Sums over the risk set of every event time at given coefficients. */
    private final class Sums {

        final double[] hazard = new double[source.length];
        final double[] s0 = new double[eventTime.length];
        final double[] s1 = new double[eventTime.length * stride];
        double logLikelihood;

        Sums(double[] coefficients) {
            double[] padded = Arrays.copyOf(coefficients, stride);
            int k = eventTime.length;
            double[] stay = new double[k + 1];
            double[] stayX = new double[(k + 1) * stride];
            double[][] gone = new double[before.length][k + 1];
            double[][] goneX = new double[before.length][(k + 1) * stride];
            for (int i = 0; i < hazard.length; i++) {
                double eta = x.dot(i, padded);
                hazard[i] = weight[i] * StrictMath.exp(eta);
                logLikelihood += kind[i] == 1 ? weight[i] * eta : 0;
                stay[index[i]] += hazard[i];
                x.addRow(i, hazard[i], stayX, index[i] * stride);
                if (kind[i] == 2) {
                    double share = hazard[i] / own[i];
                    gone[group[i]][index[i]] += share;
                    x.addRow(i, share, goneX[group[i]], index[i] * stride);
                }
            }
            addThoseWithAnotherCause(gone, goneX);
            double sum = 0;
            double[] sumX = new double[stride];
            for (int j = k - 1; j >= 0; j--) {
                sum += stay[j + 1];
                s0[j] += sum;
                for (int m = 0; m < stride; m++) {
                    sumX[m] += stayX[(j + 1) * stride + m];
                    s1[j * stride + m] += sumX[m];
                }
            }
            for (int j = 0; j < k; j++) {
                logLikelihood -= eventWeight[j] * StrictMath.log(s0[j]);
            }
        }

        private void addThoseWithAnotherCause(double[][] gone, double[][] goneX) {
            for (int g = 0; g < gone.length; g++) {
                double sum = 0;
                double[] sumX = new double[stride];
                for (int j = 0; j < s0.length; j++) {
                    sum += gone[g][j];
                    s0[j] += before[g][j] * sum;
                    for (int m = 0; m < stride; m++) {
                        sumX[m] += goneX[g][j * stride + m];
                        s1[j * stride + m] += before[g][j] * sumX[m];
                    }
                }
            }
        }

        /** Hazard increments times a factor, summed before each event time. */
        double[] cumulated(double[] factor) {
            double[] sum = new double[s0.length + 1];
            for (int j = 0; j < s0.length; j++) {
                sum[j + 1] = sum[j] + factor[j] * eventWeight[j] / s0[j];
            }
            return sum;
        }

        /** As {@link #cumulated}, of the increments times the means of the risk sets. */
        double[] cumulatedMeans(double[] factor) {
            double[] sum = new double[(s0.length + 1) * stride];
            for (int j = 0; j < s0.length; j++) {
                double f = factor[j] * eventWeight[j] / (s0[j] * s0[j]);
                for (int m = 0; m < stride; m++) {
                    sum[(j + 1) * stride + m] = sum[j * stride + m] + f * s1[j * stride + m];
                }
            }
            return sum;
        }
    }

    @Override
    public Evaluation at(double[] coefficients) {
        Sums sums = new Sums(coefficients);
        int k = eventTime.length;
        double[] ones = ones(k);
        double[] hazard = sums.cumulated(ones);
        double[][] later = new double[before.length][];
        Arrays.setAll(later, g -> sums.cumulated(before[g]));
        double[] expected = new double[source.length];
        double[] residual = new double[source.length];
        for (int i = 0; i < expected.length; i++) {
            double rate = hazard[index[i]];
            if (kind[i] == 2) {
                rate += (later[group[i]][k] - later[group[i]][index[i]]) / own[i];
            }
            expected[i] = sums.hazard[i] * rate;
            residual[i] = (kind[i] == 1 ? weight[i] : 0) - expected[i];
        }
        NormalEquations equations = x.normalEquations(expected, residual, numerics);
        double[] squares = new double[k];
        Arrays.setAll(squares, j -> eventWeight[j] / (sums.s0[j] * sums.s0[j]));
        Matrix means = DesignMatrix.ofRows(x.terms(), sums.s1).crossProduct(squares, numerics);
        return new Evaluation(
                sums.logLikelihood,
                equations.right(),
                equations.cross().minus(means),
                equations.cross().diagonal());
    }

    /** Increments of the baseline hazard of covariates zero, by event time. */
    public double[] baseline(double[] coefficients) {
        Sums sums = new Sums(coefficients);
        double shift = 0;
        for (int m = 0; m < coefficients.length; m++) {
            shift += coefficients[m] * centre[m];
        }
        double back = StrictMath.exp(-shift);
        double[] jump = new double[eventTime.length];
        Arrays.setAll(jump, j -> eventWeight[j] / sums.s0[j] * back);
        return jump;
    }

    public double[] eventTimes() {
        return eventTime.clone();
    }

    /**
     * Influences of the rows on the score, {@code stride} doubles each in the order of this object: the score residual, and what the row does
     * to the estimated curve of censoring.
     */
    public double[] influence(double[] coefficients) {
        Sums sums = new Sums(coefficients);
        int k = eventTime.length;
        double[] ones = ones(k);
        double[] hazard = sums.cumulated(ones);
        double[] means = sums.cumulatedMeans(ones);
        double[] out = new double[source.length * stride];
        Later[] later = new Later[before.length];
        Arrays.setAll(later, g -> new Later(sums.cumulated(before[g]), sums.cumulatedMeans(before[g])));
        for (int i = 0; i < source.length; i++) {
            int at = i * stride;
            double rate = sums.hazard[i];
            int m = index[i];
            addDifference(out, at, i, new Part(rate * hazard[m], rate, means, m * stride));
            if (kind[i] == 1) {
                int j = m - 1;
                x.addRow(i, weight[i], out, at);
                for (int c = 0; c < stride; c++) {
                    out[at + c] -= weight[i] * sums.s1[j * stride + c] / sums.s0[j];
                }
            } else if (kind[i] == 2) {
                Later l = later[group[i]];
                double share = rate / own[i];
                x.addRow(i, -share * (l.hazard[k] - l.hazard[m]), out, at);
                for (int c = 0; c < stride; c++) {
                    out[at + c] += share * (l.means[k * stride + c] - l.means[m * stride + c]);
                }
            }
        }
        for (int g = 0; g < before.length; g++) {
            addCensoring(sums, g, later[g], out);
        }
        return out;
    }

    private record Later(double[] hazard, double[] means) {}

    private record Part(double factor, double rate, double[] means, int place) {}

    private void addDifference(double[] out, int at, int row, Part part) {
        x.addRow(row, -part.factor, out, at);
        for (int c = 0; c < stride; c++) {
            out[at + c] += part.rate * part.means[part.place + c];
        }
    }

    /**
     * A censoring at u moves the weight of everybody who had another cause before u, at all event times from u on: with q(u) the sum of their later score
     * residuals, a person censored at u moves the score by q(u)/Y(u), and everybody at risk of it takes back their share.
     */
    private void addCensoring(Sums sums, int g, Later later, double[] out) {
        double[] u = censoring.times(g);
        double[] jumps = censoring.jumps(g);
        double[] risk = censoring.atRisk(g);
        int k = eventTime.length;
        double[] perJump = new double[u.length * stride];
        double[] taken = new double[(u.length + 1) * stride];
        double[] sumX = new double[stride];
        double sum = 0;
        int row = 0;
        int passed = 0;
        for (int j = 0; j < u.length; j++) {
            for (; row < source.length && time[row] < u[j]; row++) {
                if (kind[row] == 2 && group[row] == g) {
                    double share = sums.hazard[row] / own[row];
                    sum += share;
                    x.addRow(row, share, sumX, 0);
                }
            }
            while (passed < k && eventTime[passed] < u[j]) {
                passed++;
            }
            double rest = later.hazard[k] - later.hazard[passed];
            for (int c = 0; c < stride; c++) {
                double q = sumX[c] * rest - sum * (later.means[k * stride + c] - later.means[passed * stride + c]);
                perJump[j * stride + c] = q / risk[j];
                taken[(j + 1) * stride + c] = taken[j * stride + c] + q / risk[j] * jumps[j];
            }
        }
        int next = 0;
        for (int i = 0; i < source.length; i++) {
            while (next < u.length && u[next] <= time[i]) {
                next++;
            }
            if (group[i] == g) {
                for (int c = 0; c < stride; c++) {
                    double mine = kind[i] == 0 ? perJump[(next - 1) * stride + c] : 0;
                    out[i * stride + c] += weight[i] * (mine - taken[next * stride + c]);
                }
            }
        }
    }

    /** Row of the data that each row here is. */
    public int[] source() {
        return source.clone();
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
