package org.steelyard.report.internal.font;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrueTypeFontTest {

    /** The platform's own font engine is the oracle; where it has none the test does not apply. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void advancesAndOutlinesAgreeWithThePlatform(boolean bold) throws Exception {
        Font platform = platformFont(bold);
        FontRenderContext context = new FontRenderContext(null, true, true);
        for (int c : "医疗保障评估０Aj中g%é≤−—（Å¼‰".codePoints().toArray()) {
            GlyphVector glyphs = platform.createGlyphVector(context, Character.toString(c));
            assertThat(Fonts.of(bold).advance(c))
                    .as("advance of %c", c)
                    .isCloseTo(glyphs.getGlyphMetrics(0).getAdvanceX() / 1000, within(2e-3));
            Rectangle2D expected = glyphs.getGlyphOutline(0).getBounds2D();
            Rectangle2D found = Fonts.of(bold).outline(c).getBounds2D();
            assertThat(found.getX()).as("%c", c).isCloseTo(expected.getX() / 1000, within(0.02));
            assertThat(found.getMaxY()).as("%c", c).isCloseTo(expected.getMaxY() / 1000, within(0.02));
            assertThat(found.getWidth()).as("%c", c).isCloseTo(expected.getWidth() / 1000, within(0.02));
            assertThat(found.getHeight()).as("%c", c).isCloseTo(expected.getHeight() / 1000, within(0.02));
        }
    }

    private static Font platformFont(boolean bold) {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(Fonts.bytes(bold)))
                    .deriveFont(1000f);
        } catch (Exception | LinkageError e) {
            Assumptions.abort("the platform has no font engine: " + e.getClass().getSimpleName());
            throw new IllegalStateException(e);
        }
    }

    @Test
    void charactersThatTheFontLacksAreReplaced() {
        assertThat(Fonts.printable("王\uD842\uDFB7林")).isEqualTo("王〓林");
        assertThat(Fonts.printable("CO₂ 10⁻³")).isEqualTo("CO2 10−³");
        assertThat(Fonts.printable("a\u200Bb\u0007c\uFE0F")).isEqualTo("abc");
        assertThat(Fonts.printable("a\nb")).isEqualTo("a\nb");
        assertThat(Fonts.printable("a\u2007b")).hasSize(3);
    }

    @Test
    void everydayReportTextNeedsNoReplacement() {
        String text = "≤≥−–—±×÷²³¹χΔλβσμαγ‰℃￥¥√∞≈≠→←↑↓•·…“”‘’「」《》（）【】、，。；：？！％①②③ⅠⅡⅢ†‡§¶é†";
        assertThat(Fonts.printable(text)).isEqualTo(text);
    }
}
