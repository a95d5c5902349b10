package org.steelyard.app;

import java.util.concurrent.Callable;
import org.steelyard.kernel.Lang;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Everything that can be done with data before a plan asks for them; each task is a subcommand of its own class. */
@Command(
        name = "data",
        resourceBundle = "cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {SimulateCommand.class, MapCommand.class, StandardiseCommand.class, DataCheckCommand.class})
final class DataCommand implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Without a subcommand the help is shown. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    Lang language() {
        return main.language();
    }
}
