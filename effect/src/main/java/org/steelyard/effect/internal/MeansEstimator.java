package org.steelyard.effect.internal;

import java.util.List;
import java.util.function.Supplier;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.MatchedSetMeans;
import org.steelyard.stats.causal.MatchingEstimator;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PairedMeans;
import org.steelyard.stats.causal.PotentialMeans;
import org.steelyard.stats.causal.Standardisation;
import org.steelyard.stats.causal.TargetedLearning;
import org.steelyard.stats.causal.UnadjustedMeans;
import org.steelyard.stats.causal.WeightedMeans;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.RobustCovariance;

/** Binary and continuous outcomes: mean outcome under both treatments, then the contrast. */
final class MeansEstimator {

    private final Work work;
    private final Endpoint.Values outcome;

    MeansEstimator(Work work, Endpoint.Values outcome) {
        this.work = work;
        this.outcome = outcome;
    }

    List<Cell> estimate(List<Measure> measures) {
        Supplier<PotentialMeans> means = Lazy.of(this::means);
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> found(m, means)))
                .toList();
    }

    private Found found(Measure measure, Supplier<PotentialMeans> means) {
        Cell.Counts counts = work.counts();
        SmallGroups.check(work.group(), counts, work.settings().limits());
        Estimate estimate = switch (work.prepared()) {
            case Prepared.Regressed r -> regression(r, measure);
            case Prepared.Neighbours n -> neighbours(n);
            case Prepared.Standardised g
            when loglinear() ->
                GComputation.logLinear(work, OutcomeFamilies.family(work))
                        .estimate(Measures.scale(measure), work.level());
            default -> contrast(means.get(), measure);
        };
        return new Found(work.group(), measure, estimate, counts);
    }

    PotentialMeans means() {
        return switch (work.prepared()) {
            case Prepared.Crude c -> crude();
            case Prepared.Weighted w -> weighted(w);
            case Prepared.Sets s ->
                MatchedSetMeans.estimate(outcome.y(), work.sample().treated(), s.sets(), s.weight());
            case Prepared.Robust r -> Robustly.means(work, r);
            case Prepared.Standardised g -> standardised(g.design(), g.weight());
            case Prepared.Neighbours n -> throw new IllegalStateException("gives differences directly");
            case Prepared.Matched m -> PairedMeans.estimate(outcome.y(), m.pairs());
            case Prepared.Augmented a ->
                work.analysis().adjustment() == Adjustment.TMLE
                        ? TargetedLearning.estimate(
                                        input(a),
                                        Augmented.population(work.analysis().target()),
                                        TargetedLearning.Fluctuation.COVARIATE)
                                .means()
                        : augmented(a);
            case Prepared.Regressed r -> throw new IllegalStateException("regression gives contrasts directly");
        };
    }

    private PotentialMeans crude() {
        double[] y = outcome.y();
        boolean[] treated = work.sample().treated();
        if (work.standsForOthers()) {
            return WeightedMeans.estimate(
                    y,
                    treated,
                    WeightedMeans.Estimated.bySelection(Prepared.weight(work.prepared(), y.length), this::everybody));
        }
        return outcome.binary() ? UnadjustedMeans.risks(y, treated) : UnadjustedMeans.means(y, treated);
    }

    /** What the weights for being complete owe to their model. */
    private double[] everybody(double[] own) {
        return work.incomplete()
                .model()
                .map(m -> m.influence(work.sample().rows(), own))
                .orElse(own);
    }

    /** Score and outcome model come from everybody in the sample; the influences of those not trimmed are averaged. */
    private PotentialMeans augmented(Prepared.Augmented a) {
        return AugmentedIpw.estimate(
                input(a), Augmented.population(work.analysis().target()));
    }

    private AugmentedIpw.Input input(Prepared.Augmented a) {
        AugmentedIpw.Predictions all = OutcomeRegression.fit(
                        outcome.y(), work.sample().treated(), a.score().design().withIntercept(), options())
                .predictions();
        return Robustly.input(work, a.score().score(), all, a.kept());
    }

    /** The variance allows for the score's having been estimated where the model has an influence function; of learned scores it does not, which errs to the wide side for ATE. */
    private PotentialMeans weighted(Prepared.Weighted w) {
        double[] y = outcome.y();
        boolean[] treated = work.sample().treated();
        return switch (w.score().fit()) {
            case ScoreFit.Logistic l ->
                WeightedMeans.estimate(
                        y,
                        treated,
                        new WeightedMeans.Estimated(
                                w.weights(),
                                w.score()
                                        .model(l.fit(), work.settings().numerics())
                                        .influence(),
                                this::everybody));
            case ScoreFit.Balancing c ->
                WeightedMeans.estimate(y, treated, w.weights(), c.fit().influence());
            case ScoreFit.Entropy e ->
                work.analysis().weights().filter(r -> !r.truncate().isEmpty()).isPresent()
                        ? WeightedMeans.robust(y, treated, w.weights().weight())
                        : WeightedMeans.estimate(y, treated, e.fit());
            case ScoreFit.Penalised p ->
                WeightedMeans.robust(y, treated, w.weights().weight());
            case ScoreFit.Learned t ->
                WeightedMeans.robust(y, treated, w.weights().weight());
        };
    }

    private Estimate neighbours(Prepared.Neighbours n) {
        Matching rule = SetMatching.rule(work.analysis());
        Estimate e = MatchingEstimator.estimate(
                        outcome.y(),
                        work.sample().treated(),
                        n.design().columns(),
                        MatchingEstimator.Options.of(
                                        Augmented.population(work.analysis().target()))
                                .withMatches(rule.ratio())
                                .with(
                                        rule.distance() == Matching.Distance.MAHALANOBIS
                                                ? MatchingEstimator.Metric.MAHALANOBIS
                                                : MatchingEstimator.Metric.INVERSE_VARIANCE)
                                .withAdjustment(rule.biasAdjusted()))
                .difference();
        return Estimate.normal(e.value(), e.se(), work.level());
    }

    /** Costs and counts have a logarithmic link in g-computation. */
    private boolean loglinear() {
        return work.outcome().type() == OutcomeType.COST || work.outcome().type() == OutcomeType.COUNT;
    }

    private OutcomeRegression.Options options() {
        OutcomeRegression.Kind kind =
                outcome.binary() ? OutcomeRegression.Kind.BINARY : OutcomeRegression.Kind.CONTINUOUS;
        return OutcomeRegression.Options.of(kind)
                .with(Robustly.form(work.analysis()))
                .with(work.settings().numerics());
    }

    private Estimate contrast(PotentialMeans means, Measure measure) {
        return switch (measure) {
            case RISK_DIFFERENCE, MEAN_DIFFERENCE, RATE_DIFFERENCE -> means.difference(work.level());
            case RISK_RATIO, MEAN_RATIO, RATE_RATIO -> means.riskRatio(work.level());
            case ODDS_RATIO -> means.oddsRatio(work.level());
            default -> throw unfit();
        };
    }

    private Estimate regression(Prepared.Regressed r, Measure measure) {
        return switch (measure) {
            case ODDS_RATIO -> coefficient(conditional(r), true);
            case MEAN_DIFFERENCE -> coefficient(conditional(r), false);
            case RISK_DIFFERENCE, RISK_RATIO -> contrast(standardised(r.design(), r.weight()), measure);
            case MEAN_RATIO -> {
                OutcomeFamilies.LogLinear fit = OutcomeFamilies.fit(
                        OutcomeFamilies.family(work),
                        OutcomeFamilies.design(r.design(), work.sample().treated()),
                        new OutcomeFamilies.Observed(outcome.y(), Take.ones(outcome.y().length), r.weight()),
                        work.settings().numerics());
                yield Estimate.ratio(fit.treatment(), Math.sqrt(fit.variance()), work.level());
            }
            default -> throw unfit();
        };
    }

    private OutcomeModel conditional(Prepared.Regressed r) {
        return OutcomeModel.fit(r, work.sample(), outcome, work.settings().numerics());
    }

    private PotentialMeans standardised(CovariateDesign design, double[] weight) {
        OutcomeModel.checkBothValues(outcome.y());
        OutcomeRegression.Options options = work.sample().weighs() ? options().withWeights(weight) : options();
        return Standardisation.estimate(
                OutcomeRegression.fit(outcome.y(), work.sample().treated(), design.withIntercept(), options),
                work.sample().treated(),
                Augmented.population(work.analysis().target()),
                weight);
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
