package org.steelyard.economics;

import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.EffectResults;

/**
 * What a model of a plan is fed with.
 *
 * @param table people of the evaluation
 * @param effect estimates that parameters may come from
 * @param model bytes of the model file
 */
public record ModelInputs(AnalysisTable table, EffectResults effect, byte[] model) {}
