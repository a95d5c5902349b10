package org.steelyard.data.raw;

/**
 * How far an intake is.
 *
 * @param table that is being read
 * @param rows so far
 * @param rowsPerSecond since this table began
 * @param secondsLeft estimate for this table; negative when there is no ground for one yet
 */
public record Progress(String table, long rows, double rowsPerSecond, double secondsLeft) {}
