package org.steelyard.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes and refuses malformed ones. All good characters before the bad byte are handed over first, so that the
 * caller knows the row and column of the fault; the platform's reader looks thousands of bytes ahead.
 */
public final class StrictReader implements AutoCloseable {

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private boolean end;
    private boolean flushed;

    public StrictReader(InputStream in, Charset charset) {
        this.in = in;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** How many characters were read; -1 at the end. */
    public int read(char[] out) throws IOException {
        CharBuffer chars = CharBuffer.wrap(out);
        while (chars.position() == 0 && !flushed) {
            step(chars);
        }
        return chars.position() == 0 ? -1 : chars.position();
    }

    private void step(CharBuffer chars) throws IOException {
        CoderResult result = decoder.decode(bytes, chars, end);
        if (result.isError()) {
            if (chars.position() == 0) {
                throw new CharacterCodingException();
            }
        } else if (result.isUnderflow() && end) {
            decoder.flush(chars);
            flushed = true;
        } else if (result.isUnderflow()) {
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = n < 0;
        bytes.position(bytes.position() + Math.max(n, 0));
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
