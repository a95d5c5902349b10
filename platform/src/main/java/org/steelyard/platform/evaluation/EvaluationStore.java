package org.steelyard.platform.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Digest;
import org.steelyard.platform.account.Person;

/** The tables of evaluations. Writers demand the caller's transaction: {@link ActService} has it. */
@Repository
public class EvaluationStore {

    /** Between the entries of a list in one column. */
    static final String SEPARATOR = "\u001f";

    private final JdbcClient jdbc;
    private final Clock clock;

    EvaluationStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The evaluation with its parties, its row locked until the transaction ends; {@link #file} adds what was filed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Case> lock(String id) {
        return jdbc.sql("SELECT * FROM evaluation WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, n) -> evaluation(row))
                .optional()
                .map(e -> new Case(e, partiesOf(e), List.of()));
    }

    public Optional<Case> find(String id) {
        return jdbc.sql("SELECT * FROM evaluation WHERE id = ?")
                .param(id)
                .query((row, n) -> evaluation(row))
                .optional()
                .map(this::file);
    }

    public List<Evaluation> all() {
        return jdbc.sql("SELECT * FROM evaluation ORDER BY number")
                .query((row, n) -> evaluation(row))
                .list();
    }

    /** One page of what fits, the last changed first. */
    public Found find(EvaluationQuery query, int page, int size) {
        int total = query.on(jdbc, "SELECT COUNT(*) FROM evaluation e", "")
                .query(Integer.class)
                .single();
        long from = (long) page * size;
        if (from >= total) {
            return new Found(List.of(), total);
        }
        List<Evaluation> found = query.on(
                        jdbc,
                        "SELECT e.* FROM evaluation e",
                        " ORDER BY e.changed_at DESC, e.number DESC LIMIT " + size + " OFFSET " + from)
                .query((row, n) -> evaluation(row))
                .list();
        return new Found(found, total);
    }

    /** @param total of all pages */
    public record Found(List<Evaluation> evaluations, int total) {
        public Found {
            evaluations = List.copyOf(evaluations);
        }
    }

    /**
     * What fits, the earliest deadline first, with the parties and without what was filed.
     *
     * @param from so many are left out
     */
    public List<Case> urgent(EvaluationQuery query, int from, int size) {
        String end = " ORDER BY e.due_on NULLS LAST, e.number LIMIT " + size + " OFFSET " + from;
        List<Evaluation> found = query.on(jdbc, "SELECT e.* FROM evaluation e", end)
                .query((row, n) -> evaluation(row))
                .list();
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, List<Party>> parties = new HashMap<>();
        jdbc.sql("SELECT * FROM party WHERE evaluation_id IN (:ids)")
                .param("ids", found.stream().map(Evaluation::id).toList())
                .query(row -> {
                    parties.computeIfAbsent(row.getString("evaluation_id"), id -> new ArrayList<>())
                            .add(party(row));
                });
        return found.stream()
                .map(e -> new Case(e, parties.getOrDefault(e.id(), List.of()), List.of()))
                .toList();
    }

    /** Of each evaluation what was filed of what somebody may wait for, in its order. */
    public Map<String, List<Waiting.Filed>> asked(Collection<String> ids) {
        Map<String, List<Waiting.Filed>> filed = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("SELECT evaluation_id, act, role, account_id FROM filing"
                            + " WHERE evaluation_id IN (:ids) AND act IN (:acts) ORDER BY evaluation_id, number")
                    .params(Map.of("ids", ids, "acts", Waiting.ASKED))
                    .query(row -> {
                        filed.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                                .add(new Waiting.Filed(
                                        row.getString(2), Role.valueOf(row.getString(3)), row.getString(4)));
                    });
        }
        return filed;
    }

    /** Open evaluations in which the person or his organisation takes part, with the parties and without what was filed. */
    public List<Case> waitingFor(Person person) {
        String mine = " EXISTS (SELECT 1 FROM party m WHERE m.evaluation_id = e.id"
                + " AND (m.account_id = :me OR m.organisation_id = :house))";
        List<String> ended = Arrays.stream(State.values())
                .filter(State::isEnd)
                .map(State::name)
                .toList();
        List<Evaluation> found = jdbc.sql("SELECT e.* FROM evaluation e WHERE e.state NOT IN (:ended) AND" + mine)
                .param("ended", ended)
                .param("me", person.id())
                .param("house", person.organisation())
                .query((row, n) -> evaluation(row))
                .list();
        Map<String, List<Party>> parties = new HashMap<>();
        jdbc.sql("SELECT p.* FROM party p JOIN evaluation e ON e.id = p.evaluation_id WHERE e.state NOT IN (:ended) AND"
                        + mine)
                .param("ended", ended)
                .param("me", person.id())
                .param("house", person.organisation())
                .query(row -> {
                    parties.computeIfAbsent(row.getString("evaluation_id"), id -> new ArrayList<>())
                            .add(party(row));
                });
        return found.stream()
                .map(e -> new Case(e, parties.getOrDefault(e.id(), List.of()), List.of()))
                .toList();
    }

