package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Protocol;

class EffectEngineTest {

    private static Plans plan() {
        return new Plans()
                .covariates(Synthetic.COVARIATES)
                .binary("死亡")
                .continuous("费用")
                .survival("生存", 365)
                .bootstrap(100);
    }

    private static EffectResults run(AnalysisTable table, Plans plan) {
        return EffectEngine.run(table, Optional.empty(), plan.build(), Plans.settings());
    }

    private static Map<String, EffectEstimate> byId(EffectResults results) {
        return results.estimates().stream().collect(Collectors.toMap(EffectEstimate::id, Function.identity()));
    }

    /** Every outcome type under every adjustment. */
    private static Plans everything() {
        Plans plan = plan();
        plan.analysis(Spec.primary("主要", "死亡", Adjustment.WEIGHTING, Target.ATE).with());
        for (String outcome : List.of("死亡", "费用", "生存")) {
            plan.analysis(Spec.sensitivity(outcome + "-none", outcome, Adjustment.NONE, Target.ATE)
                    .with());
            for (Target target : Target.values()) {
                plan.analysis(Spec.sensitivity(outcome + "-w-" + target, outcome, Adjustment.WEIGHTING, target)
                        .with());
            }
            plan.analysis(Spec.sensitivity(outcome + "-m", outcome, Adjustment.MATCHING, Target.ATT)
                    .matched(0.2, Matching.Order.DESCENDING));
            plan.analysis(Spec.sensitivity(outcome + "-a", outcome, Adjustment.AUGMENTED_WEIGHTING, Target.ATE)
                    .with());
            plan.analysis(Spec.sensitivity(outcome + "-r", outcome, Adjustment.REGRESSION, Target.ATE)
                    .with());
        }
        plan.subgroup("医院等级", "主要", "生存-w-ATO", "费用-m", "死亡-r", "死亡-a", "生存-r");
        plan.subgroup("女性", "主要", "费用-a", "生存-m");
        return plan;
    }

    @Test
    void everyPlannedMeasureHasAResultOrAReason() {
        Protocol protocol = everything().build();
        EffectResults results = EffectEngine.run(Synthetic.of(600, 1), Optional.empty(), protocol, Plans.settings());
        Map<String, EffectEstimate> found = byId(results);
        for (Analysis a : protocol.analysis().analyses()) {
            List<String> measures = a.outcome().equals("死亡")
                    ? List.of("risk-difference", "risk-ratio", "odds-ratio")
                    : a.outcome().equals("费用")
                            ? List.of("mean-difference")
                            : List.of("hazard-ratio", "survival-difference", "rmst-difference");
            for (String m : measures) {
                boolean result = found.containsKey(a.id() + "/" + m);
                boolean reason = results.notEstimated().stream()
                        .anyMatch(n -> n.analysis().equals(a.id())
                                && n.measure().equals(m)
                                && !n.reason().isBlank());
                assertThat(result ^ reason).as(a.id() + "/" + m).isTrue();
            }
        }
        assertThat(results.notEstimated())
                .extracting(NotEstimated::analysis)
                .contains("生存-a", "生存-r")
                .doesNotContain("死亡-a", "费用-r");
    }

    @Test
    void adjustedEffectsOfContinuousOutcomeAreNearTheTruthAndTheCrudeIsNot() {
        Map<String, EffectEstimate> found =
                byId(run(Synthetic.of(4000, 2), everything().bootstrap(10)));
        assertThat(found.get("费用-none/mean-difference").value()).isGreaterThan(15);
        for (String id : List.of("费用-w-ATE", "费用-w-ATT", "费用-w-ATC", "费用-w-ATO", "费用-a", "费用-r", "费用-m")) {
            EffectEstimate e = found.get(id + "/mean-difference");
            assertThat(e.value()).as(id).isCloseTo(10, within(4 * e.se()));
        }
    }

