package org.steelyard.economics.decision;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.steelyard.economics.decision.internal.GaussianProcess;
import org.steelyard.economics.decision.internal.TensorSmoother;
import org.steelyard.kernel.Seed;

/**
 * What it would be worth to know some parameters (EVPPI), or to see a study of them (EVSI), before deciding; per person.
 *
 * <p>EVPPI = E_φ[max_s E(NB_s | φ)] − max_s E(NB_s). The inner expectation is a regression of the draws' increments of cost and effect over the first strategy on the parameters φ [1]: {@link Method#SPLINE} a
 * generalised additive model, the tensor product of cubic regression splines with smoothing by generalised cross-validation, for up to three parameters; {@link Method#GAUSSIAN_PROCESS} a Gaussian
 * process with a length for each parameter by maximum likelihood, for any number. {@link #blocks} is the method of Strong and Oakley [2] for one parameter: draws ordered by φ and averaged within equal
 * blocks, the remainder dropped; {@link #separation} that of Sadatsafavi and colleagues [3]: for each pair of strategies the one value of φ at which the decision best changes. {@link #nested} is the two-level Monte
 * Carlo estimate, slow and biased upwards, a check of the others.
 *
 * <p>EVSI of {@link Study.Measurements} by the Gaussian approximation [4]: a study of n people moves the mean of φ by its preposterior distribution, φ shrunk towards its mean by √(n/(n + n₀)), n₀ =
 * σ²/Var(φ), and the fitted curve is read there; exact for a normal parameter with normal data and any net benefit. Of other studies by regression [5]: the study is simulated once for each draw, and net benefit
 * regressed on what it would have shown.
 *
 * <p>Differs from R: the smooth is mgcv's {@code s(bs = "cr")} or {@code te(bs = "cr")} at the least score; BCEA calls mgcv on unscaled effects, where its search stops early, so that its values differ by some per cent; voi has other defaults. R's Gaussian processes are fitted to all draws.
 *
 * <p>References: [1] Strong, Oakley, Brennan. Med Decis Making 2014;34:311–326, doi:10.1177/0272989X13505910. [2] Strong, Oakley. Med Decis Making 2013;33:755–766, doi:10.1177/0272989X12465123. [3] Sadatsafavi, Bansback,
 * Zafari, Najafzadeh, Marra. Value Health 2013;16:438–448, doi:10.1016/j.jval.2012.10.018. [4] Jalal, Alarid-Escudero. Med Decis Making 2018;38:174–188, doi:10.1177/0272989X17715627. [5] Strong, Oakley, Brennan, Breeze. Med Decis
 * Making 2015;35:570–583, doi:10.1177/0272989X15575286.
 */
public final class Information {

    /** Regression of net benefit on the parameters. */
    public enum Method {
        SPLINE,
        GAUSSIAN_PROCESS;

        /** A spline where it can be fitted well, a Gaussian process for more parameters. */
        public static Method suitedTo(int parameters) {
            return parameters <= TensorSmoother.MOST_PARAMETERS ? SPLINE : GAUSSIAN_PROCESS;
        }
    }

    private final double[][] cost;
    private final double[][] effect;

    private Information(double[][] cost, double[][] effect) {
        this.cost = cost;
        this.effect = effect;
    }

