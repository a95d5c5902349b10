package org.steelyard.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** What filters refuse before a handler is found: a missing forgery token, an address with tricks, a parameter that is none. */
@RestController
class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Map<String, Object>> tell(HttpServletRequest request) {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof SteelyardException refusal) {
            List<Problem> problems = refusal.problems();
            return answer(ProblemDetails.status(problems.getFirst().code()), problems, request);
        }
        int status =
                failure instanceof InvalidParameterException parameter ? parameter.getErrorCode() : status(request);
        return answer(status, List.of(ProblemDetails.bare(status)), request);
    }

    /** Whoever asks for this address himself asks for nothing. */
    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
    }

    private static ResponseEntity<Map<String, Object>> answer(
            int status, List<Problem> problems, HttpServletRequest request) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetails.of(status, problems, ProblemDetails.lang(request.getHeader("Accept-Language"))));
    }
}
