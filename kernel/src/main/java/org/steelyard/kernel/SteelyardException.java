package org.steelyard.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** A failure that a user can understand: one or more problems. The first one's kind decides the exit code. */
public final class SteelyardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SteelyardException(List<Problem> problems) {
        super(problems.stream().map(p -> p.in(Lang.EN)).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    public static SteelyardException of(ErrorCode code, Place place, Text message, Text remedy) {
        return new SteelyardException(List.of(new Problem(code, place, message, remedy)));
    }

    public List<Problem> problems() {
        return problems;
    }

    public ErrorKind kind() {
        return problems.getFirst().code().kind();
    }
}
