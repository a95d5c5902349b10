package org.steelyard.protocol.internal;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.DataPlan.KeptColumn;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceFormat;
import org.steelyard.protocol.ProtocolError;

/** Where each source is, once and in the way that its form asks for. */
final class SourceCheck {

    private SourceCheck() {}

    static void check(PlanContext context) {
        List<Source> sources = context.plan().data().sources();
        for (int i = 0; i < sources.size(); i++) {
            one(context, sources.get(i), "data.sources[" + i + "]");
        }
    }

    private static void one(PlanContext context, Source source, String at) {
        long places = Stream.of(source.file(), source.folder(), source.connection())
                .filter(Optional::isPresent)
                .count();
        if (source.format() == SourceFormat.TABLE
                && (places != 1 || source.file().isEmpty())) {
            bad(context, at, "平表来源须用 file 写明一个文件", "a flat table is one file, named in file");
        } else if (places != 1) {
            bad(
                    context,
                    at,
                    "file、folder、connection 须写且只写一个",
                    "exactly one of file, folder and connection says where the source is");
        }
        if (source.mapping().isPresent() != (source.format() == SourceFormat.MAPPED)) {
            bad(context, at, "mapping 与 format: mapped 须同时写明", "mapping and format: mapped go together");
        }
        if (source.format() == SourceFormat.TABLE && !source.missing().isEmpty()) {
            bad(
                    context,
                    at + ".missing",
                    "平表的缺失写法写在 data.missing，不写在来源",
                    "what means missing in a flat table stands under data.missing and not in its source");
        }
        if (source.format() == SourceFormat.TABLE && source.zone().isPresent()) {
            bad(context, at + ".zone", "zone 用于事件表来源，平表没有", "zone is for event tables and not for a flat table");
        }
        if (source.zone().filter(z -> !ZoneId.getAvailableZoneIds().contains(z)).isPresent()) {
            bad(
                    context,
                    at + ".zone",
                    "zone 应为 IANA 时区名，如 Asia/Shanghai",
                    "zone is an IANA name such as Asia/Shanghai");
        }
        source.linkedTo().ifPresent(to -> linked(context, source, to, at + ".linkedTo"));
        context.unique(source.keep(), KeptColumn::column, at + ".keep", ".column");
    }

    /** Links lead from event tables to event tables, and no further. */
    private static void linked(PlanContext context, Source source, String to, String at) {
        boolean sound = source.format() != SourceFormat.TABLE
                && context.plan().data().sources().stream()
                        .filter(s -> s.id().equals(to) && !s.id().equals(source.id()))
                        .anyMatch(s ->
                                s.format() != SourceFormat.TABLE && s.linkedTo().isEmpty());
        if (!sound) {
            bad(
                    context,
                    at,
                    "linkedTo 须写另一个事件表来源的标识，且该来源自身不再关联到别处",
                    "linkedTo names another source of event tables which is not linked itself");
        }
        boolean named = context.plan()
                .cohort()
                .filter(c -> Stream.of(
                                c.source(), c.treated().source(), c.control().source())
                        .flatMap(Optional::stream)
                        .anyMatch(source.id()::equals))
                .isPresent();
        if (named) {
            bad(
                    context,
                    at,
                    "已关联的来源并入 " + to + "，队列须以 " + to + " 为来源",
                    "a linked source is part of " + to + ", and the cohort takes its people from " + to);
        }
    }

    private static void bad(PlanContext context, String at, String zh, String en) {
        context.add(
                ProtocolError.BAD_SOURCE,
                at,
                Text.of("数据来源的写法不对：" + zh + "。", "The data source is not right: " + en + "."),
                Text.of("按说明改正，见 docs/protocol.zh-CN.md。", "Correct it; see docs/protocol.md."));
    }
}
