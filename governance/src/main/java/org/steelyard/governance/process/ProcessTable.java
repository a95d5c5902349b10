package org.steelyard.governance.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.governance.process.Act.Permission;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** The acts, in the order of the table. What no row allows is forbidden. */
public final class ProcessTable {

    private static final String RESOURCE = "/governance/acts.csv";
    private static final int COLUMNS = 7;
    private static final String BACK = "BACK";

    private final Map<String, Act> acts;

    private ProcessTable(Map<String, Act> acts) {
        this.acts = acts;
    }

    /** The table that ships. */
    public static ProcessTable standard() {
        try (InputStream in = Objects.requireNonNull(ProcessTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param csv with the header {@code act,from,to,who,conditions,zh,en}; texts hold no comma; {@code BACK} is the state
     *     before the present one
     * @throws IllegalArgumentException naming the line that cannot be read
     */
    static ProcessTable parse(String csv) {
        Map<String, Act> acts = new LinkedHashMap<>();
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines.subList(1, lines.size())) {
            Act act = read(line);
            if (acts.put(act.id(), act) != null) {
                throw new IllegalArgumentException("two rows for " + act.id());
            }
        }
        return new ProcessTable(acts);
    }

    private static Act read(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("not " + COLUMNS + " columns: " + line);
        }
        return new Act(
                cells[0],
                states(cells[1]),
                cells[2].isEmpty() || cells[2].equals(BACK) ? Optional.empty() : Optional.of(State.valueOf(cells[2])),
                cells[2].equals(BACK),
                parts(cells[3], ";").map(ProcessTable::permission).toList(),
                Set.copyOf(parts(cells[4], ";").map(Condition::valueOf).toList()),
                Text.of(cells[5], cells[6]));
    }

    private static Set<State> states(String cell) {
        return cell.equals("*")
                ? EnumSet.allOf(State.class)
                : Set.copyOf(parts(cell, "\\|").map(State::valueOf).toList());
    }

    private static Permission permission(String text) {
        String[] parts = text.split("@", -1);
        return new Permission(Role.valueOf(parts[0]), Relation.valueOf(parts[1]));
    }

    private static Stream<String> parts(String cell, String separator) {
        return Arrays.stream(cell.split(separator, -1)).filter(part -> !part.isEmpty());
    }

    public List<Act> acts() {
        return List.copyOf(acts.values());
    }

    /** @throws IllegalArgumentException when there is no such act: a fault of the program, not of a user */
    public Act act(String id) {
        Act act = acts.get(id);
        if (act == null) {
            throw new IllegalArgumentException("no act " + id);
        }
        return act;
    }

    public boolean has(String id) {
        return acts.containsKey(id);
    }

    /**
     * Whether an act may happen. Permission is looked at before the state, and the state before conditions, so that nobody
     * learns anything about an evaluation that he may not see. Of an act that goes back the caller knows where to; the verdict
     * names the present state.
     */
    public Verdict judge(Question question) {
        Act act = act(question.act());
        if (!act.permits(question.role(), question.relation())) {
            return new Verdict.Forbidden();
        }
        Optional<Text> recusal = Recusal.against(act, question);
        if (recusal.isPresent()) {
            return new Verdict.Recused(recusal.get());
        }
        if (act.begins() != question.state().isEmpty()
                || question.state().filter(s -> !act.from().contains(s)).isPresent()) {
            return new Verdict.WrongState(act.from().stream().sorted().toList());
        }
        List<Condition> missing = act.conditions().stream()
                .filter(condition -> !question.holds().contains(condition))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            return new Verdict.Unmet(missing);
        }
        return new Verdict.Allowed(act.to().or(question::state).orElseThrow());
    }

    /**
     * @param state empty when there is no evaluation yet
     * @param held roles that the person and his organisation already have in this evaluation
     * @param holds conditions that hold
     */
    public record Question(
            String act, Optional<State> state, Role role, Relation relation, Set<Role> held, Set<Condition> holds) {
        public Question {
            held = Set.copyOf(held);
            holds = Set.copyOf(holds);
        }
    }

    /**
     * What somebody could do in a state, conditions left aside: what a screen offers.
     *
     * @param held roles that the person and his organisation already have in this evaluation
     */
    public List<Act> offered(State state, Role role, Relation relation, Set<Role> held) {
        return acts.values().stream()
                .filter(act -> act.from().contains(state) && act.permits(role, relation))
                .filter(act -> Recusal.against(
                                act, new Question(act.id(), Optional.of(state), role, relation, held, Set.of()))
                        .isEmpty())
                .toList();
    }

    /** States from which an act leads into this one. */
    private List<State> before(State state) {
        return acts.values().stream()
                .filter(act -> act.to().filter(to -> to == state).isPresent())
                .flatMap(act -> act.from().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** A Mermaid state diagram of the acts that move an evaluation. */
    public String diagram(Lang lang) {
        List<String> lines = new ArrayList<>(List.of("stateDiagram-v2"));
        for (State state : State.values()) {
            lines.add("  " + state + ": " + state.stage().number() + " "
                    + state.label().in(lang));
        }
        for (Act act : acts.values()) {
            act.from().stream()
                    .filter(from -> act.goesBack())
                    .sorted()
                    .forEach(from -> before(from)
                            .forEach(to -> lines.add("  " + from + " --> " + to + " : "
                                    + act.label().in(lang))));
            act.to().ifPresent(to -> {
                String label = " : " + act.label().in(lang);
                if (act.begins()) {
                    lines.add("  [*] --> " + to + label);
                }
                act.from().stream().sorted().forEach(from -> lines.add("  " + from + " --> " + to + label));
            });
        }
        for (State state : State.values()) {
            if (state.isEnd()) {
                lines.add("  " + state + " --> [*]");
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
