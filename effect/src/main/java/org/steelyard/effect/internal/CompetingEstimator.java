package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.Further.IncidenceCurves;
import org.steelyard.effect.Further.StepFunction;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.competing.AalenJohansen;
import org.steelyard.stats.competing.CompetingData;
import org.steelyard.stats.competing.CumulativeIncidence;
import org.steelyard.stats.competing.FineGray;
import org.steelyard.stats.competing.FineGrayFit;
import org.steelyard.stats.competing.GrayTest;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.resampling.Replicates;

/** Competing risks: subdistribution and cause-specific hazard ratios, cumulative incidence at the horizon. */
final class CompetingEstimator {

    private static final int EVENT = 1;
    private static final int MOST_STEPS = 2000;

    /** Points of a curve that does not move, so that it can be drawn on to about where people run out. */
    private static final int LEVEL_POINTS = 200;

    private final Work work;
    private final Endpoint.Competing outcome;

    CompetingEstimator(Work work, Endpoint.Competing outcome) {
        this.work = work;
        this.outcome = outcome;
    }

    List<Cell> estimate(List<Measure> measures) {
        Supplier<Replicates> spread = Lazy.of(this::replicates);
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> found(m, spread)))
                .toList();
    }

    private Found found(Measure measure, Supplier<Replicates> spread) {
        Cell.Counts counts = work.counts();
        SmallGroups.check(work.group(), counts, work.settings().limits());
        checkEvents(counts);
        Estimate e = switch (measure) {
            case HAZARD_RATIO -> Hazards.ratio(work, causeSpecific());
            case SUBDISTRIBUTION_HAZARD_RATIO -> subdistribution();
            default -> incidence(Measures.scale(measure), spread);
        };
        return new Found(work.group(), measure, e, counts);
    }

    private void checkEvents(Cell.Counts counts) {
        if (counts.events() < 2) {
            throw Failure.of(
                    EffectError.TOO_FEW_EVENTS,
                    work.outcome().event().orElse(work.outcome().id()),
                    Text.of("事件少于 2 例，无法估计", "fewer than 2 events: nothing can be estimated"),
                    Text.of("延长随访、合并水平或改用其他结局", "follow people longer, merge levels or use another outcome"));
        }
    }

    Endpoint.Survival causeSpecific() {
        boolean[] event = new boolean[outcome.cause().length];
        for (int i = 0; i < event.length; i++) {
            event[i] = outcome.cause()[i] == EVENT;
        }
        return new Endpoint.Survival(outcome.time(), event);
    }

    private Estimate subdistribution() {
        boolean[] treated = work.sample().treated();
        double[] weight = Prepared.weight(work.prepared(), treated.length);
        int[] index =
                IntStream.range(0, treated.length).filter(i -> weight[i] > 0).toArray();
        DesignMatrix all = work.prepared() instanceof Prepared.Regressed r
                ? r.design().treatedFirst(OutcomeModel.TREATMENT, treated, false)
                : DesignMatrix.of(List.of(OutcomeModel.TREATMENT), new double[][] {CovariateDesign.zeroOne(treated)});
        CompetingData data = CompetingData.of(Take.of(outcome.time(), index), Take.of(outcome.cause(), index));
        FineGray method = FineGray.forCause(EVENT).with(work.settings().numerics());
        Optional<int[]> clusters = Hazards.clusters(work);
        if (clusters.isPresent()) {
            method = method.withClusters(Take.of(clusters.get(), index));
        }
        boolean plain = (work.prepared() instanceof Prepared.Crude || work.prepared() instanceof Prepared.Regressed)
                && !work.standsForOthers();
        FineGrayFit fit = method.fit(all.select(index), plain ? data : data.withWeights(Take.of(weight, index)));
        return fit.ratio(OutcomeModel.TREATMENT, work.level());
    }

    private double horizon() {
        return work.outcome().horizon().orElseThrow();
    }

    private Estimate incidence(Scale scale, Supplier<Replicates> spread) {
        double[] weight = Prepared.weight(work.prepared(), outcome.cause().length);
        CumulativeIncidence one = arm(work.sample(), weight, true);
        CumulativeIncidence zero = arm(work.sample(), weight, false);
        checkFollowUp(one, zero);
        double a = one.at(EVENT, horizon());
        double b = zero.at(EVENT, horizon());
        double value = scale == Scale.LOG ? a / b : a - b;
        double se;
        if (work.prepared() instanceof Prepared.Crude && !work.standsForOthers()) {
            double sa = one.standardErrorAt(EVENT, horizon());
            double sb = zero.standardErrorAt(EVENT, horizon());
            se = scale == Scale.LOG ? Math.hypot(sa / a, sb / b) : Math.hypot(sa, sb);
        } else {
            se = RateEstimator.spread(spread.get(), scale);
        }
        return Estimate.wald(scale, scale.forward(value), se, work.level(), Double.POSITIVE_INFINITY);
    }

    private void checkFollowUp(CumulativeIncidence one, CumulativeIncidence zero) {
        double last = Math.min(one.time()[one.time().length - 1], zero.time()[zero.time().length - 1]);
        if (horizon() > last) {
            throw Failure.of(
                    EffectError.BEYOND_FOLLOW_UP,
                    work.outcome().time().orElse(work.outcome().id()),
                    Text.of(
                            "评价时点超出至少一组的最长随访时间，不作外推",
                            "the horizon lies beyond the follow-up of an arm; nothing is extrapolated"),
                    Text.of("缩短该结局的评价时点", "choose a shorter horizon for this outcome"));
        }
    }

    private static CumulativeIncidence arm(Sample sample, double[] weight, boolean treated) {
        Endpoint.Competing c = (Endpoint.Competing) sample.endpoint();
        int[] index = IntStream.range(0, weight.length)
                .filter(i -> weight[i] > 0 && sample.treated()[i] == treated)
                .toArray();
        CompetingData data = CompetingData.of(Take.of(c.time(), index), Take.of(c.cause(), index));
        double[] own = Take.of(weight, index);
        boolean ones = Arrays.stream(own).allMatch(w -> w == 1);
        return AalenJohansen.fit(ones ? data : data.withWeights(own));
    }

    private Replicates replicates() {
        double at = horizon();
        return Resampling.of(work, (sample, weight) -> new double[] {
            arm(sample, weight, true).at(EVENT, at), arm(sample, weight, false).at(EVENT, at)
        });
    }

    /** Gray's test, where nobody was weighted. */
    void gray(List<Diagnostic> out) {
        if (!(work.prepared() instanceof Prepared.Crude) || work.standsForOthers()) {
            return;
        }
        try {
            int[] group = Arrays.stream(CovariateDesign.zeroOne(work.sample().treated()))
                    .mapToInt(v -> (int) v)
                    .toArray();
            double p = GrayTest.test(CompetingData.of(outcome.time(), outcome.cause()), EVENT, group, 2)
                    .p();
            out.add(Checks.diagnostic(
                    work.analysis().id(),
                    "gray-test",
                    p,
                    Double.NaN,
                    true,
                    Text.of(
                            "两组累积发生率的 Gray 检验 P 值",
                            "p-value of Gray's test of equal cumulative incidence in both arms")));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            out.add(Checks.diagnostic(
                    work.analysis().id(), "gray-test", Double.NaN, Double.NaN, true, Failure.reason(e)));
        }
    }

    /** Both causes in both arms, for drawing; none of a regression, which has no curve of its own. */
    Optional<IncidenceCurves> curves() {
        if (work.prepared() instanceof Prepared.Regressed) {
            return Optional.empty();
        }
        double[] weight = Prepared.weight(work.prepared(), outcome.cause().length);
        CumulativeIncidence one = arm(work.sample(), weight, true);
        CumulativeIncidence zero = arm(work.sample(), weight, false);
        return Optional.of(new IncidenceCurves(
                work.analysis().id(),
                work.outcome().id(),
                steps(one, 1, times(true)),
                steps(zero, 1, times(false)),
                steps(one, 2, times(true)),
                steps(zero, 2, times(false))));
    }

    /** Times of the people of an arm who count, in order. */
    private double[] times(boolean treated) {
        double[] weight = Prepared.weight(work.prepared(), outcome.cause().length);
        return IntStream.range(0, weight.length)
                .filter(i -> weight[i] > 0 && work.sample().treated()[i] == treated)
                .mapToDouble(i -> outcome.time()[i])
                .sorted()
                .toArray();
    }

    /** People whose time is not before {@code t}. */
    private static int atRisk(double[] sorted, double t) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < t) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }

    private static StepFunction steps(CumulativeIncidence c, int cause, double[] sorted) {
        boolean known = c.incidence().length >= cause;
        List<double[]> kept = new ArrayList<>();
        kept.add(new double[] {0, 0, 0});
        int n = c.time().length;
        int every = (n + MOST_STEPS - 1) / MOST_STEPS;
        int level = (n + LEVEL_POINTS - 1) / LEVEL_POINTS;
        for (int k = 0; k < n && known; k++) {
            boolean moves = c.incidence()[cause - 1][k] != kept.getLast()[1];
            if (k == n - 1 || k % level == 0 || moves && k % every == 0) {
                kept.add(new double[] {c.time()[k], c.incidence()[cause - 1][k], c.standardError()[cause - 1][k]});
            }
        }
        return new StepFunction(
                kept.stream().mapToDouble(v -> v[0]).toArray(),
                kept.stream().mapToDouble(v -> v[1]).toArray(),
                kept.stream().mapToDouble(v -> v[2]).toArray(),
                kept.stream().mapToInt(v -> atRisk(sorted, v[0])).toArray());
    }
}
