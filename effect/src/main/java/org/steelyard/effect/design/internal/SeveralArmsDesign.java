package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cohort.Column;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ArmEstimator;
import org.steelyard.protocol.DesignMethod.ArmTarget;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.causal.ArmMeans;
import org.steelyard.stats.causal.ArmOutcomes;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.weighting.MultiArmWeights;
import org.steelyard.stats.weighting.StandardisedDifference;

/**
 * Every arm against a reference: people weighted by a multinomial score so that all arms stand for one population, standardised over a model of the outcome, or both. Weighted means have the
 * score's equations stacked; hazard ratios come from one Cox model of all arms with a robust variance that takes the weights as known.
 */
record SeveralArmsDesign(Finding found, DesignLimits limits) {

    private static final double TOLERANCE = 1e-12;

    /**
     * People with values in all that is needed.
     *
     * @param levels of the arms, the reference first
     * @param arm of each person, an index of {@code levels}
     */
    private record People(Rows rows, List<String> levels, int[] arm, Rows.Terms terms) {

        DesignMatrix design() {
            return DesignMatrix.withIntercept(terms.names(), terms.columns());
        }

        int count(int one) {
            return (int) Arrays.stream(arm).filter(a -> a == one).count();
        }
    }

    void run(DesignMethod.SeveralArms m, Rows table) {
        Outcome outcome = found.outcome().orElseThrow();
        List<String> needed = new ArrayList<>(List.of(m.arm()));
        needed.addAll(outcome.needed());
        needed.addAll(m.covariates());
        People people = people(m, table.complete(needed));
        found.used(people.rows().size())
                .method(
                        words(m.estimator()) + " of " + people.levels().size() + " arms, against " + m.reference(),
                        "average effect in " + m.target().label().en(),
                        "all");
        List<Estimate> first =
                m.estimator() == ArmEstimator.G_COMPUTATION ? standardised(people, m) : scored(people, m, outcome);
        multiplicity(people, first);
        elsewhere(m);
    }

    /** Subgroups and the economic model of the plan are about its exposure of two arms; who reads several arms is told where theirs are to be had. */
    private void elsewhere(DesignMethod.SeveralArms m) {
        if (!found.plan().analysis().subgroups().isEmpty()) {
            found.lacking(
                    "several-arms/subgroups",
                    Text.of(
                            "亚组只用于方案的暴露（两组），不用于「" + m.arm() + "」的多组比较；请在另一方案中以纳入标准限定亚组后重做多组比较",
                            "subgroups are those of the plan's exposure of two arms, not of the arms of \"" + m.arm()
                                    + "\"; compare these in a plan of their own whose inclusion criteria are the subgroup"));
        }
        if (found.plan().economics().isPresent()) {
            found.lacking(
                    "several-arms/cost-effectiveness",
                    Text.of(
                            "经济学评价只用于方案的暴露（两组），不用于「" + m.arm()
                                    + "」的多组比较；请以费用为结局另设一个 several-arms 设计，得到各组的费用之差，再以各组的费用与效果写成模型（steelyard model run），由它求效率前沿与增量成本效果比",
                            "the economic evaluation is that of the plan's exposure of two arms, not of the arms of \""
                                    + m.arm()
                                    + "\"; add a several-arms design whose outcome is the cost for the arms' differences in cost, and let a model of the arms' costs and effects (steelyard model run) find the efficient arms and their ICERs"));
        }
    }

    private static String words(ArmEstimator estimator) {
        return switch (estimator) {
            case WEIGHTING -> "multinomial-score weighting";
            case G_COMPUTATION -> "g-computation";
            case AUGMENTED_WEIGHTING -> "augmented multinomial-score weighting";
        };
    }

