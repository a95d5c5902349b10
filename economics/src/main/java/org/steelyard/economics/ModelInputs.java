package org.steelyard.economics;

import java.util.function.Function;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.economics.model.ModelSource;
import org.steelyard.effect.EffectResults;
import org.steelyard.kernel.Place;

/**
 * What a model of a plan is fed with.
 *
 * @param table people of the evaluation
 * @param effect estimates that parameters may come from
 * @param model where the model is written
 * @param plan the place of a path of the plan
 */
public record ModelInputs(AnalysisTable table, EffectResults effect, ModelSource model, Function<String, Place> plan) {}
