package org.steelyard.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Condition;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.Alerts;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.Filing;
import org.steelyard.platform.evaluation.Findings;
import org.steelyard.platform.evaluation.Flags;
import org.steelyard.platform.evaluation.Party;
import org.steelyard.platform.evaluation.Suggestions;

/** What the interface answers: the shapes that programs outside rely on. */
final class Answers {

    private Answers() {}

    /** @param next what has to be done before anything else: a password of one's own, a second factor, or nothing */
    record Me(
            String id,
            String login,
            String name,
            String organisation,
            List<Role> roles,
            boolean oneTimeCode,
            Optional<String> next) {}

    record Summary(
            String id,
            String number,
            Text title,
            State state,
            Text stateLabel,
            int stage,
            long version,
            String pace,
            String objectType,
            String scenario,
            List<String> itemCodes,
            String disease,
            List<String> dimensions,
            String region,
            Optional<String> grade,
            Optional<LocalDate> dueOn,
            Instant changedAt,
            Optional<String> parent) {
        static Summary of(Evaluation e) {
            return new Summary(
                    e.id(),
                    e.number(),
                    Text.of(e.titleZh(), e.titleEn()),
                    e.state(),
                    e.state().label(),
                    e.state().stage().number(),
                    e.version(),
                    e.pace(),
                    e.objectType(),
                    e.scenario(),
                    e.itemCodes(),
                    e.disease(),
                    e.dimensions(),
                    e.region(),
                    e.grade(),
                    e.dueOn(),
                    e.changedAt(),
                    e.parent());
        }
    }

    /** @param total of all pages; @param page from 0 */
    record Page<T>(List<T> items, int total, int page, int size) {
        Page {
            items = List.copyOf(items);
        }
    }

    /** An act that is offered: in which role, and what of its conditions does not hold yet. */
    record Offer(String act, Text label, Role role, Optional<State> to, List<Need> needs) {
        static Offer of(Act act, Role role, Case file) {
            return new Offer(
                    act.id(),
                    act.label(),
                    role,
                    act.goesBack() ? file.cameFrom() : act.to(),
                    act.conditions().stream().sorted().map(Need::of).toList());
        }
    }

    record Need(Condition condition, Text label) {
        static Need of(Condition condition) {
            return new Need(condition, condition.label());
        }
    }

    record Entry(
            int number,
            String act,
            Text label,
            Role role,
            String by,
            Instant at,
            State state,
            String sha256,
            Body body) {
        static Entry of(Filing f, Text label, String by) {
            return new Entry(f.number(), f.act(), label, f.role(), by, f.at(), f.state(), f.sha256(), f.body());
        }
    }

    /** @param selfConducted whether the initiator carries the evaluation out itself, and states its independence */
    record Whole(
            Summary evaluation,
            List<Party> parties,
            List<Entry> filings,
            List<Offer> offers,
            List<Findings.Finding> findings,
            List<Alerts.Alert> alerts,
            List<Flags.Flag> flags,
            Initiation initiation,
            boolean selfConducted,
            List<Suggestions.Suggestion> suggestions,
            Map<String, String> names) {}

    /** @param way one of the guide's ways in which an evaluation begins */
    record Initiation(String way, Text label) {}

    /**
     * What somebody sees who does not see everything: what he may do, what he filed himself, and what was asked of his
     * organisation.
     */
    record Part(Summary evaluation, List<Offer> offers, List<Entry> own, List<Entry> asked) {
        Part {
            offers = List.copyOf(offers);
            own = List.copyOf(own);
            asked = List.copyOf(asked);
        }
    }

    record PublicPage(
            Summary evaluation,
            Optional<Body.Publication> publication,
            Initiation initiation,
            Text citation,
            List<Map<String, Object>> history) {}
}
