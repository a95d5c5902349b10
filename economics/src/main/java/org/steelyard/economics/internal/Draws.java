package org.steelyard.economics.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * The probabilistic analysis: each draw resamples people within their arm, fits the propensity score again, reads the model
 * from them, and values it with one joint draw of all parameters.
 *
 * <p>Reference: Briggs, Wonderling, Mooney. Health Econ 1997;6:327–340,
 * doi:10.1002/(SICI)1099-1050(199707)6:4&lt;327::AID-HEC282&gt;3.0.CO;2-W.
 *
 * @param failed resamples to which the propensity model could not be fitted, left out
 */
record Draws(List<Valuation> values, int failed) {

    static Draws run(Inputs inputs, Model model, Weighting weighting, boolean[] treated, EconomicSettings settings) {
        Seed seed = settings.seed().child("economics");
        Bootstrap.Plan plan = new Bootstrap.Plan(
                        inputs.plan().draws(),
                        seed.child("people"),
                        settings.threads(),
                        java.util.Optional.empty(),
                        settings.limits().failedDraws())
                .within(treated);
        Replicates people = Bootstrap.run(treated.length, plan, units -> {
            double[] counts = new double[treated.length];
            for (int unit : units) {
                counts[unit]++;
            }
            return model.prepare(weighting.weights(counts)).use(inputs.rates()).flat();
        });
        int lines = inputs.lines().size();
        List<Valuation> values = IntStream.range(0, people.values().length)
                .mapToObj(d -> Valuation.of(
                        Use.of(people.values()[d], lines),
                        inputs.draw(seed.child("parameters", d).generator())))
                .toList();
        return new Draws(values, people.failed());
    }

    double[] of(java.util.function.ToDoubleFunction<Valuation> quantity) {
        return values.stream().mapToDouble(quantity).toArray();
    }
}
