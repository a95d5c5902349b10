package org.steelyard.economics.model.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;

/** A model with the assumptions of a scenario. What a scenario sets holds for every strategy and stands above what the strategy says. */
public final class Scenarios {

    private static final double ROUNDING = 1e-9;

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

    /** What formulas can ask for by name and a scenario can put another meaning to. */
    private static Set<String> settable(ModelSpec spec) {
        Set<String> out = new TreeSet<>(spec.parameters().keySet());
        spec.joints().forEach(j -> out.addAll(j.members()));
        out.addAll(spec.let().keySet());
        out.addAll(spec.attributes().keySet());
        spec.strategies().values().forEach(s -> out.addAll(s.set().keySet()));
        return out;
    }

    private static void known(Map<String, Source> set, Set<String> names, Findings findings) {
        set.forEach((name, source) -> {
            if (!names.contains(name)) {
                findings.add(
                        ModelError.UNKNOWN_NAME,
                        source.path(),
                        Text.of(
                                "情景设定了模型中没有的名称 " + name,
                                "the scenario sets " + name + ", which the model does not have"),
                        Spelling.nearest(name, names)
                                .map(n -> Text.of("是否想写 " + n + "？", "Did you mean " + n + "?"))
                                .orElse(Text.of("改用参数、let 或策略中的名称", "Use a name of parameters, let or a strategy")));
            }
        });
    }

    /** Problems that only a scenario brings. */
    public static void check(ModelSpec spec, Findings findings) {
        Set<String> names = settable(spec);
        spec.budget().ifPresent(b -> b.scenarios().values().forEach(s -> known(s.set(), names, findings)));
        double weights = spec.analyses().scenarios().values().stream()
                .mapToDouble(Scenario::weight)
                .sum();
        if (weights > 1 + ROUNDING) {
            findings.add(
                    ModelError.BAD_SETTING,
                    "analyses.scenarios",
                    Text.of(
                            "各情景权重之和超过 1，基本情形没有剩余权重",
                            "the weights of the scenarios sum to more than 1, which leaves none to the base case"),
                    Text.of("让权重之和不超过 1", "Let the weights sum to 1 at most"));
        }
        for (Scenario scenario : spec.analyses().scenarios().values()) {
            known(scenario.set(), names, findings);
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
