package org.steelyard.platform.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run left in its output folder, as far as it may leave its site: results, report, and the report's figures. The folder
 * itself on this server, or packed as a ZIP archive at another site.
 *
 * @param parts by their names in the folder
 */
record Bundle(JsonNode results, Map<String, byte[]> parts) {

    private static final String RESULTS = "results.json";

    /** Figures are pixels, which carry nothing that a browser would carry out. */
    private static final Pattern PART = Pattern.compile("report\\.(docx|pdf)|figures/[A-Za-z0-9_-]{1,80}\\.png");

    /** Beside each figure lies the same as a drawing, which says what it shows. */
    private static final Pattern DRAWING = Pattern.compile("figures/[A-Za-z0-9_-]{1,80}\\.svg");

    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,100})</title>");
    private static final int TITLE_WITHIN = 4000;

    private static final int MOST_ENTRIES = 500;
    private static final int LARGEST_ENTRY = 20 * 1024 * 1024;
    private static final int LARGEST = 80 * 1024 * 1024;

    /** @throws JacksonException when the results are no JSON */
    static Bundle folder(Path out) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        for (Path file : files(out)) {
            String name = out.relativize(file).toString().replace('\\', '/');
            if (isWanted(name) && Files.size(file) <= LARGEST_ENTRY) {
                parts.put(name, Files.readAllBytes(file));
            }
        }
        return new Bundle(JsonMapper.shared().readTree(Files.readAllBytes(out.resolve(RESULTS))), titled(parts));
    }

    /** Figures by their names and what they show; the drawings themselves are not kept, because drawings can carry scripts. */
    private static Map<String, byte[]> titled(Map<String, byte[]> all) {
        Map<String, byte[]> kept = new TreeMap<>();
        all.forEach((name, content) -> {
            if (name.endsWith(".png")) {
                String stem = name.substring(0, name.length() - ".png".length());
                kept.put(stem + title(all.getOrDefault(stem + ".svg", new byte[0])) + ".png", content);
            } else if (PART.matcher(name).matches()) {
                kept.put(name, content);
            }
        });
        return kept;
    }

    /** A space and the title, without what no file name holds; nothing if there is none. */
    private static String title(byte[] drawing) {
        String head = new String(drawing, 0, Math.min(drawing.length, TITLE_WITHIN), StandardCharsets.UTF_8);
        Matcher found = TITLE.matcher(head);
        return found.find()
                ? " "
                        + found.group(1)
                                .replace("&lt;", "＜")
                                .replace("&gt;", "＞")
                                .replace("&amp;", "&")
                                .replaceAll("[/\\\\\\p{Cntrl}]", " ")
                                .strip()
                : "";
    }

    private static boolean isWanted(String name) {
        return PART.matcher(name).matches() || DRAWING.matcher(name).matches();
    }

    private static List<Path> files(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out, 2)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private record Entry(String name, byte[] content) {}

    /** An archive of the output folder, or of a folder around it; measured while it is read, so that a bomb is not unpacked. */
    static Bundle archive(byte[] zip) {
        try {
            List<Entry> entries = entries(zip);
            Entry results = entries.stream()
                    .filter(e -> e.name().equals(RESULTS) || e.name().endsWith("/" + RESULTS))
                    .min(Comparator.comparingInt(e -> e.name().length()))
                    .orElseThrow(() -> refused(
                            Text.of("压缩包中没有 results.json", "the archive has no results.json"),
                            Text.of("打包整个运行输出文件夹", "pack the whole output folder of the run")));
            String base = results.name().substring(0, results.name().length() - RESULTS.length());
            Map<String, byte[]> parts = new TreeMap<>();
            entries.stream()
                    .filter(e -> e.name().startsWith(base))
                    .filter(e -> isWanted(e.name().substring(base.length())))
                    .forEach(e -> parts.put(e.name().substring(base.length()), e.content()));
            return new Bundle(JsonMapper.shared().readTree(results.content()), titled(parts));
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            throw refused(
                    Text.of("不是可读的运行结果压缩包", "it is not an archive of a run that can be read"),
                    Text.of("打包运行输出文件夹为 ZIP 后重新上传", "pack the output folder as a ZIP and upload it again"));
        }
    }

    private static List<Entry> entries(byte[] zip) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long total = 0;
        int seen = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                seen++;
                String name = entry.getName().replace('\\', '/');
                byte[] content = in.readNBytes(LARGEST_ENTRY + 1);
                total += content.length;
                if (seen > MOST_ENTRIES || content.length > LARGEST_ENTRY || total > LARGEST) {
                    throw refused(
                            Text.of("压缩包解开后过大", "the archive is too large when unpacked"),
                            Text.of(
                                    "最多 500 个文件、每个 20 MB、共 80 MB；只打包运行输出文件夹",
                                    "at most 500 files of 20 MB, 80 MB in all: pack the output folder of the run alone"));
                }
                if (!entry.isDirectory()) {
                    entries.add(new Entry(name, content));
                }
            }
        }
        return entries;
    }

    private static SteelyardException refused(Text what, Text remedy) {
        return SteelyardException.of(PlatformError.BAD_FILE, Place.field("bundle"), what, remedy);
    }
}
