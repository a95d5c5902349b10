package org.steelyard.economics.model.internal.random;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.steelyard.economics.model.ModelSpec.DistributionSpec;
import org.steelyard.economics.model.expression.FormulaFault;
import org.steelyard.economics.model.internal.graph.Special;
import org.steelyard.kernel.Text;

/**
 * A distribution from what a file says about it: its own parameters, or mean and standard error by the method of moments, or the limits of an
 * interval (log-normal). Reference: Briggs, Claxton, Sculpher. Decision Modelling for Health Economic Evaluation. Oxford 2006, ch. 4.
 */
public final class Laws {

    private static final double LEVEL = 0.95;
    private static final double PERT_WEIGHT = 4;

    private final DistributionSpec spec;
    private final Map<String, Double> numbers;
    private final double value;

    private Laws(DistributionSpec spec, double value) {
        this.spec = spec;
        this.numbers = spec.numbers();
        this.value = value;
    }

    /**
     * @param value the parameter's base value, which stands for the mean when none is given; NaN when unknown
     * @throws FormulaFault when there is no such distribution
     */
    public static Law of(DistributionSpec spec, double value) {
        return new Laws(spec, value).law();
    }

    private Law law() {
        return switch (spec.kind()) {
            case "normal" -> new Law.Normal(mean(), positive("se"), Law.Link.IDENTITY);
            case "lognormal" -> lognormal();
            case "logitnormal" -> new Law.Normal(number("meanlog"), positive("sdlog"), Law.Link.LOGIT);
            case "gamma" -> gamma();
            case "beta" -> beta();
            case "uniform" -> uniform();
            case "triangular" -> triangular();
            case "pert" -> pert();
            case "exponential" -> new Law.Gamma(1, has("rate") ? 1 / positive("rate") : positive("mean"));
            case "weibull" -> new Law.Weibull(positive("shape"), positive("scale"));
            case "discrete" -> discrete(spec.weights());
            case "empirical" -> discrete(spec.values().stream().map(v -> 1.0).toList());
            default -> new Law.Fixed(mean());
        };
    }

    private Law lognormal() {
        if (has("meanlog") || has("sdlog")) {
            double location = has("meanlog") ? number("meanlog") : StrictMath.log(above(value, "value"));
            return new Law.Normal(location, positive("sdlog"), Law.Link.LOG);
        }
        if (has("lower") && has("upper")) {
            double low = StrictMath.log(positive("lower"));
            double high = StrictMath.log(positive("upper"));
            double z = Special.phiInverse((1 + numbers.getOrDefault("level", LEVEL)) / 2);
            double location = has("mean")
                    ? StrictMath.log(positive("mean"))
                    : value > 0 ? StrictMath.log(value) : (low + high) / 2;
            return new Law.Normal(location, above((high - low) / (2 * z), "upper − lower"), Law.Link.LOG);
        }
        double ratio = positive("se") / above(mean(), "mean");
        double variance = StrictMath.log1p(ratio * ratio);
        return new Law.Normal(StrictMath.log(mean()) - variance / 2, Math.sqrt(variance), Law.Link.LOG);
    }

    private Law gamma() {
        if (has("shape")) {
            return new Law.Gamma(positive("shape"), has("rate") ? 1 / positive("rate") : positive("scale"));
        }
        double mean = above(mean(), "mean");
        double se = positive("se");
        return new Law.Gamma(mean * mean / (se * se), se * se / mean);
    }

    private Law beta() {
        if (has("alpha")) {
            return new Law.Beta(positive("alpha"), positive("beta"), 0, 1);
        }
        if (has("events")) {
            return new Law.Beta(positive("events"), above(number("n") - number("events"), "n − events"), 0, 1);
        }
        double mean = mean();
        double se = positive("se");
        if (!(mean > 0 && mean < 1)) {
            throw bad("贝塔分布的均值应在 0 与 1 之间", "the mean of a beta lies between 0 and 1");
        }
        double size = mean * (1 - mean) / (se * se) - 1;
        if (!(size > 0)) {
            throw bad(
                    "贝塔分布的标准误过大：平方应小于 均值×(1−均值)",
                    "the standard error of a beta is too large: its square is below mean × (1 − mean)");
        }
        return new Law.Beta(mean * size, (1 - mean) * size, 0, 1);
    }

    private Law uniform() {
        ordered(number("min"), number("max"));
        return new Law.Uniform(number("min"), number("max"));
    }

    private Law triangular() {
        ordered(number("min"), mode());
        ordered(mode(), number("max"));
        return new Law.Triangular(number("min"), mode(), number("max"));
    }

    private Law pert() {
        double min = number("min");
        double max = number("max");
        double mode = mode();
        ordered(min, mode);
        ordered(mode, max);
        return new Law.Beta(
                1 + PERT_WEIGHT * (mode - min) / (max - min), 1 + PERT_WEIGHT * (max - mode) / (max - min), min, max);
    }

    private double mode() {
        return has("mode") ? number("mode") : above(value, "mode");
    }

    private Law discrete(List<Double> weights) {
        List<Double> values = spec.values();
        if (values.isEmpty()
                || weights.size() != values.size()
                || weights.stream().anyMatch(w -> !(w >= 0))) {
            throw bad("values 与 weights 应等长且权重不为负", "values and weights must be as many, no weight negative");
        }
        double[] cumulative = new double[values.size()];
        double sum = weights.stream().mapToDouble(w -> w).sum();
        double run = 0;
        for (int i = 0; i < cumulative.length; i++) {
            run += weights.get(i) / above(sum, "weights");
            cumulative[i] = run;
        }
        Arrays.fill(cumulative, cumulative.length - 1, cumulative.length, 1);
        return new Law.Discrete(values.stream().mapToDouble(v -> v).toArray(), cumulative);
    }

    private boolean has(String name) {
        return numbers.containsKey(name);
    }

    private double mean() {
        double mean = numbers.getOrDefault("mean", value);
        if (Double.isNaN(mean)) {
            throw bad("缺少 mean 或 value", "mean, or the parameter's value, is missing");
        }
        return mean;
    }

    private double number(String name) {
        Double found = numbers.get(name);
        if (found == null || !Double.isFinite(found)) {
            throw bad(spec.kind() + " 分布缺少 " + name, "a " + spec.kind() + " distribution needs " + name);
        }
        return found;
    }

    private double positive(String name) {
        return above(number(name), name);
    }

    private double above(double number, String name) {
        if (!(number > 0) || Double.isInfinite(number)) {
            throw bad(name + " 应大于 0", name + " must be above 0");
        }
        return number;
    }

    private static void ordered(double low, double high) {
        if (!(low < high)) {
            throw bad("应满足 min < mode < max", "min, mode and max must ascend");
        }
    }

    private static FormulaFault bad(String zh, String en) {
        return new FormulaFault(0, Text.of(zh, en));
    }
}
