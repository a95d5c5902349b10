package org.steelyard.governance.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Text;

/**
 * One row of the process table.
 *
 * @param id what routes, ledger entries and tests call it
 * @param from states in which it may happen; none for the act that begins an evaluation
 * @param to the state that follows; empty when the state stays or goes back
 * @param goesBack whether the evaluation returns to the state from which it came into the present one
 * @param who roles and how they must stand to the evaluation
 * @param conditions what must hold besides
 */
public record Act(
        String id,
        Set<State> from,
        Optional<State> to,
        boolean goesBack,
        List<Permission> who,
        Set<Condition> conditions,
        Text label) {

    public Act {
        from = Set.copyOf(from);
        who = List.copyOf(who);
        conditions = Set.copyOf(conditions);
    }

    /** A role in a relation. */
    public record Permission(Role role, Relation relation) {}

    public boolean begins() {
        return from.isEmpty();
    }

    /** Whether it concerns the application alone: it can be done while that is a draft. */
    public boolean isOfApplication() {
        return begins() || from.contains(State.DRAFT);
    }

    /** Whether the state is another one afterwards. */
    public boolean moves() {
        return to.isPresent() || goesBack;
    }

    public boolean permits(Role role, Relation relation) {
        return who.contains(new Permission(role, relation));
    }
}
