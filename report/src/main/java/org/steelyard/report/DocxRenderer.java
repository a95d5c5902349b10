package org.steelyard.report;

import java.util.Map;
import org.steelyard.report.document.Document;
import org.steelyard.report.internal.DocumentCheck;
import org.steelyard.report.internal.docx.DocxFile;

/**
 * Writes a document for word processors: named styles, numbered headings and captions, fields for contents and cross
 * references that the reader's program can update, tables whose head is repeated. The same document gives the same bytes.
 */
public final class DocxRenderer {

    private DocxRenderer() {}

    /** @throws org.steelyard.kernel.SteelyardException when the document is not whole */
    public static byte[] render(Document document) {
        DocumentCheck.check(document);
        return render(document, Figures.pngs(document));
    }

    static byte[] render(Document document, Map<String, ChartRenderer.Png> pictures) {
        return DocxFile.write(document, pictures);
    }
}
