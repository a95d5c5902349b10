package org.steelyard.report.document;

import java.util.List;
import org.steelyard.kernel.Lang;

/**
 * A whole report in one language.
 *
 * @param lang language of all text in it; steers labels such as 图/Figure, fonts and line breaking
 */
public record Document(Lang lang, Cover cover, List<Block> blocks) {

    public Document {
        blocks = List.copyOf(blocks);
    }
}
