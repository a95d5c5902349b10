package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Merged cells: all but the first of them are empty in the file, though the sheet shows a value for each. */
final class MergedCells {

    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private MergedCells() {}

    static void refuse(Files.Resolved file, int sheetIndex) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            List<String> paths = sheetPaths(zip);
            ZipEntry entry = sheetIndex < paths.size() ? zip.getEntry(paths.get(sheetIndex)) : null;
            if (entry != null) {
                String first = firstMerged(zip, entry);
                if (!first.isEmpty()) {
                    throw merged(file, first);
                }
            }
        } catch (XMLStreamException e) {
            throw Files.damaged(file.name());
        }
    }

    private static SteelyardException merged(Files.Resolved file, String reference) {
        long row = Long.parseLong("0" + reference.replaceAll(":.*|[^0-9]", ""));
        return SteelyardException.of(
                RawError.MERGED_CELLS,
                Place.of(file.name(), row, reference),
                Text.of("有合并单元格；除左上角外其余格在文件中是空的", "there are merged cells; all but the first are empty in the file"),
                Text.of("取消合并并填满每一格", "unmerge them, and fill every cell"));
    }

    private static List<String> sheetPaths(ZipFile zip) throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        read(zip, "xl/_rels/workbook.xml.rels", x -> {
            if (x.getLocalName().equals("Relationship")) {
                targets.put(attribute(x, null, "Id"), attribute(x, null, "Target"));
            }
            return false;
        });
        List<String> paths = new ArrayList<>();
        read(zip, "xl/workbook.xml", x -> {
            if (x.getLocalName().equals("sheet")) {
                String target = targets.getOrDefault(attribute(x, RELATIONS, "id"), "");
                paths.add(target.startsWith("/") ? target.substring(1) : "xl/" + target);
            }
            return false;
        });
        return paths;
    }

    private static String firstMerged(ZipFile zip, ZipEntry sheet) throws IOException, XMLStreamException {
        List<String> found = new ArrayList<>();
        read(zip, sheet.getName(), x -> {
            if (x.getLocalName().equals("mergeCell")) {
                found.add(attribute(x, null, "ref"));
            }
            return !found.isEmpty();
        });
        return found.isEmpty() ? "" : found.getFirst();
    }

    private interface Visitor {
        /** Returns true when enough is known. */
        boolean element(XMLStreamReader at);
    }

    private static void read(ZipFile zip, String name, Visitor visitor) throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = zip.getInputStream(entry)) {
            XMLStreamReader x = factory.createXMLStreamReader(in);
            boolean enough = false;
            while (!enough && x.hasNext()) {
                enough = x.next() == XMLStreamReader.START_ELEMENT && visitor.element(x);
            }
            x.close();
        }
    }

    private static String attribute(XMLStreamReader x, @org.jspecify.annotations.Nullable String space, String name) {
        String value = x.getAttributeValue(space, name);
        return value == null ? "" : value;
    }
}
