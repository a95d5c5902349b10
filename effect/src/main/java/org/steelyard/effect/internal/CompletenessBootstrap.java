package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.Diagnostic;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.regression.LogisticRefits;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;
import org.steelyard.stats.weighting.BalancingWeights;

/**
 * Intervals of an analysis whose people are weighted for being complete. The whole cohort is drawn, complete or not; the model of completeness, the score where there is one, and the
 * analysis are made anew from those drawn. Standard errors are those of the replicates, on the scale of the measure.
 */
final class CompletenessBootstrap {

    /** The analysis itself. */
    @FunctionalInterface
    interface Estimator extends BiFunction<Work, List<Measure>, List<Cell>> {}

    private final Work work;
    private final Completeness model;
    private final Estimator estimator;
    private final LogisticRefits completeness;
    private final Optional<LogisticRefits> score;

    CompletenessBootstrap(Work work, Completeness model, Estimator estimator) {
        this.work = work.replicate();
        this.model = model;
        this.estimator = estimator;
        this.completeness = LogisticRefits.of(
                model.design(),
                CovariateDesign.zeroOne(model.complete()),
                model.model().model());
        this.score = work.prepared() instanceof Prepared.Weighted w && w.score().fit() instanceof ScoreFit.Logistic l
                ? Optional.of(LogisticRefits.of(
                        w.score().matrix(),
                        CovariateDesign.zeroOne(work.sample().treated()),
                        l.fit()))
                : Optional.empty();
    }

    List<Cell> estimate(List<Measure> measures, List<Diagnostic> out) {
        List<Cell> point = estimator.apply(work, measures);
        List<Measure> found = point.stream()
                .filter(c -> c instanceof Cell.Found)
                .map(Cell::measure)
                .toList();
        if (found.isEmpty()) {
            return point;
        }
        try {
            Replicates replicates = replicates(found);
            if (replicates.failed() > 0) {
                out.add(Analyser.failedReplicates(work, replicates.failed()));
            }
            return point.stream().map(c -> withError(c, found, replicates)).toList();
        } catch (SteelyardException e) {
            Failure.passOn(e);
            return point.stream()
                    .map(c -> c instanceof Cell.Found ? new Cell.Lacking(c.group(), c.measure(), e) : c)
                    .toList();
        }
    }

    private Cell withError(Cell cell, List<Measure> found, Replicates replicates) {
        return cell instanceof Cell.Found f
                ? Cell.of(f.group(), f.measure(), () -> {
                    double se = Resampling.standardError(replicates, found.indexOf(f.measure()));
                    Scale scale = f.estimate().scale();
                    return new Cell.Found(
                            f.group(),
                            f.measure(),
                            Estimate.wald(
                                    scale, f.estimate().transformed(), se, work.level(), Double.POSITIVE_INFINITY),
                            f.counts());
                })
                : cell;
    }

    private Replicates replicates(List<Measure> measures) {
        int planned = work.plan().bootstrap();
        work.settings()
                .progress()
                .accept(Text.of(
                        work.analysis().id() + "：自助法 " + planned + " 次",
                        work.analysis().id() + ": " + planned + " bootstrap replicates"));
        Bootstrap.Plan plan = new Bootstrap.Plan(
                planned,
                work.seed().child("completeness"),
                work.settings().threads(),
                Optional.empty(),
                work.settings().limits().bootstrapFailures());
        return Bootstrap.run(model.complete().length, plan, units -> {
            Interruption.check();
            double[] times = new double[model.complete().length];
            for (int unit : units) {
                times[unit]++;
            }
            return values(times, measures);
        });
    }

    /** Each measure in the resample, on the scale of its standard error; NaN where it has none. */
    private double[] values(double[] times, List<Measure> measures) {
        double[] probability = completeness.probabilities(completeness.coefficients(times));
        int[] rows = work.sample().rows();
        double[] base = new double[rows.length];
        int[] copies = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            copies[k] = (int) times[rows[k]];
            base[k] = copies[k] / probability[rows[k]];
        }
        Work drawn = score.isPresent() ? reweighted(base, copies) : remade(base);
        List<Cell> cells = estimator.apply(drawn, measures);
        double[] out = new double[measures.size()];
        Arrays.fill(out, Double.NaN);
        for (int k = 0; k < out.length; k++) {
            if (cells.get(k) instanceof Cell.Found f) {
                out[k] = f.estimate().transformed();
            }
        }
        return out;
    }

    /** Those drawn, with their models made anew. */
    private Work remade(double[] base) {
        int[] index = IntStream.range(0, base.length).filter(k -> base[k] > 0).toArray();
        return work.of(work.sample().part(index, work.outcome()).weighted(Take.of(base, index)));
    }

    /** The same people with the score of the resample; the score is refitted as for every other bootstrap of weights. */
    private Work reweighted(double[] base, int[] copies) {
        Prepared.Weighted own = (Prepared.Weighted) work.prepared();
        LogisticRefits refits = score.orElseThrow();
        double[] e = refits.probabilities(refits.coefficients(base));
        int[] drawn = repeated(copies);
        boolean[] treated = Take.of(work.sample().treated(), drawn);
        double[] scores = Take.of(e, drawn);
        boolean[] kept = WeightScheme.keptOrRefused(work.analysis(), treated, scores);
        double[] each =
                WeightScheme.weights(work.analysis(), treated, scores, kept).weight();
        double[] weight = new double[base.length];
        for (int k = 0; k < drawn.length; k++) {
            weight[drawn[k]] += each[k] * base[drawn[k]] / copies[drawn[k]];
        }
        boolean[] in = new boolean[weight.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = weight[i] > 0;
        }
        return work.with(new Prepared.Weighted(
                own.score(), new BalancingWeights(weight, new double[weight.length]), in, Optional.empty()));
    }

    private static int[] repeated(int[] copies) {
        List<Integer> out = new ArrayList<>();
        for (int k = 0; k < copies.length; k++) {
            for (int c = 0; c < copies[k]; c++) {
                out.add(k);
            }
        }
        return out.stream().mapToInt(i -> i).toArray();
    }
}
