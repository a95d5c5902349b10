package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.Amendment;
import org.steelyard.protocol.Protocol.Comparator;
import org.steelyard.protocol.Protocol.Management;
import org.steelyard.protocol.Protocol.ResearchPlan.Milestone;
import org.steelyard.protocol.ProtocolError;

/** What the guide asks of class, comparator, timetable and amendments. */
final class ManagementCheck {

    private static final int FEWEST_ITEMS = 3;

    private ManagementCheck() {}

    static void check(PlanContext context) {
        items(context);
        pace(context);
        comparator(context);
        timeline(context);
        coordination(context);
        amendments(context);
        Protocol plan = context.plan();
        context.unique(plan.data().sources(), s -> s.id(), "data.sources", ".id");
        context.unique(plan.references(), r -> r.id(), "references", ".id");
        context.unique(plan.indicators(), i -> i.id(), "indicators", ".id");
    }

    private static void items(PlanContext context) {
        int items = context.plan().intervention().codes().size();
        if (context.plan().management().items() == Management.Items.MULTIPLE && items < FEWEST_ITEMS) {
            context.add(
                    ProtocolError.TOO_FEW_ITEMS,
                    "management.items",
                    Text.of(
                            "多项目评价须同时评价三种及以上医疗服务（指南四（一）2），intervention.codes 仅列 " + items + " 个编码。",
                            "A multiple-item evaluation weighs three services or more (guide, part 4); intervention.codes"
                                    + " lists " + items + "."),
                    Text.of(
                            "在 intervention.codes 列出全部项目编码；不足三种时改为 single 分别评价。",
                            "List all codes in intervention.codes; with fewer than three, evaluate each as single."));
        }
    }

    private static void pace(PlanContext context) {
        Management management = context.plan().management();
        boolean reason = management.rapidReason().filter(r -> !r.isBlank()).isPresent();
        if (management.pace() == Management.Pace.RAPID && !reason) {
            context.add(
                    ProtocolError.RAPID_WITHOUT_REASON,
                    "management.rapidReason",
                    Text.of(
                            "快速评价须说明理由：突发公共卫生事件、重大争议或紧急政策调整。",
                            "A rapid evaluation needs its reason: public-health emergency, major controversy or urgent"
                                    + " policy change."),
                    Text.of(
                            "填写 management.rapidReason，或改为 routine。",
                            "Fill in management.rapidReason, or choose routine."));
        }
    }

    private static void comparator(PlanContext context) {
        Comparator comparator = context.plan().comparator();
        switch (comparator.level()) {
            case USUAL_CARE -> {}
            case STANDARD_THERAPY ->
                needs(
                        context,
                        comparator.evidence(),
                        "comparator.evidence",
                        Text.of("标准疗法对照须注明临床路径或指南依据。", "Standard therapy needs a clinical pathway or guideline."));
            case OTHER ->
                needs(
                        context,
                        comparator.kind(),
                        "comparator.kind",
                        Text.of(
                                "其他对照须注明类型，且仅适用于无有效治疗手段的情况（在 reason 中说明）。",
                                "Another comparator needs its kind, and is for conditions without effective treatment only"
                                        + " (say so in reason)."));
        }
        if (comparator.level() != Comparator.Level.OTHER && comparator.kind().isPresent()) {
            context.add(
                    ProtocolError.INCOMPLETE_COMPARATOR,
                    "comparator.kind",
                    Text.of("kind 只用于 level 为 other 的对照。", "kind belongs to level other only."),
                    Text.of("删去 kind，或将 level 改为 other。", "Remove kind, or set level to other."));
        }
    }

    private static void needs(PlanContext context, Optional<?> value, String path, Text message) {
        if (value.isEmpty()) {
            context.add(ProtocolError.INCOMPLETE_COMPARATOR, path, message, Text.of("补充该项。", "Fill it in."));
        }
    }

    private static void timeline(PlanContext context) {
        List<Milestone> timeline = context.plan().plan().timeline();
        for (int i = 1; i < timeline.size(); i++) {
            if (timeline.get(i).date().isBefore(timeline.get(i - 1).date())) {
                context.add(
                        ProtocolError.TIMELINE_DISORDER,
                        "plan.timeline[" + i + "].date",
                        Text.of("该节点早于前一节点，应按日期先后排列。", "This milestone is before the one above; they go by date."),
                        Text.of("调整日期或顺序。", "Correct the date or the order."));
            }
        }
    }

    private static void coordination(PlanContext context) {
        var plan = context.plan().plan();
        if (plan.nationalCoordination() && plan.nationalCoordinationNote().isEmpty()) {
            context.add(
                    ProtocolError.INCOMPLETE_PLAN,
                    "plan.nationalCoordinationNote",
                    Text.of("需要国家层面协调时须说明协调内容。", "National coordination is asked for without saying what."),
                    Text.of("填写 nationalCoordinationNote。", "Fill in nationalCoordinationNote."));
        }
    }

    private static void amendments(PlanContext context) {
        List<Amendment> amendments = context.plan().amendments();
        for (int i = 1; i < amendments.size(); i++) {
            Amendment before = amendments.get(i - 1);
            Amendment now = amendments.get(i);
            if (Versions.compare(now.version(), before.version()) < 0
                    || now.date().isBefore(before.date())) {
                amendment(
                        context,
                        "amendments[" + i + "].version",
                        Text.of("修订记录应按版本和日期递增。", "Amendments go by ascending version and date."));
            }
        }
        if (!amendments.isEmpty()
                && Versions.compare(
                                amendments.getLast().version(), context.plan().version())
                        != 0) {
            amendment(
                    context,
                    "version",
                    Text.of("方案版本应与最后一条修订记录的版本一致。", "The plan's version must be that of the last amendment."));
        }
    }

    private static void amendment(PlanContext context, String path, Text message) {
        context.add(
                ProtocolError.BAD_AMENDMENT,
                path,
                message,
                Text.of("核对 version 与 amendments。", "Compare version and amendments."));
    }
}
