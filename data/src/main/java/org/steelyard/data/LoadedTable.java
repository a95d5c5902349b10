package org.steelyard.data;

/**
 * A source after reading and typing.
 *
 * @param relation one field for each variable that is read, in the order of the dictionary
 */
public record LoadedTable(Relation relation, Input input) {}
