package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.steelyard.data.internal.StrictReader;

/**
 * Another encoding as UTF-8, on the fly: nothing in clear is ever written to disk. Everything before a malformed byte is handed
 * over first, so that the caller knows the row and column of the fault.
 */
final class Utf8Stream extends InputStream {

    private final StrictReader in;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final char[] chars = new char[1 << 14];
    private final ByteBuffer bytes = ByteBuffer.allocate((1 << 14) * 4 + 16).flip();
    private int pending;

    Utf8Stream(InputStream raw, Charset charset) {
        in = new StrictReader(raw, charset);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        if (!bytes.hasRemaining() && !fill()) {
            return -1;
        }
        int n = Math.min(length, bytes.remaining());
        bytes.get(out, offset, n);
        return n;
    }

    private boolean fill() throws IOException {
        while (true) {
            char[] fresh = new char[chars.length - pending];
            int n = in.read(fresh);
            if (n < 0) {
                refuseHalfCharacter();
                return false;
            }
            System.arraycopy(fresh, 0, chars, pending, n);
            CharBuffer from = CharBuffer.wrap(chars, 0, pending + n);
            bytes.clear();
            encoder.reset();
            if (encoder.encode(from, bytes, false).isError()) {
                throw new CharacterCodingException();
            }
            pending = from.remaining();
            from.get(chars, 0, pending);
            bytes.flip();
            if (bytes.hasRemaining()) {
                return true;
            }
        }
    }

    private void refuseHalfCharacter() throws CharacterCodingException {
        if (pending > 0) {
            throw new CharacterCodingException();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
