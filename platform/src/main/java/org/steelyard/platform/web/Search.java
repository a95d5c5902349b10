package org.steelyard.platform.web;

import java.util.Optional;
import org.steelyard.governance.process.State;
import org.steelyard.platform.evaluation.EvaluationQuery;

/**
 * What lists of evaluations are searched by.
 *
 * @param q part of a number, a title, an item code or a disease
 * @param item an item code, whole
 * @param stage from 1 to 9
 */
record Search(
        Optional<String> q,
        Optional<State> state,
        Optional<Integer> stage,
        Optional<String> grade,
        Optional<String> scenario,
        Optional<String> region,
        Optional<String> dimension,
        Optional<String> objectType,
        Optional<String> item,
        Optional<String> disease) {

    EvaluationQuery query() {
        return EvaluationQuery.all()
                .text(q)
                .state(state)
                .stage(stage)
                .is("grade", grade)
                .is("scenario", scenario)
                .is("region", region)
                .is("object_type", objectType)
                .holds("dimensions", dimension)
                .holds("item_codes", item)
                .contains("disease", disease);
    }
}
