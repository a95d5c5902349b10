package org.steelyard.data.identity.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Notices when two identifiers get one pseudonym. It holds no identifier: a pseudonym is the first half of an HMAC, and the
 * register keeps eight bytes of the second half with it, which differ when the identifiers do.
 *
 * <p>Up to {@link #MOST} pseudonyms are held, of 24 bytes each; later ones are compared with those and not added, so that
 * memory is bounded. Safe for several threads.
 */
public final class PseudonymRegister {

    public static final int MOST = 24_000_000;

    private final Stripe[] stripes = new Stripe[16];
    private final int mostOfStripe;

    public PseudonymRegister() {
        this(MOST);
    }

    public PseudonymRegister(int most) {
        mostOfStripe = Math.max(1, most / stripes.length);
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe();
        }
    }

    /**
     * @param mac 32 bytes, of which the first 16 are the pseudonym
     * @return false when the pseudonym is there already for another identifier
     */
    public boolean add(byte[] mac) {
        ByteBuffer b = ByteBuffer.wrap(mac);
        long high = b.getLong();
        long low = b.getLong();
        long rest = b.getLong();
        return stripes[(int) (high >>> 60)].add(high, low, rest, mostOfStripe);
    }

    /** Open addressing over triples; an all-zero triple is an empty slot, and is never stored. */
    private static final class Stripe {

        private long[] slots = new long[3 * 1024];
        private int size;

        synchronized boolean add(long high, long low, long rest, int most) {
            if (size > slots.length / 3 * 0.6 && size < most) {
                grow();
            }
            int at = find(slots, high, low);
            boolean empty = slots[at] == 0 && slots[at + 1] == 0 && slots[at + 2] == 0;
            if (!empty) {
                return slots[at + 2] == rest;
            }
            if (size < most) {
                put(slots, at, high, low, rest);
                size++;
            }
            return true;
        }

        private static int find(long[] slots, long high, long low) {
            int n = slots.length / 3;
            int i = (int) Long.remainderUnsigned(high * 31 + low, n);
            while (true) {
                int at = 3 * i;
                boolean empty = slots[at] == 0 && slots[at + 1] == 0 && slots[at + 2] == 0;
                if (empty || slots[at] == high && slots[at + 1] == low) {
                    return at;
                }
                i = i + 1 == n ? 0 : i + 1;
            }
        }

        private static void put(long[] slots, int at, long high, long low, long rest) {
            slots[at] = high;
            slots[at + 1] = low;
            slots[at + 2] = rest;
        }

        private void grow() {
            long[] old = slots;
            slots = Arrays.copyOf(new long[0], old.length * 2);
            for (int at = 0; at < old.length; at += 3) {
                if (old[at] != 0 || old[at + 1] != 0 || old[at + 2] != 0) {
                    put(slots, find(slots, old[at], old[at + 1]), old[at], old[at + 1], old[at + 2]);
                }
            }
        }
    }
}
