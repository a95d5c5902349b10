package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicResults.OneWay;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;

/**
 * One number low and high, all else as planned: each uncertain parameter at the limits of its central interval, the discount
 * rates at the ends of the policy pack's range, the horizon at half. The horizon is never lengthened, since that would be
 * extrapolation; patient-level costs are not dated, so their horizon is not varied.
 */
final class OneWayAnalysis {

    private final Inputs inputs;
    private final Model.Prepared prepared;
    private final double level;
    private final List<OneWay> rows = new ArrayList<>();

    private OneWayAnalysis(Inputs inputs, Model.Prepared prepared, double level) {
        this.inputs = inputs;
        this.prepared = prepared;
        this.level = level;
    }

    static List<OneWay> of(Inputs inputs, Model.Prepared prepared, double level) {
        OneWayAnalysis analysis = new OneWayAnalysis(inputs, prepared, level);
        analysis.varyParameters();
        analysis.varyRates();
        return List.copyOf(analysis.rows);
    }

    private void varyParameters() {
        Use use = prepared.use(inputs.rates());
        double tail = (1 - level) / 2;
        for (int i = 0; i < inputs.parameters().size(); i++) {
            NamedParameter parameter = inputs.parameters().get(i);
            if (!parameter.distribution().fixed()) {
                double low = parameter.distribution().quantile(tail);
                double high = parameter.distribution().quantile(1 - tail);
                Valuation atLow = Valuation.of(use, withParameter(i, low));
                Valuation atHigh = Valuation.of(use, withParameter(i, high));
                add(parameter.id(), parameter.label(), new Ends(low, high, atLow, atHigh));
            }
        }
    }

    private double[] withParameter(int index, double value) {
        double[] values = inputs.means();
        values[index] = value;
        return values;
    }

    private void varyRates() {
        Rates base = inputs.rates();
        double low = inputs.pack().discountRange().get(0);
        double high = inputs.pack().discountRange().get(1);
        boolean stateModel = inputs.plan().model() instanceof PartitionedSurvival;
        if (stateModel || base.horizon() > 1) {
            addRates(
                    "discountCosts",
                    Text.of("成本贴现率", "Discount rate of costs"),
                    new Span(
                            low,
                            high,
                            new Rates(low, base.effects(), base.horizon()),
                            new Rates(high, base.effects(), base.horizon())));
            addRates(
                    "discountEffects",
                    Text.of("健康产出贴现率", "Discount rate of effects"),
                    new Span(
                            low,
                            high,
                            new Rates(base.costs(), low, base.horizon()),
                            new Rates(base.costs(), high, base.horizon())));
            addRates(
                    "discountBoth",
                    Text.of("贴现率（成本与产出同时变化）", "Discount rate of both"),
                    new Span(low, high, new Rates(low, low, base.horizon()), new Rates(high, high, base.horizon())));
        }
        if (stateModel) {
            double half = base.horizon() / 2;
            addRates(
                    "horizon",
                    Text.of("研究时限（减半，不外推）", "Horizon (halved; never extrapolated)"),
                    new Span(half, base.horizon(), new Rates(base.costs(), base.effects(), half), base));
        }
    }

    private record Span(double low, double high, Rates atLow, Rates atHigh) {}

    private record Ends(double low, double high, Valuation atLow, Valuation atHigh) {}

    private void addRates(String id, Text label, Span span) {
        Valuation atLow = Valuation.of(prepared.use(span.atLow()), inputs.means());
        Valuation atHigh = Valuation.of(prepared.use(span.atHigh()), inputs.means());
        add(id, label, new Ends(span.low(), span.high(), atLow, atHigh));
    }

    private void add(String id, Text label, Ends ends) {
        rows.add(new OneWay(
                id,
                label,
                ends.low(),
                ends.high(),
                icer(ends.atLow()),
                icer(ends.atHigh()),
                netBenefit(ends.atLow()),
                netBenefit(ends.atHigh())));
    }

    private static double icer(Valuation v) {
        return CostEffectiveness.icer(v.deltaCost(), v.deltaQaly());
    }

    private double netBenefit(Valuation v) {
        return CostEffectiveness.netBenefit(inputs.threshold(inputs.mainMultiple()), v.deltaCost(), v.deltaQaly());
    }
}
