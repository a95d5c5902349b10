package org.steelyard.economics.internal;

import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Errors of estimators know nothing of the plan: this says where in it they arose. */
final class Placed {

    private Placed() {}

    static SteelyardException under(String part, SteelyardException e) {
        List<Problem> problems = e.problems().stream().map(p -> placed(part, p)).toList();
        return new SteelyardException(problems);
    }

    private static Problem placed(String part, Problem p) {
        String field = p.place().field();
        String led = field.isEmpty() ? part : part + " / " + field;
        return new Problem(p.code(), new Place(p.place().file(), p.place().row(), led), p.message(), p.remedy());
    }
}
