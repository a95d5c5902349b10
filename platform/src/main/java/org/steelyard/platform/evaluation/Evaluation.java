package org.steelyard.platform.evaluation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.steelyard.governance.process.State;

/**
 * @param number what people call it, such as 2026-0007
 * @param version raised by every act: the ETag
 * @param parent the evaluation that this one evaluates again
 */
public record Evaluation(
        String id,
        String number,
        String titleZh,
        String titleEn,
        State state,
        long version,
        String pace,
        String objectType,
        String scenario,
        List<String> itemCodes,
        String disease,
        List<String> dimensions,
        String region,
        Optional<String> grade,
        Optional<String> parent,
        Optional<LocalDate> dueOn,
        Instant createdAt,
        Instant changedAt) {

    public Evaluation {
        itemCodes = List.copyOf(itemCodes);
        dimensions = List.copyOf(dimensions);
    }

    /** Whether it is on the rapid track (guide, part 4, section 3). */
    public boolean isRapid() {
        return pace.equals("rapid");
    }
}
