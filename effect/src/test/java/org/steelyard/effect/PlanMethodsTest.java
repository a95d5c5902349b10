package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim.TrimMethod;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CrossFit.LearnerKind;
import org.steelyard.protocol.method.OutcomeModelRule.Form;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** Methods that a plan names, run by the engine, beside published numbers and numbers of R. */
class PlanMethodsTest {

    private static final String TUTORIAL = "Smith et al. 2022 (doi:10.1002/sim.9234) and R 4.2.2: RHC tutorial";
    private static final String SURVIVAL = "R 4.2.2, survival 3.5-3, cmprsk: shared reference";

    private static EffectEstimate estimate(EffectResults results, String id) {
        return results.estimates().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among the estimates; " + results.notEstimated()));
    }

    private static EffectResults run(AnalysisTable table, Plans plan) {
        return EffectEngine.run(table, Optional.empty(), plan.build(), Plans.settings());
    }

    private static Outcome outcome(String id, OutcomeType type) {
        return new Outcome(
                id,
                Text.same(id),
                type,
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Text.same("unit")),
                true,
                Text.same(id));
    }

    @Test
    void doublyRobustNumbersOfTheTutorial() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates("female", "age", "edu", "race", "ca")
                .binary("dth30");
        plan.analysis(Parts.none()
                .of(
                        Spec.primary("aipw", "dth30", Adjustment.AUGMENTED_WEIGHTING, Target.ATE),
                        Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .of(
                        Spec.sensitivity("tmle", "dth30", Adjustment.TMLE, Target.ATE),
                        Measure.RISK_DIFFERENCE,
                        Measure.RISK_RATIO));
        plan.analysis(Parts.none()
                .model(Form.PER_ARM, OutcomeFamily.USUAL)
                .of(Spec.sensitivity("g-ate", "dth30", Adjustment.G_COMPUTATION, Target.ATE), Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .model(Form.PER_ARM, OutcomeFamily.USUAL)
                .of(Spec.sensitivity("g-att", "dth30", Adjustment.G_COMPUTATION, Target.ATT), Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .crossFit(1, LearnerKind.GLM)
                .of(
                        Spec.sensitivity("learned", "dth30", Adjustment.AUGMENTED_WEIGHTING, Target.ATE),
                        Measure.RISK_DIFFERENCE));
        EffectResults r = run(Rhc.table(), plan);
        check(
                "Augmented weighting",
                "AIPTW",
                0.08374772897,
                estimate(r, "aipw/risk-difference").value());
        check(
                "Targeted maximum likelihood",
                "TMLE",
                0.08374630766,
                estimate(r, "tmle/risk-difference").value());
        check(
                "Targeted maximum likelihood",
                "TMLE RR",
                1.276059357,
                estimate(r, "tmle/risk-ratio").value());
        check(
                "G-computation",
                "ATE",
                0.0839286208,
                estimate(r, "g-ate/risk-difference").value());
        check(
                "G-computation",
                "ATT",
                0.08147382065,
                estimate(r, "g-att/risk-difference").value());
        Oracle.check(
                "Targeted maximum likelihood",
                TUTORIAL,
                "TMLE SE through the plan",
                0.01288595824,
                estimate(r, "tmle/risk-difference").se(),
                2e-4);
        // Learned by one GLM on everybody, it is plain augmented weighting.
        assertThat(estimate(r, "learned/risk-difference").value())
                .isCloseTo(estimate(r, "aipw/risk-difference").value(), within(1e-6));
        assertThat(estimate(r, "tmle/risk-difference").method()).startsWith("targeted maximum likelihood");
        assertThat(r.diagnostics()).anyMatch(d -> d.id().equals("tmle/smd-max"));
    }

    private static void check(String method, String what, double expected, double actual) {
        // R stops its models at a relative change of the deviance of 1e-8.
        Oracle.check(method, TUTORIAL, what + " through the plan", expected, actual, 1e-5);
    }

    private static final String RHC = "R 4.2.2 glm, survival 3.5-3: RHC reference analysis";

    private static void rhc(String method, String what, double expected, double actual) {
        Oracle.check(method, RHC, what + " through the plan", expected, actual, 1e-7);
    }

    @Test
    void remainingNumbersOfTheReferenceAnalysis() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates(Rhc.COVARIATES.toArray(String[]::new))
                .binary("dth30")
                .survival("death", "t3d30", "dth30", Optional.empty());
        plan.analysis(
                Spec.primary("atm", "dth30", Adjustment.WEIGHTING, Target.ATM).with(Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .truncate(0.01, 0.99)
                .of(Spec.sensitivity("truncated", "dth30", Adjustment.WEIGHTING, Target.ATE), Measure.RISK_DIFFERENCE));
        plan.analysis(Spec.sensitivity("ascending", "dth30", Adjustment.MATCHING, Target.ATT)
                .matched(0.2, Matching.Order.ASCENDING, Measure.RISK_DIFFERENCE));
        plan.analysis(Spec.sensitivity("data", "dth30", Adjustment.MATCHING, Target.ATT)
                .matched(0.2, Matching.Order.DATA, Measure.RISK_DIFFERENCE, Measure.ODDS_RATIO));
        plan.analysis(Spec.sensitivity("free", "dth30", Adjustment.MATCHING, Target.ATT)
                .matched(0, Matching.Order.DESCENDING, Measure.RISK_DIFFERENCE));
        CoxRule breslow = new CoxRule(CoxRule.TieRule.BRESLOW, List.of(), Optional.empty());
        plan.analysis(Parts.none()
                .cox(breslow)
                .of(Spec.sensitivity("crude", "death", Adjustment.NONE, Target.ATE), Measure.HAZARD_RATIO));
        plan.analysis(Parts.none()
                .cox(breslow)
                .of(Spec.sensitivity("adjusted", "death", Adjustment.REGRESSION, Target.ATE), Measure.HAZARD_RATIO));
        plan.analysis(Spec.sensitivity("att", "death", Adjustment.WEIGHTING, Target.ATT)
                .with(Measure.HAZARD_RATIO));
        EffectResults r = run(Rhc.table(), plan);

        rhc(
                "Matching weights",
                "RD",
                0.06481182992,
                estimate(r, "atm/risk-difference").value());
        rhc(
                "Truncated weights",
                "RD",
                0.06078371808,
                estimate(r, "truncated/risk-difference").value());
        rhc(
                "Matching",
                "ascending score, RD",
                0.06451612903,
                estimate(r, "ascending/risk-difference").value());
        rhc(
                "Matching",
                "ascending score, SE",
                0.017320634,
                estimate(r, "ascending/risk-difference").se());
        rhc(
                "Matching",
                "order of the data, RD",
                0.07133507853,
                estimate(r, "data/risk-difference").value());
        rhc(
                "Matching",
                "order of the data, OR",
                1.377549077,
                estimate(r, "data/odds-ratio").value());
        rhc(
                "Matching",
                "no caliper, RD",
                0.08104395604,
                estimate(r, "free/risk-difference").value());
        rhc(
                "Matching",
                "no caliper, SE",
                0.01413561444,
                estimate(r, "free/risk-difference").se());
        rhc(
                "Cox models",
                "Breslow, crude",
                1.303531509,
                estimate(r, "crude/hazard-ratio").value());
        rhc(
                "Cox models",
                "Breslow, adjusted",
                1.2728851,
                estimate(r, "adjusted/hazard-ratio").value());
        rhc(
                "Weighted Cox models",
                "ATT",
                1.200742688,
                estimate(r, "att/hazard-ratio").value());
        rhc(
                "Weighted Cox models",
                "ATT, robust SE",
                0.08162283143,
                estimate(r, "att/hazard-ratio").se());
    }

    @Test
    void entropyBalancingBalancesInEveryRunAndGivesTheNumberOfWeightIt() {
        Plans plan = new Plans()
                .exposure("rhc")
                .covariates(Rhc.COVARIATES.toArray(String[]::new))
                .binary("dth30");
        plan.analysis(Parts.none()
                .score(ScoreModel.ENTROPY_BALANCING)
                .of(Spec.primary("eb", "dth30", Adjustment.WEIGHTING, Target.ATT), Measure.RISK_DIFFERENCE));
        plan.analysis(Parts.none()
                .score(ScoreModel.COVARIATE_BALANCING)
                .of(Spec.sensitivity("cbps", "dth30", Adjustment.WEIGHTING, Target.ATT), Measure.RISK_DIFFERENCE));
        EffectResults r = run(Rhc.table(), plan);
        Oracle.check(
                "Entropy balancing",
                "R 4.2.2 WeightIt, 10_rhc.R",
                "RHC ATT through the plan",
                0.07466975818,
                estimate(r, "eb/risk-difference").value(),
                1e-6);
        // For the treated, entropy balancing is the just-identified score (Zhao and Percival 2017).
        assertThat(estimate(r, "cbps/risk-difference").value())
                .isCloseTo(estimate(r, "eb/risk-difference").value(), within(1e-6));
        assertThat(r.diagnostics())
                .filteredOn(d -> d.kind().endsWith("exact-balance"))
                .hasSize(2)
                .allMatch(Diagnostic::passed);
    }

    @Test
    void competingRisksOfTheMyelomaPrecursor() {
        Rhc file = Rhc.read(Rhc.file("data/survival/mgus2.csv"));
        double[] ptime = file.number("ptime").values();
        double[] pstat = file.number("pstat").values();
        double[] futime = file.number("futime").values();
        double[] death = file.number("death").values();
        int n = ptime.length;
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        boolean[] other = new boolean[n];
        for (int i = 0; i < n; i++) {
            time[i] = pstat[i] == 0 ? futime[i] : ptime[i];
            event[i] = pstat[i] == 1;
            other[i] = pstat[i] == 0 && death[i] == 1;
        }
        AnalysisTable table = Plans.table(
                file.binary("male", "sex", "M"),
                file.number("age"),
                new Column.Numeric("etime", time),
                Plans.binary("pcm", event),
                Plans.binary("died", other));
        Plans plan = new Plans().exposure("male").covariates("age").bootstrap(200);
        plan.outcome(new Outcome(
                "progression",
                Text.same("progression"),
                OutcomeType.COMPETING,
                Optional.empty(),
                Optional.of("etime"),
                Optional.of("pcm"),
                Optional.of(TimeUnit.MONTH),
                Optional.of(120.0),
                Optional.empty(),
                true,
                Text.same("-"),
                Optional.empty(),
                Optional.of("died"),
                List.of(),
                List.of()));
        plan.analysis(Parts.none().of(Spec.primary("adjusted", "progression", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("crude", "progression", Adjustment.NONE, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("weighted", "progression", Adjustment.WEIGHTING, Target.ATE)));
        EffectResults r = run(table, plan);
        String fg = "Fine-Gray";
        competing(
                fg,
                "sex",
                -0.2600382379,
                Math.log(estimate(r, "adjusted/subdistribution-hazard-ratio").value()));
        competing(
                fg,
                "sex SE",
                0.1856810348,
                estimate(r, "adjusted/subdistribution-hazard-ratio").se());
        competing(
                "Cause-specific Cox",
                "sex",
                -0.02513778929,
                Math.log(estimate(r, "adjusted/hazard-ratio").value()));
        competing(
                "Cause-specific Cox",
                "sex SE",
                0.1884558482,
                estimate(r, "adjusted/hazard-ratio").se());
        EffectEstimate d = estimate(r, "crude/cumulative-incidence-difference");
        competing("Aalen-Johansen", "difference at 120", 0.05531024065 - 0.07388566438, d.value());
        competing("Aalen-Johansen", "its SE", Math.sqrt(1.162397817e-04 + 7.487352964e-05), d.se());
        assertThat(r.further().incidence()).hasSize(2);
        assertThat(estimate(r, "weighted/cumulative-incidence-difference").se()).isBetween(0.008, 0.025);
        assertThat(r.diagnostics())
                .anyMatch(x -> x.id().equals("crude/gray-test") && Math.abs(x.value() - 0.2744221568) < 1e-6);
    }

    private static void competing(String method, String what, double expected, double actual) {
        Oracle.check(method, SURVIVAL, "mgus2 " + what + " through the plan", expected, actual, 1e-5);
    }

    @Test
    void recurrentTumoursOfTheBladder() {
        Rhc file = Rhc.read(Rhc.file("data/survival/bladder2.csv"));
        double[] id = file.number("id").values();
        int people = (int) Arrays.stream(id).max().orElse(0);
        double[][] columns = new double[9][people];
        for (int k = 5; k < 9; k++) {
            Arrays.fill(columns[k], Double.NaN);
        }
        int[] seen = new int[people];
        for (int row = 0; row < id.length; row++) {
            int i = (int) id[row] - 1;
            columns[0][i] = file.number("rx").values()[row] - 1;
            columns[1][i] = file.number("size").values()[row];
            columns[2][i] = file.number("number").values()[row];
            columns[3][i] = Math.max(columns[3][i], file.number("stop").values()[row]);
            if (file.number("event").values()[row] == 1) {
                columns[5 + seen[i]++][i] = file.number("stop").values()[row];
            }
        }
        boolean[] treated = new boolean[people];
        for (int i = 0; i < people; i++) {
            treated[i] = columns[0][i] == 1;
        }
        List<Column> all = new ArrayList<>(List.of(
                Plans.binary("treated", treated),
                new Column.Numeric("size", columns[1]),
                new Column.Numeric("number", columns[2]),
                new Column.Numeric("end", columns[3])));
        for (int k = 5; k < 9; k++) {
            all.add(new Column.Numeric("t" + (k - 4), columns[k]));
        }
        boolean[] followed = new boolean[people];
        for (int i = 0; i < people; i++) {
            followed[i] = columns[3][i] > 0;
        }
        Plans plan = new Plans().covariates("size", "number").bootstrap(100);
        plan.outcome(new Outcome(
                "tumours",
                Text.same("tumours"),
                OutcomeType.RECURRENT,
                Optional.empty(),
                Optional.of("end"),
                Optional.empty(),
                Optional.of(TimeUnit.MONTH),
                Optional.of(24.0),
                Optional.empty(),
                true,
                Text.same("-"),
                Optional.empty(),
                Optional.empty(),
                List.of("t1", "t2", "t3", "t4"),
                List.of()));
        plan.analysis(Parts.none().of(Spec.primary("ag", "tumours", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("crude", "tumours", Adjustment.NONE, Target.ATE)));
        AnalysisTable table = Plans.table(all.toArray(Column[]::new));
        EffectResults r = run(Lines.where(table, followed), plan);
        Oracle.check(
                "Andersen-Gill",
                SURVIVAL,
                "bladder2 rx through the plan",
                -0.4646869529,
                Math.log(estimate(r, "ag/rate-ratio").value()),
                1e-6);
        Oracle.check(
                "Andersen-Gill",
                SURVIVAL,
                "bladder2 rx robust SE through the plan",
                0.2655608119,
                estimate(r, "ag/rate-ratio").se(),
                1e-6);
        assertThat(estimate(r, "crude/mean-count-difference").value()).isNegative();
    }

    @Test
    void coxOptionsOfThePlan() {
        Rhc file = Rhc.read(Rhc.file("data/survival/lung.csv"));
        int n = file.number("time").values().length;
        boolean[] known = new boolean[n];
        double[] ecog = file.number("ph.ecog").values();
        for (int i = 0; i < n; i++) {
            known[i] = !Double.isNaN(ecog[i]);
        }
        AnalysisTable table = Lines.where(
                Plans.table(
                        file.binary("female", "sex", "2"),
                        file.number("age"),
                        new Column.Numeric("ecog", ecog),
                        new Column.Numeric("inst", file.number("inst").values()),
                        file.number("time"),
                        file.binary("died", "status", "2")),
                known);
        Plans plan = new Plans()
                .exposure("female")
                .covariates("age", "ecog")
                .survival("death", "time", "died", Optional.empty());
        plan.analysis(Parts.none().of(Spec.primary("efron", "death", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .cox(new CoxRule(CoxRule.TieRule.BRESLOW, List.of(), Optional.empty()))
                .of(Spec.sensitivity("breslow", "death", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .cox(new CoxRule(CoxRule.TieRule.EXACT, List.of(), Optional.empty()))
                .of(Spec.sensitivity("exact", "death", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .covariates("age")
                .cox(new CoxRule(CoxRule.TieRule.EFRON, List.of("ecog"), Optional.empty()))
                .of(Spec.sensitivity("strata", "death", Adjustment.REGRESSION, Target.ATE)));
        EffectResults r = run(table, plan);
        cox("Efron", -0.5526123957, r, "efron");
        cox("Breslow", -0.5518895698, r, "breslow");
        cox("exact", -0.553435613, r, "exact");
        cox("strata", -0.5535169258, r, "strata");
        assertThat(estimate(r, "strata/hazard-ratio").convention()).contains("strata: ecog");
    }

    private static void cox(String what, double expected, EffectResults r, String id) {
        Oracle.check(
                "Cox options",
                SURVIVAL,
                "lung sex, " + what + ", through the plan",
                expected,
                Math.log(estimate(r, id + "/hazard-ratio").value()),
                1e-7);
    }

    /** Two by two by hand: 4 events in 10 years against 3 in 15. */
    @Test
    void ratesByHand() {
        boolean[] treated = {true, true, true, false, false, false};
        AnalysisTable table = Plans.table(
                Plans.binary("treated", treated),
                new Column.Numeric("falls", new double[] {1, 3, 0, 0, 2, 1}),
                new Column.Numeric("years", new double[] {2, 4, 4, 5, 5, 5}));
        Outcome rate = new Outcome(
                "falls",
                Text.same("falls"),
                OutcomeType.COUNT,
                Optional.of("falls"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TimeUnit.YEAR),
                Optional.empty(),
                Optional.empty(),
                true,
                Text.same("-"),
                Optional.of("years"),
                Optional.empty(),
                List.of(),
                List.of());
        Plans plan = new Plans().outcome(rate);
        plan.analysis(Parts.none().of(Spec.primary("crude", "falls", Adjustment.NONE, Target.ATE)));
        EffectResults r = run(table, plan);
        assertThat(estimate(r, "crude/rate-ratio").value()).isCloseTo(0.4 / 0.2, within(1e-12));
        assertThat(estimate(r, "crude/rate-difference").value()).isCloseTo(0.2, within(1e-12));
        // Residuals y - 0.4 t: 0.2, 1.4, -1.6; variance of their mean with n(n-1), over the mean time 10/3 squared.
        double treatedVariance = (0.04 + 1.96 + 2.56) / 6 / (100.0 / 9);
        double controlVariance = (1 + 1 + 0) / 6.0 / 25;
        assertThat(estimate(r, "crude/rate-difference").se())
                .isCloseTo(Math.sqrt(treatedVariance + controlVariance), within(1e-12));
        assertThat(estimate(r, "crude/rate-ratio").events()).isEqualTo(7);
    }

    @Test
    void aNegativeCostAndOnePersonWhoDecidesTheMeanAreSaid() {
        double[] usual = {100, 120, 90, 110, 105, 95, 100, 120, 90, 110};
        assertThat(costWarnings(usual)).isEmpty();

        double[] slipped = usual.clone();
        slipped[2] = 9000;
        slipped[7] = -50;
        assertThat(costWarnings(slipped)).containsExactly("cost-negative", "cost-dominated");
    }

    private static List<String> costWarnings(double[] costs) {
        AnalysisTable table = Plans.table(
                Plans.binary(
                        "treated", new boolean[] {true, true, true, true, true, false, false, false, false, false}),
                new Column.Numeric("cost", costs));
        Plans plan = new Plans().outcome(outcome("cost", OutcomeType.COST));
        plan.analysis(Parts.none().of(Spec.primary("crude", "cost", Adjustment.NONE, Target.ATE)));
        return run(table, plan).diagnostics().stream()
                .filter(d -> d.kind().startsWith("cost-") && !d.passed())
                .map(Diagnostic::kind)
                .toList();
    }

    @Test
    void everyMethodOfOnePlanFindsThePlantedEffectAndNothingIsSilent() {
        PlanMethodsData data = PlanMethodsData.drawn(1200, 20261122);
        Plans plan = new Plans().covariates("x1", "x2", "site").bootstrap(60).continuous("y");
        plan.outcome(outcome("count", OutcomeType.COUNT));
        plan.outcome(outcome("cost", OutcomeType.COST));
        plan.outcome(outcome("grade", OutcomeType.ORDINAL));
        plan.analysis(Parts.none().of(Spec.primary("plain", "y", Adjustment.WEIGHTING, Target.ATE)));
        List<String> methods = new ArrayList<>();
        for (ScoreModel model : ScoreModel.values()) {
            methods.add("score-" + model);
            plan.analysis(Parts.none()
                    .score(model)
                    .of(Spec.sensitivity("score-" + model, "y", Adjustment.WEIGHTING, Target.ATE)));
        }
        for (TrimMethod method :
                List.of(TrimMethod.CRUMP, TrimMethod.PERCENTILE, TrimMethod.PREFERENCE, TrimMethod.COMMON_SUPPORT)) {
            methods.add("trim-" + method);
            plan.analysis(Parts.none()
                    .trim(method)
                    .of(Spec.sensitivity("trim-" + method, "y", Adjustment.WEIGHTING, Target.ATE)));
        }
        for (MatchingMethod method :
                List.of(MatchingMethod.OPTIMAL, MatchingMethod.FULL, MatchingMethod.ABADIE_IMBENS)) {
            methods.add("match-" + method);
            plan.analysis(Parts.none()
                    .matching(method, 1)
                    .of(Spec.sensitivity("match-" + method, "y", Adjustment.MATCHING, Target.ATT)));
        }
        methods.add("match-2");
        plan.analysis(Parts.none()
                .matching(MatchingMethod.NEAREST, 2, "site")
                .of(Spec.sensitivity("match-2", "y", Adjustment.MATCHING, Target.ATT)));
        methods.add("coarsened");
        plan.analysis(Parts.none()
                .matching(MatchingMethod.COARSENED, 1)
                .of(Spec.sensitivity("coarsened", "y", Adjustment.MATCHING, Target.ATT)));
        methods.add("atm");
        plan.analysis(Parts.none().stabilised().of(Spec.sensitivity("atm", "y", Adjustment.WEIGHTING, Target.ATM)));
        methods.add("truncated");
        plan.analysis(Parts.none()
                .truncate(0.01, 0.99)
                .of(Spec.sensitivity("truncated", "y", Adjustment.WEIGHTING, Target.ATE)));
        methods.add("cross-fitted");
        plan.analysis(Parts.none()
                .crossFit(2, LearnerKind.GLM, LearnerKind.LASSO)
                .of(Spec.sensitivity("cross-fitted", "y", Adjustment.TMLE, Target.ATE)));
        methods.add("g");
        plan.analysis(Parts.none().of(Spec.sensitivity("g", "y", Adjustment.G_COMPUTATION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("count-w", "count", Adjustment.WEIGHTING, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("count-g", "count", Adjustment.G_COMPUTATION, Target.ATE)));
        plan.analysis(Parts.none()
                .model(Form.POOLED, OutcomeFamily.NEGATIVE_BINOMIAL)
                .of(Spec.sensitivity("count-nb", "count", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .of(Spec.sensitivity("cost-r", "cost", Adjustment.REGRESSION, Target.ATE), Measure.MEAN_RATIO));
        plan.analysis(Parts.none().of(Spec.sensitivity("cost-w", "cost", Adjustment.WEIGHTING, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("grade-r", "grade", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("grade-w", "grade", Adjustment.WEIGHTING, Target.ATE)));
        plan.analysis(Parts.none()
                .matching(MatchingMethod.FULL, 1)
                .of(Spec.sensitivity("grade-full", "grade", Adjustment.MATCHING, Target.ATT)));
        EffectResults r = run(data.table(), plan);
        assertThat(r.notEstimated()).isEmpty();
        for (String id : methods) {
            EffectEstimate e = estimate(r, id + "/mean-difference");
            assertThat(Math.abs(e.value() - PlanMethodsData.EFFECT) / e.se())
                    .as(id + " " + e.value())
                    .isLessThan(4);
            assertThat(e.se()).as(id).isBetween(0.03, 0.3);
        }
        for (String id : List.of("count-w", "count-g", "count-nb")) {
            EffectEstimate e = estimate(r, id + "/rate-ratio");
            assertThat(Math.abs(Math.log(e.value()) - PlanMethodsData.LOG_RATE) / e.se())
                    .as(id)
                    .isLessThan(4);
        }
        assertThat(estimate(r, "cost-r/mean-ratio").value()).isBetween(1.1, 1.7);
        assertThat(estimate(r, "cost-w/mean-ratio").value()).isBetween(1.1, 1.8);
        for (String id : List.of("grade-r", "grade-w", "grade-full")) {
            assertThat(estimate(r, id + "/common-odds-ratio").value()).as(id).isBetween(1.3, 3.2);
        }
        assertThat(r.diagnostics()).allMatch(d -> !d.kind().endsWith("exact-balance") || d.passed());
    }
}
