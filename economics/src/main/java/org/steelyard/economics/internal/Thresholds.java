package org.steelyard.economics.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicResults.NetBenefit;
import org.steelyard.economics.EconomicResults.Psa;
import org.steelyard.economics.EconomicResults.ThresholdPrice;
import org.steelyard.kernel.Text;

/** What the result means at each willingness to pay. */
final class Thresholds {

    /** The acceptability curve is drawn a third beyond the highest threshold, in hundredths of it. */
    private static final int STEPS = 100;

    private static final int LAST_STEP = 133;

    private final Analysis analysis;
    private final double[] deltaCost;
    private final double[] deltaQaly;

    Thresholds(Analysis analysis) {
        this.analysis = analysis;
        deltaCost = analysis.draws().of(Valuation::deltaCost);
        deltaQaly = analysis.draws().of(Valuation::deltaQaly);
    }

    static Text label(double multiple) {
        String number = BigDecimal.valueOf(multiple).stripTrailingZeros().toPlainString();
        return Text.of(number + " 倍人均 GDP", number + " × GDP per capita");
    }

    List<NetBenefit> netBenefits() {
        return analysis.inputs().pack().thresholdMultiples().stream()
                .map(this::netBenefit)
                .toList();
    }

    private NetBenefit netBenefit(double multiple) {
        double threshold = analysis.inputs().threshold(multiple);
        double value = CostEffectiveness.netBenefit(
                threshold, analysis.base().deltaCost(), analysis.base().deltaQaly());
        Spread spread = Spread.of(CostEffectiveness.netBenefit(threshold, deltaCost, deltaQaly), analysis.level());
        double probability = CostEffectiveness.acceptability(threshold, deltaCost, deltaQaly);
        return new NetBenefit(threshold, label(multiple), value, spread.interval(), probability);
    }

    /** Empty when no line is the price, or the intervention does not use more of it than the comparator. */
    List<ThresholdPrice> prices() {
        OptionalInt line = analysis.inputs().priceLine();
        if (line.isEmpty() || analysis.base().extraUnits(line.getAsInt()) <= 0) {
            return List.of();
        }
        return analysis.inputs().pack().thresholdMultiples().stream()
                .map(multiple -> price(line.getAsInt(), multiple))
                .toList();
    }

    private ThresholdPrice price(int line, double multiple) {
        double threshold = analysis.inputs().threshold(multiple);
        double[] draws = analysis.draws().values().stream()
                .filter(v -> v.extraUnits(line) > 0)
                .mapToDouble(v -> v.thresholdPrice(line, threshold))
                .toArray();
        return new ThresholdPrice(
                threshold,
                label(multiple),
                analysis.base().thresholdPrice(line, threshold),
                Spread.of(draws, analysis.level()).interval());
    }

    Psa psa() {
        double[] grid = grid();
        double[] probability = DoubleStream.of(grid)
                .map(t -> CostEffectiveness.acceptability(t, deltaCost, deltaQaly))
                .toArray();
        double[] information = DoubleStream.of(grid)
                .map(t -> CostEffectiveness.perfectInformation(t, deltaCost, deltaQaly))
                .toArray();
        return new Psa(deltaCost, deltaQaly, grid, probability, information);
    }

    /** Equal steps from 0, and the thresholds themselves. */
    private double[] grid() {
        List<Double> multiples = analysis.inputs().pack().thresholdMultiples();
        double highest = multiples.stream().mapToDouble(m -> m).max().orElseThrow();
        DoubleStream steps = IntStream.rangeClosed(0, LAST_STEP).mapToDouble(i -> highest * i / STEPS);
        return DoubleStream.concat(steps, multiples.stream().mapToDouble(m -> m))
                .map(analysis.inputs()::threshold)
                .sorted()
                .distinct()
                .toArray();
    }
}
