package org.steelyard.data.raw;

/**
 * A column of a raw table.
 *
 * @param name as the source has it, without the space around it
 * @param duckdbType for instance {@code VARCHAR}, {@code DECIMAL(16,2)}
 */
public record RawColumn(String name, String duckdbType) {}
