package org.steelyard.economics.model.internal.run;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.engine.Blocks;
import org.steelyard.economics.model.internal.engine.Row;
import org.steelyard.economics.model.internal.engine.RowFaults;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Runs the base case once to see whether rows are distributions, curves keep their order and totals are numbers, in all strategies and cycles. */
public final class BaseCheck {

    private static final int PEOPLE = 500;

    private BaseCheck() {}

    public static void run(Built built, Findings findings) {
        Collector collector = new Collector(findings, built.spec().settings().repairCrossing());
        Evaluator evaluator = new Evaluator(built, collector, new Seed(1), PEOPLE);
        try {
            Evaluator.Base base = evaluator.base(built.inputs().base(), Blocks.quiet(1));
            if (collector.told.isEmpty()) {
                finite(built, base, findings);
            }
        } catch (SteelyardException e) {
            for (Problem p : e.problems()) {
                findings.add((ModelError) p.code(), p.place().field(), p.message(), p.remedy());
            }
        }
    }

    private static void finite(Built built, Evaluator.Base base, Findings findings) {
        for (int s = 0; s < base.totals().length; s++) {
            for (int o = 0; o < base.totals()[s].length; o++) {
                if (!Double.isFinite(base.totals()[s][o])) {
                    String strategy = built.strategies().get(s).id();
                    String outcome = built.outcomes().get(o);
                    findings.add(
                            ModelError.NOT_FINITE,
                            "strategies." + strategy,
                            Text.of(outcome + " 的总和不是有限数", "the total of " + outcome + " is no finite number"),
                            Text.of("检查除以 0、ln(0) 与查表范围", "Look for division by 0, ln(0) and tables"));
                }
            }
        }
    }

    /** One problem a row, strategy and kind: the first cycle stands for all. */
    private static final class Collector implements RowFaults {
        private final Findings findings;
        private final boolean repairCrossing;
        private final Set<String> told = new HashSet<>();

        Collector(Findings findings, boolean repairCrossing) {
            this.findings = findings;
            this.repairCrossing = repairCrossing;
        }

        @Override
        public synchronized void found(ModelError error, String strategy, Row row, int when, double sum) {
            if (error == ModelError.CROSSING_CURVES && repairCrossing) {
                return;
            }
            if (!told.add(error + row.path() + strategy)) {
                return;
            }
            String number = String.format(Locale.ROOT, "%.6g", sum);
            String zh = (strategy.isEmpty() ? "" : "策略 " + strategy + "，") + (when > 0 ? "第 " + when + " 周期，" : "");
            String en = (strategy.isEmpty() ? "" : "strategy " + strategy + ", ")
                    + (when > 0 ? "cycle " + when + ", " : "");
            findings.add(error, row.path(), message(error, zh, en, number), remedy(error));
        }

        private static Text message(ModelError error, String zh, String en, String number) {
            return switch (error) {
                case ROW_SUM ->
                    Text.of(zh + "概率之和为 " + number + "，应为 1", en + "the probabilities sum to " + number + ", not 1");
                case NEGATIVE_COMPLEMENT ->
                    Text.of(
                            zh + "概率之和为 " + number + "，余项为负",
                            en + "the probabilities sum to " + number
                                    + ", which leaves less than nothing for the rest");
                case CROSSING_CURVES ->
                    Text.of(
                            zh + "曲线与前一条交叉（值 " + number + "）",
                            en + "the curve crosses the one before it (value " + number + ")");
                default -> Text.of(zh + "不是 0–1 之间的概率", en + "something is no probability between 0 and 1");
            };
        }

        private static Text remedy(ModelError error) {
            return switch (error) {
                case ROW_SUM -> Text.of("用 rest 表示余下的一项", "Write rest for what is left");
                case CROSSING_CURVES ->
                    Text.of("改正曲线，或设 crossing: repair", "Correct the curves, or set crossing: repair");
                default ->
                    Text.of(
                            "检查公式、单位与周期长度；速率须先用 prob() 换成概率",
                            "Check formula, unit and cycle length; a rate becomes a probability by prob()");
            };
        }
    }
}
