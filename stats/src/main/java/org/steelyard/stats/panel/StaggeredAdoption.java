package org.steelyard.stats.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.PositiveDefinite;
import org.steelyard.stats.panel.internal.TwoByTwo;

/**
 * Difference-in-differences with staggered adoption after Callaway and Sant'Anna.
 *
 * <p><b>Estimand.</b> ATT(g, t): the mean effect at t in the units first treated at g; aggregates of them ({@link Aggregation}). <b>Assumptions</b>: no
 * anticipation beyond the periods stated; parallel trends of untreated outcomes between group g and the comparison units, given covariates;
 * treatment once begun stays; overlap; no effect of one unit's treatment on another.
 *
 * <p><b>Formula</b> [1]. ΔY = Y_t − Y_base, base the last period before g (less anticipation) for t ≥ g and the period before t for t &lt; g. With D for group
 * g, m(x) the regression of ΔY on x among comparison units, e(x) the logistic score of D and w = e (1 − D) / (1 − e) [2]:
 * regression E[D(ΔY − m)]/E[D]; weighting E[D ΔY]/E[D] − E[w ΔY]/E[w]; doubly robust E[D(ΔY − m)]/E[D] − E[w(ΔY − m)]/E[w]. Without covariates
 * all three are the difference of mean changes. Standard errors from influence functions, those of m and e included, units independent.
 *
 * <p><b>Diagnostics</b>: {@link #preTest} (a lack of significance proves nothing), effects by exposure before treatment. <b>Differs</b> from R's did: periods
 * already treated at the start of the data are left out of the treated as there, but an unbalanced panel is an error and not thinned silently; covariates
 * are fixed over time.
 *
 * <ol>
 *   <li>Callaway and Sant'Anna, J Econom 2021;225:200-230, doi:10.1016/j.jeconom.2020.12.001.
 *   <li>Sant'Anna and Zhao, J Econom 2020;219:101-122, doi:10.1016/j.jeconom.2020.06.003.
 * </ol>
 */
public final class StaggeredAdoption {

    /** How covariates are used. */
    public enum Method {
        REGRESSION,
        WEIGHTING,
        DOUBLY_ROBUST
    }

    /** With whom the treated are compared. */
    public enum Comparison {
        NEVER_TREATED,
        /** Those never treated, and those not treated by the later of the two periods. */
        NOT_YET_TREATED
    }

    /** @param anticipation periods before treatment in which it may already act */
    public record Plan(Method method, Comparison comparison, int anticipation, double level) {
        public static Plan of(Method method, Comparison comparison) {
            return new Plan(method, comparison, 0, 0.95);
        }

        public Plan {
            DesignError.requireSetting(
                    anticipation >= 0 && level > 0 && level < 1,
                    "anticipation, level",
                    "时期数不小于 0，水平在 0 与 1 之间",
                    "0 or more periods, a level between 0 and 1");
        }
    }

    private final Panel panel;
    private final Plan plan;
    private final List<GroupTimeEffect> effects;
    private final double[][] influence;

    private StaggeredAdoption(Panel panel, Plan plan, List<GroupTimeEffect> effects, double[][] influence) {
        this.panel = panel;
        this.plan = plan;
        this.effects = List.copyOf(effects);
        this.influence = influence;
    }

    public static StaggeredAdoption of(Panel panel, Plan plan) {
        List<GroupTimeEffect> effects = new ArrayList<>();
        List<double[]> influence = new ArrayList<>();
        for (int group : panel.groups()) {
            if (group <= panel.times()[0] + plan.anticipation()) {
                continue;
            }
            for (int t = 1; t < panel.times().length; t++) {
                addEffect(panel, plan, new int[] {group, t}, effects, influence);
            }
        }
        if (effects.isEmpty()) {
            throw noComparison();
        }
        return new StaggeredAdoption(panel, plan, effects, influence.toArray(double[][]::new));
    }

