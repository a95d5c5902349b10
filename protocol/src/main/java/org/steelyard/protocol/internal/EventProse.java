package org.steelyard.protocol.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.ConceptItem;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventAnchor;
import org.steelyard.protocol.event.EventArm;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.FeatureSet;
import org.steelyard.protocol.event.FollowUp;
import org.steelyard.protocol.event.StudyPeriod;

/** Parts of the cohort section as sentences. */
public final class EventProse {

    private final List<ConceptSet> sets;
    private final Lang lang;

    public EventProse(List<ConceptSet> sets, Lang lang) {
        this.sets = sets;
        this.lang = lang;
    }

    /** Empty for a record that is no part of a cohort, or that is better shown field by field. */
    public Optional<String> of(Record record) {
        return switch (record) {
            case ConceptItem item -> Optional.of(item(item));
            case EventSelector event -> Optional.of(event(event));
            case DayWindow window -> Optional.of(window(window, Optional.empty()));
            case StudyPeriod period -> Optional.of(period(period));
            case EventAnchor anchor -> Optional.of(anchor(anchor));
            case EventArm arm -> Optional.of(arm(arm));
            case FollowUp followUp -> Optional.of(followUp(followUp));
            case EventCriterion criterion -> Optional.of(criterion(criterion));
            case EventMeasure measure -> Optional.of(measure(measure));
            case FeatureSet features -> Optional.of(features(features));
            default -> Optional.empty();
        };
    }

    private String item(ConceptItem item) {
        String what = item.code()
                .map(c -> say("编码 ", "code ") + c)
                .or(() -> item.prefix().map(p -> p + say(" 开头的编码", " and codes that begin so")))
                .or(() -> item.concept()
                        .map(c -> say("概念 ", "concept ")
                                + c
                                + (item.descendants() ? say(" 及其下位概念", " and its descendants") : "")))
                .orElse("?");
        String system =
                item.system().map(s -> say("（" + s + "）", " (" + s + ")")).orElse("");
        return (item.exclude() ? say("去除：", "except ") : "") + what + system;
    }

    private String event(EventSelector event) {
        List<String> parts = new ArrayList<>();
        String domain = EnumLabels.of(event.domain(), lang);
        parts.add(event.visits().isEmpty() ? domain : labels(event.visits()) + say("", " ") + domain);
        event.concepts().ifPresent(id -> parts.add(say("“" + name(id) + "”", "of \"" + name(id) + "\"")));
        if (event.mainDiagnosis()) {
            parts.add(say("（主要诊断）", "(main diagnosis)"));
        }
        event.minimum().ifPresent(m -> parts.add(say("值不小于 ", "with a value of at least ") + number(m)));
        event.maximum().ifPresent(m -> parts.add(say("值不大于 ", "with a value of at most ") + number(m)));
        return String.join(say("", " "), parts);
    }

    private String name(String id) {
        return sets.stream()
                .filter(s -> s.id().equals(id))
                .map(s -> s.label().in(lang))
                .findFirst()
                .orElse(id);
    }

    private String window(DayWindow window, Optional<EventAnchor> anchor) {
        String origin = anchor.isPresent() ? say("参照事件", "the anchor event") : say("指标日", "the index date");
        if (window.from().isEmpty() && window.to().isEmpty()) {
            return say("任何时间", "at any time");
        }
        String from = window.from().map(d -> day(d, origin)).orElse(say("最早记录", "the first record"));
        String to = window.to().map(d -> day(d, origin)).orElse(say("最后记录", "the last record"));
        return say(from + "至" + to, "from " + from + " to " + to);
    }

    private String day(int offset, String origin) {
        if (offset == 0) {
            return say(origin + "当天", origin);
        }
        int days = Math.abs(offset);
        return offset < 0
                ? say(origin + "前 " + days + " 天", days + " days before " + origin)
                : say(origin + "后 " + days + " 天", days + " days after " + origin);
    }

    private String period(StudyPeriod period) {
        String start = period.start().map(Object::toString).orElse(say("最早", "the beginning"));
        String end = period.end().map(Object::toString).orElse(say("最晚", "the end"));
        return period.start().isEmpty() && period.end().isEmpty()
                ? say("不限", "any time")
                : say(start + " 至 " + end, start + " to " + end);
    }

    private String anchor(EventAnchor anchor) {
        String which = EnumLabels.of(anchor.which(), lang);
        String when = window(anchor.window(), Optional.empty());
        return say(
                when + "的" + which + event(anchor.event()), "the " + which + " " + event(anchor.event()) + " " + when);
    }

    private String arm(EventArm arm) {
        List<String> parts = new ArrayList<>();
        parts.add(arm.event()
                .map(e -> say("因", "enter by ") + event(e) + say("进入", ""))
                .orElse(say("未接受干预者", "those without the treatment")));
        if (arm.firstOnly()) {
            parts.add(say("只取一生首次", "the first ever only"));
        }
        if (arm.washout() > 0) {
            parts.add(say(
                    "此前 " + arm.washout() + " 天均在观察期内且无同类事件",
                    "observed and without such an event for " + arm.washout() + " days before"));
        }
        if (!arm.naive().isEmpty()) {
            String others = arm.naive().stream().map(this::name).collect(Collectors.joining(say("、", ", ")));
            parts.add(say("洗脱期内也没有" + others, "nor any of " + others));
        }
        arm.period().ifPresent(p -> parts.add(say("时期 ", "in the period ") + period(p)));
        arm.source().ifPresent(s -> parts.add(say("来源 ", "from source ") + s));
        return String.join(say("；", "; "), parts);
    }

