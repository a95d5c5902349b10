package org.steelyard.report.internal.pdf;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import org.steelyard.report.internal.scene.Scene;
import org.xhtmlrenderer.layout.LayoutContext;
import org.xhtmlrenderer.pdf.ITextOutputDevice;
import org.xhtmlrenderer.pdf.ITextReplacedElement;
import org.xhtmlrenderer.render.BlockBox;
import org.xhtmlrenderer.render.RenderingContext;

/** A chart in the flow of text. Sizes are in the layout engine's dots. */
final class ChartElement implements ITextReplacedElement {

    private final Scene scene;
    private final PdfFonts fonts;
    private final int width;
    private final int height;
    private Point location = new Point(0, 0);

    ChartElement(Scene scene, PdfFonts fonts, int width) {
        this.scene = scene;
        this.fonts = fonts;
        this.width = width;
        this.height = (int) Math.ceil(width * scene.height() / scene.width());
    }

    @Override
    public void paint(RenderingContext context, ITextOutputDevice device, BlockBox box) {
        Rectangle area = box.getContentAreaEdge(box.getAbsX(), box.getAbsY(), context);
        AffineTransform toPoints = device.getTransform();
        Point2D corner = toPoints.transform(new Point2D.Double(area.getX(), area.getY()), null);
        double pageHeight =
                device.getCurrentPage().getPdfDocument().getPageSize().getHeight();
        double points = width * toPoints.getScaleX();
        PdfScene.Place place = new PdfScene.Place(corner.getX(), pageHeight - corner.getY(), points);
        PdfScene.draw(scene, place, device.getCurrentPage(), fonts);
    }

    @Override
    public int getIntrinsicWidth() {
        return width;
    }

    @Override
    public int getIntrinsicHeight() {
        return height;
    }

    @Override
    public Point getLocation() {
        return location;
    }

    @Override
    public void setLocation(int x, int y) {
        location = new Point(x, y);
    }

    @Override
    public void detach(LayoutContext context) {}

    @Override
    public boolean isRequiresInteractivePaint() {
        return false;
    }

    @Override
    public boolean hasBaseline() {
        return false;
    }

    @Override
    public int getBaseline() {
        return 0;
    }
}
