package org.steelyard.data.raw;

import java.nio.file.Path;
import java.util.Map;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.raw.internal.Intake;

/** Reads foreign tables into raw tables. */
public final class RawTables {

    private RawTables() {}

    /**
     * Reads one table.
     *
     * @param columns declared treatments by column name (letter case does not matter); what is not declared is scanned
     * @param target the Parquet file to write; it appears when it is whole
     * @throws org.steelyard.kernel.SteelyardException with {@link org.steelyard.data.DataError}s, {@link RawError}s or
     *     {@link org.steelyard.data.identity.IdentityError}s; nothing is left behind then
     */
    public static RawTable intake(
            RawSource source,
            Map<String, Treatment> columns,
            Pseudonyms pseudonyms,
            Path target,
            IntakeSettings settings) {
        return Intake.run(source, columns, pseudonyms, target, settings);
    }
}
