package org.steelyard.society.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Module;
import org.steelyard.stats.Estimate;

/** Collects estimates and diagnostics of one run, in the order in which they are made. */
final class Recorder {

    private static final String ANALYSIS = "society";

    private final Provenance provenance;
    private final boolean preSpecified;
    private final List<EffectEstimate> estimates = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Recorder(Provenance provenance, boolean preSpecified) {
        this.provenance = provenance;
        this.preSpecified = preSpecified;
    }

    /**
     * What an estimate is about.
     *
     * @param id after {@code society/}
     */
    record Subject(
            String id,
            Dimension dimension,
            String outcome,
            String measure,
            String population,
            String method,
            String estimand,
            String unit,
            String convention) {}

    /** @param events -1 when there are none to count */
    record Counts(int n, int treated, int events) {}

    void estimate(Subject s, Estimate e, Counts counts) {
        estimates.add(new EffectEstimate(
                ANALYSIS + "/" + s.id(),
                Module.SOCIAL,
                s.dimension(),
                s.outcome(),
                ANALYSIS,
                preSpecified,
                s.method(),
                s.estimand(),
                s.measure(),
                s.population(),
                e.value(),
                e.se(),
                e.lower(),
                e.upper(),
                e.level(),
                e.p(),
                counts.n(),
                counts.treated(),
                counts.events(),
                s.unit(),
                s.convention(),
                provenance));
    }

    void atMost(String about, String kind, double value, double limit, Text message) {
        add(about, kind, new Measured(value, limit, value <= limit), message);
    }

    void atLeast(String about, String kind, double value, double limit, Text message) {
        add(about, kind, new Measured(value, limit, value >= limit), message);
    }

    /** Something planned that has no result. */
    void notEstimated(String about, Text what, SteelyardException why) {
        Text reason = why.problems().getFirst().message();
        Text message = Text.of(what.zh() + "：" + reason.zh(), what.en() + ": " + reason.en());
        add(about, "not-estimated", new Measured(1, 0, false), message);
    }

    private record Measured(double value, double limit, boolean passed) {}

    private void add(String about, String kind, Measured m, Text message) {
        diagnostics.add(new Diagnostic(
                ANALYSIS + "/" + about + "/" + kind, ANALYSIS, kind, m.value(), m.limit(), m.passed(), message));
    }

    List<EffectEstimate> estimates() {
        return List.copyOf(estimates);
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }
}
