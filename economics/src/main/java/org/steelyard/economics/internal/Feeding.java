package org.steelyard.economics.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.economics.EconomicError;
import org.steelyard.economics.ModelInputs;
import org.steelyard.economics.ModelPart.CurveFit;
import org.steelyard.economics.ModelPart.FedInput;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.economics.model.ModelSpec.DistributionSpec;
import org.steelyard.economics.model.ModelSpec.Joint;
import org.steelyard.economics.model.ModelSpec.Scenario;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel.ModelCurve;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.EconomicModel.ModelInput;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;

/**
 * Puts what the evaluation found into the parameters and curves of a model: estimate and uncertainty together.
 *
 * <p>A ratio is lognormal with the standard error of its logarithm, a difference normal; a mean cost is gamma, a mean utility beta (normal where it is no share), each with
 * se = sd/√n; a number of people is certain. Parameters of a fitted curve are multivariate normal on the scale of the search. Means and curves are those of the people as they are,
 * without weights: differences between arms come from the effect engine.
 *
 * <p>Bias. A confounder with risk ratio b on treatment and on outcome moves a ratio by at most B = b²/(2b − 1); each strength is a scenario in which the ratio is moved by B towards, and
 * beyond, no effect. Reference: Ding, VanderWeele. Epidemiology 2016;27:368–377, doi:10.1097/EDE.0000000000000457.
 */
final class Feeding {

    private static final String AT = "economics.model";
    /** Nobody has an event at time 0 in a parametric family: half a day stands for it. */
    private static final double HALF_DAY = 0.5 / 365.25;

    private final ModelInputs in;
    private final Protocol plan;
    private final ModelFile model;
    private final Problems problems;
    private final double smallest;
    private final List<FedInput> fed = new ArrayList<>();
    private final List<CurveFit> fits = new ArrayList<>();

    /** @param smallest counts of people from 1 up to this are never shown, nor anything that gives them away */
    Feeding(ModelInputs in, Protocol plan, double smallest, Problems problems) {
        this.in = in;
        this.smallest = smallest;
        this.plan = plan;
        model = plan.economics()
                .filter(e -> e.model() instanceof ModelFile)
                .map(e -> (ModelFile) e.model())
                .orElseThrow(() -> new IllegalStateException("the plan's model is a file"));
        this.problems = problems;
    }

    List<FedInput> fed() {
        return List.copyOf(fed);
    }

    List<CurveFit> fits() {
        return List.copyOf(fits);
    }

    ModelSpec apply(ModelSpec spec, double horizon) {
        Map<String, ModelSpec.Parameter> parameters = new LinkedHashMap<>(spec.parameters());
        Map<String, Scenario> scenarios = new LinkedHashMap<>(spec.analyses().scenarios());
        for (int i = 0; i < model.inputs().size(); i++) {
            input(model.inputs().get(i), AT + ".inputs[" + i + "]", parameters, scenarios);
        }
        Map<String, CurveSpec> curves = new LinkedHashMap<>(spec.curves());
        List<Joint> joints = new ArrayList<>(spec.joints());
        for (int i = 0; i < model.curves().size(); i++) {
            curve(model.curves().get(i), AT + ".curves[" + i + "]", new Curves(curves, joints, horizon));
        }
        return spec.fed(parameters, joints, curves, scenarios);
    }

    private record Curves(Map<String, CurveSpec> curves, List<Joint> joints, double horizon) {}

    private void bad(EconomicError error, String path, String zh, String en) {
        problems.add(
                error, Place.field(path), Text.of(zh, en), Text.of("改正方案或模型文件", "correct the plan or the model file"));
    }

    /** A value with its uncertainty. */
    private record Found(double value, double se, double lower, double upper, DistributionSpec distribution) {}

    private void input(
            ModelInput input,
            String path,
            Map<String, ModelSpec.Parameter> parameters,
            Map<String, Scenario> scenarios) {
        ModelSpec.Parameter old = parameters.get(input.parameter());
        if (old == null) {
            bad(
                    EconomicError.MODEL_FILE,
                    path + ".parameter",
                    "模型没有参数 " + input.parameter() + "；现有：" + String.join("、", parameters.keySet()),
                    "the model has no parameter " + input.parameter() + "; there are: "
                            + String.join(", ", parameters.keySet()));
            return;
        }
        Optional<Found> found = switch (input.from()) {
            case EFFECT -> effect(input, path);
            case COST -> mean(input, path, true);
            case UTILITY -> mean(input, path, false);
            case PEOPLE -> people(input, path);
        };
        found.ifPresent(f -> {
            String what = input.estimate()
                    .or(input::variable)
                    .orElse(input.arm()
                            .map(a -> a.name().toLowerCase(Locale.ROOT))
                            .orElse("all"));
            String from = input.from().name().toLowerCase(Locale.ROOT);
            parameters.put(input.parameter(), replaced(old, f, from + " " + what));
            fed.add(new FedInput(
                    old.id(), old.label(), from, what, f.value, f.se, f.lower, f.upper, f.distribution.kind()));
            input.bias().forEach(b -> bias(old, f.value, b, scenarios));
        });
    }

