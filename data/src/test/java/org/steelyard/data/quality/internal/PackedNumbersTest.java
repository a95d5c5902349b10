package org.steelyard.data.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Columns that travel in one number come out of it as they were, gaps included. */
class PackedNumbersTest {

    private static final long SEED = Long.getLong("seed", 20261123);
    private static final int PLACES = 64;

    private record Held(long[] numbers) implements DenseLookup.Column {
        @Override
        public long at(int place) {
            return numbers[place];
        }

        @Override
        public void set(int place, long number) {
            numbers[place] = number;
        }
    }

    private static Held column(Random random, long least, long reach) {
        long[] numbers = new long[PLACES];
        for (int i = 0; i < PLACES; i++) {
            numbers[i] =
                    random.nextInt(4) == 0 ? Long.MIN_VALUE : least + (reach == 0 ? 0 : random.nextLong(reach + 1));
        }
        return new Held(numbers);
    }

    /** The engine's own arithmetic, on the number of one place. */
    private static long asked(Statement engine, String expression) throws SQLException {
        try (ResultSet row = engine.executeQuery("SELECT " + expression)) {
            row.next();
            long value = row.getLong(1);
            return row.wasNull() ? Long.MIN_VALUE : value;
        }
    }

    @Test
    void everyColumnComesOutAsItWentIn() throws SQLException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Map<String, DenseLookup.Column> columns = new TreeMap<>(Map.of(
                "born", column(random, -20_000, 40_000),
                "cents", column(random, -1L << 40, 1L << 41),
                "died", column(random, 18_000, 900),
                "far", column(random, Long.MIN_VALUE + 1, Long.MAX_VALUE - 2),
                "none", new Held(column(random, 5, 0).numbers().clone()),
                "one", column(random, Long.MAX_VALUE, 0)));
        java.util.Arrays.fill(((Held) columns.get("none")).numbers(), Long.MIN_VALUE);
        long present = random.nextLong();

        List<PackedNumbers> packs = PackedNumbers.of(new long[] {present}, columns);

        assertThat(packs).hasSizeBetween(2, 4);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement engine = connection.createStatement()) {
            for (PackedNumbers pack : packs) {
                for (Map.Entry<String, PackedNumbers.Field> field :
                        pack.fields().entrySet()) {
                    for (int place = 0; place < PLACES; place++) {
                        String number = look(pack, place) + "::BIGINT";
                        boolean key = field.getKey().equals(DenseLookup.KEY);
                        long expected = key
                                ? (present >>> place & 1) == 1 ? 7 : Long.MIN_VALUE
                                : columns.get(field.getKey()).at(place);
                        String expression = key
                                ? field.getValue().whereKnown(number, "7")
                                : field.getValue().value(number);
                        assertThat(asked(engine, expression))
                                .as("%s at %d", field.getKey(), place)
                                .isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(packs.stream().flatMap(p -> p.fields().keySet().stream()))
                .containsExactlyInAnyOrder("k", "born", "cents", "died", "far", "none", "one");
    }

    private static long look(PackedNumbers pack, int place) {
        long[] key = {place - 7L};
        pack.look(key, 1, -7);
        return key[0];
    }

    @Test
    void keysAloneTakeABitEach() {
        List<PackedNumbers> packs = PackedNumbers.of(new long[] {5}, Map.of());
        assertThat(packs).hasSize(1);
        assertThat(packs.getFirst().bytes()).isEqualTo(Long.BYTES);
        long[] keys = {100, 101, 102, 99, 200, Long.MAX_VALUE, Long.MIN_VALUE};
        packs.getFirst().look(keys, 6, 100);
        assertThat(keys).containsExactly(1, 0, 1, 0, 0, 0, Long.MIN_VALUE);
    }

    @Test
    void numbersTooFarApartAreLeftToTheEngine() {
        Held far = new Held(new long[PLACES]);
        far.set(0, Long.MIN_VALUE + 1);
        far.set(1, Long.MAX_VALUE);
        assertThatThrownBy(() -> PackedNumbers.of(new long[] {3}, Map.of("far", far)))
                .isInstanceOf(ArithmeticException.class);
    }
}
