package org.steelyard.platform;

import java.util.concurrent.TimeUnit;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.steelyard.platform.ledger.LedgerStore;

/**
 * The platform's program: {@code serve [--port N] [--data DIR] [--database JDBC-URL] [--config FILE]}.
 *
 * <p>Without a database it keeps one of its own in the data folder.
 */
@SpringBootApplication
@EnableScheduling
public class Platform {

    private static final long CHECKPOINT_MINUTES = 10;

    private final LedgerStore ledger;

    Platform(LedgerStore ledger) {
        this.ledger = ledger;
    }

    public static void main(String[] args) {
        start(args);
    }

    /** Starts it and gives its context, for programs that hold it inside themselves. */
    public static ConfigurableApplicationContext start(String... args) {
        Settings settings = Settings.read(args, System.getenv());
        SpringApplication application = new SpringApplication(Platform.class);
        application.setDefaultProperties(settings.properties());
        return application.run();
    }

    @Bean
    CommandLineRunner prepare() {
        return arguments -> ledger.prepare();
    }

    /** A signed checkpoint at least every ten minutes in which something happened. */
    @Scheduled(fixedDelay = CHECKPOINT_MINUTES, timeUnit = TimeUnit.MINUTES)
    public void checkpoint() {
        if (ledger.isPrepared()) {
            ledger.checkpoint();
        }
    }
}