    private static ModelSpec.Parameter replaced(ModelSpec.Parameter old, Found f, String source) {
        boolean certain = f.distribution.kind().equals("fixed");
        boolean limits = Double.isFinite(f.lower) && Double.isFinite(f.upper) && !certain;
        return new ModelSpec.Parameter(
                old.id(),
                old.label(),
                number(f.value, old.path() + ".value"),
                old.unit(),
                certain ? Optional.empty() : Optional.of(f.distribution),
                limits ? number(f.lower, old.path() + ".low") : new Source("", old.path() + ".low"),
                limits ? number(f.upper, old.path() + ".high") : new Source("", old.path() + ".high"),
                source,
                old.path());
    }

    private static Source number(double value, String path) {
        return new Source(BigDecimal.valueOf(value).toPlainString(), path);
    }

    private static DistributionSpec distribution(String kind, Map<String, Double> numbers) {
        return new DistributionSpec(kind, numbers, List.of(), List.of(), AT + ".inputs");
    }

    private Optional<Found> effect(ModelInput input, String path) {
        String id = input.estimate().orElse("");
        Optional<EffectEstimate> found = in.effect().estimates().stream()
                .filter(e -> e.id().equals(id))
                .filter(e -> Double.isFinite(e.value()) && Double.isFinite(spread(e)))
                .findFirst();
        if (found.isEmpty()) {
            String known = String.join(
                    ", ",
                    in.effect().estimates().stream()
                            .map(EffectEstimate::id)
                            .limit(30)
                            .toList());
            bad(
                    EconomicError.MODEL_INPUT,
                    path + ".estimate",
                    "没有带不确定性的效果估计 " + id + "；现有：" + known,
                    "there is no effect estimate " + id + " with its uncertainty; there are: " + known);
            return Optional.empty();
        }
        EffectEstimate e = found.get();
        double s = input.scale();
        boolean ratio = e.measure().contains("ratio");
        double se = spread(e);
        DistributionSpec d = ratio
                ? distribution("lognormal", Map.of("meanlog", StrictMath.log(e.value() * s), "sdlog", se))
                : distribution("normal", Map.of("mean", e.value() * s, "se", se * Math.abs(s)));
        double a = e.lower() * s;
        double b = e.upper() * s; // a negative scale turns a difference round, limits and all
        return Optional.of(new Found(e.value() * s, ratio ? se : se * Math.abs(s), Math.min(a, b), Math.max(a, b), d));
    }

