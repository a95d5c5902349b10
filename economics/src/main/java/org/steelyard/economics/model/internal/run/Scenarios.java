package org.steelyard.economics.model.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Outcome;
import org.steelyard.economics.model.ModelSpec.Scenario;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.Strategy;
import org.steelyard.economics.model.internal.build.Builder;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.input.Specs;
import org.steelyard.economics.model.internal.read.SettingsReader;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/** A model with the assumptions of a scenario. What a scenario sets holds for every strategy and stands above what the strategy says. */
public final class Scenarios {

    private Scenarios() {}

    public static ModelSpec apply(ModelSpec spec, Scenario scenario) {
        Settings settings = SettingsReader.over(spec.settings(), scenario.settings(), scenario.path() + ".settings");
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        spec.outcomes()
                .forEach((id, o) -> outcomes.put(
                        id,
                        new Outcome(
                                id,
                                o.label(),
                                o.cost(),
                                o.unit(),
                                scenario.discount().getOrDefault(id, o.discount()))));
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        Map<String, Strategy> before = spec.strategies();
        before.forEach((id, s) -> {
            Map<String, Source> set = new LinkedHashMap<>(s.set());
            set.putAll(scenario.set());
            strategies.put(id, new Strategy(id, s.label(), set));
        });
        if (before.isEmpty() && !scenario.set().isEmpty()) {
            strategies.put("", new Strategy("", Text.EMPTY, scenario.set()));
        }
        ModelSpec changed =
                Specs.withStrategies(Specs.withOutcomes(Specs.withSettings(spec, settings), outcomes), strategies);
        return changed;
    }

    /** The model alone, built for a scenario; what it leaves unused is no fault. */
    public static Built build(ModelSpec spec, Scenario scenario, Findings findings) {
        return Builder.build(Specs.bare(apply(spec, scenario)), findings);
    }

    /** With its budget. */
    static Built buildWhole(ModelSpec spec, Scenario scenario, Findings findings) {
        return Builder.build(apply(spec, scenario), findings);
    }

    /** Problems that only a scenario brings. */
    public static void check(ModelSpec spec, Findings findings) {
        for (Scenario scenario : spec.analyses().scenarios().values()) {
            Findings own = new Findings(Place::field);
            Built built = build(spec, scenario, own);
            boolean sound = own.list().stream().allMatch(p -> p.code() == ModelError.UNUSED);
            if (sound) {
                Findings run = new Findings(Place::field);
                BaseCheck.run(built, run);
                run.list().forEach(p -> findings.add((ModelError) p.code(), scenario.path(), p.message(), p.remedy()));
            }
            own.list().stream()
                    .filter(p -> p.code() != ModelError.UNUSED)
                    .forEach(p -> findings.add(
                            (ModelError) p.code(),
                            p.place().field().startsWith(scenario.path())
                                    ? p.place().field()
                                    : scenario.path(),
                            p.message(),
                            p.remedy()));
        }
    }
}
