package org.steelyard.effect;

import java.util.List;
import java.util.Optional;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CrossFit;
import org.steelyard.protocol.method.MarginRule;
import org.steelyard.protocol.method.OutcomeModelRule;
import org.steelyard.protocol.method.OutcomeModelRule.Form;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.SensitivityRule;
import org.steelyard.protocol.method.WeightRule;

/** The optional parts of an analysis, one at a time. */
final class Parts {

    private Optional<Matching> matching = Optional.empty();
    private Optional<Trim> trim = Optional.empty();
    private Optional<ScoreRule> score = Optional.empty();
    private Optional<WeightRule> weights = Optional.empty();
    private Optional<CrossFit> crossFit = Optional.empty();
    private Optional<OutcomeModelRule> model = Optional.empty();
    private Optional<CoxRule> cox = Optional.empty();
    private Optional<MarginRule> margin = Optional.empty();
    private Optional<SensitivityRule> sensitivity = Optional.empty();
    private List<String> covariates = List.of();

    static Parts none() {
        return new Parts();
    }

    Parts score(ScoreRule.ScoreModel value) {
        score = Optional.of(new ScoreRule(value, 5, false));
        return this;
    }

    Parts score(ScoreRule value) {
        score = Optional.of(value);
        return this;
    }

    Parts truncate(double lower, double upper) {
        weights = Optional.of(new WeightRule(true, List.of(lower, upper)));
        return this;
    }

    Parts stabilised() {
        weights = Optional.of(new WeightRule(true, List.of()));
        return this;
    }

    Parts trim(Trim.TrimMethod method) {
        trim = Optional.of(new Trim(
                method,
                Optional.empty(),
                Optional.empty(),
                method == Trim.TrimMethod.PERCENTILE ? Optional.of(0.05) : Optional.empty()));
        return this;
    }

    Parts matching(Matching.MatchingMethod method, int ratio, String... exact) {
        matching = Optional.of(new Matching(
                Optional.empty(),
                Matching.Order.DESCENDING,
                false,
                method,
                ratio,
                Matching.Distance.LOGIT,
                List.of(exact),
                List.of(),
                false));
        return this;
    }

    Parts caliper(double width) {
        matching = Optional.of(new Matching(Optional.of(width), Matching.Order.DESCENDING, false));
        return this;
    }

    Parts crossFit(int folds, CrossFit.LearnerKind... learners) {
        crossFit = Optional.of(new CrossFit(folds, List.of(learners), 1, 0.01));
        return this;
    }

    Parts repeated(int folds, int repetitions, CrossFit.LearnerKind... learners) {
        crossFit = Optional.of(new CrossFit(folds, List.of(learners), repetitions, 0.01));
        return this;
    }

    Parts model(Form form, OutcomeFamily family) {
        model = Optional.of(new OutcomeModelRule(form, family));
        return this;
    }

    Parts cox(CoxRule rule) {
        cox = Optional.of(rule);
        return this;
    }

    Parts margin(MarginRule rule) {
        margin = Optional.of(rule);
        return this;
    }

    Parts sensitivity(SensitivityRule rule) {
        sensitivity = Optional.of(rule);
        return this;
    }

    Parts covariates(String... names) {
        covariates = List.of(names);
        return this;
    }

    Analysis of(Spec spec, Measure... measures) {
        return new Analysis(
                spec.id(),
                spec.role(),
                spec.outcome(),
                spec.adjustment(),
                spec.target(),
                List.of(measures),
                covariates,
                matching,
                trim,
                Text.same(spec.id()),
                List.of(),
                false,
                score,
                weights,
                crossFit,
                model,
                cox,
                margin,
                sensitivity);
    }
}
