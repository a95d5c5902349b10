package org.steelyard.report.internal.scene;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes opaque pixels as PNG without any chunk that differs from run to run. Reference: ISO/IEC 15948. */
public final class PngWriter {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final double INCHES_PER_METRE = 1 / 0.0254;

    private PngWriter() {}

    /** @param dotsPerInch at which the image has its natural size */
    public static byte[] write(BufferedImage image, double dotsPerInch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(image.getWidth())
                .putInt(image.getHeight())
                .put(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", header.array());
        int perMetre = (int) Math.round(dotsPerInch * INCHES_PER_METRE);
        chunk(
                out,
                "pHYs",
                ByteBuffer.allocate(9)
                        .putInt(perMetre)
                        .putInt(perMetre)
                        .put((byte) 1)
                        .array());
        chunk(out, "IDAT", pixels(image));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** Every line as its difference from the one above, which charts compress well by. */
    private static byte[] pixels(BufferedImage image) {
        int width = image.getWidth();
        int[] row = new int[width];
        byte[] above = new byte[3 * width];
        byte[] line = new byte[3 * width + 1];
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        Deflater deflater = new Deflater(6);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 1 << 14)) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.getRGB(0, y, width, 1, row, 0, width);
                line[0] = 2;
                for (int i = 0; i < 3 * width; i++) {
                    byte value = (byte) (row[i / 3] >> (16 - 8 * (i % 3)));
                    line[i + 1] = (byte) (value - above[i]);
                    above[i] = value;
                }
                deflated.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
