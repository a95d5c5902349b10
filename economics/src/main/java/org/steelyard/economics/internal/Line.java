package org.steelyard.economics.internal;

import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;

/**
 * One cost line.
 *
 * @param arm absent when both arms bear it
 * @param parameter index of its unit cost among the parameters
 */
record Line(String id, Text label, Optional<Arm> arm, int parameter, boolean price) {

    boolean borneBy(Arm who) {
        return arm.isEmpty() || arm.get() == who;
    }
}
