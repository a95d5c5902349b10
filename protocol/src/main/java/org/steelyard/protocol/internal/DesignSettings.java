package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.SeriesModel;

/** Settings of a design that contradict each other, or that its kind cannot do without. */
record DesignSettings(PlanContext context, String at) {

    void check(DesignMethod method) {
        switch (method) {
            case DesignMethod.InterruptedTimeSeries m -> series(m);
            case DesignMethod.BeforeAfter m ->
                require(
                        m.unit().isEmpty() || m.exposure().isEmpty(),
                        "unit",
                        "unit 与 exposure 只能写一个",
                        "unit and exposure exclude each other");
            case DesignMethod.DifferenceInDifferences m -> {
                different("after", m.treated(), m.after());
                distinct(m.covariates(), "covariates");
            }
            case DesignMethod.StaggeredAdoption m -> {
                different("firstTreated", m.time(), m.firstTreated());
                distinct(m.covariates(), "covariates");
            }
            case DesignMethod.SyntheticControl m -> distinct(m.predictors(), "predictors");
            case DesignMethod.RegressionDiscontinuity m -> {
                m.received().ifPresent(r -> different("received", m.running(), r));
                distinct(m.placebo(), "placebo");
            }
            case DesignMethod.InstrumentalVariable m -> instruments(m);
            case DesignMethod.SelfControlledCaseSeries m -> caseSeries(m);
            case DesignMethod.SequentialTrials m -> trials(m);
            case DesignMethod.CloneCensorWeight m -> clones(m);
            case DesignMethod.MarginalStructuralModel m -> apart(m.baseline(), m.timeVarying());
            case DesignMethod.GFormula m -> apart(m.baseline(), m.timeVarying());
            case DesignMethod.ExternalControl m -> distinct(m.covariates(), "covariates");
            case DesignMethod.Transport m -> {
                different("treated", m.study(), m.treated());
                distinct(m.covariates(), "covariates");
            }
            case DesignMethod.SeveralArms m -> {
                distinct(m.covariates(), "covariates");
                require(
                        !m.covariates().contains(m.arm()),
                        "covariates",
                        "分组变量不能同时是协变量",
                        "the arm cannot be a covariate as well");
            }
            case DesignMethod.Pooling m -> pooling(m);
        }
    }

    private void series(DesignMethod.InterruptedTimeSeries m) {
        boolean counts = m.model() == SeriesModel.POISSON;
        require(
                counts || (m.exposure().isEmpty() && m.controlExposure().isEmpty()),
                "exposure",
                "exposure 只用于 model: poisson",
                "exposure belongs to model poisson");
        require(
                m.lag().isEmpty() || m.model() == SeriesModel.NEWEY_WEST,
                "lag",
                "lag 只用于 model: newey-west",
                "lag belongs to model newey-west");
        require(
                m.control().isEmpty()
                        || m.exposure().isPresent() == m.controlExposure().isPresent(),
                "controlExposure",
                "两个序列须都有或都没有人时变量",
                "either both series have person-time or neither");
        require(
                m.control().isPresent() || m.controlExposure().isEmpty(),
                "controlExposure",
                "controlExposure 须与 control 一起写",
                "controlExposure goes with control");
        different("after", m.time(), m.after());
    }

    private void instruments(DesignMethod.InstrumentalVariable m) {
        distinct(m.instruments(), "instruments");
        distinct(m.covariates(), "covariates");
        for (String name : m.instruments()) {
            require(
                    !m.covariates().contains(name) && !name.equals(m.treatment()),
                    "instruments",
                    "工具变量不能同时是协变量或处理变量",
                    "an instrument cannot be a covariate or the treatment as well");
        }
        require(
                !m.covariates().contains(m.treatment()),
                "covariates",
                "处理变量不能同时是协变量",
                "the treatment cannot be a covariate as well");
    }

