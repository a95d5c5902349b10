package org.steelyard.stats.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.internal.Quantiles;

/**
 * Probabilistic bias analysis: what the ratio would be without an unmeasured confounder, misclassification or selection whose strength is known up to a distribution.
 *
 * <p><b>Formula</b> [1]. Confounder of prevalence p₁, p₀ among treated and untreated with risk ratio RR_U: RR / ((RR_U p₁ + 1 − p₁)/(RR_U p₀ + 1 − p₀)). Misclassified outcome
 * (within an arm of n with a observed events): A = (a − (1 − Sp) n)/(Se + Sp − 1). Misclassified exposure: the same across arms, within cases and within
 * non-cases. Selection: OR · S₀₁S₁₀/(S₁₁S₀₀), S_{ed} the probability that someone of exposure e and outcome d is in the study. {@link Fixed} gives the ratio at fixed
 * parameters. Draw b uses {@code seed.child("bias", b)}; total uncertainty adds a standard normal times the conventional standard error of the log ratio to each
 * draw [2]. Draws that make a count negative are impossible under the data; they are left out and counted, and more than {@code largestImpossibleShare} is an error.
 *
 * <ol>
 *   <li>Lash, Fox, Fink, Applying Quantitative Bias Analysis to Epidemiologic Data, Springer 2009, doi:10.1007/978-0-387-87959-8.
 *   <li>Lash et al., Int J Epidemiol 2014;43:1969-1985, doi:10.1093/ije/dyu149.
 * </ol>
 */
public final class BiasAnalysis {

    /** Cases and non-cases, treated and untreated. */
    public record Counts(double treatedCases, double treatedOthers, double untreatedCases, double untreatedOthers) {
        public Counts {
            DesignError.requireSetting(
                    Math.min(Math.min(treatedCases, treatedOthers), Math.min(untreatedCases, untreatedOthers)) > 0,
                    "counts",
                    "四格均大于 0",
                    "all four cells above 0");
        }

        public double riskRatio() {
            return treatedCases
                    / (treatedCases + treatedOthers)
                    / (untreatedCases / (untreatedCases + untreatedOthers));
        }

        public double oddsRatio() {
            return treatedCases * untreatedOthers / (untreatedCases * treatedOthers);
        }

        double logRiskRatioError() {
            return Math.sqrt(1 / treatedCases
                    - 1 / (treatedCases + treatedOthers)
                    + 1 / untreatedCases
                    - 1 / (untreatedCases + untreatedOthers));
        }

        double logOddsRatioError() {
            return Math.sqrt(1 / treatedCases + 1 / treatedOthers + 1 / untreatedCases + 1 / untreatedOthers);
        }
    }

    /** The ratio at fixed bias parameters; NaN where the data rule them out. */
    public static final class Fixed {

        private Fixed() {}

        public static double confounder(double ratio, double ratioOfConfounder, double treated, double untreated) {
            return ratio
                    * (ratioOfConfounder * untreated + 1 - untreated)
                    / (ratioOfConfounder * treated + 1 - treated);
        }

        /** @param treated,untreated sensitivity and specificity of the outcome in the arm */
        public static Counts outcome(Counts c, double[] treated, double[] untreated) {
            double n1 = c.treatedCases() + c.treatedOthers();
            double n0 = c.untreatedCases() + c.untreatedOthers();
            double a = corrected(c.treatedCases(), n1, treated);
            double b = corrected(c.untreatedCases(), n0, untreated);
            return possible(a, n1 - a, b, n0 - b);
        }

        /** @param cases,others sensitivity and specificity of the exposure among them */
        public static Counts exposure(Counts c, double[] cases, double[] others) {
            double m1 = c.treatedCases() + c.untreatedCases();
            double m0 = c.treatedOthers() + c.untreatedOthers();
            double a = corrected(c.treatedCases(), m1, cases);
            double b = corrected(c.treatedOthers(), m0, others);
            return possible(a, b, m1 - a, m0 - b);
        }

        private static double corrected(double observed, double total, double[] accuracy) {
            return (observed - (1 - accuracy[1]) * total) / (accuracy[0] + accuracy[1] - 1);
        }

        private static Counts possible(double a, double b, double c, double d) {
            if (!(Math.min(Math.min(a, b), Math.min(c, d)) > 0)) {
                throw impossible("sensitivity, specificity");
            }
            return new Counts(a, b, c, d);
        }

        /** @param s probabilities of being in the study: treated cases, treated others, untreated cases, untreated others */
        public static double selection(double oddsRatio, double[] s) {
            return oddsRatio * s[2] * s[1] / (s[0] * s[3]);
        }
    }

    private static org.steelyard.kernel.SteelyardException impossible(String field) {
        return DesignError.IMPOSSIBLE_BIAS.at(
                field,
                Text.of(
                        "所设偏倚参数与数据矛盾：校正后出现负的人数",
                        "the bias assumed contradicts the data: corrected counts are negative"),
                Text.of("提高灵敏度或特异度的假设", "assume a higher sensitivity or specificity"));
    }

    /** A bias with distributions for its parameters. */
    public sealed interface Bias {

        /** Of the confounder with the outcome, and its prevalences. */
        record Confounder(Prior ratio, Prior prevalenceTreated, Prior prevalenceUntreated) implements Bias {}

        /** Of the outcome; {@code differential} draws the arms apart, else they share sensitivity and specificity. */
        record Outcome(Prior sensitivity, Prior specificity, boolean differential) implements Bias {}

        record Exposure(Prior sensitivity, Prior specificity, boolean differential) implements Bias {}

        /** Priors in the order treated cases, treated others, untreated cases, untreated others. */
        record Selection(List<Prior> probabilities) implements Bias {
            public Selection {
                probabilities = List.copyOf(probabilities);
                DesignError.requireSetting(probabilities.size() == 4, "selection", "四个概率", "four probabilities");
            }
        }
    }

