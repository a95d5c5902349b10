package org.steelyard.platform.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Whether a file looks like rows of people: tables under the heading of an identity, numbers of identity cards or telephones,
 * or a long table of mostly numbers. Text tables, Excel and OpenDocument tables, Word and ZIP archives are looked into;
 * pictures, PDF and the formats of before 2007 are not, and a table of people without any identity and with few rows passes:
 * this catches the mistake, not the wish to deceive.
 */
final class PeopleRows {

    /** An identity's heading with more values below than this is a list of people. */
    private static final int FEW = 10;

    private static final int LONG_TABLE = 1_000;
    private static final int WIDE_TABLE = 5;
    private static final int MOST_ROWS = 200_000;
    private static final int LARGEST = 60 * 1024 * 1024;
    private static final int DEEPEST = 2;

    private static final Pattern HEADING = Pattern.compile(
            "(身份证|证件)(号|号码)|公民身份号码|患者(姓名|编号|标识|id)|病人(姓名|编号|id)|住院(号|流水号)|病案号|门诊号|就诊(号|流水号|id)"
                    + "|参保人(姓名|编号)|人员编号|医保卡号|社保卡号|(person|patient|subject|member|beneficiary|enrolid|desynpuf)[ _-]?id"
                    + "|(person|patient)[ _-]?(no|number|name)|psn_?no|certno|mdtrt_?id|medical[ _-]?record[ _-]?(no|number)|mrn|id_?card|ssn",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CARD = Pattern.compile("(?<![0-9A-Za-z])([1-9][0-9]{16}[0-9Xx])(?![0-9A-Za-z])");
    private static final Pattern TELEPHONE = Pattern.compile("(?<![0-9])1[3-9][0-9]{9}(?![0-9])");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private PeopleRows() {}

    /** @param name its ending says what it is */
    static boolean in(String name, byte[] content) {
        return in(name, content, 0);
    }

    private static boolean in(String name, byte[] content, int depth) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try {
            return switch (ending) {
                case "csv", "tsv", "txt", "md", "json", "yaml", "yml", "html", "xml", "sql", "r", "py" ->
                    inText(content);
                case "xlsx", "ods", "docx", "odt", "pptx", "ofd", "et", "wps", "zip" ->
                    content.length > 1 && content[0] == 'P' && inArchive(ending, content, depth);
                default -> false;
            };
        } catch (IOException | IllegalArgumentException | XMLStreamException e) {
            return false; // whoever cannot open it cannot read people in it either
        }
    }

