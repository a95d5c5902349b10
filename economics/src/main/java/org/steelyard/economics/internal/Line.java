package org.steelyard.economics.internal;

import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;

/**
 * One cost line. Its unit cost is the parameter with the same index.
 *
 * @param arm absent when both arms bear it
 */
record Line(String id, Text label, Optional<Arm> arm, boolean price) {

    boolean borneBy(Arm who) {
        return arm.isEmpty() || arm.get() == who;
    }
}
