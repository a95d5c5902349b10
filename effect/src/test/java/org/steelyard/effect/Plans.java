package org.steelyard.effect;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Records;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;

/** Small plans and tables for tests. Only what the engine reads is meaningful. */
final class Plans {

    static final String TREATED = "treated";

    private final List<Variable> variables = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Analysis> analyses = new ArrayList<>();
    private final List<Subgroup> subgroups = new ArrayList<>();
    private final List<DesignPlan> designs = new ArrayList<>();
    private List<String> covariates = List.of();
    private Missing missing = new Missing(Missing.Method.COMPLETE_CASE, 1, 1, Text.same("-"));
    private Optional<Benchmark> benchmark = Optional.empty();
    private String exposure = TREATED;
    private int bootstrap = 200;

    static EffectSettings settings() {
        return EffectSettings.of(new Provenance(List.of(), Digest.of("plan"), "test", "test 0", 20261122));
    }

    Plans exposure(String name) {
        exposure = name;
        return this;
    }

    Plans covariates(String... names) {
        covariates = List.of(names);
        for (String n : names) {
            variables.add(variable(n));
        }
        return this;
    }

    /** A first measurement of an outcome, adjusted for. */
    Plans baseline(String name) {
        variables.add(Records.with(variable(name), Map.of("role", Variable.Role.OUTCOME)));
        covariates = Stream.concat(covariates.stream(), Stream.of(name)).toList();
        return this;
    }

    Plans bootstrap(int replicates) {
        bootstrap = replicates;
        return this;
    }

    Plans imputing(int m, int iterations) {
        missing = new Missing(Missing.Method.MULTIPLE_IMPUTATION, m, iterations, Text.same("-"));
        return this;
    }

    Plans weighingForMissing(String... predictors) {
        missing = new Missing(Missing.Method.INVERSE_PROBABILITY, 1, 1, List.of(predictors), Text.same("-"));
        return this;
    }

    Plans outcome(Outcome outcome) {
        outcomes.add(outcome);
        return this;
    }

    Plans binary(String id) {
        outcomes.add(outcome(id, OutcomeType.BINARY, Optional.empty()));
        return this;
    }

    Plans continuous(String id) {
        outcomes.add(outcome(id, OutcomeType.CONTINUOUS, Optional.empty()));
        return this;
    }

    /** Columns {@code id-time} and {@code id-event}. */
    Plans survival(String id, double horizon) {
        return survival(id, id + "-time", id + "-event", Optional.of(horizon));
    }

    Plans survival(String id, String time, String event, Optional<Double> horizon) {
        outcomes.add(new Outcome(
                id,
                Text.same(id),
                OutcomeType.TIME_TO_EVENT,
                Optional.empty(),
                Optional.of(time),
                Optional.of(event),
                Optional.of(TimeUnit.DAY),
                horizon,
                Optional.empty(),
                true,
                Text.same(id)));
        return this;
    }

    static Outcome outcome(String id, OutcomeType type, Optional<Double> horizon) {
        return new Outcome(
                id,
                Text.same(id),
                type,
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                horizon,
                Optional.of(Text.same("unit")),
                true,
                Text.same(id));
    }

    /** A builder's shorthand: role, id, outcome, adjustment, target. */
    record Spec(AnalysisRole role, String id, String outcome, Adjustment adjustment, Target target) {

        static Spec primary(String id, String outcome, Adjustment adjustment, Target target) {
            return new Spec(AnalysisRole.PRIMARY, id, outcome, adjustment, target);
        }

        static Spec sensitivity(String id, String outcome, Adjustment adjustment, Target target) {
            return new Spec(AnalysisRole.SENSITIVITY, id, outcome, adjustment, target);
        }

        Analysis with(Measure... measures) {
            return full(List.of(measures), Optional.empty(), Optional.empty());
        }

        Analysis trimmed(double lower, double upper, Measure... measures) {
            return full(List.of(measures), Optional.empty(), Optional.of(new Trim(lower, upper)));
        }

