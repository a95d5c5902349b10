package org.steelyard.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;

/** What becomes of a failure that nobody foresaw. */
class ProblemHandlerTest {

    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            ProblemHandlerTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, of) -> null);

    private static ResponseEntity<?> answer(String cause) {
        return new ProblemHandler(null, null)
                .fail(new HttpMessageNotWritableException("not written", new IOException(cause)), REQUEST);
    }

    @Test
    void aReaderWhoWentAwayIsNoFault() {
        assertThat(answer("Broken pipe")).isNull();
        assertThat(answer("Connection reset by peer")).isNull();
    }

    @Test
    void aFaultHasANumberAndSaysNothingOfItsCause() {
        ResponseEntity<?> fault = answer("no space left on device");
        assertThat(fault.getStatusCode().value()).isEqualTo(500);
        assertThat(String.valueOf(fault.getBody())).contains("PLATFORM-099").doesNotContain("device");
    }
}
