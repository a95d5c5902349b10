package org.steelyard.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.internal.AnalysisDigests;
import org.steelyard.protocol.internal.Canonical;
import org.steelyard.protocol.internal.EventDictionary;
import org.steelyard.protocol.internal.Examination;
import org.steelyard.protocol.internal.PlanCheck;
import org.steelyard.protocol.internal.SchemaGuide;
import org.steelyard.protocol.internal.YamlDocument;
import org.steelyard.protocol.internal.YamlParser;

/**
 * Reads and checks the evaluation plan.
 *
 * <p>First it must be YAML. Then two questions are asked of it: does it follow the published schema
 * ({@code schema/protocol-1.schema.json}), and does it make sense as an evaluation. All problems of both are reported
 * together, each with the line it stands on; those that only follow from another one are left out.
 */
public final class ProtocolFile {

    private static final SchemaGuide SCHEMA = SchemaGuide.of("protocol-1.schema.json");
    private static final Examination EXAMINATION =
            new Examination(SCHEMA, tree -> EventDictionary.complete(tree, SCHEMA));

    private ProtocolFile() {}

    /** The plan in a file, or a failure with all that is wrong with it. */
    public static Protocol read(Path file) {
        return load(file).protocol();
    }

    /** The plan in these bytes, or a failure with all that is wrong with it. */
    public static Protocol parse(byte[] bytes, String name) {
        return load(bytes, name).protocol();
    }

    /** The plan with its digests. */
    public static PlanFile load(Path file) {
        return load(bytes(file), fileName(file));
    }

    public static PlanFile load(byte[] bytes, String name) {
        YamlDocument document = YamlParser.parse(bytes, name, SCHEMA);
        Protocol protocol = EXAMINATION.passed(document, Protocol.class, plan -> PlanCheck.check(plan, document));
        String canonical = Canonical.of(document.tree());
        return new PlanFile(
                name,
                protocol,
                Digest.of(bytes),
                canonical,
                Digest.of(canonical),
                AnalysisDigests.of(document.tree(), SCHEMA));
    }

    /** All that is wrong with the plan; empty when nothing is. */
    public static List<Problem> check(Path file) {
        try {
            load(file);
            return List.of();
        } catch (SteelyardException e) {
            return e.problems();
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw SteelyardException.of(
                    ProtocolError.UNREADABLE,
                    Place.file(fileName(file)),
                    Text.of("文件不存在或无法读取。", "The file does not exist or cannot be read."),
                    Text.of(
                            "检查路径与权限；新建方案用 steelyard protocol new。",
                            "Check path and permission; steelyard protocol new" + " makes a new plan."));
        }
    }

    static String fileName(Path file) {
        Path last = file.getFileName();
        return last == null ? "" : last.toString();
    }
}
