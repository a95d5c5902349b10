package org.steelyard.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.report.chart.Axis;
import org.steelyard.report.chart.BarChart;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Paragraph;
import org.steelyard.report.document.Cover;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Reference;
import org.steelyard.report.document.Span;

class ReportWriterTest {

    @TempDir
    private Path folder;

    private static Document document(Block... blocks) {
        Cover cover = new Cover("", "题目", "", List.of(), List.of(), LocalDate.of(2026, 1, 2), List.of(), "");
        return new Document(Lang.ZH, cover, List.of(blocks));
    }

    private static Block.Table table(String id, Block.Row... rows) {
        return new Block.Table(
                id, "题", List.of(Block.Column.left("a", 1), Block.Column.left("b", 1)), List.of(rows), List.of());
    }

    private static Block.Figure figure(String id) {
        return new Block.Figure(id, "题", new BarChart(Axis.linear("x"), List.of(), List.of()), List.of(), "");
    }

    private static final Document BROKEN = document(
            Paragraph.of(Span.ref("nowhere"), Span.cite("nobody")),
            table("one", Block.Row.of("a")),
            figure("one"),
            figure("Not OK"),
            new Block.References(List.of(new Reference("r", "", ""), new Reference("r", "", ""))));

    private static Set<ErrorCode> codes(Throwable thrown) {
        Set<ErrorCode> codes = new HashSet<>();
        ((SteelyardException) thrown).problems().stream().map(Problem::code).forEach(codes::add);
        return codes;
    }

    @Test
    void everythingIsWrittenAndNothingIsLeftBehind() throws Exception {
        ReportWriter.Written written =
                ReportWriter.write(document(Paragraph.of("文"), figure("bars")), folder.resolve("new/out"));
        assertThat(written.html()).isNotEmptyFile().hasFileName("report.html");
        assertThat(written.docx()).isNotEmptyFile().hasFileName("report.docx");
        assertThat(written.pdf()).isNotEmptyFile().hasFileName("report.pdf");
        assertThat(written.figures())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("bars.png", "bars.svg");
        try (Stream<Path> files = Files.list(folder.resolve("new/out"))) {
            assertThat(files.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "report.docx", "report.pdf", "figures");
        }
    }

    @Test
    void aSecondReportReplacesTheFirst() throws Exception {
        ReportWriter.write(document(Paragraph.of("旧文字")), folder);
        ReportWriter.Written written = ReportWriter.write(document(Paragraph.of("新文字")), folder);
        assertThat(written.html()).content().contains("新文字").doesNotContain("旧文字");
    }

    @Test
    void allProblemsOfADocumentAreReportedTogether() {
        assertThatThrownBy(() -> ReportWriter.write(BROKEN, folder))
                .satisfies(e -> assertThat(codes(e))
                        .containsExactlyInAnyOrder(
                                ReportError.UNKNOWN_CROSS_REFERENCE,
                                ReportError.UNKNOWN_CITATION,
                                ReportError.DUPLICATE_ID,
                                ReportError.MALFORMED_ID,
                                ReportError.UNEVEN_TABLE));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAProblemOfResources() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> ReportWriter.write(document(Paragraph.of("文")), file))
                .satisfies(e -> assertThat(codes(e)).containsExactly(ReportError.CANNOT_WRITE));
    }

    @Test
    void everyErrorCodeIsProvokedByATest() {
        Set<ErrorCode> provoked = new HashSet<>(List.of(
                ReportError.UNKNOWN_CROSS_REFERENCE,
                ReportError.UNKNOWN_CITATION,
                ReportError.DUPLICATE_ID,
                ReportError.MALFORMED_ID,
                ReportError.UNEVEN_TABLE,
                ReportError.CANNOT_WRITE));
        assertThat(provoked).containsAll(Arrays.asList(ReportError.values()));
        assertThat(Arrays.stream(ReportError.values()).map(ReportError::id)).doesNotHaveDuplicates();
    }

    /** A machine without fonts and without a configuration of fonts draws the very same pixels. */
    @Test
    @Tag("slow")
    void picturesDoNotDependOnTheMachinesFonts() throws Exception {
        Path configuration = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dsun.awt.fontconfig=" + folder.resolve("absent.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                Fontless.class.getName());
        builder.environment().put("FONTCONFIG_FILE", configuration.toString());
        builder.environment().put("FONTCONFIG_PATH", folder.toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualTo(Fontless.digest());
    }

    /** Prints the digest of everything that is written of the sample document. */
    static final class Fontless {

        private Fontless() {}

        static String digest() {
            Document document = SampleDocument.in(Lang.ZH);
            return Digest.ofParts(List.of(
                            Digest.of(DocxRenderer.render(document)).hex(),
                            Digest.of(PdfRenderer.render(document)).hex(),
                            Digest.of(HtmlRenderer.render(document)).hex()))
                    .hex();
        }

        public static void main(String[] args) {
            System.out.println(digest());
        }
    }
}
