package org.steelyard.data.raw;

import java.nio.file.Path;
import java.util.Map;

/** Brings in a folder in a process of its own, which a test can kill. */
final class IntakeProcess {

    private IntakeProcess() {}

    public static void main(String[] args) {
        RawFolder.Job job = new RawFolder.Job(_ -> Map.of(), Raw.KEY, Path.of(args[1]), IntakeSettings.DEFAULT);
        RawFolder.intake(
                RawFolder.find(Path.of(args[0]), IntakeSettings.DEFAULT).tables(), job);
    }
}
