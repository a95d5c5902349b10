package org.steelyard.data.standard.internal;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.Value;

/**
 * What the columns of a table are for.
 *
 * @param numbers columns that tell rows apart or lead to rows of other tables
 * @param marks columns whose text is compared with something: numbers, codes, flags
 */
record Roles(Set<String> numbers, Set<String> marks) {

    static Roles of(Mapping mapping, Source source) {
        Set<String> numbers = new TreeSet<>();
        Set<String> marks = new TreeSet<>();
        Mapping.Source declared = source.declared();
        declared.follow().forEach(f -> numbers.add(f.column()));
        declared.net().ifPresent(net -> {
            numbers.add(net.line());
            numbers.add(net.original());
            numbers.addAll(net.within());
        });
        declared.keep().forEach(c -> marks.add(c.column()));
        mapping.fills().stream().filter(f -> f.from().equals(source.name())).forEach(fill -> {
            numbers.addAll(fill.key());
            fill.where().forEach(c -> marks.add(c.column()));
            fill.fields().values().forEach(v -> add(v, numbers, marks));
        });
        marks.addAll(numbers);
        return new Roles(numbers, marks);
    }

    private static void add(Value value, Set<String> numbers, Set<String> marks) {
        numbers.addAll(value.key());
        Stream.of(
                        value.code(),
                        value.shape(),
                        value.item(),
                        value.column().filter(_ -> value.values().isPresent()))
                .flatMap(Optional::stream)
                .forEach(marks::add);
        marks.addAll(value.differ());
        value.choose().forEach(c -> {
            c.when().forEach(w -> marks.add(w.column()));
            add(c.then(), numbers, marks);
        });
        Stream.of(value.first(), value.earliest(), value.latest())
                .flatMap(java.util.List::stream)
                .forEach(v -> add(v, numbers, marks));
    }
}
