package org.steelyard.simulator.internal;

import org.steelyard.simulator.internal.Draws.Purpose;

/**
 * One visit or stay. Days count from the first of the period.
 *
 * @param number place among the person's visits, from 1
 * @param key names its random streams; the same visit of another potential outcome has the same
 * @param also conditions recorded beside the main diagnosis
 * @param operation number of an operation, or -1
 */
record Visit(
        int number,
        Kind kind,
        long key,
        Stay when,
        Site site,
        Catalogue.Diagnosis main,
        long also,
        boolean respiratoryFailure,
        int operation,
        boolean died,
        boolean treated) {

    /** From and to in days and minutes of the day; the day on which it is settled. */
    record Stay(int from, int fromMinute, int to, int toMinute, int settled) {
        int days() {
            return to - from;
        }
    }

    /** Kinds of visit with the platform's code for them. */
    enum Kind {
        OUTPATIENT("11", Purpose.OUTPATIENT),
        EMERGENCY("13", Purpose.OUTPATIENT),
        CHRONIC("14", Purpose.CHRONIC),
        PHARMACY("41", Purpose.PHARMACY),
        CLINIC("11", Purpose.CLINIC),
        INPATIENT("21", Purpose.INPATIENT),
        DELIVERY("52", Purpose.DELIVERY),
        BIRTH("21", Purpose.BIRTH),
        TERMINAL("24", Purpose.TERMINAL),
        INDEX("21", Purpose.INDEX),
        READMISSION("21", Purpose.READMISSION);

        private final String code;
        private final Purpose purpose;

        Kind(String code, Purpose purpose) {
            this.code = code;
            this.purpose = purpose;
        }

        String code() {
            return code;
        }

        Purpose purpose() {
            return purpose;
        }

        boolean stay() {
            return ordinal() >= INPATIENT.ordinal();
        }
    }

    boolean stay() {
        return kind.stay();
    }
}
