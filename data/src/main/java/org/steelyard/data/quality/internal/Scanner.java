package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckResult.Reason;
import org.steelyard.data.quality.FailingRow;
import org.steelyard.kernel.Text;

/** Runs checks on a database. All checks that judge rows of one table are counted together. */
public final class Scanner {

    /** More aggregates than this in one statement cost more to plan than another scan. */
    private static final int CHECKS_A_SCAN = 400;

    private static final String PRIMARY_KEY = "isPrimaryKey";
    private static final String DUPLICATE_ROWS = "duplicateRows";

    private final CheckDatabase database;
    private final Lookups lookups;
    private final Map<String, Long> sizes = new HashMap<>();

    public Scanner(CheckDatabase database) {
        this.database = database;
        lookups = new Lookups(database);
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

    /** Rows of the table that a batch looks through; none where it looks at columns only, or the table is not there. */
    public long rows(Batch batch) {
        Check first = batch.checks().getFirst();
        boolean there = database.tables().has(first.store(), first.table());
        return there && type(first).shape() != CheckType.Shape.STRUCTURE
                ? sizes.computeIfAbsent(Tables.relation(first.store(), first.table()), this::size)
                : 0;
    }

    private long size(String relation) {
        try {
            return ((Number) database.rows("SELECT count(*) FROM " + relation)
                            .getFirst()
                            .getFirst())
                    .longValue();
        } catch (SQLException e) {
            return 0;
        }
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
        OptionalLong unique = check.type().equals(PRIMARY_KEY) ? unique(check) : OptionalLong.empty();
        if (unique.isPresent()) {
            return counted(unique.getAsLong(), 0);
        }
        Template template = new Template(check, type(check), database.tables());
        if (check.type().equals(DUPLICATE_ROWS)) {
            String keys = template.render("{keys}");
            String among = template.render("{known(keys)} AND {only}");
            long size = sizes.computeIfAbsent(template.relation(), this::size);
            Repeats.Count found = Repeats.count(database, template.relation(), among, keys, size);
            return counted(found.judged(), found.excess());
        }
        String sql = template.has("counts")
                ? query(template, "counts")
                : "SELECT count(*), count(*) FILTER (WHERE u.bad) FROM (" + query(template, "units") + ") AS u";
        List<Object> counts = database.rows(sql).getFirst();
        return counted(((Number) counts.get(0)).longValue(), ((Number) counts.get(1)).longValue());
    }

    private String query(Template template, String clause) throws SQLException {
        List<SQLException> failed = new ArrayList<>();
        List<String> joins = new ArrayList<>();
        String sql = template.query(
                clause,
                lookup -> {
                    try {
                        return lookups.table(lookup);
                    } catch (SQLException e) {
                        failed.add(e);
                        return "";
                    }
                },
                join -> {
                    joins.add(join);
                    return RowScan.alias(join);
                });
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
        return joined(template.relation(), sql, joins);
    }

    /** The query with its lookups: a cell of an array where the keys allow it, else a join. */
    private String joined(String relation, String query, List<String> joins) throws SQLException {
        String sql = query;
        StringBuilder joined = new StringBuilder();
        for (String text : joins) {
            Lookups.Join join = Lookups.Join.of(text);
            String alias = RowScan.alias(text);
            Optional<DenseLookup.Found> found = lookups.dense(join, database.isWholeKey(relation, join));
            if (found.isPresent()) {
                sql = found.get().put(sql, alias, join.key().orElseThrow(), cell -> cell);
            } else {
                joined.append(lookups.sql(join, alias));
            }
        }
        return sql.replace(Template.JOINED, joined);
    }

    /** How many keys there are, when they are whole numbers and all different. */
    private OptionalLong unique(Check check) throws SQLException {
        Optional<String> type = database.tables().type(check.store(), check.table(), check.field());
        return type.filter(t -> t.equals("BIGINT") || t.equals("INTEGER")).isPresent()
                ? UniqueNumbers.count(database, Tables.relation(check.store(), check.table()), check.field())
                : OptionalLong.empty();
    }

    private Outcome series(Check check) throws SQLException {
        CheckType type = type(check);
        List<List<Object>> rows = database.rows(query(new Template(check, type, database.tables()), "units"));
        return rows.isEmpty() ? counted(0, 0) : Series.judge(check, type, rows);
    }

    private static Outcome counted(long rows, long failing) {
        return rows == 0
                ? new Outcome.NotApplicable(Reason.NO_ROWS, Text.of("没有可判断的记录", "there was no record to judge"))
                : new Outcome.Counted(rows, failing, List.of());
    }

    /** Lookups and aggregates of one scan over distinct values; what is alike is computed once. */
    private final class Scan {
        private final Map<String, String> joins = new LinkedHashMap<>();
        private final Map<String, Integer> aggregates = new LinkedHashMap<>();
        private final Map<Check, int[]> places = new LinkedHashMap<>();

        String alias(String join) {
            return joins.computeIfAbsent(join, key -> "j" + (joins.size() + 1));
        }

        void add(Check check, Template.RowSql sql) {
            places.put(check, new int[] {
                aggregate(sql.applies()), aggregate("(" + sql.applies() + ") AND (" + sql.fails() + ")")
            });
        }

        private int aggregate(String condition) {
            String count = "coalesce(sum(t.n) FILTER (WHERE " + condition + "), 0)";
            return aggregates.computeIfAbsent(count, key -> aggregates.size());
        }

        Map<Check, RowScan.Count> run(String relation) throws SQLException {
            StringBuilder sql = new StringBuilder("SELECT ")
                    .append(String.join(", ", aggregates.keySet()))
                    .append(" FROM ")
                    .append(relation)
                    .append(" AS t");
            for (Map.Entry<String, String> join : joins.entrySet()) {
                sql.append(lookups.sql(Lookups.Join.of(join.getKey()), join.getValue()));
            }
            List<Object> counts = database.rows(sql.toString()).getFirst();
            Map<Check, RowScan.Count> out = new LinkedHashMap<>();
            places.forEach((check, place) -> out.put(
                    check,
                    new RowScan.Count(
                            ((Number) counts.get(place[0])).longValue(), ((Number) counts.get(place[1])).longValue())));
            return out;
        }
    }

    private List<CheckResult> rows(List<Check> checks) {
        Map<Check, Outcome> outcomes = new LinkedHashMap<>();
        boolean byValue = byValue(checks.getFirst());
        Scan values = new Scan();
        RowScan rows = new RowScan(
                database,
                lookups,
                Tables.relation(checks.getFirst().store(), checks.getFirst().table()));
        String relation = "";
        List<Check> there = new ArrayList<>();
        for (Check check : checks) {
            try {
                Template template = new Template(check, type(check), database.tables());
                if (byValue) {
                    values.add(check, template.rows(values::alias));
                    relation = template.distinct();
                } else {
                    rows.add(check, template);
                }
                there.add(check);
            } catch (Absent absent) {
                outcomes.put(check, new Outcome.NotApplicable(absent.reason(), absent.why()));
            }
        }
        if (!there.isEmpty()) {
            String from = relation;
            count(there, () -> byValue ? values.run(from) : rows.run(), outcomes);
        }
        return checks.stream()
                .map(c -> new CheckResult(c, java.util.Objects.requireNonNull(outcomes.get(c))))
                .toList();
    }

    private interface Counting {
        Map<Check, RowScan.Count> run() throws SQLException;
    }

    /** When a scan of several checks breaks, each is run by itself, so that one bad check does not take others along. */
    private void count(List<Check> checks, Counting counting, Map<Check, Outcome> outcomes) {
        try {
            counting.run().forEach((check, count) -> outcomes.put(check, counted(count.rows(), count.failing())));
        } catch (SQLException e) {
            if (checks.size() == 1) {
                outcomes.put(checks.getFirst(), guarded(() -> {
                    throw e;
                }));
            } else {
                checks.forEach(check -> rows(List.of(check)).forEach(result -> outcomes.put(check, result.outcome())));
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
        Map<String, String> aliases = new LinkedHashMap<>();
        Template.RowSql sql = template.rows(join -> aliases.computeIfAbsent(join, key -> "j" + (aliases.size() + 1)));
        StringBuilder joins = new StringBuilder();
        aliases.forEach((join, alias) -> joins.append(' ').append(Template.withAlias(join, alias)));
        return "SELECT " + template.person() + " AS person, " + template.sourceFile() + " AS src_file, "
                + template.sourceRow() + " AS src_row FROM " + template.relation() + " AS t" + joins + " WHERE ("
                + sql.applies() + ") AND (" + sql.fails() + ")";
    }

    private String failingUnits(Template template) throws SQLException {
        return template.has("failing")
                ? query(template, "failing")
                : "SELECT u.person, u.src_file, u.src_row FROM (" + query(template, "units") + ") AS u WHERE u.bad";
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
