package org.steelyard.platform.evaluation;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Who read what of an evaluation (guide, part 6, section 8: every use can be looked up). Readings are written together, at least
 * twice a second and at the end, so that reading does not wait for a write: a process that is killed loses the last half second.
 */
@Repository
public class Readings {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ConcurrentLinkedQueue<@Nullable Object[]> waiting = new ConcurrentLinkedQueue<>();

    Readings(JdbcTemplate template, JdbcClient jdbc, Clock clock) {
        this.template = template;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param account empty when nobody was signed in; @param what the route, and the file if there is one */
    public record Reading(Optional<String> account, String what, Instant at) {}

    public void add(String evaluation, Optional<String> account, String what) {
        waiting.add(new @Nullable Object[] {
            UUID.randomUUID().toString(),
            evaluation,
            account.orElse(null),
            what,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
        });
    }

    @Scheduled(fixedDelay = 500)
    @PreDestroy
    public void write() {
        List<@Nullable Object[]> some = new ArrayList<>();
        for (@Nullable Object[] one = waiting.poll(); one != null; one = waiting.poll()) {
            some.add(one);
        }
        if (!some.isEmpty()) {
            // What is no evaluation (any more) has no readings: whoever asked for it was refused.
            template.batchUpdate(
                    "INSERT INTO reading (id, evaluation_id, account_id, what, read_at) VALUES (?, ?, ?, ?, ?)", some);
        }
    }

    /** The last first. */
    public List<Reading> of(String evaluation, int most) {
        write();
        return jdbc.sql("SELECT * FROM reading WHERE evaluation_id = ? ORDER BY read_at DESC, id LIMIT ?")
                .params(Arrays.asList(evaluation, most))
                .query((row, n) -> new Reading(
                        Optional.ofNullable(row.getString("account_id")),
                        row.getString("what"),
                        row.getObject("read_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
