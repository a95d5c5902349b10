/**
 * YAML files of other rooms, read the way plans are read.
 *
 * <p>In: bytes and the name of a published JSON Schema on the class path. Out: {@link org.steelyard.protocol.yaml.YamlFile}, a tree in which
 * every path knows its line, and all departures from the schema. Invariants: where the schema takes text, a bare number stays the text
 * that the file shows; the reader never throws for a fault of shape, only for what is not YAML at all.
 */
@NullMarked
package org.steelyard.protocol.yaml;

import org.jspecify.annotations.NullMarked;
