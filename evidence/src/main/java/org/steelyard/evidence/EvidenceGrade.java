package org.steelyard.evidence;

import java.util.List;
import org.steelyard.kernel.Text;

/**
 * A grade on the guide's two axes (part 6, stage 7). The scale is a proposal: no official one is published.
 *
 * @param strength A1 (best) to A4
 * @param fit B1 (best) to B4, for the plan's scenario
 * @param grade I to IV; V when the guide was not followed; N negative
 */
public record EvidenceGrade(String strength, String fit, String grade, List<Score> scores, List<Reason> reasons) {

    public enum Axis {
        STRENGTH,
        FIT
    }

    /** One sub-domain, 0 to 4, and why. */
    public record Score(Axis axis, String id, Text name, int score, Text why) {}

    /** A rule that fixed or moved the grade. */
    public record Reason(String rule, Text text) {}
}
