package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Accounts;

/** What people are told when somebody else acted. */
@Repository
public class Notices {

    private static final int DAYS_BEFORE = 3;

    private static final int LONGEST = 500;

    /** What somebody who sees the summary alone has to know. */
    private static final Set<String> OPEN_TO_ALL = Set.of("request-documents", "name-data-provider");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;
    private final ProcessTable table = ProcessTable.standard();

    Notices(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    public record Notice(String id, Optional<String> evaluation, Text text, Instant at, boolean read) {}

    /**
     * Everyone who takes part, but not who acted; of an organisation, those who have the role. Whoever sees a summary alone is
     * told when the state changes, and what is asked of him: not who reviewed, or what was found.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Case file, Filing filing, Evaluation after) {
        boolean moved = after.state() != file.evaluation().state();
        boolean forAll = moved || OPEN_TO_ALL.contains(filing.act());
        Set<String> told = people(file, party -> forAll || readsAll(file, party));
        told.remove(filing.account());
        Text act = table.act(filing.act()).label();
        Text text = Text.of(
                after.number() + "：" + act.zh() + " · " + after.state().label().zh(),
                after.number() + ": " + act.en() + " · " + after.state().label().en());
        told.forEach(account -> insert(account, after.id(), text));
    }

    /** The authority in charge learns of a new alert. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void alert(Case file, Evaluation evaluation, Alerts.Alert alert) {
        Text text = Text.of(
                shortened(evaluation.number() + "：" + alert.text().zh()),
                shortened(evaluation.number() + ": " + alert.text().en()));
        people(file, party -> party.role().isAuthority()).forEach(account -> insert(account, evaluation.id(), text));
    }

    /** Whoever belongs to an organisation that a decision is sent to learns of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void advise(Decision decision, String organisation) {
        Text text = Text.of(
                shortened(decision.number() + "：" + decision.kind().label().zh() + " · " + decision.subject()),
                shortened(decision.number() + ": " + decision.kind().label().en() + " · " + decision.subject()));
        String about = decision.results().isEmpty() ? null : decision.results().getFirst();
        accounts.of(organisation).forEach(account -> insert(account, about, text));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private Set<String> people(Case file, Predicate<Party> which) {
        Set<String> people = new LinkedHashSet<>();
        file.parties().stream()
                .filter(which)
                .forEach(party -> party.account()
                        .ifPresentOrElse(
                                people::add,
                                () -> people.addAll(accounts.withRole(party.role(), party.organisation()))));
        return people;
    }

    private boolean readsAll(Case file, Party party) {
        boolean provides = file.parties().stream()
                .anyMatch(p ->
                        p.role() == Role.PRODUCT_PROVIDER && p.organisation().equals(party.organisation()));
        return !provides
                && table.act("read")
                        .permits(party.role(), party.account().isPresent() ? Relation.OWN : Relation.ORGANISATION);
    }

    private void insert(String account, @Nullable String evaluation, Text text) {
        jdbc.sql("INSERT INTO notice (id, account_id, evaluation_id, text_zh, text_en, noted_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        UUID.randomUUID().toString(),
                        account,
                        evaluation,
                        text.zh(),
                        text.en(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .update();
    }

    /** Reminds everyone who takes part of deadlines in three days, today, and yesterday. */
    @Scheduled(cron = "0 0 8 * * *", zone = "Asia/Shanghai")
    @Transactional
    public void remind() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
        jdbc.sql("SELECT DISTINCT e.id, e.number, e.due_on, a.id AS account FROM evaluation e"
                        + " JOIN party p ON p.evaluation_id = e.id"
                        + " JOIN account a ON a.id = p.account_id OR (p.account_id IS NULL"
                        + " AND a.organisation_id = p.organisation_id AND EXISTS (SELECT 1 FROM account_role r"
                        + " WHERE r.account_id = a.id AND r.role = p.role))"
                        + " WHERE e.due_on IN (:days) AND a.active = TRUE")
                .param("days", List.of(today.plusDays(DAYS_BEFORE), today, today.minusDays(1)))
                .query((row, n) -> new Reminder(
                        row.getString("account"),
                        row.getString("id"),
                        row.getString("number"),
                        row.getObject("due_on", LocalDate.class)))
                .list()
                .forEach(r -> insert(
                        r.account(),
                        r.evaluation(),
                        r.due().isBefore(today)
                                ? Text.of(
                                        r.number() + "：已逾期（" + r.due() + "）", r.number() + ": overdue since " + r.due())
                                : Text.of(r.number() + "：" + r.due() + " 到期", r.number() + ": due on " + r.due())));
    }

    private record Reminder(String account, String evaluation, String number, LocalDate due) {}

    public List<Notice> of(String account, int limit) {
        return jdbc.sql("SELECT * FROM notice WHERE account_id = ? ORDER BY noted_at DESC, id LIMIT ?")
                .params(account, limit)
                .query((row, n) -> new Notice(
                        row.getString("id"),
                        Optional.ofNullable(row.getString("evaluation_id")),
                        Text.of(row.getString("text_zh"), row.getString("text_en")),
                        row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                        row.getObject("read_at", OffsetDateTime.class) != null))
                .list();
    }

    @Transactional
    public void markRead(String account) {
        jdbc.sql("UPDATE notice SET read_at = ? WHERE account_id = ? AND read_at IS NULL")
                .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), account)
                .update();
    }
}
