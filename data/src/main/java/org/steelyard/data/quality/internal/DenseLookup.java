package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.DuckDbVectors;

/**
 * A lookup whose keys are whole numbers that lie close together, held in arrays: a row finds what it is held against by the
 * place of its key, where a join would hash it. The engine asks through functions, one a column.
 *
 * <p>The folds are those of SQL: a missing value takes no part, and a key without a known value has none.
 */
final class DenseLookup {

    /** Places a key may take up, for each row that has one; so many more are allowed whatever the rows. */
    private static final long ROOM_A_ROW = 4;

    private static final long ROOM = 1 << 20;

    /** More words than this are no longer told apart by a chain of cases. */
    private static final int WORDS = 16;

    /** Name of the column that is the key itself. */
    static final String KEY = "k";

    /** Of a key it is told whether it is there, and no more. */
    private static final Meaning KEYS = new Meaning(Judgement.Kind.WORD, List.of());

    /** Stands in an expression for what is put in later. */
    private static final String HERE = "\u0001";

    private final long least;
    private final long[] present;
    private final Map<String, Column> columns = new TreeMap<>();

    private DenseLookup(long least, int places) {
        this.least = least;
        present = new long[(places >> 6) + 1];
    }

    /** Numbers by place, with the least number of their width for a missing one. */
    interface Column {

        /** The number, or {@link Long#MIN_VALUE} for none. */
        long at(int place);

        void set(int place, long number);

        /** Folds numbers into what stands at the places of their keys. */
        default void fold(Numbers given, long least, LookupShape.Fold fold) {
            long[] keys = given.keys();
            for (int row = 0; row < keys.length; row++) {
                if (DuckDbVectors.isKnown(given.known(), row)) {
                    int place = (int) (keys[row] - least);
                    long before = at(place);
                    long value = given.values()[row];
                    set(place, before == Long.MIN_VALUE ? value : fold.of(before, value));
                }
            }
        }
    }

    /** @param known as from {@link DuckDbVectors#known} */
    record Numbers(long[] keys, long[] values, long @Nullable [] known) {}

    private record Narrow(int[] numbers) implements Column {
        Narrow {
            java.util.Arrays.fill(numbers, Integer.MIN_VALUE);
        }

        @Override
        public long at(int place) {
            int number = numbers[place];
            return number == Integer.MIN_VALUE ? Long.MIN_VALUE : number;
        }

        @Override
        public void set(int place, long number) {
            numbers[place] = Math.toIntExact(number);
        }
    }

    private record Wide(long[] numbers) implements Column {
        Wide {
            java.util.Arrays.fill(numbers, Long.MIN_VALUE);
        }

        @Override
        public long at(int place) {
            return numbers[place];
        }

        @Override
        public void set(int place, long number) {
            numbers[place] = number;
        }
    }

    /**
     * How a column travels: as a whole number, and back.
     *
     * @param number of the expression, as a whole number
     * @param narrow whether it needs half the room
     * @param back of the number, which stands as {@link #HERE}, the value
     * @param meaning of the number where it is compared as it is
     */
    private record Travel(String number, boolean narrow, String back, Optional<Meaning> meaning) {}

    /** @param words what numbers of words stand for, in order */
    record Meaning(Judgement.Kind kind, List<String> words) {

        static Optional<Meaning> of(Judgement.Kind kind) {
            return Optional.of(new Meaning(kind, List.of()));
        }
    }

    /** Where a column's numbers stand, for those that judge without the engine. */
    record Part(PackedNumbers pack, long least, PackedNumbers.Field field, Meaning meaning) {}

    /**
     * The expressions of a lookup's columns, by name, over a key.
     *
     * @param room bytes that the arrays may take
     * @return nothing where the keys lie too far apart, or a column cannot travel as a whole number
     */
    static Optional<Found> of(CheckDatabase database, String name, LookupShape shape, long room) throws SQLException {
        Map<String, String> types = types(database, shape);
        Optional<Span> span = span(database, shape, types.getOrDefault("k", ""));
        Map<String, Travel> travels = new TreeMap<>();
        for (LookupShape.Folded column : shape.columns()) {
            travel(database, shape, column, types.getOrDefault(column.name(), ""))
                    .ifPresent(t -> travels.put(column.name(), t));
        }
        if (span.isEmpty()
                || travels.size() < shape.columns().size()
                || span.get().bytes(travels) > room) {
            return Optional.empty();
        }
        DenseLookup made = new DenseLookup(span.get().least(), span.get().places());
        try {
            made.fill(database, shape, travels);
            return Optional.of(made.register(database, name, travels));
        } catch (ArithmeticException e) {
            return Optional.empty(); // a number that is too large or too far from others: the engine has wider ones
        }
    }