    /** The evaluation with all that belongs to it. */
    public Case file(Evaluation evaluation) {
        List<Party> parties = partiesOf(evaluation);
        List<Filing> filings = jdbc.sql("SELECT * FROM filing WHERE evaluation_id = ? ORDER BY number")
                .param(evaluation.id())
                .query((row, n) -> filing(row))
                .list();
        return new Case(evaluation, parties, filings);
    }

    private List<Party> partiesOf(Evaluation evaluation) {
        return jdbc.sql("SELECT * FROM party WHERE evaluation_id = ? ORDER BY role, organisation_id")
                .param(evaluation.id())
                .query((row, n) -> party(row))
                .list();
    }

    /** Evaluations in a state, each with what was filed of some acts; one query a table. */
    public List<Case> inState(State state, List<String> acts) {
        Map<String, List<Filing>> filings = new HashMap<>();
        jdbc.sql("SELECT f.* FROM filing f JOIN evaluation e ON e.id = f.evaluation_id"
                        + " WHERE e.state = :state AND f.act IN (:acts) ORDER BY f.evaluation_id, f.number")
                .param("state", state.name())
                .param("acts", acts)
                .query(row -> {
                    filings.computeIfAbsent(row.getString("evaluation_id"), id -> new ArrayList<>())
                            .add(filing(row));
                });
        return jdbc
                .sql("SELECT * FROM evaluation WHERE state = ? ORDER BY number")
                .param(state.name())
                .query((row, n) -> evaluation(row))
                .list()
                .stream()
                .map(e -> new Case(e, List.of(), filings.getOrDefault(e.id(), List.of())))
                .toList();
    }

