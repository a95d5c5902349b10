package org.steelyard.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 done, and those of {@link ErrorKind}. */
@Command(
        name = "steelyard",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        resourceBundle = "cli",
        subcommands = {
            CalculateCommand.class,
            DemoCommand.class,
            ModelCommand.class,
            ProtocolCommand.class,
            RunCommand.class,
            DataCommand.class,
            VersionCommand.class
        })
public final class Main implements Callable<Integer> {

    @Option(names = "--lang", scope = ScopeType.INHERIT, paramLabel = "zh|en", descriptionKey = "lang")
    private Lang lang = Lang.ZH;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    Main() {
        spec = CommandLine.Model.CommandSpec.create();
    }

    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** Runs one command and gives its exit code; what `main` does, without ending the process. */
    public static int execute(PrintStream out, PrintStream err, String... args) {
        Lang lang = langOf(List.of(args));
        CommandLine commandLine = new CommandLine(new Main());
        ResourceBundle words = ResourceBundle.getBundle(
                "cli",
                lang == Lang.EN ? Locale.ENGLISH : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        setWords(commandLine, words);
        commandLine.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
        commandLine.setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> report(err, failure, lang));
        commandLine.setParameterExceptionHandler((failure, arguments) -> {
            report(err, WrongUse.of(failure), lang);
            failure.getCommandLine().usage(failure.getCommandLine().getErr());
            return ErrorKind.USAGE.exitCode();
        });
        return commandLine.execute(args);
    }

    private static void setWords(CommandLine commandLine, ResourceBundle words) {
        commandLine.setResourceBundle(words);
        commandLine.getSubcommands().values().forEach(sub -> setWords(sub, words));
    }

    /** Without a subcommand the help is shown. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    static Lang langOf(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String value = args.get(i).startsWith("--lang=")
                    ? args.get(i).substring("--lang=".length())
                    : args.get(i).equals("--lang") && i + 1 < args.size() ? args.get(i + 1) : "";
            switch (value) {
                case "en" -> {
                    return Lang.EN;
                }
                case "zh" -> {
                    return Lang.ZH;
                }
                case "" -> {}
                default -> {
                    return Lang.ZH;
                }
            }
        }
        return Lang.ZH;
    }

    /** Tells a user what went wrong, without a stack trace, and gives the exit code. */
    static int report(PrintStream err, Throwable failure, Lang lang) {
        SteelyardException known = understood(failure);
        List<String> lines = known.problems().stream()
                .map(problem -> problem.in(lang))
                .distinct()
                .toList();
        int shown = 0;
        for (String line : lines) {
            err.println(line);
            if (++shown == 50 && lines.size() > 50) {
                int more = lines.size() - 50;
                err.println(lang == Lang.ZH ? "……另有 " + more + " 个问题" : "… and " + more + " more problems");
                break;
            }
        }
        return known.kind().exitCode();
    }

    private static SteelyardException understood(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SteelyardException known) {
                return known;
            }
            if (cause instanceof OutOfMemoryError) {
                return SteelyardException.of(
                        AppError.OUT_OF_MEMORY,
                        Place.NONE,
                        Text.of("内存不足，未能完成。", "There was not enough memory to finish."),
                        Text.of(
                                "增大内存上限，例如 STEELYARD_JAVA_OPTS=-Xmx8g，或减少变量。",
                                "Allow more, for instance STEELYARD_JAVA_OPTS=-Xmx8g, or use fewer variables."));
            }
            if (cause instanceof IOException || cause instanceof java.io.UncheckedIOException) {
                return SteelyardException.of(
                        AppError.INPUT_OUTPUT,
                        place(cause),
                        Text.of(
                                "读写文件失败：" + cause.getClass().getSimpleName(),
                                "Reading or writing a file failed: "
                                        + cause.getClass().getSimpleName()),
                        Text.of("检查磁盘空间与读写权限。", "Check the free disk space and the permissions."));
            }
        }
        if (Boolean.getBoolean("steelyard.debug")) {
            failure.printStackTrace();
        }
        return SteelyardException.of(
                AppError.INTERNAL,
                Place.NONE,
                Text.of(
                        "程序内部错误（" + failure.getClass().getSimpleName() + "），没有写出结果。",
                        "An internal error (" + failure.getClass().getSimpleName() + "); no result was written."),
                Text.of(
                        "这是程序缺陷，请带上方案报告给维护者；加 STEELYARD_JAVA_OPTS=-Dsteelyard.debug=true 可看到详情。",
                        "This is a defect: report it with the plan; STEELYARD_JAVA_OPTS=-Dsteelyard.debug=true shows the details."));
    }

    /** The last name of the path that the system complained of; never the whole path. */
    private static Place place(Throwable failure) {
        if (failure instanceof FileSystemException system && system.getFile() != null) {
            Path name = Path.of(system.getFile()).getFileName();
            return name == null ? Place.NONE : Place.file(name.toString());
        }
        return Place.NONE;
    }

    Lang language() {
        return lang;
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"steelyard " + CodeVersion.current() + ", Java " + System.getProperty("java.version")};
        }
    }
}
