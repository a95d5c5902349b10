package org.steelyard.app;

import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.app.store.StepStore;
import org.steelyard.kernel.Text;

/** How steps and what they depend on are called on the screen. */
final class StepNames {

    private StepNames() {}

    static Text of(String step) {
        return switch (step) {
            case "cohort" -> Text.of("读取数据、核对质量、形成分析表", "Read the data, check it, make the analysis table");
            case "benchmark" -> Text.of("读取对标试验", "Read the benchmark trial");
            case "effect" -> Text.of("临床价值：效应估计与诊断", "Clinical value: effects and diagnostics");
            case "designs" -> Text.of("临床价值：时间设计与其他设计", "Clinical value: designs over time");
            case "economics" -> Text.of("经济价值：成本、模型与不确定性", "Economic value: costs, model, uncertainty");
            case "society" -> Text.of("社会价值：公平与可及", "Social value: equity and access");
            case "evidence" -> Text.of("证据等级", "Evidence grade");
            case "report" -> Text.of("撰写报告与结果文件", "Write the report and the results");
            case "events" -> Text.of("由事件表形成队列", "Make the cohort from event tables");
            case "govern" -> Text.of("核对数据质量、撰写数据治理报告", "Check the data, write the governance report");
            default -> ofSource(step);
        };
    }

    private static Text ofSource(String step) {
        String source = step.substring(step.indexOf('-') + 1);
        if (step.startsWith("table-")) {
            return Text.of("读取长表 " + source, "Read the long table " + source);
        }
        if (step.startsWith("standardise-")) {
            return Text.of("标准化来源 " + source, "Standardise the source " + source);
        }
        return step.startsWith("link-")
                ? Text.of("把关联的来源并入 " + source, "Link the other sources to " + source)
                : Text.same(step);
    }

    static Text reason(Text step, StepStore.Reason reason) {
        return switch (reason) {
            case StepStore.Reason.Unchanged() -> Text.of(step.zh() + "：未变", step.en() + ": unchanged");
            case StepStore.Reason.NeverRun() -> Text.of(step.zh() + "：此前没有结果，执行", step.en() + ": no result yet, runs");
            case StepStore.Reason.Damaged() ->
                Text.of(step.zh() + "：存放的结果已损坏，重做", step.en() + ": the stored result is damaged, runs again");
            case StepStore.Reason.Changed(List<String> parts) ->
                Text.of(
                        step.zh() + "：已改变（"
                                + parts.stream().map(p -> part(p).zh()).collect(Collectors.joining("、")) + "），重做",
                        step.en() + ": changed ("
                                + parts.stream().map(p -> part(p).en()).collect(Collectors.joining(", "))
                                + "), runs again");
        };
    }

    private static Text part(String part) {
        return switch (part) {
            case "protocol" -> Text.of("方案", "plan");
            case "lock" -> Text.of("锁定状态", "lock");
            case "policy" -> Text.of("政策参数包", "policy pack");
            case "seed" -> Text.of("随机种子", "seed");
            case "code" -> Text.of("程序", "program");
            default ->
                part.startsWith("input:")
                        ? Text.of("数据 " + part.substring(6), "data " + part.substring(6))
                        : Text.same(part);
        };
    }
}
