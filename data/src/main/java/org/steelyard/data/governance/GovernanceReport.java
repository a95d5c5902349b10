package org.steelyard.data.governance;

import java.util.List;
import java.util.Optional;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.standard.MappingCoverage;
import org.steelyard.data.standard.StoreManifest.Period;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Text;

/**
 * Everything that was done to the data, and what they are worth. It holds counts and names, and no value of a patient.
 *
 * @param title of the data or of the evaluation that they serve
 * @param protocol id, version and digest of the plan, where there is one
 * @param program version that did the work
 * @param sources files or tables that were read, in the order of {@code src_file}
 * @param identities what became of identities
 * @param steps every rule applied, in order, with rows and money before and after
 * @param tables of the standard store, by name
 * @param period in which all sources have records
 * @param coverage of each coded field by the dictionary packs
 * @param packs dictionary packs, as {@code id version}
 * @param fit for what the evaluation needs; empty without a plan
 * @param limits what a reader must keep in mind
 */
public record GovernanceReport(
        Text title,
        Optional<PlanFacts> protocol,
        String program,
        List<SourceFacts> sources,
        IdentityFacts identities,
        List<StepCount> steps,
        List<TableRows> tables,
        Optional<Period> period,
        List<MappingCoverage> coverage,
        List<String> packs,
        QualityReport quality,
        List<FitResult> fit,
        List<Text> limits) {

    /** Version of the layout of the JSON form. */
    public static final String SCHEMA = "governance-1";

    public GovernanceReport {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        coverage = List.copyOf(coverage);
        packs = List.copyOf(packs);
        fit = List.copyOf(fit);
        limits = List.copyOf(limits);
    }

    /** Which plan the data serve. */
    public record PlanFacts(String id, String version, Digest digest) {}

    /**
     * A file that was read. It is never changed.
     *
     * @param kind such as {@code platform} or {@code omop}
     * @param encoding of a text file; empty otherwise
     * @param notes what was seen or done while reading
     */
    public record SourceFacts(
            int index,
            String name,
            String kind,
            String format,
            String encoding,
            long rows,
            String sha256,
            List<Text> notes) {
        public SourceFacts {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What became of identities.
     *
     * @param method keyed digest; empty when nothing was read that holds identities
     * @param keyId names the key and gives nothing away of it
     * @param digested columns whose values were replaced, as {@code table.column}
     * @param dropped columns that were not stored
     * @param kept identifying columns that the plan names a use for
     */
    public record IdentityFacts(
            String method, String keyId, List<String> digested, List<String> dropped, List<String> kept) {

        public static final IdentityFacts NONE = new IdentityFacts("", "", List.of(), List.of(), List.of());

        public IdentityFacts {
            digested = List.copyOf(digested);
            dropped = List.copyOf(dropped);
            kept = List.copyOf(kept);
        }
    }

    /** Rows of a standard table. */
    public record TableRows(String table, long rows) {}
}
