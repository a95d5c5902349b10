package org.steelyard.protocol.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Level;
import org.steelyard.protocol.Variable.Role;
import org.steelyard.protocol.Variable.Type;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;

/**
 * The columns of the table that a cohort section makes, as rows of a dictionary: first what every cohort has, then the
 * outcomes, the covariates and the features in the plan's order.
 */
public final class CohortColumns {

    /** Names one row: the person, the index date and the arm. */
    public static final String ROW_KEY = "row_key";

    public static final String PERSON = "person";
    public static final String TREATED = "treated";
    public static final String INDEX_DATE = "index_date";

    /** Days of the time at risk, its first and last day included. */
    public static final String DAYS_AT_RISK = "days_at_risk";

    /** Number of the trial, from 1, of repeated trials; 1 otherwise. */
    public static final String TRIAL = "trial";

    /** What the name of an event's time is made of: the name of the event and this. */
    public static final String DAYS_SUFFIX = "_days";

    private CohortColumns() {}

    public static List<Variable> of(EventCohort cohort) {
        List<Variable> out = new ArrayList<>(common());
        cohort.outcomes().forEach(m -> out.addAll(outcome(m)));
        cohort.covariates().forEach(m -> out.add(covariate(m)));
        cohort.features().forEach(f -> out.addAll(features(f)));
        return List.copyOf(out);
    }

    /** Names of a feature set's columns. */
    public static List<String> names(FeatureSet set) {
        return IntStream.rangeClosed(1, set.top())
                .mapToObj(rank -> set.name() + "_" + rank)
                .toList();
    }

    private static List<Variable> common() {
        return List.of(
                plain(ROW_KEY, Text.of("行标识", "Row"), Role.IDENTIFIER, Type.TEXT),
                plain(PERSON, Text.of("人员假名", "Pseudonym of the person"), Role.AUXILIARY, Type.TEXT),
                flag(TREATED, Text.of("干预组", "Treated"), Role.EXPOSURE),
                plain(INDEX_DATE, Text.of("指标日", "Index date"), Role.AUXILIARY, Type.DATE),
                plain(DAYS_AT_RISK, Text.of("在险天数", "Days at risk"), Role.AUXILIARY, Type.INTEGER),
                plain(TRIAL, Text.of("试验序号", "Number of the trial"), Role.AUXILIARY, Type.INTEGER));
    }

    private static List<Variable> outcome(EventMeasure m) {
        return switch (m.kind()) {
            case TIME_TO_EVENT ->
                List.of(
                        flag(m.name(), m.label(), Role.EVENT),
                        plain(
                                m.name() + DAYS_SUFFIX,
                                Text.of(m.label().zh() + "：随访天数", m.label().en() + ": days"),
                                Role.TIME,
                                Type.INTEGER));
            case ANY, READMISSION -> List.of(flag(m.name(), m.label(), Role.OUTCOME));
            case COUNT, RECURRENT, INPATIENT_DAYS -> List.of(plain(m.name(), m.label(), Role.OUTCOME, Type.INTEGER));
            default -> List.of(plain(m.name(), m.label(), Role.OUTCOME, Type.NUMBER));
        };
    }

    private static Variable covariate(EventMeasure m) {
        return switch (m.kind()) {
            case SEX ->
                category(
                        m,
                        List.of(new Level("female", Text.of("女", "Female")), new Level("male", Text.of("男", "Male"))));
            case INSURANCE, INSTITUTION_LEVEL ->
                category(
                        m,
                        m.values().stream().map(v -> new Level(v, Text.same(v))).toList());
            case ANY, READMISSION, TIME_TO_EVENT -> flag(m.name(), m.label(), Role.COVARIATE);
            case VALUE, COST -> plain(m.name(), m.label(), Role.COVARIATE, Type.NUMBER);
            default -> plain(m.name(), m.label(), Role.COVARIATE, Type.INTEGER);
        };
    }

    private static List<Variable> features(FeatureSet set) {
        List<String> names = names(set);
        return IntStream.range(0, names.size())
                .mapToObj(i -> {
                    Text label = Text.of(
                            set.label().zh() + "：第 " + (i + 1) + " 常见",
                            set.label().en() + ": number " + (i + 1));
                    return set.value() == FeatureSet.FeatureValue.ANY
                            ? flag(names.get(i), label, Role.COVARIATE)
                            : plain(names.get(i), label, Role.COVARIATE, Type.INTEGER);
                })
                .toList();
    }

    /** Whether a kind gives one of several levels. */
    public static boolean isCategory(MeasureKind kind) {
        return kind == MeasureKind.SEX || kind == MeasureKind.INSURANCE || kind == MeasureKind.INSTITUTION_LEVEL;
    }

    private static Variable flag(String name, Text label, Role role) {
        return make(name, label, role, Type.BINARY, List.of());
    }

    private static Variable category(EventMeasure m, List<Level> levels) {
        return make(m.name(), m.label(), Role.COVARIATE, Type.CATEGORY, levels);
    }

    private static Variable plain(String name, Text label, Role role, Type type) {
        return make(name, label, role, type, List.of());
    }

    private static Variable make(String name, Text label, Role role, Type type, List<Level> levels) {
        boolean binary = type == Type.BINARY;
        return new Variable(
                name,
                label,
                role,
                type,
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                levels,
                binary ? List.of("1") : List.of(),
                binary ? List.of("0") : List.of(),
                List.of(""),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
