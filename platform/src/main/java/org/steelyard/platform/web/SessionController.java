package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Accounts.SignIn;
import org.steelyard.platform.account.Person;

/** Signing in and out, and one's own password. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {

    private static final int SECRET_BYTES = 20;

    private final Accounts accounts;
    private final SignedIn signedIn;
    private final SessionBook book;
    private final Records records;

    SessionController(Accounts accounts, SignedIn signedIn, SessionBook book, Records records) {
        this.book = book;
        this.accounts = accounts;
        this.signedIn = signedIn;
        this.records = records;
    }

    record Credentials(String login, String password, Optional<String> code) {
        Credentials {
            login = login == null ? "" : login;
            password = password == null ? "" : password;
            code = code == null ? Optional.empty() : code;
        }

        @Override
        public String toString() {
            return "Credentials[" + login + "]";
        }
    }

    record NewPassword(String present, String next) {
        NewPassword {
            present = present == null ? "" : present;
            next = next == null ? "" : next;
        }

        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /** @param password the present one: a factor is changed by whoever can prove himself */
    record OneTime(boolean use, String password) {
        OneTime {
            password = password == null ? "" : password;
        }

        @Override
        public String toString() {
            return "OneTime[" + use + "]";
        }
    }

    @PostMapping
    Answers.Me begin(@RequestBody Credentials credentials, HttpServletRequest request) {
        SignIn outcome = accounts.signIn(credentials.login(), credentials.password(), credentials.code());
        return switch (outcome) {
            case SignIn.Welcome(Person person, boolean first) -> {
                signedIn.begin(request, person, first);
                records.done(person, "sign-in", "account/" + person.id(), Map.of());
                yield whole(person, request);
            }
            case SignIn.CodeNeeded ignored ->
                throw SteelyardException.of(
                        PlatformError.SIGN_IN,
                        Place.field("code"),
                        Text.of("还需要一次性验证码", "a one-time code is needed as well"),
                        Text.of("输入验证器上的六位数字", "enter the six digits of your authenticator"));
            case SignIn.Refused ignored -> {
                records.refused(Person.ANYBODY, "sign-in", "account", PlatformError.SIGN_IN);
                throw SteelyardException.of(
                        PlatformError.SIGN_IN,
                        Place.NONE,
                        Text.of("登录名、密码或验证码不正确，或账号已锁定", "name, password or code is wrong, or the account is locked"),
                        Text.of(
                                "核对后重试；连续五次失败将锁定十五分钟",
                                "try again; five failures lock the account for fifteen minutes"));
            }
        };
    }

    @GetMapping
    Optional<Answers.Me> me(HttpServletRequest request) {
        Person person = signedIn.person(request);
        return person.isSignedIn() ? Optional.of(whole(person, request)) : Optional.empty();
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(HttpServletRequest request) {
        records.done(signedIn.person(request), "sign-out", "account", Map.of());
        signedIn.end(request);
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void changePassword(@RequestBody NewPassword passwords, HttpServletRequest request) {
        Person person = signedIn.person(request);
        prove(person, passwords.present(), "present");
        if (passwords.next().equals(passwords.present())) {
            throw SteelyardException.of(
                    PlatformError.WEAK_PASSWORD,
                    Place.field("next"),
                    Text.of("新密码与当前密码相同", "the new password is the present one"),
                    Text.of("另选一个密码", "choose another"));
        }
        Setup.checkPassword(passwords.next(), person.login());
        accounts.changePassword(person.id(), passwords.next());
        records.within(person, "change-password", "account/" + person.id(), Map.of());
        signedIn.begin(request, person, false);
        book.endOthers(person.id(), request.getSession().getId());
    }

    private void prove(Person person, String password, String field) {
        if (!accounts.proves(person.id(), password)) {
            throw SteelyardException.of(
                    PlatformError.SIGN_IN,
                    Place.field(field),
                    Text.of("当前密码不正确", "the present password is wrong"),
                    Text.of("核对后重试；连续五次失败将锁定十五分钟", "try again; five failures lock the account for fifteen minutes"));
        }
    }

    /** Switches the one-time code on or off; the secret is shown this once. */
    @PutMapping("/totp")
    @Transactional
    Map<String, String> changeTotp(@RequestBody OneTime wanted, HttpServletRequest request) {
        Person person = signedIn.person(request);
        prove(person, wanted.password(), "password");
        records.within(
                person, wanted.use() ? "use-one-time-code" : "drop-one-time-code", "account/" + person.id(), Map.of());
        if (!wanted.use()) {
            accounts.setTotp(person.id(), Optional.empty());
            return Map.of();
        }
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        accounts.setTotp(person.id(), Optional.of(HexFormat.of().formatHex(secret)));
        signedIn.begin(request, person, false);
        book.endOthers(person.id(), request.getSession().getId());
        return Map.of("secret", Base32.of(secret));
    }

    private Answers.Me whole(Person person, HttpServletRequest request) {
        return new Answers.Me(
                person.id(),
                person.login(),
                person.name(),
                person.organisation(),
                List.copyOf(person.roles().stream().sorted().toList()),
                accounts.hasTotp(person.id()),
                signedIn.gate(request).map(gate -> gate.name().toLowerCase(Locale.ROOT)));
    }
}
