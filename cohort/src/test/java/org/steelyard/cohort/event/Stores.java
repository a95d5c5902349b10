package org.steelyard.cohort.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;

/** Standard stores of OMOP folders, made by the chain that a user runs. */
final class Stores {

    private Stores() {}

    static Path shared(String set) {
        Path path = Path.of(System.getProperty("steelyard.shared", "../../shared"), "data", "omop", set);
        Assumptions.assumeTrue(Files.isDirectory(path), "shared data absent: omop/" + set);
        return path;
    }

    private static boolean isEmpty(RawSource source) {
        try (var lines = Files.lines(((RawSource.File) source).folder().resolve(((RawSource.File) source).name()))) {
            return lines.limit(2).count() < 2;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StandardStore omop(String set, Path work) {
        return omop(shared(set), set, work);
    }

    static StandardStore omop(Path source, String set, Path work) {
        try {
            Path raw = Files.createDirectories(work.resolve("raw-" + set));
            Pseudonyms key = Pseudonyms.of(IdentityKey.of(new byte[IdentityKey.BYTES]));
            IntakeSettings settings = IntakeSettings.DEFAULT;
            Mapping omop = Mappings.shipped(Mappings.Kind.OMOP);
            RawFolder.Job job = new RawFolder.Job(omop::treatments, key, raw, settings);
            List<RawTable> raws = new ArrayList<>();
            RawFolder.find(source, settings).tables().forEach((name, table) -> {
                if (StandardColumns.names().contains(name) && !isEmpty(table)) {
                    raws.addAll(RawFolder.intake(Map.of(name, table), job));
                }
            });
            return Standardiser.run(raws, omop, work.resolve("store-" + set), StandardSettings.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