        Analysis matched(double caliper, Matching.Order order, Measure... measures) {
            return full(
                    List.of(measures),
                    Optional.of(new Matching(caliper > 0 ? Optional.of(caliper) : Optional.empty(), order, false)),
                    Optional.empty());
        }

        private Analysis full(List<Measure> measures, Optional<Matching> matching, Optional<Trim> trim) {
            return new Analysis(
                    id,
                    role,
                    outcome,
                    adjustment,
                    target,
                    measures,
                    List.of(),
                    matching,
                    trim,
                    Text.same(id),
                    List.of(),
                    true);
        }
    }

    Plans analysis(Analysis analysis) {
        analyses.add(analysis);
        return this;
    }

    Plans design(String id, String outcome, DesignMethod method) {
        designs.add(new DesignPlan(id, AnalysisRole.PRIMARY, outcome, Optional.empty(), method, Text.same(id), false));
        return this;
    }

    Plans subgroup(String variable, String... of) {
        subgroups.add(new Subgroup(variable, Text.same("-"), List.of(of)));
        return this;
    }

    Plans benchmark(String... of) {
        benchmark = Optional.of(new Benchmark(
                Text.same("trial"), Text.same("trial"), "ref", "trial", List.of(), List.of(), List.of(), List.of(of)));
        return this;
    }

    static Variable variable(String name) {
        return new Variable(
                name,
                Text.same(name),
                Variable.Role.COVARIATE,
                Variable.Type.NUMBER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Protocol build() {
        Text t = Text.same("-");
        AnalysisPlan plan = new AnalysisPlan(
                1,
                0.95,
                t,
                t,
                missing,
                covariates,
                analyses,
                subgroups,
                benchmark,
                0.1,
                bootstrap,
                List.of(),
                designs,
                List.of());
        return new Protocol(
                "steelyard-protocol/1",
                "test",
                "1.0",
                t,
                LocalDate.of(2026, 1, 1),
                List.of(),
                Optional.empty(),
                Protocol.Scenario.PRICING,
                Protocol.ObjectType.DRUG,
                new Protocol.Management(
                        Protocol.Management.Items.SINGLE,
                        Protocol.Management.Timing.RETROSPECTIVE,
                        Protocol.Management.Pace.ROUTINE,
                        Optional.empty(),
                        t),
                new Protocol.Background(t, t, t, t, t),
                new Protocol.ResearchPlan(
                        List.of(),
                        List.of(),
                        List.of(),
                        Protocol.ResearchPlan.Centres.SINGLE,
                        t,
                        false,
                        Optional.empty()),
                new Protocol.Population(t, t, t, t, t, t, List.of(), List.of()),
                new Protocol.Intervention(t, t, List.of()),
                new Protocol.Comparator(
                        Protocol.Comparator.Level.USUAL_CARE, Optional.empty(), t, t, t, Optional.empty()),
                List.of(),
                new Protocol.Design(t, t, t, t, t),
                new Protocol.DataPlan(List.of(), List.of(), t, t, t, t, t),
                List.of(),
                Optional.empty(),
                variables,
                new Protocol.Exposure(exposure, t, t),
                outcomes,
                plan,
                Optional.empty(),
                Optional.empty(),
                new Protocol.QualityPlan(t, 0.9, List.of(), List.of(), List.of()),
                new Protocol.Ethics(t, Optional.empty(), t, t, t),
                new Protocol.Stakeholders(
                        t,
                        Protocol.Stakeholders.InitiatorClass.RESEARCH_BODY,
                        t,
                        false,
                        true,
                        t,
                        Optional.empty(),
                        List.of(),
                        false,
                        List.of(),
                        t,
                        t),
                new Protocol.Discussion(t, t, t, List.of()),
                List.of(),
                List.of());
    }

    static AnalysisTable table(Column... columns) {
        long[] rows = new long[columns[0].rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i + 2L;
        }
        return new AnalysisTable("test", rows, List.of(columns));
    }

    static Column.Binary binary(String name, boolean[] flags) {
        byte[] values = new byte[flags.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (flags[i] ? 1 : 0);
        }
        return new Column.Binary(name, values);
    }
}
