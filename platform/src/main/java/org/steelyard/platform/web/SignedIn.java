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

    /** Asked once a request; the answer is kept for its length. */
    Person person(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Person known) {
            return known;
        }
        Person person = Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(ATTRIBUTE))
                .flatMap(id -> accounts.person(id.toString()))
                .orElse(Person.ANYBODY);
        request.setAttribute(ATTRIBUTE, person);
        return person;
    }

    /** Begins a session under a new name, so that one planted before is worth nothing. */
    void begin(HttpServletRequest request, Person person) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        request.getSession(true).setAttribute(ATTRIBUTE, person.id());
        request.setAttribute(ATTRIBUTE, person);
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
