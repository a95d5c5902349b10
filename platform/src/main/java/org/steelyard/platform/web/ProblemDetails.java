package org.steelyard.platform.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/** Problem details (RFC 9457): the one shape of every failure, whoever found it: a rule, the framework or the server below it. */
final class ProblemDetails {

    private ProblemDetails() {}

    static Map<String, Object> of(int status, List<Problem> problems, Lang lang) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("status", status);
        body.put("code", problems.getFirst().code().id());
        body.put("title", problems.getFirst().message().in(lang));
        body.put("detail", problems.getFirst().remedy().in(lang));
        body.put("problems", problems.stream().map(p -> problem(p, lang)).toList());
        return body;
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

    /** Chinese unless English is asked for first. @param accepted the header Accept-Language */
    static Lang lang(@Nullable String accepted) {
        return accepted != null && accepted.strip().startsWith("en") ? Lang.EN : Lang.ZH;
    }

    /** The HTTP status with which a code is answered; those of other rooms are about what was sent. */
    static int status(ErrorCode code) {
        return code instanceof PlatformError platform ? platform.status() : PlatformError.BAD_BODY.status();
    }

    /** What a bare status of the server means, where nobody could say more. */
    static Problem bare(int status) {
        return switch (status) {
            case 401 -> problem(PlatformError.SIGN_IN, Text.of("请先登录", "sign in first"), SEE);
            case 403 ->
                problem(
                        PlatformError.FORBIDDEN,
                        Text.of("缺少防伪令牌，或令牌已失效", "the forgery token is missing or no longer valid"),
                        Text.of(
                                "把 Cookie XSRF-TOKEN 的值放入请求头 X-XSRF-TOKEN",
                                "send the value of the cookie XSRF-TOKEN as X-XSRF-TOKEN"));
            case 404 -> problem(PlatformError.NOT_FOUND, Text.of("没有这个地址", "there is no such address"), SEE);
            case 405 ->
                problem(
                        PlatformError.UNREADABLE,
                        Text.of("这个地址没有此种请求方式", "this address is not called in this way"),
                        SEE);
            case 406 ->
                problem(
                        PlatformError.UNREADABLE,
                        Text.of("没有所要求的格式", "there is no answer in the format that was asked for"),
                        Text.of("接受 application/json", "accept application/json"));
            case 413 -> tooLarge();
            case 415 ->
                problem(
                        PlatformError.UNREADABLE,
                        Text.of("不接受此种内容类型", "this type of content is not taken"),
                        Text.of(
                                "用 application/json；上传文件用 application/octet-stream",
                                "send application/json, or application/octet-stream for a file"));
            default -> status >= 400 && status < 500 || UNHEARD.contains(status) ? malformed() : fault();
        };
    }

    /** 501 and 505: what was asked in a way that HTTP/1.1 does not have. */
    private static final List<Integer> UNHEARD = List.of(501, 505);

    private static final Text SEE = Text.of("接口见 /api/v1/openapi.json", "the interface is in /api/v1/openapi.json");

    static Problem malformed() {
        return problem(
                PlatformError.UNREADABLE,
                Text.of("请求不合规范，或含有不允许的字符", "the request is malformed, or holds characters that are not allowed"),
                SEE);
    }

    static Problem tooLarge() {
        return problem(
                PlatformError.TOO_LARGE,
                Text.of("提交的内容过大", "the content is too large"),
                Text.of(
                        "文件不超过 20 MB，运行结果包不超过 40 MB；未登录时不超过 1 MB",
                        "files have 20 MB at most, archives of runs 40 MB; without a session 1 MB"));
    }

    private static Problem fault() {
        return problem(
                PlatformError.FAULT,
                Text.of("系统内部错误", "an internal fault"),
                Text.of("把发生时间告知系统管理员", "tell the system administrator when it happened"));
    }

    private static Problem problem(PlatformError code, Text message, Text remedy) {
        return new Problem(code, Place.NONE, message, remedy);
    }
}
