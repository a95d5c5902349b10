package org.steelyard.platform.web;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.ledger.Event;
import org.steelyard.governance.ledger.Event.Outcome;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.ledger.LedgerStore;

/** Ledger entries of what is not an act on an evaluation: accounts, organisations, sign-ins. */
@Component
class Records {

    private final LedgerStore ledger;
    private final Clock clock;

    Records(LedgerStore ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** In the transaction of the write that it tells of. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void within(Person person, String act, String object, Map<String, String> details) {
        ledger.append(event(person, act, object, Outcome.DONE, details));
    }

    /** Of what writes nothing else. */
    @Transactional
    public void done(Person person, String act, String object, Map<String, String> details) {
        ledger.append(event(person, act, object, Outcome.DONE, details));
    }

    @Transactional
    public void refused(Person person, String act, String object, ErrorCode code) {
        ledger.append(event(person, act, object, Outcome.REFUSED, Map.of("code", code.id())));
    }

    private Event event(Person person, String act, String object, Outcome outcome, Map<String, String> details) {
        return new Event(clock.instant(), person.id(), "", act, object, outcome, details);
    }
}
