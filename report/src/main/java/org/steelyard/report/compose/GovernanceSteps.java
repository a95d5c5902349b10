package org.steelyard.report.compose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.governance.GovernanceReport.IdentityFacts;
import org.steelyard.data.governance.GovernanceReport.SourceFacts;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.standard.MappingCoverage;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;
import org.steelyard.report.document.Fact;
import org.steelyard.report.document.Span;

/** From files to standard tables: what was read, replaced, left out, mapped. */
record GovernanceSteps(GovernanceWords w) {

    List<Block> sources() {
        Blocks b = new Blocks(w.lang());
        b.chapter("数据来源", "Sources");
        b.para(
                "⟦t-sources⟧列出读取的全部文件。原始文件只读取，不改动；摘要值（SHA-256）的全文见附录，可据以核对文件未被更换。",
                "⟦t-sources⟧ lists every file that was read. Raw files are read and never changed; the appendix gives their digests (SHA-256) in full, so that anyone can see that no file was exchanged.");
        b.table(
                "t-sources",
                w.t("读取的文件", "Files that were read"),
                List.of(
                        Column.center(w.t("序号", "No."), 0.5),
                        Column.left(w.t("文件或表", "File or table"), 2.6),
                        Column.left(w.t("类型", "Kind"), 1),
                        Column.left(w.t("格式", "Format"), 1.3),
                        Column.right(w.t("记录数", "Records"), 1.2),
                        Column.left("SHA-256", 1.3)),
                w.report().sources().stream().map(this::source).toList(),
                List.of(w.t("序号即标准表中 src_file 的取值。", "The number is the value of src_file in the standard tables.")));
        List<String> notes = new ArrayList<>();
        w.report().sources().forEach(s -> s.notes().forEach(n -> notes.add(s.name() + w.t("：", ": ") + w.t(n))));
        b.bullets(notes);
        return b.list();
    }

    private Row source(SourceFacts s) {
        String format = s.encoding().isBlank() ? s.format() : s.format() + w.t("，", ", ") + s.encoding();
        return Row.of(
                String.valueOf(s.index()),
                s.name(),
                s.kind(),
                format,
                w.count(s.rows()),
                s.sha256().isBlank()
                        ? Numbers.ABSENT
                        : s.sha256().substring(0, Math.min(12, s.sha256().length())) + "…");
    }

    List<Block> identities() {
        Blocks b = new Blocks(w.lang());
        b.chapter("身份标识的处理", "Identities");
        IdentityFacts i = w.report().identities();
        if (i.method().isBlank()) {
            b.para(
                    "本次没有读取含身份标识的来源，或数据在读取之前已作去标识处理。",
                    "No source with identities was read, or the data had been de-identified before.");
            return b.list();
        }
        b.para(
                "个人标识在写入任何存储之前即替换为带密钥摘要；密钥保存在数据之外。姓名、住址、电话等直接标识不予存储。",
                "Person identifiers were replaced by keyed digests before anything was stored; the key lies outside the data. Names, addresses and telephone numbers were not stored.");
        String none = w.t("无", "none");
        b.facts(List.of(
                Fact.of(w.t("算法", "Method"), i.method() + w.t("，取前 128 位", ", first 128 bits")),
                Fact.of(w.t("密钥编号", "Key"), i.keyId() + w.t("（不泄露密钥）", " (gives nothing away of the key)")),
                Fact.of(w.t("替换为摘要的字段", "Replaced"), w.or(String.join(", ", i.digested()), none)),
                Fact.of(w.t("未存储的字段", "Dropped"), w.or(String.join(", ", i.dropped()), none)),
                Fact.of(w.t("按方案保留的字段", "Kept for the plan"), w.or(String.join(", ", i.kept()), none))));
        return b.list();
    }

    List<Block> steps() {
        Blocks b = new Blocks(w.lang());
        b.chapter("提取与清洗步骤", "Extraction and cleaning");
        List<StepCount> steps = w.report().steps();
        if (steps.isEmpty()) {
            b.para("没有记录任何清洗规则。", "No cleaning rule was recorded.");
            return b.list();
        }
        b.para(
                "⟦t-steps⟧按执行顺序列出每条规则及其前后的记录数" + (hasMoney(steps) ? "与金额" : "") + "。未改变记录数的规则也列出。",
                "⟦t-steps⟧ lists every rule in the order of execution with records "
                        + (hasMoney(steps) ? "and amounts " : "")
                        + "before and after. Rules that changed nothing are listed, too.");
        b.table(
                "t-steps",
                w.t("每条规则前后的记录数", "Records before and after each rule"),
                List.of(
                        Column.left(w.t("表", "Table"), 1.5),
                        Column.left(w.t("规则", "Rule"), 3.2),
                        Column.right(w.t("之前", "Before"), 1.4),
                        Column.right(w.t("之后", "After"), 1.4),
                        Column.right(w.t("减少", "Removed"), 1.2)),
                stepRows(steps),
                hasMoney(steps)
                        ? List.of(w.t(
                                "有金额的规则，第二行为金额（元）。", "Where a rule has amounts, they stand in the second line (yuan)."))
                        : List.of());
        return b.list();
    }

    private static boolean hasMoney(List<StepCount> steps) {
        return steps.stream().anyMatch(s -> s.amountBefore().isPresent());
    }

