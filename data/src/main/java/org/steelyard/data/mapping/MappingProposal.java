package org.steelyard.data.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.steelyard.data.mapping.internal.Guess;
import org.steelyard.data.mapping.internal.ProposalWriter;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.internal.Sampler;

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
     */
    public record TableProposal(String table, long rowsSeen, List<ColumnProposal> columns, long mixedItems) {
        public TableProposal {
            columns = List.copyOf(columns);
        }

        /** The column of a role that is sure enough. */
        public Optional<ColumnProposal> sure(String role) {
            return columns.stream()
                    .filter(c -> c.role().filter(role::equals).isPresent() && c.confidence() >= SURE)
                    .findFirst();
        }
    }

    /** Looks at the first rows of each table; nothing is stored. */
    public static MappingProposal of(Map<String, RawSource> tables, IntakeSettings settings) {
        List<TableProposal> out = tables.entrySet().stream()
                .map(e -> {
                    Sampler.Sample sample = Sampler.first(e.getValue(), settings.limits(), ROWS);
                    List<ColumnProposal> columns = Guess.columns(sample);
                    return new TableProposal(
                            e.getKey(), sample.cells().size(), columns, Guess.mixedItems(columns, sample));
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
        return tables.stream().allMatch(t -> mapping.table(t.table())
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
