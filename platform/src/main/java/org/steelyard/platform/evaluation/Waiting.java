package org.steelyard.platform.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Person;

/**
 * What waits for somebody: acts that move an evaluation on, and acts that leave it where it is but that somebody asked for: a
 * decision on a request, documents, an expert's own review, the extraction of whoever holds the data, what patients think.
 */
public final class Waiting {

    /** What decides on a request, and what makes one; each request has one decision. */
    private static final Map<String, String> DECISIONS =
            Map.of("decide-support", "ask-support", "decide-amendment", "propose-amendment");

    /** Each person is asked once. */
    private static final Set<String> OWN = Set.of("submit-review", "patient-input");

    /** All acts of which one has to know whether they happened, and by whom. */
    public static final Set<String> ASKED = Stream.of(
                    DECISIONS.keySet().stream(),
                    DECISIONS.values().stream(),
                    OWN.stream(),
                    Stream.of("request-documents", "supply-documents", "log-extraction"))
            .flatMap(all -> all)
            .collect(Collectors.toUnmodifiableSet());

    private Waiting() {}

    /** A filing without its contents. */
    public record Filed(String act, Role role, String account) {}

    /** Whether the act can wait for anybody at all: what ends an evaluation early is always possible; it is not what waits. */
    public static boolean isPossible(Act act, Role role) {
        boolean ends = act.to()
                .filter(s -> s.isEnd() || s.name().startsWith("TERMINATION"))
                .isPresent();
        boolean extracts = act.id().equals("log-extraction") && role == Role.DATA_PROVIDER;
        return (act.moves() && !ends)
                || extracts
                || DECISIONS.containsKey(act.id())
                || OWN.contains(act.id())
                || act.id().equals("supply-documents");
    }

    /** @param filed what was filed of the acts in {@link #ASKED}, in its order */
    public static boolean waits(Act act, Role role, Person person, List<Filed> filed) {
        if (!isPossible(act, role)) {
            return false;
        }
        String id = act.id();
        if (DECISIONS.containsKey(id)) {
            return count(filed, f -> f.act().equals(DECISIONS.get(id)))
                    > count(filed, f -> f.act().equals(id));
        }
        if (OWN.contains(id)) {
            return count(filed, f -> f.act().equals(id) && f.account().equals(person.id())) == 0;
        }
        return switch (id) {
            case "supply-documents" -> last(filed, "request-documents") > last(filed, id);
            case "log-extraction" -> count(filed, f -> f.act().equals(id) && f.role() == role) == 0;
            default -> true;
        };
    }

    private static long count(List<Filed> filed, Predicate<Filed> which) {
        return filed.stream().filter(which).count();
    }

    private static int last(List<Filed> filed, String act) {
        return filed.stream().map(Filed::act).toList().lastIndexOf(act);
    }
}
