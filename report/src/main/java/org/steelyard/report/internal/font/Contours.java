package org.steelyard.report.internal.font;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;

/** The points of one simple glyph, and their quadratic curves. */
final class Contours {

    private static final int ON_CURVE = 1;
    private static final int REPEAT = 8;

    private final int[] ends;
    private final byte[] flags;
    private final double[] points;

    Contours(ByteBuffer bytes, int start, int count) {
        ends = new int[count];
        for (int i = 0; i < count; i++) {
            ends[i] = bytes.getChar(start + 10 + 2 * i);
        }
        int size = count == 0 ? 0 : ends[count - 1] + 1;
        flags = new byte[size];
        points = new double[2 * size];
        int instructions = start + 10 + 2 * count;
        int at = readFlags(bytes, instructions + 2 + bytes.getChar(instructions));
        at = readCoordinates(bytes, at, 0);
        readCoordinates(bytes, at, 1);
    }

    private int readFlags(ByteBuffer bytes, int start) {
        int at = start;
        int i = 0;
        while (i < flags.length) {
            byte flag = bytes.get(at++);
            int times = (flag & REPEAT) != 0 ? (bytes.get(at++) & 0xff) + 1 : 1;
            for (int k = 0; k < times; k++) {
                flags[i++] = flag;
            }
        }
        return at;
    }

    /** @param axis 0 for x, 1 for y */
    private int readCoordinates(ByteBuffer bytes, int start, int axis) {
        int at = start;
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            boolean isShort = (flags[i] & (2 << axis)) != 0;
            boolean sameOrPositive = (flags[i] & (16 << axis)) != 0;
            if (isShort) {
                int delta = bytes.get(at++) & 0xff;
                value += sameOrPositive ? delta : -delta;
            } else if (!sameOrPositive) {
                value += bytes.getShort(at);
                at += 2;
            }
            points[2 * i + axis] = value;
        }
        return at;
    }

    void appendTo(Path2D path, AffineTransform transform) {
        double[] moved = new double[points.length];
        transform.transform(points, 0, moved, 0, flags.length);
        int first = 0;
        for (int end : ends) {
            appendContour(path, moved, first, end - first + 1);
            first = end + 1;
        }
    }

    private void appendContour(Path2D path, double[] p, int first, int size) {
        if (size < 2) {
            return;
        }
        int start = startOf(first, size);
        double[] origin = isOn(first + start)
                ? new double[] {p[2 * (first + start)], p[2 * (first + start) + 1]}
                : middle(p, first + start, first + (start + 1) % size);
        path.moveTo(origin[0], origin[1]);
        for (int k = 1; k <= size; k++) {
            int current = first + (start + k) % size;
            if (isOn(current)) {
                path.lineTo(p[2 * current], p[2 * current + 1]);
                continue;
            }
            int next = first + (start + k + 1) % size;
            double[] to = k == size ? origin : target(p, current, next);
            path.quadTo(p[2 * current], p[2 * current + 1], to[0], to[1]);
            if (k < size && isOn(next)) {
                k++;
            }
        }
        path.closePath();
    }

    private int startOf(int first, int size) {
        for (int i = 0; i < size; i++) {
            if (isOn(first + i)) {
                return i;
            }
        }
        return 0;
    }

    private boolean isOn(int i) {
        return (flags[i] & ON_CURVE) != 0;
    }

    private double[] target(double[] p, int control, int next) {
        return isOn(next) ? new double[] {p[2 * next], p[2 * next + 1]} : middle(p, control, next);
    }

    private static double[] middle(double[] p, int a, int b) {
        return new double[] {(p[2 * a] + p[2 * b]) / 2, (p[2 * a + 1] + p[2 * b + 1]) / 2};
    }
}
