package org.steelyard.effect.internal;

import java.util.List;
import java.util.stream.Stream;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.Outcome;

/** The words of one estimate, without the estimate. */
public final class Sentences {

    /** As in {@link org.steelyard.effect.EffectEstimate}. */
    public record Pair(String method, String convention) {}

    private Sentences() {}

    /** Of the whole analysis and of a level of a subgroup. */
    public static List<Pair> of(Analysis analysis, Outcome outcome, Measure measure, Missing missing) {
        Assembly.Described described = new Assembly.Described(analysis, outcome, missing);
        return Stream.of(new Group("all", ""), new Group("site=1", "site"))
                .map(g -> new Pair(Wording.method(described, measure), Wording.convention(described, measure, g)))
                .toList();
    }
}
