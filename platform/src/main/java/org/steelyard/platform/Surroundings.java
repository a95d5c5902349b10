package org.steelyard.platform;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.steelyard.platform.evaluation.Rules;

/** What the platform takes from outside: the time, and the authority's numbers. */
@Configuration
class Surroundings {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Rules rules(Environment environment) {
        return RulesFile.read(
                Optional.ofNullable(environment.getProperty("steelyard.rules")).filter(f -> !f.isBlank()));
    }
}
