package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.TransportTarget;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;
import org.steelyard.stats.transport.TransportWeights;

/** External controls, and a study's effect in another population. */
record TransportDesigns(Finding found, DesignLimits limits) {

    /** Columns of those whose flag is as said, out of columns of all. */
    private static double[][] part(double[][] columns, boolean[] flag, boolean value) {
        return Arrays.stream(columns)
                .map(c -> java.util.stream.IntStream.range(0, c.length)
                        .filter(i -> flag[i] == value)
                        .mapToDouble(i -> c[i])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double mean(double[] v, double[] w) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < v.length; i++) {
            sum += w[i] * v[i];
            total += w[i];
        }
        return sum / total;
    }

    /** Mean of the treated, and of the external controls made to look like them. */
    private static double[] means(Rows.Terms terms, boolean[] treated, double[] y) {
        double[][] own = part(terms.columns(), treated, true);
        double[][] others = part(terms.columns(), treated, false);
        TransportWeights w = TransportWeights.of(terms.names(), others, own, TransportWeights.Target.OTHERS);
        double[] of = part(new double[][] {y}, treated, true)[0];
        double[] out = part(new double[][] {y}, treated, false)[0];
        return new double[] {Arrays.stream(of).average().orElseThrow(), mean(out, w.weight())};
    }

    void external(DesignMethod.ExternalControl m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.treated(), found.variable()));
        needed.addAll(m.covariates());
        Rows rows = table.complete(needed);
        boolean[] treated = rows.flags(m.treated());
        requireBoth(m.treated(), treated);
        Rows.Terms terms = rows.terms(m.covariates());
        double[] y = rows.numbers(found.variable());
        double[] full = means(terms, treated, y);
        boolean binary = Rows.two(y);
        Replicates drawn = Bootstrap.run(
                y.length,
                Bootstrap.Plan.of(found.replicates(), found.seed(), found.threads())
                        .within(treated),
                units -> statistics(means(select(terms, units), take(treated, units), take(y, units)), binary));
        int own = PanelDesigns.count(treated);
        Finding.Sizes sizes =
                new Finding.Sizes(y.length, own, binary ? (int) Arrays.stream(y).sum() : -1);
        found.used(rows.size())
                .method(
                        "external controls weighted by the odds of belonging to the study, percentile bootstrap within groups",
                        "ATT",
                        "study arm");
        String convention = found.replicates() + " replicates, weights fitted again in each";
        found.add(
                binary ? "risk-difference" : "mean-difference",
                drawn.percentile(0, Scale.IDENTITY, full[0] - full[1], found.level()),
                sizes,
                convention);
        if (binary && full[0] > 0 && full[1] > 0) {
            found.add(
                    "risk-ratio", drawn.percentile(1, Scale.LOG, full[0] / full[1], found.level()), sizes, convention);
        }
        double[][] target = part(terms.columns(), treated, true);
        double[][] source = part(terms.columns(), treated, false);
        TransportWeights w = TransportWeights.of(terms.names(), source, target, TransportWeights.Target.OTHERS);
        checks(w, terms.names(), source, target);
    }

    private static double[] statistics(double[] means, boolean binary) {
        return binary ? new double[] {means[0] - means[1], means[0] / means[1]} : new double[] {means[0] - means[1]};
    }

    private static Rows.Terms select(Rows.Terms terms, int[] units) {
        return new Rows.Terms(
                terms.names(),
                Arrays.stream(terms.columns()).map(c -> take(c, units)).toArray(double[][]::new));
    }

    private static double[] take(double[] v, int[] units) {
        return Arrays.stream(units).mapToDouble(i -> v[i]).toArray();
    }

    private static boolean[] take(boolean[] v, int[] units) {
        boolean[] out = new boolean[units.length];
        for (int i = 0; i < units.length; i++) {
            out[i] = v[units[i]];
        }
        return out;
    }

    private static void requireBoth(String field, boolean[] flag) {
        int n = PanelDesigns.count(flag);
        if (n < 2 || flag.length - n < 2) {
            throw DesignError.NO_COMPARISON.at(
                    field,
                    Text.of("两组各至少需要 2 人", "both groups need at least 2 people"),
                    Text.of("检查分组变量", "check the variable that tells the groups apart"));
        }
    }

    void transport(DesignMethod.Transport m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.study()));
        needed.addAll(m.covariates());
        Rows everybody = table.complete(needed);
        Rows outside = everybody.where(m.study(), false);
        Rows study = everybody.where(m.study(), true).complete(List.of(m.treated(), found.variable()));
        boolean[] member = new boolean[study.size() + outside.size()];
        Arrays.fill(member, 0, study.size(), true);
        requireBoth(m.study(), member);
        Rows.Terms both = new Rows(
                        table.table(),
                        java.util.stream.IntStream.concat(Arrays.stream(study.index()), Arrays.stream(outside.index()))
                                .toArray())
                .terms(m.covariates());
        double[][] source = part(both.columns(), member, true);
        double[][] target = part(both.columns(), member, false);
        TransportWeights w = TransportWeights.of(
                both.names(),
                source,
                target,
                m.target() == TransportTarget.OTHERS
                        ? TransportWeights.Target.OTHERS
                        : TransportWeights.Target.EVERYBODY);
        double[] y = study.numbers(found.variable());
        boolean[] treated = study.flags(m.treated());
        Estimate effect = w.difference(y, treated, found.level());
        found.used(member.length)
                .method(
                        "transport by inverse odds of belonging to the study, variance from influence",
                        m.target().label().en(),
                        m.target() == TransportTarget.OTHERS ? "target population" : "study and target");
        found.add(
                Rows.two(y) ? "risk-difference" : "mean-difference",
                effect,
                new Finding.Sizes(study.size(), PanelDesigns.count(treated), -1),
                "weights taken as known; people of the target: " + (outside.size() > 0 ? "present" : "none"));
        double[][] aim = m.target() == TransportTarget.OTHERS ? target : both.columns();
        checks(w, both.names(), source, aim);
    }

    /** Whether weights make the one population look like the other. */
    private void checks(TransportWeights w, List<String> names, double[][] source, double[][] target) {
        double[] ones = new double[source[0].length];
        Arrays.fill(ones, 1);
        List<Row> rows = new ArrayList<>();
        double worst = 0;
        for (int j = 0; j < names.size(); j++) {
            double after = w.distance(source[j], target[j]);
            TransportWeights none = new TransportWeights(ones, w.probability(), w.model(), 0, 0);
            rows.add(new Row(names.get(j), new double[] {none.distance(source[j], target[j]), after}));
            worst = Math.max(worst, Math.abs(after));
        }
        found.sheet("balance", rows);
        double threshold = found.plan().analysis().smdThreshold();
        found.atMost(
                "smd-max",
                worst,
                threshold,
                Text.of(
                        "加权后与目标人群的标准化均值差绝对值最大为 " + Finding.number(worst),
                        "largest absolute standardised distance from the target after weighting: "
                                + Finding.number(worst)));
        double share = w.effectiveSize() / source[0].length;
        found.atLeast(
                "ess",
                share,
                limits.effectiveShare(),
                Text.of(
                        "加权后有效样本量占 " + Finding.number(share),
                        "effective share after weighting " + Finding.number(share)));
        found.atMost(
                "largest-weight",
                w.largestShare(),
                found.settings().limits().largestWeightShare(),
                Text.of(
                        "一个人的最大权重份额 " + Finding.number(w.largestShare()),
                        "largest share of weight of one person " + Finding.number(w.largestShare())));
    }
}
