package org.steelyard.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Today, or the day that {@code SOURCE_DATE_EPOCH} names (reproducible-builds.org), so that a re-run can give the same bytes. */
final class Clocks {

    private Clocks() {}

    static Instant now() {
        String fixed = System.getenv("SOURCE_DATE_EPOCH");
        return fixed == null || fixed.isBlank() ? Instant.now() : Instant.ofEpochSecond(Long.parseLong(fixed.strip()));
    }

    static LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
