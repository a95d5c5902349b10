package org.steelyard.platform.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Backs up every night into a folder, if one is set, and keeps the last so many. */
@Component
public class NightlyBackup {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.of("Asia/Shanghai"));
    private static final String PREFIX = "steelyard-";

    private final DataSource source;
    private final Clock clock;
    private final String folder;
    private final int keep;

    NightlyBackup(
            DataSource source,
            Clock clock,
            @Value("${steelyard.backup-folder}") String folder,
            @Value("${steelyard.backup-keep}") int keep) {
        this.source = source;
        this.clock = clock;
        this.folder = folder;
        this.keep = keep;
    }

    @Scheduled(cron = "0 30 2 * * *", zone = "Asia/Shanghai")
    public void run() {
        if (folder.isEmpty()) {
            return;
        }
        Path into = Path.of(folder);
        Backup.write(source, into.resolve(PREFIX + NAME.format(clock.instant()) + ".zip"), clock.instant());
        forgetTheOldest(into);
    }

    private void forgetTheOldest(Path into) {
        try (Stream<Path> files = Files.list(into)) {
            List<Path> archives = files.filter(
                            f -> String.valueOf(f.getFileName()).matches(PREFIX + "[0-9]{8}-[0-9]{6}\\.zip"))
                    .sorted()
                    .toList();
            for (Path old : archives.subList(0, Math.max(0, archives.size() - keep))) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
