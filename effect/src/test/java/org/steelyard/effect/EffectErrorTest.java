package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.NumericError;

/** Every error code is provoked, names the analysis or variable, and says what to do in both languages. */
class EffectErrorTest {

    private static final int N = 200;

    private static Plans plan(Analysis analysis) {
        return new Plans()
                .covariates(Synthetic.COVARIATES)
                .binary("死亡")
                .continuous("费用")
                .survival("生存", 365)
                .bootstrap(30)
                .analysis(analysis);
    }

    private static Analysis weighted(String outcome) {
        return Spec.primary("主要", outcome, Adjustment.WEIGHTING, Target.ATE).with();
    }

    private static Problem problem(AnalysisTable table, Plans plan) {
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class,
                () -> EffectEngine.run(table, Optional.empty(), plan.build(), Plans.settings()));
        assertThat(e).as("an error was expected").isNotNull();
        Problem first = e.problems().getFirst();
        assertThat(first.message().zh()).matches(".*[\\u4e00-\\u9fff].*");
        assertThat(first.message().en()).isNotBlank();
        assertThat(first.remedy().zh()).matches(".*[\\u4e00-\\u9fff].*");
        assertThat(first.remedy().en()).isNotBlank();
        assertThat(first.place().field()).isNotBlank();
        return first;
    }

    private static Column.Numeric constant(String name) {
        double[] v = new double[N];
        Arrays.fill(v, 3);
        return new Column.Numeric(name, v);
    }

    private static double[] treated(AnalysisTable table) {
        return table.numbers(Plans.TREATED);
    }

    @Test
    void emptyArmAfterLeavingOutMissingValues() {
        AnalysisTable table = Synthetic.of(N, 1);
        double[] age = table.numbers("年龄").clone();
        double[] arm = treated(table);
        for (int i = 0; i < N; i++) {
            age[i] = arm[i] == 1 ? Double.NaN : age[i];
        }
        Problem p = problem(Synthetic.with(table, new Column.Numeric("年龄", age)), plan(weighted("死亡")));
        assertThat(p.code()).isEqualTo(EffectError.EMPTY_ARM);
        assertThat(p.place().field()).contains("主要");
        long gaps = Arrays.stream(arm).filter(a -> a == 1).count();
        assertThat(p.message().zh()).contains("缺失最多的变量：年龄 (" + gaps + ")");
    }

    @Test
    void constantCovariatesAreAllNamed() {
        AnalysisTable table = Synthetic.with(Synthetic.of(N, 2), constant("年龄"));
        table = Synthetic.with(table, new Column.Category("医院等级", List.of("一级", "二级"), new int[N]));
        Plans plan = plan(weighted("死亡"));
        AnalysisTable finalTable = table;
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class,
                () -> EffectEngine.run(finalTable, Optional.empty(), plan.build(), Plans.settings()));
        assertThat(e.problems()).hasSize(2).allMatch(p -> p.code() == EffectError.CONSTANT_COVARIATE);
        assertThat(e.problems().getFirst().place().field()).contains("年龄");
        assertThat(e.problems().getLast().place().field()).contains("医院等级");
    }

    @Test
    void covariateThatSeparatesTheArmsIsNamed() {
        AnalysisTable table = Synthetic.of(N, 3);
        double[] arm = treated(table);
        byte[] only = new byte[N];
        int marked = 0;
        for (int i = 0; i < N; i++) {
            only[i] = (byte) (arm[i] == 1 && marked++ < 5 ? 1 : 0);
        }
        Problem p = problem(Synthetic.with(table, new Column.Binary("女性", only)), plan(weighted("死亡")));
        assertThat(p.code()).isEqualTo(EffectError.SEPARATION);
        assertThat(p.place().field()).contains("女性");
    }

    @Test
    void separationThatOnlyACombinationMakesIsFoundByTheFit() {
        AnalysisTable table = Synthetic.of(N, 4);
        double[] arm = treated(table);
        double[] age = new double[N];
        double[] other = new double[N];
        for (int i = 0; i < N; i++) {
            other[i] = (i * 37) % 101;
            age[i] = other[i] + (arm[i] == 1 ? 1 : -1);
        }
        AnalysisTable both =
                Synthetic.with(Synthetic.with(table, new Column.Numeric("年龄", age)), new Column.Numeric("其他", other));
        Plans plan = new Plans().covariates("年龄", "其他").binary("死亡").analysis(weighted("死亡"));
        Problem p = problem(both, plan);
        assertThat(p.code().id()).isIn("NUM-003", "NUM-103", "NUM-104");
        assertThat(p.place().field()).contains("主要");
    }

    @Test
    void predictorsOfCompletenessThatAreThemselvesIncompleteAreAllNamed() {
        AnalysisTable table = Synthetic.of(N, 6);
        double[] age = table.numbers("年龄").clone();
        double[] other = age.clone();
        age[3] = Double.NaN;
        other[5] = Double.NaN;
        AnalysisTable both =
                Synthetic.with(Synthetic.with(table, new Column.Numeric("年龄", age)), new Column.Numeric("其他", other));
        Plans plan = plan(weighted("死亡")).weighingForMissing("年龄", "其他");
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class,
                () -> EffectEngine.run(both, Optional.empty(), plan.build(), Plans.settings()));
        assertThat(e.problems()).hasSize(2).allMatch(p -> p.code() == EffectError.INCOMPLETE_PREDICTOR);
        assertThat(e.problems().getFirst().place().field()).contains("年龄");
        assertThat(e.problems().getLast().place().field()).contains("其他");
        assertThat(problem(both, plan).code()).isEqualTo(EffectError.INCOMPLETE_PREDICTOR);
    }

    @Test
    void collinearCovariatesAreNamed() {
        AnalysisTable table = Synthetic.of(N, 5);
        double[] twice = Arrays.stream(table.numbers("年龄")).map(v -> 2 * v + 1).toArray();
        Plans plan = new Plans().covariates("年龄", "两倍").binary("死亡").analysis(weighted("死亡"));
        Problem p = problem(Synthetic.with(table, new Column.Numeric("两倍", twice)), plan);
        assertThat(p.code()).isEqualTo(NumericError.COLLINEAR);
        assertThat(p.place().field() + p.message().zh()).contains("两倍");
    }

    @Test
    void scoresThatDoNotOverlapStopTheRun() {
        AnalysisTable table = Synthetic.of(N, 6);
        double[] arm = treated(table);
        double[] age = new double[N];
        for (int i = 0; i < N; i++) {
            age[i] = arm[i] == 1 ? 60 + i % 7 : 40 + i % 7;
        }
        Plans plan = new Plans().covariates("年龄").binary("死亡").analysis(weighted("死亡"));
        Problem p = problem(Synthetic.with(table, new Column.Numeric("年龄", age)), plan);
        assertThat(p.code()).isIn(EffectError.SEPARATION, EffectError.NO_OVERLAP);
        assertThat(p.place().field()).contains("年龄");
    }

    @Test
    void trimmingEverybodyAwayIsNoOverlap() {
        Analysis a = Spec.primary("主要", "死亡", Adjustment.WEIGHTING, Target.ATE).trimmed(0.98, 0.99);
        assertThat(problem(Synthetic.of(N, 7), plan(a)).code()).isEqualTo(EffectError.NO_OVERLAP);
    }

    @Test
    void tooFewEvents() {
        AnalysisTable table = Synthetic.with(Synthetic.of(N, 8), Plans.binary("生存-event", new boolean[N]));
        Problem p = problem(table, plan(weighted("生存")));
        assertThat(p.code()).isEqualTo(EffectError.TOO_FEW_EVENTS);
        assertThat(p.place().field()).contains("生存-event");
    }

    @Test
    void constantOutcome() {
        AnalysisTable table = Synthetic.with(Synthetic.of(N, 9), Plans.binary("死亡", new boolean[N]));
        Problem p = problem(table, plan(weighted("死亡")));
        assertThat(p.code()).isEqualTo(EffectError.CONSTANT_OUTCOME);
        assertThat(p.place().field()).contains("死亡");
    }

    @Test
    void noPairsWithinTheCaliper() {
        AnalysisTable table = Synthetic.of(N, 10);
        Analysis a = Spec.primary("主要", "死亡", Adjustment.MATCHING, Target.ATT).matched(1e-9, Matching.Order.DESCENDING);
        double[] age = new double[N];
        Arrays.setAll(age, i -> 50 + Math.sin(i) * 20);
        Plans plan = new Plans().covariates("年龄").binary("死亡").analysis(a);
        Problem p = problem(Synthetic.with(table, new Column.Numeric("年龄", age)), plan);
        assertThat(p.code()).isEqualTo(EstimationError.NO_PAIR);
        assertThat(p.place().field()).contains("主要");
    }

    @Test
    void primaryAnalysisThatCannotBeMadeStopsTheRun() {
        Analysis a = Spec.primary("主要", "生存", Adjustment.AUGMENTED_WEIGHTING, Target.ATE)
                .with();
        Problem p = problem(Synthetic.of(N, 11), plan(a));
        assertThat(p.code()).isEqualTo(EffectError.NOT_AVAILABLE);
        assertThat(p.place().field()).contains("主要");
    }

    @Test
    void horizonBeyondFollowUp() {
        Plans plan = new Plans()
                .covariates(Synthetic.COVARIATES)
                .survival("生存", 5000)
                .bootstrap(30)
                .analysis(Spec.primary("主要", "生存", Adjustment.NONE, Target.ATE).with(Measure.RMST_DIFFERENCE));
        assertThat(problem(Synthetic.of(N, 12), plan).code()).isEqualTo(EffectError.BEYOND_FOLLOW_UP);
    }

    @Test
    void variablesThatTheTableLacksAreAllNamed() {
        Plans plan = plan(weighted("死亡")).covariates("年龄", "甲", "乙");
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class,
                () -> EffectEngine.run(Synthetic.of(N, 13), Optional.empty(), plan.build(), Plans.settings()));
        assertThat(e.problems()).hasSize(2).allMatch(p -> p.code() == EffectError.NO_VARIABLE);
    }

    @Test
    void numericSubgroupIsAPlannedProblem() {
        Problem p = problem(Synthetic.of(N, 14), plan(weighted("死亡")).subgroup("年龄", "主要"));
        assertThat(p.code()).isEqualTo(EffectError.WRONG_TYPE);
        assertThat(p.code().kind().exitCode()).isEqualTo(10);
        assertThat(p.place().field()).contains("年龄");
    }

    @Test
    void negativeFollowUpTime() {
        AnalysisTable table = Synthetic.of(N, 15);
        double[] time = table.numbers("生存-time").clone();
        time[0] = -1;
        Problem p = problem(Synthetic.with(table, new Column.Numeric("生存-time", time)), plan(weighted("生存")));
        assertThat(p.code()).isEqualTo(EffectError.BAD_VALUE);
    }

    @Test
    void failureOfASensitivityAnalysisIsListedAndTheRunGoesOn() {
        AnalysisTable table = Synthetic.with(Synthetic.of(N, 16), constant("年龄"));
        Analysis main = Spec.primary("主要", "死亡", Adjustment.NONE, Target.ATE).with(Measure.RISK_DIFFERENCE);
        Analysis other =
                Spec.sensitivity("敏感", "死亡", Adjustment.WEIGHTING, Target.ATE).with(Measure.RISK_DIFFERENCE);
        EffectResults results = EffectEngine.run(
                table, Optional.empty(), plan(main).analysis(other).build(), Plans.settings());
        assertThat(results.estimates()).extracting(EffectEstimate::analysis).containsOnly("主要");
        assertThat(results.notEstimated()).singleElement().satisfies(n -> {
            assertThat(n.analysis()).isEqualTo("敏感");
            assertThat(n.reason().zh()).contains("NUM-102").contains("年龄");
        });
    }

    @Test
    void exploratoryFailureIsListedToo() {
        Analysis main = Spec.primary("主要", "死亡", Adjustment.NONE, Target.ATE).with(Measure.RISK_DIFFERENCE);
        Analysis other =
                new Spec(AnalysisRole.EXPLORATORY, "探索", "死亡", Adjustment.NONE, Target.ATE).with(Measure.HAZARD_RATIO);
        EffectResults results = EffectEngine.run(
                Synthetic.of(N, 17),
                Optional.empty(),
                plan(main).analysis(other).build(),
                Plans.settings());
        assertThat(results.notEstimated())
                .extracting(EffectResults.NotEstimated::measure)
                .containsExactly("hazard-ratio");
    }

    /** Trimming leaves two people an arm, whom about one resample in seven misses. */
    @Test
    void bootstrapThatFailsTooOftenGivesNoInterval() {
        int n = 200;
        double[] x = new double[n];
        boolean[] arm = new boolean[n];
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        for (int i = 0; i < n; i++) {
            boolean far = i < 4;
            x[i] = far ? 5 : i % 2;
            arm[i] = far ? i < 2 : i % 2 == 0 ? i / 2 % 10 < 3 : i / 2 % 2 == 0;
            event[i] = i % 2 == 0;
            time[i] = event[i] ? 300 : 400;
        }
        Plans plan = new Plans()
                .covariates("x")
                .survival("生存", 365)
                .analysis(Spec.sensitivity("修剪", "生存", Adjustment.WEIGHTING, Target.ATE)
                        .trimmed(0.8, 0.999, Measure.SURVIVAL_DIFFERENCE));
        EffectResults results = EffectEngine.run(
                Plans.table(
                        Plans.binary(Plans.TREATED, arm),
                        new Column.Numeric("x", x),
                        new Column.Numeric("生存-time", time),
                        Plans.binary("生存-event", event)),
                Optional.empty(),
                plan.build(),
                Plans.settings());
        assertThat(results.notEstimated()).singleElement().satisfies(r -> {
            assertThat(r.measure()).isEqualTo("survival-difference");
            assertThat(r.reason().en()).contains(EffectError.BOOTSTRAP_FAILED.id());
        });
    }

    @Test
    void everyCodeHasItsOwnNumber() {
        assertThat(Arrays.stream(EffectError.values()).map(EffectError::id)).doesNotHaveDuplicates();
    }
}
