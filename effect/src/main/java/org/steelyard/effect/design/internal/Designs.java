package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.design.DesignEngine;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.DesignVariables;
import org.steelyard.protocol.Protocol;

/** Sends a design to the class that knows it. */
public final class Designs {

    private Designs() {}

    public static Finding run(
            DesignEngine.Input input, DesignPlan design, EffectSettings settings, DesignLimits limits) {
        AnalysisTable table = design.table()
                .map(id -> java.util.Objects.requireNonNull(input.tables().get(id), "the table of a design is read"))
                .orElse(input.main());
        require(input.plan(), design, table);
        Finding found = new Finding(input.plan(), design, settings, table.rows());
        Rows rows = Rows.all(table);
        switch (design.method()) {
            case DesignMethod.InterruptedTimeSeries m -> new SeriesDesign(found, limits).run(m, rows);
            case DesignMethod.BeforeAfter m -> new BeforeAfterDesign(found).run(m, rows);
            case DesignMethod.DifferenceInDifferences m -> new PanelDesigns(found, limits).twoPeriods(m, rows);
            case DesignMethod.StaggeredAdoption m -> new PanelDesigns(found, limits).staggered(m, rows);
            case DesignMethod.SyntheticControl m -> new SyntheticDesign(found, limits).run(m, rows);
            case DesignMethod.RegressionDiscontinuity m -> new DiscontinuityDesign(found, limits).run(m, rows);
            case DesignMethod.InstrumentalVariable m -> new InstrumentDesign(found, limits).run(m, rows);
            case DesignMethod.SelfControlledCaseSeries m -> new CaseSeriesDesign(found, limits).run(m, rows);
            case DesignMethod.SequentialTrials m -> new PeriodDesigns(found, limits).trials(m, rows);
            case DesignMethod.MarginalStructuralModel m -> new PeriodDesigns(found, limits).structural(m, rows);
            case DesignMethod.GFormula m -> new PeriodDesigns(found, limits).gFormula(m, rows);
            case DesignMethod.CloneCensorWeight m -> new CloneDesign(found, limits).run(m, rows);
            case DesignMethod.ExternalControl m -> new TransportDesigns(found, limits).external(m, rows);
            case DesignMethod.Transport m -> new TransportDesigns(found, limits).transport(m, rows);
            case DesignMethod.SeveralArms m -> new SeveralArmsDesign(found, limits).run(m, rows);
            case DesignMethod.Pooling m -> new PoolingDesign(found, limits).run(m, rows, input.analyses());
        }
        return found;
    }

    private static void require(Protocol plan, DesignPlan design, AnalysisTable table) {
        Problems problems = new Problems();
        List<String> names = new ArrayList<>(DesignVariables.names(design, plan));
        for (String name : names) {
            if (!table.has(name)) {
                problems.add(
                        EffectError.NO_VARIABLE,
                        Place.field(name),
                        Text.of(
                                "方案用到该变量，但所用的表中没有（标识与文本变量只在长表中可用）",
                                "the plan uses this variable but the table lacks it (identifiers and texts are kept in long tables only)"),
                        Text.of("在长表的变量字典中定义该变量", "define it in the dictionary of a long table"));
            }
        }
        problems.throwIfAny();
    }
}
