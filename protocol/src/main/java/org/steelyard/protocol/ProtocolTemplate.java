package org.steelyard.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.steelyard.kernel.Lang;

/** A commented plan to start from. It passes the check as it stands, for the small table that its comments describe. */
public final class ProtocolTemplate {

    private ProtocolTemplate() {}

    /** YAML text, in UTF-8 when written. */
    public static String write(Lang lang) {
        String name = switch (lang) {
            case ZH -> "/template/protocol.zh.yaml";
            case EN -> "/template/protocol.en.yaml";
        };
        try (InputStream in = ProtocolTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("template is not in the program: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
