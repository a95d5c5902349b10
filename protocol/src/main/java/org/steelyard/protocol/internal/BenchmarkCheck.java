package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.Reference;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;

/** A trial laid beside the plan's answer: its own source and dictionary, the same names of exposure and outcomes. */
final class BenchmarkCheck {

    private static final String AT = "analysis.benchmark";

    private BenchmarkCheck() {}

    static void check(PlanContext context) {
        context.plan().analysis().benchmark().ifPresent(benchmark -> one(context, benchmark));
    }

    private static void one(PlanContext context, Benchmark benchmark) {
        source(context, benchmark);
        List<String> references =
                context.plan().references().stream().map(Reference::id).toList();
        context.resolves(benchmark.reference(), references, AT + ".reference", Words.REFERENCE);
        context.analyses(benchmark.analyses(), AT + ".analyses");
        VariableCheck.check(context, benchmark.variables(), AT + ".variables");
        CriteriaCheck.both(context, benchmark.inclusion(), benchmark.exclusion(), benchmark.variables(), AT);
        variables(context, benchmark);
    }

    private static void source(PlanContext context, Benchmark benchmark) {
        List<String> sources =
                context.plan().data().sources().stream().map(Source::id).toList();
        context.resolves(benchmark.source(), sources, AT + ".source", Words.SOURCE);
        if (sources.getFirst().equals(benchmark.source())) {
            context.add(
                    ProtocolError.UNKNOWN_REFERENCE,
                    AT + ".source",
                    Text.of(
                            "第一个数据来源是主数据，不能同时作为试验基准。",
                            "The first source holds the plan's own patients; it cannot be the benchmark too."),
                    Text.of("另列试验数据来源。", "List the trial's data as a source of its own."));
        }
    }

    private static void variables(PlanContext context, Benchmark benchmark) {
        same(context, benchmark, context.plan().exposure().variable(), Set.of(Type.BINARY), Words.EXPOSURE);
        benchmark.analyses().stream()
                .flatMap(id -> context.plan().analysis().analyses().stream().filter(a -> a.id().equals(id)))
                .flatMap(a -> context.outcome(a.outcome()).stream())
                .distinct()
                .forEach(outcome -> outcome(context, benchmark, outcome));
    }

    private static void outcome(PlanContext context, Benchmark benchmark, Outcome outcome) {
        Set<Type> numbers = Set.of(Type.NUMBER, Type.INTEGER);
        Stream.concat(outcome.event().stream(), binary(outcome))
                .forEach(name -> same(context, benchmark, name, Set.of(Type.BINARY), Words.EVENT));
        Stream.concat(outcome.time().stream(), continuous(outcome))
                .forEach(name -> same(context, benchmark, name, numbers, Words.TIME));
    }

    private static Stream<String> binary(Outcome outcome) {
        return outcome.type() == Outcome.OutcomeType.BINARY ? outcome.variable().stream() : Stream.empty();
    }

    private static Stream<String> continuous(Outcome outcome) {
        return outcome.type() == Outcome.OutcomeType.CONTINUOUS ? outcome.variable().stream() : Stream.empty();
    }

    private static void same(PlanContext context, Benchmark benchmark, String name, Set<Type> types, Text use) {
        List<String> names = benchmark.variables().stream().map(Variable::name).toList();
        if (context.resolves(name, names, AT + ".variables", Text.of("试验变量", "variable of the trial"))) {
            Variable variable = PlanContext.find(benchmark.variables(), name).orElseThrow();
            context.fits(variable, types, AT + ".variables[" + names.indexOf(name) + "].type", use);
        }
    }
}
