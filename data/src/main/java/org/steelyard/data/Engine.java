package org.steelyard.data;

import java.util.List;
import java.util.function.Predicate;
import org.steelyard.protocol.expression.Expression;

/**
 * Does the tabular work. Every relation keeps the row numbers of the file. Expressions have been checked against the
 * relation's fields, and mean what {@link org.steelyard.protocol.expression.Evaluator} says; numbers that SQL computes
 * with {@code ln} and {@code exp} may differ in the last digit.
 *
 * <p>An engine belongs to one thread.
 */
public interface Engine extends AutoCloseable {

    /**
     * Takes all rows in.
     *
     * @param named fields that expressions will name, or a search for duplicates; the others can be counted and pulled, and an
     *     expression over one of them fails
     */
    Relation load(RowSource rows, Predicate<String> named);

    default Relation load(RowSource rows) {
        return load(rows, field -> true);
    }

    /** Adds fields. No derivation sees another of the same call. */
    Relation derive(Relation relation, List<Derivation> derivations);

    Verdict judge(Relation relation, Expression rule);

    /** Keeps rows whose rule is true, and those whose rule is unknown if told so. */
    Relation keep(Relation relation, Expression rule, boolean keepUnknown);

    /** Row numbers for which the rule is true, ascending, no more than the limit. */
    List<Long> rowsWhere(Relation relation, Expression rule, int limit);

    /** Rows that agree with another row in all of the fields, none of them missing. */
    Duplicates duplicates(Relation relation, List<String> fields, int limit);

    /** How many rows are missing in each of the fields, in their order. */
    List<Long> missing(Relation relation, List<String> fields);

    /** All rows by ascending row number. */
    Pulled pull(Relation relation, List<String> fields);

    @Override
    void close();

    /** A field and what it is computed from. A text that is not among the levels of a category is missing. */
    record Derivation(Field field, Expression expression) {}

    /** How many rows a rule is true, false and unknown for. */
    record Verdict(long yes, long no, long unknown) {
        public long rows() {
            return yes + no + unknown;
        }
    }

    /**
     * @param rows how many rows there are of which another exists
     * @param first row numbers of some of them, ascending
     */
    record Duplicates(long rows, List<Long> first) {
        public Duplicates {
            first = List.copyOf(first);
        }
    }

    /** @param vectors in the order asked for */
    record Pulled(long[] rows, List<Vector> vectors) {
        public Pulled {
            vectors = List.copyOf(vectors);
        }
    }
}
