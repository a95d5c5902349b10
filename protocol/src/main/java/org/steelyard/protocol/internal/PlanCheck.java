package org.steelyard.protocol.internal;

import java.util.List;
import org.steelyard.kernel.Problem;
import org.steelyard.protocol.Protocol;

/** Does a plan that follows the schema make sense as an evaluation? */
public final class PlanCheck {

    private PlanCheck() {}

    public static List<Problem> check(Protocol plan, YamlDocument document) {
        return List.of();
    }
}
