package org.steelyard.platform.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Headers, forgery protection and the guard. Sign-in is our own; see {@link SessionController}. */
@Configuration
class WebConfig implements WebMvcConfigurer {

    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final RateGuard rate;
    private final RouteGuard guard;
    private final InputGuard input;
    private final ReadingGuard readings;
    private final boolean secure;

    WebConfig(
            RateGuard rate,
            RouteGuard guard,
            InputGuard input,
            ReadingGuard readings,
            @Value("${steelyard.secure}") boolean secure) {
        this.input = input;
        this.secure = secure;
        this.rate = rate;
        this.readings = readings;
        this.guard = guard;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(rate).addPathPatterns("/api/**");
        registry.addInterceptor(guard).addPathPatterns("/api/**");
        registry.addInterceptor(input).addPathPatterns("/api/**");
        registry.addInterceptor(readings)
                .addPathPatterns("/api/v1/evaluations/*/**", "/api/v1/evaluations/*", "/api/v1/public/evaluations/*")
                .excludePathPatterns("/api/v1/evaluations/*/readings", "/api/v1/evaluations/*/runs/**");
    }

    /** The framework's own sign-in is never used, and nobody gets in by it. */
    @Bean
    AuthenticationManager nobody() {
        return authentication -> {
            throw new BadCredentialsException("not this way");
        };
    }

    /** The page reads the token from its cookie; over TLS the cookie is bound to this host. */
    private CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName(secure ? "__Host-XSRF-TOKEN" : "XSRF-TOKEN");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.secure(secure).sameSite("Strict"));
        return tokens;
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
        return http.csrf(csrf -> {
                    csrf.spa();
                    csrf.csrfTokenRepository(tokens());
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
