package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ArmTarget;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.causal.ArmOutcomes;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.weighting.MultiArmWeights;

/**
 * People of several arms with values in all that is needed.
 *
 * @param levels of the arms, the reference first
 * @param arm of each person, an index of {@code levels}
 */
record ArmPeople(Rows rows, List<String> levels, int[] arm, Rows.Terms terms) {

    /** Change of the deviance that ends the fit of the score: its equations are stacked with those of the means. */
    private static final double TOLERANCE = 1e-12;

    /** A multinomial score, and the weights that come of it. */
    record Scored(MultinomialFit score, MultiArmWeights weights) {}

    /**
     * Arms too small to be analysed are left out with their people, and said so; the others are compared.
     *
     * @param where a subgroup's name before a bar, or nothing
     */
    static ArmPeople of(DesignMethod.SeveralArms m, Rows rows, Finding found, String where) {
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
                .forEach(l -> tooSmall(found, where + part(l), least));
        int[] kept = Arrays.stream(rows.index())
                .filter(i -> count[category.codes()[i]] >= least)
                .toArray();
        Rows compared = new Rows(rows.table(), kept);
        int[] arm = Arrays.stream(kept)
                .map(i -> present.indexOf(category.levels().get(category.codes()[i])))
                .toArray();
        return new ArmPeople(compared, present, arm, compared.terms(m.covariates()));
    }

    private static void tooSmall(Finding found, String level, int least) {
        found.lacking(
                "several-arms/" + level,
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

    static MultiArmWeights.Target target(ArmTarget target) {
        return switch (target) {
            case EVERYBODY -> new MultiArmWeights.Target.Everybody();
            case REFERENCE -> new MultiArmWeights.Target.Arm(0);
            case OVERLAP -> new MultiArmWeights.Target.Overlap();
            case MATCHING -> new MultiArmWeights.Target.Matching();
        };
    }

    /** The same with only some rows, in this order; a row may be drawn more than once. */
    ArmPeople select(int[] drawn) {
        double[][] columns = Arrays.stream(terms.columns())
                .map(c -> Arrays.stream(drawn).mapToDouble(i -> c[i]).toArray())
                .toArray(double[][]::new);
        return new ArmPeople(
                new Rows(
                        rows.table(),
                        Arrays.stream(drawn).map(i -> rows.index()[i]).toArray()),
                levels,
                Arrays.stream(drawn).map(i -> arm[i]).toArray(),
                new Rows.Terms(terms.names(), columns));
    }

    int arms() {
        return levels.size();
    }

    int size() {
        return arm.length;
    }

    DesignMatrix design() {
        return terms.columns().length == 0
                ? DesignMatrix.interceptOnly(size())
                : DesignMatrix.withIntercept(terms.names(), terms.columns());
    }

    int count(int one) {
        return (int) Arrays.stream(arm).filter(a -> a == one).count();
    }

    /** An equals sign would make the arm read as a level of a subgroup. */
    static String part(String level) {
        return level.replace('=', '＝');
    }

    /** The arm alone beside the reference, or both. */
    String part(int a, int b) {
        return part(levels.get(a)) + (b == 0 ? "" : " vs " + part(levels.get(b)));
    }

    Scored scored(ArmTarget target) {
        MultinomialFit score = MultinomialRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(TOLERANCE))
                .fit(design(), arm, arms());
        double[][] probability = MultinomialRegression.predict(score, design());
        return new Scored(score, MultiArmWeights.of(target(target), arm, probability));
    }

    ArmOutcomes outcomes(double[] y) {
        OutcomeRegression.Kind kind = Rows.two(y) ? OutcomeRegression.Kind.BINARY : OutcomeRegression.Kind.CONTINUOUS;
        return ArmOutcomes.fit(new ArmOutcomes.Input(y, arm, design(), OutcomeRegression.Options.of(kind)));
    }
}