    /** Whether somebody's card number stands in a text, which nothing that is filed needs. */
    static boolean namesSomebody(String text) {
        Matcher card = CARD.matcher(text);
        while (card.find()) {
            if (isCard(card.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** GB 11643: a date of birth, and a last sign that follows from the others (ISO 7064, MOD 11-2). */
    static boolean isCard(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        boolean checked = CHECKS.charAt(sum % CHECKS.length()) == Character.toUpperCase(number.charAt(17));
        int year = Integer.parseInt(number.substring(6, 10));
        try {
            LocalDate.of(year, Integer.parseInt(number.substring(10, 12)), Integer.parseInt(number.substring(12, 14)));
        } catch (DateTimeException e) {
            return false;
        }
        return checked && year >= 1880 && year <= 2100;
    }

    private static boolean inText(byte[] content) {
        String text = decoded(content);
        if (namesSomebody(text) || hasTelephones(text)) {
            return true;
        }
        List<List<String>> rows = new ArrayList<>();
        text.lines().limit(MOST_ROWS).forEach(line -> rows.add(cells(line)));
        return isOfPeople(rows);
    }

    private static String decoded(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, Charset.forName("GB18030"));
        }
    }

    /** By the sign that parts the line into most cells. */
    private static List<String> cells(String line) {
        List<String> most = List.of(line);
        for (String sign : List.of(",", "\t", ";", "|")) {
            if (line.contains(sign)) {
                List<String> cells = List.of(line.split(Pattern.quote(sign), -1));
                most = cells.size() > most.size() ? cells : most;
            }
        }
        return most.stream()
                .map(cell -> cell.strip().replaceAll("^[\"'\uFEFF]+|[\"']+$", ""))
                .toList();
    }

    private static boolean hasTelephones(String text) {
        Set<String> seen = new HashSet<>();
        Matcher telephone = TELEPHONE.matcher(text);
        while (telephone.find() && seen.size() <= FEW) {
            seen.add(telephone.group());
        }
        return seen.size() > FEW;
    }

    private static boolean isOfPeople(List<List<String>> rows) {
        for (int at = 0; at < Math.min(FEW, rows.size()); at++) {
            List<String> headings = rows.get(at);
            for (int column = 0; column < headings.size(); column++) {
                if (HEADING.matcher(headings.get(column)).matches() && values(rows, at + 1, column) > FEW) {
                    return true;
                }
            }
        }
        return isLongAndNumeric(rows);
    }

    private static long values(List<List<String>> rows, int from, int column) {
        return rows.subList(from, rows.size()).stream()
                .filter(row -> row.size() > column && !row.get(column).isBlank())
                .map(row -> row.get(column))
                .distinct()
                .limit(FEW + 1L)
                .count();
    }

    /** Lists of codes are long too, but of words; records are long and of numbers. */
    private static boolean isLongAndNumeric(List<List<String>> rows) {
        List<List<String>> wide =
                rows.stream().filter(row -> row.size() >= WIDE_TABLE).toList();
        if (wide.size() <= LONG_TABLE) {
            return false;
        }
        long cells = wide.stream().mapToLong(List::size).sum();
        long numbers = wide.stream()
                .flatMap(List::stream)
                .filter(cell -> cell.matches("-?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?"))
                .count();
        return numbers * 2 > cells;
    }

    /**
     * By the directory at its end, as Excel reads it: some writers leave sizes at the head that a stream cannot follow. The file
     * is the owner's alone and gone when it has been read.
     */
    private static boolean inArchive(String ending, byte[] content, int depth) throws IOException, XMLStreamException {
        Path file = Files.createTempFile("steelyard", ".zip");
        try {
            Files.write(file, content);
            try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
                return inEntries(ending, zip, depth);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static boolean inEntries(String ending, ZipFile zip, int depth) throws IOException, XMLStreamException {
        Workbook workbook = new Workbook();
        long total = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            byte[] part = zip.getInputStream(entry).readNBytes(LARGEST);
            total += part.length;
            if (total >= LARGEST) {
                return true; // nobody can look at it: refused
            }
            boolean found = ending.equals("zip")
                    ? depth < DEEPEST && in(entry.getName(), part, depth + 1)
                    : workbook.add(entry.getName(), part);
            if (found) {
                return true;
            }
        }
        return workbook.holdsPeople();
    }

    /** Cells of a workbook or words of a document, as its parts come. */
    private static final class Workbook {

        private final List<String> shared = new ArrayList<>();
        private final TreeMap<String, byte[]> sheets = new TreeMap<>();

        /** @return whether the part alone says it */
        boolean add(String name, byte[] part) throws XMLStreamException {
            if (name.equals("xl/sharedStrings.xml")) {
                shared.addAll(texts(part, "si"));
            } else if (name.startsWith("xl/worksheets/sheet")) {
                sheets.put(name, part);
            } else if (name.equals("word/document.xml") || name.equals("content.xml")) {
                String text = String.join("\n", texts(part, name.equals("content.xml") ? "table-row" : "p"));
                return namesSomebody(text) || hasTelephones(text);
            }
            return false;
        }

        boolean holdsPeople() throws XMLStreamException {
            for (byte[] sheet : sheets.values()) {
                List<List<String>> rows = rows(sheet);
                StringBuilder all = new StringBuilder();
                rows.forEach(row -> all.append(String.join("\t", row)).append('\n'));
                if (namesSomebody(all.toString()) || hasTelephones(all.toString()) || isOfPeople(rows)) {
                    return true;
                }
            }
            return false;
        }

        private List<List<String>> rows(byte[] sheet) throws XMLStreamException {
            List<List<String>> rows = new ArrayList<>();
            List<String> row = new ArrayList<>();
            String type = "";
            StringBuilder cell = new StringBuilder();
            XMLStreamReader in = reader(sheet);
            while (in.hasNext() && rows.size() < MOST_ROWS) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("c")) {
                    type = String.valueOf(in.getAttributeValue(null, "t"));
                    cell.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    cell.append(in.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && in.getLocalName().equals("c")) {
                    row.add(value(type, cell.toString().strip()));
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && in.getLocalName().equals("row")) {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            }
            return rows;
        }

        private String value(String type, String text) {
            if (!type.equals("s") || !text.matches("[0-9]{1,9}")) {
                return text;
            }
            int index = Integer.parseInt(text);
            return index < shared.size() ? shared.get(index) : "";
        }

        /** The text of each element of a name. */
        private static List<String> texts(byte[] part, String element) throws XMLStreamException {
            List<String> texts = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            XMLStreamReader in = reader(part);
            while (in.hasNext()) {
                int event = in.next();
                if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(in.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && in.getLocalName().equals(element)) {
                    texts.add(text.toString().strip());
                    text.setLength(0);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    text.append(' ');
                }
            }
            return texts;
        }

        /** Without document types: nothing is fetched, nothing expands. */
        private static XMLStreamReader reader(byte[] part) throws XMLStreamException {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            InputStream in = new ByteArrayInputStream(part);
            return factory.createXMLStreamReader(in, "UTF-8");
        }
    }
}
