package org.steelyard.platform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.backup.BackupProgram;
import org.steelyard.platform.ledger.LedgerStore;

/**
 * The platform's program: {@code serve [--port N] [--data DIR] [--database JDBC-URL] [--config FILE]}, and
 * {@code serve backup|restore --file FILE}.
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

    /** What is wrong with the settings is said in two languages, without a stack trace; the exit code is its kind's. */
    public static void main(String[] args) {
        try {
            if (args.length > 0 && List.of("backup", "restore").contains(args[0])) {
                archive(args[0], Arrays.copyOfRange(args, 1, args.length));
            } else {
                start(args);
            }
        } catch (SteelyardException e) {
            e.problems().forEach(p -> System.err.println(p.in(Lang.ZH) + "\n" + p.in(Lang.EN)));
            System.exit(e.problems().getFirst().code().kind().exitCode());
        }
    }

    private static void archive(String what, String... args) {
        Settings settings = Settings.read(args, System.getenv());
        Path file = settings.file();
        if (what.equals("backup")) {
            BackupProgram.backup(settings.target(), file, System.out);
        } else {
            BackupProgram.restore(settings.target(), file, System.out);
        }
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
