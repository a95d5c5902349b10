package org.steelyard.stats.learning.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.internal.Stop;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.learning.Predictor;
import org.steelyard.stats.penalised.PenalisedRegression;

/** Trees added one after the other, each fitted to the gradient of the loss at the sum of those before. */
public final class Boosting {

    private static final int HELD_OUT = 5;
    private static final int PATIENCE = 20;
    private static final double LEAST_CURVATURE = 1e-6;

    private final Learner.BoostedTrees settings;
    private final boolean binary;
    private final double[] y;
    private final Outcome outcome;

    public Boosting(Learner.BoostedTrees settings, Outcome y) {
        this.settings = settings;
        this.outcome = y;
        this.binary = y instanceof Outcome.Binary;
        this.y = y.values();
    }

    public Predictor learn(Covariates x, Seed seed) {
        Bins bins = Bins.of(x);
        byte[][] bin = bins.place(x);
        int[] fold = PenalisedRegression.folds(Learning.strata(outcome), HELD_OUT, seed.child("boosting"));
        int[] train = IntStream.range(0, y.length).filter(i -> fold[i] != 0).toArray();
        int[] test = IntStream.range(0, y.length).filter(i -> fold[i] == 0).toArray();
        int rounds = grow(bins, bin, train, test).size();
        int[] everybody = IntStream.range(0, y.length).toArray();
        double start = start(everybody);
        List<Tree> trees = grow(bins, bin, everybody, new int[0], rounds);
        return more -> predict(bins, trees, start, more);
    }

    private double start(int[] rows) {
        double mean = Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElse(0);
        if (!binary) {
            return mean;
        }
        double inside = (mean * rows.length + 0.5) / (rows.length + 1);
        return StrictMath.log(inside / (1 - inside));
    }

    /** As many trees as give the smallest loss on the held-out rows. */
    private List<Tree> grow(Bins bins, byte[][] bin, int[] train, int[] test) {
        return grow(bins, bin, train, test, settings.mostRounds());
    }

    private List<Tree> grow(Bins bins, byte[][] bin, int[] train, int[] test, int rounds) {
        double[] eta = new double[y.length];
        Arrays.fill(eta, start(train));
        double[] gradient = new double[y.length];
        double[] curvature = new double[y.length];
        Tree.Task task = new Tree.Task(bins, bin, gradient, curvature);
        Tree.Shape shape = new Tree.Shape(
                settings.depth(), settings.leastWeight() * (binary ? 0.1 : 1), settings.ridge(), settings.rate());
        List<Tree> trees = new ArrayList<>();
        double best = test.length == 0 ? Double.NaN : loss(eta, test);
        int bestSize = 0;
        for (int k = 0; k < rounds; k++) {
            Stop.check();
            for (int i : train) {
                double p = binary ? Learning.logistic(eta[i]) : eta[i];
                gradient[i] = y[i] - p;
                curvature[i] = binary ? Math.max(p * (1 - p), LEAST_CURVATURE) : 1;
            }
            Tree tree = Tree.grow(task, train, shape);
            tree.addTo(bin, eta);
            trees.add(tree);
            if (test.length > 0) {
                double loss = loss(eta, test);
                if (loss < best) {
                    best = loss;
                    bestSize = trees.size();
                } else if (trees.size() - bestSize >= PATIENCE) {
                    break;
                }
            }
        }
        return test.length == 0 ? trees : trees.subList(0, bestSize);
    }

    private double loss(double[] eta, int[] rows) {
        double[] each = Arrays.stream(rows)
                .mapToDouble(i -> binary
                        ? Math.max(eta[i], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(eta[i]))) - y[i] * eta[i]
                        : (y[i] - eta[i]) * (y[i] - eta[i]))
                .toArray();
        return Sums.sum(each);
    }

    private double[] predict(Bins bins, List<Tree> trees, double start, Covariates x) {
        byte[][] bin = bins.place(x);
        double[] eta = new double[x.rows()];
        Arrays.fill(eta, start);
        for (Tree tree : trees) {
            tree.addTo(bin, eta);
        }
        return binary ? Arrays.stream(eta).map(Learning::logistic).toArray() : eta;
    }
}
