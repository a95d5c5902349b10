package org.steelyard.economics.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.economics.EconomicError;
import org.steelyard.economics.ModelInputs;
import org.steelyard.economics.ModelPart.FedInput;
import org.steelyard.economics.internal.Feeding.Changed;
import org.steelyard.economics.model.ModelSpec.DistributionSpec;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Scenario;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.ModelInput;
import org.steelyard.protocol.Protocol;

/**
 * Parameters from the evaluation.
 *
 * <p>A ratio is lognormal with the standard error of its logarithm, a difference normal; a mean cost is gamma, a mean utility beta (normal where it is no share), each with
 * se = sd/√n; a number of people is certain.
 *
 * <p>Bias. A confounder with risk ratio b on treatment and on outcome moves a ratio by at most B = b²/(2b − 1). Each strength of {@code bias} is a scenario in which the ratio is moved by B towards, and
 * beyond, no effect. With {@code biasBound} the ratio is the estimate times e^β, and β is drawn evenly from −ln B to ln B: bias may go either way, and enters intervals, acceptability and the value
 * of information as a parameter of its own. Reference: Ding, VanderWeele. Epidemiology 2016;27:368–377, doi:10.1097/EDE.0000000000000457.
 */
final class InputFeed {

    private final ModelInputs in;
    private final ArmRows people;
    private final Protocol plan;
    private final double smallest;
    private final Problems problems;
    private final List<Effect> effects = new ArrayList<>();

    InputFeed(ModelInputs in, Protocol plan, double smallest, Problems problems) {
        this.in = in;
        this.plan = plan;
        this.smallest = smallest;
        this.problems = problems;
        people = new ArmRows(in.table(), plan);
    }

    /** An effect that a parameter of the model takes. */
    record Effect(String parameter, EffectEstimate estimate) {}

    List<Effect> effects() {
        return List.copyOf(effects);
    }

    private void bad(EconomicError error, String path, String zh, String en) {
        problems.add(
                error, in.plan().apply(path), Text.of(zh, en), Text.of("改正方案或模型", "Correct the plan or the model"));
    }

    /** A value with its uncertainty. */
    private record Found(double value, double se, double lower, double upper, DistributionSpec distribution) {}

    Optional<FedInput> feed(ModelInput input, String path, Changed c) {
        Parameter old = c.parameters().get(input.parameter());
        if (old == null) {
            throw new IllegalStateException("the plan was checked against the model: " + input.parameter());
        }
        Optional<EffectEstimate> estimate = input.estimate().flatMap(id -> estimate(id, path));
        Optional<Found> found = switch (input.from()) {
            case EFFECT -> estimate.map(e -> effect(e, input.scale()));
            case COST -> mean(input, path, true);
            case UTILITY -> mean(input, path, false);
            case PEOPLE -> people(input, path);
        };
        return found.map(f -> {
            String what = input.estimate()
                    .or(input::variable)
                    .orElse(input.arm()
                            .map(a -> a.name().toLowerCase(Locale.ROOT))
                            .orElse("all"));
            String from = input.from().name().toLowerCase(Locale.ROOT);
            c.parameters().put(old.id(), replaced(old, f, from + " " + what));
            boolean biased = estimate.isPresent() && input.biasBound().isPresent();
            String drawn = biased ? split(old, estimate.get(), input, new At(path, c)) : old.id();
            estimate.ifPresent(e -> effects.add(new Effect(drawn, e)));
            input.bias().forEach(b -> scenario(old, f.value, b, c.scenarios()));
            return new FedInput(drawn, old.label(), from, what, f.value, f.se, f.lower, f.upper, f.distribution.kind());
        });
    }

    private static Parameter replaced(Parameter old, Found f, String source) {
        boolean certain = f.distribution.kind().equals("fixed");
        boolean limits = Double.isFinite(f.lower) && Double.isFinite(f.upper) && !certain;
        return new Parameter(
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
        return new DistributionSpec(kind, numbers, List.of(), List.of(), Feeding.AT + ".inputs");
    }

    private Optional<EffectEstimate> estimate(String id, String path) {
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
        }
        return found;
    }

