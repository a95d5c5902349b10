package org.steelyard.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.MatchedSetMeans;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PairedMeans;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.causal.Standardisation;
import org.steelyard.stats.causal.TargetedLearning;
import org.steelyard.stats.causal.WeightedMeans;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity;
import org.steelyard.stats.emulation.CloneCensorWeight;
import org.steelyard.stats.emulation.MarginalStructuralModel;
import org.steelyard.stats.emulation.ParametricGFormula;
import org.steelyard.stats.emulation.PeriodWeights;
import org.steelyard.stats.emulation.PersonPeriods;
import org.steelyard.stats.emulation.SequentialTrials;
import org.steelyard.stats.equivalence.TwoMeans;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.imputation.RubinsRules;
import org.steelyard.stats.instrument.TwoStageLeastSquares;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.ExactMatching;
import org.steelyard.stats.matching.GreedyMatching;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.matching.OptimalMatching;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.StratifiedTables;
import org.steelyard.stats.meta.Studies;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption;
import org.steelyard.stats.panel.SyntheticControl;
import org.steelyard.stats.panel.TwoPeriods;
import org.steelyard.stats.panel.TwoWayFixedEffects;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.sensitivity.CompleteCaseWeights;
import org.steelyard.stats.survival.IntervalTransform;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.LogRank;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.timeseries.BeforeAfter;
import org.steelyard.stats.timeseries.InterruptedSeries;
import org.steelyard.stats.timeseries.SegmentedRegression;
import org.steelyard.stats.transport.TransportWeights;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Bias and coverage over 1,000 data sets of the estimators that the two other tables of {@code docs/simulations} do not hold. Each test writes a
 * table of its own, so that one can be renewed alone.
 */
@Tag("nightly")
class MethodSimulationTest {

    private static final double LEVEL = 0.95;

    /** Tests that cost nothing are repeated more often. */
    private static final int OF_TESTS = 4000;

    private final Simulation simulation = new Simulation();

