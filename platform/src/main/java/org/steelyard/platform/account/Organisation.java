package org.steelyard.platform.account;

import java.time.LocalDate;
import java.util.Optional;

/**
 * @param region the six digits of GB/T 2260; of a national body 000000
 * @param trustedFrom first day as a trusted evaluation point, if it ever was one
 * @param trustedTo last day, if it ended
 */
public record Organisation(
        String id,
        String nameZh,
        String nameEn,
        Kind kind,
        String region,
        Optional<LocalDate> trustedFrom,
        Optional<LocalDate> trustedTo,
        long version) {

    /** Kinds of parties of the guide. */
    public enum Kind {
        NATIONAL_AUTHORITY,
        LOCAL_AUTHORITY,
        HOSPITAL,
        ENTERPRISE,
        ACADEMIC_SOCIETY,
        RESEARCH_BODY,
        THIRD_PARTY,
        DATA_PLATFORM,
        PATIENT_GROUP
    }

    public boolean isTrustedPoint(LocalDate day) {
        return trustedFrom.filter(from -> !from.isAfter(day)).isPresent()
                && trustedTo.filter(to -> to.isBefore(day)).isEmpty();
    }

    public boolean isAuthority() {
        return kind == Kind.NATIONAL_AUTHORITY || kind == Kind.LOCAL_AUTHORITY;
    }
}
