package org.steelyard.protocol.internal;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceFormat;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.event.CohortColumns;
import org.steelyard.protocol.event.ConceptItem;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventAnchor;
import org.steelyard.protocol.event.EventArm;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventCohort.CohortDesign;
import org.steelyard.protocol.event.EventCriterion;
import org.steelyard.protocol.event.EventCriterion.CriterionKind;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.FollowUp.EndAnchor;
import org.steelyard.protocol.event.StudyPeriod;

/** The cohort section and its concept sets. */
final class EventCohortCheck {

    private static final Set<EventDomain> VALUED =
            Set.of(EventDomain.MEASUREMENT, EventDomain.OBSERVATION, EventDomain.VISIT);
    private static final Set<MeasureKind> OF_OUTCOMES = Set.of(
            MeasureKind.ANY,
            MeasureKind.COUNT,
            MeasureKind.TIME_TO_EVENT,
            MeasureKind.RECURRENT,
            MeasureKind.COST,
            MeasureKind.INPATIENT_DAYS,
            MeasureKind.VALUE,
            MeasureKind.READMISSION);
    private static final Set<MeasureKind> NOT_OF_COVARIATES =
            Set.of(MeasureKind.TIME_TO_EVENT, MeasureKind.RECURRENT, MeasureKind.READMISSION);
    private static final Set<MeasureKind> OF_EVENTS = Set.of(
            MeasureKind.ANY, MeasureKind.COUNT, MeasureKind.TIME_TO_EVENT, MeasureKind.RECURRENT, MeasureKind.VALUE);
    private static final Set<MeasureKind> OF_THE_INDEX = Set.of(
            MeasureKind.AGE,
            MeasureKind.SEX,
            MeasureKind.INDEX_YEAR,
            MeasureKind.INDEX_MONTH,
            MeasureKind.INSURANCE,
            MeasureKind.INSTITUTION_LEVEL);

    private final PlanContext context;
    private final List<String> sets;

    private EventCohortCheck(PlanContext context) {
        this.context = context;
        sets = context.plan().conceptSets().stream().map(ConceptSet::id).toList();
    }

    static void check(PlanContext context) {
        EventCohortCheck check = new EventCohortCheck(context);
        check.conceptSets();
        check.sources();
        context.plan().cohort().ifPresent(check::cohort);
    }

    private void conceptSets() {
        List<ConceptSet> all = context.plan().conceptSets();
        context.unique(all, ConceptSet::id, "conceptSets", ".id");
        for (int i = 0; i < all.size(); i++) {
            List<ConceptItem> items = all.get(i).items();
            String at = "conceptSets[" + i + "]";
            for (int k = 0; k < items.size(); k++) {
                item(items.get(k), at + ".items[" + k + "]");
            }
            if (items.stream().allMatch(ConceptItem::exclude)) {
                badSet(at + ".items", "至少要有一条不是 exclude 的条目", "at least one line must take something in");
            }
        }
    }

    private void item(ConceptItem item, String at) {
        long ways = Stream.of(item.code(), item.prefix(), item.concept())
                .filter(Optional::isPresent)
                .count();
        if (ways != 1) {
            badSet(at, "code、prefix、concept 须写且只写一个", "exactly one of code, prefix and concept is given");
        }
        if (item.descendants() && item.concept().isEmpty()) {
            badSet(at + ".descendants", "descendants 只用于 concept", "descendants goes with concept");
        }
        if (item.system().isPresent() && item.concept().isPresent()) {
            badSet(at + ".system", "system 只用于 code 和 prefix", "system goes with code and prefix");
        }
    }

    private void sources() {
        List<Source> all = context.plan().data().sources();
        boolean cohort = context.plan().cohort().isPresent();
        for (int i = 0; i < all.size(); i++) {
            if (isOfEvents(all.get(i)) && !cohort) {
                bad(
                        "data.sources[" + i + "].format",
                        "事件表来源须有 cohort 一节说明如何构建队列",
                        "a source of event tables needs a cohort section");
            }
        }
    }

    private boolean isOfEvents(Source source) {
        Optional<String> trial = context.plan().analysis().benchmark().map(Benchmark::source);
        return source.format() != SourceFormat.TABLE
                && trial.filter(source.id()::equals).isEmpty();
    }