    private void caseSeries(DesignMethod.SelfControlledCaseSeries m) {
        boolean intervals = m.length().isPresent();
        boolean anyHistory = Stream.of(m.start(), m.end(), m.exposure()).anyMatch(Optional::isPresent)
                || !m.windows().isEmpty()
                || !m.ageCuts().isEmpty();
        boolean allHistory = Stream.of(m.start(), m.end(), m.exposure()).allMatch(Optional::isPresent)
                && !m.windows().isEmpty();
        require(
                intervals
                        ? !anyHistory && !m.exposed().isEmpty()
                        : allHistory && m.exposed().isEmpty(),
                "length",
                "每行一个区间时须写 length 与 exposed；每行一个事件时须写 start、end、exposure 与 windows，二者不可混用",
                "a row is an interval (length and exposed) or an event (start, end, exposure and windows), not both");
        context.unique(m.windows(), DesignMethod.RiskWindow::name, at + ".windows", ".name");
        for (int i = 0; i < m.windows().size(); i++) {
            require(
                    m.windows().get(i).from() < m.windows().get(i).to(),
                    "windows[" + i + "].to",
                    "风险窗的终点须晚于起点",
                    "a window ends after it begins");
        }
        for (int i = 1; i < m.ageCuts().size(); i++) {
            require(
                    m.ageCuts().get(i - 1) < m.ageCuts().get(i),
                    "ageCuts[" + i + "]",
                    "年龄组分界须递增",
                    "age bands begin one after the other");
        }
        distinct(Stream.concat(m.exposed().stream(), m.ages().stream()).toList(), "exposed");
    }

    private void clones(DesignMethod.CloneCensorWeight m) {
        distinct(m.covariates(), "covariates");
        require(
                m.censoring() == DesignMethod.CensoringModel.COX
                        || !m.covariates().isEmpty(),
                "covariates",
                "人为删失的 logistic 回归须有协变量",
                "a logistic model of the artificial censoring needs covariates");
    }

    private void trials(DesignMethod.SequentialTrials m) {
        distinct(m.covariates(), "covariates");
        require(
                m.denominator().containsAll(m.numerator()),
                "numerator",
                "分子的协变量须都在分母中",
                "the numerator's covariates are among the denominator's");
        require(
                m.contrast() == DesignMethod.TrialContrast.INTENTION_TO_TREAT
                        || !m.denominator().isEmpty(),
                "denominator",
                "符合方案分析须写权重分母的协变量",
                "a per-protocol contrast needs covariates of the weights' denominator");
        require(
                m.contrast() == DesignMethod.TrialContrast.PER_PROTOCOL
                        || m.censored().isPresent()
                        || m.denominator().isEmpty(),
                "denominator",
                "意向性治疗且没有失访变量时不用权重",
                "intention to treat without censored uses no weights");
    }

    private void pooling(DesignMethod.Pooling m) {
        boolean ofAnalysis = m.analysis().isPresent();
        boolean complete = ofAnalysis
                ? m.by().isPresent()
                        && m.measure().isPresent()
                        && m.estimate().isEmpty()
                        && m.standardError().isEmpty()
                : m.estimate().isPresent()
                        && m.standardError().isPresent()
                        && m.by().isEmpty()
                        && m.measure().isEmpty();
        require(
                complete,
                "analysis",
                "须写 analysis、by、measure（合并本方案的分析），或 estimate、standardError（合并表中所列估计值），二者择一",
                "give analysis, by and measure (to pool an analysis of the plan), or estimate and standardError (to pool what a table lists)");
    }

    private void apart(List<String> baseline, List<String> timeVarying) {
        distinct(Stream.concat(baseline.stream(), timeVarying.stream()).toList(), "timeVarying");
    }

    private void distinct(List<String> names, String field) {
        DesignCheck.distinct(context, names.stream(), at + "." + field);
    }

    private void different(String field, String one, String other) {
        require(!one.equals(other), field, "两处不能是同一个变量", "the two cannot be one variable");
    }

    private void require(boolean holds, String field, String zh, String en) {
        if (!holds) {
            DesignCheck.bad(context, at + "." + field, zh, en);
        }
    }
}
