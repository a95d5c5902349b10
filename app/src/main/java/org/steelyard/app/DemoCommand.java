package org.steelyard.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The evaluation that ships with the project: the same run as any other, on {@code examples/rotterdam}. */
@Command(name = "demo", resourceBundle = "cli", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Path example = Path.of(System.getProperty("steelyard.home", ".")).resolve("examples/rotterdam");
        return options.run(example.resolve("protocol.yaml"), example.resolve("data"), main.language());
    }
}
