package org.steelyard.report;

import org.steelyard.kernel.Lang;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.document.Block;
import org.steelyard.report.internal.draw.Drawings;
import org.steelyard.report.internal.scene.PngWriter;
import org.steelyard.report.internal.scene.Raster;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.SvgWriter;

/**
 * Draws figures. The same chart gives the same bytes on every machine: text is measured, and in PNG drawn, with the font
 * that comes with the program.
 */
public final class ChartRenderer {

    /** Pixels of a PNG for one of SVG: 720 pixels across become 2160, some 340 dots an inch on A4. */
    public static final double PNG_SCALE = 3;

    private ChartRenderer() {}

    /** SVG with {@code <text>}; title and description are the caption and the alternative text. */
    public static String svg(Block.Figure figure, Lang lang) {
        String language = lang == Lang.ZH ? "zh-CN" : "en";
        SvgWriter.Label label = new SvgWriter.Label("fig-" + figure.id(), language, figure.caption(), figure.alt());
        return SvgWriter.write(Drawings.draw(figure.chart()), label);
    }

    public static Png png(Chart chart) {
        Scene scene = Drawings.draw(chart);
        byte[] bytes = PngWriter.write(Raster.draw(scene, PNG_SCALE), 96 * PNG_SCALE);
        return new Png(bytes, scene.width(), scene.height());
    }

    /** @param width natural width in pixels of 1/96 inch, {@link #PNG_SCALE} times less than the image has */
    public record Png(byte[] bytes, double width, double height) {}
}
