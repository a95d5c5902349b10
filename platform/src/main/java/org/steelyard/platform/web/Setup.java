package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Passwords;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.demo.Demo;

/** The first start: nothing works until somebody has named an administrator and a password. There is no default one. */
@RestController
@RequestMapping("/api/v1/setup")
class Setup {

    private final Accounts accounts;
    private final Records records;
    private final SignedIn signedIn;

    private final Demo demo;
    private final TransactionTemplate transaction;

    Setup(Accounts accounts, Records records, SignedIn signedIn, Demo demo, TransactionTemplate transaction) {
        this.demo = demo;
        this.transaction = transaction;
        this.accounts = accounts;
        this.records = records;
        this.signedIn = signedIn;
    }

    record State(boolean needed) {}

    /** One of the three administrators: they are three people. */
    record Administrator(String login, String name, String password) {
        Administrator {
            login = login == null ? "" : login;
            name = name == null ? "" : name;
            password = password == null ? "" : password;
        }

        @Override
        public String toString() {
            return "Administrator[" + login + "]";
        }
    }

    /**
     * @param demo whether ten sample evaluations are wanted
     * @param demoPassword of the sample people, then
     */
    record First(
            String organisationZh,
            String organisationEn,
            String region,
            Administrator system,
            Administrator security,
            Administrator audit,
            boolean demo,
            Optional<String> demoPassword) {
        private static final Administrator NOBODY = new Administrator("", "", "");

        First {
            organisationZh = organisationZh == null ? "" : organisationZh;
            organisationEn = organisationEn == null ? "" : organisationEn;
            region = region == null ? "" : region;
            system = system == null ? NOBODY : system;
            security = security == null ? NOBODY : security;
            audit = audit == null ? NOBODY : audit;
            demoPassword = demoPassword == null ? Optional.empty() : demoPassword;
        }

        @Override
        public String toString() {
            return "First[" + system + "]";
        }

        Map<Role, Administrator> administrators() {
            return new EnumMap<>(
                    Map.of(Role.SYSTEM_ADMIN, system, Role.SECURITY_ADMIN, security, Role.AUDIT_ADMIN, audit));
        }
    }

    @GetMapping
    State state() {
        return new State(accounts.isEmpty());
    }

    /** Makes the authority and its three administrators; whoever sets up goes on as the system administrator. */
    @PostMapping
    State begin(@RequestBody First first, HttpServletRequest request) {
        if (first.demo()) {
            checkPassword(first.demoPassword().orElse(""), "demo-");
        }
        Person person = java.util.Objects.requireNonNull(transaction.execute(status -> administrators(first)));
        if (first.demo()) {
            demo.load(first.demoPassword().orElse(""));
        }
        signedIn.begin(request, person);
        return new State(false);
    }

    private Person administrators(First first) {
        if (!accounts.claimSetup()) {
            throw SteelyardException.of(
                    PlatformError.SETUP_DONE,
                    Place.NONE,
                    Text.of("平台已完成初始化", "the platform has been set up already"),
                    Text.of("请用已有账号登录", "sign in with an account"));
        }
        checkFilled(first);
        String organisation = accounts.create(new Organisation(
                "",
                first.organisationZh(),
                first.organisationEn(),
                "000000".equals(first.region())
                        ? Organisation.Kind.NATIONAL_AUTHORITY
                        : Organisation.Kind.LOCAL_AUTHORITY,
                first.region(),
                Optional.empty(),
                Optional.empty(),
                1));
        first.administrators()
                .forEach((role, a) -> accounts.create(
                        new Accounts.NewAccount(a.login(), a.name(), organisation, a.password(), Set.of(role))));
        Person person = accounts.byLogin(first.system().login()).orElseThrow();
        records.within(person, "set-up", "organisation/" + organisation, Map.of());
        return person;
    }

    private static void checkFilled(First first) {
        boolean filled =
                first.region().matches("\\d{6}") && fits(first.organisationZh()) && fits(first.organisationEn());
        if (!filled) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("region"),
                    Text.of(
                            "单位名称须填写，区划代码为六位数字",
                            "the names of the organisation are needed, and a region of six digits"),
                    Text.of("改正后重新提交", "mend it and submit again"));
        }
        first.administrators().forEach(Setup::checkAdministrator);
        Set<String> logins = new HashSet<>();
        Set<String> passwords = new HashSet<>();
        first.administrators().values().forEach(a -> {
            logins.add(a.login().toLowerCase(Locale.ROOT));
            passwords.add(a.password());
        });
        if (logins.size() < 3 || passwords.size() < 3) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("security.login"),
                    Text.of(
                            "系统、安全、审计三类管理员须为三个不同账号，密码各不相同",
                            "system, security and audit administrator are three accounts with three passwords"),
                    Text.of("分别填写", "give each his own"));
        }
    }

    private static void checkAdministrator(Role role, Administrator administrator) {
        String field = role.name().substring(0, role.name().indexOf('_')).toLowerCase(Locale.ROOT);
        if (!administrator.login().matches(Accounts.LOGIN) || !fits(administrator.name())) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field(field + ".login"),
                    Text.of(
                            role.label().zh() + "的登录名（3—100 位字母、数字、. _ @ -）与姓名须填写",
                            role.label().en() + ": a login of 3 to 100 letters, digits, . _ @ - and a name are needed"),
                    Text.of("改正后重新提交", "mend it and submit again"));
        }
        checkPassword(administrator.password(), administrator.login());
    }

    private static boolean fits(String text) {
        return !text.isBlank() && text.length() <= 200;
    }

    /** @throws SteelyardException when it is too weak */
    static void checkPassword(String password, String login) {
        Passwords.weakness(password, login).ifPresent(why -> {
            throw SteelyardException.of(
                    PlatformError.WEAK_PASSWORD,
                    Place.field("password"),
                    why,
                    Text.of("另选一个密码，例如几个不相关的词", "choose another, such as a few words that do not belong together"));
        });
    }
}