    /** Which ratio is corrected. */
    public enum Measure {
        RISK_RATIO,
        ODDS_RATIO
    }

    /**
     * @param biases applied in this order: put what happened last in time, usually misclassification, first
     * @param level of the simulation intervals
     */
    public record Plan(
            List<Bias> biases, Measure measure, int draws, Seed seed, double largestImpossibleShare, double level) {

        /** Intervals of 95 %. */
        public Plan(List<Bias> biases, Measure measure, int draws, Seed seed, double largestImpossibleShare) {
            this(biases, measure, draws, seed, largestImpossibleShare, 0.95);
        }

        public Plan {
            biases = List.copyOf(biases);
            DesignError.requireSetting(draws >= 100, "draws", "至少 100", "at least 100");
        }

        public static Plan of(List<Bias> biases, Measure measure, Seed seed) {
            return new Plan(biases, measure, 50_000, seed, 0.2);
        }
    }

    /** Median, and the quantiles that leave half of 1 − level outside at each end. */
    public record Interval(double median, double lower, double upper) {}

    /**
     * @param conventional the ratio as observed
     * @param systematic with the bias parameters' uncertainty alone
     * @param total with random error too
     */
    public record Result(double conventional, Interval systematic, Interval total, int impossible) {}

    private BiasAnalysis() {}

    public static Result run(Counts counts, Plan plan, int threads) {
        boolean risk = plan.measure() == Measure.RISK_RATIO;
        double observed = risk ? counts.riskRatio() : counts.oddsRatio();
        double error = risk ? counts.logRiskRatioError() : counts.logOddsRatioError();
        int blocks = 64;
        List<double[]> parts = Parallel.map(blocks, threads, block -> {
            int from = (int) ((long) block * plan.draws() / blocks);
            int to = (int) ((long) (block + 1) * plan.draws() / blocks);
            double[] values = new double[2 * (to - from)];
            for (int b = from; b < to; b++) {
                RandomGenerator random = plan.seed().child("bias", b).generator();
                values[2 * (b - from)] = corrected(counts, plan, random);
                values[2 * (b - from) + 1] = Draws.normal(random) * error;
            }
            return values;
        });
        return summary(observed, parts, plan);
    }

    private static Result summary(double observed, List<double[]> parts, Plan plan) {
        double[] all = parts.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] systematic = new double[plan.draws()];
        double[] total = new double[plan.draws()];
        int kept = 0;
        for (int b = 0; b < plan.draws(); b++) {
            double ratio = all[2 * b];
            if (ratio > 0 && Double.isFinite(ratio)) {
                systematic[kept] = ratio;
                total[kept++] = Math.exp(Math.log(ratio) - all[2 * b + 1]);
            }
        }
        int lost = plan.draws() - kept;
        if (kept == 0 || lost > plan.largestImpossibleShare() * plan.draws()) {
            throw impossible("bias parameters");
        }
        return new Result(
                observed,
                interval(Arrays.copyOf(systematic, kept), plan.level()),
                interval(Arrays.copyOf(total, kept), plan.level()),
                lost);
    }

    private static Interval interval(double[] values, double level) {
        Arrays.sort(values);
        return new Interval(
                Quantiles.ofSorted(values, 0.5),
                Quantiles.ofSorted(values, (1 - level) / 2),
                Quantiles.ofSorted(values, 1 - (1 - level) / 2));
    }

    /** NaN when the draw is impossible. */
    private static double corrected(Counts counts, Plan plan, RandomGenerator random) {
        double[] cells = {
            counts.treatedCases(), counts.treatedOthers(), counts.untreatedCases(), counts.untreatedOthers()
        };
        double factor = 1;
        for (Bias bias : plan.biases()) {
            factor *= switch (bias) {
                case Bias.Confounder c ->
                    Fixed.confounder(
                            1,
                            c.ratio().draw(random),
                            c.prevalenceTreated().draw(random),
                            c.prevalenceUntreated().draw(random));
                case Bias.Outcome o -> {
                    double[] first = accuracy(o.sensitivity(), o.specificity(), random);
                    double[] second = o.differential() ? accuracy(o.sensitivity(), o.specificity(), random) : first;
                    correct(cells, new int[] {0, 1}, first);
                    correct(cells, new int[] {2, 3}, second);
                    yield 1;
                }
                case Bias.Exposure e -> {
                    double[] first = accuracy(e.sensitivity(), e.specificity(), random);
                    double[] second = e.differential() ? accuracy(e.sensitivity(), e.specificity(), random) : first;
                    correct(cells, new int[] {0, 2}, first);
                    correct(cells, new int[] {1, 3}, second);
                    yield 1;
                }
                case Bias.Selection s ->
                    Fixed.selection(
                            1,
                            s.probabilities().stream()
                                    .mapToDouble(p -> p.draw(random))
                                    .toArray());
            };
        }
        if (Arrays.stream(cells).anyMatch(v -> !(v > 0))) {
            return Double.NaN;
        }
        Counts c = new Counts(cells[0], cells[1], cells[2], cells[3]);
        return factor * (plan.measure() == Measure.RISK_RATIO ? c.riskRatio() : c.oddsRatio());
    }

    private static double[] accuracy(Prior sensitivity, Prior specificity, RandomGenerator random) {
        return new double[] {sensitivity.draw(random), specificity.draw(random)};
    }

    private static void correct(double[] cells, int[] pair, double[] accuracy) {
        double total = cells[pair[0]] + cells[pair[1]];
        cells[pair[0]] = Fixed.corrected(cells[pair[0]], total, accuracy);
        cells[pair[1]] = total - cells[pair[0]];
    }
}
