package org.steelyard.disclosure;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.disclosure.internal.Suppressor;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/**
 * Decides what of a table may be shown.
 *
 * <p><b>Rule.</b> Counts from 1 to the limit are hidden. Then other counts are withheld, one at a time, until for each
 * small count both 1 and the limit are possible values given everything that is printed: the numbers, the marks ({@code
 * ≤10} says 1 to 10, {@code *} says nothing), and the sums. A reader therefore learns of a small count no more than the
 * mark {@code ≤10} says. A total that is small takes its whole breakdown with it, zeros included.
 *
 * <p><b>How.</b> For each small count the program looks for a witness: another table that prints alike and has the
 * wanted value there. No witness, more is hidden; so an incomplete search costs information, never protection. The
 * choice is greedy (smallest count first, group sizes last), not minimal.
 *
 * <p><b>Not promised.</b> This is suppression, not differential privacy; a reader who knows the algorithm's order of
 * choice, or who has another release of nearly the same people, may learn more. See {@code docs/disclosure.md}.
 *
 * <p>References: [1] Willenborg L, de Waal T. Elements of Statistical Disclosure Control. Springer 2001.
 * doi:10.1007/978-1-4613-0121-9. [2] Fischetti M, Salazar JJ. Solving the cell suppression problem on tabular data with
 * linear constraints. Management Science 2001;47(7):1008-1027. doi:10.1287/mnsc.47.7.1008.9805.
 */
public final class Disclosure {

    private Disclosure() {}

    /** A releasable form of the table, or the reason why there is none. Same table, same answer. */
    public static TableRelease release(CountTable table, SmallCells rule) {
        Problems problems = check(table);
        if (!problems.isEmpty()) {
            return new TableRelease.Refusal(problems.list());
        }
        Optional<List<Suppressor.State>> states = new Suppressor(table, rule).run();
        if (states.isEmpty()) {
            problems.add(
                    DisclosureError.CANNOT_PROTECT,
                    Place.NONE,
                    Text.of(
                            "已公布的数字可推算出小于下限的人数，此表不能公布。",
                            "Numbers released before tell a small count; this table cannot be shown."),
                    Text.of("请合并类别或不公布此表。", "Merge categories, or leave the table out."));
            return new TableRelease.Refusal(problems.list());
        }
        return releasable(table, rule, states.get());
    }

    private static TableRelease releasable(CountTable table, SmallCells rule, List<Suppressor.State> states) {
        Map<String, ReleasedCount> counts = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            CountTable.Cell cell = table.cells().get(i);
            if (cell.kind() != CountTable.Kind.DERIVABLE) {
                counts.put(
                        cell.id(),
                        switch (states.get(i)) {
                            case SHOWN -> new ReleasedCount.Shown(cell.count());
                            case HIDDEN -> new ReleasedCount.Hidden(rule.limit());
                            case WITHHELD -> new ReleasedCount.Withheld();
                        });
            }
        }
        return new TableRelease.Releasable(Collections.unmodifiableMap(counts));
    }

    private static Problems check(CountTable table) {
        Problems problems = new Problems();
        Map<String, Long> counts = new HashMap<>();
        for (CountTable.Cell cell : table.cells()) {
            counts.put(cell.id(), cell.count());
            if (cell.count() < 0) {
                problems.add(
                        DisclosureError.NEGATIVE_COUNT,
                        Place.field(cell.id()),
                        Text.of("计数不能为负。", "A count is 0 or more."),
                        Text.of("请检查该表的计算。", "Check how the table was computed."));
            }
        }
        table.sums().forEach(sum -> checkSum(sum, counts, problems));
        return problems;
    }

    private static void checkSum(CountTable.Sum sum, Map<String, Long> counts, Problems problems) {
        Long total = counts.get(sum.total());
        if (total == null || !counts.keySet().containsAll(sum.parts())) {
            problems.add(
                    DisclosureError.UNKNOWN_CELL,
                    Place.field(sum.total()),
                    Text.of("合计关系引用了表中没有的单元格。", "A sum names a cell that is not in the table."),
                    Text.of("请补充该单元格。", "Add the cell."));
            return;
        }
        long parts =
                sum.parts().stream().mapToLong(p -> counts.getOrDefault(p, 0L)).sum();
        if (parts != total) {
            problems.add(
                    DisclosureError.SUM_DOES_NOT_HOLD,
                    Place.field(sum.total()),
                    Text.of("各部分之和与合计不等。", "The parts do not add up to the total."),
                    Text.of("请检查计数是否来自同一人群。", "Check that the counts are of the same people."));
        }
    }
}
