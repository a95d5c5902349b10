package org.steelyard.effect.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;

/**
 * The people of one analysis: those with a value in every variable that it needs.
 *
 * @param rows of the table, ascending
 * @param leftOut how many were left out because a value is missing
 */
record Sample(AnalysisTable table, int[] rows, boolean[] treated, Endpoint endpoint, int leftOut) {

    static Sample of(AnalysisTable table, String exposure, Outcome outcome, List<String> covariates) {
        return of(table, exposure, outcome, covariates, table.rows());
    }

    /** @param cohort people before any were left out */
    static Sample of(AnalysisTable table, String exposure, Outcome outcome, List<String> covariates, int cohort) {
        Set<String> needed = new LinkedHashSet<>();
        needed.add(exposure);
        outcome.variable().ifPresent(needed::add);
        outcome.time().ifPresent(needed::add);
        outcome.event().ifPresent(needed::add);
        needed.addAll(covariates);
        List<Column> columns = needed.stream().map(v -> column(table, v)).toList();
        boolean[] complete = complete(columns, table.rows());
        int[] rows = Take.where(complete);
        boolean[] treated = Take.of(flags(table, exposure), rows);
        checkArms(treated);
        Endpoint endpoint = endpoint(table, outcome).select(rows);
        check(endpoint, outcome);
        return new Sample(table, rows, treated, endpoint, cohort - rows.length);
    }

    int size() {
        return rows.length;
    }

    /**
     * Some of these people.
     *
     * @throws org.steelyard.kernel.SteelyardException when all of them have the same outcome, or nobody the event
     */
    Sample part(int[] index, Outcome outcome) {
        Endpoint own = endpoint.select(index);
        check(own, outcome);
        return new Sample(table, Take.of(rows, index), Take.of(treated, index), own, 0);
    }

    static Column column(AnalysisTable table, String variable) {
        if (!table.has(variable)) {
            throw Failure.of(
                    EffectError.NO_VARIABLE,
                    variable,
                    Text.of("分析表中没有该变量", "the analysis table has no such variable"),
                    Text.of("在变量字典中定义该变量", "define the variable in the dictionary"));
        }
        return table.column(variable);
    }

    private static boolean[] complete(List<Column> columns, int n) {
        boolean[] out = Take.all(n);
        for (Column column : columns) {
            for (int i = 0; i < n; i++) {
                out[i] &= !column.isMissing(i);
            }
        }
        return out;
    }

    /** A binary variable; missing reads as false, so take rows without missing values only. */
    static boolean[] flags(AnalysisTable table, String variable) {
        if (!(column(table, variable) instanceof Column.Binary binary)) {
            throw wrongType(variable, "二分类变量", "binary");
        }
        boolean[] out = new boolean[table.rows()];
        for (int i = 0; i < out.length; i++) {
            out[i] = binary.values()[i] == 1;
        }
        return out;
    }

    private static double[] numbers(AnalysisTable table, String variable) {
        if (!(column(table, variable) instanceof Column.Numeric numeric)) {
            throw wrongType(variable, "数值变量", "a number");
        }
        return numeric.values();
    }

    private static RuntimeException wrongType(String variable, String zh, String en) {
        return Failure.of(
                EffectError.WRONG_TYPE,
                variable,
                Text.of("此处须为" + zh, "must be " + en + " here"),
                Text.of("修改变量字典中的类型，或改用另一变量", "change its type in the dictionary, or use another variable"));
    }

    private static Endpoint endpoint(AnalysisTable table, Outcome outcome) {
        return switch (outcome.type()) {
            case BINARY -> new Endpoint.Values(asNumbers(flags(table, name(outcome.variable(), outcome))), true);
            case CONTINUOUS -> new Endpoint.Values(numbers(table, name(outcome.variable(), outcome)), false);
            case TIME_TO_EVENT ->
                new Endpoint.Survival(
                        numbers(table, name(outcome.time(), outcome)), flags(table, name(outcome.event(), outcome)));
        };
    }

    private static String name(java.util.Optional<String> variable, Outcome outcome) {
        return variable.orElseThrow(() -> Failure.of(
                EffectError.NO_VARIABLE,
                outcome.id(),
                Text.of("结局没有写明由哪个变量测量", "the outcome does not name the variable that measures it"),
                Text.of("在方案的结局中补上变量", "name the variable in the plan's outcome")));
    }

    private static double[] asNumbers(boolean[] flags) {
        return org.steelyard.effect.CovariateDesign.zeroOne(flags);
    }

    private static void checkArms(boolean[] treated) {
        int n = Take.count(treated);
        if (n < 2 || treated.length - n < 2) {
            throw Failure.of(
                    EffectError.EMPTY_ARM,
                    "",
                    Text.of("剔除缺失后至少有一组不足 2 人，无法比较", "after leaving out missing values an arm has fewer than 2 people"),
                    Text.of(
                            "检查缺失情况与纳入排除标准，或改用多重插补",
                            "look at missing values and eligibility, or use multiple imputation"));
        }
    }

    private static void check(Endpoint endpoint, Outcome outcome) {
        switch (endpoint) {
            case Endpoint.Values v -> checkValues(v.y(), outcome);
            case Endpoint.Survival s -> checkTimes(s, outcome);
        }
    }

    private static void checkValues(double[] y, Outcome outcome) {
        boolean varies = false;
        for (double v : y) {
            if (Double.isInfinite(v)) {
                throw badValue(outcome);
            }
            varies |= v != y[0];
        }
        if (!varies) {
            throw Failure.of(
                    EffectError.CONSTANT_OUTCOME,
                    outcome.variable().orElse(outcome.id()),
                    Text.of(
                            "结局在所有人中取值相同，没有可估计的效应",
                            "the outcome is the same for everybody: there is no effect to estimate"),
                    Text.of("检查结局的定义与编码", "check how the outcome is defined and coded"));
        }
    }

    private static void checkTimes(Endpoint.Survival s, Outcome outcome) {
        int events = 0;
        for (int i = 0; i < s.time().length; i++) {
            if (!(s.time()[i] >= 0) || Double.isInfinite(s.time()[i])) {
                throw badValue(outcome);
            }
            events += s.event()[i] ? 1 : 0;
        }
        if (events == 0) {
            throw Failure.of(
                    EffectError.TOO_FEW_EVENTS,
                    outcome.event().orElse(outcome.id()),
                    Text.of("没有人发生该事件", "nobody had the event"),
                    Text.of("检查事件的定义与编码，或延长随访", "check how the event is defined and coded, or follow people longer"));
        }
    }

    private static RuntimeException badValue(Outcome outcome) {
        return Failure.of(
                EffectError.BAD_VALUE,
                outcome.time().or(outcome::variable).orElse(outcome.id()),
                Text.of(
                        "结局含无穷值或负的随访时间；只允许有限数值，时间须不小于 0",
                        "the outcome holds an infinite value or a negative time; times must be finite and 0 or more"),
                Text.of("在变量字典中设定合理范围，并清洗数据", "set plausible bounds in the dictionary and clean the data"));
    }
}
