package org.steelyard.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Walk;

/** The figures of a document as files of their own, named after their ids. */
public final class Figures {

    private Figures() {}

    /**
     * Writes {@code <id>.svg} and {@code <id>.png} of every figure.
     *
     * @return the files, in the order of the figures
     */
    public static List<Path> write(Document document, Path directory) throws IOException {
        return write(document, pngs(document), directory);
    }

    static List<Path> write(Document document, Map<String, ChartRenderer.Png> pngs, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Block.Figure> figures = figures(document).toList();
        for (Block.Figure figure : figures) {
            String svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + ChartRenderer.svg(figure, document.lang());
            Files.write(directory.resolve(figure.id() + ".svg"), svg.getBytes(StandardCharsets.UTF_8));
            ChartRenderer.Png png = pngs.get(figure.id());
            if (png != null) {
                Files.write(directory.resolve(figure.id() + ".png"), png.bytes());
            }
        }
        return figures.stream()
                .flatMap(f -> Stream.of(directory.resolve(f.id() + ".svg"), directory.resolve(f.id() + ".png")))
                .toList();
    }

    /** All figures as pixels, drawn side by side: each depends on its own chart alone. */
    static Map<String, ChartRenderer.Png> pngs(Document document) {
        Map<String, ChartRenderer.Png> pngs = new ConcurrentHashMap<>();
        figures(document).toList().parallelStream()
                .forEach(figure -> pngs.put(figure.id(), ChartRenderer.png(figure.chart())));
        return new TreeMap<>(pngs);
    }

    private static Stream<Block.Figure> figures(Document document) {
        return Walk.blocks(document.blocks())
                .filter(Block.Figure.class::isInstance)
                .map(Block.Figure.class::cast);
    }
}