    @Test
    void oneAndTwoThreadsGiveTheSameBits() {
        AnalysisTable table = Synthetic.of(300, 3, 0.1);
        Protocol protocol = everything().imputing(3, 3).build();
        EffectResults one = EffectEngine.run(table, Optional.empty(), protocol, Plans.settings());
        EffectResults two = EffectEngine.run(
                table, Optional.empty(), protocol, Plans.settings().withThreads(2));
        assertThat(two.estimates()).isEqualTo(one.estimates()).isNotEmpty();
        assertThat(two.diagnostics()).isEqualTo(one.diagnostics());
        assertThat(two.interactions()).isEqualTo(one.interactions()).isNotEmpty();
        assertThat(two.balance()).isEqualTo(one.balance());
        assertThat(two.notEstimated()).isEqualTo(one.notEstimated());
    }

    @Test
    void doublingEveryPersonLeavesTheEstimatesAndNarrowsTheIntervals() {
        AnalysisTable once = Synthetic.of(500, 4);
        int[] rows = new int[1000];
        Arrays.setAll(rows, i -> i / 2);
        Plans plan = plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("r", "死亡", Adjustment.REGRESSION, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("a", "死亡", Adjustment.AUGMENTED_WEIGHTING, Target.ATT)
                        .with());
        Map<String, EffectEstimate> single = byId(run(once, plan));
        Map<String, EffectEstimate> twice = byId(run(repeat(once, rows), plan));
        single.forEach((id, e) -> {
            assertThat(twice.get(id).value()).as(id).isCloseTo(e.value(), within(1e-9));
            assertThat(twice.get(id).se()).as(id).isCloseTo(e.se() / Math.sqrt(2), within(2e-3 * e.se()));
        });
    }

    private static AnalysisTable repeat(AnalysisTable table, int[] rows) {
        List<Column> columns = table.columns().stream()
                .map(c -> switch (c) {
                    case Column.Numeric n ->
                        (Column) new Column.Numeric(
                                n.name(),
                                Arrays.stream(rows)
                                        .mapToDouble(i -> n.values()[i])
                                        .toArray());
                    case Column.Binary b -> {
                        byte[] out = new byte[rows.length];
                        for (int i = 0; i < out.length; i++) {
                            out[i] = b.values()[rows[i]];
                        }
                        yield new Column.Binary(b.name(), out);
                    }
                    case Column.Category k ->
                        new Column.Category(
                                k.name(),
                                k.levels(),
                                Arrays.stream(rows).map(i -> k.codes()[i]).toArray());
                })
                .toList();
        return Plans.table(columns.toArray(Column[]::new));
    }

