package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PairedMeans;
import org.steelyard.stats.causal.PotentialMeans;
import org.steelyard.stats.causal.Standardisation;
import org.steelyard.stats.causal.UnadjustedMeans;
import org.steelyard.stats.causal.WeightedMeans;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.RobustCovariance;

/** Binary and continuous outcomes: mean outcome under both treatments, then the contrast. */
final class MeansEstimator {

    private final Work work;
    private final Endpoint.Values outcome;
    /** Of augmented weighting; one model serves all groups. */
    private Optional<AugmentedIpw.Predictions> predictions = Optional.empty();

    MeansEstimator(Work work, Endpoint.Values outcome) {
        this.work = work;
        this.outcome = outcome;
    }

    List<Cell> estimate(List<Measure> measures, List<Group> groups) {
        List<Cell> out = new ArrayList<>();
        for (Group group : groups) {
            boolean[] in = work.members(group);
            Supplier<PotentialMeans> means = Lazy.of(() -> means(in));
            for (Measure measure : measures) {
                out.add(Cell.of(group, measure, () -> found(group, in, measure, means)));
            }
        }
        return out;
    }

    private Found found(Group group, boolean[] in, Measure measure, Supplier<PotentialMeans> means) {
        boolean[] counted = counted(in);
        Cell.Counts counts = work.counts(counted);
        SmallGroups.check(group, counts, work.settings().limits());
        Estimate estimate = work.prepared() instanceof Prepared.Regressed r
                ? regression(r, in, measure)
                : contrast(means.get(), measure);
        return new Found(group, measure, estimate, counts);
    }

    /** In matching, a person counts when the pair lies in the group. */
    private boolean[] counted(boolean[] in) {
        return work.prepared() instanceof Prepared.Matched m ? Prepared.members(Prepared.within(m.pairs(), in)) : in;
    }

    private PotentialMeans means(boolean[] in) {
        return switch (work.prepared()) {
            case Prepared.Crude c -> crude(in);
            case Prepared.Weighted w ->
                WeightedMeans.estimate(
                        outcome.y(),
                        work.sample().treated(),
                        w.score().model(work.settings().numerics()),
                        Prepared.within(w.weights(), in));
            case Prepared.Matched m -> PairedMeans.estimate(outcome.y(), Prepared.within(m.pairs(), in));
            case Prepared.Augmented a -> augmented(a, in);
            case Prepared.Regressed r -> throw new IllegalStateException("regression gives contrasts directly");
        };
    }

    private PotentialMeans crude(boolean[] in) {
        int[] index = Take.where(in);
        double[] y = Take.of(outcome.y(), index);
        boolean[] treated = Take.of(work.sample().treated(), index);
        return outcome.binary() ? UnadjustedMeans.risks(y, treated) : UnadjustedMeans.means(y, treated);
    }

    /** Score and outcome model come from everybody; the group's influences are averaged. */
    private PotentialMeans augmented(Prepared.Augmented a, boolean[] in) {
        AugmentedIpw.Predictions all = predictions(a.score().design());
        int[] index = Take.where(in);
        return AugmentedIpw.estimate(
                new AugmentedIpw.Input(
                        Take.of(outcome.y(), index),
                        Take.of(work.sample().treated(), index),
                        Take.of(a.score().score(), index),
                        new AugmentedIpw.Predictions(Take.of(all.treated(), index), Take.of(all.control(), index))),
                Augmented.population(work.analysis().target()));
    }

    private AugmentedIpw.Predictions predictions(CovariateDesign design) {
        if (predictions.isEmpty()) {
            predictions = Optional.of(
                    OutcomeRegression.fit(outcome.y(), work.sample().treated(), design.withIntercept(), options())
                            .predictions());
        }
        return predictions.get();
    }

    private OutcomeRegression.Options options() {
        OutcomeRegression.Kind kind =
                outcome.binary() ? OutcomeRegression.Kind.BINARY : OutcomeRegression.Kind.CONTINUOUS;
        return OutcomeRegression.Options.of(kind).with(work.settings().numerics());
    }

    private Estimate contrast(PotentialMeans means, Measure measure) {
        return switch (measure) {
            case RISK_DIFFERENCE, MEAN_DIFFERENCE -> means.difference(work.level());
            case RISK_RATIO -> means.riskRatio(work.level());
            case ODDS_RATIO -> means.oddsRatio(work.level());
            case HAZARD_RATIO, SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> throw unfit();
        };
    }

    private Estimate regression(Prepared.Regressed r, boolean[] in, Measure measure) {
        int[] index = Take.where(in);
        boolean[] treated = Take.of(work.sample().treated(), index);
        CovariateDesign design = Take.count(in) == in.length
                ? r.design()
                : CovariateDesign.encodeVarying(
                        work.sample().table(), Take.of(work.sample().rows(), index), work.covariates());
        Endpoint.Values values = outcome.select(index);
        return switch (measure) {
            case ODDS_RATIO -> coefficient(conditional(design, treated, values), true);
            case MEAN_DIFFERENCE -> coefficient(conditional(design, treated, values), false);
            case RISK_DIFFERENCE, RISK_RATIO -> contrast(standardised(design, treated, values), measure);
            case HAZARD_RATIO, SURVIVAL_DIFFERENCE, RMST_DIFFERENCE -> throw unfit();
        };
    }

    private OutcomeModel conditional(CovariateDesign design, boolean[] treated, Endpoint.Values values) {
        return OutcomeModel.fit(design, treated, values, work.settings().numerics());
    }

    private PotentialMeans standardised(CovariateDesign design, boolean[] treated, Endpoint.Values values) {
        OutcomeModel.checkBothValues(values.y());
        return Standardisation.estimate(
                OutcomeRegression.fit(values.y(), treated, design.withIntercept(), options()),
                treated,
                Augmented.population(work.analysis().target()));
    }

    private static SteelyardException unfit() {
        return Failure.of(
                EffectError.NOT_AVAILABLE,
                "",
                Text.of("该指标不适用于此类结局", "the measure does not fit this type of outcome"),
                Text.of("改用适合该结局类型的指标", "use a measure that fits the outcome"));
    }

    /** The odds ratio has the model's variance, the mean difference the robust one. */
    private Estimate coefficient(OutcomeModel model, boolean ratio) {
        int i = model.fit().indexOf(OutcomeModel.TREATMENT);
        Matrix covariance = ratio ? model.fit().covariance() : RobustCovariance.hc1(model.matrix(), model.fit());
        double value = model.fit().coefficients()[i];
        double se = Math.sqrt(covariance.at(i, i));
        return ratio ? Estimate.ratio(value, se, work.level()) : Estimate.normal(value, se, work.level());
    }
}
