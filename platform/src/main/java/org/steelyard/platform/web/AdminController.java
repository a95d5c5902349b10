package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.Role.Side;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Passwords;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ExpertPool;
import org.steelyard.platform.evaluation.Standings;

/** Organisations, accounts and the register: three administrators, none of whom can do another's part. */
@RestController
@RequestMapping("/api/v1")
class AdminController {

    private static final int LONGEST = 200;
    private static final int LONGEST_REASON = 1000;

    private final Accounts accounts;
    private final Standings standings;
    private final ExpertPool pool;
    private final Records records;
    private final SignedIn signedIn;
    private final SessionBook sessions;

    AdminController(
            Accounts accounts,
            Standings standings,
            ExpertPool pool,
            Records records,
            SignedIn signedIn,
            SessionBook sessions) {
        this.pool = pool;
        this.sessions = sessions;
        this.accounts = accounts;
        this.standings = standings;
        this.records = records;
        this.signedIn = signedIn;
    }

    record NewOrganisation(String nameZh, String nameEn, Organisation.Kind kind, String region) {}

    record Created(String id) {}

    /** A new account has no role until the security administrator grants one. */
    record NewAccount(String login, String name, String organisation) {}

    /** @param password random, shown this once, good for a week, and to be changed at the first sign-in */
    record First(String id, String password) {
        @Override
        public String toString() {
            return "First[" + id + "]";
        }
    }

    record Active(boolean active) {}

    record Roles(Set<Role> roles) {}

    record NewStanding(String kind, LocalDate on, String reason) {}

    @GetMapping("/organisations")
    List<Organisation> organisations() {
        return accounts.organisations();
    }

    @PostMapping("/organisations")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    Created addOrganisation(@RequestBody NewOrganisation wanted, HttpServletRequest request) {
        require("nameZh", wanted.nameZh());
        require("nameEn", wanted.nameEn());
        require("region", wanted.region() != null && wanted.region().matches("\\d{6}") ? wanted.region() : "");
        require("kind", wanted.kind() == null ? "" : wanted.kind().name());
        String id = accounts.create(new Organisation(
                "",
                wanted.nameZh(),
                wanted.nameEn(),
                wanted.kind(),
                wanted.region(),
                Optional.empty(),
                Optional.empty(),
                1));
        records.within(signedIn.person(request), "add-organisation", "organisation/" + id, Map.of());
        return new Created(id);
    }

    @GetMapping("/organisations/{id}/standing")
    List<Standings.Standing> standing(@PathVariable String id) {
        return standings.of(id);
    }

    @PostMapping("/organisations/{id}/standing")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    List<Standings.Standing> setStanding(
            @PathVariable String id, @RequestBody NewStanding wanted, HttpServletRequest request) {
        require("reason", wanted.reason(), LONGEST_REASON);
        require("on", wanted.on() == null ? "" : wanted.on().toString());
        Organisation organisation = accounts.organisation(id).orElseThrow(() -> absent("organisation"));
        switch (wanted.kind() == null ? "" : wanted.kind()) {
            case "confirmed", "restored" -> accounts.setTrusted(id, Optional.of(wanted.on()), Optional.empty());
            case "removed" ->
                accounts.setTrusted(
                        id, organisation.trustedFrom(), Optional.of(wanted.on().minusDays(1)));
            case "participated" -> {}
            default -> require("kind", "");
        }
        standings.add(new Standings.Standing(id, 0, wanted.kind(), wanted.on(), wanted.reason(), Optional.empty()));
        records.within(signedIn.person(request), "set-standing", "organisation/" + id, Map.of("kind", wanted.kind()));
        return standings.of(id);
    }

    record Expert(String id, String name, String organisation) {}

    @GetMapping("/experts")
    List<ExpertPool.Expert> experts() {
        return pool.experts();
    }

    record Fields(Set<String> fields) {}

