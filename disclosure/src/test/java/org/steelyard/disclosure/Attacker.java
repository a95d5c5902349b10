package org.steelyard.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A reader who wants a hidden count: knows every printed number, every mark and every sum, and asks by exhaustive search
 * with bound propagation whether a value is possible. Shares no code with the suppressor; complete within its bound.
 */
final class Attacker {

    private static final long MOST = 1_000_000;

    private final List<CountTable.Cell> cells;
    private final List<int[]> parts = new ArrayList<>();
    private final List<Integer> totals = new ArrayList<>();
    private final long[] low;
    private final long[] high;

    Attacker(CountTable table, Map<String, ReleasedCount> printed) {
        cells = table.cells();
        List<String> ids = cells.stream().map(CountTable.Cell::id).toList();
        for (CountTable.Sum sum : table.sums()) {
            totals.add(ids.indexOf(sum.total()));
            parts.add(sum.parts().stream().mapToInt(ids::indexOf).toArray());
        }
        low = new long[cells.size()];
        high = new long[cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            ReleasedCount count = printed.getOrDefault(cells.get(i).id(), new ReleasedCount.Withheld());
            low[i] = switch (count) {
                case ReleasedCount.Shown shown -> shown.count();
                case ReleasedCount.Hidden hidden -> 1;
                case ReleasedCount.Withheld withheld -> 0;
            };
            high[i] = switch (count) {
                case ReleasedCount.Shown shown -> shown.count();
                case ReleasedCount.Hidden hidden -> hidden.limit();
                case ReleasedCount.Withheld withheld -> MOST;
            };
        }
    }

    boolean isPossible(int cell, long value) {
        long[] lo = low.clone();
        long[] hi = high.clone();
        if (value < lo[cell] || value > hi[cell]) {
            return false;
        }
        lo[cell] = value;
        hi[cell] = value;
        return search(lo, hi);
    }

    private boolean search(long[] lo, long[] hi) {
        if (!propagate(lo, hi)) {
            return false;
        }
        int open = -1;
        for (int i = 0; i < lo.length; i++) {
            if (lo[i] < hi[i] && (open < 0 || hi[i] - lo[i] < hi[open] - lo[open])) {
                open = i;
            }
        }
        if (open < 0) {
            return true;
        }
        for (long v = lo[open]; v <= hi[open]; v++) {
            long[] nextLo = lo.clone();
            long[] nextHi = hi.clone();
            nextLo[open] = v;
            nextHi[open] = v;
            if (search(nextLo, nextHi)) {
                return true;
            }
        }
        return false;
    }

    private boolean propagate(long[] lo, long[] hi) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int e = 0; e < parts.size(); e++) {
                long sumLo = 0;
                long sumHi = 0;
                for (int p : parts.get(e)) {
                    sumLo += lo[p];
                    sumHi += hi[p];
                }
                int total = totals.get(e);
                moved |= tighten(lo, hi, total, sumLo, sumHi);
                for (int p : parts.get(e)) {
                    moved |= tighten(lo, hi, p, lo[total] - (sumHi - hi[p]), hi[total] - (sumLo - lo[p]));
                    if (lo[p] > hi[p]) {
                        return false;
                    }
                }
                if (lo[total] > hi[total]) {
                    return false;
                }
                if (moved) {
                    break;
                }
            }
        }
        return true;
    }

    private static boolean tighten(long[] lo, long[] hi, int cell, long least, long most) {
        boolean moved = least > lo[cell] || most < hi[cell];
        lo[cell] = Math.max(lo[cell], least);
        hi[cell] = Math.min(hi[cell], most);
        return moved && lo[cell] <= hi[cell];
    }
}
