package org.steelyard.protocol.internal;

import java.math.BigInteger;

/** Versions of plans: up to three numbers, compared one by one; {@code 1} equals {@code 1.0}. */
public final class Versions {

    private static final int PARTS = 3;

    private Versions() {}

    public static int compare(String a, String b) {
        for (int i = 0; i < PARTS; i++) {
            int order = part(a, i).compareTo(part(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger part(String version, int index) {
        String[] parts = version.split("\\.", -1);
        return index < parts.length ? new BigInteger(parts[index]) : BigInteger.ZERO;
    }
}
