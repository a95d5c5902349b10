package org.steelyard.data.quality;

import java.util.Optional;

/**
 * Where a failing row came from. Nothing else of the row is shown.
 *
 * @param person surrogate number or pseudonym; empty where the table has none
 * @param file index of the source file in the store's manifest
 * @param row in the source file
 */
public record FailingRow(Optional<String> person, Optional<Long> file, Optional<Long> row) {}
