package org.steelyard.simulator.internal;

import org.steelyard.simulator.Defect;

/**
 * A fault in a row.
 *
 * @param key the row's own number
 * @param row place in the table from 1: of the block at first, of the file in the end
 */
record Planted(Defect defect, Tables table, String key, long row) {}
