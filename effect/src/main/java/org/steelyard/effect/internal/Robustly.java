package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.method.CrossFit;
import org.steelyard.protocol.method.OutcomeModelRule.Form;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.DoublyRobust;
import org.steelyard.stats.causal.Nuisance;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PotentialMeans;
import org.steelyard.stats.causal.TargetedLearning;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.weighting.TargetPopulation;

/** Doubly robust estimation with learned models, and the targeted step. */
final class Robustly {

    private static final int MIXING_FOLDS = 5;

    private Robustly() {}

    /** Score and outcome of everybody, learned on others. Trimmed people stay in the learning and leave the average. */
    static Prepared learned(Analysis analysis, Sample sample, LevelDesign design, EffectSettings settings) {
        Nuisance nuisance =
                Nuisance.learn(covariates(design), sample.treated(), outcome(sample), plan(analysis, settings));
        Propensity score = Propensity.of(sample, design, new ScoreFit.Learned(nuisance.score(), nuisance.truncated()));
        boolean[] kept = WeightScheme.keptOrRefused(analysis, sample.treated(), nuisance.score());
        return new Prepared.Robust(
                score, nuisance, WeightScheme.weights(analysis, sample.treated(), nuisance.score(), kept), kept);
    }

    private static Covariates covariates(LevelDesign design) {
        return new Covariates(design.modelled().names(), design.modelled().columns());
    }

    private static Outcome outcome(Sample sample) {
        Endpoint.Values values = (Endpoint.Values) sample.endpoint();
        return values.binary() ? new Outcome.Binary(values.y()) : new Outcome.Continuous(values.y());
    }

    private static Nuisance.Plan plan(Analysis analysis, EffectSettings settings) {
        CrossFit rule = analysis.crossFit().orElseThrow();
        Seed seed = settings.seed().child("effect/" + analysis.id() + "/learning");
        Learner learner = learner(rule);
        return Nuisance.Plan.of(learner, learner, seed)
                .withFolds(rule.folds())
                .withBound(rule.bound())
                .with(form(analysis))
                .withThreads(settings.threads());
    }

    static OutcomeRegression.Form form(Analysis analysis) {
        boolean perArm =
                analysis.outcomeModel().filter(o -> o.form() == Form.PER_ARM).isPresent();
        return perArm ? OutcomeRegression.Form.PER_ARM : OutcomeRegression.Form.POOLED;
    }

    private static Learner learner(CrossFit rule) {
        List<Learner> all = rule.learners().stream().map(Robustly::learner).toList();
        return all.size() == 1 ? all.getFirst() : new Learner.Stack(all, MIXING_FOLDS);
    }

    private static Learner learner(CrossFit.LearnerKind kind) {
        return switch (kind) {
            case GLM -> new Learner.MainEffects();
            case LASSO -> Learner.Lasso.withDefaults();
            case BOOSTED_TREES -> Learner.BoostedTrees.withDefaults();
        };
    }

    static PotentialMeans means(Work work, Prepared.Robust r) {
        Analysis analysis = work.analysis();
        TargetPopulation target = Augmented.population(analysis.target());
        boolean targeted = analysis.adjustment() == Adjustment.TMLE;
        int repetitions = analysis.crossFit().map(CrossFit::repetitions).orElse(1);
        if (repetitions > 1 && analysis.trim().isPresent()) {
            return trimmed(work, r, repetitions);
        }
        if (repetitions > 1) {
            return DoublyRobust.estimate(
                    covariates(LevelDesign.whole(r.score().design())),
                    work.sample().treated(),
                    outcome(work.sample()),
                    plan(analysis, work.settings()),
                    new DoublyRobust.Question(
                            targeted ? DoublyRobust.Estimator.TARGETED : DoublyRobust.Estimator.AUGMENTED,
                            target,
                            repetitions));
        }
        AugmentedIpw.Input input =
                input(work, r.nuisance().score(), r.nuisance().predictions(), r.kept());
        return targeted
                ? TargetedLearning.estimate(input, target, TargetedLearning.Fluctuation.WEIGHTS)
                        .means()
                : AugmentedIpw.estimate(input, target);
    }

    /**
     * As {@link DoublyRobust}, among those whom the first draw of folds keeps, so that all repetitions speak of the same people: medians of the means, and of the variances with the
     * spread of the repetitions.
     */
    private static PotentialMeans trimmed(Work work, Prepared.Robust r, int repetitions) {
        Analysis analysis = work.analysis();
        TargetPopulation target = Augmented.population(analysis.target());
        Nuisance.Plan plan = plan(analysis, work.settings());
        List<PotentialMeans> all = new ArrayList<>();
        for (int k = 0; k < repetitions; k++) {
            Interruption.check();
            Nuisance nuisance = Nuisance.learn(
                    covariates(LevelDesign.whole(r.score().design())),
                    work.sample().treated(),
                    outcome(work.sample()),
                    plan.withSeed(plan.seed().child("repetition", k)));
            AugmentedIpw.Input input = input(work, nuisance.score(), nuisance.predictions(), r.kept());
            all.add(
                    analysis.adjustment() == Adjustment.TMLE
                            ? TargetedLearning.estimate(input, target, TargetedLearning.Fluctuation.WEIGHTS)
                                    .means()
                            : AugmentedIpw.estimate(input, target));
        }
        return medians(all);
    }

    private static PotentialMeans medians(List<PotentialMeans> all) {
        double one = median(all, PotentialMeans::treated);
        double zero = median(all, PotentialMeans::control);
        double v1 = median(all, m -> m.treatedVariance() + square(m.treated() - one));
        double v0 = median(all, m -> m.controlVariance() + square(m.control() - zero));
        double vd = median(
                all,
                m -> m.treatedVariance()
                        + m.controlVariance()
                        - 2 * m.covariance()
                        + square(m.treated() - m.control() - (one - zero)));
        return new PotentialMeans(one, zero, v1, v0, (v1 + v0 - vd) / 2);
    }

    private static double median(List<PotentialMeans> all, ToDoubleFunction<PotentialMeans> of) {
        double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private static double square(double v) {
        return v * v;
    }

    static AugmentedIpw.Input input(Work work, double[] score, AugmentedIpw.Predictions all, boolean[] kept) {
        int[] index = Take.where(kept);
        double[] y = ((Endpoint.Values) work.sample().endpoint()).y();
        return new AugmentedIpw.Input(
                Take.of(y, index),
                Take.of(work.sample().treated(), index),
                Take.of(score, index),
                new AugmentedIpw.Predictions(Take.of(all.treated(), index), Take.of(all.control(), index)));
    }
}
