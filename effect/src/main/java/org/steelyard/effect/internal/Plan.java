package org.steelyard.effect.internal;

import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;

/** Whether the table has what the plan needs. All problems at once, before anything is estimated. */
final class Plan {

    private Plan() {}

    static void check(Protocol plan, AnalysisTable table) {
        Problems problems = new Problems();
        need(table, plan.exposure().variable(), problems);
        plan.analysis().covariates().forEach(v -> need(table, v, problems));
        plan.analysis().missing().predictors().forEach(v -> need(table, v, problems));
        plan.analysis().analyses().forEach(a -> {
            a.covariates().forEach(v -> need(table, v, problems));
            Outcome outcome = outcome(plan, a.outcome());
            outcome.variables().forEach(v -> need(table, v, problems));
            a.cox().ifPresent(c -> {
                c.strata().forEach(v -> need(table, v, problems));
                c.cluster().ifPresent(v -> need(table, v, problems));
            });
            a.matching().ifPresent(m -> m.exact().forEach(v -> need(table, v, problems)));
        });
        for (Subgroup s : plan.analysis().subgroups()) {
            need(table, s.variable(), problems);
            if (table.has(s.variable()) && table.column(s.variable()) instanceof Column.Numeric) {
                problems.addAll(numericSubgroup(s.variable()).problems());
            }
        }
        problems.throwIfAny();
    }

    private static void need(AnalysisTable table, String variable, Problems problems) {
        boolean known = problems.list().stream().anyMatch(p -> p.place().field().equals(variable));
        if (!table.has(variable) && !known) {
            problems.add(
                    EffectError.NO_VARIABLE,
                    Place.field(variable),
                    Text.of("方案用到该变量，但分析表中没有", "the plan uses this variable but the analysis table lacks it"),
                    Text.of("在变量字典中定义该变量", "define it in the dictionary"));
        }
    }

    static SteelyardException numericSubgroup(String variable) {
        return Failure.of(
                EffectError.WRONG_TYPE,
                variable,
                Text.of("亚组变量须为分类或二分类变量", "a subgroup variable must be a category or binary"),
                Text.of("用 define 把该变量分段为类别", "cut it into a category with define"));
    }

    static Outcome outcome(Protocol plan, String id) {
        return plan.outcomes().stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Failure.of(
                        EffectError.NO_VARIABLE,
                        "outcomes." + id,
                        Text.of("方案中没有该结局", "the plan has no such outcome"),
                        Text.of("在 outcomes 中定义该结局", "define it under outcomes")));
    }
}
