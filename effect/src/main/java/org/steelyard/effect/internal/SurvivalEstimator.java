package org.steelyard.effect.internal;

import java.util.List;
import java.util.function.Supplier;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;

/** Time-to-event outcomes: hazard ratio, difference in survival and in restricted mean at the horizon. */
final class SurvivalEstimator {

    private final Work work;
    private final Endpoint.Survival outcome;
    private int failedReplicates;

    SurvivalEstimator(Work work, Endpoint.Survival outcome) {
        this.work = work;
        this.outcome = outcome;
    }

    List<Cell> estimate(List<Measure> measures) {
        Supplier<SurvivalBootstrap.Spread> spread = Lazy.of(this::bootstrap);
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> found(m, spread)))
                .toList();
    }

    /** Replicates of the bootstrap that gave no number. */
    int failedReplicates() {
        return failedReplicates;
    }

    private Found found(Measure measure, Supplier<SurvivalBootstrap.Spread> spread) {
        Cell.Counts counts = work.counts();
        SmallGroups.check(work.group(), counts, work.settings().limits());
        checkEvents(counts);
        Estimate estimate = switch (measure) {
            case HAZARD_RATIO -> Hazards.ratio(work, outcome);
            case SURVIVAL_DIFFERENCE, RMST_DIFFERENCE ->
                switch (work.prepared()) {
                    case Prepared.Crude c -> independent(measure);
                    case Prepared.Standardised s ->
                        GComputation.survival(work, horizonWithin(), measure == Measure.RMST_DIFFERENCE)
                                .estimate(Measures.scale(measure), work.level());
                    default -> resampled(measure, spread);
                };
            default ->
                throw Failure.of(
                        EffectError.NOT_AVAILABLE,
                        "",
                        Text.of("该指标不适用于此类结局", "the measure does not fit this type of outcome"),
                        Text.of("改用适合该结局类型的指标", "use a measure that fits the outcome"));
        };
        return new Found(work.group(), measure, estimate, counts);
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

    private double horizon() {
        return work.outcome()
                .horizon()
                .orElseThrow(() -> Failure.of(
                        EffectError.NOT_AVAILABLE,
                        work.outcome().id(),
                        Text.of("结局未给出评价时点", "the outcome names no horizon"),
                        Text.of("在方案的结局中补上时点", "name the horizon in the plan's outcome")));
    }

    /** The people of one arm, with their weights. */
    private SurvivalData arm(boolean treated) {
        boolean[] in = work.prepared().kept();
        double[] weight = Prepared.weight(work.prepared(), in.length);
        boolean[] flag = treated
                ? Take.and(in, work.sample().treated())
                : Take.andNot(in, work.sample().treated());
        int[] index = Take.where(flag);
        return new SurvivalData(
                Take.of(outcome.time(), index), Take.of(outcome.event(), index), Take.of(weight, index));
    }

    private Estimate independent(Measure measure) {
        SurvivalData treated = arm(true);
        SurvivalData control = arm(false);
        checkFollowUp(treated, control);
        if (measure == Measure.RMST_DIFFERENCE) {
            return RestrictedMean.difference(treated, control, horizon(), work.level());
        }
        var one = KaplanMeier.fit(treated);
        var zero = KaplanMeier.fit(control);
        double se = Math.hypot(one.standardErrorAt(horizon()), zero.standardErrorAt(horizon()));
        return Estimate.normal(one.at(horizon()) - zero.at(horizon()), se, work.level());
    }

    private Estimate resampled(Measure measure, Supplier<SurvivalBootstrap.Spread> spread) {
        SurvivalData treated = arm(true);
        SurvivalData control = arm(false);
        checkFollowUp(treated, control);
        double value = measure == Measure.RMST_DIFFERENCE
                ? RestrictedMean.of(treated, horizon(), work.level()).value()
                        - RestrictedMean.of(control, horizon(), work.level()).value()
                : KaplanMeier.fit(treated).at(horizon())
                        - KaplanMeier.fit(control).at(horizon());
        return Estimate.normal(value, spread.get().standardError(measure), work.level());
    }

    private void checkFollowUp(SurvivalData treated, SurvivalData control) {
        if (horizon() > RestrictedMean.longestHorizon(treated) || horizon() > RestrictedMean.longestHorizon(control)) {
            throw Failure.of(
                    EffectError.BEYOND_FOLLOW_UP,
                    work.outcome().time().orElse(work.outcome().id()),
                    Text.of(
                            "评价时点超出至少一组的最长随访时间，不作外推",
                            "the horizon lies beyond the follow-up of an arm; nothing is extrapolated"),
                    Text.of("缩短该结局的评价时点", "choose a shorter horizon for this outcome"));
        }
    }

    private double horizonWithin() {
        checkFollowUp(arm(true), arm(false));
        return horizon();
    }

    private SurvivalBootstrap.Spread bootstrap() {
        SurvivalBootstrap.Spread spread = switch (work.prepared()) {
            case Prepared.Weighted w -> SurvivalBootstrap.weighted(work, w, new StepCurve(outcome, horizon()));
            case Prepared.Matched m -> SurvivalBootstrap.matched(work, m, new StepCurve(outcome, horizon()));
            case Prepared.Crude c -> throw new IllegalStateException("needs no bootstrap");
            case Prepared.Augmented a -> throw new IllegalStateException("not available for this outcome");
            case Prepared.Sets s -> SurvivalBootstrap.sets(work, s, new StepCurve(outcome, horizon()));
            case Prepared.Robust r -> throw new IllegalStateException("not available for this outcome");
            case Prepared.Standardised r -> throw new IllegalStateException("not available for this adjustment");
            case Prepared.Neighbours r -> throw new IllegalStateException("not available for this adjustment");
            case Prepared.Regressed r -> throw new IllegalStateException("not available for this adjustment");
        };
        failedReplicates = spread.failed();
        return spread;
    }
}
