package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
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
    private static final Pattern RECORDED = Pattern.compile("POST /api/v1/evaluations(/[^/]+/(acts/.*|runs/bundle))?");

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
        return answer(status(failure.problems().getFirst().code()), failure.problems(), request);
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
        String name = failure.getPropertyName() == null ? "" : failure.getPropertyName();
        Problem problem = new Problem(
                PlatformError.UNREADABLE,
                Place.field(name),
                Text.of("参数取值不合格式", "the value of the parameter is malformed"),
                Text.of("参数格式见 /api/v1/openapi.json", "parameters are in /api/v1/openapi.json"));
        return answer(PlatformError.UNREADABLE.status(), List.of(problem), request);
    }

    /** What the framework refuses keeps its status; a fault of ours gets a number that stands in the log, nothing more. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> fail(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse response
                && response.getStatusCode().is4xxClientError()) {
            Problem problem = new Problem(
                    response.getStatusCode().value() == 404 ? PlatformError.NOT_FOUND : PlatformError.UNREADABLE,
                    Place.NONE,
                    Text.of("没有这个地址，或请求方式不对", "there is no such address, or not in this way"),
                    Text.of("接口见 /api/v1/openapi.json", "the interface is in /api/v1/openapi.json"));
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
        String call = request.getMethod() + " " + request.getRequestURI();
        if (denied && person.isSignedIn() && !RECORDED.matcher(call).matches()) {
            Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            records.refused(person, request.getMethod() + " " + route, object(request), code);
        }
    }

    /** The evaluation that was asked for, if it looks like the name of one. */
    private static String object(HttpServletRequest request) {
        Matcher named = OBJECT.matcher(request.getRequestURI());
        return named.find() ? "evaluation/" + named.group(1) : "platform";
    }

    private static int status(ErrorCode code) {
        return code instanceof PlatformError platform ? platform.status() : HttpStatus.UNPROCESSABLE_CONTENT.value();
    }

    private static ResponseEntity<Map<String, Object>> answer(
            int status, List<Problem> problems, HttpServletRequest request) {
        Lang lang = lang(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("status", status);
        body.put("code", problems.getFirst().code().id());
        body.put("title", problems.getFirst().message().in(lang));
        body.put("detail", problems.getFirst().remedy().in(lang));
        body.put("problems", problems.stream().map(p -> problem(p, lang)).toList());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    static Map<String, Object> problem(Problem problem, Lang lang) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("code", problem.code().id());
        one.put("place", problem.place().in(lang));
        one.put("field", problem.place().field());
        one.put("row", problem.place().row());
        one.put("message", problem.message().in(lang));
        one.put("remedy", problem.remedy().in(lang));
        return one;
    }

    /** Chinese unless English is asked for first. */
    static Lang lang(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Language");
        return accepted != null && accepted.strip().startsWith("en") ? Lang.EN : Lang.ZH;
    }
}
