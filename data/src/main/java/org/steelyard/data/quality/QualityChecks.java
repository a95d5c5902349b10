package org.steelyard.data.quality;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.Advance;
import org.steelyard.data.quality.internal.CheckDatabase;
import org.steelyard.data.quality.internal.KnownTables;
import org.steelyard.data.quality.internal.Scanner;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Runs checks. */
public final class QualityChecks {

    private QualityChecks() {}

    /**
     * Runs all checks. Every check has a result: passed, failed, not applicable, or broken.
     *
     * @throws SteelyardException when a table cannot be read at all
     */
    public static QualityReport run(CheckedTables tables, List<Check> checks, QualitySettings settings) {
        if (tables.standard().isEmpty() && tables.raw().isEmpty()) {
            throw SteelyardException.of(
                    QualityError.NO_TABLES,
                    Place.NONE,
                    Text.of("没有可检查的表。", "There is no table to check."),
                    Text.of("指定标准库或原始表所在的文件夹。", "Name the folder of a standard store or of raw tables."));
        }
        Map<String, CheckResult> results = new HashMap<>();
        try (CheckDatabase database = CheckDatabase.open(tables, settings)) {
            Scanner scanner = new Scanner(database);
            List<Scanner.Batch> batches = Scanner.plan(checks);
            long all = batches.stream().mapToLong(scanner::rows).sum();
            long started = System.nanoTime();
            long done = 0;
            for (Scanner.Batch batch : batches) {
                scanner.run(batch).forEach(r -> results.put(r.check().id(), r));
                done += scanner.rows(batch);
                settings.progress()
                        .checked(results.size(), checks.size(), Advance.of(batch.table(), done, all, started));
            }
        }
        return new QualityReport(checks.stream()
                .map(c -> java.util.Objects.requireNonNull(results.get(c.id())))
                .toList());
    }

    /**
     * Where the rows that fail a check came from, in order of file and row.
     *
     * @param limit most rows to give
     */
    public static List<FailingRow> failing(CheckedTables tables, Check check, int limit, QualitySettings settings) {
        try (CheckDatabase database = CheckDatabase.open(tables, settings)) {
            return new Scanner(database).failing(check, limit);
        } catch (SQLException e) {
            return List.of();
        }
    }

    /** What checks may name: the schemas that are known, and what lies there. */
    static KnownTables known(CheckedTables tables) {
        if (tables.standard().isEmpty() && tables.raw().isEmpty()) {
            return KnownTables.shipped();
        }
        try (CheckDatabase database = CheckDatabase.open(tables, QualitySettings.threads(1))) {
            return KnownTables.shipped().and(database.tables());
        }
    }
}
