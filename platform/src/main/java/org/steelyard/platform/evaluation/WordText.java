package org.steelyard.platform.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The words of a Word document, a line a paragraph (ECMA-376, WordprocessingML). */
final class WordText {

    private static final String DOCUMENT = "word/document.xml";
    private static final int LARGEST = 60 * 1024 * 1024;

    private WordText() {}

    /** Empty when it is no Word document that can be read. */
    static Optional<String> of(byte[] file) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(DOCUMENT)) {
                    return Optional.of(text(zip.readNBytes(LARGEST)));
                }
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static String text(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // no document types: nothing is fetched, nothing expands
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(document), "UTF-8");
        StringBuilder text = new StringBuilder();
        boolean word = false;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    word = in.getLocalName().equals("t");
                    text.append(in.getLocalName().matches("tab|br|cr") ? " " : "");
                }
                case XMLStreamConstants.CHARACTERS -> text.append(word ? in.getText() : "");
                case XMLStreamConstants.END_ELEMENT -> {
                    word = false;
                    text.append(in.getLocalName().equals("p") ? "\n" : "");
                }
                default -> {}
            }
        }
        return text.toString();
    }
}