    private List<Estimate> scored(People people, DesignMethod.SeveralArms m, Outcome outcome) {
        MultinomialFit score = MultinomialRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(TOLERANCE))
                .fit(people.design(), people.arm(), people.levels().size());
        double[][] probability = MultinomialRegression.predict(score, people.design());
        MultiArmWeights weights = MultiArmWeights.of(target(m.target()), people.arm(), probability);
        checks(people, weights);
        if (outcome.type() == OutcomeType.TIME_TO_EVENT) {
            return hazards(people, weights, outcome);
        }
        double[] y = people.rows().numbers(found.variable());
        return m.estimator() == ArmEstimator.WEIGHTING
                ? means(
                        people,
                        y,
                        new Means(
                                ArmMeans.estimate(new ArmMeans.Input(
                                        y, people.arm(), people.design(), score, target(m.target()))),
                                "Hajek means, M-estimation variance"))
                : means(
                        people,
                        y,
                        new Means(
                                outcomes(people, y).augmented(score, target(m.target())),
                                model(y) + " outcome model, influence-function variance"));
    }

    private List<Estimate> standardised(People people, DesignMethod.SeveralArms m) {
        double[] y = people.rows().numbers(found.variable());
        perTerm(people, y);
        return means(
                people,
                y,
                new Means(
                        outcomes(people, y).standardised(target(m.target())),
                        model(y) + " outcome model, M-estimation variance"));
    }

    /** Events (the rarer kind), or people where the outcome is a number, for each term of the model of the outcome. */
    private void perTerm(People people, double[] y) {
        double events = Arrays.stream(y).sum();
        double rarer = Rows.two(y) ? Math.min(events, y.length - events) : y.length;
        double each = rarer / (people.terms().names().size() + people.levels().size() - 1);
        found.atLeast(
                "events-per-variable",
                each,
                limits.eventsPerTerm(),
                Text.of(
                        "结局模型每项对应 " + Finding.number(each) + (Rows.two(y) ? " 个事件" : " 人"),
                        Finding.number(each) + (Rows.two(y) ? " events" : " people")
                                + " per term of the outcome's model"));
    }

    private static ArmOutcomes outcomes(People people, double[] y) {
        OutcomeRegression.Kind kind = Rows.two(y) ? OutcomeRegression.Kind.BINARY : OutcomeRegression.Kind.CONTINUOUS;
        return ArmOutcomes.fit(
                new ArmOutcomes.Input(y, people.arm(), people.design(), OutcomeRegression.Options.of(kind)));
    }

    private static String model(double[] y) {
        return Rows.two(y) ? "logistic" : "linear";
    }

    /** @param convention how the means and their errors were made */
    private record Means(ArmMeans of, String convention) {}

    /** Arms too small to be analysed are left out with their people, and said so; the others are compared. */
    private People people(DesignMethod.SeveralArms m, Rows rows) {
        if (!(rows.table().column(m.arm()) instanceof Column.Category category)) {
            throw DesignError.NO_COMPARISON.at(
                    m.arm(),
                    Text.of("分组变量须为分类变量", "the arm must be a category"),
                    Text.of("修改变量字典中的类型", "change its type in the dictionary"));
        }
        int least = found.settings().limits().smallestArm();
        int[] count = new int[category.levels().size()];
        Arrays.stream(rows.index()).forEach(i -> count[category.codes()[i]]++);
        List<String> levels = new ArrayList<>();
        levels.add(m.reference());
        category.levels().stream().filter(l -> !l.equals(m.reference())).forEach(levels::add);
        List<String> present = levels.stream()
                .filter(l ->
                        category.levels().contains(l) && count[category.levels().indexOf(l)] >= least)
                .toList();
        if (!present.contains(m.reference()) || present.size() < 2) {
            throw tooFew(m, least);
        }
        levels.stream()
                .filter(l -> !present.contains(l) && category.levels().contains(l))
                .filter(l -> count[category.levels().indexOf(l)] > 0)
                .forEach(l -> tooSmall(l, least));
        int[] kept = Arrays.stream(rows.index())
                .filter(i -> count[category.codes()[i]] >= least)
                .toArray();
        Rows compared = new Rows(rows.table(), kept);
        int[] arm = Arrays.stream(kept)
                .map(i -> present.indexOf(category.levels().get(category.codes()[i])))
                .toArray();
        return new People(compared, present, arm, compared.terms(m.covariates()));
    }

    private void tooSmall(String level, int least) {
        found.lacking(
                "several-arms/" + part(level),
                Text.of(
                        "组「" + level + "」可用者不足 " + least + " 人，不参与比较",
                        "the arm \"" + level + "\" has fewer than " + least + " usable people and is left out"));
    }

    private static SteelyardException tooFew(DesignMethod.SeveralArms m, int least) {
        return DesignError.NO_COMPARISON.at(
                m.arm(),
                Text.of(
                        "参照组可用者不足 " + least + " 人，或除它之外没有一组达到 " + least + " 人",
                        "the reference arm has fewer than " + least + " usable people, or no other arm has as many"),
                Text.of("检查分组变量与参照组，合并过小的组", "check the arm and its reference, and merge arms that are too small"));
    }

    private static MultiArmWeights.Target target(ArmTarget target) {
        return switch (target) {
            case EVERYBODY -> new MultiArmWeights.Target.Everybody();
            case REFERENCE -> new MultiArmWeights.Target.Arm(0);
            case OVERLAP -> new MultiArmWeights.Target.Overlap();
            case MATCHING -> new MultiArmWeights.Target.Matching();
        };
    }

    private List<Estimate> means(People people, double[] y, Means means) {
        boolean binary = Rows.two(y);
        ArmMeans of = means.of();
        List<Estimate> out = new ArrayList<>();
        for (int a = 1; a < people.levels().size(); a++) {
            Finding.Sizes sizes = sizes(people, a, binary ? y : new double[0]);
            Estimate difference = of.difference(a, 0, found.level());
            out.add(difference);
            String part = part(people, a);
            found.add(binary ? "risk-difference" : "mean-difference", part, difference, sizes, means.convention());
            if (binary && of.mean()[a] > 0 && of.mean()[0] > 0) {
                found.add("risk-ratio", part, of.ratio(a, 0, found.level()), sizes, means.convention());
            }
        }
        return out;
    }

    private List<Estimate> hazards(People people, MultiArmWeights weights, Outcome outcome) {
        boolean[] event = people.rows().flags(outcome.event().orElseThrow());
        double[][] columns = new double[people.levels().size() - 1][people.arm().length];
        for (int i = 0; i < people.arm().length; i++) {
            if (people.arm()[i] > 0) {
                columns[people.arm()[i] - 1][i] = 1;
            }
        }
        List<String> names = people.levels().subList(1, people.levels().size());
        CoxData data = CoxData.rightCensored(
                        DesignMatrix.of(names, columns),
                        people.rows().numbers(outcome.time().orElseThrow()),
                        event)
                .withWeights(weights.weight());
        CoxFit fit = CoxRegression.withDefaults().withRobust(true).fit(data);
        double[] events = new double[event.length];
        Arrays.setAll(events, i -> event[i] ? 1 : 0);
        List<Estimate> out = new ArrayList<>();
        for (int a = 1; a < people.levels().size(); a++) {
            String level = people.levels().get(a);
            String part = part(people, a);
            Estimate ratio = Estimate.ratio(fit.coefficient(level), fit.standardError(level), found.level());
            out.add(ratio);
            found.add(
                    "hazard-ratio",
                    part,
                    ratio,
                    sizes(people, a, events),
                    "weighted Cox model, ties: Efron; robust variance with the weights as given");
        }
        return out;
    }

    /** An equals sign would make the arm read as a level of a subgroup. */
    private static String part(String level) {
        return level.replace('=', '＝');
    }

    private static String part(People people, int a) {
        return part(people.levels().get(a));
    }

    /** Of the arm and the reference together. */
    private static Finding.Sizes sizes(People people, int a, double[] events) {
        double sum = 0;
        for (int i = 0; i < events.length; i++) {
            sum += people.arm()[i] == a || people.arm()[i] == 0 ? events[i] : 0;
        }
        return new Finding.Sizes(
                people.count(a) + people.count(0), people.count(a), events.length == 0 ? -1 : (int) sum);
    }

    private void checks(People people, MultiArmWeights weights) {
        int arms = people.levels().size();
        double[] w = weights.weight();
        double share = 1;
        double top = 0;
        int smallest = Integer.MAX_VALUE;
        for (int a = 0; a < arms; a++) {
            int one = a;
            share = Math.min(share, weights.effectiveSampleSize(people.arm(), a) / people.count(a));
            double total = IntStream.range(0, w.length)
                    .filter(i -> people.arm()[i] == one)
                    .mapToDouble(i -> w[i])
                    .sum();
            double largest = IntStream.range(0, w.length)
                    .filter(i -> people.arm()[i] == one)
                    .mapToDouble(i -> w[i])
                    .max()
                    .orElse(0);
            top = Math.max(top, largest / total);
            smallest = Math.min(smallest, people.count(a));
        }
        balance(people, w);
        found.atLeast(
                "ess",
                share,
                limits.effectiveShare(),
                Text.of(
                        "各组加权后有效样本量占比最小为 " + Finding.number(share),
                        "smallest effective share of an arm " + Finding.number(share)));
        found.atMost(
                "largest-weight",
                top,
                found.settings().limits().largestWeightShare(),
                Text.of(
                        "一个人在本组的最大权重份额 " + Finding.number(top),
                        "largest share of its arm's weight of one person " + Finding.number(top)));
        double each = (double) smallest / people.terms().names().size();
        found.atLeast(
                "events-per-variable",
                each,
                limits.eventsPerTerm(),
                Text.of(
                        "评分模型每项对应最小组 " + Finding.number(each) + " 人",
                        Finding.number(each) + " people of the smallest arm per term of the score"));
    }

    private void balance(People people, double[] weight) {
        List<Row> rows = new ArrayList<>();
        double worst = 0;
        for (int j = 0; j < people.terms().names().size(); j++) {
            double before = largest(people, people.terms().columns()[j], ones(weight.length));
            double after = largest(people, people.terms().columns()[j], weight);
            rows.add(new Row(people.terms().names().get(j), new double[] {before, after}));
            worst = Math.max(worst, after);
        }
        found.sheet("balance", rows);
        found.atMost(
                "smd-max",
                worst,
                found.plan().analysis().smdThreshold(),
                Text.of(
                        "加权后任两组间标准化均值差绝对值最大为 " + Finding.number(worst),
                        "largest absolute standardised difference between any two arms after weighting "
                                + Finding.number(worst)));
    }

    private static double[] ones(int n) {
        double[] out = new double[n];
        Arrays.fill(out, 1);
        return out;
    }

    /** Over all pairs of arms. */
    private static double largest(People people, double[] x, double[] weight) {
        double out = 0;
        for (int a = 1; a < people.levels().size(); a++) {
            for (int b = 0; b < a; b++) {
                int one = a;
                int other = b;
                int[] rows = IntStream.range(0, x.length)
                        .filter(i -> people.arm()[i] == one || people.arm()[i] == other)
                        .toArray();
                boolean[] first = new boolean[rows.length];
                for (int k = 0; k < rows.length; k++) {
                    first[k] = people.arm()[rows[k]] == one;
                }
                double d = StandardisedDifference.of(pick(x, rows), first, pick(weight, rows));
                out = Math.max(out, Math.abs(d));
            }
        }
        return out;
    }

    private static double[] pick(double[] v, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> v[i]).toArray();
    }

    /** Several contrasts are several questions: Holm's adjusted p-values of the first measure. */
    private void multiplicity(People people, List<Estimate> estimates) {
        double[] p = estimates.stream().mapToDouble(Estimate::p).toArray();
        double[] adjusted = Adjustment.HOLM.adjust(p);
        double alpha = 1 - found.level();
        for (int k = 0; k < p.length; k++) {
            boolean lost = p[k] < alpha && adjusted[k] >= alpha;
            found.check(
                    "multiplicity:" + part(people, k + 1),
                    adjusted[k],
                    alpha,
                    !lost,
                    Text.of(
                            p.length + " 个对比按 Holm 法校正后 P 为 " + Finding.number(adjusted[k])
                                    + (lost ? "，单独看有统计学意义而校正后没有" : ""),
                            "p after Holm's adjustment for " + p.length + " contrasts "
                                    + Finding.number(adjusted[k])
                                    + (lost ? ": significant alone but not among them" : "")));
        }
    }
}
