package org.steelyard.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.steelyard.disclosure.CountTable.Kind.DERIVABLE;
import static org.steelyard.disclosure.CountTable.Kind.KEPT;
import static org.steelyard.disclosure.CountTable.Kind.PRINTED;
import static org.steelyard.disclosure.CountTable.Kind.RELEASED;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.disclosure.TableRelease.Refusal;
import org.steelyard.disclosure.TableRelease.Releasable;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Seed;

class DisclosureTest {

    private static final SmallCells TEN = new SmallCells(10);

    @Test
    void smallCountIsHiddenAndNeverZero() {
        CountTable table = CountTable.builder().cell("a", 7, PRINTED).build();
        assertThat(released(table).count("a")).isEqualTo(new ReleasedCount.Hidden(10));
    }

    @Test
    void limitItselfIsHiddenAndTheNextIsShown() {
        CountTable table = CountTable.builder()
                .cell("a", 10, PRINTED)
                .cell("b", 11, PRINTED)
                .cell("c", 0, PRINTED)
                .build();
        assertThat(released(table).counts().values())
                .containsExactly(new ReleasedCount.Hidden(10), new ReleasedCount.Shown(11), new ReleasedCount.Shown(0));
    }

    @Test
    void partIsNotComputableFromTotalAndOtherPart() {
        CountTable table = CountTable.builder()
                .cell("n", 120, KEPT)
                .cell("treated", 5, PRINTED)
                .cell("control", 115, PRINTED)
                .sum("n", List.of("treated", "control"))
                .build();
        assertThat(released(table).counts().values())
                .containsExactly(
                        new ReleasedCount.Shown(120), new ReleasedCount.Hidden(10), new ReleasedCount.Withheld());
    }

    @Test
    void complementOfAShareIsProtected() {
        CountTable table = CountTable.builder()
                .cell("n", 100, KEPT)
                .cell("events", 97, PRINTED)
                .rest("n", "events")
                .build();
        assertThat(released(table).count("events")).isEqualTo(new ReleasedCount.Withheld());
        assertThat(released(table).count("n")).isEqualTo(new ReleasedCount.Shown(100));
    }

