package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.data.quality.FitResult;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** Whether the data are fit for what the evaluation needs. */
record GovernanceFit(GovernanceWords w) {

    List<Block> blocks() {
        Blocks b = new Blocks(w.lang());
        b.chapter("对评价目的的适用性", "Fitness for purpose");
        if (w.report().fit().isEmpty()) {
            b.para(
                    "没有给出评价方案，未作适用性判断。给出方案后重新运行即可得到。",
                    "No plan was given, so fitness for purpose was not judged. Run again with a plan to have it.");
            return b.list();
        }
        b.para(
                "⟦t-fit⟧把数据与评价方案的需要逐项对照：必需字段是否填写，概念集的编码是否各年都有，观察时间是否够长，机构是否都有记录。无法判断者不作适用论。",
                "⟦t-fit⟧ lays the data beside what the plan needs: whether needed fields are filled, whether codes occur in every year, whether people are observed long enough, whether every site has records. What cannot be judged is never called fit.");
        List<Row> rows = new ArrayList<>();
        FitResult.Kind kind = FitResult.Kind.SITES;
        for (FitResult fit : w.report().fit()) {
            if (rows.isEmpty() || fit.kind() != kind) {
                kind = fit.kind();
                rows.add(Row.group(w.fitKind(kind), 4));
            }
            rows.add(row(fit));
        }
        b.table(
                "t-fit",
                w.t("适用性判断", "Fitness for purpose"),
                List.of(
                        Column.left(w.t("需要", "Need"), 3),
                        Column.left(w.t("发现", "Found"), 3.2),
                        Column.right(w.t("要求", "Needed"), 0.9),
                        Column.center(w.t("判断", "Verdict"), 0.9)),
                rows,
                List.of(w.t(
                        "人数不超过政策参数包规定的小计数者不显示。", "Numbers of people up to the policy pack's limit are not shown.")));
        return b.list();
    }

    private Row row(FitResult fit) {
        return Row.cells(
                Cell.of(w.t(fit.about())),
                Cell.of(found(fit)),
                Cell.of(fit.needed().isPresent() ? "≥" + w.share(fit.needed().getAsDouble()) : Numbers.ABSENT),
                fit.verdict() == FitResult.Verdict.FIT
                        ? Cell.of(w.verdict(fit.verdict()))
                        : Cell.bold(w.verdict(fit.verdict())));
    }

    private String found(FitResult fit) {
        List<String> parts = new ArrayList<>();
        fit.share().ifPresent(share -> parts.add(w.share(share)));
        if (fit.kind() == FitResult.Kind.CONCEPT_SET) {
            fit.records().ifPresent(n -> parts.add(w.t(w.count(n) + " 条记录", w.count(n) + " records")));
            fit.persons().ifPresent(n -> parts.add(w.t(w.count(n) + " 人", w.count(n) + " persons")));
        }
        if (!fit.years().isEmpty()) {
            parts.add(fit.years().stream()
                    .map(y -> y.year() + w.t("：", ": ") + w.count(y.records()))
                    .collect(Collectors.joining(w.t("，", ", "))));
        }
        if (!fit.finding().isBlank()) {
            parts.add(w.t(fit.finding()));
        }
        return parts.isEmpty() ? Numbers.ABSENT : String.join(w.t("；", "; "), parts);
    }
}
