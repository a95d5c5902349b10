package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/library.md is compiled and run as it stands on the page. */
class LibraryPageTest {

    @TempDir
    Path folder;

    private static String example() throws IOException {
        String page = Files.readString(Path.of("../docs/library.md"));
        Matcher m = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(m.find()).as("the page has an example").isTrue();
        return m.group(1);
    }

    @Test
    void theExampleIsShort() throws IOException {
        long lines = example()
                .lines()
                .filter(l -> !l.isBlank() && !l.startsWith("import"))
                .count();
        assertThat(lines).isLessThanOrEqualTo(24);
    }

    @Test
    void theExampleCompilesAndFindsTheTruth() throws Exception {
        String printed = run(example());

        Matcher risk =
                Pattern.compile("(-?[0-9.]+) \\((-?[0-9.]+) to (-?[0-9.]+)\\)").matcher(printed);
        assertThat(risk.find()).as(printed).isTrue();
        assertThat(Double.parseDouble(risk.group(2))).isLessThan(0.1);
        assertThat(Double.parseDouble(risk.group(3))).isGreaterThan(0.1);
        Matcher balance = Pattern.compile("balance (-?[0-9.e+-]+)").matcher(printed);
        assertThat(balance.find()).as(printed).isTrue();
        assertThat(Math.abs(Double.parseDouble(balance.group(1)))).isLessThan(1e-8);
        assertThat(printed).containsPattern("E-value [1-9]\\.[0-9]{2}");
    }

    private String run(String source) throws Exception {
        Path file = Files.writeString(folder.resolve("Example.java"), source);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        InputStream.nullInputStream(),
                        errors,
                        errors,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
