package org.steelyard.economics.model.internal.input;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Outcome;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.ModelSpec.Strategy;

/** Copies of a model with one section replaced. */
public final class Specs {

    private Specs() {}

    public static ModelSpec withParameters(ModelSpec s, Map<String, Parameter> parameters) {
        return with(s, s.settings(), s.outcomes(), s.strategies(), parameters);
    }

    public static ModelSpec withSettings(ModelSpec s, Settings settings) {
        return with(s, settings, s.outcomes(), s.strategies(), s.parameters());
    }

    public static ModelSpec withOutcomes(ModelSpec s, Map<String, Outcome> outcomes) {
        return with(s, s.settings(), outcomes, s.strategies(), s.parameters());
    }

    public static ModelSpec withStrategies(ModelSpec s, Map<String, Strategy> strategies) {
        return with(s, s.settings(), s.outcomes(), strategies, s.parameters());
    }

    /** Every outcome that names no rate of its own gets the given ones. */
    public static ModelSpec withRates(ModelSpec s, double costs, double effects) {
        Map<String, Outcome> out = new LinkedHashMap<>();
        s.outcomes().forEach((id, o) -> {
            double absent = o.cost() ? costs : effects;
            double rate = Double.isNaN(o.discount()) ? absent : o.discount();
            out.put(id, new Outcome(id, o.label(), o.cost(), o.unit(), rate));
        });
        return withOutcomes(s, out);
    }

    private static ModelSpec with(
            ModelSpec s,
            Settings settings,
            Map<String, Outcome> outcomes,
            Map<String, Strategy> strategies,
            Map<String, Parameter> parameters) {
        return new ModelSpec(
                s.header(),
                settings,
                outcomes,
                strategies,
                parameters,
                s.joints(),
                s.let(),
                s.tables(),
                s.curves(),
                s.bayes(),
                s.states(),
                s.transitions(),
                s.initial(),
                s.incident(),
                s.survival(),
                s.rewards(),
                s.tree(),
                s.attributes(),
                s.events(),
                s.analyses());
    }
}
