package org.steelyard.simulator.internal;

/**
 * An institution.
 *
 * @param number its place in the configuration
 * @param prices of every item there, in ten-thousandths of a yuan
 */
record Site(int number, Cells cells, int level, boolean home, double size, boolean service, long[] prices) {

    /** Lexicon numbers of its texts. */
    record Cells(long code, long name, long level, long district) {}
}
