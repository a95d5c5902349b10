package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;

/** One run of one plan. */
public record Run(AnalysisTable main, Optional<AnalysisTable> benchmark, Protocol plan, EffectSettings settings) {

    public EffectResults all() {
        List<NotEstimated> missing = new ArrayList<>();
        for (Analysis a : plan.analysis().analyses()) {
            missing.add(new NotEstimated(a.id(), a.outcome(), "", Text.of("估计方法尚未接入", "estimator not connected yet")));
        }
        byte[] arm = arm();
        return new EffectResults(
                List.of(),
                List.of(),
                Describe.baseline(main, described(), arm),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Describe.missingness(main),
                missing);
    }

    private byte[] arm() {
        double[] exposure = main.numbers(plan.exposure().variable());
        byte[] arm = new byte[exposure.length];
        for (int i = 0; i < arm.length; i++) {
            arm[i] = (byte) (Double.isNaN(exposure[i]) ? -1 : exposure[i]);
        }
        return arm;
    }

    /** Everything that describes a patient before treatment, in the dictionary's order. */
    private List<String> described() {
        return plan.variables().stream()
                .filter(v -> v.role() == Variable.Role.COVARIATE || v.role() == Variable.Role.GROUP)
                .map(Variable::name)
                .filter(main::has)
                .toList();
    }
}