    private void cohort(EventCohort cohort) {
        origin(cohort);
        period(cohort.period(), "cohort.period");
        design(cohort);
        cohort.entry().ifPresent(e -> selector(e, "cohort.entry"));
        window(cohort.trials().entryWindow(), "cohort.trials.entryWindow");
        arm(cohort.treated(), "cohort.treated");
        arm(cohort.control(), "cohort.control");
        if (cohort.followUp().endAnchor() == EndAnchor.STUDY_END
                && cohort.period().end().isEmpty()) {
            bad("cohort.followUp.endAnchor", "以研究结束日为终点须写 period.end", "an end at the study's end needs period.end");
        }
        criteria(cohort);
        measures(cohort);
        columns(cohort);
    }

    private void origin(EventCohort cohort) {
        List<String> ids = context.plan().data().sources().stream()
                .filter(this::isOfEvents)
                .filter(s -> s.linkedTo().isEmpty())
                .map(Source::id)
                .toList();
        if (cohort.source().isPresent()) {
            context.resolves(cohort.source().get(), ids, "cohort.source", Words.SOURCE);
        } else if (ids.size() != 1) {
            bad(
                    "cohort.source",
                    "事件表来源有 " + ids.size() + " 个，须写明用哪一个",
                    "there are " + ids.size() + " sources of event tables; say which one");
        }
        external(cohort.treated(), ids, cohort, "cohort.treated.source");
        external(cohort.control(), ids, cohort, "cohort.control.source");
    }

    private void external(EventArm arm, List<String> ids, EventCohort cohort, String at) {
        if (arm.source().isEmpty()) {
            return;
        }
        context.resolves(arm.source().get(), ids, at, Words.SOURCE);
        if (cohort.design() != CohortDesign.NEW_USER) {
            bad(at, "只有 new-user 设计的一组才可来自另一来源", "only an arm of the new-user design may come from another source");
        }
    }

    private void design(EventCohort cohort) {
        need(cohort.treated().event().isPresent(), "cohort.treated.event", "干预组须有事件", "the treated arm needs an event");
        switch (cohort.design()) {
            case NEW_USER -> {
                need(
                        cohort.control().event().isPresent(),
                        "cohort.control.event",
                        "new-user 设计的对照组须有事件",
                        "the control arm of the new-user design needs an event");
                need(cohort.entry().isEmpty(), "cohort.entry", "new-user 设计没有共同进入事件", "new users have no common entry");
            }
            case COMMON_ENTRY ->
                need(
                        cohort.entry().isPresent(),
                        "cohort.entry",
                        "common-entry 设计须写共同进入事件",
                        "the common-entry design needs its entry event");
            case REPEATED_TRIALS ->
                need(
                        cohort.period().start().isPresent()
                                && cohort.period().end().isPresent(),
                        "cohort.period",
                        "repeated-trials 设计须写 period.start 与 period.end",
                        "repeated trials need period.start and period.end");
        }
    }

    private void arm(EventArm arm, String at) {
        arm.event().ifPresent(e -> selector(e, at + ".event"));
        arm.period().ifPresent(p -> period(p, at + ".period"));
        for (int i = 0; i < arm.naive().size(); i++) {
            context.resolves(arm.naive().get(i), sets, at + ".naive[" + i + "]", Words.CONCEPT_SET);
        }
        if (!arm.naive().isEmpty() && arm.event().isEmpty()) {
            bad(at + ".naive", "没有事件的一组不需要 naive", "an arm without an event has no use for naive");
        }
    }

    private void selector(EventSelector event, String at) {
        event.concepts().ifPresent(id -> context.resolves(id, sets, at + ".concepts", Words.CONCEPT_SET));
        if (!event.visits().isEmpty() && event.domain() != EventDomain.VISIT) {
            bad(at + ".visits", "visits 只用于 domain: visit", "visits goes with domain: visit");
        }
        if (event.mainDiagnosis() && event.domain() != EventDomain.CONDITION) {
            bad(
                    at + ".mainDiagnosis",
                    "mainDiagnosis 只用于 domain: condition",
                    "mainDiagnosis goes with domain: condition");
        }
        boolean bounded = event.minimum().isPresent() || event.maximum().isPresent();
        if (bounded && !VALUED.contains(event.domain())) {
            bad(
                    at,
                    "minimum 与 maximum 只用于检验、观察和就诊（天数）",
                    "minimum and maximum go with the domains measurement, observation and visit (its days)");
        }
        ordered(event.minimum(), event.maximum(), at + ".minimum");
    }

