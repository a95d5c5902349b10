package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;

/** The register of the network: what happened to an institution's standing, and why. */
@Repository
public class Standings {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    Standings(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** @param kind confirmed, participated, removed or restored */
    public record Standing(
            String organisation, int number, String kind, LocalDate on, String reason, Optional<String> evaluation) {}

    /** Ends the standing of whoever ended early without good reason or did not report (guide, part 6, section 7). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(Case file, Filing filing) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);
        String reason = filing.body() instanceof Body.Reason given ? given.text() : filing.act();
        for (Party party : file.parties()) {
            boolean answers = party.role() == Role.IMPLEMENTER || party.role() == Role.INITIATOR;
            Optional<Organisation> organisation = accounts.organisation(party.organisation());
            if (answers && organisation.filter(o -> o.isTrustedPoint(today)).isPresent()) {
                accounts.setTrusted(
                        party.organisation(), organisation.get().trustedFrom(), Optional.of(today.minusDays(1)));
                add(new Standing(
                        party.organisation(),
                        0,
                        "removed",
                        today,
                        reason,
                        Optional.of(file.evaluation().id())));
            }
        }
    }

    /** Its number is given by the register. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Standing standing) {
        int number = jdbc.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM standing WHERE organisation_id = ?")
                .param(standing.organisation())
                .query(Integer.class)
                .single();
        jdbc.sql("INSERT INTO standing (organisation_id, number, kind, happened_on, reason, evaluation_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        standing.organisation(),
                        number,
                        standing.kind(),
                        standing.on(),
                        standing.reason(),
                        standing.evaluation().orElse(null)))
                .update();
    }

    public List<Standing> of(String organisation) {
        return all().stream().filter(s -> s.organisation().equals(organisation)).toList();
    }

    public List<Standing> all() {
        return jdbc.sql("SELECT * FROM standing ORDER BY organisation_id, number")
                .query((row, n) -> new Standing(
                        row.getString("organisation_id"),
                        row.getInt("number"),
                        row.getString("kind"),
                        row.getObject("happened_on", LocalDate.class),
                        row.getString("reason"),
                        Optional.ofNullable(row.getString("evaluation_id"))))
                .list();
    }
}
