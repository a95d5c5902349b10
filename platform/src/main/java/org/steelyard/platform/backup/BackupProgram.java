package org.steelyard.platform.backup;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/** {@code serve backup --file F} and {@code serve restore --file F}, without starting the server. */
public final class BackupProgram {

    private BackupProgram() {}

    /** Address and login of a database. */
    public record Target(String url, String user, String password) {
        @Override
        public String toString() {
            return "Target[]";
        }

        DataSource source() {
            return new DriverManagerDataSource(url, user, password);
        }
    }

    public static void backup(Target target, Path file, PrintStream out) {
        migrate(target);
        Archive archive = Backup.write(target.source(), file, Instant.now());
        tell(out, "已备份 / Backed up: " + file, archive);
    }

    public static void restore(Target target, Path file, PrintStream out) {
        migrate(target);
        Archive archive = Restore.read(target.source(), file);
        tell(out, "已恢复 / Restored: " + file, archive);
    }

    private static void migrate(Target target) {
        try {
            Flyway.configure().dataSource(target.source()).load().migrate();
        } catch (org.flywaydb.core.api.FlywayException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.field("database"),
                    Text.of(
                            "数据库打不开；内置数据库须先停止服务",
                            "the database cannot be opened; of the embedded one the server has to be stopped first"),
                    Text.of(
                            "停止服务，或设置 backup-folder 由服务自行备份",
                            "stop the server, or set backup-folder and let the server back itself up"));
        }
    }

    private static void tell(PrintStream out, String what, Archive archive) {
        long rows = archive.tables().values().stream()
                .mapToLong(Archive.Table::rows)
                .sum();
        out.println(what);
        out.println("  " + rows + " 行 / rows; 账本 / ledger " + archive.ledgerSize() + " " + archive.ledgerRoot());
    }
}
