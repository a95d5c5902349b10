package org.steelyard.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ReportingChecklist;
import org.steelyard.kernel.Lang;
import org.steelyard.report.ChartRenderer;
import org.steelyard.report.ModelFigures;
import org.steelyard.report.document.Block;

/**
 * All files of one run of a model.
 *
 * @param file in which the model is written @param sha256 of the model
 */
record ModelOutput(String file, String sha256, ModelResults results, long seed, Lang lang) {

    void write(Path folder) throws IOException {
        Path figures = Files.createDirectories(folder.resolve("figures"));
        for (Block.Figure figure : ModelFigures.of(results, lang)) {
            Files.writeString(figures.resolve(figure.id() + ".svg"), ChartRenderer.svg(figure, lang));
        }
        ModelWorkbook.write(results, lang, folder.resolve("model.xlsx"));
        if (results.psa().isPresent()) {
            draws(results.psa().get(), folder.resolve("psa.csv"));
        }
        CheersPage cheers = new CheersPage(ReportingChecklist.of(results), lang);
        Files.writeString(folder.resolve("cheers.md"), cheers.markdown());
        Files.writeString(folder.resolve("cheers.html"), cheers.html());
        Files.writeString(folder.resolve("model.json"), ModelJson.write(this));
    }

    /** Every draw with its parameters and totals, full precision. */
    private void draws(ModelResults.Psa psa, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            List<String> header = new ArrayList<>(List.of("draw"));
            header.addAll(psa.parameters().keySet());
            results.strategies()
                    .forEach(s -> results.outcomes()
                            .forEach(o -> header.add("\"" + o.id() + ": " + s.id().replace("\"", "'") + "\"")));
            out.write(String.join(",", header) + "\n");
            for (int d = 0; d < psa.draws(); d++) {
                StringBuilder line = new StringBuilder().append(d);
                for (double[] values : psa.parameters().values()) {
                    line.append(',').append(values[d]);
                }
                for (double[][] strategy : psa.values()) {
                    for (double[] outcome : strategy) {
                        line.append(',').append(outcome[d]);
                    }
                }
                out.write(line.append('\n').toString());
            }
        }
    }
}
