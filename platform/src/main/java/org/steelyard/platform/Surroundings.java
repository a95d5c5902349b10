package org.steelyard.platform;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.steelyard.platform.evaluation.PriceList;
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
        return RulesFile.read(file(environment, "steelyard.rules"));
    }

    @Bean
    PriceList prices(Environment environment) {
        return PriceFile.read(file(environment, "steelyard.prices"));
    }

    @Bean
    UseBook use(Environment environment) {
        return new UseBook(file(environment, "steelyard.use"));
    }

    private static Optional<String> file(Environment environment, String key) {
        return Optional.ofNullable(environment.getProperty(key)).filter(f -> !f.isBlank());
    }
}
