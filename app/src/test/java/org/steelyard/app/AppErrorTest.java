package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Lang;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;

/** Every error of the command line is provoked here, and tells what to do in both languages without a stack trace. */
class AppErrorTest {

    private static final Path BASE = Path.of("src/test/resources/corpus/base");

    @TempDir
    private Path temp = Path.of("");

    private interface Provocation {
        Cli in(Lang lang) throws IOException;
    }

    @Test
    void everyErrorIsProvokedAndExplained() throws IOException {
        Map<AppError, Provocation> provocations = new EnumMap<>(AppError.class);
        provocations.put(AppError.NO_SUCH_PATH, lang -> run(lang, temp.resolve("absent.yaml"), temp.resolve("out")));
        provocations.put(AppError.OUT_NOT_OURS, lang -> run(lang, plan(), file("out-file")));
        provocations.put(AppError.OUT_IN_USE, this::whileAnotherRuns);
        provocations.put(AppError.INPUT_OUTPUT, this::whereNothingCanBeWritten);
        provocations.put(
                AppError.BAD_OPTION, lang -> run(lang, plan(), temp.resolve("out"), "--memory", "8 elephants"));
        provocations.put(AppError.INTERNAL, lang -> reported(new IllegalStateException("secret"), lang));
        provocations.put(AppError.OUT_OF_MEMORY, lang -> reported(new OutOfMemoryError("secret"), lang));
        provocations.put(AppError.NO_ENGINE, lang -> run(lang, plan(), temp.resolve("out"), "--engine", "spark"));
        provocations.put(AppError.NO_EVENT_SOURCE, lang -> checked(lang, plan()));
        provocations.put(AppError.NOT_KEPT, this::keepingCertificates);
        assertThat(provocations).containsOnlyKeys(AppError.values());

        for (AppError error : AppError.values()) {
            for (Lang lang : Lang.values()) {
                Cli cli = provocations.get(error).in(lang);
                assertThat(cli.exitCode())
                        .as(error + ": " + cli.said())
                        .isEqualTo(error.kind().exitCode());
                assertThat(cli.said())
                        .contains("[" + error.id() + "]")
                        .contains(lang == Lang.ZH ? "处理：" : "To do: ")
                        .doesNotContain("secret", "\tat ");
            }
        }
    }

    private Cli whileAnotherRuns(Lang lang) throws IOException {
        Path out = temp.resolve("busy-" + lang);
        try (OutFolder other = OutFolder.open(out)) {
            assertThat(other.path()).isEqualTo(out);
            return run(lang, plan(), out);
        }
    }

    private Cli whereNothingCanBeWritten(Lang lang) throws IOException {
        Path out = Files.createDirectories(temp.resolve("blocked-" + lang));
        Files.writeString(out.resolve(".steelyard"), "a file where the store should be");
        return run(lang, plan(), out);
    }

    private Cli keepingCertificates(Lang lang) throws IOException {
        Path data = temp.resolve("kept-" + lang);
        RegionSimulator.run(
                new RegionSimulator.Request(
                        RegionChain.small().with(new RegionConfig.Run(5, 1, 0)),
                        data.resolve("region"),
                        RegionSimulator.Format.CSV,
                        1),
                (persons, rows) -> {});
        Path plan = Files.writeString(
                temp.resolve("kept.yaml"),
                RegionChain.planText()
                        .replace(
                                "folder: region\n",
                                "folder: region\n      keep: [{column: certno, purpose: {zh: 试, en: try}}]\n"));
        return Cli.run(
                "run",
                plan,
                "--data",
                data,
                "--out",
                temp.resolve("kept-out-" + lang),
                "--key",
                temp.resolve("key-" + lang),
                "--lang",
                lang == Lang.ZH ? "zh" : "en");
    }

    private static Cli reported(Throwable failure, Lang lang) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.report(new PrintStream(err, true, StandardCharsets.UTF_8), failure, lang);
        return new Cli(code, "", err.toString(StandardCharsets.UTF_8));
    }

    private static Cli run(Lang lang, Path plan, Path out, String... more) {
        List<Object> words = new ArrayList<>(
                List.of("run", plan, "--data", BASE, "--out", out, "--lang", lang == Lang.ZH ? "zh" : "en"));
        words.addAll(List.of(more));
        return Cli.run(words.toArray());
    }

    private static Cli checked(Lang lang, Path target) {
        return Cli.run("data", "check", target, "--lang", lang == Lang.ZH ? "zh" : "en");
    }

    private static Path plan() {
        return BASE.resolve("plan.yaml");
    }

    private Path file(String name) throws IOException {
        return Files.writeString(temp.resolve(name), "a file");
    }
}