    /** Evaluations by their ids, without parties and filings. */
    public List<Evaluation> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("SELECT * FROM evaluation WHERE id IN (:ids) ORDER BY number")
                        .param("ids", ids)
                        .query((row, n) -> evaluation(row))
                        .list();
    }

    /** Every evaluation's states in their order, each with the moment in which it began. */
    public List<List<Timings.Entered>> courses() {
        Map<String, List<Timings.Entered>> found = new HashMap<>();
        jdbc.sql("SELECT evaluation_id, state, filed_at FROM filing ORDER BY evaluation_id, number")
                .query(row -> {
                    found.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(new Timings.Entered(
                                    State.valueOf(row.getString(2)),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                });
        return all().stream()
                .map(e -> Timings.course(found.getOrDefault(e.id(), List.of()), e.state()))
                .toList();
    }

    /** How many evaluations each body implemented, by year of their beginning. */
    public Map<String, Map<Integer, Integer>> participation() {
        Map<String, Map<Integer, Integer>> years = new HashMap<>();
        jdbc.sql("SELECT p.organisation_id, EXTRACT(YEAR FROM e.created_at) AS began, COUNT(DISTINCT e.id) AS times"
                        + " FROM party p JOIN evaluation e ON e.id = p.evaluation_id WHERE p.role = 'IMPLEMENTER'"
                        + " GROUP BY p.organisation_id, EXTRACT(YEAR FROM e.created_at)")
                .query(row -> {
                    years.computeIfAbsent(row.getString(1), id -> new java.util.TreeMap<>())
                            .put(row.getInt(2), row.getInt(3));
                });
        return years;
    }

    public List<Party> parties(String evaluation) {
        return jdbc.sql("SELECT * FROM party WHERE evaluation_id = ?")
                .param(evaluation)
                .query((row, n) -> party(row))
                .list();
    }

    /** The next number of a year: 2026-0001. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String nextNumber(int year) {
        return nextNumber("evaluation", year);
    }

    /** The next number of a year in a series of its own. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String nextNumber(String kind, int year) {
        String series = kind + "-" + year;
        jdbc.sql("INSERT INTO numbering (series, last_number) VALUES (?, 0) ON CONFLICT DO NOTHING")
                .param(series)
                .update();
        jdbc.sql("UPDATE numbering SET last_number = last_number + 1 WHERE series = ?")
                .param(series)
                .update();
        long number = jdbc.sql("SELECT last_number FROM numbering WHERE series = ?")
                .param(series)
                .query(Long.class)
                .single();
        return String.format("%d-%04d", year, number);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void insert(Evaluation e) {
        jdbc.sql("INSERT INTO evaluation (id, number, title_zh, title_en, state, version, pace, object_type, scenario,"
                        + " item_codes, disease, dimensions, region, grade, parent_id, due_on, created_at, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        e.id(),
                        e.number(),
                        e.titleZh(),
                        e.titleEn(),
                        e.state().name(),
                        e.version(),
                        e.pace(),
                        e.objectType(),
                        e.scenario(),
                        String.join(SEPARATOR, e.itemCodes()),
                        e.disease(),
                        String.join(SEPARATOR, e.dimensions()),
                        e.region(),
                        e.grade().orElse(null),
                        e.parent().orElse(null),
                        e.dueOn().orElse(null),
                        time(e.createdAt()),
                        time(e.changedAt())))
                .update();
    }

    /** Replaces what changed; the number of the row's version must be the one that was read. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean update(Evaluation e, long readVersion) {
        return jdbc.sql("UPDATE evaluation SET title_zh = ?, title_en = ?, state = ?, version = ?, pace = ?,"
                                + " object_type = ?, scenario = ?, item_codes = ?, disease = ?, dimensions = ?, grade = ?,"
                                + " due_on = ?, changed_at = ? WHERE id = ? AND version = ?")
                        .params(Arrays.asList(
                                e.titleZh(),
                                e.titleEn(),
                                e.state().name(),
                                e.version(),
                                e.pace(),
                                e.objectType(),
                                e.scenario(),
                                String.join(SEPARATOR, e.itemCodes()),
                                e.disease(),
                                String.join(SEPARATOR, e.dimensions()),
                                e.grade().orElse(null),
                                e.dueOn().orElse(null),
                                time(e.changedAt()),
                                e.id(),
                                readVersion))
                        .update()
                == 1;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Filing file(Case file, String act, Role role, String account, Body body) {
        String json = Bodies.write(body);
        Filing filing = new Filing(
                file.filings().size() + 1,
                act,
                role,
                account,
                clock.instant(),
                file.evaluation().state(),
                body,
                Digest.of(json).hex());
        jdbc.sql("INSERT INTO filing (evaluation_id, number, act, role, account_id, filed_at, state, body, sha256)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        file.evaluation().id(),
                        filing.number(),
                        act,
                        role.name(),
                        account,
                        time(filing.at()),
                        filing.state().name(),
                        json,
                        filing.sha256())
                .update();
        return filing;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void addParty(String evaluation, Party party) {
        jdbc.sql("INSERT INTO party (evaluation_id, role, organisation_id, account_id) VALUES (?, ?, ?, ?)")
                .params(Arrays.asList(
                        evaluation,
                        party.role().name(),
                        party.organisation(),
                        party.account().orElse(null)))
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void removeParties(String evaluation, Role role) {
        jdbc.sql("DELETE FROM party WHERE evaluation_id = ? AND role = ?")
                .params(evaluation, role.name())
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void removeParty(String evaluation, Role role, String account) {
        jdbc.sql("DELETE FROM party WHERE evaluation_id = ? AND role = ? AND account_id = ?")
                .params(evaluation, role.name(), account)
                .update();
    }

    private static Party party(ResultSet row) throws SQLException {
        return new Party(
                Role.valueOf(row.getString("role")),
                row.getString("organisation_id"),
                Optional.ofNullable(row.getString("account_id")));
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }

    private static Evaluation evaluation(ResultSet row) throws SQLException {
        return new Evaluation(
                row.getString("id"),
                row.getString("number"),
                row.getString("title_zh"),
                row.getString("title_en"),
                State.valueOf(row.getString("state")),
                row.getLong("version"),
                row.getString("pace"),
                row.getString("object_type"),
                row.getString("scenario"),
                list(row.getString("item_codes")),
                row.getString("disease"),
                list(row.getString("dimensions")),
                row.getString("region"),
                Optional.ofNullable(row.getString("grade")),
                Optional.ofNullable(row.getString("parent_id")),
                Optional.ofNullable(row.getObject("due_on", LocalDate.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static Filing filing(ResultSet row) throws SQLException {
        String act = row.getString("act");
        return new Filing(
                row.getInt("number"),
                act,
                Role.valueOf(row.getString("role")),
                row.getString("account_id"),
                row.getObject("filed_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state")),
                Bodies.parse(act, row.getString("body")),
                row.getString("sha256"));
    }
}