    static boolean ratio(EffectEstimate e) {
        return e.measure().contains("ratio");
    }

    private static Found effect(EffectEstimate e, double s) {
        double se = spread(e);
        DistributionSpec d = ratio(e)
                ? distribution("lognormal", Map.of("meanlog", StrictMath.log(e.value() * s), "sdlog", se))
                : distribution("normal", Map.of("mean", e.value() * s, "se", se * s));
        return new Found(e.value() * s, ratio(e) ? se : se * s, e.lower() * s, e.upper() * s, d);
    }

    /** Standard error on the scale of the distribution; from the interval where a method gives none. */
    private static double spread(EffectEstimate e) {
        if (Double.isFinite(e.se()) && e.se() > 0) {
            return e.se();
        }
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + e.level()) / 2);
        return ratio(e)
                ? (StrictMath.log(e.upper()) - StrictMath.log(e.lower())) / (2 * z)
                : (e.upper() - e.lower()) / (2 * z);
    }

    private Optional<Found> mean(ModelInput input, String path, boolean cost) {
        String variable = input.variable().orElse("");
        if (!people.table().has(variable)) {
            bad(
                    EconomicError.MODEL_INPUT,
                    path + ".variable",
                    "分析表没有变量 " + variable,
                    "the analysis table has no variable " + variable);
            return Optional.empty();
        }
        double[] all = people.table().numbers(variable);
        double[] v = IntStream.of(people.of(input.arm()))
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
        int n = people.of(input.arm()).length;
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

    /** The largest factor by which a confounder of this strength moves a ratio. */
    static double boundingFactor(double strength) {
        return strength * strength / (2 * strength - 1);
    }

    private static void scenario(Parameter p, double value, double strength, Map<String, Scenario> scenarios) {
        double factor = boundingFactor(strength);
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

    /** Where a parameter is split. */
    private record At(String path, Changed c) {}

    /** The parameter becomes what was observed times a bias; returns the name of what was observed. */
    private String split(Parameter old, EffectEstimate e, ModelInput input, At at) {
        if (!ratio(e)) {
            bad(
                    EconomicError.MODEL_INPUT,
                    at.path + ".biasBound",
                    "biasBound 只适用于比值（风险比、比值比等）",
                    "biasBound belongs to ratios, and the estimate is a difference");
            return old.id();
        }
        double limit = StrictMath.log(boundingFactor(input.biasBound().orElse(1.0)));
        String observed = old.id() + ".observed";
        String bias = old.id() + ".bias";
        Parameter fed = at.c.parameters().remove(old.id());
        if (fed == null) {
            throw new IllegalStateException("the parameter was just put there");
        }
        Text unadjusted = Text.of(old.label().zh() + "（估计值）", old.label().en() + " (as estimated)");
        Text drift =
                Text.of(old.label().zh() + "：未测混杂偏倚（对数）", old.label().en() + ": bias of unmeasured confounding (log)");
        at.c.parameters()
                .put(
                        observed,
                        new Parameter(
                                observed,
                                unadjusted,
                                fed.value(),
                                fed.unit(),
                                fed.distribution(),
                                fed.low(),
                                fed.high(),
                                fed.source(),
                                fed.path()));
        at.c.parameters()
                .put(
                        bias,
                        new Parameter(
                                bias,
                                drift,
                                number(0, old.path()),
                                "",
                                Optional.of(distribution("uniform", Map.of("min", -limit, "max", limit))),
                                number(-limit, old.path()),
                                number(limit, old.path()),
                                "biasBound " + input.biasBound().orElse(1.0),
                                old.path()));
        at.c.let().put(old.id(), new Source(observed + " * exp(" + bias + ")", old.path()));
        at.c.split().put(old.id(), List.of(observed, bias));
        return observed;
    }
}
