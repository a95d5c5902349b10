package org.steelyard.report.internal.pdf;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.report.internal.scene.Scene;
import org.w3c.dom.Element;
import org.xhtmlrenderer.extend.ReplacedElement;
import org.xhtmlrenderer.extend.ReplacedElementFactory;
import org.xhtmlrenderer.extend.UserAgentCallback;
import org.xhtmlrenderer.layout.LayoutContext;
import org.xhtmlrenderer.render.BlockBox;
import org.xhtmlrenderer.render.Box;
import org.xhtmlrenderer.simple.extend.FormSubmissionListener;

/** Puts the chart named by {@code <img data-chart="id"/>} in its place; nothing else is ever fetched. */
final class ChartElements implements ReplacedElementFactory {

    /** Most of a page's height that a chart may take, so that its caption fits below it. */
    private static final double MOST_HEIGHT_MM = 205;

    private static final double MM_PER_INCH = 25.4;

    private final Map<String, Scene> scenes;
    private final PdfFonts fonts;
    private final double dotsPerInch;

    ChartElements(Map<String, Scene> scenes, PdfFonts fonts, double dotsPerInch) {
        this.scenes = Map.copyOf(scenes);
        this.fonts = fonts;
        this.dotsPerInch = dotsPerInch;
    }

    @Override
    public @Nullable ReplacedElement createReplacedElement(
            LayoutContext context, BlockBox box, UserAgentCallback agent, int cssWidth, int cssHeight) {
        Element element = box.getElement();
        if (element == null || !element.getNodeName().equals("img")) {
            return null;
        }
        Scene scene = scenes.get(element.getAttribute("data-chart"));
        if (scene == null) {
            return null;
        }
        double natural = scene.width() / 96 * dotsPerInch;
        Box container = box.getContainingBlock();
        double wanted = container == null ? natural : Math.min(natural, container.getContentWidth());
        double mostHeight = MOST_HEIGHT_MM / MM_PER_INCH * dotsPerInch;
        double width = Math.min(wanted, mostHeight * scene.width() / scene.height());
        return new ChartElement(scene, fonts, (int) width);
    }

    @Override
    public void reset() {}

    @Override
    public void remove(Element element) {}

    @Override
    public void setFormSubmissionListener(FormSubmissionListener listener) {}
}
