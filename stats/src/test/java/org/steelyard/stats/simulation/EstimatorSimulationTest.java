package org.steelyard.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.steelyard.stats.simulation.Worlds.exponential;
import static org.steelyard.stats.simulation.Worlds.logistic;
import static org.steelyard.stats.simulation.Worlds.poisson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.causal.ArmMeans;
import org.steelyard.stats.causal.ArmOutcomes;
import org.steelyard.stats.causal.DoublyRobust;
import org.steelyard.stats.causal.MatchingEstimator;
import org.steelyard.stats.causal.Nuisance;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.WeightedMeans;
import org.steelyard.stats.competing.AalenJohansen;
import org.steelyard.stats.competing.CompetingData;
import org.steelyard.stats.competing.FineGray;
import org.steelyard.stats.cox.ConditionalLogistic;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.RecurrentEvents;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.longitudinal.EstimatingEquations;
import org.steelyard.stats.longitudinal.LinearMixedModel;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.MultinomialFit;
import org.steelyard.stats.regression.MultinomialRegression;
import org.steelyard.stats.regression.NegativeBinomialFit;
import org.steelyard.stats.regression.NegativeBinomialRegression;
import org.steelyard.stats.regression.ProportionalOdds;
import org.steelyard.stats.weighting.CovariateBalancing;
import org.steelyard.stats.weighting.EntropyBalancing;
import org.steelyard.stats.weighting.MultiArmWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/** 1,000 data sets for each estimator; the table is committed as docs/simulations/estimators.csv. */
@Tag("nightly")
class EstimatorSimulationTest {

    private static final double LEVEL = 0.95;

    private final Simulation simulation = new Simulation();

    /** Two confounders; the effect is 1 for everybody. */
    private record Sample(double[][] x, boolean[] treated, double[] y) {

        static Sample draw(RandomGenerator random, int n) {
            double[][] x = new double[2][n];
            boolean[] treated = new boolean[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[0][i] = Draws.normal(random);
                x[1][i] = Draws.uniform(random) < 0.4 ? 1 : 0;
                treated[i] = Draws.uniform(random) < logistic(-0.2 + 0.5 * x[0][i] - 0.6 * x[1][i]);
                y[i] = (treated[i] ? 1 : 0) + 0.7 * x[0][i] + x[1][i] + Draws.normal(random);
            }
            return new Sample(x, treated, y);
        }

        DesignMatrix design() {
            return DesignMatrix.withIntercept(List.of("x1", "x2"), x);
        }
    }

    @Test
    void biasAndCoverage() {
        Path table = Path.of(System.getProperty("steelyard.root", ".."), "docs", "simulations", "estimators.csv");
        for (Runnable part : List.<Runnable>of(this::weights, this::competing, this::models, this::doublyRobust)) {
            part.run();
            simulation.write(table);
        }
        List<String> failed = new ArrayList<>();
        for (Simulation.Row row : simulation.rows()) {
            if (!row.plausible()) {
                failed.add(row.toString());
            }
        }
        assertThat(failed).isEmpty();
    }

    static Estimate overIdentified(RandomGenerator random, int n) {
        Sample s = Sample.draw(random, n);
        CovariateBalancing score = CovariateBalancing.overIdentified(
                s.design(), s.treated, TargetPopulation.ATE, CovariateBalancing.MomentWeight.CONTINUOUS);
        return WeightedMeans.estimate(s.y, s.treated, score.weights(s.treated), score.influence())
                .difference(LEVEL);
    }

