package org.steelyard.report.internal.scene;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a drawing as SVG 1.1. The same drawing always gives the same characters. */
public final class SvgWriter {

    private static final String FAMILY =
            "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

    private final StringBuilder out = new StringBuilder(1 << 14);

    private SvgWriter() {}

    /**
     * What makes a figure readable to those who cannot see it.
     *
     * @param id unique within a page
     */
    public record Label(String id, String language, String title, String description) {}

    public static String write(Scene scene, Label label) {
        return new SvgWriter().document(scene, label);
    }

    private String document(Scene scene, Label label) {
        String id = Xml.escape(label.id());
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"");
        attribute("width", scene.width()).attribute("height", scene.height());
        out.append(" viewBox=\"0 0 ")
                .append(number(scene.width()))
                .append(' ')
                .append(number(scene.height()))
                .append("\" role=\"img\" xml:lang=\"")
                .append(label.language())
                .append("\" aria-labelledby=\"")
                .append(id)
                .append("-title ")
                .append(id)
                .append("-desc\" font-family=\"")
                .append(FAMILY)
                .append("\">\n<title id=\"")
                .append(id)
                .append("-title\">")
                .append(Xml.escape(label.title()))
                .append("</title>\n<desc id=\"")
                .append(id)
                .append("-desc\">")
                .append(Xml.escape(label.description()))
                .append("</desc>\n");
        write(scene.items());
        return out.append("</svg>\n").toString();
    }

    private void write(List<Item> items) {
        items.forEach(this::write);
    }

    private void write(Item item) {
        switch (item) {
            case Item.Line line -> line(line);
            case Item.Polygon polygon -> polygon(polygon);
            case Item.Box box -> box(box);
            case Item.Disc disc -> disc(disc);
            case Item.Words words -> words(words);
            case Item.Clip clip -> clip(clip);
        }
    }

    private void line(Item.Line line) {
        out.append("<polyline fill=\"none\" points=\"")
                .append(points(line.x(), line.y()))
                .append('"');
        stroke(Optional.of(line.stroke()));
        out.append("/>\n");
    }

    private void polygon(Item.Polygon polygon) {
        out.append("<polygon points=\"")
                .append(points(polygon.x(), polygon.y()))
                .append('"');
        fill(polygon.fill());
        stroke(polygon.stroke());
        out.append("/>\n");
    }

    private void box(Item.Box box) {
        out.append("<rect");
        attribute("x", box.x()).attribute("y", box.y());
        attribute("width", box.width()).attribute("height", box.height());
        if (box.style().radius() > 0) {
            attribute("rx", box.style().radius());
        }
        fill(box.style().fill());
        stroke(box.style().stroke());
        out.append("/>\n");
    }

    private void disc(Item.Disc disc) {
        out.append("<circle");
        attribute("cx", disc.x()).attribute("cy", disc.y()).attribute("r", disc.radius());
        fill(disc.fill());
        stroke(disc.stroke());
        out.append("/>\n");
    }

    private void words(Item.Words words) {
        out.append("<text");
        attribute("x", words.x()).attribute("y", words.y());
        attribute("font-size", words.type().size());
        if (words.type().bold()) {
            out.append(" font-weight=\"700\"");
        }
        switch (words.anchor()) {
            case START -> {}
            case MIDDLE -> out.append(" text-anchor=\"middle\"");
            case END -> out.append(" text-anchor=\"end\"");
        }
        fill(Optional.of(words.type().ink()));
        out.append('>').append(Xml.escape(words.text())).append("</text>\n");
    }

    /** A nested viewport clips without needing an id, which would have to be unique within a page. */
    private void clip(Item.Clip clip) {
        out.append("<svg overflow=\"hidden\"");
        attribute("x", clip.x()).attribute("y", clip.y());
        attribute("width", clip.width()).attribute("height", clip.height());
        out.append(" viewBox=\"")
                .append(List.of(clip.x(), clip.y(), clip.width(), clip.height()).stream()
                        .map(SvgWriter::number)
                        .collect(Collectors.joining(" ")))
                .append("\">\n");
        write(clip.items());
        out.append("</svg>\n");
    }

    private void fill(Optional<Ink> ink) {
        if (ink.isEmpty()) {
            out.append(" fill=\"none\"");
            return;
        }
        out.append(" fill=\"").append(colour(ink.get())).append('"');
        if (ink.get().opacity() < 1) {
            attribute("fill-opacity", ink.get().opacity());
        }
    }

    private void stroke(Optional<Stroke> stroke) {
        if (stroke.isEmpty()) {
            return;
        }
        Stroke s = stroke.get();
        out.append(" stroke=\"").append(colour(s.ink())).append('"');
        attribute("stroke-width", s.width());
        if (s.ink().opacity() < 1) {
            attribute("stroke-opacity", s.ink().opacity());
        }
        if (!s.dash().isEmpty()) {
            out.append(" stroke-dasharray=\"")
                    .append(s.dash().stream().map(SvgWriter::number).collect(Collectors.joining(" ")))
                    .append('"');
        }
    }

    private SvgWriter attribute(String name, double value) {
        out.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }

    private static String points(double[] x, double[] y) {
        StringBuilder points = new StringBuilder(x.length * 12);
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        return points.toString();
    }

    private static String colour(Ink ink) {
        String hex = Integer.toHexString(ink.rgb() | 0x1000000);
        return "#" + hex.substring(1);
    }

    /** At most two decimals, no exponent, no locale. */
    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