    private static void addEffect(
            Panel panel, Plan plan, int[] groupAndTime, List<GroupTimeEffect> effects, List<double[]> influence) {
        int group = groupAndTime[0];
        int t = groupAndTime[1];
        int base = basePeriod(panel, group - plan.anticipation(), t);
        int later = panel.times()[Math.max(t, base)] + plan.anticipation();
        boolean[] treated = new boolean[panel.units().length];
        boolean[] comparison = new boolean[treated.length];
        for (int u = 0; u < treated.length; u++) {
            int first = panel.firstTreated()[u];
            treated[u] = first == group;
            comparison[u] = first == Panel.NEVER
                    || (plan.comparison() == Comparison.NOT_YET_TREATED && first > later && first != group);
        }
        int controls = count(comparison);
        if (controls == 0) {
            if (plan.comparison() == Comparison.NEVER_TREATED) {
                throw noComparison();
            }
            return;
        }
        TwoByTwo.Result r = TwoByTwo.of(new TwoByTwo.Sample(panel, treated, comparison, t, base), plan.method());
        Estimate estimate = Estimate.normal(r.att(), standardError(r.influence()), plan.level());
        effects.add(
                new GroupTimeEffect(group, panel.times()[t], panel.times()[base], estimate, count(treated), controls));
        influence.add(r.influence());
    }

    /** Index of the last period before treatment acts, or of the one before t when that is earlier. */
    private static int basePeriod(Panel panel, int acts, int t) {
        if (panel.times()[t] < acts) {
            return t - 1;
        }
        int base = 0;
        while (panel.times()[base + 1] < acts) {
            base++;
        }
        return base;
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean f : flags) {
            n += f ? 1 : 0;
        }
        return n;
    }

    private static RuntimeException noComparison() {
        return DesignError.NO_COMPARISON.at(
                "first treated",
                Text.of(
                        "没有可作对照的未处理单位，或没有在数据期内开始处理的单位",
                        "no untreated units to compare with, or no unit adopts within the data"),
                Text.of("改用“尚未处理”对照，或加入未处理单位", "compare with the not yet treated, or add untreated units"));
    }

    static double standardError(double[] influence) {
        double sum = 0;
        for (double v : influence) {
            sum += v * v;
        }
        return Math.sqrt(sum) / influence.length;
    }

    public List<GroupTimeEffect> effects() {
        return effects;
    }

    /** Influence of every unit on an effect; the estimate's variance is the mean of squares over n. */
    public double[] influence(int effect) {
        return influence[effect].clone();
    }

    public Panel panel() {
        return panel;
    }

    public Plan plan() {
        return plan;
    }

    /** Wald's test that all effects before treatment are zero. */
    public ChiSquared preTest() {
        int[] pre = IntStream.range(0, effects.size())
                .filter(k -> effects.get(k).beforeTreatment())
                .toArray();
        if (pre.length == 0) {
            return ChiSquared.of(0, 0);
        }
        double[] att = Arrays.stream(pre)
                .mapToDouble(k -> effects.get(k).estimate().value())
                .toArray();
        double[] flat = new double[pre.length * pre.length];
        int n = panel.units().length;
        for (int i = 0; i < pre.length; i++) {
            for (int j = 0; j < pre.length; j++) {
                double sum = 0;
                for (int u = 0; u < n; u++) {
                    sum += influence[pre[i]][u] * influence[pre[j]][u];
                }
                flat[i * pre.length + j] = sum / n / n;
            }
        }
        Matrix v = Matrix.of(pre.length, pre.length, flat);
        double[] solved = PositiveDefinite.solve(v, att, "pre-treatment effects");
        double w = 0;
        for (int i = 0; i < att.length; i++) {
            w += att[i] * solved[i];
        }
        return ChiSquared.of(w, att.length);
    }

    public Aggregation aggregate() {
        return new Aggregation(this);
    }
}
