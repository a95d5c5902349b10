package org.steelyard.economics.model.internal.input;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.AgreementSpec;
import org.steelyard.economics.model.ModelSpec.BudgetSpec;
import org.steelyard.economics.model.ModelSpec.EventsSpec;
import org.steelyard.economics.model.ModelSpec.Outcome;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Reward;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.State;
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
                s.analyses(),
                s.budget(),
                s.agreements());
    }

    /** The model alone: nothing of what is built upon it. */
    public static ModelSpec bare(ModelSpec s) {
        return extended(s, Optional.empty(), Map.of());
    }

    public static ModelSpec withBudget(ModelSpec s, BudgetSpec budget) {
        return extended(s, Optional.of(budget), Map.of());
    }

    /** What people go through, and what it is worth. */
    public record Course(
            Map<String, State> states,
            Map<String, Map<String, Source>> transitions,
            Map<String, Reward> rewards,
            EventsSpec events) {}

    public static ModelSpec withCourse(ModelSpec s, Course c) {
        return new ModelSpec(
                s.header(),
                s.settings(),
                s.outcomes(),
                s.strategies(),
                s.parameters(),
                s.joints(),
                s.let(),
                s.tables(),
                s.curves(),
                s.bayes(),
                c.states(),
                c.transitions(),
                s.initial(),
                s.incident(),
                s.survival(),
                c.rewards(),
                s.tree(),
                s.attributes(),
                c.events(),
                s.analyses(),
                s.budget(),
                s.agreements());
    }

    public static ModelSpec fed(ModelSpec s, ModelSpec.Feed feed) {
        return new ModelSpec(
                s.header(),
                s.settings(),
                s.outcomes(),
                s.strategies(),
                feed.parameters(),
                feed.joints(),
                feed.let(),
                s.tables(),
                feed.curves(),
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
                feed.analyses(),
                s.budget(),
                s.agreements());
    }

    public static ModelSpec with(ModelSpec s, ModelSpec.Header header, Settings settings) {
        return new ModelSpec(
                header,
                settings,
                s.outcomes(),
                s.strategies(),
                s.parameters(),
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
                s.analyses(),
                s.budget(),
                s.agreements());
    }

    private static ModelSpec extended(ModelSpec s, Optional<BudgetSpec> budget, Map<String, AgreementSpec> agreements) {
        return new ModelSpec(
                s.header(),
                s.settings(),
                s.outcomes(),
                s.strategies(),
                s.parameters(),
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
                s.analyses(),
                budget,
                agreements);
    }
}
