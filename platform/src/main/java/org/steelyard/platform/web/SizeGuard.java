package org.steelyard.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.steelyard.kernel.SteelyardException;

/** Counts what is sent while it is read: whoever does not say how much is coming (chunked) is stopped at the same limits as others. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class SizeGuard extends OncePerRequestFilter {

    /** The largest archive of a run, with room for the controller to say so itself. */
    private static final long LARGEST = 48L * 1024 * 1024;

    /** Signing in, setting up and suggesting take a page of text: nobody unknown fills the memory. */
    private static final long LARGEST_OF_STRANGERS = 1024L * 1024;

    private final SignedIn signedIn;

    SizeGuard(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    /** @throws SteelyardException if so many bytes are too many from this person */
    void check(long bytes, HttpServletRequest request) {
        if (bytes > LARGEST
                || bytes > LARGEST_OF_STRANGERS && !signedIn.person(request).isSignedIn()) {
            throw new SteelyardException(List.of(ProblemDetails.tooLarge()));
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Counted(request), response);
    }

    private final class Counted extends HttpServletRequestWrapper {

        private final HttpServletRequest sent;

        Counted(HttpServletRequest sent) {
            super(sent);
            this.sent = sent;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(sent, sent.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private final class CountedStream extends ServletInputStream {

        private final HttpServletRequest sent;
        private final ServletInputStream in;
        private long read;

        CountedStream(HttpServletRequest sent, ServletInputStream in) {
            this.sent = sent;
            this.in = in;
        }

        private int counted(int now) {
            read += Math.max(0, now);
            check(read, sent);
            return now;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            counted(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return counted(in.read(bytes, offset, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
