package org.steelyard.data.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.data.mapping.internal.Guess;
import org.steelyard.data.mapping.internal.ProposalWriter;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.internal.Sampler;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * A first draft of a mapping, from headers and values. Every guess says how sure it is and why; what is not sure enough stands
 * in the file as a comment, so that a person decides.
 *
 * @param known kinds of sources that these tables are already known to be of; then no mapping file is needed
 */
public record MappingProposal(List<TableProposal> tables, Optional<Mappings.Kind> known) {

    /** From this confidence on a guess is written as a mapping; below it, as a comment. */
    public static final double SURE = 0.7;

    private static final int ROWS = 5_000;

    public MappingProposal {
        tables = List.copyOf(tables);
    }

    /**
     * One table and what its columns seem to be.
     *
     * @param mixedItems of a laboratory table: how many of the items that were seen have results in several units
     * @param distinct columns whose values differ in all rows that were seen
     * @param repeatsTotals of a table of bills: whether every row of a bill that has several holds the total of all
     */
    public record TableProposal(
            String table,
            long rowsSeen,
            List<ColumnProposal> columns,
            long mixedItems,
            Set<String> distinct,
            boolean repeatsTotals) {
        public TableProposal {
            columns = List.copyOf(columns);
            distinct = Set.copyOf(distinct);
        }

        /** The column of a role that is sure enough. */
        public Optional<ColumnProposal> sure(String role) {
            return columns.stream()
                    .filter(c -> c.role().filter(role::equals).isPresent() && c.confidence() >= SURE)
                    .findFirst();
        }
    }

    /** Roles that a column may have, with what they mean. */
    public static Map<String, Text> roles() {
        return Guess.roles();
    }

    /** Looks at the first rows of each table; nothing is stored. */
    public static MappingProposal of(Map<String, RawSource> tables, IntakeSettings settings) {
        return of(tables, settings, Map.of());
    }

    /**
     * As above, with what somebody knows already.
     *
     * @param told roles by {@code column} or {@code table.column}
     * @throws SteelyardException with {@link MappingError#UNKNOWN_NAME} for roles and columns that are none
     */
    public static MappingProposal of(Map<String, RawSource> tables, IntakeSettings settings, Map<String, String> told) {
        Problems problems = new Problems();
        told.values().stream()
                .filter(role -> !roles().containsKey(role))
                .forEach(role -> unknown(problems, role, String.join(", ", roles().keySet())));
        problems.throwIfAny();
        MappingProposal proposal = guess(tables, settings, told);
        told.keySet().stream()
                .filter(name -> proposal.tables().stream()
                        .noneMatch(t -> t.columns().stream()
                                .anyMatch(c -> name.equals(c.column()) || name.equals(t.table() + "." + c.column()))))
                .forEach(name -> unknown(problems, name, columnNames(proposal)));
        problems.throwIfAny();
        return proposal;
    }

    private static String columnNames(MappingProposal proposal) {
        return proposal.tables().stream()
                .flatMap(t -> t.columns().stream().map(c -> t.table() + "." + c.column()))
                .limit(60)
                .collect(Collectors.joining(", "));
    }

    private static void unknown(Problems problems, String name, String known) {
        problems.add(
                MappingError.UNKNOWN_NAME,
                Place.field("--role"),
                Text.of("没有 " + name + "。可用：" + known + "。", "There is no " + name + ". Known: " + known + "."),
                Text.of("写成 列=角色，或 表.列=角色。", "Write COLUMN=ROLE, or TABLE.COLUMN=ROLE."));
    }

    private static MappingProposal guess(
            Map<String, RawSource> tables, IntakeSettings settings, Map<String, String> told) {
        List<TableProposal> out = tables.entrySet().stream()
                .map(e -> {
                    Sampler.Sample sample = Sampler.first(e.getValue(), settings.limits(), ROWS);
                    List<ColumnProposal> columns = Guess.columns(
                            e.getKey(),
                            sample,
                            c -> Optional.ofNullable(told.get(e.getKey() + "." + c))
                                    .or(() -> Optional.ofNullable(told.get(c))));
                    return new TableProposal(
                            e.getKey(),
                            sample.cells().size(),
                            columns,
                            Guess.mixedItems(columns, sample),
                            Guess.distinct(sample),
                            Guess.repeatsTotals(columns, sample));
                })
                .toList();
        return new MappingProposal(
                out,
                Mappings.recognise(tables.keySet()).stream()
                        .filter(kind -> fits(Mappings.shipped(kind), out))
                        .findFirst());
    }

    /** Whether tables that are called as the mapping calls them have the columns that it cannot do without, too. */
    private static boolean fits(Mapping mapping, List<TableProposal> tables) {
        return tables.stream()
                .allMatch(t -> mapping.table(t.table())
                        .map(name -> Objects.requireNonNull(mapping.tables().get(name)))
                        .map(source -> source.lacking(
                                t.columns().stream().map(ColumnProposal::column).toList()))
                        .orElse(List.of())
                        .isEmpty());
    }

    /** The mapping file, with comments in Chinese and English. */
    public String yaml() {
        return ProposalWriter.yaml(this);
    }
}
