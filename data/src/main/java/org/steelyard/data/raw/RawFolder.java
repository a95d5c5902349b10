package org.steelyard.data.raw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.raw.internal.Discovery;
import org.steelyard.data.raw.internal.Intake;
import org.steelyard.data.raw.internal.Opening;
import org.steelyard.data.raw.internal.Seal;

/**
 * A folder of raw tables: which tables a data folder holds, and how they are brought in so that an intake that was killed goes
 * on where it stopped.
 *
 * <p>A table counts as done when its seal is there: a small file, written last, that names the digests of source, treatments,
 * key and result. A seal that does not fit is ignored, and its table is read anew. Tables of databases that cannot be digested
 * beforehand are always read anew.
 */
public final class RawFolder {

    private RawFolder() {}

    /**
     * How the tables of a folder are brought in.
     *
     * @param treatments declared treatments of a table, by its name
     * @param target folder of the raw tables
     */
    public record Job(
            Function<String, Map<String, Treatment>> treatments,
            Pseudonyms pseudonyms,
            Path target,
            IntakeSettings settings) {}

    /**
     * The tables of a data folder and what was left alone.
     *
     * @param tables by table name (the file's name without extensions, in lower case; for workbooks of several sheets, archives
     *     and settlement lists, the part's name)
     */
    public record Tables(Map<String, RawSource> tables, List<Note> notes) {
        public Tables {
            tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
            notes = List.copyOf(notes);
        }
    }

    /**
     * Looks for tables in a folder, and not in folders inside it.
     *
     * @throws org.steelyard.kernel.SteelyardException when two files hold a table of one name, or there is none at all
     */
    public static Tables find(Path folder, IntakeSettings settings) {
        return find(folder, settings, _ -> true);
    }

    /** As above; of a file whose name is not wanted nothing is read. */
    public static Tables find(Path folder, IntakeSettings settings, Predicate<String> wanted) {
        return Discovery.find(folder, settings.limits(), wanted);
    }

    /** The tables of a database, by their names in lower case without a schema (with it, where two would be called alike). */
    public static Tables find(Database database) {
        return Discovery.find(database, Opening.tables(database));
    }

    /** The parts of a file: sheets, members, nodes; empty when the file is one table. */
    public static List<String> parts(RawSource.File source, IntakeSettings settings) {
        return Opening.parts(source, settings.limits());
    }

    /**
     * Brings in tables, each as {@code TABLE.parquet} in the target folder; those that are there already, from the same bytes in
     * the same way, are left as they are.
     *
     * @param tables by the name that the raw table gets
     */
    public static List<RawTable> intake(Map<String, RawSource> tables, Job job) {
        List<RawTable> out = new ArrayList<>();
        tables.forEach((name, source) -> out.add(one(name, source, job)));
        return List.copyOf(out);
    }

    private static RawTable one(String name, RawSource source, Job job) {
        Path target = job.target().resolve(name + ".parquet");
        Map<String, Treatment> treatments = job.treatments().apply(name);
        Seal seal = new Seal(target, source, treatments, job.pseudonyms());
        return seal.done().orElseGet(() -> {
            seal.remove();
            RawTable read = Intake.run(source, treatments, job.pseudonyms(), target, job.settings());
            RawTable named =
                    new RawTable(name, read.parquet(), read.columns(), read.rows(), read.input(), read.notes());
            seal.write(named);
            return named;
        });
    }
}
