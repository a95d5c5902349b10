package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.evaluation.Writable;

/** What is refused before it is read: contents that say they are too large or are compressed, and parameters that no database holds. */
@Component
class InputGuard implements HandlerInterceptor {

    private final SizeGuard size;

    InputGuard(SizeGuard size) {
        this.size = size;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        size.check(request.getContentLengthLong(), request);
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
            throw SteelyardException.of(
                    PlatformError.UNREADABLE,
                    Place.field(HttpHeaders.CONTENT_ENCODING),
                    Text.of("不接受压缩后的请求内容", "compressed contents of requests are not taken"),
                    Text.of("不压缩，直接提交", "send them as they are"));
        }
        request.getParameterMap().forEach((name, values) -> {
            if (!Writable.is(name) || !Arrays.stream(values).allMatch(Writable::is)) {
                throw Writable.refused(Writable.is(name) ? name : "");
            }
        });
        return true;
    }
}
