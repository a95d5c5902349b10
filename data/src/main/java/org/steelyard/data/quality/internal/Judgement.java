package org.steelyard.data.quality.internal;

import java.util.List;
import java.util.Set;

/** Conditions on numbers of one row, with the three truths of SQL. Days are numbers since 1970; words are their place in a list. */
final class Judgement {

    private Judgement() {}

    /** What a number stands for; only like is compared with like. */
    enum Kind {
        DAY,
        WHOLE,
        WORD
    }

    /** A number, or none. */
    sealed interface Amount {}

    /** A column of the row, by its place among the inputs. */
    record Input(int place) implements Amount {}

    /** A column of a lookup that is held against the row. */
    record Cell(Looked looked, PackedNumbers.Field field) implements Amount {}

    /** Numbers of a lookup, found by a column of the row. */
    record Looked(PackedNumbers pack, long least, int key) {}

    record Literal(long value) implements Amount {}

    /** @param sign of the second number, 1 or −1 */
    record Sum(Amount first, Amount second, int sign) implements Amount {}

    record Coalesce(Amount first, Amount second) implements Amount {}

    /** True, false or unknown. */
    sealed interface Truth {}

    /** A condition that the engine has judged, by its place among the inputs. */
    record Told(int place) implements Truth {}

    record Known(Amount amount) implements Truth {}

    record Less(Amount first, Amount second, boolean orEqual) implements Truth {}

    record Equal(Amount first, Amount second) implements Truth {}

    record OneOf(Amount amount, Set<Long> values) implements Truth {
        OneOf {
            values = Set.copyOf(values);
        }
    }

    record Not(Truth truth) implements Truth {}

    record And(List<Truth> truths) implements Truth {
        And {
            truths = List.copyOf(truths);
        }
    }

    record Or(List<Truth> truths) implements Truth {
        Or {
            truths = List.copyOf(truths);
        }
    }
}
