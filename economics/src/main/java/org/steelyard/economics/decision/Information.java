package org.steelyard.economics.decision;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.economics.decision.internal.GaussianProcess;
import org.steelyard.economics.decision.internal.Smoother;

/**
 * What it would be worth to know some parameters (EVPPI), or to see a study of them (EVSI), before deciding; per person.
 *
 * <p>EVPPI = E_φ[max_s E(NB_s | φ)] − max_s E(NB_s). The inner expectation is a regression of the draws' costs and effects on the parameters φ [1]: {@link Method#SPLINE} a
 * penalised thin-plate regression on knots, the amount of smoothing by generalised cross-validation (a generalised additive model for one parameter, a smooth surface
 * for more); {@link Method#GAUSSIAN_PROCESS} a Gaussian process with a length scale by maximum likelihood, fitted to a subset of the draws. {@link #blocks} is the method of Strong and
 * Oakley [2] for one parameter: draws ordered by φ and averaged within equal blocks, the remainder dropped. {@link #nested} is the two-level Monte Carlo estimate, slow and biased upwards, a
 * check of the others.
 *
 * <p>EVSI by the Gaussian approximation [3]: a study of n people moves the mean of φ by its preposterior distribution, φ shrunk towards its mean by √(n/(n + n₀)), n₀ = σ²/Var(φ), and
 * the fitted surface is read there. Exact for a normal parameter with normal data and any net benefit.
 *
 * <p>Differs from R: BCEA and voi use mgcv (REML) and their own GP; the estimates agree within sampling error of the draws.
 *
 * <p>References: [1] Strong, Oakley, Brennan. Med Decis Making 2014;34:311–326, doi:10.1177/0272989X13505910. [2] Strong, Oakley. Med Decis Making 2013;33:755–766,
 * doi:10.1177/0272989X12465123. [3] Jalal, Alarid-Escudero. Med Decis Making 2018;38:174–188, doi:10.1177/0272989X17715627.
 */
public final class Information {

    public enum Method {
        SPLINE,
        GAUSSIAN_PROCESS
    }

    private final double[][] cost;
    private final double[][] effect;
    private final double[][] phi;

    private Information(double[][] cost, double[][] effect, double[][] phi) {
        this.cost = cost;
        this.effect = effect;
        this.phi = phi;
    }

    /** Expected costs and effects given some parameters, by strategy and draw: EVPPI at any willingness to pay follows without another fit. */
    public static Information given(double[][] cost, double[][] effect, double[][] phi, Method method) {
        Uncertainty.requireAligned(cost, effect);
        requireParameters(cost, phi);
        double[][] responses = new double[2 * cost.length][];
        for (int s = 0; s < cost.length; s++) {
            responses[s] = cost[s];
            responses[cost.length + s] = effect[s];
        }
        double[][] fitted = fit(phi, responses, method);
        return new Information(
                Arrays.copyOfRange(fitted, 0, cost.length),
                Arrays.copyOfRange(fitted, cost.length, fitted.length),
                phi);
    }

    private static void requireParameters(double[][] cost, double[][] phi) {
        if (phi.length == 0) {
            throw new IllegalArgumentException("at least one parameter");
        }
        for (double[] p : phi) {
            if (p.length != cost[0].length) {
                throw new IllegalArgumentException("parameters need as many draws as costs");
            }
        }
    }

    private static double[][] fit(double[][] phi, double[][] responses, Method method) {
        return switch (method) {
            case SPLINE -> Smoother.on(phi).fitted(responses);
            case GAUSSIAN_PROCESS -> GaussianProcess.on(phi).fitted(responses);
        };
    }

    /** EVPPI a person. */
    public double value(double threshold) {
        return gain(threshold, cost, effect);
    }

    private static double gain(double threshold, double[][] cost, double[][] effect) {
        Uncertainty u = Uncertainty.at(threshold, cost, effect);
        return u.evpi();
    }

    /**
     * EVSI a person for a study of one parameter.
     *
     * @param sd standard deviation of one observation of the parameter
     * @param people in the study
     */
    public static double ofSample(double[][][] costsAndEffects, double[] phi, double sd, int people, double threshold) {
        double[][] cost = costsAndEffects[0];
        double[][] effect = costsAndEffects[1];
        double mean = Arrays.stream(phi).average().orElse(0);
        double variance = Arrays.stream(phi).map(x -> (x - mean) * (x - mean)).sum() / (phi.length - 1);
        double prior = sd * sd / variance;
        double shrink = Math.sqrt(people / (people + prior));
        double[] moved = Arrays.stream(phi).map(x -> mean + shrink * (x - mean)).toArray();
        Smoother.Fit smoother = Smoother.on(new double[][] {phi});
        int n = cost.length;
        double[][] c = new double[n][];
        double[][] e = new double[n][];
        for (int s = 0; s < n; s++) {
            c[s] = smoother.predicted(cost[s], new double[][] {moved});
            e[s] = smoother.predicted(effect[s], new double[][] {moved});
        }
        return gain(threshold, c, e);
    }

    /** EVPPI of one parameter by Strong and Oakley's blocks. */
    public static double blocks(double[][][] costsAndEffects, double[] phi, int blocks, double threshold) {
        double[][] cost = costsAndEffects[0];
        double[][] effect = costsAndEffects[1];
        Uncertainty.requireAligned(cost, effect);
        int n = phi.length;
        int size = n / blocks;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(i -> phi[i]))
                .mapToInt(i -> i)
                .toArray();
        double top = 0;
        double[] all = new double[cost.length];
        for (int b = 0; b < blocks; b++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < cost.length; s++) {
                double sum = 0;
                for (int k = b * size; k < (b + 1) * size; k++) {
                    sum += threshold * effect[s][order[k]] - cost[s][order[k]];
                }
                all[s] += sum;
                best = Math.max(best, sum / size);
            }
            top += best;
        }
        double now = Arrays.stream(all).max().orElse(0) / ((double) size * blocks);
        return top / blocks - now;
    }

    /** Evaluates a model with the parameters of interest as in one draw and the others as in another: net benefit by strategy. */
    @FunctionalInterface
    public interface TwoLevel {
        double[] netBenefit(int outer, int inner);
    }

    /** EVPPI by nested simulation. */
    public static double nested(TwoLevel model, int outer, int inner) {
        double top = 0;
        double[] all = new double[0];
        for (int o = 0; o < outer; o++) {
            double[] mean = new double[0];
            for (int i = 0; i < inner; i++) {
                double[] nb = model.netBenefit(o, i);
                mean = mean.length == 0 ? new double[nb.length] : mean;
                for (int s = 0; s < nb.length; s++) {
                    mean[s] += nb[s] / inner;
                }
            }
            all = all.length == 0 ? new double[mean.length] : all;
            for (int s = 0; s < mean.length; s++) {
                all[s] += mean[s] / outer;
            }
            top += Arrays.stream(mean).max().orElse(0);
        }
        return Math.max(0, top / outer - Arrays.stream(all).max().orElse(0));
    }
}
