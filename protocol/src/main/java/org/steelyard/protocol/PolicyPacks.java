package org.steelyard.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.internal.Examination;
import org.steelyard.protocol.internal.SchemaGuide;
import org.steelyard.protocol.internal.YamlDocument;
import org.steelyard.protocol.internal.YamlParser;

/** Reads and checks policy packs: those that ship with the program, by id, and others by path. */
public final class PolicyPacks {

    /** Used when nobody names another. */
    public static final String DEFAULT = "china-national-2024";

    private static final List<String> SHIPPED = List.of(DEFAULT);
    private static final SchemaGuide SCHEMA = SchemaGuide.of("policy-1.schema.json");
    private static final Examination EXAMINATION = new Examination(SCHEMA);

    private PolicyPacks() {}

    /** A pack and the digest of its bytes, for provenance. */
    public record PackFile(String name, PolicyPack pack, Digest sha256) {}

    /** Ids of the packs that ship with the program. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    public static PolicyPack load(String idOrPath) {
        return loadFile(idOrPath).pack();
    }

    /** An id of a shipped pack wins over a file of the same name; write {@code ./name} for the file. */
    public static PackFile loadFile(String idOrPath) {
        if (SHIPPED.contains(idOrPath)) {
            return parse(resource(idOrPath), idOrPath + ".yaml");
        }
        Path file = Path.of(idOrPath);
        if (!Files.isRegularFile(file)) {
            throw unknown(idOrPath);
        }
        return parse(ProtocolFile.bytes(file), ProtocolFile.fileName(file));
    }

    public static PackFile parse(byte[] bytes, String name) {
        YamlDocument document = YamlParser.parse(bytes, name, SCHEMA);
        PolicyPack pack = EXAMINATION.passed(
                document, PolicyPack.class, each -> sense(each, document).list());
        return new PackFile(name, pack, Digest.of(bytes));
    }

    private static Problems sense(PolicyPack pack, YamlDocument document) {
        Problems problems = new Problems();
        rate(pack.discountCosts(), "discountCosts", document, problems);
        rate(pack.discountEffects(), "discountEffects", document, problems);
        if (pack.discountRange().getFirst() >= pack.discountRange().getLast()) {
            bad(
                    problems,
                    document.place("discountRange"),
                    Text.of("贴现率下限应小于上限。", "The lowest rate must be below the highest."));
        }
        if (!ascending(pack.thresholdMultiples())) {
            bad(
                    problems,
                    document.place("thresholdMultiples"),
                    Text.of("阈值倍数应由小到大且不重复。", "Multiples must ascend without repetition."));
        }
        if (pack.gdpPerCapita().value() <= 0) {
            bad(problems, document.place("gdpPerCapita.value"), Text.of("人均 GDP 应大于 0。", "GDP must be above 0."));
        }
        pack.fundGrowth().ifPresent(growth -> growth(growth, document, problems));
        pack.benefits().forEach((name, b) -> benefits(b, "benefits." + name, document, problems));
        double count = pack.smallestCount().value();
        if (count < 0 || count != Math.rint(count)) {
            bad(
                    problems,
                    document.place("smallestCount.value"),
                    Text.of("应为不小于 0 的整数。", "It must be a whole number of at least 0."));
        }
        if (pack.validTo().filter(to -> to.isBefore(pack.validFrom())).isPresent()) {
            bad(problems, document.place("validTo"), Text.of("失效日期早于生效日期。", "It ends before it begins."));
        }
        return problems;
    }

    private static void rate(PolicyPack.Number rate, String field, YamlDocument document, Problems problems) {
        if (!(rate.value() >= 0 && rate.value() < 1)) {
            bad(
                    problems,
                    document.place(field + ".value"),
                    Text.of("贴现率应不小于 0 且小于 1（5% 写作 0.05）。", "A rate is at least 0 and below 1 (5% is 0.05)."));
        }
    }

    private static void growth(PolicyPack.Number growth, YamlDocument document, Problems problems) {
        if (!(growth.value() > -1 && growth.value() < 1)) {
            bad(
                    problems,
                    document.place("fundGrowth.value"),
                    Text.of("增长率应大于 -1 且小于 1（5% 写作 0.05）。", "A growth lies above -1 and below 1 (5% is 0.05)."));
        }
    }

    private static void benefits(PolicyPack.Benefits b, String at, YamlDocument document, Problems problems) {
        tiers(b.tiers(), at + ".tiers", document, problems);
        b.seriousIllness().ifPresent(l -> tiers(l.tiers(), at + ".seriousIllness.tiers", document, problems));
        b.medicalAid().ifPresent(l -> tiers(l.tiers(), at + ".medicalAid.tiers", document, problems));
    }

    private static void tiers(List<PolicyPack.Tier> tiers, String at, YamlDocument document, Problems problems) {
        List<Double> ends = tiers.stream()
                .limit(tiers.size() - 1L)
                .map(t -> t.upTo().orElse(Double.NaN))
                .toList();
        boolean open = tiers.getLast().upTo().isEmpty();
        if (!open || ends.stream().anyMatch(d -> d.isNaN()) || !ascending(ends)) {
            bad(
                    problems,
                    document.place(at),
                    Text.of("分段上限应由小到大，最后一段不写 upTo。", "Ends of tiers ascend, and the last tier has no upTo."));
        }
    }

    private static boolean ascending(List<Double> values) {
        return IntStream.range(1, values.size()).allMatch(i -> values.get(i - 1) < values.get(i));
    }

    private static void bad(Problems problems, Place place, Text message) {
        problems.add(ProtocolError.BAD_PACK, place, message, Text.of("改正政策包文件。", "Correct the policy pack."));
    }

    private static SteelyardException unknown(String name) {
        String shipped = String.join(", ", SHIPPED);
        return SteelyardException.of(
                ProtocolError.UNKNOWN_PACK,
                Place.file(ProtocolFile.fileName(Path.of(name))),
                Text.of("没有这个政策包。内置：" + shipped + "。", "There is no such policy pack. Shipped: " + shipped + "."),
                Text.of("使用内置名称，或给出政策包文件的路径。", "Use a shipped id or the path of a pack file."));
    }

    private static byte[] resource(String id) {
        try (InputStream in = PolicyPacks.class.getResourceAsStream("/policy/" + id + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("policy pack is not in the program: " + id);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
