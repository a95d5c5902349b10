package org.steelyard.kernel;

import java.util.ArrayList;
import java.util.List;

/** Collects all problems of one check, so that a user sees them together; then fails once. Not for sharing between threads. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public Problems add(ErrorCode code, Place place, Text message, Text remedy) {
        found.add(new Problem(code, place, message, remedy));
        return this;
    }

    public Problems addAll(List<Problem> problems) {
        found.addAll(problems);
        return this;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }

    /** Fails with everything found so far, if anything was. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SteelyardException(found);
        }
    }
}
