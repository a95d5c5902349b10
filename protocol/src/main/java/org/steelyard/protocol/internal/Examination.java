package org.steelyard.protocol.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is wrong with a document, shape and sense together.
 *
 * <p>Where the shape is wrong, the faulty places are filled in many ways ({@link Mender}) and the sense is examined each
 * time. A problem of sense is real when it is found whatever stands in the faulty places; one that comes and goes with
 * their filling is a consequence of a fault already reported, and is left out. So one pass shows all, and nothing twice.
 */
public final class Examination {

    private static final Comparator<Problem> BY_LINE = Comparator.comparingLong(
                    (Problem p) -> p.place().row())
            .thenComparing(p -> p.place().field());

    private final SchemaGuide schema;
    private final SchemaCheck shape;
    private final UnaryOperator<JsonNode> completion;

    public Examination(SchemaGuide schema) {
        this(schema, tree -> tree);
    }

    /** @param completion what is added to a document that follows the schema, before it becomes a record */
    public Examination(SchemaGuide schema, UnaryOperator<JsonNode> completion) {
        this.schema = schema;
        this.completion = completion;
        shape = new SchemaCheck(schema);
    }

    /**
     * The document as a record.
     *
     * @param sense what is wrong with a record that follows the schema
     * @throws SteelyardException with all that is wrong, in order of lines
     */
    public <T> T passed(YamlDocument document, Class<T> type, Function<T, List<Problem>> sense) {
        List<Problem> found = new ArrayList<>(document.duplicates());
        found.addAll(shape.check(document));
        if (found.isEmpty()) {
            T good = Binder.bind(completion.apply(document.tree()), schema, type);
            throwIfAny(sense.apply(good));
            return good;
        }
        found.addAll(despite(
                found, document.tree(), tree -> sense.apply(Binder.bind(completion.apply(tree), schema, type))));
        throwIfAny(found);
        throw new IllegalStateException("problems vanished while they were sorted");
    }

    /** Problems of sense that do not depend on the faults of shape. */
    private List<Problem> despite(List<Problem> known, JsonNode tree, Function<JsonNode, List<Problem>> sense) {
        List<String> faults = known.stream().map(p -> p.place().field()).toList();
        if (faults.contains("")) {
            return List.of();
        }
        Mender mender = new Mender(tree, schema, faults);
        Set<JsonNode> seen = new HashSet<>();
        Set<Problem> lasting = new LinkedHashSet<>();
        for (int round = 0; round < Mender.ROUNDS && (round == 0 || !lasting.isEmpty()); round++) {
            JsonNode mended = mender.mended(round);
            if (seen.add(mended)) {
                List<Problem> now = sense.apply(mended);
                if (round == 0) {
                    lasting.addAll(now);
                }
                lasting.retainAll(new HashSet<>(now));
            }
        }
        return lasting.stream()
                .filter(p -> !mender.isFaulty(p.place().field()))
                .map(Examination::readable)
                .toList();
    }

    private static Problem readable(Problem problem) {
        return new Problem(problem.code(), problem.place(), readable(problem.message()), readable(problem.remedy()));
    }

    private static Text readable(Text text) {
        return Text.of(Mender.readable(text.zh()), Mender.readable(text.en()));
    }

    private static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new SteelyardException(
                    problems.stream().distinct().sorted(BY_LINE).toList());
        }
    }
}
