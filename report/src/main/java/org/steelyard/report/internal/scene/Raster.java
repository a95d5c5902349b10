package org.steelyard.report.internal.scene;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.steelyard.report.internal.font.Fonts;
import org.steelyard.report.internal.font.TrueTypeFont;

/**
 * Draws a scene into pixels. Letters are filled as outlines of the program's own font, so neither the platform's fonts
 * nor its font library take part.
 */
public final class Raster {

    private final Graphics2D graphics;

    private Raster(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /** @param scale pixels of the image for one unit of the scene */
    public static BufferedImage draw(Scene scene, double scale) {
        int width = (int) Math.ceil(scene.width() * scale);
        int height = (int) Math.ceil(scene.height() * scale);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
        new Raster(graphics).draw(scene.items());
        graphics.dispose();
        return image;
    }

    private void draw(List<Item> items) {
        items.forEach(this::draw);
    }

    private void draw(Item item) {
        switch (item) {
            case Item.Line line -> paint(path(line.x(), line.y(), false), Optional.empty(), Optional.of(line.stroke()));
            case Item.Polygon p -> paint(path(p.x(), p.y(), true), p.fill(), p.stroke());
            case Item.Box box ->
                paint(shape(box), box.style().fill(), box.style().stroke());
            case Item.Disc disc -> paint(shape(disc), disc.fill(), disc.stroke());
            case Item.Words words -> words(words);
            case Item.Clip clip -> clip(clip);
        }
    }

    private static Shape shape(Item.Disc disc) {
        double r = disc.radius();
        return new Ellipse2D.Double(disc.x() - r, disc.y() - r, 2 * r, 2 * r);
    }

    private static Shape shape(Item.Box box) {
        double r = 2 * box.style().radius();
        return r == 0
                ? new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height())
                : new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), r, r);
    }

    private static Path2D path(double[] x, double[] y, boolean closed) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < x.length; i++) {
            if (i == 0) {
                path.moveTo(x[i], y[i]);
            } else {
                path.lineTo(x[i], y[i]);
            }
        }
        if (closed && x.length > 0) {
            path.closePath();
        }
        return path;
    }

    private void paint(Shape shape, Optional<Ink> fill, Optional<Stroke> stroke) {
        if (fill.isPresent()) {
            graphics.setColor(colour(fill.get()));
            graphics.fill(shape);
        }
        if (stroke.isPresent()) {
            graphics.setColor(colour(stroke.get().ink()));
            graphics.setStroke(pen(stroke.get()));
            graphics.draw(shape);
        }
    }

    private static BasicStroke pen(Stroke stroke) {
        float width = (float) stroke.width();
        if (stroke.dash().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
        }
        float[] dash = new float[stroke.dash().size()];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = stroke.dash().get(i).floatValue();
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dash, 0);
    }

    private static Color colour(Ink ink) {
        int alpha = (int) Math.round(255 * ink.opacity());
        return new Color(ink.rgb() | alpha << 24, true);
    }

    private void words(Item.Words words) {
        String text = Fonts.printable(words.text());
        Item.Type type = words.type();
        TrueTypeFont font = Fonts.of(type.bold());
        double x = words.x() - shift(words.anchor(), Fonts.width(text, type.bold()) * type.size());
        graphics.setColor(colour(type.ink()));
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            AffineTransform place = AffineTransform.getTranslateInstance(x, words.y());
            place.scale(type.size(), type.size());
            graphics.fill(font.outline(c).createTransformedShape(place));
            x += font.advance(c) * type.size();
        }
    }

    private static double shift(Item.Anchor anchor, double width) {
        return switch (anchor) {
            case START -> 0;
            case MIDDLE -> width / 2;
            case END -> width;
        };
    }

    private void clip(Item.Clip clip) {
        Shape before = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(clip.x(), clip.y(), clip.width(), clip.height()));
        draw(clip.items());
        graphics.setClip(before);
    }
}
