package org.steelyard.platform.evaluation;

import java.util.stream.Collectors;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Condition;
import org.steelyard.governance.process.State;
import org.steelyard.governance.process.Verdict;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/** Verdicts in words. */
public final class Refusal {

    private Refusal() {}

    static SteelyardException of(Act act, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed ignored -> throw new IllegalArgumentException("not a refusal");
            case Verdict.Forbidden ignored -> forbidden(act);
            case Verdict.Recused(Text reason) ->
                SteelyardException.of(
                        PlatformError.RECUSED, Place.NONE, reason, Text.of("由其他人员办理", "somebody else has to act"));
            case Verdict.WrongState(var allowed) ->
                SteelyardException.of(
                        PlatformError.WRONG_STATE,
                        Place.NONE,
                        Text.of(
                                "当前状态下不能“" + act.label().zh() + "”",
                                "\"" + act.label().en() + "\" is not possible in the present state"),
                        Text.of(
                                "可在以下状态办理："
                                        + allowed.stream()
                                                .map(State::label)
                                                .map(Text::zh)
                                                .collect(Collectors.joining("、")),
                                "it is in: "
                                        + allowed.stream()
                                                .map(State::label)
                                                .map(Text::en)
                                                .collect(Collectors.joining(", "))));
            case Verdict.Unmet(var missing) ->
                SteelyardException.of(
                        PlatformError.UNMET,
                        Place.NONE,
                        Text.of(
                                "“" + act.label().zh() + "”的条件未满足",
                                "what \"" + act.label().en() + "\" needs does not hold"),
                        Text.of(
                                "须满足："
                                        + missing.stream()
                                                .map(Condition::label)
                                                .map(Text::zh)
                                                .collect(Collectors.joining("；")),
                                "needed: "
                                        + missing.stream()
                                                .map(Condition::label)
                                                .map(Text::en)
                                                .collect(Collectors.joining("; "))));
        };
    }

    /** The same words whether or not there is such an evaluation. */
    public static SteelyardException forbidden(Act act) {
        return SteelyardException.of(
                PlatformError.FORBIDDEN,
                Place.NONE,
                Text.of(
                        "您没有“" + act.label().zh() + "”的权限",
                        "you may not \"" + act.label().en() + "\""),
                Text.of("如需办理，请联系主管医保部门", "ask the insurance authority in charge"));
    }
}
