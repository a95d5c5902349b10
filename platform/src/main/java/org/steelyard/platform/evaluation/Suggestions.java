package org.steelyard.platform.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What patients and the public suggest. A suggestion starts nothing; an authority may link it to an evaluation that takes it up. */
@Repository
public class Suggestions {

    private static final int MOST = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    Suggestions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param evaluation what it is about; @param linked the evaluation that takes it up */
    public record Suggestion(
            String id, String text, Optional<String> evaluation, Optional<String> linked, Instant at) {}

    /** @param account empty when nobody is signed in */
    @Transactional(propagation = Propagation.MANDATORY)
    public Suggestion add(String text, Optional<String> evaluation, Optional<String> account) {
        Suggestion made =
                new Suggestion(UUID.randomUUID().toString(), text, evaluation, Optional.empty(), clock.instant());
        jdbc.sql("INSERT INTO suggestion (id, evaluation_id, account_id, text, made_at) VALUES (?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        made.id(),
                        evaluation.orElse(null),
                        account.orElse(null),
                        text,
                        OffsetDateTime.ofInstant(made.at(), ZoneOffset.UTC)))
                .update();
        return made;
    }

    /** @return empty when there is no such suggestion */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Suggestion> link(String id, String evaluation) {
        jdbc.sql("UPDATE suggestion SET linked_id = ? WHERE id = ?")
                .params(evaluation, id)
                .update();
        return jdbc.sql("SELECT * FROM suggestion WHERE id = ?")
                .param(id)
                .query((row, n) -> suggestion(row))
                .optional();
    }

    public List<Suggestion> latest() {
        return jdbc.sql("SELECT * FROM suggestion ORDER BY made_at DESC, id LIMIT ?")
                .param(MOST)
                .query((row, n) -> suggestion(row))
                .list();
    }

    /** Those that an evaluation takes up, the first first. */
    public List<Suggestion> linkedTo(String evaluation) {
        return jdbc.sql("SELECT * FROM suggestion WHERE linked_id = ? ORDER BY made_at, id")
                .param(evaluation)
                .query((row, n) -> suggestion(row))
                .list();
    }

    private static Suggestion suggestion(ResultSet row) throws SQLException {
        return new Suggestion(
                row.getString("id"),
                row.getString("text"),
                Optional.ofNullable(row.getString("evaluation_id")),
                Optional.ofNullable(row.getString("linked_id")),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}
