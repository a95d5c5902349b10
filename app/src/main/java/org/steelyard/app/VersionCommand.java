package org.steelyard.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints which program this is. */
@Command(name = "version", resourceBundle = "cli")
final class VersionCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(new Main.Version().getVersion()[0]);
        return 0;
    }
}
