package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings of a review, with their answers and verdicts. */
public final class Findings {

    private Findings() {}

    /** @param number from 1 */
    public record Finding(int number, String text, Optional<String> answer, Optional<String> verdict) {}

    public static List<Finding> of(Case file) {
        List<String> texts = file.bodies(Body.Findings.class)
                .flatMap(f -> f.findings().stream())
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (int i = 1; i <= texts.size(); i++) {
            int number = i;
            findings.add(new Finding(
                    number,
                    texts.get(i - 1),
                    file.bodies(Body.FindingAnswer.class)
                            .filter(a -> a.finding() == number)
                            .map(Body.FindingAnswer::answer)
                            .reduce((a, b) -> b),
                    file.bodies(Body.FindingClosed.class)
                            .filter(c -> c.finding() == number)
                            .map(Body.FindingClosed::verdict)
                            .reduce((a, b) -> b)));
        }
        return findings;
    }
}
