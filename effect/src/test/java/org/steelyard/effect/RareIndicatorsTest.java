package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.ScoreRule.RareIndicators;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** What a plan may say of an indicator that one arm alone has. */
class RareIndicatorsTest {

    private static final int N = 200;

    private static AnalysisTable onlyTreated(int people) {
        AnalysisTable table = Synthetic.of(N, 3);
        double[] arm = table.numbers(Plans.TREATED);
        byte[] only = new byte[N];
        int marked = 0;
        for (int i = 0; i < N; i++) {
            only[i] = (byte) (arm[i] == 1 && marked++ < people ? 1 : 0);
        }
        return Synthetic.with(table, new Column.Binary("女性", only));
    }

    private static EffectResults run(AnalysisTable table, Optional<RareIndicators> rule, String... covariates) {
        Parts parts = rule.map(r -> Parts.none().score(new ScoreRule(ScoreModel.LOGISTIC, 10, false, r)))
                .orElseGet(Parts::none);
        Analysis analysis =
                parts.of(Spec.primary("主要", "死亡", Adjustment.WEIGHTING, Target.ATE), Measure.RISK_DIFFERENCE);
        Plans plan = new Plans().covariates(covariates).binary("死亡").analysis(analysis);
        return EffectEngine.run(table, Optional.empty(), plan.build(), Plans.settings());
    }

    @Test
    void aFewPeopleWithAValueOfOneArmAreMergedAndNamed() {
        AnalysisTable table = onlyTreated(5);
        EffectResults merged = run(table, Optional.of(RareIndicators.MERGE), Synthetic.COVARIATES);
        EffectResults without = run(table, Optional.empty(), "年龄", "医院等级");

        assertThat(merged.estimates().getFirst().value())
                .isCloseTo(without.estimates().getFirst().value(), within(1e-12));
        assertThat(merged.estimates().getFirst().se())
                .isCloseTo(without.estimates().getFirst().se(), within(1e-12));
        assertThat(merged.diagnostics())
                .filteredOn(d -> d.kind().equals("smd-max"))
                .allMatch(d -> d.message().en().contains("left out of the score: 女性"))
                .isNotEmpty();
    }

    @Test
    void manyPeopleWithAValueOfOneArmAreRefusedAllTheSame() {
        SteelyardException refused = catchThrowableOfType(
                SteelyardException.class,
                () -> run(onlyTreated(30), Optional.of(RareIndicators.MERGE), Synthetic.COVARIATES));
        assertThat(refused.problems().getFirst().code()).isEqualTo(EffectError.SEPARATION);
    }

    @Test
    void aRefusalSaysHowRareValuesAreMerged() {
        SteelyardException refused = catchThrowableOfType(
                SteelyardException.class, () -> run(onlyTreated(30), Optional.empty(), Synthetic.COVARIATES));
        assertThat(refused.problems().getFirst().remedy().zh()).contains("rareIndicators: merge");
        assertThat(refused.problems().getFirst().remedy().en()).contains("rareIndicators: merge");
    }

    @Test
    void theRuleChangesNothingWhereBothArmsHaveEveryValue() {
        AnalysisTable table = Synthetic.of(N, 3);
        EffectEstimate merge = run(table, Optional.of(RareIndicators.MERGE), Synthetic.COVARIATES)
                .estimates()
                .getFirst();
        EffectEstimate refuse =
                run(table, Optional.empty(), Synthetic.COVARIATES).estimates().getFirst();
        assertThat(merge.value()).isEqualTo(refuse.value());
        assertThat(merge.se()).isEqualTo(refuse.se());
    }
}
