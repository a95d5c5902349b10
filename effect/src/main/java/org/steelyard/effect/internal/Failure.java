package org.steelyard.effect.internal;

import java.util.List;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Builds and places the errors of this module. */
public final class Failure {

    private Failure() {}

    /** An error about a variable, or about the analysis as a whole when {@code field} is empty. */
    public static SteelyardException of(EffectError code, String field, Text message, Text remedy) {
        return SteelyardException.of(code, Place.field(field), message, remedy);
    }

    /** The same error, its place led by the analysis in which it arose. */
    public static SteelyardException in(String analysis, SteelyardException e) {
        List<Problem> placed =
                e.problems().stream().map(p -> placed(analysis, p)).toList();
        return new SteelyardException(placed);
    }

    private static Problem placed(String analysis, Problem p) {
        String field = p.place().field();
        String led = "analysis." + analysis + (field.isEmpty() ? "" : " / " + named(field, "treatment"));
        return new Problem(
                p.code(), new Place(p.place().file(), p.place().row(), led), inWords(p.message()), p.remedy());
    }

    /** The term of treatment has a name that no variable can have; readers know it as the treatment. */
    private static Text inWords(Text message) {
        return new Text(named(message.zh(), "干预"), named(message.en(), "treatment"));
    }

    private static String named(String text, String treatment) {
        return text.replace(OutcomeModel.TREATMENT, treatment);
    }

    /** Throws again what no result may outlive: a fault of the program, or a wish to stop. The rest is a reason why something was not estimated. */
    public static void passOn(SteelyardException e) {
        if (e.kind() == ErrorKind.INTERNAL || e.kind() == ErrorKind.RESOURCE) {
            throw e;
        }
    }

    /** What the reader of the report sees as the reason. */
    public static Text reason(SteelyardException e) {
        return new Text(
                String.join(
                        "；",
                        e.problems().stream()
                                .map(p -> line(p, inWords(p.message()).zh(), "："))
                                .toList()),
                String.join(
                        "; ",
                        e.problems().stream()
                                .map(p -> line(p, inWords(p.message()).en(), ": "))
                                .toList()));
    }

    private static String line(Problem p, String message, String colon) {
        String field = p.place().field();
        boolean said = field.isEmpty() || field.equals(OutcomeModel.TREATMENT) || message.endsWith(field);
        return "[" + p.code().id() + "] " + (said ? "" : field + colon) + message;
    }
}
