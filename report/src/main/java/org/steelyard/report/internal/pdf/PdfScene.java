package org.steelyard.report.internal.pdf;

import java.util.List;
import java.util.Optional;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfGState;
import org.steelyard.report.internal.font.Fonts;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Draws a scene on a page as lines and letters, so that it is sharp at any size and its text can be found. */
final class PdfScene {

    /** Share of the radius at which the control points of a quarter of a circle lie. */
    private static final double ARC = 0.5522847498;

    private final PdfContentByte page;
    private final PdfFonts fonts;

    private PdfScene(PdfContentByte page, PdfFonts fonts) {
        this.page = page;
        this.fonts = fonts;
    }

    /** @param x left edge in points from the left of the page; {@code top} in points from its bottom */
    record Place(double x, double top, double width) {}

    static void draw(Scene scene, Place place, PdfContentByte page, PdfFonts fonts) {
        float scale = (float) (place.width() / scene.width());
        page.saveState();
        page.concatCTM(scale, 0, 0, -scale, (float) place.x(), (float) place.top());
        new PdfScene(page, fonts).draw(scene.items());
        page.restoreState();
    }

    private void draw(List<Item> items) {
        items.forEach(this::draw);
    }

    private void draw(Item item) {
        switch (item) {
            case Item.Line line ->
                painted(Optional.empty(), Optional.of(line.stroke()), () -> path(line.x(), line.y()));
            case Item.Polygon polygon ->
                painted(polygon.fill(), polygon.stroke(), () -> {
                    path(polygon.x(), polygon.y());
                    page.closePath();
                });
            case Item.Box box -> box(box);
            case Item.Disc disc -> disc(disc);
            case Item.Words words -> words(words);
            case Item.Clip clip -> clip(clip);
        }
    }

    private void path(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            if (i == 0) {
                page.moveTo((float) x[i], (float) y[i]);
            } else {
                page.lineTo((float) x[i], (float) y[i]);
            }
        }
    }

    private void box(Item.Box box) {
        painted(box.style().fill(), box.style().stroke(), () -> {
            float x = (float) box.x();
            float y = (float) box.y();
            float width = (float) box.width();
            float height = (float) box.height();
            if (box.style().radius() > 0) {
                page.roundRectangle(x, y, width, height, (float) box.style().radius());
            } else {
                page.rectangle(x, y, width, height);
            }
        });
    }

    private void disc(Item.Disc disc) {
        float x = (float) disc.x();
        float y = (float) disc.y();
        float r = (float) disc.radius();
        float k = (float) (disc.radius() * ARC);
        painted(disc.fill(), disc.stroke(), () -> {
            page.moveTo(x + r, y);
            page.curveTo(x + r, y + k, x + k, y + r, x, y + r);
            page.curveTo(x - k, y + r, x - r, y + k, x - r, y);
            page.curveTo(x - r, y - k, x - k, y - r, x, y - r);
            page.curveTo(x + k, y - r, x + r, y - k, x + r, y);
            page.closePath();
        });
    }

    /** Colours and pens must be set before a path is begun, and are undone after it. */
    private void painted(Optional<Ink> fill, Optional<Stroke> stroke, Runnable path) {
        if (fill.isEmpty() && stroke.isEmpty()) {
            return;
        }
        page.saveState();
        PdfGState opacity = new PdfGState();
        fill.ifPresent(ink -> {
            page.setRGBColorFill(red(ink), green(ink), blue(ink));
            opacity.setFillOpacity((float) ink.opacity());
        });
        stroke.ifPresent(pen -> {
            pen(pen);
            opacity.setStrokeOpacity((float) pen.ink().opacity());
        });
        boolean translucent = fill.filter(i -> i.opacity() < 1).isPresent()
                || stroke.filter(s -> s.ink().opacity() < 1).isPresent();
        if (translucent) {
            page.setGState(opacity);
        }
        path.run();
        if (fill.isPresent() && stroke.isPresent()) {
            page.fillStroke();
        } else if (fill.isPresent()) {
            page.fill();
        } else {
            page.stroke();
        }
        page.restoreState();
    }

    private void pen(Stroke stroke) {
        page.setRGBColorStroke(red(stroke.ink()), green(stroke.ink()), blue(stroke.ink()));
        page.setLineWidth((float) stroke.width());
        if (!stroke.dash().isEmpty()) {
            float[] dash = new float[stroke.dash().size()];
            for (int i = 0; i < dash.length; i++) {
                dash[i] = stroke.dash().get(i).floatValue();
            }
            page.setLineDash(dash, 0);
        }
    }

    private static int red(Ink ink) {
        return ink.rgb() >> 16 & 255;
    }

    private static int green(Ink ink) {
        return ink.rgb() >> 8 & 255;
    }

    private static int blue(Ink ink) {
        return ink.rgb() & 255;
    }

    private void words(Item.Words words) {
        String text = Fonts.printable(words.text());
        Item.Type type = words.type();
        double width = Fonts.width(text, type.bold()) * type.size();
        double shift = switch (words.anchor()) {
            case START -> 0;
            case MIDDLE -> width / 2;
            case END -> width;
        };
        BaseFont font = fonts.of(type.bold());
        page.setRGBColorFill(red(type.ink()), green(type.ink()), blue(type.ink()));
        page.beginText();
        page.setFontAndSize(font, (float) type.size());
        page.setTextMatrix(1, 0, 0, -1, (float) (words.x() - shift), (float) words.y());
        page.showText(text);
        page.endText();
    }

    private void clip(Item.Clip clip) {
        page.saveState();
        page.rectangle((float) clip.x(), (float) clip.y(), (float) clip.width(), (float) clip.height());
        page.clip();
        page.newPath();
        draw(clip.items());
        page.restoreState();
    }
}