    /** Expected costs and effects given some parameters, by strategy and draw: EVPPI at any willingness to pay follows without another fit. */
    public static Information given(double[][] cost, double[][] effect, double[][] phi, Method method) {
        Uncertainty.requireAligned(cost, effect);
        requireParameters(cost, phi);
        return of(cost.length, fit(phi, increments(cost, effect), method));
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

    /** Over the first strategy: what all strategies share is no reason to change the decision, and only blurs the fit. */
    private static double[][] increments(double[][] cost, double[][] effect) {
        int others = cost.length - 1;
        double[][] out = new double[2 * others][cost[0].length];
        for (int s = 0; s < others; s++) {
            for (int d = 0; d < cost[0].length; d++) {
                out[s][d] = cost[s + 1][d] - cost[0][d];
                out[others + s][d] = effect[s + 1][d] - effect[0][d];
            }
        }
        return out;
    }

    private static Information of(int strategies, double[][] increments) {
        int draws = increments.length == 0 ? 1 : increments[0].length;
        double[][] cost = new double[strategies][draws];
        double[][] effect = new double[strategies][draws];
        for (int s = 1; s < strategies; s++) {
            cost[s] = increments[s - 1];
            effect[s] = increments[strategies - 2 + s];
        }
        return new Information(cost, effect);
    }

    private static double[][] fit(double[][] phi, double[][] responses, Method method) {
        return switch (method) {
            case SPLINE -> TensorSmoother.on(phi).fitted(responses);
            case GAUSSIAN_PROCESS -> GaussianProcess.on(phi).fitted(responses);
        };
    }

    /** Value a person: EVPPI, or EVSI where it comes of a study. */
    public double value(double threshold) {
        return Uncertainty.at(threshold, cost, effect).evpi();
    }

    /**
     * What the decision would know after a study of one parameter.
     *
     * @param phi the parameter by draw
     * @param seed of the simulated studies; {@link Study.Measurements} need none
     */
    public static Information after(Study study, double[][][] costsAndEffects, double[] phi, Seed seed) {
        double[][] cost = costsAndEffects[0];
        double[][] effect = costsAndEffects[1];
        Uncertainty.requireAligned(cost, effect);
        requireParameters(cost, new double[][] {phi});
        double[][] responses = increments(cost, effect);
        double[][] fitted = switch (study) {
            case Study.Measurements m -> shrunk(m, phi, responses);
            case Study.Events e -> fit(new double[][] {shares(e, phi, seed)}, responses, Method.SPLINE);
            case Study.PersonTime p -> fit(new double[][] {rates(p, phi, seed)}, responses, Method.SPLINE);
        };
        return of(cost.length, fitted);
    }

    private static double[][] shrunk(Study.Measurements study, double[] phi, double[][] responses) {
        double mean = Arrays.stream(phi).average().orElse(0);
        double variance = Arrays.stream(phi).map(x -> (x - mean) * (x - mean)).sum() / (phi.length - 1);
        double prior = study.sd() * study.sd() / variance;
        double shrink = Math.sqrt(study.people() / (study.people() + prior));
        double[] moved = Arrays.stream(phi).map(x -> mean + shrink * (x - mean)).toArray();
        TensorSmoother smoother = TensorSmoother.on(new double[][] {phi});
        return Arrays.stream(responses)
                .map(y -> smoother.predicted(y, new double[][] {moved}))
                .toArray(double[][]::new);
    }

    private static double[] shares(Study.Events study, double[] phi, Seed seed) {
        if (!Arrays.stream(phi).allMatch(p -> p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a parameter that a share tells about is a probability");
        }
        RandomGenerator random = seed.child("events").generator();
        return Arrays.stream(phi)
                .map(p -> (double) BinomialDistribution.of(study.people(), p)
                                .inverseCumulativeProbability(random.nextDouble())
                        / study.people())
                .toArray();
    }

    private static double[] rates(Study.PersonTime study, double[] phi, Seed seed) {
        if (!Arrays.stream(phi).allMatch(r -> r > 0 && Double.isFinite(r))) {
            throw new IllegalArgumentException("a rate is above 0");
        }
        RandomGenerator random = seed.child("person-time").generator();
        return Arrays.stream(phi)
                .map(r -> PoissonDistribution.of(r * study.time()).inverseCumulativeProbability(random.nextDouble())
                        / study.time())
                .toArray();
    }

    private static int[] ascending(double[] phi) {
        return IntStream.range(0, phi.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> phi[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** EVPPI of one parameter by Strong and Oakley's blocks. */
    public static double blocks(double[][][] costsAndEffects, double[] phi, int blocks, double threshold) {
        double[][] cost = costsAndEffects[0];
        double[][] effect = costsAndEffects[1];
        Uncertainty.requireAligned(cost, effect);
        requireParameters(cost, new double[][] {phi});
        int size = phi.length / blocks;
        int[] order = ascending(phi);
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

    /** EVPPI of one parameter by separation: the draws, ordered by it, are cut once for each pair of strategies, where their summed difference turns. */
    public static double separation(double[][][] costsAndEffects, double[] phi, double threshold) {
        double[][] cost = costsAndEffects[0];
        double[][] effect = costsAndEffects[1];
        Uncertainty.requireAligned(cost, effect);
        requireParameters(cost, new double[][] {phi});
        int[] order = ascending(phi);
        int n = phi.length;
        double[][] sums = new double[cost.length][n + 1];
        for (int s = 0; s < cost.length; s++) {
            for (int k = 0; k < n; k++) {
                sums[s][k + 1] = sums[s][k] + threshold * effect[s][order[k]] - cost[s][order[k]];
            }
        }
        TreeSet<Integer> cuts = new TreeSet<>();
        for (int a = 0; a < cost.length; a++) {
            for (int b = a + 1; b < cost.length; b++) {
                cuts.add(turn(sums[a], sums[b]));
            }
        }
        cuts.add(n);
        double total = 0;
        int from = 0;
        for (int to : cuts) {
            total += best(sums, from, to);
            from = to;
        }
        return (total - best(sums, 0, n)) / n;
    }

    private static double best(double[][] sums, int from, int to) {
        return Arrays.stream(sums).mapToDouble(s -> s[to] - s[from]).max().orElse(0);
    }

    /** Number of draws before the cut: the highest or the lowest point of the summed difference, whichever stands out more over its ends. */
    private static int turn(double[] a, double[] b) {
        int n = a.length - 1;
        int high = 1;
        int low = 1;
        for (int k = 2; k <= n; k++) {
            high = a[k] - b[k] > a[high] - b[high] ? k : high;
            low = a[k] - b[k] < a[low] - b[low] ? k : low;
        }
        double first = a[1] - b[1];
        double last = a[n] - b[n];
        double above = a[high] - b[high] - Math.max(first, last);
        double below = Math.min(first, last) - (a[low] - b[low]);
        return above > below ? high : low;
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
