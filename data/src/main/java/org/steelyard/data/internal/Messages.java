package org.steelyard.data.internal;

import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.data.DataError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;

/** What is said about rows and values. Row numbers and texts of the plan only: never a value of the file. */
public final class Messages {

    private static final int LISTED = 20;

    private Messages() {}

    /**
     * @param count how many rows in all
     * @param first the first of them, ascending
     */
    public record Rows(long count, List<Long> first) {

        public Rows {
            first = List.copyOf(first);
        }

        public long firstRow() {
            return first.getFirst();
        }

        public String zh() {
            String list = first.stream().map(String::valueOf).collect(Collectors.joining("、"));
            return "第 " + list + " 行" + (count > first.size() ? "等" : "") + "，共 " + count + " 行";
        }

        public String en() {
            String list = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return (count == 1 ? "row " : "rows ") + list + (count > first.size() ? " and more" : "") + ", " + count
                    + " in all";
        }
    }

    private static Text about(String zh, String en, Rows rows) {
        return Text.of(zh + "（" + rows.zh() + "）", en + " (" + rows.en() + ")");
    }

    public static Text structure(DataError error, Rows rows) {
        return error == DataError.BLANK_ROW
                ? about("数据中间有空行", "there is an empty row amid the data", rows)
                : about("该行的字段数与表头不一致", "the row has another number of fields than the header", rows);
    }

    public static Text structureRemedy(DataError error) {
        return error == DataError.BLANK_ROW
                ? Text.of("删去空行；表格末尾的空行可以保留", "delete empty rows; those at the very end may stay")
                : Text.of(
                        "补齐或删去多余的分隔符；含分隔符的文本须用双引号括起来",
                        "add or remove separators; put a text that holds a separator in double quotes");
    }

    public static Text noRows() {
        return Text.of("文件只有表头，没有数据行", "the file has a header but no rows");
    }

    public static Text noRowsRemedy() {
        return Text.of("检查导出条件，至少需要一行数据", "check how it was exported; at least one row is needed");
    }

    public static Text duplicatePerson(Rows rows) {
        return about("同一标识出现在多行；分析表要求一人一行", "one person has several rows; the table must have one row a person", rows);
    }

    public static Text duplicatePersonRemedy() {
        return Text.of(
                "在数据准备时合并或去重，并在方案的数据清洗（data.cleaning）中写明规则",
                "merge or remove them when preparing the data, and state the rule under data.cleaning of the plan");
    }

    static Text value(DataError error, Rows rows, Typer typer) {
        Variable v = typer.variable;
        return switch (error) {
            case UNDECLARED_MISSING ->
                about("单元格为空，而空值未声明为缺失", "cells are empty, but empty is not declared as missing", rows);
            case NOT_A_NUMBER ->
                about(
                        "不是数值；允许如 12、-0.5、1e3 的半角数字，不含千分位逗号、单位、百分号" + missing(typer, "；缺失编码："),
                        "not a number; plain digits such as 12, -0.5, 1e3 are allowed, without thousands separators, units"
                                + " or percent signs" + missing(typer, "; missing codes: "),
                        rows);
            case NOT_AN_INTEGER -> about("应为整数，却有小数", "a whole number is needed, but there is a fraction", rows);
            case NOT_A_DATE ->
                about(
                        "不是日期；允许 2024-01-31、20240131、2024/1/31、2024年1月31日（1800–2299 年）",
                        "not a date; 2024-01-31, 20240131, 2024/1/31 and 2024年1月31日 are allowed, years 1800 to 2299",
                        rows);
            case UNDECLARED_VALUE ->
                about(
                        "取值不在变量字典中；允许：" + list(Typer.allowed(v)) + missing(typer, "；缺失编码："),
                        "the value is not in the dictionary; allowed: " + list(Typer.allowed(v))
                                + missing(typer, "; missing codes: "),
                        rows);
            case OUT_OF_RANGE -> about("超出合理范围 " + range(v), "outside the plausible range " + range(v), rows);
            case NEGATIVE_TIME -> about("随访时间为负", "the follow-up time is negative", rows);
            case MISSING_IDENTIFIER -> about("人员标识缺失", "the person's identifier is missing", rows);
            default -> throw new IllegalArgumentException("not about a value: " + error);
        };
    }

    static Text valueRemedy(DataError error, Variable v) {
        return switch (error) {
            case UNDECLARED_MISSING ->
                Text.of(
                        "若空值确为缺失，在 data.missing 或变量“" + v.name() + "”的 missing 中加入 \"\"；否则补齐数据",
                        "if empty means missing, add \"\" to data.missing or to missing of variable \"" + v.name()
                                + "\"; otherwise complete the data");
            case NOT_A_NUMBER, NOT_A_DATE ->
                Text.of(
                        "改正数据，或把表示缺失的编码写入变量“" + v.name() + "”的 missing，或用 recode 转换",
                        "correct the data, declare a code for missing under missing of variable \"" + v.name()
                                + "\", or translate it with recode");
            case NOT_AN_INTEGER -> Text.of("改正数据，或把类型改为 number", "correct the data, or make the type number");
            case UNDECLARED_VALUE ->
                Text.of(
                        "在变量“" + v.name() + "”的 levels、yes、no、missing 或 recode 中声明该取值，或改正数据",
                        "declare it under levels, yes, no, missing or recode of variable \"" + v.name()
                                + "\", or correct the data");
            case OUT_OF_RANGE ->
                Text.of("核对这些行与单位；确属合理则放宽 minimum/maximum", "check rows and units; if right, widen minimum/maximum");
            case NEGATIVE_TIME ->
                Text.of("核对时间零点与结局日期，改正后重新导出", "check time zero and the date of the outcome, and export again");
            case MISSING_IDENTIFIER -> Text.of("每一行都须有人员标识", "every row needs an identifier");
            default -> throw new IllegalArgumentException("not about a value: " + error);
        };
    }

    private static String missing(Typer typer, String lead) {
        return typer.missing.isEmpty() ? "" : lead + list(List.copyOf(typer.missing));
    }

    private static String range(Variable v) {
        return "[" + v.minimum().map(Cell::canonical).orElse("−∞") + ", "
                + v.maximum().map(Cell::canonical).orElse("∞") + "]";
    }

    private static String list(List<String> texts) {
        String some = texts.stream().limit(LISTED).map(t -> "'" + t + "'").collect(Collectors.joining(", "));
        return texts.isEmpty() ? "∅" : texts.size() > LISTED ? some + ", …" : some;
    }
}
