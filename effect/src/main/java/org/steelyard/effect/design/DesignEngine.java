package org.steelyard.effect.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.ArmValues;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectResults.DesignFindings;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.design.internal.Designs;
import org.steelyard.effect.design.internal.Finding;
import org.steelyard.effect.internal.Failure;
import org.steelyard.effect.internal.Families;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Protocol;

/**
 * Runs every design of the plan and says what came out of each.
 *
 * <p>As with analyses, a failure of a primary design stops the run (exit 13); that of another becomes an entry of
 * {@link DesignFindings#notEstimated()} with its reason. Pure: the same tables, plan and seed give the same bits on any number of threads.
 */
public final class DesignEngine {

    private DesignEngine() {}

    /**
     * @param main the plan's own table
     * @param tables long tables by their ids
     * @param analyses what the plan's analyses gave, for designs that pool them
     */
    public record Input(Protocol plan, AnalysisTable main, Map<String, AnalysisTable> tables, EffectResults analyses) {
        public Input {
            tables = Map.copyOf(tables);
        }
    }

    public static DesignFindings run(Input input, EffectSettings settings, DesignLimits limits) {
        List<EffectEstimate> estimates = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<EffectResults.EValue> eValues = new ArrayList<>();
        List<NotEstimated> lacking = new ArrayList<>();
        List<DesignResult> designs = new ArrayList<>();
        List<EffectResults.Interaction> interactions = new ArrayList<>();
        List<ArmValues> arms = new ArrayList<>();
        for (DesignPlan design : input.plan().analysis().designs()) {
            stopIfAsked();
            Text label = DesignKind.of(design.method()).label();
            settings.progress().accept(Text.of(label.zh() + "：" + design.id(), label.en() + ": " + design.id()));
            try {
                Finding found = Designs.run(input, design, settings, limits);
                estimates.addAll(found.estimates());
                diagnostics.addAll(found.diagnostics());
                eValues.addAll(found.eValues());
                lacking.addAll(found.lacking());
                designs.add(found.result());
                interactions.addAll(found.interactions());
                arms.addAll(found.arms());
            } catch (SteelyardException e) {
                SteelyardException placed = Failure.in(design.id(), e);
                if (design.role() == AnalysisRole.PRIMARY) {
                    throw placed;
                }
                Failure.passOn(placed);
                lacking.add(new NotEstimated(
                        design.id(),
                        design.outcome(),
                        DesignKind.of(design.method()).id(),
                        Failure.reason(e)));
            }
        }
        Families.Result families = Families.of(
                input.plan(), settings, true, id -> answer(input.analyses().estimates(), estimates, id));
        diagnostics.addAll(families.diagnostics());
        lacking.addAll(families.lacking());
        return new DesignFindings(
                List.copyOf(estimates),
                List.copyOf(diagnostics),
                List.copyOf(eValues),
                List.copyOf(lacking),
                List.copyOf(designs),
                List.copyOf(interactions),
                List.copyOf(arms),
                families.families());
    }

    /** The first estimate of an analysis in its whole population, or of a design. */
    private static Optional<Families.Answer> answer(
            List<EffectEstimate> analyses, List<EffectEstimate> designs, String id) {
        Stream<EffectEstimate> whole = analyses.stream().filter(e -> e.id().equals(e.analysis() + "/" + e.measure()));
        return Stream.concat(whole, designs.stream())
                .filter(e -> e.analysis().equals(id))
                .findFirst()
                .map(e -> new Families.Answer(e.outcome(), e.measure(), e.p()));
    }

    private static void stopIfAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new java.util.concurrent.CancellationException("the run was cancelled between designs");
        }
    }
}
