package org.steelyard.platform.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.governance.process.Role;

/** Who pays: what the parties declared, and whether the protocol says so too (guide, part 9: disclosed in full in protocol and report). */
final class Disclosures {

    private Disclosures() {}

    /** Sources of money by what initiator and implementing body declared last. */
    static List<String> sources(Case file) {
        return last(file).values().stream()
                .flatMap(declared -> declared.funding().stream())
                .map(funding -> funding.source().strip())
                .filter(source -> !source.isEmpty())
                .distinct()
                .toList();
    }

    /** Sources of third parties that the protocol does not name; none while there is no protocol. */
    static List<String> missing(Case file) {
        Optional<String> protocol = ProtocolVersions.text(file);
        return last(file).values().stream()
                .filter(Body.Interests::thirdParty)
                .flatMap(declared -> declared.funding().stream())
                .map(funding -> funding.source().strip())
                .filter(source ->
                        protocol.filter(yaml -> !yaml.contains(source)).isPresent())
                .distinct()
                .toList();
    }

    private static Map<String, Body.Interests> last(Case file) {
        Map<String, Body.Interests> last = new LinkedHashMap<>();
        file.of("declare-interests")
                .filter(f -> f.role() == Role.INITIATOR
                        || f.role() == Role.IMPLEMENTER
                        || f.role().isAuthority())
                .forEach(f -> last.put(f.account(), (Body.Interests) f.body()));
        return last;
    }
}