    private List<Row> stepRows(List<StepCount> steps) {
        List<Row> rows = new ArrayList<>();
        String step = "";
        for (StepCount s : steps) {
            if (!s.step().equals(step)) {
                step = s.step();
                rows.add(Row.group(w.step(step), 5));
            }
            rows.add(Row.cells(
                    Cell.of(s.table()),
                    Cell.of(w.t(s.what()).isBlank() ? s.rule() : w.t(s.what())),
                    Cell.of(w.count(s.rowsBefore()) + money(s.amountBefore())),
                    Cell.of(w.count(s.rowsAfter()) + money(s.amountAfter())),
                    Cell.of(removed(s))));
        }
        return rows;
    }

    private String money(Optional<BigDecimal> amount) {
        return amount.map(a -> "\n" + w.money(a)).orElse("");
    }

    private String removed(StepCount s) {
        if (s.removed() == 0) {
            return "0";
        }
        return s.rowsBefore() == 0
                ? w.count(s.removed())
                : w.count(s.removed()) + "\n" + w.percent(100.0 * s.removed() / s.rowsBefore());
    }

    List<Block> standard() {
        Blocks b = new Blocks(w.lang());
        b.chapter("标准化与编码映射", "Standard tables and mapping");
        GovernanceReport report = w.report();
        b.para(
                "数据按 OMOP CDM 5.4 的表结构存放，另加结算、明细与参保扩展表；来源编码原样保留在 *_source_value 字段中。",
                "The data stand in tables of OMOP CDM 5.4, with an extension for settlements, fee lines and insurance; codes are kept as they came in the fields *_source_value.");
        b.table(
                "t-tables",
                w.t("标准表", "Standard tables"),
                List.of(Column.left(w.t("表", "Table"), 3), Column.right(w.t("记录数", "Records"), 2)),
                report.tables().stream()
                        .map(t -> Row.of(t.table(), w.count(t.rows())))
                        .toList(),
                List.of());
        coverage(b);
        b.labelled(
                w.t("编码字典包", "Dictionary packs"),
                w.or(String.join(w.t("、", ", "), report.packs()), w.t("未使用", "none")));
        return b.list();
    }

    private void coverage(Blocks b) {
        if (w.report().coverage().isEmpty()) {
            b.para("没有编码映射信息。", "There is no information on mapping.");
            return;
        }
        b.para(
                "编码按记录发生当日有效的字典版本判断。⟦t-coverage⟧分别按记录和按不同编码统计。",
                "A code is judged by the version of the dictionary in force on its day. ⟦t-coverage⟧ counts by record and by distinct code.");
        b.table(
                "t-coverage",
                w.t("编码映射覆盖率", "Mapping coverage"),
                List.of(
                        Column.left(w.t("字段与编码体系", "Field and code system"), 3),
                        Column.right(w.t("记录数", "Records"), 1.2),
                        Column.right(w.t("字典有效", "In force"), 1),
                        Column.right(w.t("已失效", "Out of force"), 1),
                        Column.right(w.t("标准概念", "Standard"), 1),
                        Column.right(w.t("不同编码", "Codes"), 0.9),
                        Column.right(w.t("其中有效", "In force"), 1)),
                w.report().coverage().stream().map(this::coverage).toList(),
                List.of(w.t("百分比以记录数（末列以不同编码数）为分母。", "Percentages are of records; in the last column, of codes.")));
    }

    private Row coverage(MappingCoverage c) {
        return Row.of(
                c.table() + "." + c.field() + (c.vocabulary().isBlank() ? "" : "\n" + c.vocabulary()),
                w.count(c.records()),
                of(c.inForce(), c.records()),
                of(c.outOfForce(), c.records()),
                of(c.standard(), c.records()),
                w.count(c.codes()),
                of(c.codesInForce(), c.codes()));
    }

    private String of(long part, long whole) {
        return whole == 0 ? Numbers.ABSENT : w.percent(100.0 * part / whole);
    }

    List<Block> trace() {
        Blocks b = new Blocks(w.lang());
        b.chapter("可追溯性", "Traceability");
        b.para(
                "标准表的每一行都带有来源文件序号（src_file）和来源行号（src_row），与⟦t-sources⟧对应；规则 DQ26 检查这两个字段没有缺失。",
                "Every standard row holds the number of its source file (src_file) and its row there (src_row), as numbered in ⟦t-sources⟧; rule DQ26 checks that neither is missing.");
        b.add(Block.Paragraph.of(
                Span.plain(w.t(
                        "查看某项检查未通过的行（只显示假名、文件与行号）：",
                        "To see the rows that fail a check, by pseudonym, file and row only: ")),
                Span.code("steelyard data check DIR --show ID")));
        b.add(Block.Paragraph.of(
                Span.plain(w.t("抽取供来源核对的随机样本：", "To draw a random sample for verification against the source: ")),
                Span.code("steelyard data check DIR --audit 100")));
        b.chapter("局限", "Limits");
        b.bullets(w.report().limits().stream().map(w::t).toList());
        return b.list();
    }

    List<Block> digests() {
        Blocks b = new Blocks(w.lang());
        b.front("附录二 文件摘要值", "Appendix 2. Digests of files");
        for (SourceFacts s : w.report().sources()) {
            if (!s.sha256().isBlank()) {
                b.add(Block.Paragraph.of(Span.plain(s.index() + "  " + s.name() + "  "), Span.code(s.sha256())));
            }
        }
        return b.list();
    }
}
