package org.steelyard.economics.model;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;

/**
 * What a run needs besides the model. Only {@code seed}, {@code draws} and the thresholds change a number.
 *
 * @param draws of the probabilistic analysis; empty for the model's own number
 * @param thresholds willingness to pay where the model names none
 * @param discountRange lowest and highest rate of the sensitivity analysis
 * @param fundGrowth of the fund a year where the model names none, against which a budget impact is judged
 * @param progress is told, in words for the user, what is being done
 * @param cancelled asked often; once true the run ends with {@link ModelError#CANCELLED}
 */
public record RunSettings(
        Seed seed,
        int threads,
        OptionalInt draws,
        List<Double> thresholds,
        List<Double> discountRange,
        OptionalDouble fundGrowth,
        Consumer<Text> progress,
        BooleanSupplier cancelled) {

    public RunSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread");
        }
        thresholds = List.copyOf(thresholds);
        discountRange = List.copyOf(discountRange);
    }

    /** One thread, silent. */
    public static RunSettings of(long seed) {
        return new RunSettings(
                new Seed(seed),
                1,
                OptionalInt.empty(),
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                text -> {},
                () -> false);
    }

    public RunSettings withThreads(int n) {
        return new RunSettings(seed, n, draws, thresholds, discountRange, fundGrowth, progress, cancelled);
    }

    public RunSettings withDraws(int n) {
        return new RunSettings(
                seed, threads, OptionalInt.of(n), thresholds, discountRange, fundGrowth, progress, cancelled);
    }

    public RunSettings withThresholds(List<Double> values) {
        return new RunSettings(seed, threads, draws, values, discountRange, fundGrowth, progress, cancelled);
    }

    public RunSettings withDiscountRange(List<Double> range) {
        return new RunSettings(seed, threads, draws, thresholds, range, fundGrowth, progress, cancelled);
    }

    public RunSettings withFundGrowth(double growth) {
        return new RunSettings(
                seed, threads, draws, thresholds, discountRange, OptionalDouble.of(growth), progress, cancelled);
    }

    public RunSettings withProgress(Consumer<Text> listener) {
        return new RunSettings(seed, threads, draws, thresholds, discountRange, fundGrowth, listener, cancelled);
    }

    public RunSettings withCancelled(BooleanSupplier asked) {
        return new RunSettings(seed, threads, draws, thresholds, discountRange, fundGrowth, progress, asked);
    }
}