    /**
     * A lookup that the engine can ask.
     *
     * @param cells by column, the value as an expression over a key that stands as {@link #HERE}
     * @param parts by column, where its numbers stand; not every column has numbers that are compared as they are
     * @param bytes what it holds
     */
    record Found(Map<String, String> cells, Map<String, Part> parts, long bytes) {

        /**
         * An expression with the lookup's cells in the place of the columns that an alias names.
         *
         * @param key of the rows
         * @param named gives a cell the text that stands for it
         */
        String put(String expression, String alias, String key, UnaryOperator<String> named) {
            return Pattern.compile("\\b" + alias + "\\.(\\w+)")
                    .matcher(expression)
                    .replaceAll(m -> Matcher.quoteReplacement(named.apply(cell(m.group(1), key))));
        }

        private String cell(String column, String key) {
            String cell = cells.get(column);
            if (cell == null) {
                throw new IllegalStateException("no column " + column);
            }
            return cell.replace(HERE, "CAST(" + key + " AS BIGINT)");
        }
    }

    private record Span(long least, int places) {

        long bytes(Map<String, Travel> travels) {
            long each =
                    travels.values().stream().mapToLong(t -> t.narrow() ? 4 : 8).sum();
            return places / 8 + each * places;
        }
    }

    private static Map<String, String> types(CheckDatabase database, LookupShape shape) throws SQLException {
        StringBuilder sql = new StringBuilder("DESCRIBE SELECT " + shape.key() + " AS k");
        shape.columns()
                .forEach(c ->
                        sql.append(", ").append(c.expression()).append(" AS ").append(c.name()));
        Map<String, String> out = new TreeMap<>();
        for (List<Object> row : database.rows(sql + " FROM " + shape.from())) {
            out.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
        }
        return out;
    }

    private static boolean isWhole(String type) {
        return List.of("BIGINT", "INTEGER", "SMALLINT", "TINYINT").contains(type);
    }

    /** Where the keys lie, when they lie close enough together. */
    private static Optional<Span> span(CheckDatabase database, LookupShape shape, String type) throws SQLException {
        if (!isWhole(type)) {
            return Optional.empty();
        }
        List<Object> ends = database.rows("SELECT min(" + shape.key() + "), max(" + shape.key() + "), count("
                        + shape.key() + ") FROM " + shape.from())
                .getFirst();
        long rows = ((Number) ends.get(2)).longValue();
        if (rows == 0) {
            return Optional.of(new Span(0, 1));
        }
        long least = ((Number) ends.get(0)).longValue();
        long reach = ((Number) ends.get(1)).longValue() - least;
        boolean close = reach >= 0 && reach < Math.min(ROOM + ROOM_A_ROW * rows, Integer.MAX_VALUE - 8);
        return close ? Optional.of(new Span(least, (int) reach + 1)) : Optional.empty();
    }

    private static Optional<Travel> travel(
            CheckDatabase database, LookupShape shape, LookupShape.Folded column, String type) throws SQLException {
        String value = column.expression();
        boolean sum = column.fold() == LookupShape.Fold.SUM;
        if (type.equals("DATE") && !sum) {
            return Optional.of(new Travel(
                    "CAST(date_diff('day', DATE '1970-01-01', " + value + ") AS BIGINT)",
                    true,
                    "(DATE '1970-01-01' + CAST(" + HERE + " AS INTEGER))",
                    Meaning.of(Judgement.Kind.DAY)));
        }
        if (isWhole(type)) {
            return Optional.of(
                    new Travel("CAST(" + value + " AS BIGINT)", false, HERE, Meaning.of(Judgement.Kind.WHOLE)));
        }
        if (type.startsWith("DECIMAL(")) {
            return decimal(value, type);
        }
        return type.equals("VARCHAR") && !sum ? words(database, shape, value) : Optional.empty();
    }

    private static Optional<Travel> decimal(String value, String type) {
        String[] sizes = type.substring("DECIMAL(".length(), type.length() - 1).split(",");
        int scale = Integer.parseInt(sizes[1].strip());
        if (Integer.parseInt(sizes[0].strip()) > 18) {
            return Optional.empty();
        }
        return scale == 0
                ? Optional.of(new Travel(
                        "CAST(" + value + " AS BIGINT)",
                        false,
                        "CAST(" + HERE + " AS DECIMAL(19,0))",
                        Optional.empty()))
                : Optional.of(new Travel(
                        "CAST(" + value + " * 1" + "0".repeat(scale) + " AS BIGINT)",
                        false,
                        "(CAST(" + HERE + " AS DECIMAL(19,0)) * 0." + "0".repeat(scale - 1) + "1)",
                        Optional.empty()));
    }

