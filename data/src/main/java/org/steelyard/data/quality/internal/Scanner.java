package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckResult.Reason;
import org.steelyard.data.quality.FailingRow;
import org.steelyard.kernel.Text;

/** Runs checks on a database. All checks that judge rows of one table are counted in one scan. */
public final class Scanner {

    /** More aggregates than this in one statement cost more to plan than another scan. */
    private static final int CHECKS_A_SCAN = 400;

    private final CheckDatabase database;

    public Scanner(CheckDatabase database) {
        this.database = database;
    }

    /** Checks of one table and one shape, which are carried out together. */
    public record Batch(String table, List<Check> checks) {
        public Batch {
            checks = List.copyOf(checks);
        }
    }

    /** Row checks by table, the others one by one; tables in order of first mention. */
    public static List<Batch> plan(List<Check> checks) {
        Map<String, List<Check>> rows = new LinkedHashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (Check check : checks) {
            if (type(check).shape() == CheckType.Shape.ROWS) {
                String scan = check.store() + " " + check.table() + (byValue(check) ? " " + check.field() : "");
                rows.computeIfAbsent(scan, key -> new ArrayList<>()).add(check);
            } else {
                batches.add(new Batch(check.table(), List.of(check)));
            }
        }
        rows.values().forEach(list -> {
            for (int from = 0; from < list.size(); from += CHECKS_A_SCAN) {
                List<Check> part = list.subList(from, Math.min(list.size(), from + CHECKS_A_SCAN));
                batches.add(new Batch(part.getFirst().table(), part));
            }
        });
        return batches;
    }

    /**
     * Codes have few distinct values: these are judged once, each with the number of its rows, when nothing but the field
     * decides.
     */
    private static boolean byValue(Check check) {
        return type(check).clauses().containsKey("values")
                && !check.parameters().containsKey("only");
    }

    public List<CheckResult> run(Batch batch) {
        Check first = batch.checks().getFirst();
        return switch (type(first).shape()) {
            case STRUCTURE -> List.of(new CheckResult(first, structure(first)));
            case QUERY -> List.of(new CheckResult(first, guarded(() -> units(first))));
            case SERIES -> List.of(new CheckResult(first, guarded(() -> series(first))));
            case ROWS -> rows(batch.checks());
        };
    }

    private static CheckType type(Check check) {
        return CheckTypes.shipped().get(check.type());
    }

    private interface Work {
        Outcome run() throws SQLException;
    }

    /** A failure inside a check is an error of the check; what the engine says may hold a value, and is not passed on. */
    private static Outcome guarded(Work work) {
        try {
            return work.run();
        } catch (Absent absent) {
            return new Outcome.NotApplicable(absent.reason(), absent.why());
        } catch (SQLException e) {
            if (Boolean.getBoolean("steelyard.debug")) {
                e.printStackTrace();
            }
            return new Outcome.Broken(e.getClass().getSimpleName());
        }
    }

    private Outcome structure(Check check) {
        boolean table = database.tables().has(check.store(), check.table());
        if (check.type().equals("cdmTable")) {
            return table || check.severity() == Check.Severity.ERROR
                    ? new Outcome.Counted(1, table ? 0 : 1, List.of())
                    : new Outcome.NotApplicable(
                            Reason.TABLE_ABSENT, Text.of("没有这张表，也不是必需的", "the table is not there and not needed"));
        }
        return guarded(() -> new Outcome.Counted(
                1, database.tables().of(check.store(), check.table()).containsKey(check.field()) ? 0 : 1, List.of()));
    }

    private Outcome units(Check check) throws SQLException {
        String units = new Template(check, type(check), database.tables()).query("units");
        List<Object> counts = database.rows("SELECT count(*), count(*) FILTER (WHERE u.bad) FROM (" + units + ") AS u")
                .getFirst();
        return counted(((Number) counts.get(0)).longValue(), ((Number) counts.get(1)).longValue());
    }

    private Outcome series(Check check) throws SQLException {
        CheckType type = type(check);
        List<List<Object>> rows = database.rows(new Template(check, type, database.tables()).query("units"));
        return rows.isEmpty() ? counted(0, 0) : Series.judge(check, type, rows);
    }

    private static Outcome counted(long rows, long failing) {
        return rows == 0
                ? new Outcome.NotApplicable(Reason.NO_ROWS, Text.of("没有可判断的记录", "there was no record to judge"))
                : new Outcome.Counted(rows, failing, List.of());
    }

    /** Lookups and aggregates of one scan; what is alike is computed once. */
    private static final class Scan {
        private final boolean byValue;
        private final Map<String, String> joins = new LinkedHashMap<>();
        private final Map<String, Integer> aggregates = new LinkedHashMap<>();
        private final Map<Check, int[]> places = new LinkedHashMap<>();

