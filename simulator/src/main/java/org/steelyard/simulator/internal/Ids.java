package org.steelyard.simulator.internal;

/** Keys of the tables: decimal numbers that say whose they are and never meet. */
final class Ids {

    static final long PERSON = 9_901_000_000_000_000L;
    static final long NOBODY = 9_909_000_000_000_000L;
    static final long VISIT = 210_000_000_000_000L;
    static final long NO_VISIT = 290_000_000_000_000L;
    static final long OVERLAP = 280_000_000_000_000L;
    static final long SETTLEMENT = 3_100_000_000_000_000L;
    static final long LINE = 410_000_000_000_000_000L;
    static final long STRAY_LINE = 490_000_000_000_000_000L;

    static final int ORIGINAL = 0;
    static final int REVERSAL = 1;
    static final int AGAIN = 2;
    static final int DOUBLE = 3;

    private static final int VISITS = 1000;
    private static final int LINES = 10_000;
    private static final int SETTLEMENTS = 10;

    private Ids() {}

    static long person(Person person) {
        return PERSON + person.number();
    }

    private static long key(Person person, Visit visit) {
        return person.number() * VISITS + visit.number();
    }

    static long visit(Person person, Visit visit) {
        return VISIT + key(person, visit);
    }

    static long noVisit(Person person, Visit visit) {
        return NO_VISIT + key(person, visit);
    }

    static long overlap(Person person, Visit visit) {
        return OVERLAP + key(person, visit);
    }

    static long settlement(Person person, Visit visit, int which) {
        return SETTLEMENT + key(person, visit) * SETTLEMENTS + which;
    }

    /** @param line number of the row among the rows of the visit */
    static long line(Person person, Visit visit, int line) {
        return LINE + key(person, visit) * LINES + line;
    }

    static long strayLine(Person person, Visit visit) {
        return STRAY_LINE + key(person, visit) * LINES;
    }
}
