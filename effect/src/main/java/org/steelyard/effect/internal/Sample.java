package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
 * @param weight how many people each stands for: 1, unless the plan weighs for missing values
 */
record Sample(AnalysisTable table, int[] rows, boolean[] treated, Endpoint endpoint, int leftOut, double[] weight) {

    /** So many variables with gaps are named. */
    private static final int NAMED = 3;

    static Sample of(AnalysisTable table, String exposure, Outcome outcome, List<String> covariates) {
        return of(table, exposure, outcome, covariates, table.rows());
    }

    /** @param cohort people before any were left out */
    static Sample of(AnalysisTable table, String exposure, Outcome outcome, List<String> covariates, int cohort) {
        Set<String> needed = new LinkedHashSet<>();
        needed.add(exposure);
        needed.addAll(outcome.needed());
        needed.addAll(covariates);
        List<Column> columns = needed.stream().map(v -> column(table, v)).toList();
        boolean[] complete = complete(columns, table.rows());
        int[] rows = Take.where(complete);
        boolean[] treated = Take.of(flags(table, exposure), rows);
        checkArms(treated, columns);
        Endpoint endpoint = endpoint(table, outcome).select(rows);
        check(endpoint, outcome);
        return new Sample(table, rows, treated, endpoint, cohort - rows.length, Take.ones(rows.length));
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
        return new Sample(table, Take.of(rows, index), Take.of(treated, index), own, 0, Take.of(weight, index));
    }

    /** The same people, standing for others. */
    Sample weighted(double[] values) {
        return new Sample(table, rows, treated, endpoint, leftOut, values);
    }

