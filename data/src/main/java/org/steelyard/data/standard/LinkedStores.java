package org.steelyard.data.standard;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.internal.LinkRun;

/**
 * Several sources of one population as one store: claims, and what hospitals and patients tell of the same people.
 *
 * <p>People are linked by equal pseudonyms of equal kinds of identifier, which needs one identity key for all sources. Every
 * identifier that a row gives beside the person's own counts, so that a hospital's number leads to the claims by way of the
 * certificate number on the first page, and a questionnaire with the hospital's number alone leads there too. The first source
 * says who the population is: others stay out, and so does who leads to several people of it. Each is counted in the steps of
 * the manifest, under {@code link}.
 */
public final class LinkedStores {

    /** The step under which links are counted. */
    public static final String STEP = "link";

    private LinkedStores() {}

    /**
     * A source that was made into a store of its own.
     *
     * @param id of the source in the plan
     * @param raws the tables that the store was made of
     */
    public record Part(String id, StandardStore store, Mapping mapping, List<RawTable> raws) {
        public Part {
            raws = List.copyOf(raws);
        }
    }

    /**
     * Makes the store. Rows of the first source are taken over as they are; what others add is numbered behind them.
     *
     * @param parts the population's own source first, then the others in the plan's order
     * @param out folder of the store: new, empty, or one that holds a store
     */
    public static StandardStore run(List<Part> parts, Path out, StandardSettings settings) {
        return new LinkRun(parts, settings).into(out);
    }
}
