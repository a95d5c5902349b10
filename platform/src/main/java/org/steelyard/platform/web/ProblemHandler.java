package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.DisconnectedClientHelper;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;

/** Failures as problem details (RFC 9457), in the language of the request, with the codes of the command line. */
@RestControllerAdvice
class ProblemHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** What is recorded where it is refused: acts, and runs, which are acts. */
    private static final Set<String> RECORDED = Set.of(
            "POST /api/v1/evaluations",
            "POST /api/v1/evaluations/{id}/acts/{act}",
            "POST /api/v1/evaluations/{id}/runs/bundle");

    /** Seconds. */
    private static final String COME_AGAIN = "10";

    private static final Pattern OBJECT = Pattern.compile("/evaluations/([0-9a-f-]{36})(/|$)");

    private final Records records;
    private final SignedIn signedIn;

    ProblemHandler(Records records, SignedIn signedIn) {
        this.records = records;
        this.signedIn = signedIn;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(SteelyardException failure, HttpServletRequest request) {
        denied(failure.problems().getFirst().code(), request);
        return answer(ProblemDetails.status(failure.problems().getFirst().code()), failure.problems(), request);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(
            HttpMessageNotReadableException failure, HttpServletRequest request) {
        Problem problem = new Problem(
                PlatformError.UNREADABLE,
                Place.NONE,
                Text.of("请求内容为空，或无法识别", "the content of the request is empty, or cannot be read"),
                Text.of(
                        "提交 JSON（上传时为文件内容），格式见 /api/v1/openapi.json",
                        "send JSON, or the file that is uploaded, as /api/v1/openapi.json says"));
        return answer(PlatformError.UNREADABLE.status(), List.of(problem), request);
    }

    /** Without a parameter that the address needs. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> incomplete(
            MissingServletRequestParameterException failure, HttpServletRequest request) {
        Problem problem = new Problem(
                PlatformError.UNREADABLE,
                Place.field(failure.getParameterName()),
                Text.of("缺少参数", "the parameter is missing"),
                Text.of("参数见 /api/v1/openapi.json", "parameters are in /api/v1/openapi.json"));
        return answer(PlatformError.UNREADABLE.status(), List.of(problem), request);
    }

    /** A parameter that is no number where one is needed, no state, no role. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> mistyped(TypeMismatchException failure, HttpServletRequest request) {
        return mistyped(Objects.requireNonNullElse(failure.getPropertyName(), ""), request);
    }

    /** The same, where the parameters of a search are read together. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> mistyped(BindException failure, HttpServletRequest request) {
        return mistyped(
                failure.getFieldErrors().stream()
                        .map(FieldError::getField)
                        .findFirst()
                        .orElse(""),
                request);
    }

    private static ResponseEntity<Map<String, Object>> mistyped(String name, HttpServletRequest request) {
        Problem problem = new Problem(
                PlatformError.UNREADABLE,
                Place.field(name),
                Text.of("参数取值不合格式", "the value of the parameter is malformed"),
                Text.of("参数格式见 /api/v1/openapi.json", "parameters are in /api/v1/openapi.json"));
        return answer(PlatformError.UNREADABLE.status(), List.of(problem), request);
    }

    /** A parameter that is no text: half a percent sign, bytes that are no UTF-8, too many of them. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> undecodable(InvalidParameterException failure, HttpServletRequest request) {
        return answer(failure.getErrorCode(), List.of(ProblemDetails.bare(failure.getErrorCode())), request);
    }

    /** No connection to the database in time: too many at once, or it is not there. Nothing was begun. */
    @ExceptionHandler({CannotGetJdbcConnectionException.class, CannotCreateTransactionException.class})
    ResponseEntity<Map<String, Object>> busy(Exception failure, HttpServletRequest request) {
        LOG.warn("no connection to the database: {}", String.valueOf(failure.getMessage()));
        Problem problem = new Problem(
                PlatformError.BUSY,
                Place.NONE,
                Text.of("系统繁忙，暂时无法连接数据库", "the system is busy: there is no connection to the database at the moment"),
                Text.of("稍后再试，本次操作没有生效", "try again in a moment; nothing of this call took effect"));
        int status = PlatformError.BUSY.status();
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, COME_AGAIN)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetails.of(status, List.of(problem), lang(request)));
    }

    /**
     * What the framework refuses keeps its status; a fault of ours gets a number that stands in the log, nothing more.
     *
     * @return nothing for a reader who went away before the answer was written: there is no fault and nobody to tell
     */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Map<String, Object>> fail(Exception failure, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("the reader of {} went away", request.getRequestURI());
            return null;
        }
        if (failure instanceof ErrorResponse response
                && response.getStatusCode().is4xxClientError()) {
            Problem problem = ProblemDetails.bare(response.getStatusCode().value());
            return answer(response.getStatusCode().value(), List.of(problem), request);
        }
        String number = UUID.randomUUID().toString();
        LOG.error("fault {}", number, failure);
        Problem problem = new Problem(
                PlatformError.FAULT,
                Place.NONE,
                Text.of("系统内部错误，编号 " + number, "an internal fault, number " + number),
                Text.of("把编号告知系统管理员", "tell the number to the system administrator"));
        return answer(PlatformError.FAULT.status(), List.of(problem), request);
    }

    /** T5: a try of somebody who may not is an entry, even if it would have changed nothing. */
    private void denied(ErrorCode code, HttpServletRequest request) {
        Person person = signedIn.person(request);
        boolean denied = code == PlatformError.FORBIDDEN || code == PlatformError.RECUSED;
        String route = request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (denied && person.isSignedIn() && !RECORDED.contains(route)) {
            records.refused(person, route, object(request), code);
        }
    }

    /** The evaluation that was asked for, if it looks like the name of one. */
    private static String object(HttpServletRequest request) {
        Matcher named = OBJECT.matcher(request.getRequestURI());
        return named.find() ? "evaluation/" + named.group(1) : "platform";
    }

    private static ResponseEntity<Map<String, Object>> answer(
            int status, List<Problem> problems, HttpServletRequest request) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetails.of(status, problems, lang(request)));
    }

    /** Chinese unless English is asked for first. */
    static Lang lang(HttpServletRequest request) {
        return ProblemDetails.lang(request.getHeader("Accept-Language"));
    }

    /** Of a download, which a browser asks for in its own language: that of the page. @param chosen zh or en; that of the request if absent */
    static Lang lang(@Nullable String chosen, HttpServletRequest request) {
        return chosen == null ? lang(request) : ProblemDetails.lang(chosen);
    }
}
