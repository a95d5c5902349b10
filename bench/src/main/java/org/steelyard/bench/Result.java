package org.steelyard.bench;

/**
 * One line of the table.
 *
 * @param check a number that both sides must agree on, such as a coefficient; NaN where there is none
 */
record Result(String task, String variant, Timing timing, double check) {}
