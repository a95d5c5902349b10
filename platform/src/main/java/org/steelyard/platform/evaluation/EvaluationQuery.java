package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.platform.account.Person;

/**
 * Which evaluations a list shows, as a condition of the database: the same rule that {@link Case#relation} states for one
 * evaluation, so that a list costs two queries however many evaluations there are.
 */
public final class EvaluationQuery {

    private final List<String> conditions;
    private final Map<String, Object> values;

    private EvaluationQuery(List<String> conditions, Map<String, Object> values) {
        this.conditions = List.copyOf(conditions);
        this.values = Map.copyOf(values);
    }

    public static EvaluationQuery all() {
        return new EvaluationQuery(List.of(), Map.of());
    }

    private EvaluationQuery and(String condition, Map<String, Object> more) {
        List<String> both = new ArrayList<>(conditions);
        both.add(condition);
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new EvaluationQuery(both, all);
    }

    /** Part of a number, a title, an item code or a disease, whatever the case. */
    public EvaluationQuery text(Optional<String> part) {
        return part.filter(p -> !p.isBlank())
                .map(p -> and(
                        "(LOWER(e.number) LIKE :q ESCAPE '!' OR LOWER(e.title_zh) LIKE :q ESCAPE '!'"
                                + " OR LOWER(e.title_en) LIKE :q ESCAPE '!' OR LOWER(e.disease) LIKE :q ESCAPE '!'"
                                + " OR LOWER(e.item_codes) LIKE :q ESCAPE '!')",
                        Map.of("q", pattern(p))))
                .orElse(this);
    }

    public EvaluationQuery state(Optional<State> state) {
        return state.map(s -> in(Set.of(s))).orElse(this);
    }

    public EvaluationQuery stage(Optional<Integer> stage) {
        return stage.map(number -> in(Arrays.stream(State.values())
                        .filter(s -> s.stage().number() == number)
                        .toList()))
                .orElse(this);
    }

    public EvaluationQuery in(Collection<State> states) {
        String name = "states" + conditions.size();
        List<String> names = states.stream().map(State::name).sorted().toList();
        return names.isEmpty() ? and("1 = 0", Map.of()) : and("e.state IN (:" + name + ")", Map.of(name, names));
    }

    /** @param column one of ours, never what somebody typed */
    public EvaluationQuery is(String column, Optional<String> value) {
        return value.filter(v -> !v.isBlank())
                .map(v -> and("e." + column + " = :" + column, Map.of(column, v)))
                .orElse(this);
    }

    /** A list of the evaluation that has the value as one of its entries. */
    public EvaluationQuery holds(String column, Optional<String> value) {
        char separator = EvaluationStore.SEPARATOR.charAt(0);
        return value.filter(v -> !v.isBlank())
                .map(v -> and(
                        "('" + separator + "' || e." + column + " || '" + separator + "') LIKE :" + column
                                + " ESCAPE '!'",
                        Map.of(column, "%" + separator + escaped(v) + separator + "%")))
                .orElse(this);
    }

    public EvaluationQuery contains(String column, Optional<String> part) {
        return part.filter(p -> !p.isBlank())
                .map(p -> and("LOWER(e." + column + ") LIKE :" + column + " ESCAPE '!'", Map.of(column, pattern(p))))
                .orElse(this);
    }

    /** Those in which the person or his organisation has a part; found by the index of parties, not by looking at each. */
    public EvaluationQuery takesPart(Person person) {
        return and(
                "e.id IN (SELECT evaluation_id FROM party WHERE account_id = :partOf"
                        + " UNION SELECT evaluation_id FROM party WHERE organisation_id = :partOfHouse)",
                Map.of("partOf", person.id(), "partOfHouse", person.organisation()));
    }

    /** What the person may do in one of his roles by one of the acts: of acts of reading, what he may read. */
    public EvaluationQuery visibleTo(Person person, List<Act> readings) {
        if (!person.isSignedIn()) {
            return and("1 = 0", Map.of());
        }
        List<String> ways = new ArrayList<>();
        Map<String, Object> more = new LinkedHashMap<>(Map.of("me", person.id(), "house", person.organisation()));
        for (Act reading : readings) {
            for (Role role : person.roles().stream().sorted().toList()) {
                relations(role, reading).ifPresent(way -> ways.add("(" + way + inStates(reading, more) + ")"));
            }
        }
        return ways.isEmpty() ? and("1 = 0", Map.of()) : and("(" + String.join(" OR ", ways) + ")", more);
    }

    private static String inStates(Act reading, Map<String, Object> more) {
        if (reading.from().size() == State.values().length) {
            return "";
        }
        String name = "from" + more.size();
        more.put(name, reading.from().stream().map(State::name).sorted().toList());
        return " AND e.state IN (:" + name + ")";
    }

    private static Optional<String> relations(Role role, Act reading) {
        Set<Relation> allowed = EnumSet.noneOf(Relation.class);
        Arrays.stream(Relation.values()).filter(r -> reading.permits(role, r)).forEach(allowed::add);
        allowed.remove(Relation.NONE);
        boolean personal = Case.isPersonal(role);
        String own = takesPart(role, "v.account_id = :me");
        String house = personal ? "1 = 0" : takesPart(role, "v.organisation_id = :house");
        List<String> ways = new ArrayList<>();
        for (Relation relation : allowed) {
            ways.add(
                    switch (relation) {
                        case OWN -> own;
                        case ORGANISATION -> "(NOT " + own + " AND " + house + ")";
                        case OTHER -> "(NOT " + own + " AND NOT " + house + ")";
                        case NONE -> "1 = 0";
                    });
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(" OR ", ways) + ")");
    }

    private static String takesPart(Role role, String who) {
        return "(EXISTS (SELECT 1 FROM party v WHERE v.evaluation_id = e.id AND v.role = '" + role.name() + "' AND "
                + who + "))";
    }

    /** The whole statement with its values. */
    JdbcClient.StatementSpec on(JdbcClient jdbc, String select, String end) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return jdbc.sql(select + where + end).params(values);
    }

    private static String pattern(String part) {
        return "%" + escaped(part.toLowerCase(Locale.ROOT)) + "%";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace("\0", "");
    }
}
