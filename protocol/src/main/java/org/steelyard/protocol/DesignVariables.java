package org.steelyard.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.protocol.Variable.Type;

/** Which variables a design reads, where the plan names them, and of what types they may be. */
public final class DesignVariables {

    private static final Set<Type> BINARY = Set.of(Type.BINARY);
    private static final Set<Type> NUMBERS = Set.of(Type.NUMBER, Type.INTEGER);
    private static final Set<Type> WHOLE = Set.of(Type.INTEGER, Type.NUMBER);
    private static final Set<Type> TERMS = Set.of(Type.NUMBER, Type.INTEGER, Type.BINARY, Type.CATEGORY);
    private static final Set<Type> VALUES = Set.of(Type.NUMBER, Type.INTEGER, Type.BINARY);
    private static final Set<Type> TREATMENT = Set.of(Type.NUMBER, Type.INTEGER, Type.BINARY);
    private static final Set<Type> UNITS = Set.of(Type.TEXT, Type.INTEGER, Type.NUMBER, Type.CATEGORY);
    private static final Set<Type> CATEGORY = Set.of(Type.CATEGORY);

    /** @param field below the method, such as {@code covariates[1]} */
    public record Use(String field, String variable, Set<Type> types) {}

    private DesignVariables() {}

    /** Names in the method of the design, in the order of its fields. */
    public static List<Use> of(DesignMethod method) {
        return switch (method) {
            case DesignMethod.InterruptedTimeSeries m ->
                new Uses()
                        .one("time", m.time(), NUMBERS)
                        .one("after", m.after(), BINARY)
                        .maybe("seasonTime", m.seasonTime(), NUMBERS)
                        .maybe("exposure", m.exposure(), NUMBERS)
                        .maybe("control", m.control(), NUMBERS)
                        .maybe("controlExposure", m.controlExposure(), NUMBERS)
                        .list();
            case DesignMethod.BeforeAfter m ->
                new Uses()
                        .one("after", m.after(), BINARY)
                        .maybe("unit", m.unit(), UNITS)
                        .maybe("exposure", m.exposure(), NUMBERS)
                        .list();
            case DesignMethod.DifferenceInDifferences m ->
                new Uses()
                        .one("unit", m.unit(), UNITS)
                        .one("treated", m.treated(), BINARY)
                        .one("after", m.after(), BINARY)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.StaggeredAdoption m ->
                new Uses()
                        .one("unit", m.unit(), UNITS)
                        .one("time", m.time(), WHOLE)
                        .one("firstTreated", m.firstTreated(), WHOLE)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.SyntheticControl m ->
                new Uses()
                        .one("unit", m.unit(), UNITS)
                        .one("time", m.time(), NUMBERS)
                        .one("treated", m.treated(), BINARY)
                        .many("predictors", m.predictors(), VALUES)
                        .list();
            case DesignMethod.RegressionDiscontinuity m ->
                new Uses()
                        .one("running", m.running(), NUMBERS)
                        .maybe("received", m.received(), VALUES)
                        .many("placebo", m.placebo(), VALUES)
                        .list();
            case DesignMethod.InstrumentalVariable m ->
                new Uses()
                        .one("treatment", m.treatment(), TREATMENT)
                        .many("instruments", m.instruments(), TERMS)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.SelfControlledCaseSeries m -> caseSeries(m);
            case DesignMethod.SequentialTrials m ->
                periods(m.person(), m.period(), m.treated())
                        .one("eligible", m.eligible(), BINARY)
                        .maybe("censored", m.censored(), BINARY)
                        .many("covariates", m.covariates(), TERMS)
                        .many("numerator", m.numerator(), TERMS)
                        .many("denominator", m.denominator(), TERMS)
                        .list();
            case DesignMethod.CloneCensorWeight m ->
                new Uses()
                        .one("start", m.start(), NUMBERS)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.MarginalStructuralModel m ->
                periods(m.person(), m.period(), m.treated())
                        .maybe("censored", m.censored(), BINARY)
                        .many("baseline", m.baseline(), TERMS)
                        .many("timeVarying", m.timeVarying(), TERMS)
                        .list();
            case DesignMethod.GFormula m ->
                periods(m.person(), m.period(), m.treated())
                        .many("baseline", m.baseline(), TERMS)
                        .many("timeVarying", m.timeVarying(), VALUES)
                        .list();
            case DesignMethod.ExternalControl m ->
                new Uses()
                        .one("treated", m.treated(), BINARY)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.Transport m ->
                new Uses()
                        .one("study", m.study(), BINARY)
                        .one("treated", m.treated(), BINARY)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.SeveralArms m ->
                new Uses()
                        .one("arm", m.arm(), CATEGORY)
                        .many("covariates", m.covariates(), TERMS)
                        .list();
            case DesignMethod.Pooling m ->
                new Uses()
                        .maybe("site", m.site(), CATEGORY)
                        .maybe("estimate", m.estimate(), NUMBERS)
                        .maybe("standardError", m.standardError(), NUMBERS)
                        .list();
        };
    }

