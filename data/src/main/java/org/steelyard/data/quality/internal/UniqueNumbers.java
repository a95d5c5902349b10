package org.steelyard.data.quality.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.DuckDbVectors;

/**
 * Whether whole numbers are all different, by one bit a number: numbers of rows lie close together, and a hundred million of them
 * fit into a few megabytes where a hash table would take gigabytes. Numbers of different sources lie far apart, so that the bits
 * are kept in pages. All threads of the engine set bits side by side.
 */
final class UniqueNumbers {

    private static final int PAGE_BITS = 20;

    /** 256 MiB of bits. */
    private static final int MOST_PAGES = 2048;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final Map<Long, long[]> pages = new ConcurrentHashMap<>();

    private UniqueNumbers() {}

    /**
     * How many numbers there are when all are different; nothing when some occur twice, or lie too far apart for this way.
     *
     * @param column of a whole number type
     */
    static OptionalLong count(CheckDatabase database, String relation, String column) throws SQLException {
        String name = "\"" + column + "\"";
        UniqueNumbers seen = new UniqueNumbers();
        String fresh = database.function("fresh", seen::add);
        List<Object> row = database.rows("SELECT count(" + name + "), coalesce(CAST(sum(" + fresh + "(CAST(" + name
                        + " AS BIGINT))) AS BIGINT), 0) FROM " + relation)
                .getFirst();
        seen.pages.clear(); // the driver keeps functions
        long numbers = ((Number) row.get(0)).longValue();
        return ((Number) row.get(1)).longValue() == numbers ? OptionalLong.of(numbers) : OptionalLong.empty();
    }

    /** One for a number that was not there before, zero for one that was, or that there is no room for. */
    private void add(DuckDBDataChunkReader in, DuckDBWritableVector out) {
        long[] numbers = new long[(int) in.rowCount()];
        DuckDbVectors.read(in.vector(0), numbers, 0, numbers.length);
        long @Nullable [] known = DuckDbVectors.known(in.vector(0), numbers.length);
        long page = Long.MIN_VALUE;
        long[] bits = new long[0];
        for (int i = 0; i < numbers.length; i++) {
            long number = numbers[i];
            if (!DuckDbVectors.isKnown(known, i)) {
                numbers[i] = 0;
                continue;
            }
            if (number >> PAGE_BITS != page) {
                page = number >> PAGE_BITS;
                bits = page(page);
            }
            numbers[i] = bits.length > 0 && set(bits, number) ? 1 : 0;
        }
        DuckDbVectors.write(numbers, null, out, numbers.length);
    }

    private static boolean set(long[] bits, long number) {
        int word = (int) (number & (1L << PAGE_BITS) - 1) >>> 6;
        long mask = 1L << number;
        return ((long) WORDS.getAndBitwiseOr(bits, word, mask) & mask) == 0;
    }

    /** The bits of a page; none when there is no room for another. */
    private long[] page(long page) {
        long[] known = pages.get(page);
        if (known != null || pages.size() >= MOST_PAGES) {
            return known == null ? new long[0] : known;
        }
        return pages.computeIfAbsent(page, key -> new long[1 << PAGE_BITS - 6]);
    }
}
