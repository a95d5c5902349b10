package org.steelyard.platform.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.Role;

/** Accounts and organisations in the database. Writers of evaluations never touch these tables. */
@Repository
public class Accounts {

    /** What a login name looks like. */
    public static final String LOGIN = "[A-Za-z0-9._@-]{3,100}";

    private static final int ALLOWED_FAILURES = 5;
    private static final Duration LOCKED_FOR = Duration.ofMinutes(15);
    private static final Duration FIRST_PASSWORD_HOLDS = Duration.ofDays(7);

    /** A digest of nothing that anybody knows: unknown names take as long as known ones. */
    private static final String NOBODY = Passwords.hash(UUID.randomUUID().toString());

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What came of a try to sign in. */
    public sealed interface SignIn {
        /** @param first whether the password is one that the platform gave, and has to be changed */
        record Welcome(Person person, boolean first) implements SignIn {}

        /** The password was right; a one-time code is needed or was wrong. */
        record CodeNeeded() implements SignIn {}

        /** Name, password or code was wrong, or the account is locked or closed: all the same to whoever tries. */
        record Refused() implements SignIn {}
    }

    private record Login(
            String id,
            String hash,
            Optional<String> totp,
            int failures,
            Optional<Instant> lockedUntil,
            boolean active,
            Optional<Instant> firstUntil,
            long step) {}

    /** A try counts even if what surrounds it fails. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public SignIn signIn(String login, String password, Optional<String> code) {
        Optional<Login> found = jdbc.sql("SELECT * FROM account WHERE login = ? FOR UPDATE")
                .param(login)
                .query(Accounts::login)
                .optional();
        boolean right = Passwords.matches(password, found.map(Login::hash).orElse(NOBODY));
        if (found.isEmpty()) {
            return new SignIn.Refused();
        }
        Login account = found.get();
        Instant now = clock.instant();
        boolean open = account.active()
                && account.lockedUntil().filter(now::isBefore).isEmpty()
                && account.firstUntil().filter(now::isAfter).isEmpty();
        if (!open) {
            return new SignIn.Refused();
        }
        boolean secondRight = account.totp().isEmpty()
                || code.filter(c -> Totp.matches(account.totp().get(), c, now))
                        .filter(c -> Totp.step(now) > account.step())
                        .isPresent();
        if (right && !secondRight && code.isEmpty()) {
            return new SignIn.CodeNeeded();
        }
        if (!right || !secondRight) {
            countFailure(account, now);
            return new SignIn.Refused();
        }
        jdbc.sql("UPDATE account SET failures = 0, locked_until = NULL, totp_step = ? WHERE id = ?")
                .params(account.totp().isPresent() ? Totp.step(now) : account.step(), account.id())
                .update();
        return new SignIn.Welcome(
                person(account.id()).orElseThrow(), account.firstUntil().isPresent());
    }

    /** Whether it is the password of somebody who is signed in already; a wrong one counts as a failure to sign in does. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean proves(String id, String password) {
        Optional<Login> found = jdbc.sql("SELECT * FROM account WHERE id = ? FOR UPDATE")
                .param(id)
                .query(Accounts::login)
                .optional();
        Instant now = clock.instant();
        if (found.isEmpty() || found.get().lockedUntil().filter(now::isBefore).isPresent()) {
            return false;
        }
        boolean right = Passwords.matches(password, found.get().hash());
        if (!right) {
            countFailure(found.get(), now);
        }
        return right;
    }

    private void countFailure(Login account, Instant now) {
        int failures = account.failures() + 1;
        boolean lock = failures >= ALLOWED_FAILURES;
        jdbc.sql("UPDATE account SET failures = ?, locked_until = ? WHERE id = ?")
                .param(lock ? 0 : failures)
                .param(lock ? OffsetDateTime.ofInstant(now.plus(LOCKED_FOR), ZoneOffset.UTC) : null)
                .param(account.id())
                .update();
    }

    /** The roles are asked for after the account: a question inside another would hold two connections of the pool at once. */
    public Optional<Person> person(String id) {
        return jdbc.sql("SELECT id, login, name, organisation_id FROM account WHERE id = ? AND active = TRUE")
                .param(id)
                .query((row, n) -> new Person(
                        row.getString("id"),
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("organisation_id"),
                        Set.of()))
                .optional()
                .map(found ->
                        new Person(found.id(), found.login(), found.name(), found.organisation(), roles(found.id())));
    }

    public Optional<Person> byLogin(String login) {
        return jdbc.sql("SELECT id FROM account WHERE login = ?")
                .param(login)
                .query(String.class)
                .optional()
                .flatMap(this::person);
    }

