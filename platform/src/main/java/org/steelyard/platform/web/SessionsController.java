package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;

/** One's own sessions: where one is signed in, and how to end that. */
@RestController
@RequestMapping("/api/v1/sessions")
class SessionsController {

    private final SessionBook book;
    private final SignedIn signedIn;
    private final Records records;

    SessionsController(SessionBook book, SignedIn signedIn, Records records) {
        this.book = book;
        this.signedIn = signedIn;
        this.records = records;
    }

    @GetMapping
    List<SessionBook.Open> list(HttpServletRequest request) {
        String present = Optional.ofNullable(request.getSession(false))
                .map(HttpSession::getId)
                .orElse("");
        return book.list(signedIn.person(request).id(), present);
    }

    @DeleteMapping("/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String session, HttpServletRequest request) {
        Person person = signedIn.person(request);
        if (!book.end(person.id(), session)) {
            throw SteelyardException.of(
                    PlatformError.NOT_FOUND,
                    Place.NONE,
                    Text.of("没有这个会话", "there is no such session"),
                    Text.of("会话见列表", "sessions are in the list"));
        }
        records.done(person, "end-session", "account/" + person.id(), Map.of());
    }
}
