package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.internal.EnumLabels;
import org.steelyard.protocol.internal.SchemaGuide;

/** Records, schema, template and prose tell the same story. */
class PlanShapeTest {

    private final Set<Class<?>> seen = new HashSet<>();

    @Test
    void theSchemaHasExactlyTheComponentsOfTheRecords() {
        agree(Protocol.class, SchemaGuide.of("protocol-1.schema.json"));
        assertThat(seen).hasSizeGreaterThan(35);
    }

    private void agree(Class<?> type, SchemaGuide guide) {
        if (!seen.add(type)) {
            return;
        }
        List<String> names = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(guide.propertyNames().stream().filter(n -> !n.equals("kind") || names.contains(n)))
                .as(type.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(names);
        for (RecordComponent component : type.getRecordComponents()) {
            SchemaGuide below = guide.property(component.getName()).orElseThrow();
            assertThat(below.titleZh()).as(component.toString()).isNotBlank();
            assertThat(below.descriptionEn()).as(component.toString()).isNotBlank();
            component(component, guide, below);
        }
    }

    private void component(RecordComponent component, SchemaGuide owner, SchemaGuide guide) {
        Type type = component.getGenericType();
        boolean mayBeLeftOut = component.getType() == Optional.class;
        boolean required = owner.required(component.getName());
        boolean hasDefault = guide.defaultValue().isPresent();
        assertThat(List.of(mayBeLeftOut, required, hasDefault))
                .as("exactly one of optional, required, default: %s of %s", component.getName(), owner.titleZh())
                .containsOnlyOnce(true);
        below(type, guide);
    }

    private void below(Type type, SchemaGuide guide) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                below(generic.getActualTypeArguments()[0], guide);
            } else if (raw == List.class) {
                below(generic.getActualTypeArguments()[0], guide.items().orElseThrow());
            }
        } else if (type == EconomicModel.class) {
            agree(EconomicModel.PatientLevel.class, guide.branch("patient-level"));
            agree(EconomicModel.PartitionedSurvival.class, guide.branch("partitioned-survival"));
            agree(EconomicModel.ModelFile.class, guide.branch("model-file"));
            agree(EconomicModel.InlineModel.class, guide.branch("model"));
        } else if (type == DesignMethod.class) {
            for (DesignKind kind : DesignKind.values()) {
                agree(kind.type(), guide.branch(kind.id()));
            }
        } else if (type instanceof Class<?> c && c.isRecord() && c != org.steelyard.kernel.Text.class) {
            agree(c, guide);
        } else if (type instanceof Class<?> c && c.isEnum()) {
            choices(c, guide);
        }
    }

    private static void choices(Class<?> type, SchemaGuide guide) {
        List<String> allowed = guide.node().path("enum").values().stream()
                .map(v -> v.asString().toUpperCase(java.util.Locale.ROOT).replace('-', '_'))
                .toList();
        List<String> constants = Arrays.stream(type.getEnumConstants())
                .map(c -> ((Enum<?>) c).name())
                .toList();
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(constants);
        for (Object constant : type.getEnumConstants()) {
            assertThat(EnumLabels.of((Enum<?>) constant, Lang.ZH)).isNotBlank();
            assertThat(EnumLabels.of((Enum<?>) constant, Lang.EN)).doesNotContainPattern("\\p{IsHan}");
        }
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void theTemplatePassesTheCheckAsItStands(Lang lang) {
        assertThat(Plans.problems(ProtocolTemplate.write(lang))).isEmpty();
        assertThat(ProtocolTemplate.write(lang)).contains("#").contains("economics:");
    }

    @Test
    void theEnglishTemplateIsEnglish() {
        String text = ProtocolTemplate.write(Lang.EN)
                .lines()
                .filter(line -> !line.startsWith("  zh:"))
                .reduce("", String::concat);

        assertThat(text).doesNotContainPattern("\\p{IsHan}");
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void proseShowsEverythingWithDefaults(Lang lang) {
        String text = ProtocolProse.render(Plans.load(Plans.small()).protocol(), lang);

        assertThat(text)
                .contains("trial2020", "inpatient-day", "0.95", "1000", "20260101")
                .doesNotContain("Optional", "null", "Text[", "[]")
                .doesNotContainPattern("\\n *- \\n");
        assertThat(text.lines().filter(l -> l.startsWith("## "))).hasSize(7);
    }

    @Test
    void rulesAreShownInWords() {
        assertThat(ProtocolProse.render(Plans.load(Plans.small()).protocol(), Lang.ZH))
                .contains("年龄 ≥ 18");
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void noEntryIsHeadedByNothing(Lang lang) {
        assertThat(ProtocolProse.render(Plans.load(Plans.small()).protocol(), lang)
                        .lines())
                .noneMatch(line -> line.matches(".*[：:]\\s*[：:].*|.*: $|\\s*- \\S+[：:].+[：:]"))
                .anyMatch(line -> line.endsWith(lang == Lang.ZH ? "survival：生存" : "survival: 生存"));
    }

    @Test
    void defaultsAreThoseOfTheSchema() {
        Protocol plan = Plans.load(Plans.small()).protocol();

        assertThat(plan.analysis().level()).isEqualTo(0.95);
        assertThat(plan.analysis().smdThreshold()).isEqualTo(0.1);
        assertThat(plan.analysis().bootstrap()).isEqualTo(1000);
        assertThat(plan.analysis().analyses().getFirst().target()).isEqualTo(AnalysisPlan.Target.ATE);
        assertThat(plan.economics().orElseThrow().currency()).isEqualTo("CNY");
        assertThat(plan.population().inclusion().getFirst().onMissing()).isEqualTo(Criterion.OnMissing.FAIL);
        assertThat(plan.registration()).isEmpty();
        assertThat(plan.amendments()).isEmpty();
    }

    @Test
    void bareNumbersStayTheTextTheyAre() {
        Protocol plan =
                Plans.load(Plans.smallWith("version: \"1.0\"", "version: 1.0")).protocol();

        assertThat(plan.version()).isEqualTo("1.0");
        assertThat(plan.variables().get(1).yes()).containsExactly("1");
        assertThat(plan.data().sources().getFirst().period().zh()).isEqualTo("2025");
    }

    @Test
    void recodeMayStartFromAnEmptyCell() {
        Protocol plan = Plans.load(Plans.smallWith(
                        "levels: [{value: f, label: 女}", "recode: {\"\": f, 2: m}, levels: [{value: f, label: 女}"))
                .protocol();

        assertThat(plan.variables().get(3).recode()).isEqualTo(Map.of("", "f", "2", "m"));
    }

    @Test
    void aTextSplitAtItsCommaIsRefused() {
        assertThat(Plans.problems(Plans.smallWith("question: 问题", "question: {zh: 2,982 例, en: cases}")))
                .anySatisfy(p -> assertThat(p.code()).isEqualTo(ProtocolError.UNKNOWN_FIELD));
    }

    @Test
    void layoutAndCommentsLeaveTheCanonicalFormAlone() throws IOException {
        PlanFile plain = Plans.load(Plans.small());
        PlanFile other = Plans.load("# 注释\n"
                + Plans.replace(
                        Plans.smallWith("amount: 1000", "amount: 1000.00"),
                        "scenario: pricing",
                        "scenario: \"pricing\""));

        assertThat(other.bytesSha256()).isNotEqualTo(plain.bytesSha256());
        assertThat(other.canonicalSha256()).isEqualTo(plain.canonicalSha256());
    }

    @Test
    void contentChangesTheCanonicalForm() {
        assertThat(Plans.load(Plans.smallWith("age >= 18", "age >= 19")).canonicalSha256())
                .isNotEqualTo(Plans.load(Plans.small()).canonicalSha256());
    }

    @Test
    void differencesAreNamedByPath() {
        String after = Plans.replace(
                Plans.replace(
                        Plans.smallWith("horizon: 30", "horizon: 60"),
                        "    - {id: cox,",
                        "    - {id: late, role: sensitivity, outcome: death30, adjustment: none}\n    - {id: cox,"),
                "  patientVoice: 意见",
                "  patientVoice: 另一意见\n  innovation: 无");

        List<ProtocolDiff.Change> changes = ProtocolDiff.diff(Plans.load(Plans.small()), Plans.load(after));

        assertThat(changes)
                .extracting(ProtocolDiff.Change::path)
                .containsExactlyInAnyOrder(
                        "analysis.analyses[late]",
                        "outcomes[survival].horizon",
                        "society.innovation",
                        "society.patientVoice");
        assertThat(changes)
                .filteredOn(c -> c.path().equals("outcomes[survival].horizon"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.before()).contains("30");
                    assertThat(c.after()).contains("60");
                });
    }

    @Test
    void equalPlansHaveNoDifference() {
        assertThat(ProtocolDiff.diff(Plans.load(Plans.small()), Plans.load("# x\n" + Plans.small())))
                .isEmpty();
    }
}
