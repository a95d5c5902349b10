package org.steelyard.report.internal.docx;

import org.steelyard.report.document.Block;

/** Bar and tint of paragraphs that stand out. */
final class DocxFrame {

    private DocxFrame() {}

    static String of(Block.Level level) {
        return switch (level) {
            case INFO -> frame("0B62A4", "EEF5FB");
            case WARNING -> frame("C98A00", "FDF6E3");
            case BAD -> frame("B3261E", "FCEFEE");
        };
    }

    private static String frame(String bar, String tint) {
        return "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"" + bar
                + "\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"" + tint + "\"/>";
    }
}
