package org.steelyard.report.compose;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.Stakeholders;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Cover;
import org.steelyard.report.document.Fact;

/** 封面 and 利益相关方声明. */
record FrontMatter(Context c) {

    Cover cover() {
        Protocol plan = c.plan();
        Lang other = c.lang() == Lang.ZH ? Lang.EN : Lang.ZH;
        String title = c.t(plan.title());
        String otherTitle = plan.title().in(other);
        return new Cover(
                c.t("医疗服务真实世界医保综合价值评价报告", "Real-World Value Evaluation for Medical Insurance: Report"),
                title,
                otherTitle.equals(title) ? "" : otherTitle,
                plan.authors().stream().map(a -> c.t(a.name())).toList(),
                plan.authors().stream()
                        .map(a -> c.t(a.affiliation()))
                        .filter(a -> !a.isBlank())
                        .distinct()
                        .toList(),
                completed(),
                coverFacts(),
                status());
    }

    /** The day of the run is the day of the report: a report is written from one run. */
    private LocalDate completed() {
        String startedAt = c.dossier().run().startedAt();
        try {
            return OffsetDateTime.parse(startedAt).toLocalDate();
        } catch (DateTimeParseException e) {
            return startedAt.length() >= 10
                    ? LocalDate.parse(startedAt.substring(0, 10))
                    : c.plan().date();
        }
    }

    private List<Fact> coverFacts() {
        Protocol plan = c.plan();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(c.t("评价编号", "Evaluation"), plan.id()));
        facts.add(Fact.of(c.t("方案版本", "Plan version"), plan.version()));
        facts.add(Fact.of(c.t("方案日期", "Plan date"), plan.date().toString()));
        facts.add(Fact.of(
                c.t("方案摘要值（SHA-256）", "Plan digest (SHA-256)"),
                c.dossier().plan().digest().hex()));
        plan.registration().ifPresent(r -> facts.add(Fact.of(c.t("注册号", "Registration"), r)));
        facts.add(Fact.of(c.t("政策场景", "Scenario"), c.t(plan.scenario().label())));
        facts.add(Fact.of(c.t("评价对象类型", "Type of object"), c.t(plan.objectType().label())));
        facts.add(Fact.of(c.t("管理分类", "Management class"), managementClass()));
        facts.add(Fact.of(
                c.t("政策参数包", "Policy pack"),
                c.t(c.dossier().pack().name()) + c.bracketed(c.dossier().pack().version())));
        return facts;
    }

    private String managementClass() {
        Protocol.Management m = c.plan().management();
        return String.join(c.joint(), c.t(Labels.of(m.items())), c.t(Labels.of(m.timing())), c.t(Labels.of(m.pace())));
    }

    private String status() {
        Dossier.Plan plan = c.dossier().plan();
        if (!plan.locked()) {
            return c.t("方案未锁定：本报告全部结果仅作探索之用", "The plan was not locked: all results of this report are exploratory");
        }
        return c.t(
                "方案已于分析前锁定" + plan.lockedAt().map(at -> "（" + at + "）").orElse(""),
                "The plan was locked before analysis"
                        + plan.lockedAt().map(at -> " (" + at + ")").orElse(""));
    }

    List<Block> stakeholders() {
        Stakeholders s = c.plan().stakeholders();
        Blocks b = new Blocks(c.lang());
        b.front("利益相关方声明", "Statement of stakeholders");
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                c.t("评价发起方", "Initiator"), c.t(s.initiator()) + c.bracketed(c.t(Labels.of(s.initiatorClass())))));
        facts.add(Fact.of(c.t("评价实施主体", "Implementer"), c.t(s.implementer())));
        facts.add(Fact.of(c.t("是否可信评价点", "Trusted evaluation site"), c.t(Labels.yesNo(s.trustedSite()))));
        facts.add(Fact.of(c.t("是否声明遵循管理指南", "Declared to follow the guide"), c.t(Labels.yesNo(s.followsGuide()))));
        facts.add(Fact.of(c.t("数据提供方", "Data provider"), c.t(s.dataProvider())));
        facts.add(Fact.of(
                c.t("技术或产品提供方", "Provider of the technology or product"),
                s.productProvider().map(c::t).orElse(c.t("无", "None"))));
        facts.add(Fact.of(c.t("产品或服务信息", "Product or service"), product()));
        facts.add(Fact.of(c.t("参与专家", "Experts"), experts(s)));
        facts.add(Fact.of(c.t("资金来源", "Funding"), funding(s)));
        facts.add(Fact.of(c.t("是否经内部专家评议", "Internal expert review"), c.t(Labels.yesNo(s.internalReview()))));
        facts.add(Fact.of(c.t("患者参与", "Patients"), c.t(s.patients())));
        b.facts(facts);
        String conflicts = c.t(s.conflictsOfInterest());
        b.labelled(
                c.t("利益冲突声明", "Conflicts of interest"),
                conflicts.isBlank() ? c.t("方案未作说明。", "The plan says nothing about them.") : conflicts);
        if (selfImplemented(s)) {
            b.para(
                    "评价发起方同时为实施主体，读者判断结果时应考虑其独立性。",
                    "The initiator is also the implementer; readers should weigh the results with this in mind.");
        }
        return b.list();
    }

    private boolean selfImplemented(Stakeholders s) {
        return !s.initiator().isBlank() && s.initiator().equals(s.implementer());
    }

    private String product() {
        Protocol.Intervention i = c.plan().intervention();
        String codes = String.join(c.joint(), i.codes());
        return c.t(i.name()) + c.bracketed(codes.isEmpty() ? "" : c.t("编码：", "codes: ") + codes);
    }

    private String experts(Stakeholders s) {
        return s.experts().isEmpty()
                ? c.t("无", "None")
                : s.experts().stream().map(c::t).collect(Collectors.joining(c.semicolon()));
    }

    private String funding(Stakeholders s) {
        return s.funding().isEmpty()
                ? c.t("无专项资助", "No dedicated funding")
                : s.funding().stream()
                        .map(f -> c.t(f.source()) + c.bracketed(c.t(f.amount())))
                        .collect(Collectors.joining(c.semicolon()));
    }
}
