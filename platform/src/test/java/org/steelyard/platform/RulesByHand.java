package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Filing;

/**
 * A second statement of the rules, written by hand and sharing nothing with the table: it looks at an evaluation before and after
 * an act.
 *
 * @param maker account of the product's provider
 */
record RulesByHand(String maker) {

    /** Which state may follow which, as the guide has it; what is not here never happens. */
    private static final Map<State, Set<State>> NEXT = new EnumMap<>(State.class);

    static {
        next(State.DRAFT, State.SUBMITTED, State.WITHDRAWN);
        next(State.SUBMITTED, State.RETURNED, State.REJECTED, State.ACCEPTED, State.WITHDRAWN);
        next(State.RETURNED, State.SUBMITTED, State.WITHDRAWN);
        next(State.ACCEPTED, State.IMPLEMENTER_SET, State.WITHDRAWN);
        next(State.IMPLEMENTER_SET, State.PROTOCOL_SUBMITTED, State.WITHDRAWN);
        next(State.PROTOCOL_SUBMITTED, State.IMPLEMENTER_SET, State.CONSULTED, State.WITHDRAWN);
        next(State.CONSULTED, State.PROTOCOL_REVISED, State.PROTOCOL_LOCKED, State.WITHDRAWN);
        next(State.PROTOCOL_REVISED, State.CONSULTED, State.PROTOCOL_LOCKED, State.WITHDRAWN);
        next(State.PROTOCOL_LOCKED, State.RUNNING, State.TERMINATION_ASKED);
        next(State.RUNNING, State.ANALYSED, State.TERMINATION_ASKED, State.NOT_REPORTED);
        next(State.ANALYSED, State.REPORT_SUBMITTED, State.TERMINATION_ASKED, State.NOT_REPORTED);
        next(State.REPORT_SUBMITTED, State.IN_REVIEW);
        next(State.IN_REVIEW, State.FINDINGS_OPEN, State.DISPUTED, State.GRADED);
        next(State.FINDINGS_OPEN, State.IN_REVIEW);
        next(State.DISPUTED, State.GRADED);
        next(State.GRADED, State.ARCHIVED);
        next(State.ARCHIVED, State.PUBLISHED);
        next(State.PUBLISHED, State.MONITORING);
        next(State.MONITORING, State.RE_EVALUATION, State.CLOSED);
        next(
                State.TERMINATION_ASKED,
                State.PROTOCOL_LOCKED,
                State.RUNNING,
                State.ANALYSED,
                State.TERMINATED,
                State.TERMINATED_UNJUSTIFIED);
    }

    private static void next(State from, State... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    void look(Case before, Case after) {
        State from = before.evaluation().state();
        State to = after.evaluation().state();
        Filing last = after.filings().getLast();
        assertThat(after.filings()).hasSize(before.filings().size() + 1);
        assertThat(after.filings().subList(0, before.filings().size())).isEqualTo(before.filings());
        if (from != to) {
            assertThat(NEXT.getOrDefault(from, Set.of()))
                    .as("%s to %s by %s", from, to, last.act())
                    .contains(to);
        }
        assertThat(last.account()).as("the provider of the product").isNotIn(kept(last));
        if (from.isLocked()) {
            // what was filed before is the same, so the protocol in force is, unless a text came or an amendment was
            // decided on
            assertThat(last.body()).as(last.act()).isNotInstanceOf(Body.ProtocolText.class);
            assertThat(last.body() instanceof Body.AmendmentDecision)
                    .as(last.act())
                    .isEqualTo(last.act().equals("decide-amendment"));
        }
        Set<String> authors = after.filings().stream()
                .filter(f -> f.role() == Role.INITIATOR || f.role() == Role.IMPLEMENTER)
                .map(Filing::account)
                .collect(Collectors.toSet());
        if (last.body() instanceof Body.Review
                || last.body() instanceof Body.Grade
                || last.body() instanceof Body.Approval) {
            assertThat(authors).as(last.act()).doesNotContain(last.account());
        }
        if (to == State.GRADED && from != to) {
            graded(after, authors);
        }
        if (to == State.PUBLISHED && from != to) {
            released(after, authors);
        }
    }

    /** Acts of the maker other than on his own documents, interests and comments. */
    private Set<String> kept(Filing last) {
        boolean his = Set.of("supply-documents", "declare-interests", "comment-public")
                .contains(last.act());
        return his ? Set.of() : Set.of(maker);
    }

    private static void graded(Case after, Set<String> authors) {
        int report = numbers(after, "submit-report").getLast();
        Set<String> reviewers = after.filings().stream()
                .filter(f -> f.act().equals("submit-review") && f.number() > report)
                .map(Filing::account)
                .collect(Collectors.toSet());
        after.of("declare-recusal").map(Filing::account).forEach(reviewers::remove);
        assertThat(reviewers).hasSizeGreaterThanOrEqualTo(2).doesNotContainAnyElementsOf(authors);
    }

    private static void released(Case after, Set<String> authors) {
        int prepared = numbers(after, "prepare-release").getLast();
        String preparer = after.filings().get(prepared - 1).account();
        Set<String> approvers = after.filings().stream()
                .filter(f -> f.act().equals("approve-release") && f.number() > prepared)
                .map(Filing::account)
                .collect(Collectors.toCollection(HashSet::new));
        approvers.removeAll(authors);
        approvers.remove(preparer);
        assertThat(approvers)
                .as("two who are neither authors nor wrote the release")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    static List<Integer> numbers(Case file, String act) {
        return file.of(act).map(Filing::number).toList();
    }
}
