package org.steelyard.economics.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Which share of the price is paid for a person, as a function of the time of the agreed event.
 *
 * <p>An instalment due at time a is paid when the event has not happened by then (T &gt; a); the one at time 0 is always paid. An event within w (T ≤ w) has the share of the first
 * step that reaches it refunded, of what had been paid. Without instalments the whole price is paid at the start.
 *
 * @param refunds ascending in time
 */
public record PaymentSchedule(List<Step> instalments, List<Step> refunds) {

    /** @param time in years after the start @param share of the price */
    public record Step(double time, double share) {}

    public PaymentSchedule {
        instalments = List.copyOf(instalments);
        refunds = List.copyOf(refunds);
    }

    /** Times at which the payment changes, ascending, without 0. */
    public double[] breaks() {
        return Stream.concat(instalments.stream(), refunds.stream())
                .mapToDouble(Step::time)
                .filter(t -> t > 0)
                .distinct()
                .sorted()
                .toArray();
    }

    /** Share paid before any refund. @param event time of the event in years; infinite when there was none */
    public double paid(double event) {
        if (instalments.isEmpty()) {
            return 1;
        }
        return instalments.stream()
                .filter(i -> i.time == 0 || event > i.time)
                .mapToDouble(Step::share)
                .sum();
    }

    /** Share of the price that is paid back. */
    public double refunded(double event) {
        return refunds.stream()
                .filter(r -> event <= r.time)
                .findFirst()
                .map(r -> r.share * paid(event))
                .orElse(0.0);
    }

    public double net(double event) {
        return paid(event) - refunded(event);
    }

    /** Representative event times of the classes (0, b₁], (b₁, b₂], …, (b_m, ∞): their right ends. */
    public double[] classes() {
        return DoubleStream.concat(DoubleStream.of(breaks()), DoubleStream.of(Double.POSITIVE_INFINITY))
                .toArray();
    }

    /** Probabilities of the classes from the probabilities of an event by each break; what is not monotone by rounding is 0. */
    public static double[] probabilities(double[] by) {
        List<Double> out = new ArrayList<>();
        double before = 0;
        for (double p : by) {
            double here = Math.min(1, Math.max(before, p));
            out.add(here - before);
            before = here;
        }
        out.add(1 - before);
        return out.stream().mapToDouble(p -> p).toArray();
    }
}
