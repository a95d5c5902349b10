package org.steelyard.report.chart;

/** A chart as data. */
public sealed interface Chart
        permits LovePlot,
                ScoreOverlap,
                SurvivalPlot,
                ForestPlot,
                CostEffectivenessPlane,
                AcceptabilityCurve,
                ConcentrationCurve,
                FlowDiagram,
                BarChart,
                Tornado,
                StateTrace,
                LineChart,
                ScatterChart,
                SpecificationCurve,
                StateDiagram,
                TreeDiagram {}