    /** Whether anybody stands for more than himself. */
    boolean weighs() {
        return Arrays.stream(weight).anyMatch(w -> w != 1);
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
            case COST -> new Endpoint.Values(numbers(table, name(outcome.variable(), outcome)), false);
            case COUNT -> counts(table, outcome);
            case ORDINAL -> ordered(table, name(outcome.variable(), outcome));
            case COMPETING ->
                new Endpoint.Competing(numbers(table, name(outcome.time(), outcome)), causes(table, outcome));
            case RECURRENT -> recurrent(table, outcome);
            case REPEATED -> repeated(table, outcome);
        };
    }

    private static Endpoint counts(AnalysisTable table, Outcome outcome) {
        double[] y = numbers(table, name(outcome.variable(), outcome));
        return outcome.exposureTime().isPresent()
                ? new Endpoint.Counts(y, numbers(table, outcome.exposureTime().get()))
                : new Endpoint.Values(y, false);
    }

    /** Levels of a category in the dictionary's order, or whole numbers in theirs; levels that nobody has are closed up. */
    private static Endpoint ordered(AnalysisTable table, String variable) {
        double[] raw = table.numbers(variable);
        double[] present = Arrays.stream(raw)
                .filter(v -> !Double.isNaN(v))
                .distinct()
                .sorted()
                .toArray();
        int[] level = new int[raw.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = Double.isNaN(raw[i]) ? -1 : Arrays.binarySearch(present, raw[i]);
        }
        return new Endpoint.Ordered(level, present.length);
    }

    /** Whoever has both counts as having the event, which the plan names first. */
    private static int[] causes(AnalysisTable table, Outcome outcome) {
        boolean[] event = flags(table, name(outcome.event(), outcome));
        boolean[] other = flags(table, name(outcome.competing(), outcome));
        int[] out = new int[event.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = event[i] ? 1 : other[i] ? 2 : 0;
        }
        return out;
    }

    private static Endpoint recurrent(AnalysisTable table, Outcome outcome) {
        double[] end = numbers(table, name(outcome.time(), outcome));
        List<double[]> times =
                outcome.eventTimes().stream().map(v -> numbers(table, v)).toList();
        double[][] events = new double[end.length][];
        for (int i = 0; i < events.length; i++) {
            int row = i;
            events[i] = times.stream()
                    .mapToDouble(t -> t[row])
                    .filter(t -> !Double.isNaN(t))
                    .sorted()
                    .toArray();
        }
        return new Endpoint.Recurrent(end, events);
    }

    private static Endpoint repeated(AnalysisTable table, Outcome outcome) {
        List<double[]> visits =
                outcome.visits().stream().map(v -> numbers(table, v.variable())).toList();
        double[][] values = new double[table.rows()][visits.size()];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < visits.size(); k++) {
                values[i][k] = visits.get(k)[i];
            }
        }
        double[] at = outcome.visits().stream().mapToDouble(Outcome.Visit::at).toArray();
        return new Endpoint.Repeated(values, at);
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

    private static void checkArms(boolean[] treated, List<Column> columns) {
        int n = Take.count(treated);
        if (n < 2 || treated.length - n < 2) {
            List<String> gaps = gaps(columns);
            throw Failure.of(
                    EffectError.EMPTY_ARM,
                    "",
                    Text.of(
                            "剔除缺失后至少有一组不足 2 人，无法比较" + (gaps.isEmpty() ? "" : "；缺失最多的变量：" + String.join("、", gaps)),
                            "after leaving out missing values an arm has fewer than 2 people"
                                    + (gaps.isEmpty() ? "" : "; missing most often: " + String.join(", ", gaps))),
                    Text.of(
                            "检查缺失情况与纳入排除标准，或改用多重插补",
                            "look at missing values and eligibility, or use multiple imputation"));
        }
    }

    /** The variables that most people miss, each with how many do. */
    private static List<String> gaps(List<Column> columns) {
        record Gap(String variable, long people) {}
        return columns.stream()
                .map(c -> new Gap(
                        c.name(),
                        IntStream.range(0, c.rows()).filter(c::isMissing).count()))
                .filter(gap -> gap.people() > 0)
                .sorted(Comparator.comparingLong(Gap::people).reversed().thenComparing(Gap::variable))
                .limit(NAMED)
                .map(gap -> gap.variable() + " (" + gap.people() + ")")
                .toList();
    }

    private static void check(Endpoint endpoint, Outcome outcome) {
        switch (endpoint) {
            case Endpoint.Values v -> checkValues(v.y(), outcome);
            case Endpoint.Survival s -> checkTimes(s, outcome);
            case Endpoint.Counts c -> {
                checkValues(c.y(), outcome);
                positive(c.time(), outcome);
            }
            case Endpoint.Ordered o ->
                checkValues(Arrays.stream(o.level()).asDoubleStream().toArray(), outcome);
            case Endpoint.Competing c -> {
                boolean[] event = new boolean[c.cause().length];
                for (int i = 0; i < event.length; i++) {
                    event[i] = c.cause()[i] == 1;
                }
                checkTimes(new Endpoint.Survival(c.time(), event), outcome);
            }
            case Endpoint.Recurrent r -> checkEvents(r, outcome);
            case Endpoint.Repeated r -> checkVisits(r, outcome);
        }
        if (outcome.type() == Outcome.OutcomeType.COUNT && endpoint instanceof Endpoint.Values v) {
            notNegative(v.y(), outcome);
        }
        if (endpoint instanceof Endpoint.Counts c) {
            notNegative(c.y(), outcome);
        }
    }

    private static void notNegative(double[] y, Outcome outcome) {
        if (Arrays.stream(y).anyMatch(v -> v < 0)) {
            throw badValue(outcome);
        }
    }

    private static void positive(double[] time, Outcome outcome) {
        if (Arrays.stream(time).anyMatch(t -> !(t > 0) || Double.isInfinite(t))) {
            throw Failure.of(
                    EffectError.BAD_VALUE,
                    outcome.exposureTime().orElse(outcome.id()),
                    Text.of("观察时长须大于 0 且有限", "the time observed must be above 0 and finite"),
                    Text.of("剔除没有观察时长的人，或检查该变量", "exclude people who were not observed, or check the variable"));
        }
    }

    private static void checkEvents(Endpoint.Recurrent r, Outcome outcome) {
        int count = 0;
        for (int i = 0; i < r.end().length; i++) {
            double last = 0;
            for (double t : r.events()[i]) {
                if (!(t > last && t <= r.end()[i])) {
                    throw badTimes(outcome);
                }
                last = t;
                count++;
            }
            if (!(r.end()[i] > 0) || Double.isInfinite(r.end()[i])) {
                throw badTimes(outcome);
            }
        }
        if (count == 0) {
            throw Failure.of(
                    EffectError.TOO_FEW_EVENTS,
                    outcome.id(),
                    Text.of("没有人发生该事件", "nobody had the event"),
                    Text.of("检查事件的定义与编码，或延长随访", "check how the event is defined and coded, or follow people longer"));
        }
    }

    private static RuntimeException badTimes(Outcome outcome) {
        return Failure.of(
                EffectError.BAD_VALUE,
                outcome.time().orElse(outcome.id()),
                Text.of(
                        "事件时间须大于 0、互不相同且不晚于随访结束，随访时间须大于 0",
                        "times of events must be above 0, differ from one another and not lie after the end of follow-up, which is above 0"),
                Text.of("合并同一天的事件，检查日期", "merge events of one day, and check the dates"));
    }

    private static void checkVisits(Endpoint.Repeated r, Outcome outcome) {
        int known = 0;
        for (double[] person : r.values()) {
            for (double v : person) {
                if (Double.isInfinite(v)) {
                    throw badValue(outcome);
                }
                known += Double.isNaN(v) ? 0 : 1;
            }
        }
        if (known < r.at().length + 2) {
            throw Failure.of(
                    EffectError.CONSTANT_OUTCOME,
                    outcome.id(),
                    Text.of("几乎没有测量值", "there are hardly any measurements"),
                    Text.of("检查各次测量的变量", "check the variables of the visits"));
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
