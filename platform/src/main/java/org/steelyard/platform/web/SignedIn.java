package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;

/**
 * Who makes a request. Account and roles are read afresh each time: what was revoked is gone with the next request. A session ends
 * after half an hour without a call, and after a working day in any case.
 */
@Component
class SignedIn {

    private static final String ATTRIBUTE = "steelyard.account";
    private static final String BEGAN = "steelyard.began";
    private static final String GATE = "steelyard.gate";

    private final Accounts accounts;
    private final SessionBook book;
    private final Clock clock;
    private final Duration longest;
    private final boolean factorRequired;

    SignedIn(
            Accounts accounts,
            SessionBook book,
            Clock clock,
            @Value("${steelyard.session-hours}") long hours,
            @Value("${steelyard.second-factor}") String factor) {
        this.accounts = accounts;
        this.book = book;
        this.clock = clock;
        longest = Duration.ofHours(hours);
        factorRequired = factor.equals("required");
    }

    /** What somebody has to do before anything else. */
    enum Gate {
        PASSWORD,
        FACTOR
    }

    /** Asked once a request; the answer is kept for its length. */
    Person person(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Person known) {
            return known;
        }
        Person person = Optional.ofNullable(request.getSession(false))
                .filter(this::isYoung)
                .map(session -> session.getAttribute(ATTRIBUTE))
                .flatMap(id -> accounts.person(id.toString()))
                .orElse(Person.ANYBODY);
        request.setAttribute(ATTRIBUTE, person);
        return person;
    }

    private boolean isYoung(HttpSession session) {
        boolean young = !(session.getAttribute(BEGAN) instanceof Instant began)
                || clock.instant().isBefore(began.plus(longest));
        if (!young) {
            session.invalidate();
        }
        return young;
    }

    /** Begins a session after a sign-in with a password: whoever has a first password, or lacks a factor, has to mend that first. */
    void begin(HttpServletRequest request, Person person, boolean firstPassword) {
        begin(request, person);
        HttpSession session = request.getSession(true);
        if (firstPassword) {
            session.setAttribute(GATE, Gate.PASSWORD);
        } else if (factorRequired && !accounts.hasTotp(person.id())) {
            session.setAttribute(GATE, Gate.FACTOR);
        }
    }

    /** Begins a session under a new name, so that one planted before is worth nothing. */
    void begin(HttpServletRequest request, Person person) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        Instant now = clock.instant();
        HttpSession session = request.getSession(true);
        session.setAttribute(ATTRIBUTE, person.id());
        session.setAttribute(BEGAN, now);
        request.setAttribute(ATTRIBUTE, person);
        book.add(session, person.id(), now, request.getRemoteAddr());
    }

    Optional<Gate> gate(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(GATE))
                .filter(Gate.class::isInstance)
                .map(Gate.class::cast);
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