    private void window(DayWindow window, String at) {
        if (window.from().isPresent()
                && window.to().isPresent()
                && window.from().get() > window.to().get()) {
            disorder(at);
        }
    }

    private void period(StudyPeriod period, String at) {
        Optional<LocalDate> start = period.start();
        if (start.isPresent() && period.end().filter(start.get()::isAfter).isPresent()) {
            disorder(at);
        }
    }

    private void ordered(Optional<Double> minimum, Optional<Double> maximum, String at) {
        if (minimum.isPresent() && maximum.filter(m -> m < minimum.get()).isPresent()) {
            bad(at, "minimum 大于 maximum", "minimum is above maximum");
        }
    }

    private void anchor(EventAnchor anchor, String at) {
        selector(anchor.event(), at + ".event");
        window(anchor.window(), at + ".window");
    }

    private void criteria(EventCohort cohort) {
        List<EventCriterion> in = cohort.inclusion();
        List<EventCriterion> out = cohort.exclusion();
        for (int i = 0; i < in.size(); i++) {
            criterion(in.get(i), "cohort.inclusion[" + i + "]");
        }
        for (int i = 0; i < out.size(); i++) {
            criterion(out.get(i), "cohort.exclusion[" + i + "]");
        }
        context.unique(
                Stream.concat(in.stream(), out.stream()).toList(),
                EventCriterion::id,
                "cohort.inclusion+exclusion",
                ".id");
    }

    private void criterion(EventCriterion c, String at) {
        c.event().ifPresent(e -> selector(e, at + ".event"));
        c.anchor().ifPresent(a -> anchor(a, at + ".anchor"));
        window(c.window(), at + ".window");
        boolean event = c.kind() == CriterionKind.EVENT;
        boolean age = c.kind() == CriterionKind.AGE;
        need(
                event == c.event().isPresent(),
                at + ".event",
                "event 与 kind: event 须同时写明",
                "event and kind: event go together");
        need(
                age == (c.minimum().isPresent() || c.maximum().isPresent()),
                at,
                "minimum 或 maximum 与 kind: age 须同时写明",
                "minimum or maximum and kind: age go together");
        need(
                (event || age) == c.values().isEmpty(),
                at + ".values",
                "values 用于性别、险种与机构级别，且不得为空",
                "values goes with sex, insurance and institution-level, and is not empty there");
        need(event || c.anchor().isEmpty(), at + ".anchor", "anchor 只用于 kind: event", "anchor goes with kind: event");
        need(
                c.atMost().filter(most -> most < c.atLeast()).isEmpty(),
                at + ".atMost",
                "atMost 小于 atLeast（要求没有此事件时写 atLeast: 0, atMost: 0）",
                "atMost is below atLeast (for none, write atLeast: 0, atMost: 0)");
        sexes(c, at);
        ordered(c.minimum(), c.maximum(), at + ".minimum");
    }

    private void sexes(EventCriterion c, String at) {
        boolean known = Set.of("male", "female").containsAll(c.values());
        need(c.kind() != CriterionKind.SEX || known, at + ".values", "性别只有 male 与 female", "sexes are male and female");
    }

    private void measures(EventCohort cohort) {
        for (int i = 0; i < cohort.outcomes().size(); i++) {
            String at = "cohort.outcomes[" + i + "]";
            EventMeasure m = cohort.outcomes().get(i);
            need(OF_OUTCOMES.contains(m.kind()), at + ".kind", "此算法不能作结局", "an outcome cannot be of this kind");
            measure(m, at);
        }
        for (int i = 0; i < cohort.covariates().size(); i++) {
            String at = "cohort.covariates[" + i + "]";
            EventMeasure m = cohort.covariates().get(i);
            need(
                    !NOT_OF_COVARIATES.contains(m.kind()),
                    at + ".kind",
                    "此算法不能作协变量",
                    "a covariate cannot be of this kind");
            need(
                    OF_THE_INDEX.contains(m.kind()) || m.window().isPresent(),
                    at + ".window",
                    "此协变量须写时间窗",
                    "this covariate needs a window");
            measure(m, at);
        }
        for (int i = 0; i < cohort.features().size(); i++) {
            window(cohort.features().get(i).window(), "cohort.features[" + i + "].window");
        }
    }

