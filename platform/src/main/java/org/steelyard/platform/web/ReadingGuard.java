package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.Readings;

/** Notes every answer that showed something of one evaluation. Whether somebody looks who read it is no such answer. */
@Component
class ReadingGuard implements HandlerInterceptor {

    private final Readings readings;
    private final SignedIn signedIn;

    ReadingGuard(Readings readings, SignedIn signedIn) {
        this.readings = readings;
        this.signedIn = signedIn;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        boolean shown = request.getMethod().equals("GET") && response.getStatus() == HttpStatus.OK.value();
        if (shown && variables instanceof Map<?, ?> names && names.get("id") instanceof String id) {
            Person person = signedIn.person(request);
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            Object part = names.get("document");
            readings.add(
                    id,
                    person.isSignedIn() ? Optional.of(person.id()) : Optional.empty(),
                    pattern.replace("/api/v1", "").replace("{id}", "…").replace("{document}", String.valueOf(part)));
        }
    }
}
