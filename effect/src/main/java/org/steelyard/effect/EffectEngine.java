package org.steelyard.effect;

import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.internal.Run;
import org.steelyard.protocol.Protocol;

/**
 * Runs every analysis of the plan and says what came out of each.
 *
 * <p>A numerical failure of a {@code PRIMARY} analysis stops the run with the error (exit 13): a report without its main
 * result must not look finished. A failure of any other analysis, of one level of a subgroup or of one measure becomes
 * an entry of {@link EffectResults#notEstimated()} with its reason, and the run goes on. A planned analysis therefore
 * always has a result or a reason.
 *
 * <p>Pure: the same table, plan and seed give the same bits, on any number of threads.
 */
public final class EffectEngine {

    private EffectEngine() {}

    /**
     * @param benchmark the randomised trial's table, for the plan's benchmark
     * @throws org.steelyard.kernel.SteelyardException see {@link EffectError}
     */
    public static EffectResults run(
            AnalysisTable main, Optional<AnalysisTable> benchmark, Protocol plan, EffectSettings settings) {
        return new Run(main, benchmark, plan, settings).all();
    }
}