    @Test
    void breakdownOfSmallTotalIsNotShownAtAll() {
        CountTable.Builder builder = CountTable.builder().cell("total", 10, PRINTED);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            parts.add("part" + i);
            builder.cell("part" + i, 1, PRINTED);
        }
        builder.cell("none", 0, PRINTED);
        parts.add("none");
        Releasable released = released(builder.sum("total", parts).build());
        assertThat(released.count("total")).isEqualTo(new ReleasedCount.Hidden(10));
        assertThat(parts).allSatisfy(p -> assertThat(released.count(p)).isEqualTo(new ReleasedCount.Withheld()));
    }

    @Test
    void elevenPartsOfOneAreNotGivenAwayByTheirTotal() {
        CountTable.Builder builder = CountTable.builder().cell("total", 11, KEPT);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            parts.add("part" + i);
            builder.cell("part" + i, 1, PRINTED);
        }
        CountTable table = builder.sum("total", parts).build();
        assertThat(smallestRange(table, released(table))).isEqualTo(10);
    }

    @Test
    void stepOfAttritionIsNotTheDifferenceOfItsNeighbours() {
        CountTable table = CountTable.builder()
                .cell("start", 1000, KEPT)
                .cell("removed1", 3, PRINTED)
                .cell("left1", 997, PRINTED)
                .cell("removed2", 197, PRINTED)
                .cell("left2", 800, PRINTED)
                .cell("treated", 300, KEPT)
                .cell("control", 500, KEPT)
                .sum("start", List.of("removed1", "left1"))
                .sum("left1", List.of("removed2", "left2"))
                .sum("left2", List.of("treated", "control"))
                .build();
        Releasable released = released(table);
        assertThat(released.count("removed1")).isEqualTo(new ReleasedCount.Hidden(10));
        assertThat(released.count("left1")).isEqualTo(new ReleasedCount.Withheld());
        assertThat(released.count("removed2")).isEqualTo(new ReleasedCount.Withheld());
        assertThat(released.count("treated")).isEqualTo(new ReleasedCount.Shown(300));
        assertThat(smallestRange(table, released)).isEqualTo(10);
    }

    @Test
    void randomTablesWithMarginsResistAnExhaustiveReader() {
        long seed = Long.getLong("seed", 20261122L);
        System.out.println("seed " + seed);
        for (int i = 0; i < 1000; i++) {
            CountTable table = randomTwoWay(new Seed(seed).child("table", i).generator());
            Releasable released = released(table);
            assertThat(shownSmall(table, released)).as("table %d", i).isEmpty();
            assertThat(smallestRange(table, released)).as("table %d", i).isEqualTo(10);
        }
    }

    @Test
    void tablesWithNothingSmallLoseNothing() {
        CountTable table = CountTable.builder()
                .cell("n", 100, KEPT)
                .cell("a", 40, PRINTED)
                .cell("b", 60, PRINTED)
                .sum("n", List.of("a", "b"))
                .build();
        assertThat(released(table).counts().values()).allMatch(ReleasedCount::isShown);
    }

    @Test
    void sameTableGivesSameAnswer() {
        CountTable table = randomTwoWay(new Seed(5).generator());
        assertThat(Disclosure.release(table, TEN)).isEqualTo(Disclosure.release(table, TEN));
    }

    @Test
    void everyRefusalHasItsCodeAndBothLanguages() {
        CountTable unknown =
                CountTable.builder().cell("n", 20, KEPT).sum("n", List.of("x")).build();
        CountTable negative = CountTable.builder().cell("n", -1, KEPT).build();
        CountTable broken = CountTable.builder()
                .cell("n", 20, KEPT)
                .cell("a", 19, PRINTED)
                .sum("n", List.of("a"))
                .build();
        CountTable released = CountTable.builder()
                .cell("n", 20, RELEASED)
                .cell("a", 15, RELEASED)
                .cell("b", 5, DERIVABLE)
                .sum("n", List.of("a", "b"))
                .build();
        assertThat(List.of(refused(unknown), refused(negative), refused(broken), refused(released)))
                .containsExactly(
                        DisclosureError.UNKNOWN_CELL,
                        DisclosureError.NEGATIVE_COUNT,
                        DisclosureError.SUM_DOES_NOT_HOLD,
                        DisclosureError.CANNOT_PROTECT);
    }

    private static ErrorCode refused(CountTable table) {
        Refusal refusal = (Refusal) Disclosure.release(table, TEN);
        assertThat(refusal.problems()).allSatisfy(p -> {
            assertThat(p.in(Lang.ZH)).contains("处理：");
            assertThat(p.in(Lang.EN)).contains("To do:");
        });
        return refusal.problems().getFirst().code();
    }

    private static Releasable released(CountTable table) {
        return (Releasable) Disclosure.release(table, TEN);
    }

    private static List<String> shownSmall(CountTable table, Releasable released) {
        return table.cells().stream()
                .filter(c -> TEN.isSmall(c.count()) && released.count(c.id()).isShown())
                .map(CountTable.Cell::id)
                .toList();
    }

    /** Over all small cells, how many of the values from 1 to the limit lie between the least and the most possible. */
    private static long smallestRange(CountTable table, Releasable released) {
        Attacker attacker = new Attacker(table, released.counts());
        long smallest = Long.MAX_VALUE;
        for (int cell = 0; cell < table.cells().size(); cell++) {
            if (TEN.isSmall(table.cells().get(cell).count())) {
                smallest = Math.min(smallest, range(attacker, cell));
            }
        }
        return smallest == Long.MAX_VALUE ? TEN.limit() : smallest;
    }

    private static long range(Attacker attacker, int cell) {
        long low = 1;
        long high = TEN.limit();
        while (low <= high && !attacker.isPossible(cell, low)) {
            low++;
        }
        while (high > low && !attacker.isPossible(cell, high)) {
            high--;
        }
        return high - low + 1;
    }

    private static CountTable randomTwoWay(RandomGenerator random) {
        int rows = 2 + random.nextInt(4);
        int columns = 2 + random.nextInt(2);
        CountTable.Builder builder = CountTable.builder();
        long[] columnTotals = new long[columns];
        long total = 0;
        List<String> rowIds = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            long rowTotal = 0;
            List<String> ids = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                long count = random.nextInt(4) == 0 ? random.nextInt(12) : random.nextInt(300);
                builder.cell("r" + r + "c" + c, count, PRINTED);
                ids.add("r" + r + "c" + c);
                rowTotal += count;
                columnTotals[c] += count;
            }
            rowIds.add("r" + r);
            builder.cell("r" + r, rowTotal, PRINTED).sum("r" + r, ids);
            total += rowTotal;
        }
        builder.cell("n", total, KEPT).sum("n", rowIds);
        List<String> columnIds = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            int column = c;
            columnIds.add("c" + c);
            builder.cell("c" + c, columnTotals[c], KEPT)
                    .sum("c" + c, rowIds.stream().map(r -> r + "c" + column).toList());
        }
        return builder.sum("n", columnIds).build();
    }
}
