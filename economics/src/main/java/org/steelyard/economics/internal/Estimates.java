package org.steelyard.economics.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Provenance;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.Protocol;

/** The results as a flat list of numbers, each with its interval, estimand and provenance. */
final class Estimates {

    private static final String ANALYSIS = "economics";

    private final Analysis analysis;
    private final Provenance provenance;
    private final List<EffectEstimate> out = new ArrayList<>();
    private final String money;
    private final int deaths;

    private Estimates(Analysis analysis) {
        this.analysis = analysis;
        provenance = analysis.settings().provenance().at(step(analysis));
        money = analysis.inputs().plan().currency() + " "
                + analysis.inputs().plan().priceYear();
        int count = 0;
        for (FollowUp.End end : analysis.people().survival().ends()) {
            count += end == FollowUp.End.CENSORED ? 0 : 1;
        }
        deaths = count;
    }

    private static String step(Analysis analysis) {
        Protocol plan = analysis.plan();
        return "economics/" + plan.id() + "/" + plan.version() + "?draws="
                + analysis.inputs().plan().draws() + "&pack="
                + analysis.inputs().pack().id() + "@"
                + analysis.inputs().pack().version();
    }

    static List<EffectEstimate> of(Analysis analysis) {
        Estimates estimates = new Estimates(analysis);
        estimates.increments();
        estimates.netBenefits();
        estimates.strategies();
        return List.copyOf(estimates.out);
    }

    private void increments() {
        add(new Quantity("incremental-cost", money, false, discounting()), Valuation::deltaCost);
        add(new Quantity("incremental-qaly", "QALY", true, discounting()), Valuation::deltaQaly);
        add(new Quantity("incremental-ly", "years", true, discounting()), Valuation::deltaLy);
        add(
                new Quantity("incremental-ly-undiscounted", "years", true, "not discounted"),
                v -> v.treated().lifeYears() - v.control().lifeYears());
    }

    private void netBenefits() {
        for (double multiple : analysis.inputs().pack().thresholdMultiples()) {
            double threshold = analysis.inputs().threshold(multiple);
            String id = "net-benefit@"
                    + BigDecimal.valueOf(threshold).stripTrailingZeros().toPlainString();
            add(
                    new Quantity(id, money, false, discounting()),
                    v -> CostEffectiveness.netBenefit(threshold, v.deltaCost(), v.deltaQaly()));
        }
    }

    private void strategies() {
        add(
                new Quantity("mean-cost/treated", money, false, discounting()),
                v -> v.treated().cost());
        add(
                new Quantity("mean-cost/control", money, false, discounting()),
                v -> v.control().cost());
        add(
                new Quantity("mean-qaly/treated", "QALY", true, discounting()),
                v -> v.treated().qaly());
        add(
                new Quantity("mean-qaly/control", "QALY", true, discounting()),
                v -> v.control().qaly());
        add(
                new Quantity("mean-ly/treated", "years", true, discounting()),
                v -> v.treated().ly());
        add(
                new Quantity("mean-ly/control", "years", true, discounting()),
                v -> v.control().ly());
    }

    /** @param counted whether the number rests on deaths */
    private record Quantity(String measure, String unit, boolean counted, String convention) {}

    private void add(Quantity quantity, ToDoubleFunction<Valuation> value) {
        Spread spread = Spread.of(analysis.draws().of(value), analysis.level());
        Interval interval = spread.interval();
        People people = analysis.people();
        out.add(new EffectEstimate(
                ANALYSIS + "/" + quantity.measure(),
                Module.ECONOMIC,
                Dimension.ECONOMIC_EVALUATION,
                quantity.counted() ? people.survival().id() : "cost",
                ANALYSIS,
                analysis.settings().preSpecified(),
                method(),
                analysis.inputs().plan().target().name(),
                quantity.measure(),
                population(analysis.inputs().plan().target()),
                value.applyAsDouble(analysis.base()),
                spread.se(),
                interval.lower(),
                interval.upper(),
                analysis.level(),
                Double.NaN,
                people.count(),
                people.rows(true).length,
                quantity.counted() ? deaths : -1,
                quantity.unit(),
                quantity.convention(),
                provenance));
    }

    private static String population(Target target) {
        return switch (target) {
            case ATE -> "all";
            case ATT -> "treated";
            case ATC -> "control";
            case ATO, ATM -> "overlap";
        };
    }

    private String method() {
        String model = switch (analysis.inputs().plan().model()) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel _ -> "patient-level costs and restricted mean survival";
            case PartitionedSurvival _ -> "partitioned survival";
        };
        String weights = analysis.people().covariates().isEmpty()
                ? "unadjusted"
                : "propensity-score weighting (" + analysis.inputs().plan().target() + ", Hajek)";
        return model + ", " + weights + ", joint bootstrap of people and draws of parameters, percentile interval";
    }

    private String discounting() {
        Rates rates = analysis.inputs().rates();
        return String.format(
                Locale.ROOT,
                "discounted at %s (costs) and %s (effects) a year, horizon %s years",
                rates.costs(),
                rates.effects(),
                rates.horizon());
    }
}
