package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.regression.ProportionalOdds;

/** Ordered categories: the common odds ratio of being in a higher one, by proportional odds. */
final class OrdinalEstimator {

    /** Odds ratios of the cuts that differ by more than this factor make a common one doubtful; a convention of reading, not a test. */
    private static final double LARGEST_SPREAD = 2;

    private final Work work;

    OrdinalEstimator(Work work) {
        this.work = work;
    }

    List<Cell> estimate(List<Measure> measures) {
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> {
                    Cell.Counts counts = work.counts();
                    SmallGroups.check(work.group(), counts, work.settings().limits());
                    return new Found(work.group(), m, estimate(), counts);
                }))
                .toList();
    }

    private Estimate estimate() {
        double[] weight = Prepared.weight(work.prepared(), work.sample().size());
        ProportionalOdds.Fit fit = fit(work.sample(), weight, regressors());
        double log = fit.coefficients()[0];
        boolean model = work.prepared() instanceof Prepared.Crude || work.prepared() instanceof Prepared.Regressed;
        double se = model
                ? fit.standardError(OutcomeModel.TREATMENT)
                : Resampling.standardError(
                        Resampling.of(work, (sample, w) ->
                                new double[] {fit(sample, w, Optional.empty()).coefficients()[0]}),
                        0);
        return Estimate.wald(Scale.LOG, log, se, work.level(), Double.POSITIVE_INFINITY);
    }

    private Optional<CovariateDesign> regressors() {
        return work.prepared() instanceof Prepared.Regressed r ? Optional.of(r.design()) : Optional.empty();
    }

    private static ProportionalOdds.Fit fit(Sample sample, double[] weight, Optional<CovariateDesign> covariates) {
        int[] index =
                IntStream.range(0, weight.length).filter(i -> weight[i] > 0).toArray();
        int[] level = closed(Take.of(((Endpoint.Ordered) sample.endpoint()).level(), index));
        int levels = Arrays.stream(level).max().orElse(0) + 1;
        double[] own = Take.of(weight, index);
        boolean ones = Arrays.stream(own).allMatch(w -> w == 1);
        return ProportionalOdds.fit(
                design(sample, covariates, false).select(index),
                level,
                levels,
                ones ? Optional.empty() : Optional.of(own));
    }

    private static DesignMatrix design(Sample sample, Optional<CovariateDesign> covariates, boolean intercept) {
        double[][] treatment = {CovariateDesign.zeroOne(sample.treated())};
        List<String> name = List.of(OutcomeModel.TREATMENT);
        return covariates
                .map(c -> c.treatedFirst(OutcomeModel.TREATMENT, sample.treated(), intercept))
                .orElseGet(() ->
                        intercept ? DesignMatrix.withIntercept(name, treatment) : DesignMatrix.of(name, treatment));
    }

    /** Levels renumbered so that each occurs. */
    private static int[] closed(int[] level) {
        int[] present = Arrays.stream(level).distinct().sorted().toArray();
        return Arrays.stream(level).map(l -> Arrays.binarySearch(present, l)).toArray();
    }

    /** The odds ratio at every cut on its own: a common one assumes that they agree. */
    void proportionality(List<Diagnostic> out) {
        if (!(work.prepared() instanceof Prepared.Crude) && !(work.prepared() instanceof Prepared.Regressed)) {
            return;
        }
        int[] level = closed(((Endpoint.Ordered) work.sample().endpoint()).level());
        int levels = Arrays.stream(level).max().orElse(0) + 1;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        try {
            DesignMatrix x = design(work.sample(), regressors(), true);
            for (int cut = 1; cut < levels; cut++) {
                int from = cut;
                double[] above =
                        Arrays.stream(level).mapToDouble(l -> l >= from ? 1 : 0).toArray();
                GlmFit fit = LogisticRegression.withDefaults()
                        .with(work.settings().numerics())
                        .fit(x, above, Prepared.weight(work.prepared(), above.length));
                double log = fit.coefficient(OutcomeModel.TREATMENT);
                low = Math.min(low, log);
                high = Math.max(high, log);
            }
        } catch (SteelyardException e) {
            Failure.passOn(e);
            out.add(Checks.diagnostic(
                    work.analysis().id(), "proportional-odds", Double.NaN, Double.NaN, true, Failure.reason(e)));
            return;
        }
        double spread = Math.exp(high - low);
        out.add(Checks.diagnostic(
                work.analysis().id(),
                "proportional-odds",
                spread,
                LARGEST_SPREAD,
                spread <= LARGEST_SPREAD,
                Text.of(
                        "各切点分别估计的比值比为 " + Checks.number(Math.exp(low)) + " 至 " + Checks.number(Math.exp(high))
                                + "，最大与最小之比 " + Checks.number(spread),
                        "odds ratios at the single cuts range from " + Checks.number(Math.exp(low)) + " to "
                                + Checks.number(Math.exp(high)) + ", a factor of " + Checks.number(spread))));
    }
}