    private String followUp(FollowUp f) {
        List<String> parts = new ArrayList<>();
        String start = day(f.startOffset(), EnumLabels.of(f.startAnchor(), lang));
        String end = day(f.endOffset(), EnumLabels.of(f.endAnchor(), lang));
        parts.add(say("自" + start + "至" + end, "from " + start + " to " + end));
        if (!f.censor().isEmpty()) {
            parts.add(say("遇", "ended early by ") + labels(f.censor()) + say("提前结束", ""));
        }
        f.exposure()
                .ifPresent(e -> parts.add(say(
                        "队列结束日为用药时段之末（间隔不超过 " + e.gap() + " 天视为连续，停药后延长 " + e.surveillance() + " 天）",
                        "the cohort ends with the era of exposure (gaps of up to " + e.gap() + " days, "
                                + e.surveillance() + " days added)")));
        return String.join(say("；", "; "), parts);
    }

    private String criterion(EventCriterion c) {
        return String.join(say("；", "; "), c.id(), c.text().in(lang), say("规则：", "rule: ") + rule(c));
    }

    /** What the data must show. */
    public String rule(EventCriterion c) {
        return switch (c.kind()) {
            case EVENT -> {
                String when = c.anchor()
                                .map(a -> anchor(a) + say("，其", ", counted from it "))
                                .orElse("")
                        + window(c.window(), c.anchor());
                String what = c.event().map(this::event).orElse("?");
                yield say(when + "，" + what + times(c), what + times(c) + " " + when);
            }
            case AGE -> {
                String low = c.minimum()
                        .map(m -> say("不小于 ", "at least ") + number(m))
                        .orElse("");
                String high = c.maximum()
                        .map(m -> say("不大于 ", "at most ") + number(m))
                        .orElse("");
                String both = low.isEmpty() || high.isEmpty() ? low + high : low + say("且", " and ") + high;
                yield say("指标日年龄" + both + " 岁", "aged " + both + " at the index date");
            }
            default -> EnumLabels.of(c.kind(), lang) + say("为", " is ") + String.join(say("或", " or "), c.values());
        };
    }

    private String times(EventCriterion c) {
        if (c.atMost().isEmpty()) {
            return say("至少 " + c.atLeast() + " 次", " at least " + c.atLeast() + " times");
        }
        int most = c.atMost().get();
        if (most == 0) {
            return say("没有", " not at all");
        }
        return say(" " + c.atLeast() + " 至 " + most + " 次", " " + c.atLeast() + " to " + most + " times");
    }

    private String measure(EventMeasure m) {
        List<String> parts = new ArrayList<>();
        parts.add(m.name());
        parts.add(m.label().in(lang));
        parts.add(kind(m));
        m.event().ifPresent(e -> parts.add(event(e)));
        m.anchor().ifPresent(a -> parts.add(say("参照：", "anchor: ") + anchor(a)));
        m.window().ifPresent(w -> parts.add(window(w, m.anchor())));
        if (m.incomplete() == EventMeasure.Incomplete.MISSING) {
            parts.add(say("时间窗未观察完整时", "if the window was not observed to its end: ")
                    + EnumLabels.of(m.incomplete(), lang));
        }
        if (!m.values().isEmpty()) {
            parts.add(say("水平：", "levels: ") + String.join(say("、", ", "), m.values()));
        }
        return String.join(say("；", "; "), parts);
    }

    private String kind(EventMeasure m) {
        String kind = EnumLabels.of(m.kind(), lang);
        if (m.kind() == MeasureKind.COST) {
            return kind + say("（", " (") + EnumLabels.of(m.component(), lang) + say("）", ")");
        }
        if (m.kind() == MeasureKind.VALUE) {
            return kind + say("（", " (") + EnumLabels.of(m.which(), lang) + say("）", ")");
        }
        if (m.kind() == MeasureKind.RECURRENT && m.cleanDays() > 0) {
            return kind + say("（间隔 " + m.cleanDays() + " 天内不另计）", " (none counted for " + m.cleanDays() + " days)");
        }
        return kind;
    }

    private String features(FeatureSet f) {
        return String.join(
                say("；", "; "),
                f.name(),
                f.label().in(lang),
                say(
                        "最常见的 " + f.top() + " 个" + EnumLabels.of(f.domain(), lang) + "，按"
                                + EnumLabels.of(f.code(), lang) + "，取" + EnumLabels.of(f.value(), lang),
                        "the " + f.top() + " most frequent of " + EnumLabels.of(f.domain(), lang) + ", by "
                                + EnumLabels.of(f.code(), lang) + ", as " + EnumLabels.of(f.value(), lang)),
                window(f.window(), Optional.empty()));
    }

    private String labels(List<? extends Enum<?>> constants) {
        return constants.stream().map(c -> EnumLabels.of(c, lang)).collect(Collectors.joining(say("、", ", ")));
    }

    private String say(String zh, String en) {
        return Text.of(zh, en).in(lang);
    }

    private static String number(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
