package org.steelyard.protocol;

import java.util.List;
import org.steelyard.kernel.Text;

/** One indicator of one dimension (guide, part 5), why it may be used, and the outcomes that measure it. */
public record Indicator(
        String id, Dimension dimension, Text name, List<Acceptance> acceptance, Text rationale, List<String> outcomes) {

    /** The four grounds on which the guide accepts an indicator. */
    public enum Acceptance {
        WIDELY_ACCEPTED,
        CLINICAL_PATHWAY,
        QUALITY_MANAGEMENT,
        EXPERT_PRACTICE
    }
}
