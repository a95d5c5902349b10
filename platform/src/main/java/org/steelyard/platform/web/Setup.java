package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
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

    /** @param demo whether ten sample evaluations are wanted, with sample people who have the same password */
    record First(
            String organisationZh,
            String organisationEn,
            String region,
            String login,
            String name,
            String password,
            boolean demo) {
        First {
            organisationZh = organisationZh == null ? "" : organisationZh;
            organisationEn = organisationEn == null ? "" : organisationEn;
            region = region == null ? "" : region;
            login = login == null ? "" : login;
            name = name == null ? "" : name;
            password = password == null ? "" : password;
        }

        @Override
        public String toString() {
            return "First[" + login + "]";
        }
    }

    @GetMapping
    State state() {
        return new State(accounts.isEmpty());
    }

    @PostMapping
    State begin(@RequestBody First first, HttpServletRequest request) {
        Person person = java.util.Objects.requireNonNull(transaction.execute(status -> administrator(first)));
        if (first.demo()) {
            demo.load(first.password());
        }
        signedIn.begin(request, person);
        return new State(false);
    }

    private Person administrator(First first) {
        if (!accounts.isEmpty()) {
            throw SteelyardException.of(
                    PlatformError.SETUP_DONE,
                    Place.NONE,
                    Text.of("平台已完成初始化", "the platform has been set up already"),
                    Text.of("请用已有账号登录", "sign in with an account"));
        }
        checkPassword(first.password(), first.login());
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
        String account = accounts.create(new Accounts.NewAccount(
                first.login(),
                first.name(),
                organisation,
                first.password(),
                Set.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)));
        Person person = accounts.person(account).orElseThrow();
        records.within(person, "set-up", "organisation/" + organisation, Map.of());
        return person;
    }

    private static void checkFilled(First first) {
        boolean filled = java.util.stream.Stream.of(
                        first.organisationZh(), first.organisationEn(), first.login(), first.name())
                .noneMatch(String::isBlank);
        if (!filled || !first.region().matches("\\d{6}")) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("region"),
                    Text.of(
                            "单位、姓名、登录名须填写，区划代码为六位数字",
                            "organisation, name and login are needed, and a region of six digits"),
                    Text.of("改正后重新提交", "mend it and submit again"));
        }
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
