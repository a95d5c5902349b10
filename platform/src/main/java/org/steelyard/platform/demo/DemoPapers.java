package org.steelyard.platform.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.steelyard.platform.export.WordFile;
import tools.jackson.databind.JsonNode;

/** Short documents of a sample, written from its words and, of an example, from what its run found. They say that they are samples. */
final class DemoPapers {

    private static final String SAMPLE = "本文件随示范评价项目生成，仅供试用，不具有效力。";

    private final DemoTopic topic;

    DemoPapers(DemoTopic topic) {
        this.topic = topic;
    }

    byte[] ethics() {
        return new WordFile()
                .title("伦理审批件（示范）")
                .text(SAMPLE)
                .table(List.of(
                        List.of("事项", "内容"),
                        List.of("审批号", "示范-2026-017"),
                        List.of("项目", topic.get("titleZh")),
                        List.of("研究问题", topic.get("question")),
                        List.of("数据", topic.get("source") + "：" + topic.get("sourceText")),
                        List.of("知情同意", "使用去标识化的既有数据，申请豁免知情同意"),
                        List.of("审批意见", "同意")))
                .bytes();
    }

    byte[] agreement() {
        return new WordFile()
                .title("数据使用协议（示范）")
                .text(SAMPLE)
                .table(List.of(
                        List.of("事项", "约定"),
                        List.of("项目", topic.get("titleZh")),
                        List.of("数据", topic.get("source") + "：" + topic.get("sourceText")),
                        List.of("范围", "仅限锁定方案所列变量与时间范围，去标识化后提供"),
                        List.of("核查", "保留提取程序与日志，供抽样比对与追溯")))
                .bytes();
    }

    byte[] governance() {
        List<List<String>> inputs = new ArrayList<>();
        inputs.add(List.of("文件", "行数", "SHA-256"));
        topic.results()
                .path("run")
                .path("inputs")
                .forEach(i -> inputs.add(List.of(
                        i.path("name").asString(),
                        Long.toString(i.path("rows").asLong()),
                        i.path("sha256").asString())));
        WordFile file = new WordFile()
                .title("数据治理报告（示范）")
                .text(SAMPLE)
                .heading(1, "一、数据来源")
                .text(topic.get("source") + "：" + topic.get("sourceText"))
                .table(inputs)
                .heading(1, "二、研究人群的形成");
        List<List<String>> steps = new ArrayList<>();
        steps.add(List.of("条件", "剩余人数"));
        topic.results()
                .path("attrition")
                .forEach(a -> steps.add(List.of(
                        a.path("label").path("zh").asString(a.path("criterion").asString("")),
                        Long.toString(a.path("remaining").asLong()))));
        return file.table(steps)
                .heading(1, "三、核查")
                .text("逐项核对行数、唯一标识、取值范围与时间先后；完整的治理记录由命令行 data check 生成。")
                .bytes();
    }

    byte[] report() {
        WordFile file = new WordFile()
                .title(topic.get("titleZh") + "：评价报告摘要（示范）")
                .text(SAMPLE + "完整报告由分析运行生成（report.docx）。")
                .heading(1, "一、背景与问题")
                .text(topic.get("policy") + "。" + topic.get("clinical") + "。")
                .text("研究问题：" + topic.get("question") + "。价值假设：" + topic.get("hypothesis") + "。")
                .heading(1, "二、主要结果");
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("结局 · 分析 · 指标", "估计值", "人数"));
        for (Map<String, Object> figure : topic.figures()) {
            table.add(List.of(
                    String.valueOf(figure.get("label")),
                    String.format(Locale.ROOT, "%.4g", (Double) Objects.requireNonNull(figure.get("value"))),
                    String.valueOf(figure.get("count"))));
        }
        JsonNode evidence = topic.results().path("evidence");
        return file.table(table)
                .heading(1, "三、证据等级")
                .text("证据基础强度 " + evidence.path("strength").asString() + "，决策场景适配度 "
                        + evidence.path("fit").asString() + "，综合等级 "
                        + evidence.path("grade").asString() + "。")
                .heading(1, "四、局限性")
                .text(topic.get("limitation") + "。")
                .bytes();
    }
}
