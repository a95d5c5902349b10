package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.instrument.TwoStageLeastSquares;
import org.steelyard.stats.instrument.TwoStageLeastSquares.ConfidenceSet;
import org.steelyard.stats.instrument.TwoStageLeastSquares.Data;
import org.steelyard.stats.instrument.TwoStageLeastSquares.Errors;
import org.steelyard.stats.instrument.TwoStageLeastSquares.FTest;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.RobustCovariance;

/** Instrumental variables by two-stage least squares. */
record InstrumentDesign(Finding found, DesignLimits limits) {

    void run(DesignMethod.InstrumentalVariable m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.treatment(), found.variable()));
        needed.addAll(m.instruments());
        needed.addAll(m.covariates());
        Rows rows = table.complete(needed);
        Rows.Terms instruments = rows.terms(m.instruments());
        Rows.Terms exogenous = rows.terms(m.covariates());
        double[] treatment = rows.numbers(m.treatment());
        double[] y = rows.numbers(found.variable());
        Data data = new Data(
                y,
                List.of(m.treatment()),
                new double[][] {treatment},
                exogenous.names(),
                exogenous.columns(),
                instruments.names(),
                instruments.columns());
        TwoStageLeastSquares.Fit fit = TwoStageLeastSquares.fit(
                data,
                switch (m.errors()) {
                    case CLASSICAL -> Errors.CLASSICAL;
                    case HC0 -> Errors.HC0;
                    case HC1 -> Errors.HC1;
                });
        boolean binary = Rows.two(treatment);
        int treated = binary ? (int) Arrays.stream(treatment).sum() : rows.size();
        Finding.Sizes sizes = new Finding.Sizes(rows.size(), treated, -1);
        found.used(rows.size())
                .method(
                        "two-stage least squares with " + instruments.names().size() + " instrument(s), "
                                + m.errors().label().en(),
                        binary ? "LATE" : "effect of one more unit of treatment",
                        "those whom the instrument moves");
        Estimate main = fit.estimate(m.treatment(), found.level());
        found.add("instrumental-effect", main, sizes, "t interval, n - k degrees of freedom");
        robust(data, main, sizes);
        checks(fit);
        comparison(m, data, main);
    }

    /** An interval that holds however weak the instruments are. */
    private void robust(Data data, Estimate main, Finding.Sizes sizes) {
        String measure = "instrumental-effect-anderson-rubin";
        FTest none = TwoStageLeastSquares.andersonRubin(data, new double[] {0});
        switch (TwoStageLeastSquares.andersonRubinSet(data, found.level())) {
            case ConfidenceSet.Bounded s ->
                found.add(
                        measure,
                        new Estimate(
                                main.scale(),
                                main.value(),
                                Double.NaN,
                                s.lower(),
                                s.upper(),
                                found.level(),
                                none.p(),
                                main.df()),
                        sizes,
                        "Anderson-Rubin set, valid with weak instruments; homoscedastic errors");
            case ConfidenceSet.Outside s ->
                found.lacking(
                        measure,
                        Text.of(
                                "工具变量较弱，Anderson–Rubin 置信集无界：除 " + Finding.number(s.lower()) + " 至 "
                                        + Finding.number(s.upper()) + " 之外均不能排除",
                                "instruments are weak and the Anderson–Rubin set unbounded: all values but those from "
                                        + Finding.number(s.lower()) + " to " + Finding.number(s.upper())
                                        + " remain"));
            case ConfidenceSet.Everything _ ->
                found.lacking(
                        measure, Text.of("工具变量不提供信息：任何取值都不能排除", "the instruments say nothing: no value is excluded"));
            case ConfidenceSet.Nothing _ ->
                found.lacking(
                        measure,
                        Text.of("工具变量相互矛盾：没有取值不被拒绝", "the instruments contradict each other: every value is rejected"));
        }
    }

    private void checks(TwoStageLeastSquares.Fit fit) {
        FTest weak = fit.weak().getFirst();
        found.atLeast(
                "first-stage-f",
                weak.statistic(),
                limits.firstStageF(),
                Text.of(
                        "第一阶段 F=" + Finding.number(weak.statistic()) + "；低于 " + Finding.number(limits.firstStageF())
                                + " 为弱工具变量，应以 Anderson–Rubin 区间为准",
                        "first-stage F " + Finding.number(weak.statistic()) + "; below "
                                + Finding.number(limits.firstStageF())
                                + " the instruments are weak and the Anderson–Rubin interval is to be read"));
        double hausman = fit.wuHausman().p();
        found.inform(
                "wu-hausman",
                hausman,
                Text.of(
                        "Wu–Hausman 内生性检验 P=" + Finding.number(hausman),
                        "Wu–Hausman test of endogeneity: p=" + Finding.number(hausman)));
        ChiSquared sargan = fit.sargan();
        if (sargan.df() > 0) {
            found.atLeast(
                    "sargan",
                    sargan.p(),
                    limits.overidentificationP(),
                    Text.of(
                            "过度识别的 Sargan 检验 P=" + Finding.number(sargan.p()),
                            "Sargan test of overidentification: p=" + Finding.number(sargan.p())));
        } else {
            found.inform(
                    "exclusion",
                    Double.NaN,
                    Text.of(
                            "恰好识别：工具变量仅经处理影响结局这一假定无法检验",
                            "exactly identified: that the instrument acts through treatment alone cannot be tested"));
        }
    }

    /** Least squares beside it, which confounding biases. */
    private void comparison(DesignMethod.InstrumentalVariable m, Data data, Estimate main) {
        List<String> names = new ArrayList<>(List.of(m.treatment()));
        names.addAll(data.exogenous());
        double[][] columns = new double[names.size()][];
        columns[0] = data.endogenousColumns()[0];
        System.arraycopy(data.exogenousColumns(), 0, columns, 1, data.exogenousColumns().length);
        DesignMatrix design = DesignMatrix.withIntercept(names, columns);
        LinearFit fit = LinearRegression.withDefaults().fit(design, data.outcome());
        Matrix v = RobustCovariance.hc1(design, fit);
        Estimate e = Estimate.student(
                fit.coefficients()[1], Math.sqrt(v.at(1, 1)), found.level(), fit.residualDegreesOfFreedom());
        found.sheet(
                "instrument-and-least-squares",
                List.of(
                        new Row("instrument", new double[] {main.value(), main.lower(), main.upper()}),
                        new Row("least-squares", new double[] {e.value(), e.lower(), e.upper()})));
    }
}