    private static Uses periods(String person, String period, String treated) {
        return new Uses()
                .one("person", person, UNITS)
                .one("period", period, WHOLE)
                .one("treated", treated, BINARY);
    }

    private static List<Use> caseSeries(DesignMethod.SelfControlledCaseSeries m) {
        return new Uses()
                .one("person", m.person(), UNITS)
                .maybe("length", m.length(), NUMBERS)
                .many("exposed", m.exposed(), TERMS)
                .many("ages", m.ages(), TERMS)
                .maybe("start", m.start(), NUMBERS)
                .maybe("end", m.end(), NUMBERS)
                .maybe("exposure", m.exposure(), NUMBERS)
                .list();
    }

    /** What the outcome of a design is read from, under the outcome's own field names. */
    public static List<Use> of(DesignMethod method, Outcome outcome) {
        return switch (method) {
            case DesignMethod.Pooling _ -> List.of();
            case DesignMethod.CloneCensorWeight _ ->
                new Uses()
                        .maybe("time", outcome.time(), NUMBERS)
                        .maybe("event", outcome.event(), BINARY)
                        .list();
            case DesignMethod.SequentialTrials _, DesignMethod.MarginalStructuralModel _, DesignMethod.GFormula _ ->
                new Uses().maybe("variable", outcome.variable(), BINARY).list();
            default -> new Uses().maybe("variable", outcome.variable(), VALUES).list();
        };
    }

    /** Every variable of the table that the design needs, once. */
    public static List<String> names(DesignPlan design, Protocol plan) {
        Stream<Use> outcome = plan.outcomes().stream()
                .filter(o -> o.id().equals(design.outcome()))
                .flatMap(o -> of(design.method(), o).stream());
        Stream<String> named =
                Stream.concat(of(design.method()).stream(), outcome).map(Use::variable);
        return Stream.concat(named, ofArmEconomics(design.method(), plan))
                .distinct()
                .toList();
    }

    /** What cost and effect of several arms are read from. */
    private static Stream<String> ofArmEconomics(DesignMethod method, Protocol plan) {
        if (!(method instanceof DesignMethod.SeveralArms m) || m.economics().isEmpty()) {
            return Stream.empty();
        }
        DesignMethod.ArmEconomics e = m.economics().get();
        return plan.outcomes().stream()
                .filter(o -> e.costs().contains(o.id()) || e.effects().contains(o.id()))
                .flatMap(o -> o.needed().stream());
    }

    private static final class Uses {
        private final List<Use> uses = new ArrayList<>();

        Uses one(String field, String variable, Set<Type> types) {
            uses.add(new Use(field, variable, types));
            return this;
        }

        Uses maybe(String field, Optional<String> variable, Set<Type> types) {
            variable.ifPresent(v -> one(field, v, types));
            return this;
        }

        Uses many(String field, List<String> variables, Set<Type> types) {
            for (int i = 0; i < variables.size(); i++) {
                one(field + "[" + i + "]", variables.get(i), types);
            }
            return this;
        }

        List<Use> list() {
            return List.copyOf(uses);
        }
    }
}
