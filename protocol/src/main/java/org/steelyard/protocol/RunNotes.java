package org.steelyard.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Which plans were run, noted beside the plan in {@code <name>.runs.tsv}: time, version, digest of the canonical form. Once a
 * run is noted, results have been seen: what is locked for the first time, added or changed after it is exploratory for ever.
 *
 * <p>The note is a plain file. It keeps an honest author honest; against one who deletes it only a ledger outside his reach
 * helps.
 */
public final class RunNotes {

    private RunNotes() {}

    /** One run that gave results. */
    public record Note(Instant at, String version, Digest canonicalSha256) {}

    public static Path file(Path plan) {
        String name = ProtocolFile.fileName(plan);
        int dot = name.lastIndexOf('.');
        return plan.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".runs.tsv");
    }

    /**
     * Notes that results of this plan exist; once for each content.
     *
     * @return false when the note could not be written, for instance in a read-only folder
     */
    public static boolean note(Path plan, PlanFile content, Instant at) {
        if (read(plan).stream().anyMatch(n -> n.canonicalSha256().equals(content.canonicalSha256()))) {
            return true;
        }
        String line = String.join(
                "\t",
                at.toString(),
                content.protocol().version(),
                content.canonicalSha256().hex());
        try {
            Files.writeString(
                    file(plan),
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All noted runs, oldest first. */
    public static List<Note> read(Path plan) {
        Path file = file(plan);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> parse(line).orElseThrow(() -> damaged(file)))
                    .toList();
        } catch (IOException e) {
            throw damaged(file);
        }
    }

    private static Optional<Note> parse(String line) {
        String[] parts = line.split("\t", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new Note(Instant.parse(parts[0]), parts[1], new Digest(parts[2])))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static SteelyardException damaged(Path file) {
        return SteelyardException.of(
                ProtocolError.LOCK_DAMAGED,
                Place.file(ProtocolFile.fileName(file)),
                Text.of(
                        "运行记录无法读取；它说明哪些版本已经出过结果。",
                        "The note of runs cannot be read; it says which versions already gave results."),
                Text.of("从备份恢复这个文件，不要删除它。", "Restore the file from a backup; do not delete it."));
    }
}
