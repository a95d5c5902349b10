package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The register of kinds holds what the code can emit, neither less nor more. */
class DiagnosticKindsTest {

    /** A call that makes a diagnostic, up to its first literal. */
    private static final Pattern CALL = Pattern.compile(
            "\\b(?:inform|exact|atLeast|atMost|check|diagnostic|add|one)\\(\\s*(?:[^\"();]*?,\\s*)?(?:work\\.analysis\\(\\)\\.id\\(\\),\\s*)?(?:[a-z]+\\.analysis\\(\\),\\s*)?"
                    + "(?:work\\.group\\(\\)\\.kind\\(\\s*)?\"([a-z][a-z0-9-]+):?\"");

    private static final Path SOURCE = Path.of("src/main/java/org/steelyard/effect");

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            return files.filter(f -> f.toString().endsWith(".java")
                            && !f.endsWith("DiagnosticKinds.java")
                            && !f.getFileName().toString().startsWith("Wording"))
                    .map(DiagnosticKindsTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyKindInTheCodeIsRegistered() throws IOException {
        Set<String> unknown = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        for (String source : sources()) {
            // Estimates and pictures are added by a method of the same name; they are told by what follows.
            Matcher m = CALL.matcher(source.replaceAll("\\badd\\(\\s*\"[a-z-]+\",\\s*(?!.*(Text|limit))", "estimate("));
            while (m.find()) {
                // What ends in a dash is completed by the name of the arm.
                String kind = m.group(1).endsWith("-") ? m.group(1) + "treated" : m.group(1);
                found.add(kind);
                if (!DiagnosticKinds.ALL.contains(kind)) {
                    unknown.add(kind);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(40);
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyRegisteredKindIsInTheCode() throws IOException {
        String all = String.join("\n", sources());
        for (String kind : DiagnosticKinds.ALL) {
            String stem = kind.replaceFirst("-(treated|control)$", "-");
            assertThat(all).containsAnyOf("\"" + kind + "\"", "\"" + kind + ":\"", "\"" + stem + "\"");
        }
    }
}
