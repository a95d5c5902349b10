package org.steelyard.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.Databases;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** A database of a connection file, by its name. */
final class NamedDatabase {

    private NamedDatabase() {}

    /**
     * @param option that names it, for the message
     * @param name absent: the only one there is
     */
    static Database find(String option, Optional<Path> connections, Optional<String> name) {
        Map<String, Database> known = connections.map(Databases::read).orElse(Map.of());
        String wanted = name.orElseGet(
                () -> known.size() == 1 ? known.keySet().iterator().next() : "");
        return Optional.ofNullable(known.get(wanted))
                .orElseThrow(
                        () -> bad(option, known.isEmpty() ? "--connections FILE" : String.join(", ", known.keySet())));
    }

    /** An option whose value is none of those allowed. */
    static SteelyardException bad(String option, String allowed) {
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(option),
                Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                Text.of("改正这个选项。", "Correct this option."));
    }
}
