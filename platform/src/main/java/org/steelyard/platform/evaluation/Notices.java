package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Accounts;

/** What people are told when somebody else acted. */
@Repository
public class Notices {

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

    /** Everyone who takes part, but not who acted; of an organisation, those who have the role. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Case file, Filing filing, Evaluation after) {
        Set<String> told = new LinkedHashSet<>();
        for (Party party : file.parties()) {
            party.account()
                    .ifPresentOrElse(
                            told::add, () -> told.addAll(accounts.withRole(party.role(), party.organisation())));
        }
        told.remove(filing.account());
        Text act = table.act(filing.act()).label();
        Text text = Text.of(
                after.number() + "：" + act.zh() + "（" + after.state().label().zh() + "）",
                after.number() + ": " + act.en() + " (" + after.state().label().en() + ")");
        told.forEach(account -> insert(account, after.id(), text));
    }

    private void insert(String account, String evaluation, Text text) {
        jdbc.sql("INSERT INTO notice (id, account_id, evaluation_id, text_zh, text_en, noted_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        UUID.randomUUID().toString(),
                        account,
                        evaluation,
                        text.zh(),
                        text.en(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

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
