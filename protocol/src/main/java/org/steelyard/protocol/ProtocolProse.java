package org.steelyard.protocol;

import java.util.List;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.protocol.internal.EventProse;
import org.steelyard.protocol.internal.ProseWriter;
import org.steelyard.protocol.internal.SchemaGuide;

/**
 * The whole plan in words, in the order of Annex 2 of the guide. Nothing is left out: defaults that the file does not spell
 * out stand here as the run will use them.
 */
public final class ProtocolProse {

    private static final SchemaGuide SCHEMA = SchemaGuide.of("protocol-1.schema.json");

    private ProtocolProse() {}

    /** Plain text with Markdown headings and lists. */
    public static String render(Protocol plan, Lang lang) {
        ProseWriter out = new ProseWriter(plan, SCHEMA, lang);
        out.title(plan.title().in(lang));
        out.heading(1, Text.of("基本信息", "Overview"));
        out.fields(List.of("id", "version", "date", "authors", "registration", "scenario", "objectType", "management"));
        out.heading(1, Text.of("一、背景目的", "1 Background and aim"));
        out.part("background");
        out.heading(1, Text.of("二、研究计划", "2 Research plan"));
        out.part("plan");
        out.heading(1, Text.of("三、研究方法", "3 Methods"));
        out.heading(2, Text.of("（一）研究对象", "3.1 Population"));
        out.part("population");
        out.heading(2, Text.of("（二）干预与对照措施", "3.2 Intervention and comparator"));
        out.fields(List.of("intervention", "comparator"));
        out.heading(2, Text.of("（三）评价维度与指标", "3.3 Dimensions and indicators"));
        out.fields(List.of("indicators"));
        out.heading(2, Text.of("（四）研究设计类型", "3.4 Design"));
        out.part("design");
        out.heading(2, Text.of("（五）数据来源与数据治理计划", "3.5 Data sources and governance"));
        out.part("data");
        out.fields(List.of("conceptSets", "cohort"));
        out.fields(List.of("exposure", "outcomes", "variables"));
        out.heading(2, Text.of("（六）统计分析计划", "3.6 Analysis plan"));
        out.part("analysis");
        out.fields(List.of("economics", "society"));
        out.heading(2, Text.of("（七）质量控制与偏倚处理", "3.7 Quality control and bias"));
        out.part("quality");
        out.heading(2, Text.of("（八）伦理与隐私保护", "3.8 Ethics and privacy"));
        out.part("ethics");
        out.heading(1, Text.of("四、利益相关方", "4 Stakeholders"));
        out.part("stakeholders");
        out.heading(1, Text.of("五、讨论", "5 Discussion"));
        out.part("discussion");
        out.heading(1, Text.of("六、参考文献与方案修订", "6 References and amendments"));
        out.fields(List.of("references", "amendments"));
        return out.text();
    }

    /** One part of the cohort section (an arm, follow-up) as a sentence; empty for what is better shown field by field. */
    public static String part(Protocol plan, Record part, Lang lang) {
        return new EventProse(plan.conceptSets(), lang).of(part).orElse("");
    }

    /** What the data must show for a criterion of the cohort section, without its id and text. */
    public static String rule(Protocol plan, EventCriterion criterion, Lang lang) {
        return new EventProse(plan.conceptSets(), lang).rule(criterion);
    }
}
