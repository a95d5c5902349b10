package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;

/** The register of decisions. A decision stays as it was recorded; a later one follows it. */
@Repository
public class Decisions {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_CODES = 1000;
    private static final int LONGEST_CONTENT = 4000;

    /** Where an evaluation stands whose result is stored. */
    public static final Set<State> STORED =
            Set.of(State.ARCHIVED, State.PUBLISHED, State.MONITORING, State.RE_EVALUATION, State.CLOSED);

    private final JdbcClient jdbc;
    private final EvaluationStore store;
    private final Accounts accounts;
    private final Notices notices;
    private final Clock clock;

    Decisions(JdbcClient jdbc, EvaluationStore store, Accounts accounts, Notices notices, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.accounts = accounts;
        this.notices = notices;
        this.clock = clock;
    }

    /** What somebody wants to record. Absent texts and lists are empty. */
    public record Draft(
            String kind,
            String subject,
            List<String> itemCodes,
            String content,
            List<String> results,
            String reason,
            List<String> recipients,
            Optional<LocalDate> decidedOn) {
        public Draft {
            kind = kind == null ? "" : kind;
            subject = subject == null ? "" : subject;
            itemCodes = itemCodes == null ? List.of() : List.copyOf(itemCodes);
            content = content == null ? "" : content;
            results = results == null ? List.of() : results.stream().distinct().toList();
            reason = reason == null ? "" : reason;
            recipients = recipients == null
                    ? List.of()
                    : recipients.stream().distinct().toList();
            decidedOn = decidedOn == null ? Optional.empty() : decidedOn;
        }
    }

    /** @throws org.steelyard.kernel.SteelyardException with all that is wrong */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision record(Person person, Draft draft) {
        check(draft);
        Instant now = clock.instant();
        Decision decision = new Decision(
                UUID.randomUUID().toString(),
                "D"
                        + store.nextNumber(
                                "decision", LocalDate.ofInstant(now, CHINA).getYear()),
                person.organisation(),
                person.id(),
                Decision.Kind.of(draft.kind()),
                draft.subject(),
                draft.itemCodes(),
                draft.content(),
                draft.results(),
                draft.reason(),
                draft.recipients(),
                draft.decidedOn().orElseThrow(),
                now);
        insert(decision);
        decision.recipients().forEach(house -> notices.advise(decision, house));
        return decision;
    }

    private void check(Draft draft) {
        Problems problems = new Problems();
        List<String> kinds =
                Arrays.stream(Decision.Kind.values()).map(Decision.Kind::id).toList();
        if (!kinds.contains(draft.kind())) {
            bad(problems, "kind", "允许：" + String.join("、", kinds), "is one of " + String.join(", ", kinds));
        }
        length(problems, "subject", draft.subject(), LONGEST_SUBJECT);
        length(problems, "content", draft.content(), LONGEST_CONTENT);
        if (String.join(EvaluationStore.SEPARATOR, draft.itemCodes()).length() > LONGEST_CODES) {
            bad(problems, "itemCodes", "合计不超过 1000 字", "has at most 1000 characters in all");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);
        if (draft.decidedOn().filter(day -> !day.isAfter(today)).isEmpty()) {
            bad(problems, "decidedOn", "填写作出决策的日期，不晚于今日", "is the day of the decision, not after today");
        }
        cited(problems, draft);
        recipients(problems, draft);
        problems.throwIfAny();
    }

    /** Stored results come first: whoever cites none says why, and is told which there are. */
    private void cited(Problems problems, Draft draft) {
        Set<String> stored = draft.results().isEmpty()
                ? Set.of()
                : jdbc
                        .sql("SELECT id FROM evaluation WHERE id IN (:ids) AND state IN (:states)")
                        .param("ids", draft.results())
                        .param("states", STORED.stream().map(State::name).toList())
                        .query(String.class)
                        .list()
                        .stream()
                        .collect(Collectors.toSet());
        if (!stored.containsAll(draft.results())) {
            bad(problems, "results", "只能引用已入库的评价", "names evaluations of the repository only");
        }
        if (draft.results().isEmpty() && draft.reason().isBlank()) {
            List<String> there = storedOf(draft.itemCodes());
            bad(
                    problems,
                    "reason",
                    "未引用入库结果的，须说明理由" + (there.isEmpty() ? "" : "；相关入库结果：" + String.join("、", there)),
                    "says why no stored result is cited"
                            + (there.isEmpty() ? "" : "; there are " + String.join(", ", there)));
        }
        if (draft.reason().length() > LONGEST_CODES) {
            bad(problems, "reason", "不超过 1000 字", "has at most 1000 characters");
        }
        if (draft.results().isEmpty() && Decision.Kind.of(draft.kind()).isAdvice()) {
            bad(
                    problems,
                    "results",
                    "建议制约使用或推广应用的，须附入库评价结果",
                    "has the evidence: advice to restrict or promote cites a result");
        }
    }

