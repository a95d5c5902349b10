package org.steelyard.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.report.document.Document;
import org.steelyard.report.internal.DocumentCheck;

/** Writes a report in all its forms. */
public final class ReportWriter {

    private ReportWriter() {}

    /** @param figures SVG and PNG files, by name */
    public record Written(Path html, Path docx, Path pdf, List<Path> figures) {
        public Written {
            figures = List.copyOf(figures);
        }
    }

    /**
     * Writes {@code report.html}, {@code report.docx}, {@code report.pdf} and {@code figures/<id>.svg|png}. Everything is
     * written aside first and then moved, so that a reader never meets half a file and a failure leaves earlier reports
     * alone. The same document gives the same bytes.
     *
     * @param directory made when it does not exist
     * @throws SteelyardException when the document is not whole, or the files cannot be written
     */
    public static Written write(Document document, Path directory) {
        return write(document, directory, "report");
    }

    /** As above, with another name than {@code report} for the three files. */
    public static Written write(Document document, Path directory, String name) {
        DocumentCheck.check(document);
        try {
            Files.createDirectories(directory);
            Path aside = Files.createTempDirectory(directory, ".report-");
            try {
                writeAside(document, aside, name);
                return move(aside, directory, name);
            } finally {
                delete(aside);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static void writeAside(Document document, Path aside, String name) throws IOException {
        Map<String, ChartRenderer.Png> pngs = Figures.pngs(document);
        Files.write(aside.resolve(name + ".html"), HtmlRenderer.render(document).getBytes(StandardCharsets.UTF_8));
        Files.write(aside.resolve(name + ".docx"), DocxRenderer.render(document, pngs));
        Files.write(aside.resolve(name + ".pdf"), PdfRenderer.render(document));
        Figures.write(document, pngs, aside.resolve("figures"));
    }

    private static Written move(Path aside, Path directory, String name) throws IOException {
        Path figures = directory.resolve("figures");
        Files.createDirectories(figures);
        List<Path> moved = new ArrayList<>();
        for (Path file : files(aside.resolve("figures"))) {
            moved.add(replace(file, figures.resolve(file.getFileName().toString())));
        }
        return new Written(
                replace(aside.resolve(name + ".html"), directory.resolve(name + ".html")),
                replace(aside.resolve(name + ".docx"), directory.resolve(name + ".docx")),
                replace(aside.resolve(name + ".pdf"), directory.resolve(name + ".pdf")),
                moved);
    }

    private static Path replace(Path from, Path to) throws IOException {
        return Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static SteelyardException cannotWrite(IOException e) {
        String reason = e.getClass().getSimpleName();
        return SteelyardException.of(
                ReportError.CANNOT_WRITE,
                Place.file("report"),
                Text.of("报告文件无法写入（" + reason + "）。", "The report cannot be written (" + reason + ")."),
                Text.of(
                        "请检查输出文件夹是否可写、磁盘空间是否充足，以及旧报告是否正被其他程序打开。",
                        "Check that the folder can be written, that there is space, and that no program holds the old report open."));
    }
}
