package org.steelyard.evidence.internal;

import java.util.List;
import java.util.stream.Stream;
import org.steelyard.evidence.EvidenceInput;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.DesignMethod;

/**
 * A primary analysis, be it an adjusted comparison of people or a design over time.
 *
 * @param adjusted whether it does something against confounding; a before–after comparison does not
 */
record MainAnalysis(String id, String outcome, boolean adjusted, boolean design) {

    static List<MainAnalysis> of(EvidenceInput input) {
        Stream<MainAnalysis> analyses = input.protocol().analysis().analyses().stream()
                .filter(a -> a.role() == AnalysisRole.PRIMARY)
                .map(a -> new MainAnalysis(a.id(), a.outcome(), a.adjustment() != Adjustment.NONE, false));
        Stream<MainAnalysis> designs = input.protocol().analysis().designs().stream()
                .filter(d -> d.role() == AnalysisRole.PRIMARY)
                .map(d ->
                        new MainAnalysis(d.id(), d.outcome(), !(d.method() instanceof DesignMethod.BeforeAfter), true));
        return Stream.concat(analyses, designs).toList();
    }
}
