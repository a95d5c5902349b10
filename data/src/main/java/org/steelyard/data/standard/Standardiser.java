package org.steelyard.data.standard;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.internal.StandardRun;

/** Raw tables to a standard store. */
public final class Standardiser {

    private Standardiser() {}

    /**
     * Makes a standard store. The folder appears whole or not at all; a store that was there is replaced.
     *
     * @param raws tables whose person identifiers are pseudonyms already, in any order
     * @param mapping what their columns mean
     * @param out folder of the store: new, empty, or one that holds a store
     * @throws org.steelyard.kernel.SteelyardException with {@link StandardError}s: everything that is wrong with the tables, or
     *     with the folder
     */
    public static StandardStore run(List<RawTable> raws, Mapping mapping, Path out, StandardSettings settings) {
        return new StandardRun(raws, mapping, settings).into(out);
    }
}
