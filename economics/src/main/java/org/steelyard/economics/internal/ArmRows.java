package org.steelyard.economics.internal;

import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Protocol;

/** Rows of the analysis table by arm. */
record ArmRows(AnalysisTable table, Protocol plan) {

    /** @param arm everybody when absent */
    int[] of(Optional<Arm> arm) {
        double[] exposure = table.numbers(plan.exposure().variable());
        return IntStream.range(0, table.rows())
                .filter(i -> arm.isEmpty() || exposure[i] == (arm.get() == Arm.TREATED ? 1 : 0))
                .toArray();
    }
}
