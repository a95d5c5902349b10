package org.steelyard.protocol.internal;

import java.util.List;
import java.util.stream.Stream;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.ExpressionError;

/** Does a plan that follows the schema make sense as an evaluation? All that does not is reported. */
public final class PlanCheck {

    private PlanCheck() {}

    public static List<Problem> check(Protocol plan, YamlDocument document) {
        PlanContext context = new PlanContext(plan, document, new Problems());
        ManagementCheck.check(context);
        SourceCheck.check(context);
        EventCohortCheck.check(context);
        VariableCheck.check(context, plan.variables(), "variables");
        OutcomeCheck.check(context);
        CriteriaCheck.check(context);
        AnalysisCheck.check(context);
        BenchmarkCheck.check(context);
        DesignCheck.check(context);
        EconomicsCheck.check(context);
        SocietyCheck.check(context);
        return context.problems().list().stream().filter(p -> certain(p, plan)).toList();
    }

    /** Where a name or a level could not be read, an expression that uses an unknown one may mean it. */
    private static boolean certain(Problem problem, Protocol plan) {
        if (problem.code() == ExpressionError.UNKNOWN_VARIABLE) {
            return !Mender.anyUnknown(variables(plan).map(Variable::name).toList());
        }
        if (problem.code() == ExpressionError.UNKNOWN_LEVEL) {
            return !Mender.anyUnknown(variables(plan)
                    .flatMap(v -> v.levels().stream())
                    .map(Variable.Level::value)
                    .toList());
        }
        return true;
    }

    private static Stream<Variable> variables(Protocol plan) {
        Stream<Variable> trial =
                plan.analysis().benchmark().map(Benchmark::variables).stream().flatMap(List::stream);
        Stream<Variable> designs = plan.analysis().tables().stream().flatMap(t -> t.variables().stream());
        return Stream.of(plan.variables().stream(), trial, designs).flatMap(s -> s);
    }
}
