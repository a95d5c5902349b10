package org.steelyard.economics.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.steelyard.economics.sheet.internal.Calculation;
import org.steelyard.economics.sheet.internal.CostCalculations;
import org.steelyard.economics.sheet.internal.DecisionCalculations;
import org.steelyard.economics.sheet.internal.OutcomeCalculations;
import org.steelyard.economics.sheet.internal.Part;
import org.steelyard.economics.sheet.internal.StudyCalculations;
import org.steelyard.economics.sheet.internal.SurvivalCalculations;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import org.steelyard.protocol.yaml.YamlFile;
import tools.jackson.databind.JsonNode;

/** A sheet of economic calculations that has been read and found to have the right shape. */
public final class EconomicSheet {

    private static final String SCHEMA = "sheet-1.schema.json";

    private static final Map<String, Calculation> SECTIONS = Map.ofEntries(
            Map.entry("censoredCosts", CostCalculations::censored),
            Map.entry("costRegressions", CostCalculations::regression),
            Map.entry("attributableCosts", CostCalculations::attributable),
            Map.entry("burden", CostCalculations::burden),
            Map.entry("activityCosts", CostCalculations::activities),
            Map.entry("payers", CostCalculations::payers),
            Map.entry("prices", CostCalculations::prices),
            Map.entry("qalys", OutcomeCalculations::qalys),
            Map.entry("dalys", OutcomeCalculations::dalys),
            Map.entry("utilities", OutcomeCalculations::utilities),
            Map.entry("equity", DecisionCalculations::equity),
            Map.entry("criteria", DecisionCalculations::criteria),
            Map.entry("survivalFits", SurvivalCalculations::fits),
            Map.entry("trials", DecisionCalculations::trial),
            Map.entry("information", DecisionCalculations::information),
            Map.entry("sampleSizes", StudyCalculations::sampleSize),
            Map.entry("metaAnalyses", StudyCalculations::pooling));

    private final String name;
    private final Digest digest;
    private final YamlFile file;

    private EconomicSheet(String name, Digest digest, YamlFile file) {
        this.name = name;
        this.digest = digest;
        this.file = file;
    }

    public static EconomicSheet load(Path path) {
        try {
            return parse(Files.readAllBytes(path), String.valueOf(path.getFileName()));
        } catch (IOException e) {
            throw SteelyardException.of(
                    SheetError.UNREADABLE,
                    Place.file(String.valueOf(path.getFileName())),
                    Text.of("文件不存在或无法读取", "the file does not exist or cannot be read"),
                    Text.of("检查路径与权限", "Check path and permission"));
        }
    }

    public static EconomicSheet parse(byte[] bytes, String name) {
        YamlFile file = YamlFile.parse(bytes, name, SCHEMA);
        if (!file.departures().isEmpty()) {
            throw new SteelyardException(file.departures());
        }
        if (sections(file.tree()).isEmpty()) {
            throw SteelyardException.of(
                    SheetError.EMPTY,
                    Place.file(name),
                    Text.of("没有任何计算。", "There is nothing to compute."),
                    Text.of("至少写一个部分，例如 burden、qalys。", "Write at least one section, such as burden or qalys."));
        }
        return new EconomicSheet(name, Digest.of(bytes), file);
    }

    private static List<String> sections(JsonNode tree) {
        List<String> out = new ArrayList<>();
        tree.propertyNames().forEach(key -> {
            if (SECTIONS.containsKey(key) && tree.path(key).size() > 0) {
                out.add(key);
            }
        });
        return out;
    }

    public String id() {
        return file.tree().path("sheet").asString();
    }

    public String name() {
        return name;
    }

    /** Of the bytes of the file. */
    public Digest digest() {
        return digest;
    }

    /** With the policy pack that ships. */
    public List<SheetTable> run(TableSource tables, Seed seed) {
        return run(tables, seed, PolicyPacks.load(PolicyPacks.DEFAULT));
    }

    /** Every calculation, in the order of the file; or all that is wrong, told at once. */
    public List<SheetTable> run(TableSource tables, Seed seed, PolicyPack pack) {
        List<SheetTable> out = new ArrayList<>();
        Problems problems = new Problems();
        for (String section : sections(file.tree())) {
            JsonNode parts = file.tree().path(section);
            parts.propertyNames().forEach(id -> {
                Part part = new Part(
                        section,
                        id,
                        parts.path(id),
                        section + "." + id,
                        file::place,
                        tables,
                        seed.child(section + "." + id),
                        pack);
                try {
                    Objects.requireNonNull(SECTIONS.get(section)).run(part).forEach(d -> out.add(d.of(section, id)));
                } catch (SteelyardException e) {
                    problems.addAll(e.problems());
                } catch (IllegalArgumentException e) {
                    problems.addAll(List.of(sense(part, e)));
                }
            });
        }
        problems.throwIfAny();
        return out;
    }

    /** The libraries say in English what they refuse; which numbers those are is here. */
    private Problem sense(Part part, IllegalArgumentException e) {
        String said = e.getMessage() == null ? "" : e.getMessage();
        return new Problem(
                SheetError.BAD_INPUT,
                file.place(part.path()),
                Text.of("这组输入不成立（" + said + "）。", "These inputs do not fit together (" + said + ")."),
                Text.of("对照 docs/sheets.md 改正这一部分。", "Correct this part; docs/sheets.md says what it takes."));
    }
}