    /** Standard error on the scale of the distribution; from the interval where a method gives none. */
    private static double spread(EffectEstimate e) {
        if (Double.isFinite(e.se()) && e.se() > 0) {
            return e.se();
        }
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + e.level()) / 2);
        boolean ratio = e.measure().contains("ratio");
        return ratio
                ? (StrictMath.log(e.upper()) - StrictMath.log(e.lower())) / (2 * z)
                : (e.upper() - e.lower()) / (2 * z);
    }

    private int[] rows(Optional<Arm> arm) {
        double[] exposure = in.table().numbers(plan.exposure().variable());
        return IntStream.range(0, in.table().rows())
                .filter(i -> arm.isEmpty() || exposure[i] == (arm.get() == Arm.TREATED ? 1 : 0))
                .toArray();
    }

    private Optional<Found> mean(ModelInput input, String path, boolean cost) {
        String variable = input.variable().orElse("");
        if (!in.table().has(variable)) {
            bad(
                    EconomicError.MODEL_INPUT,
                    path + ".variable",
                    "分析表没有变量 " + variable,
                    "the analysis table has no variable " + variable);
            return Optional.empty();
        }
        double[] all = in.table().numbers(variable);
        double[] v = IntStream.of(rows(input.arm()))
                .mapToDouble(i -> all[i])
                .filter(x -> !Double.isNaN(x))
                .toArray();
        double mean = Arrays.stream(v).average().orElse(Double.NaN);
        double variance = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / (v.length - 1.0);
        if (v.length < 2 || cost && !(mean > 0)) {
            bad(
                    EconomicError.MODEL_INPUT,
                    path + ".variable",
                    "变量 " + variable + " 在该组没有可用的均值",
                    "the variable " + variable + " has no usable mean in this arm");
            return Optional.empty();
        }
        double value = mean * input.scale();
        double se = Math.sqrt(variance / v.length) * input.scale();
        boolean share = value > 0 && value < 1 && se * se < value * (1 - value);
        String kind = se == 0 ? "fixed" : cost ? "gamma" : share ? "beta" : "normal";
        double z = NormalDistribution.of(0, 1)
                .inverseCumulativeProbability((1 + plan.analysis().level()) / 2);
        return Optional.of(new Found(
                value, se, value - z * se, value + z * se, distribution(kind, Map.of("mean", value, "se", se))));
    }

    private Optional<Found> people(ModelInput input, String path) {
        int n = rows(input.arm()).length;
        if (n == 0) {
            bad(EconomicError.MODEL_INPUT, path, "该组没有人", "nobody is in this arm");
            return Optional.empty();
        }
        if (n <= smallest) {
            long limit = Math.round(smallest);
            bad(
                    EconomicError.MODEL_INPUT,
                    path,
                    "该组人数不超过政策包不予公布的最大计数 " + limit + "，模型的金额会泄露人数；请改用外部来源的人数",
                    "this arm is no larger than " + limit
                            + ", up to which the policy pack shows no counts, and the amounts of the model would give it away; take the number from another source");
            return Optional.empty();
        }
        double value = n * input.scale();
        return Optional.of(new Found(value, 0, value, value, distribution("fixed", Map.of())));
    }

    private static void bias(ModelSpec.Parameter p, double value, double strength, Map<String, Scenario> scenarios) {
        double factor = strength * strength / (2 * strength - 1);
        double moved = value < 1 ? value * factor : value / factor;
        String id = "bias-" + p.id() + "-" + strength;
        Text label = Text.of(
                p.label().zh() + "：未测混杂强度 " + strength,
                p.label().en() + ": unmeasured confounding of strength " + strength);
        scenarios.put(
                id,
                new Scenario(
                        id,
                        label,
                        Map.of(p.id(), number(moved, id)),
                        Map.of(),
                        Map.of(),
                        0,
                        "analyses.scenarios." + id));
    }

    private void curve(ModelCurve curve, String path, Curves to) {
        CurveSpec old = to.curves.get(curve.curve());
        if (old == null) {
            bad(
                    EconomicError.MODEL_FILE,
                    path + ".curve",
                    "模型没有曲线 " + curve.curve() + "；现有：" + String.join("、", to.curves.keySet()),
                    "the model has no curve " + curve.curve() + "; there are: "
                            + String.join(", ", to.curves.keySet()));
            return;
        }
        Outcome outcome = plan.outcomes().stream()
                .filter(o -> o.id().equals(curve.outcome()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan was checked: " + curve.outcome()));
        double perYear = outcome.timeUnit().orElseThrow().perYear();
        double[] time = in.table().numbers(outcome.time().orElseThrow());
        double[] event = in.table().numbers(outcome.event().orElseThrow());
        int[] rows = IntStream.of(rows(Optional.of(curve.arm())))
                .filter(i -> time[i] >= 0 && !Double.isNaN(event[i]))
                .toArray();
        double[] years = IntStream.of(rows)
                .mapToDouble(i -> Math.max(time[i] / perYear, HALF_DAY))
                .toArray();
        boolean[] events = new boolean[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            events[i] = event[rows[i]] == 1;
            count += events[i] ? 1 : 0;
        }
        if (count < 2) {
            bad(
                    EconomicError.MODEL_INPUT,
                    path,
                    "该组事件少于 2 例，无法拟合",
                    "fewer than two events in this arm: nothing can be fitted");
            return;
        }
        CurveFitting.Fitted fitted = CurveFitting.fit(curve, years, events, to.horizon);
        fits.add(fitted.shown());
        if (!fitted.chosen().converged()) {
            bad(
                    EconomicError.MODEL_INPUT,
                    path + ".family",
                    "分布族 " + curve.family() + " 的拟合未达到极大值",
                    "the fit of the family " + curve.family() + " did not reach a maximum");
            return;
        }
        replace(old, fitted, to);
    }

    private static void replace(CurveSpec old, CurveFitting.Fitted fitted, Curves to) {
        Map<String, Source> parts = new LinkedHashMap<>();
        List.of("hr", "af", "background", "then", "until").forEach(kept -> {
            Source source = old.parts().get(kept);
            if (source != null) {
                parts.put(kept, source);
            }
        });
        List<String> members = new ArrayList<>();
        for (int i = 0; i < fitted.family().parameters().size(); i++) {
            String name = fitted.family().parameters().get(i);
            boolean positive = fitted.family().positive(i);
            String member = old.id() + "." + (positive ? "log_" : "") + name;
            members.add(member);
            parts.put(name, new Source(positive ? "exp(" + member + ")" : member, old.path() + "." + name));
        }
        List<Double> mean = Arrays.stream(fitted.chosen().search()).boxed().toList();
        to.joints.add(
                new Joint("multivariate-normal", members, mean, fitted.chosen().covariance(), old.path()));
        to.curves.put(
                old.id(), new CurveSpec(old.id(), family(fitted.shown().family()), "", parts, Map.of(), old.path()));
    }

    /** As a model file writes it. */
    private static String family(String name) {
        return name.equals("GENERALISED_GAMMA") ? "gengamma" : name.toLowerCase(Locale.ROOT);
    }
}
