package org.steelyard.governance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.steelyard.governance.process.ProcessTable.Question;
import org.steelyard.kernel.Lang;

class ProcessTableTest {

    private static final ProcessTable TABLE = ProcessTable.standard();
    private static final Set<Condition> ALL = EnumSet.allOf(Condition.class);

    @Test
    void everyStateCanBeReachedFromTheStart() {
        Set<State> seen = EnumSet.noneOf(State.class);
        Deque<State> next = new ArrayDeque<>(Set.of(State.DRAFT));
        while (!next.isEmpty()) {
            State state = next.pop();
            if (seen.add(state)) {
                TABLE.acts().stream()
                        .filter(a -> a.from().contains(state))
                        .flatMap(a -> a.to().stream())
                        .forEach(next::push);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(State.values());
    }

    @Test
    void openStatesCanBeLeftAndEndsCannot() {
        for (State state : State.values()) {
            boolean leaves = TABLE.acts().stream()
                    .anyMatch(a -> a.from().contains(state)
                            && a.to().filter(t -> t != state).isPresent());
            assertThat(leaves).as(state.name()).isEqualTo(!state.isEnd());
        }
    }

    @Test
    void everyConditionAndEveryPartyOccurs() {
        for (Condition condition : Condition.values()) {
            assertThat(TABLE.acts()).anyMatch(a -> a.conditions().contains(condition), condition.name());
        }
        for (Role role : Role.values()) {
            if (role != Role.SYSTEM_ADMIN && role != Role.SECURITY_ADMIN) {
                assertThat(TABLE.acts()).anyMatch(a -> a.who().stream().anyMatch(p -> p.role() == role), role.name());
            }
        }
    }

    /** T16: every state, act, role and relation; what the table does not name never moves anything. */
    @Test
    void whatNoRowAllowsIsRefusedInTheFullProduct() {
        int cells = 0;
        for (Act act : TABLE.acts()) {
            for (Role role : Role.values()) {
                for (Relation relation : Relation.values()) {
                    for (State state : State.values()) {
                        Verdict verdict =
                                TABLE.judge(new Question(act.id(), Optional.of(state), role, relation, Set.of(), ALL));
                        boolean named =
                                act.permits(role, relation) && act.from().contains(state);
                        assertThat(verdict instanceof Verdict.Allowed)
                                .as("%s %s %s %s", act.id(), role, relation, state)
                                .isEqualTo(named);
                        cells++;
                    }
                }
            }
        }
        assertThat(cells).isGreaterThan(2_000);
    }

    @Test
    void theProductProviderNeverConductsOrReviews() {
        for (Act act : TABLE.acts()) {
            boolean touches = act.permits(Role.PRODUCT_PROVIDER, Relation.OWN)
                    || act.permits(Role.PRODUCT_PROVIDER, Relation.ORGANISATION);
            if (touches) {
                assertThat(act.to()).as(act.id()).isEmpty();
            }
        }
        assertThat(Recusal.against(Set.of(Role.PRODUCT_PROVIDER), Role.EXPERT)).isPresent();
        assertThat(Recusal.against(Set.of(Role.IMPLEMENTER), Role.PRODUCT_PROVIDER))
                .isPresent();
    }

    @Test
    void nobodyJudgesWhatHeHelpedToMake() {
        assertThat(Recusal.against(Set.of(Role.IMPLEMENTER), Role.EXPERT)).isPresent();
        assertThat(Recusal.against(Set.of(Role.INITIATOR), Role.EXPERT)).isPresent();
        assertThat(Recusal.against(Set.of(Role.EXPERT), Role.LOCAL_AUTHORITY)).isPresent();
        assertThat(Recusal.against(Set.of(Role.INITIATOR), Role.IMPLEMENTER)).isEmpty();
        assertThat(Recusal.against(Set.of(Role.LOCAL_AUTHORITY), Role.INITIATOR))
                .isEmpty();
        Verdict verdict = TABLE.judge(new Question(
                "submit-review",
                Optional.of(State.IN_REVIEW),
                Role.EXPERT,
                Relation.OWN,
                Set.of(Role.IMPLEMENTER, Role.EXPERT),
                ALL));
        assertThat(verdict).isInstanceOf(Verdict.Recused.class);
    }

    /** The guide lets enterprises and authorities initiate; neither judges or conducts because of it. */
    @Test
    void whoAppliesForHisOwnProductOrAsAnAuthorityActsForTheApplicationAlone() {
        for (Act act : TABLE.acts()) {
            for (State state : act.from()) {
                Verdict maker = TABLE.judge(new Question(
                        act.id(),
                        Optional.of(state),
                        Role.INITIATOR,
                        Relation.OWN,
                        Set.of(Role.INITIATOR, Role.PRODUCT_PROVIDER),
                        ALL));
                if (maker instanceof Verdict.Allowed) {
                    assertThat(act.from()).as(act.id()).contains(State.DRAFT);
                }
                Verdict judge = TABLE.judge(new Question(
                        act.id(),
                        Optional.of(state),
                        Role.LOCAL_AUTHORITY,
                        Relation.ORGANISATION,
                        Set.of(Role.INITIATOR, Role.LOCAL_AUTHORITY),
                        ALL));
                assertThat(judge instanceof Verdict.Allowed).as(act.id()).isFalse();
            }
        }
        for (String act : java.util.List.of("edit-application", "submit-application", "withdraw")) {
            assertThat(TABLE.judge(new Question(
                            act,
                            Optional.of(State.DRAFT),
                            Role.LOCAL_AUTHORITY,
                            Relation.OWN,
                            Set.of(Role.INITIATOR, Role.LOCAL_AUTHORITY),
                            ALL)))
                    .isInstanceOf(Verdict.Allowed.class);
        }
    }

    @Test
    void conditionsThatDoNotHoldAreNamedTogether() {
        Verdict verdict = TABLE.judge(new Question(
                "grade",
                Optional.of(State.IN_REVIEW),
                Role.LOCAL_AUTHORITY,
                Relation.ORGANISATION,
                Set.of(),
                Set.of()));
        assertThat(verdict)
                .isEqualTo(new Verdict.Unmet(java.util.List.of(
                        Condition.EXPERTS_INDEPENDENT,
                        Condition.FIELDS_COVERED,
                        Condition.NOT_AUTHOR,
                        Condition.REVIEWS_SUBMITTED,
                        Condition.REPEATS_SETTLED,
                        Condition.CHECKLIST_COMPLETE,
                        Condition.FINDINGS_CLOSED)));
    }

    @Test
    void nothingButAnAmendmentTouchesALockedProtocol() {
        for (Act act : TABLE.acts()) {
            if (act.id().equals("edit-protocol")) {
                assertThat(act.from()).noneMatch(State::isLocked);
            }
        }
    }

    @Test
    void gradesComeOnlyAfterTheOtherThreeBlocks() {
        for (Act act : TABLE.acts()) {
            if (act.to().filter(s -> s == State.GRADED).isPresent()) {
                assertThat(act.conditions())
                        .contains(Condition.CHECKLIST_COMPLETE, Condition.FINDINGS_CLOSED, Condition.NOT_AUTHOR);
            }
        }
    }

    @Test
    void theDiagramNamesEveryState() {
        for (Lang lang : Lang.values()) {
            String diagram = TABLE.diagram(lang);
            for (State state : State.values()) {
                assertThat(diagram).contains(state + ": ", state.label().in(lang));
            }
        }
    }
}
