package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

    private final RouteTable table = RouteTable.standard();
    private final SignedIn signedIn;

    RouteGuard(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Person person = signedIn.person(request);
        if (table.allows(method + " " + pattern, person)) {
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
