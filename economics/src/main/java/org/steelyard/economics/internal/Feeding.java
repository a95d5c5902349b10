package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.economics.ModelInputs;
import org.steelyard.economics.ModelPart.CurveFit;
import org.steelyard.economics.ModelPart.FedInput;
import org.steelyard.economics.internal.InputFeed.Effect;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Analyses;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.economics.model.ModelSpec.Joint;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Scenario;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.Protocol;

/**
 * Puts what the evaluation found into the parameters and curves of a model: estimate and uncertainty together, and several
 * effects with their correlation ({@link JointEffects}). Means and curves are those of the people as they are, without weights:
 * differences between arms come from the effect engine.
 */
final class Feeding {

    static final String AT = "economics.model";

    private final ModelInputs in;
    private final Protocol plan;
    private final Decision model;
    private final EconomicSettings settings;
    private final Problems problems;
    private final double smallest;
    private final List<FedInput> fed = new ArrayList<>();
    private final List<CurveFit> fits = new ArrayList<>();
    private Optional<Text> together = Optional.empty();

    /** @param smallest counts of people from 1 up to this are never shown, nor anything that gives them away */
    Feeding(ModelInputs in, Protocol plan, double smallest, EconomicSettings settings, Problems problems) {
        this.in = in;
        this.smallest = smallest;
        this.plan = plan;
        this.settings = settings;
        model = plan.economics()
                .filter(e -> e.model() instanceof Decision)
                .map(e -> (Decision) e.model())
                .orElseThrow(() -> new IllegalStateException("the plan has a decision model"));
        this.problems = problems;
    }

    List<FedInput> fed() {
        return List.copyOf(fed);
    }

    List<CurveFit> fits() {
        return List.copyOf(fits);
    }

    /** How several effects are drawn; empty where the model takes at most one. */
    Optional<Text> together() {
        return together;
    }

    ModelSpec apply(ModelSpec spec, double horizon) {
        Changed c = new Changed(
                new LinkedHashMap<>(spec.parameters()),
                new LinkedHashMap<>(spec.let()),
                new LinkedHashMap<>(spec.analyses().scenarios()),
                new LinkedHashMap<>(spec.curves()),
                new ArrayList<>(spec.joints()),
                new LinkedHashMap<>());
        InputFeed inputs = new InputFeed(in, plan, smallest, problems);
        for (int i = 0; i < model.inputs().size(); i++) {
            inputs.feed(model.inputs().get(i), AT + ".inputs[" + i + "]", c).ifPresent(fed::add);
        }
        CurveFeed curves = new CurveFeed(in, plan, horizon, problems);
        for (int i = 0; i < model.curves().size(); i++) {
            settings.progress()
                    .accept(Text.of(
                            "拟合曲线 " + model.curves().get(i).curve(),
                            "fitting the curve " + model.curves().get(i).curve()));
            curves.feed(model.curves().get(i), AT + ".curves[" + i + "]", c).ifPresent(fits::add);
        }
        if (problems.isEmpty()) {
            correlate(inputs.effects(), c);
        }
        return spec.fed(new ModelSpec.Feed(c.parameters, c.joints, c.let, c.curves, analyses(spec.analyses(), c)));
    }

    /** A model in the making. @param split parameters that became two, by their old name */
    record Changed(
            Map<String, Parameter> parameters,
            Map<String, Source> let,
            Map<String, Scenario> scenarios,
            Map<String, CurveSpec> curves,
            List<Joint> joints,
            Map<String, List<String>> split) {}

    private void correlate(List<Effect> effects, Changed c) {
        if (effects.size() < 2) {
            return;
        }
        JointEffects.Found found = new JointEffects(in.table(), plan, settings)
                .of(effects.stream().map(Effect::estimate).toList());
        together = Optional.of(found.said());
        List<Effect> members = found.members().stream().map(effects::get).toList();
        if (members.size() > 1) {
            c.joints.add(new Joint(
                    "correlation",
                    members.stream().map(Effect::parameter).toList(),
                    List.of(),
                    found.correlation(),
                    AT + ".inputs"));
        }
    }

    /** What analyses name a parameter that became two asks for both. */
    private static Analyses analyses(Analyses a, Changed c) {
        return new Analyses(
                a.cost(),
                a.effect(),
                a.reference(),
                a.thresholds(),
                a.draws(),
                split(a.oneWay(), c),
                a.twoWay(),
                c.scenarios,
                a.price(),
                a.information().stream().map(set -> split(set, c)).toList(),
                a.samples(),
                a.yearlyPopulation(),
                a.decisionYears(),
                a.equivalence());
    }

    private static List<String> split(List<String> names, Changed c) {
        return names.stream()
                .flatMap(n ->
                        Optional.ofNullable(c.split.get(n)).map(List::stream).orElseGet(() -> Stream.of(n)))
                .toList();
    }
}
