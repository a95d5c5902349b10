package org.steelyard.platform.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Kinds of files that may be uploaded, and whether a file begins as its name says. What is inside is never shown; {@link PeopleRows} looks for rows of people in it. */
public final class FileKinds {

    private static final String ZIP = "504b0304";
    private static final String OLE = "d0cf11e0a1b11ae1";
    private static final String TEXT = "";

    /** First bytes by ending; text has none, but no control characters either. */
    private static final Map<String, List<String>> BEGINNINGS = Map.ofEntries(
            Map.entry("pdf", List.of("25504446")),
            Map.entry("docx", List.of(ZIP)),
            Map.entry("xlsx", List.of(ZIP)),
            Map.entry("pptx", List.of(ZIP)),
            Map.entry("ofd", List.of(ZIP)),
            Map.entry("odt", List.of(ZIP)),
            Map.entry("ods", List.of(ZIP)),
            Map.entry("zip", List.of(ZIP)),
            Map.entry("doc", List.of(OLE)),
            Map.entry("xls", List.of(OLE)),
            Map.entry("ppt", List.of(OLE)),
            Map.entry("wps", List.of(OLE, ZIP)),
            Map.entry("et", List.of(OLE, ZIP)),
            Map.entry("png", List.of("89504e470d0a1a0a")),
            Map.entry("jpg", List.of("ffd8ff")),
            Map.entry("jpeg", List.of("ffd8ff")),
            Map.entry("tif", List.of("49492a00", "4d4d002a")),
            Map.entry("tiff", List.of("49492a00", "4d4d002a")),
            Map.entry("txt", List.of(TEXT)),
            Map.entry("md", List.of(TEXT)),
            Map.entry("csv", List.of(TEXT)),
            Map.entry("json", List.of(TEXT)),
            Map.entry("yaml", List.of(TEXT)),
            Map.entry("yml", List.of(TEXT)),
            Map.entry("html", List.of(TEXT)),
            Map.entry("xml", List.of(TEXT)),
            Map.entry("sql", List.of(TEXT)),
            Map.entry("r", List.of(TEXT)),
            Map.entry("py", List.of(TEXT)));

    private FileKinds() {}

    /** Endings, in alphabetical order. */
    public static List<String> endings() {
        return BEGINNINGS.keySet().stream().sorted().toList();
    }

    /** Whether the ending is known and the content is of its kind. */
    public static boolean fits(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BEGINNINGS.getOrDefault(ending, List.of()).stream()
                .anyMatch(first -> first.equals(TEXT) ? isText(content) : begins(content, first));
    }

    private static boolean begins(byte[] content, String hex) {
        byte[] first = HexFormat.of().parseHex(hex);
        return content.length >= first.length && Arrays.equals(content, 0, first.length, first, 0, first.length);
    }

    /** In an encoding that tables come in, and without control characters but tab, line end and page end. */
    private static boolean isText(byte[] content) {
        for (byte b : content) {
            boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f';
            if (control || b == 0x7f) {
                return false;
            }
        }
        return decodes(content, StandardCharsets.UTF_8) || decodes(content, Charset.forName("GB18030"));
    }

    private static boolean decodes(byte[] content, Charset charset) {
        try {
            charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