    private void finish(TestInfo test) {
        simulation.write(Path.of(
                System.getProperty("steelyard.root", ".."),
                "docs",
                "simulations",
                test.getTestMethod().orElseThrow().getName() + ".csv"));
        List<String> failed = simulation.rows().stream()
                .filter(r -> !r.plausible())
                .map(Simulation.Row::toString)
                .toList();
        assertThat(failed).isEmpty();
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double exponential(RandomGenerator random, double rate) {
        return -Math.log(Draws.uniform(random)) / rate;
    }

    private static int poisson(RandomGenerator random, double mean) {
        double limit = Math.exp(-mean);
        int k = 0;
        for (double p = Draws.uniform(random); p > limit; p *= Draws.uniform(random)) {
            k++;
        }
        return k;
    }

    /** An interval that holds 0 exactly where a test does not reject. */
    private static Estimate ofTest(double value, double p) {
        boolean rejected = p <= 1 - LEVEL;
        double lower = rejected ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return new Estimate(
                Scale.IDENTITY, value, 1, lower, Double.POSITIVE_INFINITY, LEVEL, p, Double.POSITIVE_INFINITY);
    }

    /** Two confounders; the difference of means is 1 and that of risks 0.1 for everybody. */
    private record People(double[][] x, boolean[] treated, double[] y, double[] event) {
        static People draw(RandomGenerator random, int n, boolean discrete) {
            double[][] x = new double[2][n];
            boolean[] treated = new boolean[n];
            double[] y = new double[n];
            double[] event = new double[n];
            for (int i = 0; i < n; i++) {
                x[0][i] = discrete ? Draws.index(random, 4) - 1.5 : Draws.normal(random);
                x[1][i] = Draws.uniform(random) < 0.4 ? 1 : 0;
                treated[i] = Draws.uniform(random) < logistic(-0.4 + 0.5 * x[0][i] - 0.6 * x[1][i]);
                double a = treated[i] ? 1 : 0;
                y[i] = a + 0.7 * x[0][i] + x[1][i] + Draws.normal(random);
                event[i] =
                        Draws.uniform(random) < 0.15 + 0.1 * a + 0.4 * logistic(0.8 * x[0][i] + 0.5 * x[1][i]) ? 1 : 0;
            }
            return new People(x, treated, y, event);
        }

        DesignMatrix design() {
            return DesignMatrix.withIntercept(List.of("x1", "x2"), x);
        }

        PropensityModel score() {
            return PropensityModel.fit(design(), treated, Numerics.plain());
        }
    }

    @Test
    void weighting(TestInfo test) {
        for (TargetPopulation target : TargetPopulation.values()) {
            simulation.run("inverse-probability weights " + target + " risk difference n 500", 0.1, random -> {
                People p = People.draw(random, 500, false);
                return WeightedMeans.estimate(p.event, p.treated, p.score(), target)
                        .difference(LEVEL);
            });
        }
        simulation.run("bootstrap of weighting ATE percentile n 500", 1, random -> {
            People p = People.draw(random, 500, false);
            PropensityModel model = p.score();
            double full = WeightedMeans.estimate(p.y, p.treated, model, TargetPopulation.ATE)
                    .difference(LEVEL)
                    .value();
            return Bootstrap.run(500, Bootstrap.Plan.of(300, new Seed(random.nextLong()), 1), rows ->
                            new double[] {weighted(p, model, rows)})
                    .percentile(0, Scale.IDENTITY, full, LEVEL);
        });
        simulation.run("standardisation risk difference n 500", 0.1, OF_TESTS, random -> {
            People p = People.draw(random, 500, false);
            return Standardisation.estimate(
                            p.event,
                            p.treated,
                            p.design(),
                            OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY)
                                    .with(OutcomeRegression.Form.PER_ARM))
                    .difference(LEVEL);
        });
        simulation.run("augmented weighting mean difference n 500", 1, random -> {
            People p = People.draw(random, 500, false);
            return AugmentedIpw.estimate(
                            p.y, p.treated, p.score(), OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS))
                    .difference(LEVEL);
        });
        simulation.run("targeted learning without folds risk difference n 500", 0.1, random -> {
            People p = People.draw(random, 500, false);
            OutcomeRegression q = OutcomeRegression.fit(
                    p.event, p.treated, p.design(), OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY));
            AugmentedIpw.Input in =
                    new AugmentedIpw.Input(p.event, p.treated, p.score().score(), q.predictions());
            return TargetedLearning.estimate(in, TargetPopulation.ATE, TargetedLearning.Fluctuation.WEIGHTS)
                    .means()
                    .difference(LEVEL);
        });
        finish(test);
    }

    /** Being complete depends on treatment and on what changes the effect, so that complete cases alone are biased. */
    @Test
    void completeness(TestInfo test) {
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATO)) {
            simulation.run("weights for being complete " + target + " risk difference n 800", 0.15, random -> {
                Incomplete p = Incomplete.draw(random, 800);
                return p.difference(target);
            });
        }
        finish(test);
    }

    /** Treatment adds 0.3 to the risk where w is 1, of half the people; z confounds and is missing more often where w is 1. */
    private record Incomplete(DesignMatrix known, boolean[] complete, double[] z, boolean[] treated, double[] event) {

        static Incomplete draw(RandomGenerator random, int n) {
            double[][] x = new double[2][n];
            boolean[] complete = new boolean[n];
            boolean[] treated = new boolean[n];
            double[] z = Draws.normals(random, n);
            double[] event = new double[n];
            for (int i = 0; i < n; i++) {
                x[0][i] = Draws.uniform(random) < 0.5 ? 1 : 0;
                treated[i] = Draws.uniform(random) < logistic(-0.2 + 0.5 * z[i]);
                double a = treated[i] ? 1 : 0;
                x[1][i] = a;
                event[i] = Draws.uniform(random) < 0.25 + 0.3 * a * x[0][i] + (z[i] > 0 ? 0.15 : 0) ? 1 : 0;
                complete[i] = Draws.uniform(random) < logistic(1.2 - 1.4 * x[0][i] + 0.4 * a);
            }
            return new Incomplete(DesignMatrix.withIntercept(List.of("w", "a"), x), complete, z, treated, event);
        }

        Estimate difference(TargetPopulation target) {
            CompleteCaseWeights model = CompleteCaseWeights.of(known, complete);
            int[] rows = java.util.stream.IntStream.range(0, z.length)
                    .filter(i -> complete[i])
                    .toArray();
            double[] v = Arrays.stream(rows).mapToDouble(i -> model.weight()[i]).toArray();
            double[] y = Arrays.stream(rows).mapToDouble(i -> event[i]).toArray();
            boolean[] arm = new boolean[rows.length];
            double[] a = new double[rows.length];
            for (int k = 0; k < rows.length; k++) {
                arm[k] = treated[rows[k]];
                a[k] = arm[k] ? 1 : 0;
            }
            DesignMatrix design = DesignMatrix.withIntercept(
                    List.of("z"),
                    new double[][] {Arrays.stream(rows).mapToDouble(i -> z[i]).toArray()});
            PropensityModel score = new PropensityModel(
                    design,
                    LogisticRegression.withDefaults().withTolerance(1e-12).fit(design, a, v),
                    Numerics.plain());
            BalancingWeights weights =
                    BalancingWeights.of(target, arm, score.score()).times(v);
            return WeightedMeans.estimate(
                            y,
                            arm,
                            new WeightedMeans.Estimated(weights, score.influence(), own -> spread(model, rows, own)))
                    .difference(LEVEL);
        }

        private double[] spread(CompleteCaseWeights model, int[] rows, double[] own) {
            double[] all = new double[z.length];
            for (int k = 0; k < rows.length; k++) {
                all[rows[k]] = own[k];
            }
            return model.influence(known, all, Numerics.plain());
        }
    }

    private static double weighted(People p, PropensityModel model, int[] rows) {
        boolean[] arm = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            arm[i] = p.treated[rows[i]];
        }
        double[] score = model.refit(rows, arm).score();
        double[] weight = new double[2];
        double[] sum = new double[2];
        for (int i = 0; i < rows.length; i++) {
            int a = arm[i] ? 1 : 0;
            double w = arm[i] ? 1 / score[i] : 1 / (1 - score[i]);
            weight[a] += w;
            sum[a] += w * p.y[rows[i]];
        }
        return sum[1] / weight[1] - sum[0] / weight[0];
    }

    @Test
    void matching(TestInfo test) {
        simulation.run("pairs on the score caliper 0.05 risk difference n 1000", 0.1, random -> {
            People p = People.draw(random, 1000, false);
            return PairedMeans.estimate(
                            p.event,
                            NearestNeighbourMatching.withDefaults()
                                    .withCaliper(Optional.of(0.05))
                                    .match(p.score().score(), p.treated))
                    .difference(LEVEL);
        });
        sets("exact matching n 500", 500, (p, random) -> ExactMatching.on(p.x, p.treated));
        sets(
                "coarsened exact matching n 500",
                500,
                (p, random) -> ExactMatching.coarsened(p.x, new double[][] {{-1, 0, 1}, {0.5}}, p.treated));
        sets("two neighbours by Mahalanobis distance within a caliper n 400", 400, (p, random) -> {
            double[] score = p.score().score();
            int[] order = IntStream.range(0, 400).filter(i -> p.treated[i]).toArray();
            return GreedyMatching.match(
                    MatchingDistance.mahalanobis(p.x).withinCaliper(score, 0.02), p.treated, order, 2);
        });
        sets(
                "full matching on the score n 300",
                300,
                (p, random) ->
                        OptimalMatching.full(MatchingDistance.onLine(p.score().score()), p.treated));
        simulation.run("optimal pairs of a rare treatment n 400", 1, random -> {
            People p = rare(random, 400);
            MatchedSets sets = OptimalMatching.pairs(MatchingDistance.mahalanobis(p.x), p.treated, 1);
            return MatchedSetMeans.estimate(p.y, p.treated, sets, sets.weightsForTreated(p.treated))
                    .difference(LEVEL);
        });
        finish(test);
    }

    private void sets(String name, int n, BiFunction<People, RandomGenerator, MatchedSets> match) {
        simulation.run(name, 1, random -> {
            People p = People.draw(random, n, true);
            MatchedSets sets = match.apply(p, random);
            return MatchedSetMeans.estimate(p.y, p.treated, sets, sets.weightsForTreated(p.treated))
                    .difference(LEVEL);
        });
    }

    /** One in eight treated, four values of one confounder and two of the other: every treated person has a twin. */
    private static People rare(RandomGenerator random, int n) {
        double[][] x = new double[2][n];
        boolean[] treated = new boolean[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = Draws.index(random, 4);
            x[1][i] = Draws.index(random, 2);
            treated[i] = Draws.uniform(random) < logistic(-2.6 + 0.3 * x[0][i] + 0.3 * x[1][i]);
            y[i] = (treated[i] ? 1 : 0) + 0.7 * x[0][i] + x[1][i] + Draws.normal(random);
        }
        return new People(x, treated, y, y);
    }

    @Test
    void regression(TestInfo test) {
        for (Family family : Family.values()) {
            simulation.run(
                    family.name().toLowerCase(java.util.Locale.ROOT) + " regression n 400",
                    0.5,
                    random -> generalised(random, family));
        }
        for (ImputationPlan.NumericMethod method : ImputationPlan.NumericMethod.values()) {
            simulation.run(
                    "multiple imputation 30 % holes n 200 "
                            + method.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    1,
                    random -> imputed(random, method));
        }
        simulation.run("Welch difference of means n 30 and 45", 0.4, random -> {
            double[] a = Arrays.stream(Draws.normals(random, 30))
                    .map(v -> 0.4 + 2 * v)
                    .toArray();
            return TwoMeans.welch(a, Draws.normals(random, 45), LEVEL);
        });
        simulation.run("Holm ten true hypotheses any rejected", 0, random -> adjusted(random, Adjustment.HOLM));
        simulation.run("Hochberg ten true hypotheses any rejected", 0, random -> adjusted(random, Adjustment.HOCHBERG));
        simulation.run("Hommel ten true hypotheses any rejected", 0, random -> adjusted(random, Adjustment.HOMMEL));
        simulation.run(
                "Benjamini-Hochberg ten true hypotheses any rejected",
                0,
                random -> adjusted(random, Adjustment.BENJAMINI_HOCHBERG));
        finish(test);
    }

    private static Estimate adjusted(RandomGenerator random, Adjustment adjustment) {
        double[] p = random.doubles(10).toArray();
        double least = Arrays.stream(adjustment.adjust(p)).min().orElseThrow();
        return ofTest(Draws.normal(random), least);
    }

    private static Estimate generalised(RandomGenerator random, Family family) {
        int n = 400;
        double[] x = Draws.normals(random, n);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double eta = 0.2 + 0.5 * x[i];
            y[i] = switch (family) {
                case BINOMIAL -> Draws.uniform(random) < logistic(eta) ? 1 : 0;
                case POISSON -> poisson(random, Math.exp(eta));
                case GAMMA -> Math.exp(eta) * Draws.chiSquared(random, 4) / 4;
            };
        }
        GlmFit fit =
                GeneralizedLinearModel.of(family).fit(DesignMatrix.withIntercept(List.of("x"), new double[][] {x}), y);
        return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
    }

    /** y = x + z + noise; x missing more often when y is large. */
    private static Estimate imputed(RandomGenerator random, ImputationPlan.NumericMethod method) {
        int n = 200;
        double[] z = Draws.normals(random, n);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 0.5 * z[i] + Draws.normal(random);
            y[i] = x[i] + z[i] + Draws.normal(random);
            x[i] = Draws.uniform(random) < (y[i] > 0 ? 0.4 : 0.2) ? Double.NaN : x[i];
        }
        List<IncompleteColumn> columns = List.of(
                new IncompleteColumn.Numeric("x", x),
                new IncompleteColumn.Numeric("z", z),
                new IncompleteColumn.Numeric("y", y));
        ImputationPlan plan =
                ImputationPlan.of(20, 5, new Seed(random.nextLong())).with(method);
        List<Estimate> slopes = MultipleImputation.run(columns, plan).stream()
                .map(table -> {
                    double[] full = ((IncompleteColumn.Numeric) table.columns().getFirst()).values();
                    LinearFit fit = LinearRegression.withDefaults()
                            .fit(DesignMatrix.withIntercept(List.of("x", "z"), new double[][] {full, z}), y);
                    return Estimate.normal(fit.coefficient("x"), fit.standardError("x"), LEVEL);
                })
                .toList();
        return RubinsRules.pool(slopes, LEVEL, OptionalDouble.of(n - 3)).estimate();
    }

    /** @param group two groups whose log hazard ratio is 0.5, in strata whose hazards differ threefold */
    private record Lives(double[] time, boolean[] event, double[] group, int[] stratum) {
        static Lives draw(RandomGenerator random, int n, double effect, boolean days) {
            double[] time = new double[n];
            boolean[] event = new boolean[n];
            double[] group = new double[n];
            int[] stratum = new int[n];
            for (int i = 0; i < n; i++) {
                stratum[i] = Draws.index(random, 2);
                group[i] = Draws.uniform(random) < 0.4 + 0.2 * stratum[i] ? 1 : 0;
                double t = exponential(random, Math.exp(effect * group[i] + 1.1 * stratum[i]) / 10);
                double c = 15 * Draws.uniform(random) + 1;
                event[i] = t <= c;
                time[i] = days ? Math.max(1, Math.ceil(3 * Math.min(t, c))) / 3 : Math.min(t, c);
            }
            return new Lives(time, event, group, stratum);
        }

        DesignMatrix design() {
            return DesignMatrix.of(List.of("group"), new double[][] {group});
        }

        CoxData data() {
            return CoxData.rightCensored(design(), time, event).withStrata(stratum);
        }

        SurvivalData arm(double value) {
            int[] rows = IntStream.range(0, time.length)
                    .filter(i -> group[i] == value)
                    .toArray();
            boolean[] flag = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                flag[i] = event[rows[i]];
            }
            return SurvivalData.of(Arrays.stream(rows).mapToDouble(i -> time[i]).toArray(), flag);
        }
    }

    private static Estimate hazardRatio(CoxFit fit) {
        return Estimate.normal(fit.coefficient("group"), fit.standardError("group"), LEVEL);
    }

    @Test
    void survival(TestInfo test) {
        simulation.run(
                "Cox regression stratified Efron n 300",
                0.5,
                random -> hazardRatio(CoxRegression.withDefaults()
                        .fit(Lives.draw(random, 300, 0.5, false).data())));
        simulation.run(
                "Cox regression robust n 300",
                0.5,
                random -> hazardRatio(CoxRegression.withDefaults()
                        .withRobust(true)
                        .fit(Lives.draw(random, 300, 0.5, false).data())));
        simulation.run(
                "Cox regression Breslow few ties n 300",
                0.5,
                random -> hazardRatio(CoxRegression.withDefaults()
                        .with(Ties.BRESLOW)
                        .fit(Lives.draw(random, 300, 0.5, false).data())));
        simulation.run("Cox regression time-varying treatment n 300", 0.5, this::timeVarying);
        simulation.run(
                "Kaplan-Meier S(8) log-log n 200",
                Math.exp(-0.8),
                random -> KaplanMeier.fit(lives(random, 200, 0.1)).estimateAt(8, LEVEL, IntervalTransform.LOG_LOG));
        simulation.run(
                "restricted mean difference to 8 n 200 and 200",
                (1 - Math.exp(-0.8)) / 0.1 - (1 - Math.exp(-1.2)) / 0.15,
                random -> RestrictedMean.difference(lives(random, 200, 0.1), lives(random, 200, 0.15), 8, LEVEL));
        simulation.run("log-rank test of no effect n 300", 0, OF_TESTS, random -> {
            Lives l = Lives.draw(random, 300, 0, false);
            int[] group = Arrays.stream(l.group).mapToInt(g -> (int) g).toArray();
            LogRank.Result r =
                    LogRank.test(SurvivalData.of(l.time, l.event), group, 2, new LogRank.Options(l.stratum, 0));
            return ofTest(r.observed()[1] - r.expected()[1], r.test().p());
        });
        finish(test);
    }

    private static SurvivalData lives(RandomGenerator random, int n, double rate) {
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        for (int i = 0; i < n; i++) {
            double t = exponential(random, rate);
            double c = exponential(random, 0.05);
            time[i] = Math.min(t, c);
            event[i] = t <= c;
        }
        return SurvivalData.of(time, event);
    }

    /** Treatment begins at a random time and multiplies the hazard by exp 0.5 from then on. */
    private Estimate timeVarying(RandomGenerator random) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double begin = 10 * Draws.uniform(random);
            double before = exponential(random, 0.1);
            double t = before < begin ? before : begin + exponential(random, 0.1 * Math.exp(0.5));
            double end = Math.min(t, 15);
            boolean died = t <= 15;
            rows.add(new double[] {0, Math.min(end, begin), 0, died && end <= begin ? 1 : 0});
            if (end > begin) {
                rows.add(new double[] {begin, end, 1, died ? 1 : 0});
            }
        }
        boolean[] event = new boolean[rows.size()];
        for (int i = 0; i < event.length; i++) {
            event[i] = rows.get(i)[3] == 1;
        }
        DesignMatrix x = DesignMatrix.of(List.of("group"), new double[][] {column(rows, 2)});
        return hazardRatio(
                CoxRegression.withDefaults().fit(CoxData.counting(x, column(rows, 0), column(rows, 1), event)));
    }

    private static double[] column(List<double[]> rows, int j) {
        return rows.stream().mapToDouble(r -> r[j]).toArray();
    }

    /** Level 2 above a trend, slope 0.02; errors an autoregression of ρ. */
    private static InterruptedSeries series(RandomGenerator random, int n, double rho) {
        double[] y = new double[n];
        double u = Draws.normal(random) / Math.sqrt(1 - rho * rho);
        for (int t = 0; t < n; t++) {
            u = t == 0 ? u : rho * u + Draws.normal(random);
            y[t] = 10 + 0.05 * t + (t >= n / 2 ? 2 + 0.02 * (t - n / 2) : 0) + u;
        }
        return InterruptedSeries.of(y, n / 2);
    }

    @Test
    void series(TestInfo test) {
        for (int n : new int[] {40, 60, 120}) {
            for (double rho : new double[] {0, 0.3, 0.6}) {
                simulation.run(
                        "segmented regression restricted likelihood rho " + rho + " n " + n,
                        2,
                        random -> SegmentedRegression.restrictedLikelihood(series(random, n, rho))
                                .level(LEVEL));
                simulation.run(
                        "segmented regression Prais-Winsten rho " + rho + " n " + n,
                        2,
                        random -> SegmentedRegression.praisWinsten(series(random, n, rho))
                                .level(LEVEL));
            }
        }
        simulation.run(
                "segmented regression least squares rho 0 n 60",
                2,
                random ->
                        SegmentedRegression.leastSquares(series(random, 60, 0)).level(LEVEL));
        simulation.run("segmented regression with a control series rho 0.3 n 60", 2, random -> {
            double[] control = new double[60];
            double u = Draws.normal(random) / Math.sqrt(1 - 0.09);
            for (int t = 0; t < 60; t++) {
                u = t == 0 ? u : 0.3 * u + Draws.normal(random);
                control[t] = 8 + 0.03 * t + u;
            }
            return SegmentedRegression.restrictedLikelihood(
                            series(random, 60, 0.3).withControl(control))
                    .level(LEVEL);
        });
        simulation.run("segmented Poisson regression n 60", Math.log(0.8), random -> {
            double[] y = new double[60];
            double[] people = new double[60];
            for (int t = 0; t < 60; t++) {
                people[t] = 1000 + 5 * t;
                y[t] = poisson(random, people[t] * 0.02 * Math.exp(0.003 * t + (t >= 30 ? Math.log(0.8) : 0)));
            }
            return SegmentedRegression.poisson(InterruptedSeries.of(y, 30), Optional.of(people), false)
                    .level(LEVEL);
        });
        simulation.run("before-after paired means n 25", 0.5, random -> {
            double[] before = Draws.normals(random, 25);
            double[] after = new double[25];
            Arrays.setAll(after, i -> 0.5 + 0.6 * before[i] + Draws.normal(random));
            Arrays.setAll(after, i -> after[i] + 0.4 * before[i]);
            return TwoMeans.paired(after, before, LEVEL);
        });
        simulation.run(
                "before-after rate ratio 4000 person-years each",
                Math.log(0.8),
                random -> BeforeAfter.rateRatio(
                        new long[] {sum(random, 40, 8), sum(random, 40, 10)}, new double[] {4000, 4000}, LEVEL));
        finish(test);
    }

    private static long sum(RandomGenerator random, int times, double mean) {
        long sum = 0;
        for (int k = 0; k < times; k++) {
            sum += poisson(random, mean);
        }
        return sum;
    }

    private static Panel panel(RandomGenerator random, int n) {
        int[] first = new int[n];
        double[][] y = new double[n][6];
        for (int u = 0; u < n; u++) {
            int g = Draws.index(random, 4);
            first[u] = g == 0 ? Panel.NEVER : g + 2;
            double own = Draws.normal(random) + 0.5 * g;
            for (int t = 0; t < 6; t++) {
                y[u][t] = own + 0.3 * t + Draws.normal(random) + (g > 0 && t + 1 >= first[u] ? 1 : 0);
            }
        }
        return new Panel(
                IntStream.range(0, n).toArray(), new int[] {1, 2, 3, 4, 5, 6}, y, first, List.of(), new double[0][]);
    }

    @Test
    void panels(TestInfo test) {
        simulation.run("difference-in-differences two periods 80 units", 1, random -> {
            int n = 80;
            double[] y = new double[2 * n];
            boolean[] treated = new boolean[2 * n];
            boolean[] after = new boolean[2 * n];
            int[] unit = new int[2 * n];
            for (int i = 0; i < n; i++) {
                double own = Draws.normal(random);
                for (int k = 0; k < 2; k++) {
                    treated[2 * i + k] = i % 2 == 1;
                    after[2 * i + k] = k == 1;
                    unit[2 * i + k] = i;
                    y[2 * i + k] = own + 0.4 * (i % 2) + 0.3 * k + (i % 2) * k + Draws.normal(random);
                }
            }
            return TwoPeriods.effect(new TwoPeriods.Data(y, treated, after, unit, List.of(), new double[0][]), LEVEL);
        });
        for (StaggeredAdoption.Method method : StaggeredAdoption.Method.values()) {
            simulation.run(
                    "staggered adoption simple average "
                            + method.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " 150 units",
                    1,
                    random -> StaggeredAdoption.of(
                                    panel(random, 150),
                                    StaggeredAdoption.Plan.of(method, StaggeredAdoption.Comparison.NEVER_TREATED))
                            .aggregate()
                            .simple()
                            .estimate());
        }
        simulation.run("event study two periods before 150 units", 0, random -> {
            TwoWayFixedEffects.EventStudy study =
                    TwoWayFixedEffects.eventStudy(panel(random, 150), 3, 2, TwoWayFixedEffects.Options.DEFAULT);
            int at = IntStream.range(0, study.exposures().length)
                    .filter(k -> study.exposures()[k] == -2)
                    .findFirst()
                    .orElseThrow();
            return study.effects().get(at);
        });
        simulation.run("synthetic control placebo test of no effect 20 units", 0, random -> {
            double[][] y = new double[20][24];
            for (int t = 0; t < 24; t++) {
                double common = Draws.normal(random);
                for (int u = 0; u < 20; u++) {
                    y[u][t] = (t == 0 ? 0 : y[u][t - 1] * 0.5) + common + Draws.normal(random);
                }
            }
            SyntheticControl.Inference found =
                    SyntheticControl.infer(SyntheticControl.Data.of(y, 16), Draws.index(random, 20));
            return ofTest(found.fit().meanEffect(), found.p());
        });
        finish(test);
    }

    @Test
    void thresholdsAndInstruments(TestInfo test) {
        simulation.run("fuzzy regression discontinuity bias-corrected n 2000", 1, random -> {
            int n = 2000;
            double[] x = new double[n];
            double[] y = new double[n];
            double[] d = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = 2 * Draws.uniform(random) - 1;
                double willing = Draws.uniform(random);
                d[i] = willing < (x[i] >= 0 ? 0.85 : 0.15) ? 1 : 0;
                y[i] = d[i] + 0.5 * x[i] + 0.3 * x[i] * x[i] + 0.5 * (willing - 0.5) + 0.4 * Draws.normal(random);
            }
            return RegressionDiscontinuity.fuzzy(x, y, d, RegressionDiscontinuity.Options.at(0))
                    .robust();
        });
        simulation.run("Anderson-Rubin test of the truth with a weak instrument n 300", 0, OF_TESTS, random -> {
            int n = 300;
            double[] z = Draws.normals(random, n);
            double[] d = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                double u = Draws.normal(random);
                d[i] = 0.08 * z[i] + u + 0.5 * Draws.normal(random);
                y[i] = 0.8 * d[i] + u + Draws.normal(random);
            }
            TwoStageLeastSquares.Data data = new TwoStageLeastSquares.Data(
                    y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {z});
            return ofTest(
                    Draws.normal(random),
                    TwoStageLeastSquares.andersonRubin(data, new double[] {0.8}).p());
        });
        finish(test);
    }

    @Test
    void pooling(TestInfo test) {
        for (BetweenVariance between : List.of(
                BetweenVariance.DERSIMONIAN_LAIRD,
                BetweenVariance.PAULE_MANDEL,
                BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD)) {
            String name = between.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            simulation.run(
                    name + " with Hartung-Knapp 8 studies",
                    0.3,
                    random -> MetaAnalysis.pool(
                                    studies(random, 8, 0.25),
                                    MetaAnalysis.Options.of(between).with(MetaAnalysis.Interval.HARTUNG_KNAPP))
                            .pooled());
            simulation.run(
                    name + " normal interval 60 studies",
                    0.3,
                    random -> MetaAnalysis.pool(studies(random, 60, 0.25), MetaAnalysis.Options.of(between))
                            .pooled());
        }
        simulation.run(
                "fixed effect 8 equal studies",
                0.3,
                random -> MetaAnalysis.pool(studies(random, 8, 0), MetaAnalysis.Options.of(BetweenVariance.FIXED))
                        .pooled());
        simulation.run(
                "Mantel-Haenszel odds ratio 6 tables",
                0.5,
                random -> onLogScale(StratifiedTables.oddsRatio(tables(random), LEVEL)));
        finish(test);
    }

    private static Estimate onLogScale(Estimate e) {
        return Estimate.normal(e.transformed(), e.se(), e.level());
    }

    private static Studies studies(RandomGenerator random, int k, double spread) {
        double[] y = new double[k];
        double[] v = new double[k];
        for (int i = 0; i < k; i++) {
            v[i] = 0.02 + 0.1 * Draws.uniform(random);
            y[i] = 0.3 + spread * Draws.normal(random) + Math.sqrt(v[i]) * Draws.normal(random);
        }
        return new Studies(y, v, Scale.IDENTITY);
    }

    private static List<StratifiedTables.Table> tables(RandomGenerator random) {
        List<StratifiedTables.Table> out = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            double base = -1.5 + 0.3 * k;
            int a = 0;
            int b = 0;
            for (int i = 0; i < 80; i++) {
                a += Draws.uniform(random) < logistic(base + 0.5) ? 1 : 0;
                b += Draws.uniform(random) < logistic(base) ? 1 : 0;
            }
            out.add(new StratifiedTables.Table(a, 80, b, 80));
        }
        return out;
    }

    @Test
    void externalControls(TestInfo test) {
        simulation.run("external controls odds weights bootstrap n 200 and 300", 1, random -> {
            int n = 500;
            double[] x = new double[n];
            double[] y = new double[n];
            boolean[] study = new boolean[n];
            for (int i = 0; i < n; i++) {
                study[i] = i < 200;
                x[i] = Draws.normal(random) + (study[i] ? 0.4 : 0);
                y[i] = (study[i] ? 1 : 0) + 0.8 * x[i] + Draws.normal(random);
            }
            int[] all = IntStream.range(0, n).toArray();
            return Bootstrap.run(
                            n,
                            Bootstrap.Plan.of(300, new Seed(random.nextLong()), 1)
                                    .within(study),
                            rows -> new double[] {external(x, y, study, rows)})
                    .percentile(0, Scale.IDENTITY, external(x, y, study, all), LEVEL);
        });
        finish(test);
    }

    private static double external(double[] x, double[] y, boolean[] study, int[] rows) {
        int[] own = Arrays.stream(rows).filter(i -> study[i]).toArray();
        int[] others = Arrays.stream(rows).filter(i -> !study[i]).toArray();
        double[] weight = TransportWeights.of(
                        List.of("x"),
                        new double[][] {
                            Arrays.stream(others).mapToDouble(i -> x[i]).toArray()
                        },
                        new double[][] {
                            Arrays.stream(own).mapToDouble(i -> x[i]).toArray()
                        },
                        TransportWeights.Target.OTHERS)
                .weight();
        double sum = 0;
        double total = 0;
        for (int k = 0; k < weight.length; k++) {
            sum += weight[k] * y[others[k]];
            total += weight[k];
        }
        return Arrays.stream(own).mapToDouble(i -> y[i]).average().orElseThrow() - sum / total;
    }

    /** Two periods; the second confounder depends on the first treatment: effect 1 a period treated. */
    private record Course(PersonPeriods data, double[] outcome) {
        static Course draw(RandomGenerator random, int n) {
            int[] person = new int[2 * n];
            int[] period = new int[2 * n];
            boolean[] treated = new boolean[2 * n];
            double[] l = new double[2 * n];
            double[] first = new double[2 * n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                Arrays.fill(person, 2 * i, 2 * i + 2, i);
                period[2 * i + 1] = 1;
                l[2 * i] = Draws.uniform(random) < 0.5 ? 1 : 0;
                treated[2 * i] = Draws.uniform(random) < logistic(-0.8 + 1.4 * l[2 * i]);
                double a = treated[2 * i] ? 1 : 0;
                l[2 * i + 1] = Draws.uniform(random) < 0.6 - 0.3 * a ? 1 : 0;
                treated[2 * i + 1] = Draws.uniform(random) < logistic(-0.8 + 1.4 * l[2 * i + 1] + a);
                double b = treated[2 * i + 1] ? 1 : 0;
                y[i] = 10 + 1.6 * a + b + 2 * l[2 * i + 1] + l[2 * i] + Draws.normal(random);
                Arrays.fill(first, 2 * i, 2 * i + 2, l[2 * i]);
            }
            boolean[] none = new boolean[2 * n];
            return new Course(
                    new PersonPeriods(
                            person, period, treated, none, none, none, List.of("l", "l0"), new double[][] {l, first}),
                    y);
        }
    }

    @Test
    void historiesOfTreatment(TestInfo test) {
        simulation.run("marginal structural mean model n 1000", 1, random -> {
            Course course = Course.draw(random, 1000);
            PeriodWeights.Models models =
                    new PeriodWeights.Models(List.of(), List.of("l", "l0"), 1, PeriodWeights.Previous.AS_TERM);
            double[] weights =
                    PeriodWeights.ofTreatment(course.data, models).cumulative(course.data, Double.POSITIVE_INFINITY);
            return MarginalStructuralModel.mean(course.data, weights, course.outcome, LEVEL)
                    .perPeriod();
        });
        simulation.run("marginal structural hazard model no effect n 500", 0, random -> {
            PersonPeriods data = periods(random, 500, 5);
            PeriodWeights.Models models =
                    new PeriodWeights.Models(List.of(), List.of("l"), 1, PeriodWeights.Previous.AS_TERM);
            double[] weights = PeriodWeights.ofTreatment(data, models).cumulative(data, Double.POSITIVE_INFINITY);
            var fit = MarginalStructuralModel.hazard(data, weights, List.of(), 1);
            return Estimate.normal(fit.coefficient("treated"), fit.standardError("treated"), LEVEL);
        });
        simulation.run("sequential trials intention to treat no effect n 1500", 0, random -> {
            var fit = SequentialTrials.of(
                            eligible(periods(random, 1500, 5)),
                            SequentialTrials.Plan.of(SequentialTrials.Contrast.INTENTION_TO_TREAT))
                    .fit(1);
            String term = fit.terms().stream()
                    .filter(t -> t.contains("assigned") || t.contains("treat"))
                    .findFirst()
                    .orElseThrow();
            return Estimate.normal(fit.coefficient(term), fit.standardError(term), LEVEL);
        });
        finish(test);
    }

    /** Treatment follows a covariate that also raises the risk; treatment itself does nothing; once begun it goes on with chance 0.8. */
    private static PersonPeriods periods(RandomGenerator random, int n, int most) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean before = false;
            double l = Draws.normal(random);
            for (int t = 0; t < most; t++) {
                l = 0.5 * l + 0.8 * Draws.normal(random);
                boolean a = Draws.uniform(random) < (before ? 0.8 : logistic(-1 + 0.7 * l));
                boolean event = Draws.uniform(random) < logistic(-3 + 0.7 * l);
                rows.add(new double[] {i, t, a ? 1 : 0, event ? 1 : 0, before ? 1 : 0, l});
                before = a;
                if (event) {
                    break;
                }
            }
        }
        boolean[] none = new boolean[rows.size()];
        return new PersonPeriods(
                whole(rows, 0),
                whole(rows, 1),
                flag(rows, 2),
                flag(rows, 3),
                flag(rows, 4),
                none,
                List.of("l"),
                new double[][] {column(rows, 5)});
    }

    private static int[] whole(List<double[]> rows, int j) {
        return rows.stream().mapToInt(r -> (int) r[j]).toArray();
    }

    private static boolean[] flag(List<double[]> rows, int j) {
        boolean[] out = new boolean[rows.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = rows.get(i)[j] == 1;
        }
        return out;
    }

    /** Those not treated in the period before are eligible. */
    private static PersonPeriods eligible(PersonPeriods p) {
        boolean[] eligible = new boolean[p.rows()];
        for (int i = 0; i < eligible.length; i++) {
            eligible[i] = !p.eligible()[i];
        }
        return new PersonPeriods(
                p.person(), p.period(), p.treated(), p.outcome(), eligible, p.censored(), p.terms(), p.covariates());
    }

    @Test
    void cloningAndSimulating(TestInfo test) {
        simulation.run("clone-censor-weight survival difference no effect n 300 bootstrap 200", 0, random -> {
            CloneCensorWeight.Cohort cohort = starters(random, 300);
            return CloneCensorWeight.bootstrap(
                            cohort,
                            new CloneCensorWeight.Plan(2, 8, true),
                            Bootstrap.Plan.of(200, new Seed(random.nextLong()), 1),
                            LEVEL)
                    .survivalDifference();
        });
        simulation.run("parametric g-formula risk difference no effect n 400 bootstrap 100", 0, random -> {
            PersonPeriods data = periods(random, 400, 3);
            ParametricGFormula.Plan plan = new ParametricGFormula.Plan(
                    List.of(ParametricGFormula.Kind.CONTINUOUS), 1, 3, 4000, new Seed(random.nextLong()));
            return ParametricGFormula.riskDifference(
                    data,
                    plan,
                    List.of(ParametricGFormula.Strategy.always(), ParametricGFormula.Strategy.never()),
                    Bootstrap.Plan.of(100, new Seed(random.nextLong()), 1),
                    LEVEL);
        });
        finish(test);
    }

    /** Sicker people start sooner and die sooner; starting does nothing. */
    private static CloneCensorWeight.Cohort starters(RandomGenerator random, int n) {
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        double[] start = new double[n];
        double[] x = Draws.normals(random, n);
        for (int i = 0; i < n; i++) {
            double death = exponential(random, 0.08 * Math.exp(0.5 * x[i]));
            time[i] = Math.min(death, 12);
            event[i] = death <= 12;
            double begin = exponential(random, 0.35 * Math.exp(0.4 * x[i]));
            start[i] = begin < time[i] ? begin : Double.POSITIVE_INFINITY;
        }
        return new CloneCensorWeight.Cohort(time, event, start, List.of("x"), new double[][] {x});
    }
}
