package org.steelyard.report.compose;

import java.math.BigDecimal;
import java.util.Locale;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.FitResult;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** The report, its language, and the words and numbers that all its sections share. */
record GovernanceWords(GovernanceReport report, Lang lang) {

    String t(Text text) {
        return text.in(lang);
    }

    String t(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    String count(long n) {
        return new Numbers(lang).count(n);
    }

    String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount).replace('-', '\u2212');
    }

    /** A percentage of a check: as many decimals as tell a small one from none. */
    String percent(double percent) {
        if (percent == 0 || percent == 100) {
            return (int) percent + "%";
        }
        if (percent < 0.01) {
            return "<0.01%";
        }
        return percent > 99.99 ? ">99.99%" : String.format(Locale.ROOT, "%.2f%%", percent);
    }

    String share(double share) {
        return percent(100 * share);
    }

    String files(int n) {
        return t(n + " 个文件或表", n + (n == 1 ? " file or table" : " files or tables"));
    }

    String status(CheckResult.Status status) {
        return switch (status) {
            case PASS -> t("通过", "passed");
            case FAIL -> t("未通过", "failed");
            case NOT_APPLICABLE -> t("不适用", "not applicable");
            case ERROR -> t("执行失败", "broken");
        };
    }

    String severity(Check.Severity severity) {
        return switch (severity) {
            case ERROR -> t("错误", "error");
            case WARNING -> t("警告", "warning");
            case INFO -> t("提示", "note");
        };
    }

    String category(Check.Category category) {
        return switch (category) {
            case CONFORMANCE -> t("符合性", "Conformance");
            case COMPLETENESS -> t("完整性", "Completeness");
            case PLAUSIBILITY -> t("合理性", "Plausibility");
        };
    }

    String subcategory(Check.Subcategory subcategory) {
        return switch (subcategory) {
            case VALUE -> t("取值", "value");
            case RELATIONAL -> t("关系", "relational");
            case COMPUTATIONAL -> t("计算", "computational");
            case COMPLETENESS -> "";
            case ATEMPORAL -> t("非时间", "atemporal");
            case TEMPORAL -> t("时间", "temporal");
        };
    }

    String reason(CheckResult.Reason reason) {
        return switch (reason) {
            case TABLE_ABSENT -> t("没有这张表", "the table is not there");
            case FIELD_ABSENT -> t("没有这个字段", "the field is not there");
            case NO_ROWS -> t("没有可判断的记录", "no record to judge");
            case TOO_FEW -> t("记录太少，无法判断", "too few records");
        };
    }

    String verdict(FitResult.Verdict verdict) {
        return switch (verdict) {
            case FIT -> t("适用", "fit");
            case LIMITED -> t("有限适用", "limited");
            case UNFIT -> t("不适用", "unfit");
            case UNKNOWN -> t("无法判断", "unknown");
        };
    }

    String fitKind(FitResult.Kind kind) {
        return switch (kind) {
            case FIELD -> t("必需字段的完整性", "Completeness of needed fields");
            case CONCEPT_SET -> t("概念集的编码覆盖", "Codes of concept sets");
            case FOLLOW_UP -> t("观察时间", "Time under observation");
            case SITES -> t("机构", "Sites");
        };
    }

    String step(String step) {
        return switch (step) {
            case "intake" -> t("读取", "Reading");
            case "standardise" -> t("标准化", "Standardising");
            default -> step;
        };
    }

    String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
