package org.steelyard.data.standard;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.governance.StepCount;

/**
 * What {@code store.json} says: nothing in it depends on when or where the store was made.
 *
 * @param schemaVersion of {@link StandardSchema}
 * @param cdmVersion of OMOP that the tables follow
 * @param mapping id of the mapping that filled the store
 * @param tables rows of each table
 * @param inputs files in the order of {@code src_file}
 * @param packs dictionary packs, as {@code id version}
 * @param commonPeriod days from which and to which the sources have records
 * @param steps every rule applied, with rows before and after
 * @param coverage how much of each coded field is known to the packs
 */
public record StoreManifest(
        String schemaVersion,
        String cdmVersion,
        String mapping,
        Map<String, TableFacts> tables,
        List<SourceFile> inputs,
        List<String> packs,
        Optional<Period> commonPeriod,
        List<StepCount> steps,
        List<MappingCoverage> coverage) {

    public StoreManifest {
        tables = Map.copyOf(tables);
        inputs = List.copyOf(inputs);
        packs = List.copyOf(packs);
        steps = List.copyOf(steps);
        coverage = List.copyOf(coverage);
    }

    /** Facts of one table. */
    public record TableFacts(long rows) {}

    /**
     * A file that rows came from.
     *
     * @param encoding of a text file; empty otherwise
     */
    public record SourceFile(
            int index, String name, String table, long rows, String sha256, String encoding, String format) {}

    /** Two days, both inside. */
    public record Period(LocalDate from, LocalDate to) {}
}
