package org.steelyard.disclosure.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.disclosure.CountTable;
import org.steelyard.disclosure.CountTable.Kind;
import org.steelyard.disclosure.SmallCells;

/** Hides small counts, then others, until each small count could be anything from 1 to the limit. One use each. */
public final class Suppressor {

    private static final long UNBOUNDED = Long.MAX_VALUE / 4;

    public enum State {
        SHOWN,
        HIDDEN,
        WITHHELD
    }

    private final List<CountTable.Cell> cells;
    private final List<Witness.Equation> equations = new ArrayList<>();
    private final int[][] equationsOf;
    private final SmallCells rule;
    private final State[] states;

    public Suppressor(CountTable table, SmallCells rule) {
        this.cells = table.cells();
        this.rule = rule;
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            index.put(cells.get(i).id(), i);
        }
        table.sums().forEach(sum -> equations.add(equation(sum, index)));
        this.equationsOf = IntStream.range(0, cells.size())
                .mapToObj(cell -> IntStream.range(0, equations.size())
                        .filter(e -> contains(equations.get(e), cell))
                        .toArray())
                .toArray(int[][]::new);
        this.states = new State[cells.size()];
    }

    /** The state of each cell, or nothing when no pattern protects. */
    public Optional<List<State>> run() {
        hideSmall();
        hideBreakdownOfSmallTotals();
        int exposed = firstExposed();
        while (exposed >= 0) {
            if (!hideMore(exposed)) {
                return Optional.empty();
            }
            exposed = firstExposed();
        }
        return Optional.of(List.of(states));
    }

    private static Witness.Equation equation(CountTable.Sum sum, Map<String, Integer> index) {
        int parts = sum.parts().size();
        int[] members = new int[parts + 1];
        int[] signs = new int[parts + 1];
        for (int k = 0; k < parts; k++) {
            members[k] = index.getOrDefault(sum.parts().get(k), -1);
            signs[k] = 1;
        }
        members[parts] = index.getOrDefault(sum.total(), -1);
        signs[parts] = -1;
        return new Witness.Equation(members, signs);
    }

    private void hideSmall() {
        for (int i = 0; i < states.length; i++) {
            boolean small = rule.isSmall(cells.get(i).count());
            states[i] = switch (cells.get(i).kind()) {
                case PRINTED, KEPT -> small ? State.HIDDEN : State.SHOWN;
                case DERIVABLE -> State.WITHHELD;
                case RELEASED -> State.SHOWN;
                case MARKED -> State.HIDDEN;
            };
        }
    }

    /** Otherwise ten parts marked "1 to 10" of a total marked "1 to 10" would all be known to be 1. */
    private void hideBreakdownOfSmallTotals() {
        boolean again = true;
        while (again) {
            again = false;
            for (Witness.Equation equation : equations) {
                int total = equation.cells()[equation.cells().length - 1];
                if (rule.isSmall(cells.get(total).count()) && states[total] != State.SHOWN) {
                    again |= withholdParts(equation);
                }
            }
        }
    }

    private boolean withholdParts(Witness.Equation equation) {
        boolean any = false;
        for (int k = 0; k < equation.cells().length - 1; k++) {
            int part = equation.cells()[k];
            if (states[part] != State.WITHHELD && !isFixed(part)) {
                states[part] = State.WITHHELD;
                any = true;
            }
        }
        return any;
    }

    private int firstExposed() {
        long[] lowest = new long[states.length];
        long[] highest = new long[states.length];
        for (int i = 0; i < states.length; i++) {
            long count = cells.get(i).count();
            lowest[i] = switch (states[i]) {
                case SHOWN -> 0;
                case HIDDEN -> 1 - count;
                case WITHHELD -> -count;
            };
            highest[i] = switch (states[i]) {
                case SHOWN -> 0;
                case HIDDEN -> rule.limit() - count;
                case WITHHELD -> UNBOUNDED;
            };
        }
        for (int i = 0; i < states.length; i++) {
            long count = cells.get(i).count();
            if (rule.isSmall(count)
                    && !(reaches(i, 1 - count, lowest, highest) && reaches(i, rule.limit() - count, lowest, highest))) {
                return i;
            }
        }
        return -1;
    }

    private boolean reaches(int cell, long by, long[] lowest, long[] highest) {
        return new Witness(equations, equationsOf, lowest, highest).exists(cell, by);
    }

    private boolean hideMore(int exposed) {
        boolean[] connected = connected(exposed);
        Optional<Integer> next = IntStream.range(0, states.length)
                .filter(i -> states[i] == State.SHOWN && !isFixed(i) && touches(i, connected))
                .boxed()
                .min(Comparator.<Integer>comparingInt(i -> closesOpenSum(i, connected) ? 0 : 1)
                        .thenComparingInt(i -> cells.get(i).kind() == Kind.KEPT ? 1 : 0)
                        .thenComparingInt(i -> cells.get(i).count() > 0 ? 0 : 1)
                        .thenComparingLong(i -> cells.get(i).count())
                        .thenComparing(i -> cells.get(i).id()));
        if (next.isPresent()) {
            states[next.get()] = State.WITHHELD;
            return true;
        }
        return loosenMark(exposed, connected);
    }

    /** The mark "1 to 10" itself tells something; when nothing else is left to hide, it goes too. */
    private boolean loosenMark(int exposed, boolean[] connected) {
        if (states[exposed] == State.HIDDEN && !isFixed(exposed)) {
            states[exposed] = State.WITHHELD;
            return true;
        }
        for (int i = 0; i < states.length; i++) {
            if (connected[i] && states[i] == State.HIDDEN && !isFixed(i)) {
                states[i] = State.WITHHELD;
                return true;
            }
        }
        return false;
    }

    /** Hidden cells that are tied to this one through sums. */
    private boolean[] connected(int start) {
        boolean[] seen = new boolean[states.length];
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!queue.isEmpty()) {
            for (int e : equationsOf[queue.remove()]) {
                for (int cell : equations.get(e).cells()) {
                    if (!seen[cell] && states[cell] != State.SHOWN) {
                        seen[cell] = true;
                        queue.add(cell);
                    }
                }
            }
        }
        return seen;
    }

    private boolean touches(int cell, boolean[] connected) {
        return IntStream.of(equationsOf[cell])
                .anyMatch(e -> IntStream.of(equations.get(e).cells()).anyMatch(c -> connected[c]));
    }

    /** A sum with a single hidden cell gives it away; hiding this cell closes one such sum. */
    private boolean closesOpenSum(int cell, boolean[] connected) {
        return IntStream.of(equationsOf[cell])
                .mapToObj(equations::get)
                .anyMatch(equation -> IntStream.of(equation.cells())
                                        .filter(c -> states[c] != State.SHOWN)
                                        .count()
                                == 1
                        && IntStream.of(equation.cells()).anyMatch(c -> connected[c]));
    }

    private boolean isFixed(int cell) {
        Kind kind = cells.get(cell).kind();
        return kind == Kind.RELEASED || kind == Kind.MARKED;
    }

    private static boolean contains(Witness.Equation equation, int cell) {
        return IntStream.of(equation.cells()).anyMatch(c -> c == cell);
    }
}
