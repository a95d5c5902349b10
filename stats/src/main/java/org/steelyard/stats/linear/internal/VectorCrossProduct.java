package org.steelyard.stats.linear.internal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.steelyard.stats.linear.CrossProduct;

/**
 * Tiles of four rows by eight columns of the sum kept in registers over all rows of a block. Each cell is one chain of
 * fused multiply-adds in row order, so the width of the machine's vectors does not change a bit.
 */
final class VectorCrossProduct implements CrossProduct {

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_256;
    private static final int WIDTH = 4;

    @Override
    public String id() {
        return "vector";
    }

    @Override
    public void add(double[] block, double[] scaled, int rows, int stride, double[] sum) {
        int step = Near.rows(stride) * stride;
        int end = rows * stride;
        for (int from = 0; from < end; from += step) {
            addPart(block, scaled, new Near(from, Math.min(end, from + step), stride), sum);
        }
    }

    private static void addPart(double[] block, double[] scaled, Near rows, double[] sum) {
        for (int j = 0; j < rows.stride(); j += WIDTH) {
            int k = j;
            for (; k + 2 * WIDTH <= rows.stride(); k += 2 * WIDTH) {
                wideTile(block, scaled, rows, sum, j, k);
            }
            if (k < rows.stride()) {
                narrowTile(block, scaled, rows, sum, j, k);
            }
        }
    }

    private static void wideTile(double[] x, double[] s, Near rows, double[] sum, int j, int k) {
        int stride = rows.stride();
        int end = rows.to();
        int r0 = j * stride + k;
        int r1 = r0 + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        DoubleVector c00 = DoubleVector.fromArray(LANES, sum, r0);
        DoubleVector c01 = DoubleVector.fromArray(LANES, sum, r0 + WIDTH);
        DoubleVector c10 = DoubleVector.fromArray(LANES, sum, r1);
        DoubleVector c11 = DoubleVector.fromArray(LANES, sum, r1 + WIDTH);
        DoubleVector c20 = DoubleVector.fromArray(LANES, sum, r2);
        DoubleVector c21 = DoubleVector.fromArray(LANES, sum, r2 + WIDTH);
        DoubleVector c30 = DoubleVector.fromArray(LANES, sum, r3);
        DoubleVector c31 = DoubleVector.fromArray(LANES, sum, r3 + WIDTH);
        for (int at = rows.from(); at < end; at += stride) {
            DoubleVector b0 = DoubleVector.fromArray(LANES, x, at + k);
            DoubleVector b1 = DoubleVector.fromArray(LANES, x, at + k + WIDTH);
            DoubleVector a0 = DoubleVector.broadcast(LANES, s[at + j]);
            DoubleVector a1 = DoubleVector.broadcast(LANES, s[at + j + 1]);
            DoubleVector a2 = DoubleVector.broadcast(LANES, s[at + j + 2]);
            DoubleVector a3 = DoubleVector.broadcast(LANES, s[at + j + 3]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(sum, r0);
        c01.intoArray(sum, r0 + WIDTH);
        c10.intoArray(sum, r1);
        c11.intoArray(sum, r1 + WIDTH);
        c20.intoArray(sum, r2);
        c21.intoArray(sum, r2 + WIDTH);
        c30.intoArray(sum, r3);
        c31.intoArray(sum, r3 + WIDTH);
    }

    private static void narrowTile(double[] x, double[] s, Near rows, double[] sum, int j, int k) {
        int stride = rows.stride();
        int end = rows.to();
        int r0 = j * stride + k;
        DoubleVector c0 = DoubleVector.fromArray(LANES, sum, r0);
        DoubleVector c1 = DoubleVector.fromArray(LANES, sum, r0 + stride);
        DoubleVector c2 = DoubleVector.fromArray(LANES, sum, r0 + 2 * stride);
        DoubleVector c3 = DoubleVector.fromArray(LANES, sum, r0 + 3 * stride);
        for (int at = rows.from(); at < end; at += stride) {
            DoubleVector b = DoubleVector.fromArray(LANES, x, at + k);
            c0 = DoubleVector.broadcast(LANES, s[at + j]).fma(b, c0);
            c1 = DoubleVector.broadcast(LANES, s[at + j + 1]).fma(b, c1);
            c2 = DoubleVector.broadcast(LANES, s[at + j + 2]).fma(b, c2);
            c3 = DoubleVector.broadcast(LANES, s[at + j + 3]).fma(b, c3);
        }
        c0.intoArray(sum, r0);
        c1.intoArray(sum, r0 + stride);
        c2.intoArray(sum, r0 + 2 * stride);
        c3.intoArray(sum, r0 + 3 * stride);
    }
}
