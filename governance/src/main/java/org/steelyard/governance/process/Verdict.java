package org.steelyard.governance.process;

import java.util.List;
import org.steelyard.kernel.Text;

/** Whether an act may happen. */
public sealed interface Verdict {

    /** @param next the state that follows */
    record Allowed(State next) implements Verdict {}

    /** The act is not for this role in this relation: the same answer whether or not the evaluation exists. */
    record Forbidden() implements Verdict {}

    /** @param allowedIn states in which it could happen */
    record WrongState(List<State> allowedIn) implements Verdict {
        public WrongState {
            allowedIn = List.copyOf(allowedIn);
        }
    }

    /** @param missing conditions that do not hold */
    record Unmet(List<Condition> missing) implements Verdict {
        public Unmet {
            missing = List.copyOf(missing);
        }

        public List<Text> reasons() {
            return missing.stream().map(Condition::label).toList();
        }
    }

    /** @param reason why the person stands on the other side of this evaluation */
    record Recused(Text reason) implements Verdict {}
}
