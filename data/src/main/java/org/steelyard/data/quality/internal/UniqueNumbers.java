package org.steelyard.data.quality.internal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.duckdb.DuckDBDataChunkReader;
import org.steelyard.data.internal.DuckDbVectors;

/**
 * Whether whole numbers are all different, by one bit a number: numbers of rows lie close together, and a hundred million of them
 * fit into a few megabytes where a hash table would take gigabytes. Numbers of different sources lie far apart, so that the bits
 * are kept in pages.
 */
final class UniqueNumbers {

    private static final int PAGE_BITS = 20;

    /** 256 MiB of bits. */
    private static final int MOST_PAGES = 2048;

    private final Map<Long, long[]> pages = new HashMap<>();
    private long page = Long.MIN_VALUE;
    private long[] bits = new long[0];
    private long count;

    private UniqueNumbers() {}

    /**
     * How many numbers there are when all are different; nothing when some occur twice, or lie too far apart for this way.
     *
     * @param column of a whole number type
     */
    static OptionalLong count(CheckDatabase database, String relation, String column) throws SQLException {
        String name = "\"" + column + "\"";
        String sql = "SELECT CAST(" + name + " AS BIGINT) FROM " + relation + " WHERE " + name + " IS NOT NULL";
        UniqueNumbers seen = new UniqueNumbers();
        return database.chunks(sql, seen::addAll) ? OptionalLong.of(seen.count) : OptionalLong.empty();
    }

    /** Whether all numbers of the chunk are new, and there is room for them. */
    private boolean addAll(DuckDBDataChunkReader chunk) {
        long[] numbers = new long[(int) chunk.rowCount()];
        DuckDbVectors.read(chunk.vector(0), numbers, 0, numbers.length);
        for (long number : numbers) {
            if (!add(number)) {
                return false;
            }
        }
        count += numbers.length;
        return true;
    }

    private boolean add(long number) {
        long wanted = number >> PAGE_BITS;
        if (wanted != page && !turn(wanted)) {
            return false;
        }
        int word = (int) (number & (1L << PAGE_BITS) - 1) >>> 6;
        long mask = 1L << number;
        boolean fresh = (bits[word] & mask) == 0;
        bits[word] |= mask;
        return fresh;
    }

    private boolean turn(long wanted) {
        long[] known = pages.get(wanted);
        if (known == null) {
            if (pages.size() == MOST_PAGES) {
                return false;
            }
            known = new long[1 << PAGE_BITS - 6];
            pages.put(wanted, known);
        }
        page = wanted;
        bits = known;
        return true;
    }
}
