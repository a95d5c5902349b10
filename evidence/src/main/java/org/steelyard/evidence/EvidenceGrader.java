package org.steelyard.evidence;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.evidence.EvidenceGrade.Axis;
import org.steelyard.evidence.EvidenceGrade.Reason;
import org.steelyard.evidence.EvidenceGrade.Score;
import org.steelyard.evidence.internal.Beside;
import org.steelyard.evidence.internal.Fit;
import org.steelyard.evidence.internal.Rules;
import org.steelyard.evidence.internal.Scale;
import org.steelyard.evidence.internal.Strength;

/**
 * Grades the evidence on the two axes of the guide (part 6, stage 7): strength of its base, and fit for the decision.
 *
 * <p>The guide names the axes and the six aspects of the first; no official scale is published. This is a proposal: six
 * sub-domains an axis, each scored 0 to 4 from what the run itself knows; what only a reviewer can judge and none has,
 * gets a cautious score that says so. An axis has level 1 when no sub-domain is below {@code first-minimum-each} and the
 * sum reaches {@code first-minimum-sum}; level 2 and 3 likewise; else level 4. Caps lower the strength: an unjustified
 * comparator of the third order, a failed repetition, a critical risk of bias. Both levels combine by the pack's matrix
 * to grade I (best) to IV. A project that does not follow the guide gets V; one that ended early without reason or kept
 * back an unfavourable result gets N.
 *
 * <p>Invariants, each with a property test: the grade is monotone in every input; being a trusted site changes nothing;
 * following the guide never ranks below not following it. All cut-offs are the policy pack's, see {@link
 * EvidenceCutoff}.
 */
public final class EvidenceGrader {

    private EvidenceGrader() {}

    /** @throws org.steelyard.kernel.SteelyardException see {@link EvidenceError} */
    public static EvidenceGrade grade(EvidenceInput input) {
        Scale scale = Scale.of(input.pack());
        Rules.check(input.review());
        List<Score> strength = Strength.scores(input, scale);
        List<Score> fit = Fit.scores(input, scale);
        List<Reason> reasons = new ArrayList<>();
        int a = Rules.cap(input, scale, Rules.level(Axis.STRENGTH, strength, scale, reasons), reasons);
        int b = Rules.level(Axis.FIT, fit, scale, reasons);
        String grade = Rules.combine(input, scale, a, b, reasons);
        reasons.addAll(Beside.decisions(input));
        List<Score> scores = new ArrayList<>(strength);
        scores.addAll(fit);
        return new EvidenceGrade("A" + a, "B" + b, grade, List.copyOf(scores), List.copyOf(reasons));
    }
}