    private void measure(EventMeasure m, String at) {
        m.event().ifPresent(e -> selector(e, at + ".event"));
        m.window().ifPresent(w -> window(w, at + ".window"));
        m.anchor().ifPresent(a -> anchor(a, at + ".anchor"));
        boolean events = OF_EVENTS.contains(m.kind());
        need(!events || m.event().isPresent(), at + ".event", "此算法须写事件", "this kind needs an event");
        need(
                events || m.kind() == MeasureKind.COST || m.event().isEmpty(),
                at + ".event",
                "此算法不用事件",
                "this kind takes no event");
        EventDomain domain = m.event().map(EventSelector::domain).orElse(EventDomain.CLAIM);
        need(
                m.kind() != MeasureKind.COST || domain == EventDomain.CLAIM || domain == EventDomain.CLAIM_ITEM,
                at + ".event.domain",
                "费用只能取自结算（claim）或费用明细（claim-item）",
                "cost comes from the domains claim and claim-item");
        need(
                domain != EventDomain.CLAIM_ITEM || m.component() == EventMeasure.CostComponent.TOTAL,
                at + ".component",
                "费用明细只有总额",
                "fee details have the total only");
        need(
                m.kind() != MeasureKind.VALUE || m.event().isEmpty() || VALUED.contains(domain),
                at + ".event.domain",
                "值只能取自检验、观察或就诊（天数）",
                "a value comes from the domains measurement, observation and visit (its days)");
        boolean levels = m.kind() == MeasureKind.INSURANCE || m.kind() == MeasureKind.INSTITUTION_LEVEL;
        need(
                levels ? m.values().size() > 1 : m.values().isEmpty(),
                at + ".values",
                "险种与机构级别须用 values 列出至少两个水平，其他算法不写",
                "insurance and institution-level list at least two values, others none");
        need(
                m.anchor().isEmpty()
                        || (events || m.kind() == MeasureKind.COST)
                                && m.window().isPresent(),
                at + ".anchor",
                "anchor 只用于写了时间窗的事件类算法",
                "anchor goes with kinds of events that have a window");
        need(
                m.anchor().isEmpty() || m.kind() != MeasureKind.TIME_TO_EVENT && m.kind() != MeasureKind.RECURRENT,
                at + ".anchor",
                "首次发生时间与复发次数从在险期起点算起",
                "times to events and recurrences start with the time at risk");
        need(
                m.cleanDays() == 0 || m.kind() == MeasureKind.RECURRENT,
                at + ".cleanDays",
                "cleanDays 只用于 recurrent",
                "cleanDays goes with recurrent");
    }

    /** Names of columns are unique, and the dictionary asks for no others. */
    private void columns(EventCohort cohort) {
        List<String> names =
                CohortColumns.of(cohort).stream().map(Variable::name).toList();
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> !seen.add(name))
                .distinct()
                .forEach(name -> context.add(
                        ProtocolError.DUPLICATE_ID,
                        "cohort",
                        Text.of("队列中有两列都叫 " + name + "。", "Two columns of the cohort are called " + name + "."),
                        Text.of("改用另一个名称。", "Give one another name.")));
        List<Variable> variables = context.plan().variables();
        for (int i = 0; i < variables.size(); i++) {
            Variable v = variables.get(i);
            if (v.define().isEmpty()) {
                context.resolves(v.column().orElse(v.name()), names, "variables[" + i + "].column", Words.COLUMN);
            }
        }
    }

    private void need(boolean right, String at, String zh, String en) {
        if (!right) {
            bad(at, zh, en);
        }
    }

    private void bad(String at, String zh, String en) {
        context.add(
                ProtocolError.BAD_COHORT,
                at,
                Text.of("队列的写法不对：" + zh + "。", "The cohort is not right: " + en + "."),
                Text.of("按说明改正，见 docs/cohort.md。", "Correct it; see docs/cohort.md."));
    }

    private void badSet(String at, String zh, String en) {
        context.add(
                ProtocolError.BAD_CONCEPT_SET,
                at,
                Text.of("概念集的写法不对：" + zh + "。", "The concept set is not right: " + en + "."),
                Text.of("按说明改正，见 docs/cohort.md。", "Correct it; see docs/cohort.md."));
    }

    private void disorder(String at) {
        context.add(
                ProtocolError.BAD_WINDOW,
                at,
                Text.of("起点晚于终点。", "It ends before it begins."),
                Text.of("对调两端或改正数值。", "Swap its ends or correct them."));
    }
}