    @Test
    void completeCaseLeavesOutAndCountsThoseWithMissingValues() {
        AnalysisTable table = Synthetic.of(500, 5, 0.1);
        double[] age = table.numbers("年龄");
        double[] hospital = table.numbers("医院等级");
        long complete = java.util.stream.IntStream.range(0, 500)
                .filter(i -> !Double.isNaN(age[i]) && !Double.isNaN(hospital[i]))
                .count();
        EffectResults results = run(
                table,
                plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                                .with())
                        .analysis(Spec.sensitivity("n", "死亡", Adjustment.NONE, Target.ATE)
                                .with()));
        assertThat(byId(results).get("w/risk-difference").n())
                .isEqualTo((int) complete)
                .isLessThan(450);
        assertThat(byId(results).get("n/risk-difference").n()).isEqualTo(500);
        assertThat(diagnostic(results, "w/left-out").value()).isEqualTo(500.0 - complete);
        assertThat(results.missingness())
                .anyMatch(m -> m.variable().equals("年龄") && m.missing() > 0 && m.rows() == 500);
    }

    private static Diagnostic diagnostic(EffectResults results, String id) {
        return results.diagnostics().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void imputationUsesEverybodyAndCostsPrecision() {
        AnalysisTable full = Synthetic.of(1500, 6, 0);
        AnalysisTable holes = Synthetic.of(1500, 6, 0.2);
        Plans plan = plan().analysis(Spec.primary("w", "费用", Adjustment.WEIGHTING, Target.ATE)
                .with());
        EffectEstimate complete = byId(run(full, plan)).get("w/mean-difference");
        EffectResults imputedResults = run(holes, plan.imputing(5, 5));
        EffectEstimate imputed = byId(imputedResults).get("w/mean-difference");
        assertThat(imputed.n()).isEqualTo(1500);
        assertThat(imputed.value()).isCloseTo(complete.value(), within(3 * complete.se()));
        assertThat(imputed.se()).isGreaterThan(complete.se());
        assertThat(diagnostic(imputedResults, "w/missing-information:mean-difference")
                        .value())
                .isBetween(0.001, 0.9);
    }

    @Test
    void subgroupLevelsAndInteractionAreGiven() {
        EffectResults results = run(
                Synthetic.of(1500, 7),
                plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                                .with(Measure.RISK_DIFFERENCE))
                        .subgroup("医院等级", "w"));
        assertThat(byId(results))
                .containsKeys(
                        "w/risk-difference",
                        "w/risk-difference/医院等级=一级",
                        "w/risk-difference/医院等级=二级",
                        "w/risk-difference/医院等级=三级");
        int levels = List.of("一级", "二级", "三级").stream()
                .mapToInt(l -> byId(results).get("w/risk-difference/医院等级=" + l).n())
                .sum();
        assertThat(levels).isEqualTo(1500);
        assertThat(results.interactions()).singleElement().satisfies(i -> {
            assertThat(i.df()).isEqualTo(2);
            assertThat(i.p()).isBetween(0.0, 1.0);
            assertThat(i.levels()).hasSize(3);
        });
        assertThat(diagnostic(results, "w/subgroup-smd-max:医院等级=一级")).satisfies(d -> {
            assertThat(d.threshold()).isEqualTo(0.1);
            assertThat(d.passed()).isEqualTo(d.value() <= 0.1);
        });
    }

    /** One level analysed by itself, as its own study, gives what the subgroup gives: nothing is borrowed from other levels. */
    @Test
    void levelIsAnalysedAsIfItWereAStudyOfItsOwn() {
        AnalysisTable table = Synthetic.of(900, 17);
        double[] hospital = table.numbers("医院等级");
        int[] rows = java.util.stream.IntStream.range(0, 900)
                .filter(i -> hospital[i] == 1)
                .toArray();
        Plans all = plan().subgroup("医院等级", "s", "w", "m", "a", "r");
        Plans alone = new Plans()
                .covariates("年龄", "女性")
                .binary("死亡")
                .continuous("费用")
                .survival("生存", 365)
                .bootstrap(100);
        for (Plans p : List.of(all, alone)) {
            p.analysis(Spec.primary("s", "生存", Adjustment.WEIGHTING, Target.ATE).with())
                    .analysis(Spec.sensitivity("w", "死亡", Adjustment.WEIGHTING, Target.ATO)
                            .with())
                    .analysis(Spec.sensitivity("m", "费用", Adjustment.MATCHING, Target.ATT)
                            .matched(0.2, Matching.Order.DESCENDING))
                    .analysis(Spec.sensitivity("a", "死亡", Adjustment.AUGMENTED_WEIGHTING, Target.ATE)
                            .with())
                    .analysis(Spec.sensitivity("r", "费用", Adjustment.REGRESSION, Target.ATE)
                            .with());
        }
        EffectResults whole = run(table, all);
        Map<String, EffectEstimate> within = byId(whole);
        Map<String, EffectEstimate> own = byId(run(repeat(table, rows), alone));
        assertThat(own).hasSize(11);
        own.forEach((id, e) -> {
            EffectEstimate level = within.get(id + "/医院等级=二级");
            assertThat(level.value()).as(id).isCloseTo(e.value(), within(1e-10));
            assertThat(level.se()).as(id).isCloseTo(e.se(), within(1e-10));
            assertThat(level.n()).as(id).isEqualTo(e.n());
            assertThat(level.convention()).as(id).contains("within the level");
        });
        assertThat(diagnostic(whole, "w/subgroup-smd-max:医院等级=二级").value()).isLessThan(1e-8);
    }

    /** Hospital level decides treatment among the men only, so that men cannot be analysed and women can. */
    @Test
    void levelWithoutOverlapIsListedWithItsReason() {
        AnalysisTable table = Synthetic.of(600, 18);
        double[] female = table.numbers("女性");
        double[] arm = table.numbers(Plans.TREATED);
        boolean[] rule = new boolean[600];
        boolean[] lottery = new boolean[600];
        for (int i = 0; i < 600; i++) {
            lottery[i] = i % 3 == 0;
            rule[i] = female[i] == 1 ? arm[i] == 1 : lottery[i];
        }
        EffectResults results = run(
                Synthetic.with(Synthetic.with(table, Plans.binary("抽签", lottery)), Plans.binary(Plans.TREATED, rule)),
                plan().covariates("年龄", "女性", "抽签")
                        .analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                                .with(Measure.RISK_DIFFERENCE))
                        .subgroup("女性", "w"));
        assertThat(byId(results))
                .containsKeys("w/risk-difference", "w/risk-difference/女性=true")
                .doesNotContainKey("w/risk-difference/女性=false");
        assertThat(results.notEstimated()).singleElement().satisfies(n -> {
            assertThat(n.measure()).isEqualTo("risk-difference/女性=false");
            assertThat(n.reason().zh()).contains("NUM-103").contains("抽签");
        });
    }

    /** Three people of one arm have a rare diagnosis: the level is analysed without that term, and its imbalance is shown. */
    @Test
    void rareIndicatorOfOneArmIsLeftOutOfTheLevelsScoreButNotOfItsBalance() {
        AnalysisTable table = Synthetic.of(600, 21);
        double[] female = table.numbers("女性");
        double[] arm = table.numbers(Plans.TREATED);
        boolean[] rare = new boolean[600];
        int men = 0;
        for (int i = 0; i < 600; i++) {
            boolean man = female[i] == 0 && arm[i] == 1 && men < 3;
            men += man ? 1 : 0;
            rare[i] = man || (female[i] == 1 && i % 5 == 0);
        }
        Plans plan = plan().covariates("年龄", "女性", "罕见")
                .analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATO)
                        .with(Measure.RISK_DIFFERENCE))
                .subgroup("女性", "w");
        EffectResults results = run(Synthetic.with(table, Plans.binary("罕见", rare)), plan);
        assertThat(byId(results)).containsKeys("w/risk-difference/女性=false", "w/risk-difference/女性=true");
        assertThat(diagnostic(results, "w/subgroup-smd-max:女性=true").value()).isLessThan(1e-8);
        assertThat(diagnostic(results, "w/subgroup-smd-max:女性=false")).satisfies(d -> {
            assertThat(d.value()).isGreaterThan(0.05);
            assertThat(d.message().zh()).contains("罕见");
        });
    }

    /** Within a level two covariates coincide: the second adds nothing and is left out, as R's glm does. */
    @Test
    void covariatesThatCoincideWithinALevelAreNoObstacle() {
        AnalysisTable table = Synthetic.of(600, 19);
        double[] age = table.numbers("年龄");
        double[] female = table.numbers("女性");
        double[] twin = new double[600];
        Arrays.setAll(twin, i -> female[i] == 1 ? 2 * age[i] + 1 : i % 7);
        Plans with = plan().covariates("年龄", "女性", "孪生");
        Plans without = plan().covariates("年龄", "女性");
        for (Plans p : List.of(with, without)) {
            p.analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE).with(Measure.RISK_DIFFERENCE))
                    .subgroup("女性", "w");
        }
        AnalysisTable both = Synthetic.with(table, new Column.Numeric("孪生", twin));
        String id = "w/risk-difference/女性=true";
        assertThat(byId(run(both, with)).get(id).value())
                .isCloseTo(byId(run(both, without)).get(id).value(), within(1e-9));
    }

    /** Targets, outcomes and trimming share resamples; sharing must not leak from one analysis into another. */
    @Test
    void resultOfAnAnalysisDoesNotDependOnTheOthersThatShareItsScore() {
        AnalysisTable table = Synthetic.of(400, 20);
        Plans many = plan();
        for (Target target : Target.values()) {
            many.analysis(Spec.sensitivity("x" + target, "生存", Adjustment.WEIGHTING, target)
                    .with());
        }
        many.analysis(
                Spec.sensitivity("t", "生存", Adjustment.WEIGHTING, Target.ATE).trimmed(0.2, 0.8));
        Map<String, EffectEstimate> shared = byId(run(table, many));
        EffectEstimate alone = byId(run(
                        table,
                        plan().analysis(Spec.sensitivity("t", "生存", Adjustment.WEIGHTING, Target.ATE)
                                .trimmed(0.2, 0.8))))
                .get("t/rmst-difference");
        assertThat(shared.get("t/rmst-difference")).isEqualTo(alone);
    }

    @Test
    void levelTooSmallForAnEstimateIsListedWithItsReason() {
        AnalysisTable table = Synthetic.of(400, 8);
        boolean[] rare = new boolean[400];
        Arrays.fill(rare, 0, 4, true);
        EffectResults results = run(
                Synthetic.with(table, Plans.binary("罕见", rare)),
                plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                                .with(Measure.RISK_DIFFERENCE))
                        .subgroup("罕见", "w"));
        assertThat(byId(results))
                .containsKey("w/risk-difference/罕见=false")
                .doesNotContainKey("w/risk-difference/罕见=true");
        assertThat(results.notEstimated()).singleElement().satisfies(n -> {
            assertThat(n.measure()).isEqualTo("risk-difference/罕见=true");
            assertThat(n.reason().zh()).contains("NUM-101");
        });
        assertThat(results.interactions()).isEmpty();
    }

    @Test
    void nothingThatThePlanDidNotFixIsCalledPreSpecified() {
        Plans plan = plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                        .with())
                .analysis(new Spec(
                                org.steelyard.protocol.AnalysisPlan.AnalysisRole.EXPLORATORY,
                                "x",
                                "死亡",
                                Adjustment.NONE,
                                Target.ATE)
                        .with());
        AnalysisTable table = Synthetic.of(300, 9);
        EffectResults unlocked = run(table, plan);
        EffectResults locked = EffectEngine.run(
                table, Optional.empty(), plan.build(), Plans.settings().withPreSpecified(id -> true));
        assertThat(unlocked.estimates()).noneMatch(EffectEstimate::preSpecified);
        assertThat(locked.estimates())
                .allMatch(e -> e.preSpecified() == e.analysis().equals("w"));
    }

    @Test
    void benchmarkIsAnsweredUnadjustedAndCompared() {
        EffectResults results = EffectEngine.run(
                Synthetic.of(800, 10),
                Optional.of(Synthetic.of(400, 11)),
                plan().analysis(Spec.primary("w", "生存", Adjustment.WEIGHTING, Target.ATO)
                                .with())
                        .benchmark("w")
                        .build(),
                Plans.settings());
        EffectEstimate trial = byId(results).get("w/hazard-ratio/benchmark");
        EffectEstimate own = byId(results).get("w/hazard-ratio");
        assertThat(trial.population()).isEqualTo("benchmark");
        assertThat(trial.n()).isEqualTo(400);
        assertThat(results.agreement()).hasSize(3).first().satisfies(a -> {
            double z = (Math.log(own.value()) - Math.log(trial.value())) / Math.hypot(own.se(), trial.se());
            assertThat(a.standardisedDifference()).isCloseTo(z, within(1e-12));
            assertThat(a.differenceAgrees()).isEqualTo(Math.abs(z) <= 1.959963984540054);
            assertThat(a.estimateAgrees()).isEqualTo(own.value() >= trial.lower() && own.value() <= trial.upper());
        });
    }

    @Test
    void missingBenchmarkTableIsListedNotSilent() {
        EffectResults results = run(
                Synthetic.of(300, 12),
                plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATE)
                                .with(Measure.RISK_DIFFERENCE))
                        .benchmark("w"));
        assertThat(results.notEstimated())
                .singleElement()
                .satisfies(n -> assertThat(n.measure()).isEqualTo("risk-difference/benchmark"));
    }

    @Test
    void curvesStartAtOneAndFallAndTheirTicksAreRound() {
        EffectResults results = run(
                Synthetic.of(500, 13),
                plan().analysis(Spec.primary("w", "生存", Adjustment.WEIGHTING, Target.ATO)
                        .with()));
        EffectResults.SurvivalCurves curves = results.curves().getFirst();
        for (EffectResults.Curve c : List.of(curves.treated(), curves.control())) {
            assertThat(c.time()[0]).isZero();
            assertThat(c.survival()[0]).isEqualTo(1);
            for (int i = 1; i < c.time().length; i++) {
                assertThat(c.time()[i]).isGreaterThan(c.time()[i - 1]);
                assertThat(c.survival()[i]).isLessThanOrEqualTo(c.survival()[i - 1]);
                assertThat(c.lower()[i]).isLessThanOrEqualTo(c.survival()[i]);
                assertThat(c.upper()[i]).isGreaterThanOrEqualTo(c.survival()[i]);
            }
            assertThat(c.atRisk()).hasSameSizeAs(curves.riskTimes());
            assertThat(c.events()).hasSameSizeAs(c.time()).isSorted().startsWith(0);
            assertThat(c.events()[c.events().length - 1]).isLessThan(c.atRisk()[0]);
        }
        assertThat(curves.riskTimes()[0]).isZero();
        assertThat(curves.riskTimes().length).isBetween(4, 8);
        assertThat(curves.treated().atRisk()[0] + curves.control().atRisk()[0]).isEqualTo(500);
    }

    @Test
    void overlapWeightsBalanceExactly() {
        EffectResults results = run(
                Synthetic.of(400, 14),
                plan().analysis(Spec.primary("w", "死亡", Adjustment.WEIGHTING, Target.ATO)
                        .with()));
        assertThat(diagnostic(results, "w/overlap-exact-balance").value()).isLessThan(1e-8);
        assertThat(results.balance())
                .hasSize(4)
                .allSatisfy(b -> assertThat(b.adjusted().get("w")).isCloseTo(0, within(1e-8)));
        assertThat(results.balance().getFirst().unadjusted()).isGreaterThan(0.2);
    }

    @Test
    void aSmallSampleOfFiftyIsAnalysed() {
        EffectResults results = run(
                Synthetic.of(50, 15),
                plan().analysis(Spec.primary("w", "费用", Adjustment.WEIGHTING, Target.ATE)
                        .with()));
        assertThat(byId(results).get("w/mean-difference").n()).isEqualTo(50);
        assertThat(diagnostic(results, "w/events-per-variable").passed()).isFalse();
    }

    @Test
    void baselineTableCountsAndStandardises() {
        EffectResults results = run(
                Synthetic.of(300, 16),
                plan().analysis(Spec.primary("w", "死亡", Adjustment.NONE, Target.ATE)
                        .with()));
        assertThat(results.baseline()).hasSize(5);
        assertThat(results.baseline().subList(2, 5).stream()
                        .mapToInt(r -> r.all().count())
                        .sum())
                .isEqualTo(300);
        assertThat(results.baseline().getFirst()).satisfies(r -> {
            double gap = r.treated().mean() - r.control().mean();
            double sd = Math.sqrt(
                    (Math.pow(r.treated().sd(), 2) + Math.pow(r.control().sd(), 2)) / 2);
            assertThat(r.smd()).isCloseTo(gap / sd, within(1e-12));
        });
    }
}
