package org.steelyard.report.internal.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.openpdf.text.DocumentException;
import org.openpdf.text.pdf.BaseFont;
import org.steelyard.report.internal.font.Fonts;

/** The program's fonts as the PDF library wants them. Made anew for every file, for they collect the letters used in it. */
record PdfFonts(BaseFont regular, BaseFont bold) {

    static PdfFonts load() {
        return new PdfFonts(load("NotoSansSC-Regular.ttf", false), load("NotoSansSC-Bold.ttf", true));
    }

    BaseFont of(boolean isBold) {
        return isBold ? bold : regular;
    }

    private static BaseFont load(String name, boolean bold) {
        try {
            return BaseFont.createFont(
                    name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, Fonts.bytes(bold), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException("the program's font " + name + " cannot be embedded", e);
        }
    }
}
