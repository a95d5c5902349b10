package org.steelyard.report.internal.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.openpdf.text.DocumentException;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;
import org.steelyard.report.internal.scene.Scene;
import org.w3c.dom.Document;
import org.xhtmlrenderer.pdf.DefaultPDFCreationListener;
import org.xhtmlrenderer.pdf.ITextFontResolver;
import org.xhtmlrenderer.pdf.ITextRenderer;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** From XHTML and charts to pages. */
public final class PdfPages {

    private static final double POINTS_PER_INCH = 72;

    private PdfPages() {}

    /** @param language such as zh-CN */
    public record Info(String title, String authors, LocalDate date, String language) {}

    public static byte[] render(String xhtml, Map<String, Scene> scenes, Info info) {
        PdfFonts fonts = PdfFonts.load();
        ITextRenderer renderer = new ITextRenderer();
        ITextFontResolver resolver = renderer.getFontResolver();
        resolver.addFont(fonts.regular(), "fonts/NotoSansSC-Regular.ttf", "Noto Sans SC");
        resolver.addFont(fonts.bold(), "fonts/NotoSansSC-Bold.ttf", "Noto Sans SC");
        double dotsPerInch = renderer.getDotsPerPoint() * POINTS_PER_INCH;
        renderer.getSharedContext().setReplacedElementFactory(new ChartElements(scenes, fonts, dotsPerInch));
        renderer.getSharedContext().setLineBreakingStrategy(new LineBreaks());
        renderer.setPDFVersion("1.7");
        // Object streams would hide the identifiers that PdfBytes settles; page contents are compressed all the same.
        renderer.setCompressionEnabled(false);
        renderer.setListener(new Metadata(info));
        renderer.setDocument(parse(xhtml), "");
        renderer.layout();
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);
        try {
            renderer.createPDF(out);
        } catch (DocumentException e) {
            throw new IllegalStateException("the report could not be laid out as PDF", e);
        }
        return PdfBytes.settle(out.toByteArray());
    }

    private static Document parse(String xhtml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the report's markup is not well-formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dates come from the document, not from the clock. */
    private static final class Metadata extends DefaultPDFCreationListener {

        private final Info info;

        Metadata(Info info) {
            this.info = info;
        }

        @Override
        public void onClose(ITextRenderer renderer) {
            PdfWriter writer = Objects.requireNonNull(renderer.getWriter(), "the PDF is still open");
            PdfString date = new PdfString("D:" + info.date().toString().replace("-", "") + "000000Z");
            PdfDictionary properties = writer.getInfo();
            properties.put(PdfName.CREATIONDATE, date);
            properties.put(PdfName.MODDATE, date);
            properties.put(PdfName.TITLE, new PdfString(info.title(), PdfString.TEXT_UNICODE));
            properties.put(PdfName.AUTHOR, new PdfString(info.authors(), PdfString.TEXT_UNICODE));
            properties.put(PdfName.CREATOR, new PdfString("Steelyard"));
            writer.getExtraCatalog().put(PdfName.LANG, new PdfString(info.language()));
        }
    }
}
