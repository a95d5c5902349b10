package org.steelyard.data.raw.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.steelyard.data.DataError;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** What comes out of a compressed file, stopped when it is more than a table can be. */
final class Guarded extends FilterInputStream {

    /** Small files may be very regular; below this much nothing is suspected. */
    static final long UNSUSPICIOUS = 100_000_000;

    private final String name;
    private final LongSupplier packed;
    private final Limits limits;
    private long unpacked;

    /** @param packed how many compressed bytes have been taken so far */
    Guarded(InputStream in, String name, LongSupplier packed, Limits limits) {
        super(in);
        this.name = name;
        this.packed = packed;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        int n = super.read(out, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) {
        unpacked += n;
        boolean steep = unpacked > UNSUSPICIOUS && unpacked / Math.max(packed.getAsLong(), 1) > limits.unpackedRatio();
        if (steep || unpacked > limits.unpackedBytes()) {
            throw bomb(name);
        }
    }

    static SteelyardException bomb(String name) {
        return Files.problem(
                DataError.SUSPICIOUS_ARCHIVE,
                name,
                Text.of("解压后体积异常，可能是压缩炸弹", "it unpacks to an extraordinary size, and may be a trap"),
                Text.of("核对来源；数据量大时改用 CSV 或 Parquet", "check where it comes from; use CSV or Parquet for large data"));
    }
}
