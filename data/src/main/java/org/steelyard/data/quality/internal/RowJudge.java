package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.DuckDbVectors;
import org.steelyard.data.quality.internal.Judgement.Kind;
import org.steelyard.data.quality.internal.Judgement.Truth;
import org.steelyard.data.quality.internal.JudgementParser.Typed;

/**
 * Conditions that hold rows against lookups in arrays, judged all together by one function: the engine hands over keys and days,
 * and gets back a number whose bits tell which conditions hold. A call for each lookup, and a step of the engine for each sum
 * and comparison, cost several times as much.
 */
final class RowJudge {

    private static final List<String> WHOLE = List.of("BIGINT", "INTEGER", "SMALLINT", "TINYINT");

    private final Map<String, Looking> lookups;
    private final CheckDatabase database;
    private final String relation;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Integer> truths = new LinkedHashMap<>();
    private final Map<String, Integer> conditions = new LinkedHashMap<>();
    private final JudgementProgram program = new JudgementProgram();
    private final ConcurrentLinkedQueue<JudgementProgram.Room> rooms = new ConcurrentLinkedQueue<>();

    /** A lookup and the column of the row that finds its place. */
    record Looking(String key, DenseLookup.Found found) {}

    /** @param lookups by the name that conditions have for them */
    RowJudge(CheckDatabase database, String relation, Map<String, Looking> lookups) {
        this.database = database;
        this.relation = relation;
        this.lookups = Map.copyOf(lookups);
    }

    /**
     * Takes a condition on, if it looks something up, and all of what it says about that is understood.
     *
     * @param parts of the condition, all of which must hold
     */
    boolean add(String condition, List<String> parts) {
        if (program.conditions() == JudgementProgram.MOST || parts.stream().noneMatch(this::isOurs)) {
            return false;
        }
        Map<String, Integer> columns = new LinkedHashMap<>(numbers);
        List<Truth> read = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String part : parts) {
            if (isOurs(part)) {
                Optional<Truth> truth = JudgementParser.parse(part, new Own(columns));
                if (truth.isEmpty()) {
                    return false;
                }
                read.add(truth.get());
            } else {
                others.add(part);
            }
        }
        numbers.putAll(columns);
        others.forEach(part -> read.add(new Judgement.Told(truths.computeIfAbsent(part, key -> truths.size()))));
        conditions.put(condition, program.conditions());
        program.add(read.size() == 1 ? read.getFirst() : new Judgement.And(read));
        return true;
    }

    private boolean isOurs(String part) {
        return lookups.keySet().stream().anyMatch(name -> part.contains(name + "."));
    }

    /** What names in conditions stand for; columns that are asked for get a place. */
    private final class Own implements JudgementParser.Names {
        private final Map<String, Integer> columns;

        Own(Map<String, Integer> columns) {
            this.columns = columns;
        }

        private int place(String sql) {
            return columns.computeIfAbsent(sql, key -> columns.size());
        }

        @Override
        public Optional<Typed> column(String name) {
            String type = database.type(relation, name.substring("t.\"".length(), name.length() - 1))
                    .orElse("");
            if (type.equals("DATE")) {
                int place = place("CAST(" + name + " - DATE '1970-01-01' AS BIGINT)");
                return Optional.of(Typed.of(new Judgement.Input(place), Kind.DAY));
            }
            return WHOLE.contains(type)
                    ? Optional.of(Typed.of(new Judgement.Input(place("CAST(" + name + " AS BIGINT)")), Kind.WHOLE))
                    : Optional.empty();
        }

        @Override
        public Optional<Typed> cell(String name) {
            int dot = name.indexOf('.');
            Looking looking = dot < 0 ? null : lookups.get(name.substring(0, dot));
            DenseLookup.Part part =
                    looking == null ? null : looking.found().parts().get(name.substring(dot + 1));
            if (looking == null || part == null) {
                return Optional.empty();
            }
            int key = place("CAST(" + looking.key() + " AS BIGINT)");
            Judgement.Looked looked = new Judgement.Looked(part.pack(), part.least(), key);
            return Optional.of(new Typed(
                    new Judgement.Cell(looked, part.field()),
                    part.meaning().kind(),
                    part.meaning().words()));
        }
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** The rows that fulfil each condition. */
    Map<String, Long> count(String from) throws SQLException {
        List<DuckDBColumnType> types = new ArrayList<>();
        numbers.forEach((sql, place) -> types.add(DuckDBColumnType.BIGINT));
        truths.forEach((sql, place) -> types.add(DuckDBColumnType.BOOLEAN));
        List<String> inputs = new ArrayList<>(numbers.keySet());
        inputs.addAll(truths.keySet());
        String name = database.function("judge", types, this::judge);
        long[] counts = new long[program.conditions()];
        String sql = "SELECT m, count(*) FROM (SELECT " + name + "(" + String.join(", ", inputs) + ") AS m FROM " + from
                + ") GROUP BY m";
        for (List<Object> row : database.rows(sql)) {
            long bits = ((Number) row.get(0)).longValue();
            long rows = ((Number) row.get(1)).longValue();
            for (int k = 0; k < counts.length; k++) {
                counts[k] += (bits >> k & 1) * rows;
            }
        }
        Map<String, Long> out = new LinkedHashMap<>();
        conditions.forEach((condition, k) -> out.put(condition, counts[k]));
        return out;
    }

    private void judge(DuckDBDataChunkReader in, DuckDBWritableVector out) {
        int rows = (int) in.rowCount();
        List<long[]> given = new ArrayList<>();
        List<byte[]> told = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            given.add(numbers(in.vector(i), rows));
        }
        for (int i = 0; i < truths.size(); i++) {
            told.add(truths(in.vector(numbers.size() + i), rows));
        }
        JudgementProgram.Room known = rooms.poll();
        JudgementProgram.Room room =
                known != null && known.rows() >= rows ? known : new JudgementProgram.Room(program, rows);
        long[] bits = new long[rows];
        program.run(new JudgementProgram.Given(given, told), room, rows, bits);
        rooms.add(room);
        DuckDbVectors.write(bits, null, out, rows);
    }

    private static long[] numbers(DuckDBReadableVector vector, int rows) {
        long[] values = new long[rows];
        DuckDbVectors.read(vector, values, 0, rows);
        long @Nullable [] known = DuckDbVectors.known(vector, rows);
        for (int i = 0; known != null && i < rows; i++) {
            values[i] = DuckDbVectors.isKnown(known, i) ? values[i] : JudgementProgram.NONE;
        }
        return values;
    }

    private static byte[] truths(DuckDBReadableVector vector, int rows) {
        byte[] values = new byte[rows];
        DuckDbVectors.read(vector, values, 0, rows);
        long @Nullable [] known = DuckDbVectors.known(vector, rows);
        for (int i = 0; i < rows; i++) {
            values[i] = !DuckDbVectors.isKnown(known, i)
                    ? JudgementProgram.UNKNOWN
                    : values[i] == 0 ? JudgementProgram.FALSE : JudgementProgram.TRUE;
        }
        return values;
    }
}
