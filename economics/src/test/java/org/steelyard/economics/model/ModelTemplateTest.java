package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.model.ReportingChecklist.Item;

class ModelTemplateTest {

    @Test
    void everyTemplateHasNoProblemsAndRunsWithoutRepairs() {
        for (ModelTemplate t : ModelTemplate.values()) {
            byte[] text = t.text().getBytes(StandardCharsets.UTF_8);
            assertThat(Models.said(DecisionModel.check(text, t.word() + ".yaml", Models.RATES)))
                    .as(t.word())
                    .isEmpty();
            ModelResults r = DecisionModel.parse(text, t.word() + ".yaml", Models.RATES)
                    .run(RunSettings.of(1).withDraws(5).withThresholds(java.util.List.of(90000.0)));
            assertThat(r.strategies()).as(t.word()).hasSizeGreaterThanOrEqualTo(2);
            for (ModelResults.Strategy s : r.strategies()) {
                for (double v : s.totals()) {
                    assertThat(v).isFinite();
                }
            }
            assertThat(r.notes()).as(t.word()).noneMatch(n -> n.id().startsWith("repaired"));
        }
    }

    private static ReportingChecklist checklist(String yaml) {
        return ReportingChecklist.of(
                Models.parse(yaml).run(RunSettings.of(1).withDraws(20).withThresholds(java.util.List.of(90000.0))));
    }

    @Test
    void theChecklistHasTwentyEightItemsAndNamesWhatNobodySaid() {
        String yaml = ModelTemplate.COHORT.text();
        ReportingChecklist before = checklist(yaml);
        assertThat(before.items())
                .extracting(Item::number)
                .containsExactly(
                        java.util.stream.IntStream.rangeClosed(1, 28).boxed().toArray(Integer[]::new));
        assertThat(before.items().get(26).missing().en()).contains("reporting.funding");
        assertThat(before.items().get(7).complete())
                .as("the perspective stands in the model")
                .isTrue();
        assertThat(before.items().get(22).found().en()).contains("ICER");
        assertThat(before.items().get(23).found().en()).contains("largest effect", "probability");
        String all = yaml.replace(
                "reporting:\n",
                "reporting:\n"
                        + "  abstract: a\n  plan: a\n  setting: a\n  comparators: a\n  measurement: a\n  valuation: a\n  resources: a\n"
                        + "  rationale: a\n  heterogeneity: a\n  distribution: a\n  engagement: a\n  engagementEffect: a\n"
                        + "  limitations: a\n  funding: a\n  conflicts: a\n");
        assertThat(checklist(all).open()).isEmpty();
    }

    @Test
    void theChecklistNamesParametersWithoutSourceOrRange() {
        String yaml = ModelTemplate.COHORT
                .text()
                .replace("distribution: {kind: beta, mean: 0.60, se: 0.04}, source: placeholder", "source: \"\"");
        ReportingChecklist list = checklist(yaml);
        assertThat(list.items().get(11).missing().en()).contains("without a source: u_ill");
        assertThat(list.items().get(21).missing().en()).contains("u_ill");
        ReportingChecklist silent = ReportingChecklist.of(
                Models.parse(ModelTemplate.FUND.text()).run(RunSettings.of(1).withDraws(0)));
        assertThat(silent.items().get(19).missing().en()).contains("no probabilistic analysis", "no scenarios");
    }
}
