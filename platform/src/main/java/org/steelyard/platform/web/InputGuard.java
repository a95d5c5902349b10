package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.evaluation.Writable;

/** What is refused before it is read: contents larger than anything that may be sent, and parameters that no database holds. */
@Component
class InputGuard implements HandlerInterceptor {

    /** The largest archive of a run, with room for the controller to say so itself. */
    private static final long LARGEST = 48L * 1024 * 1024;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getContentLengthLong() > LARGEST) {
            throw SteelyardException.of(
                    PlatformError.BAD_FILE,
                    Place.NONE,
                    Text.of("提交的内容过大", "the content is too large"),
                    Text.of("文件不超过 20 MB，运行结果包不超过 40 MB", "files have 20 MB at most, archives of runs 40 MB"));
        }
        request.getParameterMap().forEach((name, values) -> {
            if (!Writable.is(name) || !Arrays.stream(values).allMatch(Writable::is)) {
                throw Writable.refused(Writable.is(name) ? name : "");
            }
        });
        return true;
    }
}
