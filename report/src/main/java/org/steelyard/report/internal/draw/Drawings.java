package org.steelyard.report.internal.draw;

import org.steelyard.report.chart.AcceptabilityCurve;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.chart.ConcentrationCurve;
import org.steelyard.report.chart.CostEffectivenessPlane;
import org.steelyard.report.chart.FlowDiagram;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.LineChart;
import org.steelyard.report.chart.LovePlot;
import org.steelyard.report.chart.ScatterChart;
import org.steelyard.report.chart.ScoreOverlap;
import org.steelyard.report.chart.SpecificationCurve;
import org.steelyard.report.chart.StateDiagram;
import org.steelyard.report.chart.StateTrace;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.chart.Tornado;
import org.steelyard.report.chart.TreeDiagram;
import org.steelyard.report.internal.scene.Scene;

/** Draws any chart. */
public final class Drawings {

    private Drawings() {}

    public static Scene draw(Chart chart) {
        return switch (chart) {
            case LovePlot c -> LoveDrawing.draw(c);
            case ScoreOverlap c -> OverlapDrawing.draw(c);
            case SurvivalPlot c -> SurvivalDrawing.draw(c);
            case ForestPlot c -> ForestDrawing.draw(c);
            case CostEffectivenessPlane c -> PlaneDrawing.draw(c);
            case AcceptabilityCurve c -> LineDrawing.draw(c);
            case ConcentrationCurve c -> LineDrawing.draw(c);
            case FlowDiagram c -> FlowDrawing.draw(c);
            case StateDiagram c -> StatesDrawing.draw(c);
            case TreeDiagram c -> TreeDrawing.draw(c);
            case BarChart c -> BarDrawing.draw(c);
            case Tornado c -> TornadoDrawing.draw(c);
            case StateTrace c -> TraceDrawing.draw(c);
            case LineChart c -> LineDrawing.draw(c);
            case ScatterChart c -> ScatterDrawing.draw(c);
            case SpecificationCurve c -> SpecificationDrawing.draw(c);
        };
    }
}
