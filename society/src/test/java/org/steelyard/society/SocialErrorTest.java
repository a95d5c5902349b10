package org.steelyard.society;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.steelyard.society.Fixture.binary;
import static org.steelyard.society.Fixture.category;
import static org.steelyard.society.Fixture.concentration;
import static org.steelyard.society.Fixture.group;
import static org.steelyard.society.Fixture.number;
import static org.steelyard.society.Fixture.table;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.SocialPlan;

/** Every code has a case that provokes it. */
class SocialErrorTest {

    private record Case(SocialError code, String place, String zh, Optional<SocialPlan> plan) {
        @Override
        public String toString() {
            return code + " at " + place;
        }
    }

    private static final List<String> LEVELS = List.of("a", "b");

    private static final List<Outcome> OUTCOMES = List.of(
            Fixture.outcome("y", OutcomeType.BINARY, "y"),
            Fixture.outcome("gone", OutcomeType.CONTINUOUS, "gone"),
            Fixture.timed("t", "time", "lost", Optional.of(1.0)));

    private static AnalysisTable people() {
        return table(
                binary("x", 1, 0, 1, 0),
                binary("y", 1, 0, 0, 1),
                category("g", LEVELS, 0, 0, 1, 1),
                category("blank", LEVELS, -1, -1, -1, -1),
                number("time", 1, 2, 3, 4));
    }

    private static Case groups(SocialError code, String place, String zh, SocialPlan.Group... groups) {
        return new Case(code, place, zh, Optional.of(Fixture.social(List.of(groups), List.of())));
    }

    private static Case ranked(SocialError code, String place, String zh, SocialPlan.Concentration c) {
        return new Case(code, place, zh, Optional.of(Fixture.social(List.of(), List.of(c))));
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(SocialError.NO_SOCIAL_PLAN, "society", "没有社会价值部分", Optional.empty()),
                groups(SocialError.MISSING_VARIABLE, "society.groups[0].variable", "“h”", group("h")),
                groups(SocialError.MISSING_VARIABLE, "outcomes.gone.variable", "“gone”", group("g", "gone")),
                groups(SocialError.MISSING_VARIABLE, "outcomes.t.event", "“lost”", group("g", "t")),
                groups(SocialError.BAD_GROUP, "society.groups[0].variable", "类别", group("time")),
                groups(SocialError.BAD_OUTCOME, "society.groups[0].outcomes", "“no-such”", group("g", "no-such")),
                groups(SocialError.NOBODY_KNOWN, "society.groups[0].variable", "均缺失", group("blank")),
                ranked(SocialError.BAD_RANK, "society.concentration[0].rank", "由差到好", concentration("y", "x")),
                ranked(SocialError.MISSING_VARIABLE, "society.concentration[0].rank", "“r”", concentration("r", "x")),
                ranked(SocialError.BAD_DISTRIBUTED, "society.concentration[0].of", "“g”", concentration("time", "g")));
    }

    private static SteelyardException fail(Optional<SocialPlan> social) {
        return catchThrowableOfType(
                SteelyardException.class,
                () -> SocialEngine.run(
                        people(),
                        Fixture.plan(new Fixture.Parts(List.of(), "x", OUTCOMES, List.of(), social)),
                        Fixture.settings()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyProblemIsNamedWithItsPlaceAndRemedy(Case c) {
        SteelyardException e = fail(c.plan());
        assertThat(e).as(c.toString()).isNotNull();
        Problem problem = e.problems().stream()
                .filter(p -> p.code() == c.code())
                .findFirst()
                .orElseThrow(() -> new AssertionError("found instead: " + e.getMessage()));
        assertThat(problem.place().field()).isEqualTo(c.place());
        assertThat(problem.message().zh()).contains(c.zh());
        assertThat(problem.message().en()).isNotBlank();
        assertThat(problem.remedy().zh()).isNotBlank();
    }

    @Test
    void everyCodeHasACase() {
        Set<SocialError> provoked =
                cases().map(Case::code).collect(Collectors.toCollection(() -> EnumSet.noneOf(SocialError.class)));
        assertThat(provoked).containsExactlyInAnyOrder(SocialError.values());
        assertThat(Arrays.stream(SocialError.values()).map(SocialError::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("SOC-\\d{3}"));
    }

    @Test
    void allProblemsComeAtOnce() {
        SteelyardException e = fail(Optional.of(
                Fixture.social(List.of(group("h"), group("time", "no-such")), List.of(concentration("y", "g")))));
        assertThat(e.problems()).hasSize(5);
    }
}
