package org.steelyard.data.raw.internal;

import java.util.Optional;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.data.identity.IdentityScanner;
import org.steelyard.data.identity.KnownColumns.Suspicion;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** What the values of one stored column show: identities that nobody declared, and what a spreadsheet would compute. */
final class ColumnScan {

    private final String column;
    private final Optional<IdentityScanner> scanner;
    private long formulas;

    ColumnScan(ColumnPlan plan) {
        column = plan.column().name();
        scanner = plan.isScanned() ? Optional.of(new IdentityScanner(column)) : Optional.empty();
    }

    void accept(byte[] cell, int from, int to, long row) {
        if (from == to) {
            return;
        }
        if (Formulas.isFormula(cell, from, to)) {
            formulas++;
        }
        if (scanner.isPresent()) {
            scanner.get().accept(cell, from, to, row);
        }
    }

    long formulas() {
        return formulas;
    }

    void report(String file, Problems problems) {
        report(column, scanner.flatMap(IdentityScanner::finding), file, problems);
    }

    static void report(String column, Optional<IdentityScanner.Finding> finding, String file, Problems problems) {
        finding.ifPresent(f -> report(column, f, file, problems));
    }

    private static void report(String column, IdentityScanner.Finding finding, String file, Problems problems) {
        boolean text = finding.suspicion() == Suspicion.FREE_TEXT;
        Text what = words(finding.suspicion());
        String zh = "该列像是含有" + what.zh() + "（" + finding.cells() + " 个单元格），而方案与映射都没有声明如何处理";
        String en = "the column seems to hold " + what.en() + " (" + finding.cells()
                + " cells), and neither plan nor mapping declares what happens to it";
        problems.add(
                text ? IdentityError.UNDECLARED_FREE_TEXT : IdentityError.UNDECLARED_IDENTITY,
                Place.of(file, finding.firstRow(), column),
                Text.of(zh, en),
                text
                        ? Text.of(
                                "在映射中声明：剔除、遮盖后保留，或在方案 keep 中写明用途",
                                "declare in the mapping: drop it, mask it, or name its use under keep of the plan")
                        : Text.of(
                                "在映射中声明：人员标识（摘要）、剔除，或在方案 keep 中写明用途",
                                "declare in the mapping: a person's key (digested) or dropped; or name its use under keep of the plan"));
    }

    static Text words(Suspicion suspicion) {
        return switch (suspicion) {
            case CERTIFICATE -> Text.of("证件号码", "identity numbers");
            case TELEPHONE -> Text.of("电话号码", "telephone numbers");
            case NAME -> Text.of("人名", "names of people");
            case ADDRESS -> Text.of("住址", "addresses");
            case FREE_TEXT -> Text.of("自由文本", "free text");
        };
    }
}