    private void weights() {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT, TargetPopulation.ATC)) {
            simulation.run("entropy balancing " + target, 1, random -> {
                Sample s = Sample.draw(random, 1000);
                return WeightedMeans.estimate(s.y, s.treated, EntropyBalancing.of(s.design(), s.treated, target))
                        .difference(LEVEL);
            });
            simulation.run("covariate balancing just-identified " + target, 1, random -> {
                Sample s = Sample.draw(random, 1000);
                CovariateBalancing score = CovariateBalancing.justIdentified(s.design(), s.treated, target);
                return WeightedMeans.estimate(s.y, s.treated, score.weights(s.treated), score.influence())
                        .difference(LEVEL);
            });
        }
        for (MultiArmWeights.Target target :
                List.of(new MultiArmWeights.Target.Everybody(), new MultiArmWeights.Target.Overlap())) {
            simulation.run(
                    "three arms " + target.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                    1,
                    random -> threeArms(random, target));
        }
        simulation.run("three arms standardised everybody", 1, random -> modelledArms(random, false));
        simulation.run("three arms augmented everybody", 1, random -> modelledArms(random, true));
        simulation.run("matching estimator ATT two adjusted", 1, random -> {
            Sample s = Sample.draw(random, 500);
            return MatchingEstimator.estimate(
                            s.y,
                            s.treated,
                            s.x,
                            MatchingEstimator.Options.of(TargetPopulation.ATT)
                                    .withMatches(2)
                                    .withAdjustment(true))
                    .difference();
        });
    }

    private static Estimate threeArms(RandomGenerator random, MultiArmWeights.Target target) {
        ThreeArms a = ThreeArms.draw(random);
        return ArmMeans.estimate(new ArmMeans.Input(a.y, a.arm, a.design, a.score(), target))
                .difference(2, 1, LEVEL);
    }

    private static Estimate modelledArms(RandomGenerator random, boolean augmented) {
        ThreeArms a = ThreeArms.draw(random);
        ArmOutcomes model = ArmOutcomes.fit(new ArmOutcomes.Input(
                a.y, a.arm, a.design, OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS)));
        MultiArmWeights.Target everybody = new MultiArmWeights.Target.Everybody();
        ArmMeans means = augmented ? model.augmented(a.score(), everybody) : model.standardised(everybody);
        return means.difference(2, 1, LEVEL);
    }

    /** Arms 1 and 2 add 1 and 2 for everybody. */
    private record ThreeArms(double[] y, int[] arm, DesignMatrix design) {

        static ThreeArms draw(RandomGenerator random) {
            Sample s = Sample.draw(random, 600);
            int[] arm = new int[600];
            double[] y = s.y.clone();
            for (int i = 0; i < arm.length; i++) {
                double one = Math.exp(-0.2 + 0.5 * s.x[0][i]);
                double two = Math.exp(0.1 - 0.4 * s.x[0][i] + 0.3 * s.x[1][i]);
                double u = Draws.uniform(random) * (1 + one + two);
                arm[i] = u < 1 ? 0 : u < 1 + one ? 1 : 2;
                y[i] += arm[i] - (s.treated[i] ? 1 : 0);
            }
            return new ThreeArms(y, arm, s.design());
        }

        MultinomialFit score() {
            return MultinomialRegression.withDefaults()
                    .with(GlmOptions.defaults().withTolerance(1e-12))
                    .fit(design, arm, 3);
        }
    }

    private void doublyRobust() {
        Learner trees = new Learner.BoostedTrees(60, 2, 0.1, 10, 1);
        Learner stack = new Learner.Stack(List.of(new Learner.MainEffects(), trees), 2);
        for (DoublyRobust.Estimator estimator :
                List.of(DoublyRobust.Estimator.AUGMENTED, DoublyRobust.Estimator.TARGETED)) {
            simulation.run(
                    estimator.name().toLowerCase(java.util.Locale.ROOT) + " main effects cross-fitted ATE",
                    1,
                    random -> crossFitted(random, new Learner.MainEffects(), estimator, TargetPopulation.ATE));
            simulation.run(
                    estimator.name().toLowerCase(java.util.Locale.ROOT) + " main effects cross-fitted ATT",
                    1,
                    random -> crossFitted(random, new Learner.MainEffects(), estimator, TargetPopulation.ATT));
        }
        simulation.run(
                "augmented lasso cross-fitted ATE",
                1,
                random -> crossFitted(
                        random, new Learner.Lasso(1, 3), DoublyRobust.Estimator.AUGMENTED, TargetPopulation.ATE));
        simulation.run(
                "targeted stack of lines and trees cross-fitted ATE",
                1,
                random -> crossFitted(random, stack, DoublyRobust.Estimator.TARGETED, TargetPopulation.ATE));
    }

    private static Estimate crossFitted(
            RandomGenerator random, Learner learner, DoublyRobust.Estimator estimator, TargetPopulation target) {
        Sample s = Sample.draw(random, 500);
        Nuisance.Plan plan =
                Nuisance.Plan.of(learner, learner, new Seed(random.nextLong())).withFolds(3);
        return DoublyRobust.estimate(
                        new Covariates(List.of("x1", "x2"), s.x),
                        s.treated,
                        new Outcome.Continuous(s.y),
                        plan,
                        new DoublyRobust.Question(estimator, target, 1))
                .difference(LEVEL);
    }

    private void competing() {
        double t = 0.7;
        simulation.run("Aalen-Johansen F(0.7)", (1.0 / 3) * (1 - Math.exp(-1.5 * t)), random -> {
            CompetingData data = twoCauses(random, 300);
            return AalenJohansen.fit(data).estimateAt(1, t, LEVEL);
        });
        simulation.run("Fine-Gray log ratio", 0.5, EstimatorSimulationTest::fineGray);
    }

    private static CompetingData twoCauses(RandomGenerator random, int n) {
        double[] time = new double[n];
        int[] cause = new int[n];
        for (int i = 0; i < n; i++) {
            double event = exponential(random, 1.5);
            double censored = 2 * Draws.uniform(random);
            int which = Draws.uniform(random) < 1.0 / 3 ? 1 : 2;
            time[i] = Math.min(event, censored);
            cause[i] = event < censored ? which : 0;
        }
        return CompetingData.of(time, cause);
    }

    /** Fine and Gray's own design: F₁(t|x) = 1 − (1 − p(1 − e⁻ᵗ))^exp(bx), p = 0.4. */
    private static Estimate fineGray(RandomGenerator random) {
        int n = 400;
        double[] time = new double[n];
        int[] cause = new int[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Draws.normal(random);
            double ratio = Math.exp(0.5 * x[i]);
            double limit = 1 - Math.pow(0.6, ratio);
            boolean first = Draws.uniform(random) < limit;
            double u = Draws.uniform(random) * limit;
            double event = first
                    ? -Math.log(1 - (1 - Math.pow(1 - u, 1 / ratio)) / 0.4)
                    : exponential(random, Math.exp(-0.3 * x[i]));
            double censored = 3 * Draws.uniform(random);
            time[i] = Math.min(event, censored);
            cause[i] = censored < event ? 0 : first ? 1 : 2;
        }
        return FineGray.forCause(1)
                .fit(DesignMatrix.of(List.of("x"), new double[][] {x}), CompetingData.of(time, cause))
                .ratio("x", LEVEL);
    }

    private void models() {
        simulation.run("negative binomial log ratio", 0.4, EstimatorSimulationTest::negativeBinomial);
        simulation.run("proportional odds log ratio", 0.7, EstimatorSimulationTest::ordinal);
        simulation.run("estimating equations exchangeable logistic", -0.5, EstimatorSimulationTest::clustered);
        simulation.run("linear mixed model slope", 0.3, EstimatorSimulationTest::mixed);
        simulation.run("recurrent events proportional rates", 0.4, EstimatorSimulationTest::recurrent);
        simulation.run("conditional logistic log ratio", 0.6, EstimatorSimulationTest::matchedSets);
    }

    private static Estimate negativeBinomial(RandomGenerator random) {
        int n = 400;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Draws.normal(random);
            double frailty = Draws.chiSquared(random, 4) / 4;
            y[i] = poisson(random, frailty * Math.exp(0.5 + 0.4 * x[i]));
        }
        NegativeBinomialFit fit = NegativeBinomialRegression.withDefaults()
                .fit(DesignMatrix.withIntercept(List.of("x"), new double[][] {x}), y);
        return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
    }

    private static Estimate ordinal(RandomGenerator random) {
        int n = 400;
        double[] x = new double[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = Draws.uniform(random) < 0.5 ? 1 : 0;
            double u = Draws.uniform(random);
            double latent = 0.7 * x[i] + Math.log(u / (1 - u));
            y[i] = latent < -1 ? 0 : latent < 0.5 ? 1 : latent < 1.5 ? 2 : 3;
        }
        ProportionalOdds.Fit fit =
                ProportionalOdds.fit(DesignMatrix.of(List.of("x"), new double[][] {x}), y, 4, Optional.empty());
        return Estimate.normal(fit.coefficients()[0], fit.standardError("x"), LEVEL);
    }

    /** Binary outcomes whose probabilities are marginal: within a cluster a share copies the cluster's common draw. */
    private static Estimate clustered(RandomGenerator random) {
        int clusters = 150;
        int size = 4;
        double[] x = new double[clusters * size];
        double[] y = new double[x.length];
        int[] id = new int[x.length];
        for (int c = 0; c < clusters; c++) {
            double shared = Draws.uniform(random);
            double arm = c % 2;
            for (int k = 0; k < size; k++) {
                int i = c * size + k;
                x[i] = arm;
                id[i] = c;
                double u = Draws.uniform(random) < 0.5 ? shared : Draws.uniform(random);
                y[i] = u < logistic(0.3 - 0.5 * arm) ? 1 : 0;
            }
        }
        EstimatingEquations.Fit fit = EstimatingEquations.fit(
                DesignMatrix.withIntercept(List.of("x"), new double[][] {x}),
                y,
                id,
                new EstimatingEquations.Options(
                        EstimatingEquations.Model.LOGISTIC, EstimatingEquations.Correlation.EXCHANGEABLE, true));
        return Estimate.normal(fit.coefficients()[1], fit.standardError("x"), LEVEL);
    }

    private static Estimate mixed(RandomGenerator random) {
        int groups = 80;
        int size = 5;
        double[] t = new double[groups * size];
        double[] y = new double[t.length];
        int[] id = new int[t.length];
        for (int g = 0; g < groups; g++) {
            double level = Draws.normal(random);
            double slope = 0.3 + 0.4 * Draws.normal(random);
            for (int k = 0; k < size; k++) {
                int i = g * size + k;
                id[i] = g;
                t[i] = k;
                y[i] = 2 + level + slope * k + Draws.normal(random);
            }
        }
        DesignMatrix x = DesignMatrix.withIntercept(List.of("t"), new double[][] {t});
        LinearMixedModel.Fit fit =
                LinearMixedModel.fit(new LinearMixedModel.Data(x, x, y, id), LinearMixedModel.Criterion.RESTRICTED);
        return Estimate.normal(fit.coefficients()[1], fit.standardError("t"), LEVEL);
    }

    private static Estimate recurrent(RandomGenerator random) {
        int n = 300;
        double[] x = new double[n];
        double[] end = new double[n];
        double[][] events = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = i % 2;
            end[i] = 1 + Draws.uniform(random);
            double rate = Math.exp(0.4 * x[i]) * Draws.chiSquared(random, 4) / 4 * 1.5;
            List<Double> own = new ArrayList<>();
            for (double t = exponential(random, rate); t < end[i]; t += exponential(random, rate)) {
                own.add(t);
            }
            events[i] = own.stream().mapToDouble(Double::doubleValue).toArray();
        }
        CoxFit fit = CoxRegression.withDefaults()
                .fit(new RecurrentEvents(DesignMatrix.of(List.of("x"), new double[][] {x}), end, events)
                        .andersenGill());
        return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
    }

    private static Estimate matchedSets(RandomGenerator random) {
        int sets = 200;
        int size = 4;
        double[] x = new double[sets * size];
        boolean[] isCase = new boolean[x.length];
        int[] set = new int[x.length];
        for (int s = 0; s < sets; s++) {
            double[] weight = new double[size];
            for (int k = 0; k < size; k++) {
                x[s * size + k] = Draws.normal(random);
                set[s * size + k] = s;
                weight[k] = Math.exp(0.6 * x[s * size + k]);
            }
            double u = Draws.uniform(random) * Arrays.stream(weight).sum();
            int chosen = 0;
            for (double sum = weight[0]; sum < u && chosen < size - 1; sum += weight[chosen]) {
                chosen++;
            }
            isCase[s * size + chosen] = true;
        }
        CoxFit fit = ConditionalLogistic.fit(
                        DesignMatrix.of(List.of("x"), new double[][] {x}), isCase, set, Numerics.plain())
                .fit();
        return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
    }

    @Test
    void theTableSaysWhatItShould() {
        Simulation.Row row =
                simulation.run("standard normal", 0, random -> Estimate.normal(Draws.normal(random), 1, LEVEL));
        assertThat(row.plausible()).isTrue();
        assertThat(row.ratio()).isBetween(0.9, 1.1);
    }
}
