package org.steelyard.protocol.internal;

import java.util.Comparator;
import java.util.List;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.protocol.Protocol;

/** Does a plan that follows the schema make sense as an evaluation? All that does not is reported, in order of lines. */
public final class PlanCheck {

    private PlanCheck() {}

    public static List<Problem> check(Protocol plan, YamlDocument document) {
        PlanContext context = new PlanContext(plan, document, new Problems());
        ManagementCheck.check(context);
        VariableCheck.check(context, plan.variables(), "variables");
        OutcomeCheck.check(context);
        CriteriaCheck.check(context);
        AnalysisCheck.check(context);
        BenchmarkCheck.check(context);
        EconomicsCheck.check(context);
        SocietyCheck.check(context);
        return context.problems().list().stream()
                .distinct()
                .sorted(Comparator.comparingLong((Problem p) -> p.place().row())
                        .thenComparing(p -> p.place().field()))
                .toList();
    }
}