    /** The account to which an identity of a provider belongs. */
    public Optional<Person> byIdentity(String issuer, String subject) {
        return jdbc.sql("SELECT account_id FROM account_identity WHERE issuer = ? AND subject = ?")
                .params(issuer, subject)
                .query(String.class)
                .optional()
                .flatMap(this::person);
    }

    /** Gives an identity an account, unless the account has another identity of that issuer. */
    @Transactional
    public boolean bind(String issuer, String subject, String account) {
        boolean other = jdbc.sql("SELECT COUNT(*) FROM account_identity WHERE issuer = ? AND account_id = ?")
                        .params(issuer, account)
                        .query(Long.class)
                        .single()
                > 0;
        return !other
                && jdbc.sql("INSERT INTO account_identity (issuer, subject, account_id) VALUES (?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING")
                                .params(issuer, subject, account)
                                .update()
                        == 1;
    }

    private Set<Role> roles(String account) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        jdbc.sql("SELECT role FROM account_role WHERE account_id = ?")
                .param(account)
                .query((row, n) -> row.getString(1))
                .list()
                .forEach(role -> roles.add(Role.valueOf(role)));
        return roles;
    }

    public boolean isEmpty() {
        return jdbc.sql("SELECT COUNT(*) FROM account").query(Long.class).single() == 0;
    }

    /** Whether the caller is the first to set up; of two at once one is. Within his transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean claimSetup() {
        return isEmpty()
                && jdbc.sql("INSERT INTO numbering (series, last_number) VALUES ('setup', 1) ON CONFLICT DO NOTHING")
                                .update()
                        == 1;
    }

    public boolean hasLogin(String login) {
        return jdbc.sql("SELECT COUNT(*) FROM account WHERE login = ?")
                        .param(login)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** A new account; the password has been looked at already. */
    @Transactional
    public String create(NewAccount wanted) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("INSERT INTO account (id, login, name, organisation_id, password_hash, failures, active, version)"
                        + " VALUES (?, ?, ?, ?, ?, 0, TRUE, 1)")
                .params(id, wanted.login(), wanted.name(), wanted.organisation(), Passwords.hash(wanted.password()))
                .update();
        grant(id, wanted.roles());
        return id;
    }

    /** @param password in clear; it is hashed and forgotten */
    public record NewAccount(String login, String name, String organisation, String password, Set<Role> roles) {
        public NewAccount {
            roles = Set.copyOf(roles);
        }

        @Override
        public String toString() {
            return "NewAccount[" + login + "]";
        }
    }

    /** Replaces the roles of an account. */
    @Transactional
    public void grant(String account, Set<Role> roles) {
        jdbc.sql("DELETE FROM account_role WHERE account_id = ?").param(account).update();
        roles.stream()
                .sorted()
                .forEach(role -> jdbc.sql("INSERT INTO account_role (account_id, role) VALUES (?, ?)")
                        .params(account, role.name())
                        .update());
    }

    /** The person's own choice, which has been looked at. */
    @Transactional
    public void changePassword(String account, String password) {
        jdbc.sql("UPDATE account SET password_hash = ?, password_until = NULL, version = version + 1 WHERE id = ?")
                .params(Passwords.hash(password), account)
                .update();
    }

    /** Gives the account a random password that holds for some days and has to be changed when it is first used. */
    @Transactional
    public String firstPassword(String account) {
        String password = Passwords.random();
        jdbc.sql("UPDATE account SET password_hash = ?, password_until = ?, failures = 0, locked_until = NULL,"
                        + " version = version + 1 WHERE id = ?")
                .params(
                        Passwords.hash(password),
                        OffsetDateTime.ofInstant(clock.instant().plus(FIRST_PASSWORD_HOLDS), ZoneOffset.UTC),
                        account)
                .update();
        return password;
    }

    /** That the password an account was made with is a first one: it holds for a week, and is good for changing it. */
    @Transactional
    public void holdAsFirst(String account) {
        jdbc.sql("UPDATE account SET password_until = ? WHERE id = ?")
                .params(OffsetDateTime.ofInstant(clock.instant().plus(FIRST_PASSWORD_HOLDS), ZoneOffset.UTC), account)
                .update();
    }

    public boolean hasTotp(String account) {
        return jdbc.sql("SELECT COUNT(*) FROM account WHERE id = ? AND totp_secret IS NOT NULL")
                        .param(account)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @param secretHex empty to do without */
    @Transactional
    public void setTotp(String account, Optional<String> secretHex) {
        jdbc.sql("UPDATE account SET totp_secret = ?, totp_step = 0, version = version + 1 WHERE id = ?")
                .params(java.util.Arrays.asList(secretHex.orElse(null), account))
                .update();
    }

    @Transactional
    public void setActive(String account, boolean active) {
        jdbc.sql("UPDATE account SET active = ?, version = version + 1 WHERE id = ?")
                .params(active, account)
                .update();
    }

    /** One line of the list of accounts. */
    public record Listed(String id, String login, String name, String organisation, boolean active, Set<Role> roles) {
        public Listed {
            roles = Set.copyOf(roles);
        }
    }

    public List<Listed> list() {
        Map<String, Set<Role>> roles = new HashMap<>();
        jdbc.sql("SELECT account_id, role FROM account_role").query(row -> {
            roles.computeIfAbsent(row.getString(1), id -> EnumSet.noneOf(Role.class))
                    .add(Role.valueOf(row.getString(2)));
        });
        return jdbc.sql("SELECT id, login, name, organisation_id, active FROM account ORDER BY login")
                .query((row, n) -> new Listed(
                        row.getString("id"),
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("organisation_id"),
                        row.getBoolean("active"),
                        roles.getOrDefault(row.getString("id"), Set.of())))
                .list();
    }

    /** Names of people and organisations, by id; ids of nobody are left out. */
    public Map<String, String> names(Set<String> people, Set<String> organisations) {
        Map<String, String> names = new HashMap<>();
        if (!people.isEmpty()) {
            jdbc.sql("SELECT id, name FROM account WHERE id IN (:ids)")
                    .param("ids", people)
                    .query(row -> {
                        names.put(row.getString(1), row.getString(2));
                    });
        }
        if (!organisations.isEmpty()) {
            jdbc.sql("SELECT id, name_zh FROM organisation WHERE id IN (:ids)")
                    .param("ids", organisations)
                    .query(row -> {
                        names.put(row.getString(1), row.getString(2));
                    });
        }
        return names;
    }

    public List<String> withRole(Role role, String organisation) {
        return jdbc.sql("SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id"
                        + " WHERE r.role = ? AND a.organisation_id = ? AND a.active = TRUE ORDER BY a.login")
                .params(role.name(), organisation)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Everybody with an open account in an organisation. */
    public List<String> of(String organisation) {
        return jdbc.sql("SELECT id FROM account WHERE organisation_id = ? AND active = TRUE ORDER BY login")
                .param(organisation)
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Transactional
    public String create(Organisation organisation) {
        String id = organisation.id().isEmpty() ? UUID.randomUUID().toString() : organisation.id();
        jdbc.sql("INSERT INTO organisation (id, name_zh, name_en, kind, region, trusted_from, trusted_to, version)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 1)")
                .params(java.util.Arrays.asList(
                        id,
                        organisation.nameZh(),
                        organisation.nameEn(),
                        organisation.kind().name(),
                        organisation.region(),
                        organisation.trustedFrom().orElse(null),
                        organisation.trustedTo().orElse(null)))
                .update();
        return id;
    }

    public Optional<Organisation> organisation(String id) {
        return jdbc.sql("SELECT * FROM organisation WHERE id = ?")
                .param(id)
                .query((row, n) -> organisation(row))
                .optional();
    }

    public List<Organisation> organisations() {
        return jdbc.sql("SELECT * FROM organisation ORDER BY kind, region, name_zh")
                .query((row, n) -> organisation(row))
                .list();
    }

    /** Ends or begins the standing as a trusted evaluation point. */
    @Transactional
    public void setTrusted(String organisation, Optional<LocalDate> from, Optional<LocalDate> to) {
        jdbc.sql("UPDATE organisation SET trusted_from = ?, trusted_to = ?, version = version + 1 WHERE id = ?")
                .params(java.util.Arrays.asList(from.orElse(null), to.orElse(null), organisation))
                .update();
    }

    private static Organisation organisation(ResultSet row) throws SQLException {
        return new Organisation(
                row.getString("id"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Organisation.Kind.valueOf(row.getString("kind")),
                row.getString("region"),
                Optional.ofNullable(row.getObject("trusted_from", LocalDate.class)),
                Optional.ofNullable(row.getObject("trusted_to", LocalDate.class)),
                row.getLong("version"));
    }

    private static Login login(ResultSet row, int number) throws SQLException {
        return new Login(
                row.getString("id"),
                row.getString("password_hash"),
                Optional.ofNullable(row.getString("totp_secret")),
                row.getInt("failures"),
                Optional.ofNullable(row.getObject("locked_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("active"),
                Optional.ofNullable(row.getObject("password_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("totp_step"));
    }
}
