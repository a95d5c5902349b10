package org.steelyard.platform.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.Role;

/** The table of runs. */
@Repository
class RunTable {

    private final JdbcClient jdbc;

    RunTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The evaluation's row is locked by the caller, so that of two at once one finds the other. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isGoing(String evaluation) {
        return jdbc.sql("SELECT COUNT(*) FROM run WHERE evaluation_id = ? AND state = ?")
                        .params(evaluation, Run.State.GOING.name())
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void insert(Run run) {
        jdbc.sql("INSERT INTO run (id, evaluation_id, account_id, role, source, protocol_sha256, state, problem,"
                        + " started_at, ended_at, filing) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, NULL)")
                .params(
                        run.id(),
                        run.evaluation(),
                        run.account(),
                        run.role().name(),
                        run.source(),
                        run.protocolSha256(),
                        run.state().name(),
                        time(run.startedAt()))
                .update();
    }

    /** @return whether it was going until now */
    @Transactional
    public boolean end(Run run, Run.State state, Optional<String> problem, Instant at) {
        return jdbc.sql("UPDATE run SET state = ?, problem = ?, ended_at = ? WHERE id = ? AND state = ?")
                        .params(Arrays.asList(
                                state.name(), problem.orElse(null), time(at), run.id(), Run.State.GOING.name()))
                        .update()
                == 1;
    }

    @Transactional
    public void filed(Run run, int filing) {
        jdbc.sql("UPDATE run SET filing = ? WHERE id = ?")
                .params(filing, run.id())
                .update();
    }

    /** What was going when the server ended will never end by itself. */
    @Transactional
    public void interruptAll(Instant at) {
        jdbc.sql("UPDATE run SET state = ?, ended_at = ? WHERE state = ?")
                .params(Run.State.INTERRUPTED.name(), time(at), Run.State.GOING.name())
                .update();
    }

    public List<Run> of(String evaluation) {
        return jdbc.sql("SELECT * FROM run WHERE evaluation_id = ? ORDER BY started_at, id")
                .param(evaluation)
                .query((row, n) -> run(row))
                .list();
    }

    public Optional<Run> find(String evaluation, String id) {
        return jdbc.sql("SELECT * FROM run WHERE evaluation_id = ? AND id = ?")
                .params(evaluation, id)
                .query((row, n) -> run(row))
                .optional();
    }

    private static Run run(ResultSet row) throws SQLException {
        int filing = row.getInt("filing");
        boolean filed = !row.wasNull();
        return new Run(
                row.getString("id"),
                row.getString("evaluation_id"),
                row.getString("account_id"),
                Role.valueOf(row.getString("role")),
                row.getString("source"),
                row.getString("protocol_sha256"),
                Run.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("problem")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                filed ? Optional.of(filing) : Optional.empty());
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