    /** The authorities keep the pool: in what an expert is one. */
    @PutMapping("/experts/{account}/fields")
    @Transactional
    List<ExpertPool.Expert> setFields(
            @PathVariable String account, @RequestBody Fields wanted, HttpServletRequest request) {
        if (pool.experts().stream().noneMatch(e -> e.id().equals(account))) {
            throw absent("account");
        }
        Set<String> fields = wanted.fields() == null ? Set.of() : wanted.fields();
        if (!ExpertPool.FIELDS.containsAll(fields)) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("fields"),
                    Text.of("专业领域不在八个领域之内", "a field is none of the eight"),
                    Text.of(
                            "可选：" + String.join("、", ExpertPool.FIELDS),
                            "choose from " + String.join(", ", ExpertPool.FIELDS)));
        }
        pool.setFields(account, fields);
        records.within(
                signedIn.person(request),
                "set-fields",
                "account/" + account,
                Map.of("fields", fields.stream().sorted().collect(Collectors.joining(" "))));
        return pool.experts();
    }

    /** Who can lead the work of an implementing body. */
    @GetMapping("/implementers")
    List<Expert> implementers() {
        return withRole(Role.IMPLEMENTER);
    }

    private List<Expert> withRole(Role role) {
        return accounts.list().stream()
                .filter(a -> a.active() && a.roles().contains(role))
                .map(a -> new Expert(a.id(), a.name(), a.organisation()))
                .toList();
    }

    @GetMapping("/accounts")
    List<Accounts.Listed> list() {
        return accounts.list();
    }

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    First addAccount(@RequestBody NewAccount wanted, HttpServletRequest request) {
        require("login", wanted.login() != null && wanted.login().matches(Accounts.LOGIN) ? wanted.login() : "");
        require("name", wanted.name());
        if (accounts.organisation(wanted.organisation() == null ? "" : wanted.organisation())
                .isEmpty()) {
            throw absent("organisation");
        }
        if (accounts.hasLogin(wanted.login())) {
            throw SteelyardException.of(
                    PlatformError.TAKEN,
                    Place.field("login"),
                    Text.of("登录名已被使用", "the login name is taken"),
                    Text.of("另选一个", "choose another"));
        }
        String password = Passwords.random();
        String id = accounts.create(
                new Accounts.NewAccount(wanted.login(), wanted.name(), wanted.organisation(), password, Set.of()));
        accounts.holdAsFirst(id);
        records.within(signedIn.person(request), "add-account", "account/" + id, Map.of());
        return new First(id, password);
    }

    /** For whoever forgot his: a new first password. Nobody does that to an administrator, whose place he could take. */
    @PostMapping("/accounts/{id}/first-password")
    @Transactional
    First firstPassword(@PathVariable String id, HttpServletRequest request) {
        notAnAdministrator(id, request);
        records.within(signedIn.person(request), "reset-password", "account/" + id, Map.of());
        sessions.endOthers(id, "");
        return new First(id, accounts.firstPassword(id));
    }

    /** For whoever lost his authenticator, once the security administrator has made sure who he is. */
    @DeleteMapping("/accounts/{id}/totp")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void dropTotp(@PathVariable String id, HttpServletRequest request) {
        notAnAdministrator(id, request);
        records.within(signedIn.person(request), "reset-one-time-code", "account/" + id, Map.of());
        sessions.endOthers(id, "");
        accounts.setTotp(id, Optional.empty());
    }

    private void notAnAdministrator(String id, HttpServletRequest request) {
        Person other = accounts.person(id).orElseThrow(() -> absent("account"));
        boolean administrator = other.roles().stream().anyMatch(r -> r.side() == Side.ADMINISTRATION);
        if (administrator || id.equals(signedIn.person(request).id())) {
            throw SteelyardException.of(
                    PlatformError.FORBIDDEN,
                    Place.field("account"),
                    Text.of("不得重置管理员账号的密码或验证码", "password and code of an administrator are not reset"),
                    Text.of("由同类的另一名管理员接任，或另行任命", "another administrator of the kind takes over, or is appointed"));
        }
    }

    @PutMapping("/accounts/{id}/active")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void setActive(@PathVariable String id, @RequestBody Active wanted, HttpServletRequest request) {
        if (accounts.list().stream().noneMatch(a -> a.id().equals(id))) {
            throw absent("account");
        }
        accounts.setActive(id, wanted.active());
        if (!wanted.active()) {
            sessions.endOthers(id, "");
        }
        records.within(
                signedIn.person(request),
                wanted.active() ? "open-account" : "close-account",
                "account/" + id,
                Map.of());
    }

    /** The three administrators are kept apart, and none of them takes part in evaluations; nobody grants to himself. */
    @PutMapping("/accounts/{id}/roles")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void grant(@PathVariable String id, @RequestBody Roles wanted, HttpServletRequest request) {
        Person person = signedIn.person(request);
        Set<Role> roles = wanted.roles() == null ? Set.of() : wanted.roles();
        long administrators =
                roles.stream().filter(r -> r.side() == Side.ADMINISTRATION).count();
        boolean mixed = administrators > 1 || administrators == 1 && roles.size() > 1;
        if (mixed || id.equals(person.id())) {
            throw SteelyardException.of(
                    PlatformError.FORBIDDEN,
                    Place.field("roles"),
                    Text.of(
                            "三类管理员须由不同人员担任，且不得参与评价；不得为自己授权",
                            "the three administrators are three people who take no part in evaluations; nobody grants to himself"),
                    Text.of("分别授予不同账号", "grant them to different accounts"));
        }
        if (accounts.person(id).isEmpty()) {
            throw absent("account");
        }
        accounts.grant(id, roles);
        records.within(
                person,
                "grant-roles",
                "account/" + id,
                Map.of("roles", roles.stream().sorted().map(Role::name).collect(Collectors.joining(" "))));
    }

    private static void require(String field, @Nullable String value) {
        require(field, value, LONGEST);
    }

    private static void require(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field(field),
                    Text.of("未填写或不合格式", "the field is missing or malformed"),
                    Text.of("改正后重新提交", "mend it and submit again"));
        }
    }

    private static SteelyardException absent(String what) {
        return SteelyardException.of(
                PlatformError.NOT_FOUND,
                Place.field(what),
                Text.of("不存在", "there is none"),
                Text.of("从列表中选择", "choose from the list"));
    }
}
