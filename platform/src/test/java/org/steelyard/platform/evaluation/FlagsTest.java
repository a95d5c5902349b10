package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;

/** What the guide says "in principle" is flagged where it is not so, and nowhere else. */
class FlagsTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T02:00:00Z");
    private static final LocalDate LATER = LocalDate.of(2026, 3, 17);

    private static final Rules RULES = new Rules(
            "000000",
            2,
            2,
            List.of(),
            3,
            new BigDecimal("0.20"),
            0.3,
            BigDecimal.TEN,
            15,
            new Rules.Screen(BigDecimal.TEN, BigDecimal.TEN, 0.3),
            Map.of(),
            new Rules.Rapid(2, 0, List.of(), Map.of(), 730),
            "test",
            LATER);

    private final List<Filing> filings = new ArrayList<>();
    private String pace = "routine";

    private FlagsTest filed(String act, Role role, Body body) {
        filings.add(new Filing(filings.size() + 1, act, role, "somebody", BEGAN, State.DRAFT, body, ""));
        return this;
    }

    private List<String> flags(LocalDate today) {
        Evaluation e = new Evaluation(
                "id",
                "2026-0001",
                "甲",
                "A",
                State.RUNNING,
                1,
                pace,
                "drug",
                "pricing",
                List.of("A"),
                "",
                List.of(),
                "990100",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BEGAN,
                BEGAN);
        return Flags.of(new Case(e, List.of(), filings), RULES, today).stream()
                .map(Flags.Flag::kind)
                .toList();
    }

    private static Body.Interests interests(boolean thirdParty) {
        return new Body.Interests(true, "", List.of(), thirdParty, List.of());
    }

    @Test
    void moneyOfThirdPartiesThatWasDeclaredLateIsFlagged() {
        filed("declare-interests", Role.INITIATOR, interests(false))
                .filed("accept-application", Role.LOCAL_AUTHORITY, new Body.Nothing());
        assertThat(flags(LATER)).isEmpty();
        filed("declare-interests", Role.EXPERT, interests(true));
        assertThat(flags(LATER)).as("that of an expert is another thing").isEmpty();
        filed("declare-interests", Role.INITIATOR, interests(true));
        assertThat(flags(LATER)).containsExactly("late-funding");
    }

    @Test
    void moneyOfThirdPartiesThatTheProtocolDoesNotNameIsFlagged() {
        Body.Interests declared =
                new Body.Interests(true, "", List.of(new Body.Funding("甲基金会", BigDecimal.TEN, "CNY")), true, List.of());
        filed("declare-interests", Role.INITIATOR, declared);
        assertThat(flags(LATER)).as("while there is no protocol").isEmpty();
        filed("edit-protocol", Role.IMPLEMENTER, new Body.ProtocolText("funding: 自筹"));
        assertThat(flags(LATER)).containsExactly("undisclosed");
        filed("edit-protocol", Role.IMPLEMENTER, new Body.ProtocolText("funding: 甲基金会"));
        assertThat(flags(LATER)).isEmpty();
    }

    @Test
    void moneyThatWasDeclaredFromTheBeginningIsNot() {
        filed("declare-interests", Role.INITIATOR, interests(true))
                .filed("accept-application", Role.LOCAL_AUTHORITY, new Body.Nothing())
                .filed("declare-interests", Role.INITIATOR, interests(true));
        assertThat(flags(LATER)).isEmpty();
    }

    @Test
    void aRequestIsOverdueAfterItsDaysUntilItIsAnswered() {
        filed("request-documents", Role.IMPLEMENTER, new Body.Reason("说明书"));
        assertThat(flags(LATER.minusDays(1))).as("the last day is in time").isEmpty();
        assertThat(flags(LATER)).containsExactly("documents-overdue");
        filed("supply-documents", Role.PRODUCT_PROVIDER, new Body.Documents("说明书", List.of("d")));
        assertThat(flags(LATER)).isEmpty();
    }

    @Test
    void partiesThatWereNotAtTheConsultationAreFlagged() {
        List<Body.Attendee> all = new ArrayList<>();
        for (String role : List.of("LOCAL_AUTHORITY", "评价发起方", "实施主体", "Data provider", "评议专家")) {
            all.add(new Body.Attendee(role, "单位", "姓名"));
        }
        filed("record-minutes", Role.LOCAL_AUTHORITY, minutes(all));
        assertThat(flags(LATER)).isEmpty();
        filed("record-minutes", Role.LOCAL_AUTHORITY, minutes(all.subList(0, 4)));
        assertThat(flags(LATER)).containsExactly("seats");
    }

    private static Body.Minutes minutes(List<Body.Attendee> attendees) {
        return new Body.Minutes(LATER, attendees, List.of(), "", "", "");
    }

    @Test
    void aRapidEvaluationForAPriceIsFlagged() {
        pace = "rapid";
        assertThat(flags(LATER)).containsExactly("rapid");
    }
}