    /** Numbers of stored evaluations of some of the items. */
    private List<String> storedOf(List<String> codes) {
        return codes.stream()
                .flatMap(code -> store
                        .find(EvaluationQuery.all().in(STORED).holds("item_codes", Optional.of(code)), 0, 10)
                        .evaluations()
                        .stream())
                .map(Evaluation::number)
                .distinct()
                .sorted()
                .toList();
    }

    private void recipients(Problems problems, Draft draft) {
        if (draft.recipients().stream().anyMatch(id -> accounts.organisation(id).isEmpty())) {
            bad(problems, "recipients", "没有这个单位", "names organisations that there are");
        }
        if (draft.recipients().isEmpty() && Decision.Kind.of(draft.kind()).isAdvice()) {
            bad(problems, "recipients", "选择接收建议的部门", "names the departments that are to act on it");
        }
    }

    private static void length(Problems problems, String field, String value, int most) {
        if (value.isBlank() || value.length() > most) {
            bad(problems, field, "填写 1—" + most + " 字", "has 1 to " + most + " characters");
        }
    }

    private static void bad(Problems problems, String field, String zh, String en) {
        problems.add(
                PlatformError.BAD_BODY,
                Place.field(field),
                Text.of(zh, "the field " + en),
                Text.of("改正该字段后重新提交", "mend the field and submit again"));
    }

    private void insert(Decision d) {
        jdbc.sql("INSERT INTO decision (id, number, organisation_id, account_id, kind, subject, item_codes, content,"
                        + " reason, decided_on, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        d.id(),
                        d.number(),
                        d.organisation(),
                        d.by(),
                        d.kind().id(),
                        d.subject(),
                        String.join(EvaluationStore.SEPARATOR, d.itemCodes()),
                        d.content(),
                        d.reason(),
                        d.decidedOn(),
                        OffsetDateTime.ofInstant(d.recordedAt(), ZoneOffset.UTC))
                .update();
        d.results()
                .forEach(
                        evaluation -> jdbc.sql("INSERT INTO decision_result (decision_id, evaluation_id) VALUES (?, ?)")
                                .params(d.id(), evaluation)
                                .update());
        d.recipients()
                .forEach(
                        house -> jdbc.sql("INSERT INTO decision_recipient (decision_id, organisation_id) VALUES (?, ?)")
                                .params(d.id(), house)
                                .update());
    }

    /** The last recorded first. */
    public List<Decision> latest(int most) {
        Map<String, List<String>> results = grouped("decision_result", "evaluation_id");
        Map<String, List<String>> recipients = grouped("decision_recipient", "organisation_id");
        return jdbc.sql("SELECT * FROM decision ORDER BY recorded_at DESC, number DESC LIMIT ?")
                .param(most)
                .query((row, n) -> new Decision(
                        row.getString("id"),
                        row.getString("number"),
                        row.getString("organisation_id"),
                        row.getString("account_id"),
                        Decision.Kind.of(row.getString("kind")),
                        row.getString("subject"),
                        Stream.of(row.getString("item_codes").split(EvaluationStore.SEPARATOR))
                                .filter(code -> !code.isEmpty())
                                .toList(),
                        row.getString("content"),
                        results.getOrDefault(row.getString("id"), List.of()),
                        row.getString("reason"),
                        recipients.getOrDefault(row.getString("id"), List.of()),
                        row.getObject("decided_on", LocalDate.class),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** @param table @param column ours, never what somebody typed */
    private Map<String, List<String>> grouped(String table, String column) {
        Map<String, List<String>> all = new HashMap<>();
        jdbc.sql("SELECT decision_id, " + column + " FROM " + table + " ORDER BY decision_id, " + column)
                .query(row -> {
                    all.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(row.getString(2));
                });
        return all;
    }
}
