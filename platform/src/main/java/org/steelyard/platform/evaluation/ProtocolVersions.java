package org.steelyard.platform.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.PlanFile;
import org.steelyard.protocol.ProtocolFile;

/** The versions of a protocol: those filed while it was designed, and approved amendments. */
public final class ProtocolVersions {

    private ProtocolVersions() {}

    /**
     * @param filing number of the filing that holds it
     * @param canonicalSha256 empty when the text is not a sound plan
     * @param amendment whether it came after the lock
     */
    public record Version(
            int filing, String yaml, Optional<String> canonicalSha256, List<Problem> problems, boolean amendment) {
        public Version {
            problems = List.copyOf(problems);
        }

        public boolean sound() {
            return problems.isEmpty();
        }
    }

    /** A text that counts, before it is read. */
    private record Written(int filing, String yaml, boolean amendment) {}

    /** In the order in which they were filed; amendments only once they are approved. */
    public static List<Version> of(Case file) {
        return written(file).stream()
                .map(w -> version(w.filing(), w.yaml(), w.amendment()))
                .toList();
    }

    private static List<Written> written(Case file) {
        Map<Integer, Body.Amendment> proposed = new HashMap<>();
        List<Written> all = new ArrayList<>();
        for (Filing filing : file.filings()) {
            switch (filing.body()) {
                case Body.ProtocolText text -> all.add(new Written(filing.number(), text.yaml(), false));
                case Body.Amendment amendment -> proposed.put(filing.number(), amendment);
                case Body.AmendmentDecision decision -> {
                    Body.Amendment amendment = proposed.get(decision.amendment());
                    if (decision.approved() && amendment != null) {
                        all.add(new Written(decision.amendment(), amendment.yaml(), true));
                    }
                }
                default -> {}
            }
        }
        return all;
    }

    /** The last version; the others are not read for it. */
    public static Optional<Version> latest(Case file) {
        List<Written> all = written(file);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(version(
                        all.getLast().filing(),
                        all.getLast().yaml(),
                        all.getLast().amendment()));
    }

    /** What is written in the last version, unread. */
    static Optional<String> text(Case file) {
        List<Written> all = written(file);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().yaml());
    }

    /** The version that runs must follow: the last one, once the protocol is locked. */
    public static Optional<Version> inForce(Case file) {
        return file.evaluation().state().isLocked() ? latest(file) : Optional.empty();
    }

    public static Version version(int filing, String yaml, boolean amendment) {
        try {
            PlanFile plan = ProtocolFile.load(yaml.getBytes(StandardCharsets.UTF_8), "protocol.yaml");
            return new Version(filing, yaml, Optional.of(plan.canonicalSha256().hex()), List.of(), amendment);
        } catch (SteelyardException e) {
            return new Version(filing, yaml, Optional.empty(), e.problems(), amendment);
        }
    }
}
