package org.steelyard.report.compose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.kernel.Lang;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Cover;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Fact;

/**
 * Writes the data governance report (数据治理报告): sources, identities, steps, standard tables, quality, fitness for purpose,
 * traceability, limits.
 */
public final class GovernanceReportComposer {

    private GovernanceReportComposer() {}

    /**
     * Pure: the same report and date give the same document.
     *
     * @param date of the report; also the creation date written into the files
     */
    public static Document compose(GovernanceReport report, LocalDate date, Lang lang) {
        GovernanceWords w = new GovernanceWords(report, lang);
        GovernanceQuality quality = new GovernanceQuality(w);
        GovernanceSteps steps = new GovernanceSteps(w);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Contents());
        blocks.addAll(new GovernanceSummary(w).blocks());
        blocks.addAll(steps.sources());
        blocks.addAll(steps.identities());
        blocks.addAll(steps.steps());
        blocks.addAll(steps.standard());
        blocks.addAll(quality.blocks());
        blocks.addAll(new GovernanceFit(w).blocks());
        blocks.addAll(steps.trace());
        blocks.addAll(quality.appendix());
        blocks.addAll(steps.digests());
        return new Document(lang, cover(w, date), blocks);
    }

    private static Cover cover(GovernanceWords w, LocalDate date) {
        GovernanceReport report = w.report();
        List<Fact> facts = new ArrayList<>();
        report.protocol().ifPresent(plan -> {
            facts.add(Fact.of(w.t("评价编号", "Evaluation"), plan.id()));
            facts.add(Fact.of(w.t("方案版本", "Plan version"), plan.version()));
            facts.add(Fact.of(
                    w.t("方案摘要值（SHA-256）", "Plan digest (SHA-256)"),
                    plan.digest().hex()));
        });
        facts.add(Fact.of(w.t("数据来源", "Sources"), w.files(report.sources().size())));
        facts.add(Fact.of(
                w.t("来源记录数", "Source records"),
                w.count(report.sources().stream().mapToLong(s -> s.rows()).sum())));
        facts.add(Fact.of(
                w.t("标准表记录数", "Standard records"),
                w.count(report.tables().stream().mapToLong(t -> t.rows()).sum())));
        facts.add(Fact.of(w.t("程序版本", "Program"), report.program()));
        String title = w.t(report.title());
        String other =
                w.lang() == Lang.ZH ? report.title().en() : report.title().zh();
        return new Cover(
                w.t("数据治理报告", "Data Governance Report"),
                title,
                other.equals(title) ? "" : other,
                List.of(),
                List.of(),
                date,
                facts,
                status(w));
    }

    private static String status(GovernanceWords w) {
        QualityReport.Tally tally = w.report().quality().tally();
        return w.t(
                "质量检查：判断 " + w.count(tally.judged()) + " 项，通过 " + w.count(tally.pass()) + " 项，未通过 "
                        + w.count(tally.fail()) + " 项" + (tally.error() > 0 ? "，执行失败 " + tally.error() + " 项" : ""),
                "Quality checks: " + w.count(tally.judged()) + " judged, " + w.count(tally.pass()) + " passed, "
                        + w.count(tally.fail()) + " failed"
                        + (tally.error() > 0 ? ", " + tally.error() + " broken" : ""));
    }
}
