package org.steelyard.stats.emulation;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * Pooled logistic regression over a stream of person-periods, in constant memory.
 *
 * <p><b>Estimand.</b> Log odds ratios of the discrete hazard P(Y_k = 1 | Y_{k−1} = 0, x); with a rare outcome per period near the log hazard
 * ratio [1]. With weights, the parameters of a marginal structural model [2].
 *
 * <p><b>Method.</b> Newton's steps; a step walks the stream once and adds X'WX and the score in fixed parts, so the number of threads never
 * changes a bit. Converged when score' V score is at most 1e-16 of the log-likelihood's size; one step more is then taken. Robust covariance: V (Σ_g u_g u_g') V · G/(G − 1), u_g the score of a cluster, as {@code vcovCL} of R's sandwich for glm.
 *
 * <p><b>Edges.</b> Collinear terms and separation (a coefficient still on the move after 30 steps) are errors.
 *
 * <ol>
 *   <li>D'Agostino et al., Stat Med 1990;9:1501-1515, doi:10.1002/sim.4780091214.
 *   <li>Hernán, Brumback, Robins, Epidemiology 2000;11:561-570, doi:10.1097/00001648-200009000-00012.
 * </ol>
 */
public final class PooledLogistic {

    private static final int MOST_STEPS = 30;
    private static final double TOLERANCE = 1e-16;

    private PooledLogistic() {}

    public static PooledLogisticFit fit(RowStream stream, int threads) {
        int p = stream.terms().size();
        double[] b = new double[p];
        Pass pass = sum(stream, b, threads, false);
        requireBoth(pass);
        for (int step = 1; step <= MOST_STEPS; step++) {
            Cholesky factor = factor(pass, stream.terms());
            double[] move = factor.solve(pass.score);
            double decrement = dot(move, pass.score);
            if (decrement <= TOLERANCE * (1 + Math.abs(pass.logLikelihood))) {
                return summary(stream, plus(b, move, 1), factor.inverse(), new int[] {step, threads});
            }
            Advance next = advance(stream, b, move, threads, pass);
            b = next.b;
            pass = next.pass;
        }
        throw runaway(stream.terms(), b);
    }

    private record Advance(double[] b, Pass pass) {}

    /** A whole step, halved while the likelihood falls. */
    private static Advance advance(RowStream stream, double[] b, double[] move, int threads, Pass from) {
        double share = 1;
        while (true) {
            double[] to = plus(b, move, share);
            Pass pass = sum(stream, to, threads, false);
            if (pass.logLikelihood >= from.logLikelihood - 1e-9 * Math.abs(from.logLikelihood) || share < 1e-6) {
                return new Advance(to, pass);
            }
            share /= 2;
        }
    }

    private static PooledLogisticFit summary(RowStream stream, double[] b, Matrix bread, int[] stepAndThreads) {
        Pass last = sum(stream, b, stepAndThreads[1], true);
        double g = last.clusters;
        Matrix meat = Matrix.of(b.length, b.length, full(last.meat, b.length));
        return new PooledLogisticFit(
                stream.terms(),
                b,
                bread,
                bread.times(meat).times(bread).times(g / (g - 1)),
                last.logLikelihood,
                last.rows,
                last.events,
                last.weightedEvents,
                last.clusters,
                stepAndThreads[0]);
    }

    private static double[] full(double[] upper, int p) {
        double[] full = upper.clone();
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                full[i * p + j] = upper[j * p + i];
            }
        }
        return full;
    }

    private static Cholesky factor(Pass pass, List<String> terms) {
        int p = terms.size();
        Cholesky factor = Cholesky.of(Matrix.of(p, p, full(pass.information, p)), 1e-13);
        if (!factor.fullRank()) {
            String names = factor.dependent().stream()
                    .map(terms::get)
                    .reduce((a, c) -> a + ", " + c)
                    .orElse("");
            throw SteelyardException.of(
                    NumericError.COLLINEAR,
                    Place.field(names),
                    Text.of("这些项与其他项线性相关或在数据中不变", "these terms depend linearly on others, or do not vary"),
                    Text.of("从模型中去掉", "leave them out of the model"));
        }
        return factor;
    }

    private static void requireBoth(Pass pass) {
        if (pass.rows == 0 || pass.events == 0 || pass.events == pass.rows) {
            throw DesignError.NO_TRIAL.at(
                    "outcome",
                    Text.of("没有可用的人时，或结局只有一个取值", "no person-periods, or the outcome never varies"),
                    Text.of("检查入组条件与结局定义", "check eligibility and the definition of the outcome"));
        }
    }

    private static SteelyardException runaway(List<String> terms, double[] b) {
        int worst = 0;
        for (int j = 0; j < b.length; j++) {
            worst = Math.abs(b[j]) > Math.abs(b[worst]) ? j : worst;
        }
        return SteelyardException.of(
                NumericError.SEPARATION,
                Place.field(terms.get(worst)),
                Text.of(
                        "该项的系数趋于无穷：某一取值没有结局",
                        "the coefficient of this term runs to infinity: no outcome at one of its values"),
                Text.of("合并时期或类别，或去掉该项", "merge periods or categories, or leave the term out"));
    }

    private static double[] plus(double[] b, double[] move, double share) {
        double[] to = b.clone();
        for (int j = 0; j < to.length; j++) {
            to[j] += share * move[j];
        }
        return to;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Pass sum(RowStream stream, double[] b, int threads, boolean robust) {
        List<Pass> parts = Parallel.map(stream.parts(), threads, part -> {
            Pass pass = new Pass(b, robust);
            stream.forEach(part, pass);
            pass.closeCluster();
            return pass;
        });
        Pass total = new Pass(b, robust);
        parts.forEach(total::add);
        return total;
    }

    /** What one walk over some rows adds up. */
    private static final class Pass implements RowStream.Sink {
        private final double[] b;
        private final boolean robust;
        private final double[] information;
        private final double[] meat;
        private final double[] score;
        private final double[] clusterScore;
        private double logLikelihood;
        private double weightedEvents;
        private long rows;
        private long events;
        private int clusters;
        private int cluster;
        private boolean open;

        Pass(double[] b, boolean robust) {
            this.b = b;
            this.robust = robust;
            information = new double[b.length * b.length];
            meat = new double[robust ? b.length * b.length : 0];
            score = new double[b.length];
            clusterScore = new double[b.length];
        }

        @Override
        public void row(double[] x, boolean outcome, double weight, int of) {
            if (weight == 0) {
                return;
            }
            double eta = dot(x, b);
            double e = Math.exp(-Math.abs(eta));
            double probability = (eta >= 0 ? 1 : e) / (1 + e);
            logLikelihood -= weight * ((outcome == eta >= 0 ? 0 : Math.abs(eta)) + Math.log1p(e));
            double residual = weight * ((outcome ? 1 : 0) - probability);
            rows++;
            events += outcome ? 1 : 0;
            weightedEvents += outcome ? weight : 0;
            if (robust) {
                addToCluster(x, residual, of);
            } else {
                addInformation(x, residual, weight * e / ((1 + e) * (1 + e)));
            }
        }

        private void addInformation(double[] x, double residual, double w) {
            int p = b.length;
            for (int i = 0; i < p; i++) {
                score[i] += residual * x[i];
                double wx = w * x[i];
                if (wx != 0) {
                    for (int j = i; j < p; j++) {
                        information[i * p + j] += wx * x[j];
                    }
                }
            }
        }

        private void addToCluster(double[] x, double residual, int of) {
            if (!open || of != cluster) {
                closeCluster();
                cluster = of;
                open = true;
            }
            for (int j = 0; j < x.length; j++) {
                clusterScore[j] += residual * x[j];
            }
        }

        private void closeCluster() {
            if (!open) {
                return;
            }
            int p = b.length;
            for (int i = 0; i < p; i++) {
                for (int j = i; j < p; j++) {
                    meat[i * p + j] += clusterScore[i] * clusterScore[j];
                }
            }
            Arrays.fill(clusterScore, 0);
            clusters++;
            open = false;
        }

        private void add(Pass other) {
            addAll(information, other.information);
            addAll(meat, other.meat);
            addAll(score, other.score);
            logLikelihood += other.logLikelihood;
            weightedEvents += other.weightedEvents;
            rows += other.rows;
            events += other.events;
            clusters += other.clusters;
        }

        private static void addAll(double[] to, double[] from) {
            for (int i = 0; i < to.length; i++) {
                to[i] += from[i];
            }
        }
    }
}
