package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBWritableVector;
import org.steelyard.data.internal.DuckDbVectors;

/**
 * Rows that agree with another in some columns. Grouping all rows by the columns takes most of its time for rows that are alone. So
 * every row becomes a number first, and a bit each says whether a number has been seen, and whether more than once; only rows whose
 * number has are grouped, some of which share it by chance.
 */
final class Repeats {

    /** So many bits a row, that few share one by chance. */
    private static final int BITS_A_ROW = 16;

    private static final long FEWEST = 1 << 16;

    /** 32 MiB of bits, twice. */
    private static final long MOST = 1L << 28;

    private static final String NUMBER = "CAST(hash(%s) >> 1 AS BIGINT)";

    private final long mask;
    private final long[] seen;
    private final long[] again;
    private long rows;

    private Repeats(long expected) {
        long wanted = Math.clamp(expected * BITS_A_ROW, FEWEST, MOST);
        long bits = Long.highestOneBit(wanted);
        mask = bits - 1;
        seen = new long[(int) (bits / Long.SIZE)];
        again = new long[seen.length];
    }

    /**
     * @param judged rows that were looked at
     * @param excess of them, those that another one before them agrees with
     */
    record Count(long judged, long excess) {}

    /**
     * @param among condition on a row {@code t} of the relation
     * @param keys columns of {@code t}, with commas; none is missing among these rows
     * @param expected about how many rows there are
     */
    static Count count(CheckDatabase database, String relation, String among, String keys, long expected)
            throws SQLException {
        Repeats repeats = new Repeats(expected);
        String number = NUMBER.formatted(keys);
        String from = " FROM " + relation + " AS t WHERE " + among;
        database.chunks("SELECT " + number + from, repeats::look);
        String function = database.function("again", repeats::answer);
        List<Object> excess = database.rows("SELECT coalesce(sum(g.n - 1), 0) FROM (SELECT count(*) AS n" + from
                        + " AND " + function + "(" + number + ") = 1 GROUP BY " + keys + ") AS g")
                .getFirst();
        return new Count(repeats.rows, ((Number) excess.getFirst()).longValue());
    }

    private boolean look(DuckDBDataChunkReader chunk) {
        long[] numbers = new long[(int) chunk.rowCount()];
        DuckDbVectors.read(chunk.vector(0), numbers, 0, numbers.length);
        for (long number : numbers) {
            int word = (int) ((number & mask) / Long.SIZE);
            long bit = 1L << number;
            again[word] |= seen[word] & bit;
            seen[word] |= bit;
        }
        rows += numbers.length;
        return true;
    }

    private void answer(DuckDBDataChunkReader in, DuckDBWritableVector out) {
        long[] numbers = new long[(int) in.rowCount()];
        DuckDbVectors.read(in.vector(0), numbers, 0, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = again[(int) ((numbers[i] & mask) / Long.SIZE)] >>> numbers[i] & 1;
        }
        DuckDbVectors.write(numbers, null, out, numbers.length);
    }
}