    /** Few words travel as their place in order, so that the least and the greatest stay what they are. */
    private static Optional<Travel> words(CheckDatabase database, LookupShape shape, String value) throws SQLException {
        List<String> words = database
                .rows("SELECT DISTINCT " + value + " AS w FROM " + shape.from()
                        + " WHERE w IS NOT NULL ORDER BY w LIMIT " + (WORDS + 1))
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
        if (words.isEmpty() || words.size() > WORDS) {
            return Optional.empty();
        }
        StringBuilder number = new StringBuilder("CAST(CASE ").append(value);
        StringBuilder back = new StringBuilder("(CASE " + HERE);
        for (int i = 0; i < words.size(); i++) {
            String word = "'" + words.get(i).replace("'", "''") + "'";
            number.append(" WHEN ").append(word).append(" THEN ").append(i);
            back.append(" WHEN ").append(i).append(" THEN ").append(word);
        }
        return Optional.of(new Travel(
                number + " END AS BIGINT)",
                true,
                back + " END)",
                Optional.of(new Meaning(Judgement.Kind.WORD, words))));
    }

    private void fill(CheckDatabase database, LookupShape shape, Map<String, Travel> travels) throws SQLException {
        List<Filled> filled = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT CAST(" + shape.key() + " AS BIGINT) AS k");
        for (LookupShape.Folded column : shape.columns()) {
            Travel travel = Objects.requireNonNull(travels.get(column.name()));
            int places = present.length << 6;
            Column made = travel.narrow() ? new Narrow(new int[places]) : new Wide(new long[places]);
            columns.put(column.name(), made);
            filled.add(new Filled(made, column.fold()));
            sql.append(", ").append(travel.number()).append(" AS ").append(column.name());
        }
        database.chunks(sql + " FROM " + shape.from() + " WHERE " + shape.key() + " IS NOT NULL", chunk -> {
            long[] keys = numbers(chunk, 0);
            addKeys(keys);
            for (int i = 0; i < filled.size(); i++) {
                long[] values = numbers(chunk, i + 1);
                Numbers given = new Numbers(keys, values, DuckDbVectors.known(chunk.vector(i + 1), values.length));
                filled.get(i).column().fold(given, least, filled.get(i).fold());
            }
            return true;
        });
    }

    private record Filled(Column column, LookupShape.Fold fold) {}

    /** The keys of a chunk; none is missing. */
    private static long[] numbers(DuckDBDataChunkReader chunk, int column) {
        long[] numbers = new long[(int) chunk.rowCount()];
        DuckDbVectors.read(chunk.vector(column), numbers, 0, numbers.length);
        return numbers;
    }

    private void addKeys(long[] keys) {
        for (long key : keys) {
            int place = (int) (key - least);
            present[place >> 6] |= 1L << place;
        }
    }

    /**
     * Puts columns side by side into one number a key where their bits fit, so that a row is looked up once for all of them; the
     * engine takes the number apart by itself.
     */
    private Found register(CheckDatabase database, String name, Map<String, Travel> travels) throws SQLException {
        Map<String, String> cells = new TreeMap<>();
        Map<String, Part> parts = new TreeMap<>();
        long bytes = 0;
        List<PackedNumbers> packs = PackedNumbers.of(present, columns);
        for (PackedNumbers pack : packs) {
            String function = database.function(name, (in, out) -> numbers(pack, in, out));
            bytes += pack.bytes();
            String number = function + "(" + HERE + ")";
            pack.fields().forEach((column, field) -> {
                Optional<Travel> travel = Optional.ofNullable(travels.get(column));
                cells.put(
                        column,
                        travel.map(t -> t.back().replace(HERE, field.value(number)))
                                .orElseGet(() -> field.whereKnown(number, HERE)));
                travel.map(Travel::meaning)
                        .orElse(Optional.of(KEYS))
                        .ifPresent(meaning -> parts.put(column, new Part(pack, least, field, meaning)));
            });
        }
        return new Found(cells, parts, bytes);
    }

    private void numbers(PackedNumbers pack, DuckDBDataChunkReader in, DuckDBWritableVector out) {
        long[] numbers = numbers(in, 0);
        long @Nullable [] known = DuckDbVectors.known(in.vector(0), numbers.length);
        pack.look(numbers, numbers.length, least);
        if (known != null) {
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = DuckDbVectors.isKnown(known, row) ? numbers[row] : 0;
            }
        }
        DuckDbVectors.write(numbers, null, out, numbers.length);
    }
}