        Scan(boolean byValue) {
            this.byValue = byValue;
        }

        String alias(String join) {
            return joins.computeIfAbsent(join, key -> "j" + (joins.size() + 1));
        }

        int aggregate(String condition) {
            String filter = " FILTER (WHERE " + condition + ")";
            String count = byValue ? "coalesce(sum(t.n)" + filter + ", 0)" : "count(*)" + filter;
            return aggregates.computeIfAbsent(count, key -> aggregates.size());
        }

        String sql(String relation) {
            StringBuilder sql = new StringBuilder("SELECT ")
                    .append(String.join(", ", aggregates.keySet()))
                    .append(" FROM ")
                    .append(relation)
                    .append(" AS t");
            joins.forEach((join, alias) -> sql.append(' ').append(Template.withAlias(join, alias)));
            return sql.toString();
        }
    }

    private List<CheckResult> rows(List<Check> checks) {
        Map<Check, Outcome> outcomes = new LinkedHashMap<>();
        boolean byValue = byValue(checks.getFirst());
        Scan scan = new Scan(byValue);
        String relation = "";
        for (Check check : checks) {
            try {
                Template template = new Template(check, type(check), database.tables());
                Template.RowSql sql = template.rows(scan::alias);
                scan.places.put(check, new int[] {
                    scan.aggregate(sql.applies()), scan.aggregate("(" + sql.applies() + ") AND (" + sql.fails() + ")")
                });
                relation = byValue ? template.distinct() : template.relation();
            } catch (Absent absent) {
                outcomes.put(check, new Outcome.NotApplicable(absent.reason(), absent.why()));
            }
        }
        if (!scan.places.isEmpty()) {
            count(scan, relation, outcomes);
        }
        return checks.stream()
                .map(c -> new CheckResult(c, java.util.Objects.requireNonNull(outcomes.get(c))))
                .toList();
    }

    /** When a scan of several checks breaks, each is run by itself, so that one bad check does not take others along. */
    private void count(Scan scan, String relation, Map<Check, Outcome> outcomes) {
        try {
            List<Object> counts = database.rows(scan.sql(relation)).getFirst();
            scan.places.forEach((check, place) -> outcomes.put(
                    check,
                    counted(((Number) counts.get(place[0])).longValue(), ((Number) counts.get(place[1])).longValue())));
        } catch (SQLException e) {
            if (scan.places.size() == 1) {
                outcomes.put(scan.places.keySet().iterator().next(), guarded(() -> {
                    throw e;
                }));
            } else {
                scan.places
                        .keySet()
                        .forEach(
                                check -> rows(List.of(check)).forEach(result -> outcomes.put(check, result.outcome())));
            }
        }
    }

    /** Where failing rows came from, in order of file and row; none for a series, or for what is not there. */
    public List<FailingRow> failing(Check check, int limit) throws SQLException {
        CheckType type = type(check);
        if (type.shape() == CheckType.Shape.STRUCTURE || type.shape() == CheckType.Shape.SERIES) {
            return List.of();
        }
        try {
            Template template = new Template(check, type, database.tables());
            String rows = type.shape() == CheckType.Shape.ROWS ? failingRows(template) : failingUnits(template);
            return database
                    .rows("SELECT f.person, f.src_file, f.src_row FROM (" + rows
                            + ") AS f ORDER BY f.src_file NULLS LAST, f.src_row NULLS LAST, f.person NULLS LAST LIMIT "
                            + limit)
                    .stream()
                    .map(Scanner::failingRow)
                    .toList();
        } catch (Absent absent) {
            return List.of();
        }
    }

    private static String failingRows(Template template) {
        Scan scan = new Scan(false);
        Template.RowSql sql = template.rows(scan::alias);
        StringBuilder joins = new StringBuilder();
        scan.joins.forEach((join, alias) -> joins.append(' ').append(Template.withAlias(join, alias)));
        return "SELECT " + template.person() + " AS person, " + template.sourceFile() + " AS src_file, "
                + template.sourceRow() + " AS src_row FROM " + template.relation() + " AS t" + joins + " WHERE ("
                + sql.applies() + ") AND (" + sql.fails() + ")";
    }

    private static String failingUnits(Template template) {
        return template.has("failing")
                ? template.query("failing")
                : "SELECT u.person, u.src_file, u.src_row FROM (" + template.query("units") + ") AS u WHERE u.bad";
    }

    private static FailingRow failingRow(List<Object> row) {
        return new FailingRow(text(row.get(0)), number(row.get(1)), number(row.get(2)));
    }

    private static Optional<String> text(Object value) {
        return String.valueOf(value).isEmpty() ? Optional.empty() : Optional.of(String.valueOf(value));
    }

    private static Optional<Long> number(Object value) {
        return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }
}
