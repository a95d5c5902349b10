package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;

/** Asks the route table before every call. */
@Component
class RouteGuard implements HandlerInterceptor {

    /** What a session may do that is not whole yet. */
    private static final Set<String> ALWAYS = Set.of(
            "GET /api/v1/session",
            "POST /api/v1/session",
            "DELETE /api/v1/session",
            "PUT /api/v1/session/password",
            "PUT /api/v1/session/totp",
            "GET /api/v1/setup",
            "GET /api/v1/process",
            "GET /api/v1/openapi.json");

    private final RouteTable table = RouteTable.standard();
    private final SignedIn signedIn;

    RouteGuard(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    private static void mendFirst(SignedIn.Gate gate, String route) {
        if (ALWAYS.contains(route)) {
            return;
        }
        throw switch (gate) {
            case PASSWORD ->
                SteelyardException.of(
                        PlatformError.FIRST_PASSWORD,
                        Place.NONE,
                        Text.of("首次登录须先修改初始密码", "the first password has to be changed first"),
                        Text.of("在“我的账号”中设置自己的密码", "set a password of your own under “My account”"));
            case FACTOR ->
                SteelyardException.of(
                        PlatformError.SECOND_FACTOR,
                        Place.NONE,
                        Text.of("本平台要求启用一次性验证码", "this platform asks for one-time codes"),
                        Text.of("在“我的账号”中启用", "switch them on under “My account”"));
        };
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Person person = signedIn.person(request);
        if (table.allows(method + " " + pattern, person)) {
            signedIn.gate(request).ifPresent(gate -> mendFirst(gate, method + " " + pattern));
            return true;
        }
        if (!person.isSignedIn()) {
            throw SteelyardException.of(
                    PlatformError.SIGN_IN,
                    Place.NONE,
                    Text.of("请先登录", "sign in first"),
                    Text.of("登录后再试", "sign in, then try again"));
        }
        throw SteelyardException.of(
                PlatformError.FORBIDDEN,
                Place.NONE,
                Text.of("您没有此项权限", "you may not do this"),
                Text.of("角色由安全管理员授予", "roles are granted by the security administrator"));
    }
}
