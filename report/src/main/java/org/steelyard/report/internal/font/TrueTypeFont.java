package org.steelyard.report.internal.font;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Advances and outlines of a TrueType font (tables cmap format 12, head, hhea, hmtx, maxp, loca, glyf). Distances are in
 * em. Kerning, ligatures and hinting are not used. Immutable and safe for many threads.
 *
 * <p>Reference: ISO/IEC 14496-22 (Open Font Format).
 */
public final class TrueTypeFont {

    private static final int MAX_COMPONENT_DEPTH = 6;

    private final ByteBuffer bytes;
    private final double unitsPerEm;
    private final boolean longOffsets;
    private final int advances;
    private final int glyphs;
    private final int hmtx;
    private final int loca;
    private final int glyf;
    private final int groups;
    private final int groupCount;

    private TrueTypeFont(byte[] file) {
        bytes = ByteBuffer.wrap(file).asReadOnlyBuffer();
        Map<String, Integer> tables = tables();
        int head = table(tables, "head");
        unitsPerEm = bytes.getChar(head + 18);
        longOffsets = bytes.getShort(head + 50) == 1;
        advances = bytes.getChar(table(tables, "hhea") + 34);
        glyphs = bytes.getChar(table(tables, "maxp") + 4);
        hmtx = table(tables, "hmtx");
        loca = table(tables, "loca");
        glyf = table(tables, "glyf");
        int map = characterMap(table(tables, "cmap"));
        groupCount = bytes.getInt(map + 12);
        groups = map + 16;
    }

    public static TrueTypeFont of(byte[] file) {
        return new TrueTypeFont(file);
    }

    public boolean has(int codePoint) {
        return glyph(codePoint) != 0;
    }

    /** Horizontal advance in em; that of the missing-glyph box when the font does not know the character. */
    public double advance(int codePoint) {
        int index = Math.min(glyph(codePoint), advances - 1);
        return bytes.getChar(hmtx + 4 * index) / unitsPerEm;
    }

    /** Outline in em, the baseline being y = 0 and y pointing down. */
    public Path2D outline(int codePoint) {
        Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        append(path, glyph(codePoint), AffineTransform.getScaleInstance(1 / unitsPerEm, -1 / unitsPerEm), 0);
        return path;
    }

    private Map<String, Integer> tables() {
        Map<String, Integer> tables = new HashMap<>();
        int count = bytes.getChar(4);
        for (int i = 0; i < count; i++) {
            byte[] tag = new byte[4];
            bytes.get(12 + 16 * i, tag);
            tables.put(new String(tag, StandardCharsets.US_ASCII), bytes.getInt(12 + 16 * i + 8));
        }
        return tables;
    }

    private static int table(Map<String, Integer> tables, String tag) {
        Integer offset = tables.get(tag);
        if (offset == null) {
            throw new IllegalArgumentException("font has no table " + tag);
        }
        return offset;
    }

    private int characterMap(int cmap) {
        int count = bytes.getChar(cmap + 2);
        for (int i = 0; i < count; i++) {
            int offset = cmap + bytes.getInt(cmap + 4 + 8 * i + 4);
            if (bytes.getChar(offset) == 12) {
                return offset;
            }
        }
        throw new IllegalArgumentException("font has no character map of format 12");
    }

    private int glyph(int codePoint) {
        int low = 0;
        int high = groupCount - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int group = groups + 12 * middle;
            if (codePoint < bytes.getInt(group)) {
                high = middle - 1;
            } else if (codePoint > bytes.getInt(group + 4)) {
                low = middle + 1;
            } else {
                return bytes.getInt(group + 8) + codePoint - bytes.getInt(group);
            }
        }
        return 0;
    }

    private int glyphOffset(int index) {
        return longOffsets ? bytes.getInt(loca + 4 * index) : 2 * bytes.getChar(loca + 2 * index);
    }

    private void append(Path2D path, int index, AffineTransform transform, int depth) {
        if (index >= glyphs || depth > MAX_COMPONENT_DEPTH || glyphOffset(index) == glyphOffset(index + 1)) {
            return;
        }
        int start = glyf + glyphOffset(index);
        int contours = bytes.getShort(start);
        if (contours >= 0) {
            new Contours(bytes, start, contours).appendTo(path, transform);
        } else {
            appendComponents(path, start + 10, transform, depth);
        }
    }

    private void appendComponents(Path2D path, int start, AffineTransform transform, int depth) {
        int at = start;
        int flags;
        do {
            flags = bytes.getChar(at);
            int component = bytes.getChar(at + 2);
            at += 4;
            boolean words = (flags & 1) != 0;
            double dx = words ? bytes.getShort(at) : bytes.get(at);
            double dy = words ? bytes.getShort(at + 2) : bytes.get(at + 1);
            at += words ? 4 : 2;
            double[] m = {1, 0, 0, 1};
            at = readMatrix(flags, at, m);
            AffineTransform inner = new AffineTransform(transform);
            inner.concatenate(new AffineTransform(m[0], m[1], m[2], m[3], dx, dy));
            append(path, component, inner, depth + 1);
        } while ((flags & 0x20) != 0);
    }

    private int readMatrix(int flags, int at, double[] m) {
        if ((flags & 0x08) != 0) {
            m[0] = fraction(at);
            m[3] = m[0];
            return at + 2;
        }
        if ((flags & 0x40) != 0) {
            m[0] = fraction(at);
            m[3] = fraction(at + 2);
            return at + 4;
        }
        if ((flags & 0x80) != 0) {
            for (int i = 0; i < 4; i++) {
                m[i] = fraction(at + 2 * i);
            }
            return at + 8;
        }
        return at;
    }

    /** A 2.14 fixed-point number. */
    private double fraction(int at) {
        return bytes.getShort(at) / 16384.0;
    }
}
