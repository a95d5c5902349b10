package org.steelyard.protocol.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;

/** Names of things in messages. */
final class Words {

    static final Text VARIABLE = Text.of("变量", "variable");
    static final Text OUTCOME = Text.of("结局", "outcome");
    static final Text ANALYSIS = Text.of("分析", "analysis");
    static final Text SOURCE = Text.of("数据来源", "data source");
    static final Text REFERENCE = Text.of("参考文献", "reference");
    static final Text EXPOSURE = Text.of("暴露", "the exposure");
    static final Text EVENT = Text.of("事件", "the event");
    static final Text TIME = Text.of("随访时间", "the follow-up time");
    static final Text BINARY_OUTCOME = Text.of("二分类结局", "a binary outcome");
    static final Text CONTINUOUS_OUTCOME = Text.of("连续结局", "a continuous outcome");
    static final Text SUBGROUP = Text.of("亚组", "a subgroup");
    static final Text GROUP = Text.of("人群分组", "a group");
    static final Text RANK = Text.of("排序", "a ranking");
    static final Text MEASURED = Text.of("集中度测量对象", "what is measured by concentration");
    static final Text CONCEPT_SET = Text.of("概念集", "concept set");
    static final Text COLUMN = Text.of("队列列", "column of the cohort");
    static final Text COVARIATE = Text.of("协变量", "a covariate");

    private Words() {}

    static Text of(Variable.Type type) {
        return switch (type) {
            case NUMBER -> Text.of("数值", "number");
            case INTEGER -> Text.of("整数", "integer");
            case BINARY -> Text.of("二分类", "binary");
            case CATEGORY -> Text.of("多分类", "category");
            case DATE -> Text.of("日期", "date");
            case TEXT -> Text.of("文本", "text");
        };
    }

    static String types(Collection<Variable.Type> types, boolean zh) {
        return types.stream()
                .sorted()
                .map(type -> zh ? of(type).zh() : of(type).en())
                .collect(Collectors.joining(zh ? "或" : " or "));
    }

    /** As the constant is written in YAML: {@code USUAL_CARE} is {@code usual-care}. */
    static String yaml(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
