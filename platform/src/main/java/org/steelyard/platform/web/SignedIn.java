package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;

/** Who makes a request. Account and roles are read afresh each time: what was revoked is gone with the next request. */
@Component
class SignedIn {

    private static final String ATTRIBUTE = "steelyard.account";

    private final Accounts accounts;

    SignedIn(Accounts accounts) {
        this.accounts = accounts;
    }

    Person person(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(ATTRIBUTE))
                .flatMap(id -> accounts.person(id.toString()))
                .orElse(Person.ANYBODY);
    }

    /** Begins a session under a new name, so that one planted before is worth nothing. */
    void begin(HttpServletRequest request, Person person) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        request.getSession(true).setAttribute(ATTRIBUTE, person.id());
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
