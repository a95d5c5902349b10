package org.steelyard.report.internal.docx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.steelyard.kernel.Lang;
import org.steelyard.report.ChartRenderer.Png;
import org.steelyard.report.document.Document;
import org.steelyard.report.internal.scene.Xml;

/** All parts of the file, zipped with fixed times. */
public final class DocxFile {

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String WORD = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private DocxFile() {}

    /** @param pictures by id of figure */
    public static byte[] write(Document document, Map<String, Png> pictures) {
        DocxBody.Result body = DocxBody.of(document, pictures);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", utf8(contentTypes()));
        parts.put("_rels/.rels", utf8(rootRelations()));
        parts.put("word/document.xml", utf8(main(body.xml())));
        parts.put("word/_rels/document.xml.rels", utf8(relations(body)));
        parts.put("word/styles.xml", utf8(styles(document.lang())));
        parts.put("word/numbering.xml", utf8(DocxNumbering.xml(body.orderedLists())));
        parts.put("word/settings.xml", utf8(settings(document.lang())));
        parts.put("word/header1.xml", utf8(header(document.cover().title())));
        parts.put("word/footer1.xml", utf8(footer()));
        parts.put("docProps/core.xml", utf8(properties(document)));
        for (int i = 0; i < body.images().size(); i++) {
            Png png = pictures.get(body.images().get(i));
            if (png != null) {
                parts.put("word/media/image" + (i + 1) + ".png", png.bytes());
            }
        }
        return zip(parts);
    }

    private static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(EPOCH);
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String contentTypes() {
        String word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
        return DECLARATION + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Default Extension=\"png\" ContentType=\"image/png\"/>"
                + override("/word/document.xml", word + "document.main+xml")
                + override("/word/styles.xml", word + "styles+xml")
                + override("/word/numbering.xml", word + "numbering+xml")
                + override("/word/settings.xml", word + "settings+xml")
                + override("/word/header1.xml", word + "header+xml")
                + override("/word/footer1.xml", word + "footer+xml")
                + override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
                + "</Types>";
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
    }

    private static String rootRelations() {
        return DECLARATION + "<Relationships xmlns=\"" + PACKAGE + "relationships\">"
                + relation("main", OFFICE + "/officeDocument", "word/document.xml")
                + relation("core", PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml")
                + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String relations(DocxBody.Result body) {
        StringBuilder out = new StringBuilder(DECLARATION + "<Relationships xmlns=\"" + PACKAGE + "relationships\">")
                .append(relation("styles", OFFICE + "/styles", "styles.xml"))
                .append(relation("numbering", OFFICE + "/numbering", "numbering.xml"))
                .append(relation("settings", OFFICE + "/settings", "settings.xml"))
                .append(relation("header", OFFICE + "/header", "header1.xml"))
                .append(relation("footer", OFFICE + "/footer", "footer1.xml"));
        for (int i = 1; i <= body.images().size(); i++) {
            out.append(relation("image" + i, OFFICE + "/image", "media/image" + i + ".png"));
        }
        for (int i = 0; i < body.addresses().size(); i++) {
            out.append("<Relationship Id=\"link")
                    .append(i + 1)
                    .append("\" Type=\"" + OFFICE + "/hyperlink\" TargetMode=\"External\" Target=\"")
                    .append(Xml.escape(body.addresses().get(i)))
                    .append("\"/>");
        }
        return out.append("</Relationships>").toString();
    }

    private static String main(String body) {
        return DECLARATION + "<w:document " + WORD + " xmlns:r=\"" + OFFICE
                + "\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
                + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
                + " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>\n"
                + body
                + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>"
                + "<w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
                + "<w:pgMar w:top=\"1417\" w:right=\"1247\" w:bottom=\"1304\" w:left=\"1247\" w:header=\"794\""
                + " w:footer=\"680\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>";
    }

    private static String styles(Lang lang) {
        String name = "/org/steelyard/report/docx-styles.xml";
        try (InputStream in = DocxFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its part " + name);
            }
            String indent = lang == Lang.ZH ? "<w:ind w:firstLineChars=\"200\" w:firstLine=\"420\"/>" : "";
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("<!--first-line-->", indent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(Lang lang) {
        String language = lang == Lang.ZH ? "zh-CN" : "en-GB";
        return DECLARATION + "<w:settings " + WORD + "><w:defaultTabStop w:val=\"420\"/>"
                + "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting"
                + " w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
                + "<w:themeFontLang w:val=\"" + (lang == Lang.ZH ? "en-US" : language)
                + "\" w:eastAsia=\"zh-CN\"/></w:settings>";
    }

    private static String header(String title) {
        return DECLARATION + "<w:hdr " + WORD + ">" + Ooxml.paragraph("Header", "", Ooxml.run(title)) + "</w:hdr>";
    }

    private static String footer() {
        return DECLARATION + "<w:ftr " + WORD + ">" + Ooxml.paragraph("Footer", "", Ooxml.field("PAGE", Ooxml.run("1")))
                + "</w:ftr>";
    }

    private static String properties(Document document) {
        String date = document.cover().date() + "T00:00:00Z";
        return DECLARATION + "<cp:coreProperties xmlns:cp=\"" + PACKAGE + "metadata/core-properties\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
                + Xml.escape(document.cover().title()) + "</dc:title><dc:creator>"
                + Xml.escape(String.join(", ", document.cover().authors()))
                + "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + date
                + "</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">" + date
                + "</dcterms:modified></cp:coreProperties>";
    }
}
