package org.steelyard.simulator.internal;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** One of several things, each as often as its weight says. */
record Choice<T>(List<T> things, double[] cumulative) {

    static <T> Choice<T> of(List<T> things, ToDoubleFunction<T> weight) {
        double[] cumulative = new double[things.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += weight.applyAsDouble(things.get(i));
            cumulative[i] = sum;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("a choice needs a weight above zero");
        }
        return new Choice<>(List.copyOf(things), cumulative);
    }

    T pick(Draws draws) {
        double at = draws.uniform() * cumulative[cumulative.length - 1];
        int i = 0;
        while (i < cumulative.length - 1 && cumulative[i] <= at) {
            i++;
        }
        return things.get(i);
    }
}
